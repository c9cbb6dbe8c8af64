/** What is only read: the orders of a shot, the story of a code, the shot table. */

import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";

import { isAllowed, needed } from "../surroundings.js";
import { type Desk, film, meant, saved } from "./desk.js";

/** Show what models are asked for a shot, to the letter. */
export async function showPrompt(desk: Desk, uri?: string, shot?: string): Promise<void> {
  const found = await meant(desk, uri, shot);
  if (found === undefined) return;
  const { text } = await desk.language.ask<{ text: string }>("filmc.prompt", found.uri, found.shot);
  const document = await vscode.workspace.openTextDocument(desk.shown.place(`prompt of ${found.shot}.txt`.replaceAll("/", " "), text));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true, preserveFocus: true });
}

/** Show the longer story of a code: the one that is named, the one at the cursor, or the one that is chosen. */
export async function explainCode(desk: Desk, named?: string): Promise<void> {
  const code = named ?? codeAtCursor() ?? (await chosenCode());
  if (code === undefined) return;
  const { text } = await desk.language.ask<{ text: string }>("filmc.explain", code);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", desk.shown.place(`${code}.md`, text));
}

/** Show the crew's shot table, with a picture of each shot. */
export async function openShotTable(): Promise<void> {
  const document = film();
  if (document === undefined || !(await isAllowed("The shot table")) || !(await saved())) return;
  const html = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Drawing the shot table", cancellable: true },
    (_progress, token) => run(["table", document.uri.fsPath, "--html"], path.dirname(document.uri.fsPath), token),
  );
  const panel = vscode.window.createWebviewPanel("filmc.table", "Shot table", vscode.ViewColumn.Beside, { enableScripts: false, enableFindWidget: true });
  panel.webview.html = html;
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { active } = editor.selection;
  const here = ofFilm(vscode.languages.getDiagnostics(editor.document.uri));
  const found = here.find((each) => each.range.contains(active)) ?? here.find((each) => each.range.start.line === active.line);
  return found && codeOf(found);
}

async function chosenCode(): Promise<string | undefined> {
  const found = vscode.languages.getDiagnostics().flatMap(([, each]) => ofFilm(each));
  const lines = new Map(found.map((each) => [codeOf(each), each.message]));
  if (lines.size === 0) {
    return vscode.window.showInputBox({ title: "Explain a code", placeHolder: "E0312", validateInput: (text) => (/^[EWH]\d{4}$/i.test(text) ? undefined : "a letter and four digits, as E0312") });
  }
  const items = [...lines].map(([label, detail]) => ({ label: label ?? "", detail }));
  return (await vscode.window.showQuickPick(items, { title: "Explain a code" }))?.label;
}

function ofFilm(found: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return found.filter((each) => each.source === "filmc" && codeOf(each) !== undefined);
}

function codeOf(diagnostic: vscode.Diagnostic): string | undefined {
  const { code } = diagnostic;
  const bare = typeof code === "object" ? code.value : code;
  return bare === undefined ? undefined : String(bare);
}

/** Run filmc and return what it prints. */
async function run(words: readonly string[], cwd: string, token: vscode.CancellationToken): Promise<string> {
  const ending = new AbortController();
  token.onCancellationRequested(() => ending.abort());
  try {
    const { stdout } = await promisify(execFile)(needed(), [...words], { cwd, signal: ending.signal, maxBuffer: 256 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    if (stdout?.startsWith("<")) return stdout; // the film has errors; the table shows what could be read
    throw new Error(stderr?.trim() || String(error));
  }
}
