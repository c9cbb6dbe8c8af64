/** The preview beside the text: a panel with the film's page, which follows the cursor and leads back to the source. */

import { randomBytes } from "node:crypto";
import * as path from "node:path";
import * as vscode from "vscode";

import { needed } from "../surroundings.js";
import { type Heard, isOurs, type Range } from "./lines.js";
import { framed, saying } from "./page.js";
import { Talk } from "./talk.js";
import { Texts } from "./texts.js";

const KIND = "filmc.preview";
/** What makes a preview one of ours: it talks with us, and its page may stand in our frame. */
const ATTACHED = ["--stdio", "--embed", "--no-open"];
/** Milliseconds in which changes of text, or moves of the cursor, are told as one. */
const BURST = 30;

export class Preview implements vscode.Disposable {
  readonly #output: vscode.LogOutputChannel;
  readonly #open = new Map<string, Showing>();

  constructor(output: vscode.LogOutputChannel) {
    this.#output = output;
  }

  /** Show the film at a path. Return what is shown, new or there already. */
  show(film: string): Showing {
    const there = this.#open.get(film);
    if (there) {
      there.reveal();
      return there;
    }
    const made = new Showing(film, this.#output);
    this.#open.set(film, made);
    made.onEnd(() => this.#open.delete(film));
    return made;
  }

  dispose(): void {
    for (const each of [...this.#open.values()]) each.dispose();
  }
}

/** One film in its panel. */
export class Showing implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #talk: Talk;
  readonly #texts = new Texts();
  readonly #ended = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [];
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  #closed = false;
  readonly #output: vscode.LogOutputChannel;
  readonly onEnd = this.#ended.event;

  constructor(film: string, output: vscode.LogOutputChannel) {
    this.#output = output;
    const program = needed();
    const title = `Preview ${path.basename(path.dirname(film)) || path.basename(film)}`;
    this.#panel = vscode.window.createWebviewPanel(
      KIND,
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, retainContextWhenHidden: true, localResourceRoots: [] },
    );
    this.#say("The preview is being started.");
    this.#talk = new Talk(program, ["preview", film, ...ATTACHED], path.dirname(film), {
      heard: (said) => void this.#hear(said),
      logged: (text) => output.info(text),
      ended: (why) => this.#end(why),
    });
    this.#subscriptions.push(
      this.#panel.onDidDispose(() => this.dispose()),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#later(document.uri.fsPath, () => this.#tell(document))),
      vscode.workspace.onDidOpenTextDocument((document) => this.#tell(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#tell(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
      vscode.window.onDidChangeTextEditorSelection((event) => this.#follow(event)),
    );
    for (const document of vscode.workspace.textDocuments) this.#tell(document);
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** Have the page go to a place of a text. */
  point(document: vscode.TextDocument, position: vscode.Position): void {
    const { line, character } = position;
    this.#talk.say({ cursor: { file: document.uri.fsPath, line, character } });
  }

  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
    this.#talk.leave();
    this.#panel.dispose();
    this.#ended.fire();
    this.#ended.dispose();
  }

  // ---- what filmc says

  async #hear(said: Heard): Promise<void> {
    if (said.address) await this.#frame(said.address.address);
    if (said.open) await this.#lead(said.open.file, said.open.range);
    if (said.edit) await this.#edit(said.edit);
  }

  async #frame(address: string): Promise<void> {
    if (!isOurs(address)) return this.#say("The preview told an address that is not one of this machine.");
    const outside = await vscode.env.asExternalUri(vscode.Uri.parse(address, true));
    this.#panel.webview.html = framed(outside.toString(true), nonce());
  }

  /** Show the source of what was clicked, where its text is open already, else in the first column. */
  async #lead(file: string, { start, end }: Range): Promise<void> {
    const open = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.fsPath === file);
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    const viewColumn = open?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(file), { viewColumn, selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  /** Edit a text as the page asks, so that it can be undone here. One that has changed meanwhile is left alone. */
  async #edit({ id, file, edits }: NonNullable<Heard["edit"]>): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    if (!this.#texts.fits(file, unsaved(document))) {
      this.#talk.say({ edited: { id, done: false, why: "the text has changed in the editor meanwhile" } });
      return;
    }
    const whole = new vscode.WorkspaceEdit();
    for (const { range, text } of edits) {
      const { start, end } = range;
      whole.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), text);
    }
    const done = await vscode.workspace.applyEdit(whole);
    this.#talk.say({ edited: { id, done, ...(done ? {} : { why: "the editor did not take the change" }) } });
  }

  #end(why: string): void {
    if (this.#closed) return;
    this.#output.info(why ? `the preview is over: ${why}` : "the preview is over");
    if (why) void vscode.window.showErrorMessage(`The film preview is over: ${why}. The output of filmc tells more.`);
    this.dispose();
  }

  #say(words: string): void {
    this.#panel.webview.html = saying(words, nonce());
  }

  // ---- what filmc is told

  #tell(document: vscode.TextDocument): void {
    if (!isFilm(document)) return;
    const [file, text] = [document.uri.fsPath, unsaved(document)];
    if (this.#texts.isNews(file, text)) this.#talk.say({ text: { file, text, open: true } });
  }

  #forget(document: vscode.TextDocument): void {
    if (!isFilm(document)) return;
    this.#texts.forget(document.uri.fsPath);
    this.#talk.say({ text: { file: document.uri.fsPath, text: null, open: false } });
  }

  /** Follow the cursor of a person, not one that we have set ourselves. */
  #follow({ kind, textEditor }: vscode.TextEditorSelectionChangeEvent): void {
    const { document, selection } = textEditor;
    if (kind === undefined || kind === vscode.TextEditorSelectionChangeKind.Command) return;
    if (!isFilm(document)) return;
    if (!vscode.workspace.getConfiguration("filmc").get("preview.followCursor", true)) return;
    this.#later("cursor", () => this.point(document, selection.active));
  }

  /** Do something when a burst is over; what was to be done of the same sort before is done by it. */
  #later(sort: string, work: () => void): void {
    clearTimeout(this.#waiting.get(sort));
    this.#waiting.set(sort, setTimeout(work, BURST));
  }
}

function isFilm(document: vscode.TextDocument): boolean {
  return document.languageId === "film" && document.uri.scheme === "file";
}

/** Return what is typed and not saved; null where the file counts. */
function unsaved(document: vscode.TextDocument): string | null {
  return document.isDirty ? document.getText() : null;
}

function nonce(): string {
  return randomBytes(16).toString("base64");
}
