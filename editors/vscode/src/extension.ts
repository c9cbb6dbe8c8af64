/** Film as code in VS Code: the language server, the preview, and commands that have a face. */

import { rmSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { type Desk, told } from "./commands/desk.js";
import { newFilm } from "./commands/film.js";
import { makeShot, showPlan } from "./commands/make.js";
import { openPreview } from "./commands/preview.js";
import { explainCode, openShotTable, showPrompt } from "./commands/reading.js";
import { pickTake, playTake } from "./commands/takes.js";
import { Shown } from "./documents.js";
import type { Ending } from "./endings.js";
import { type Handler, Language, NotStarted } from "./language.js";
import { Preview } from "./preview/preview.js";
import { StatusBar } from "./statusBar.js";
import { missing, program, silent, unfit } from "./surroundings.js";

type Command = (desk: Desk, uri?: string, shot?: string) => Promise<void>;

/** Commands of ours by name, with the server's that lead to the same. */
const COMMANDS: Readonly<Record<string, { readonly run: Command; readonly lens?: string }>> = {
  "filmc.openPreview": { run: openPreview, lens: "filmc.preview" },
  "filmc.makeShot": { run: makeShot, lens: "filmc.make" },
  "filmc.pickTake": { run: pickTake, lens: "filmc.takes" },
  "filmc.showPrompt": { run: showPrompt, lens: "filmc.prompt" },
  "filmc.explainCode": { run: explainCode, lens: "filmc.explain" },
  "filmc.showPlan": { run: showPlan, lens: "filmc.price" },
  "filmc.openShotTable": { run: openShotTable },
  "filmc.newFilm": { run: newFilm },
};

/** What other extensions, and tests, get of this one. */
export interface Api {
  readonly language: Language;
}

export async function activate(context: vscode.ExtensionContext): Promise<Api> {
  const output = vscode.window.createOutputChannel("filmc", { log: true });
  const handlers = new Map<string, Handler>();
  const language = new Language(output, program, handlers);
  const storage = path.join(context.globalStorageUri.fsPath, String(process.pid));
  const desk: Desk = { language, output, storage, shown: new Shown(), preview: new Preview(output) };
  const bar = new StatusBar(language);
  const leftovers = { dispose: () => rmSync(storage, { recursive: true, force: true }) };
  context.subscriptions.push(leftovers, output, language, desk.shown, desk.preview, bar);

  const restart = (): Promise<void> => told(() => started(() => language.restart(), bar));
  for (const [name, { run, lens }] of Object.entries(COMMANDS)) {
    const handler = (uri?: unknown, shot?: unknown): Promise<void> => told(() => run(desk, address(uri), word(shot)));
    context.subscriptions.push(vscode.commands.registerCommand(name, handler));
    if (lens) handlers.set(lens, handler);
  }
  for (const name of ["filmc.pick", "filmc.pin"] as const) {
    handlers.set(name, (uri, job = "", take = "") => told(() => playTake(desk, name, uri, job, take)));
  }
  context.subscriptions.push(
    vscode.commands.registerCommand("filmc.showOutput", () => output.show()),
    vscode.commands.registerCommand("filmc.restartServer", restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    language.onEnding((ending) => void ended(ending, bar)),
    language.onSilence((program) => void Promise.all([silent(program), bar.warn()])),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("filmc.path") && void restart()),
  );
  running = language;
  const silence = new Promise((go) => context.subscriptions.push(language.onSilence(go)));
  await Promise.race([told(() => started(() => language.start(), bar)), silence]);
  return { language };
}

/** What is to be ended before VS Code goes, and waited for. */
let running: Language | undefined;

export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}

/** Start the server, or say what is missing; then tell what is known of the film that is open. */
async function started(start: () => Promise<boolean>, bar: StatusBar): Promise<void> {
  bar.forget();
  try {
    if (await start()) {
      bar.forget(); // it may have been told of as silent
      return await bar.refresh();
    }
    void missing();
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error;
    void unfit(error.program, error.why);
  }
  await bar.warn();
}

/** Say that the server has ended by itself, and what can be done. */
async function ended(ending: Ending | NotStarted, bar: StatusBar): Promise<void> {
  if (ending !== "started again") await bar.warn();
  if (ending === "gone") return missing();
  if (ending instanceof NotStarted) return unfit(ending.program, ending.why);
  const [restart, output] = ["Restart", "Show Output"] as const;
  const answer =
    ending === "started again"
      ? await vscode.window.showWarningMessage("The film language server had ended, and was started again.", output)
      : await vscode.window.showErrorMessage(
          "The film language server ends again and again. Films are coloured, but not checked.",
          restart,
          output,
        );
  if (answer === restart) await vscode.commands.executeCommand("filmc.restartServer");
  if (answer === output) await vscode.commands.executeCommand("filmc.showOutput");
}

/** What a menu of files gives is an address; the palette and keys give nothing. */
function address(given: unknown): string | undefined {
  return given instanceof vscode.Uri ? given.toString() : word(given);
}

function word(given: unknown): string | undefined {
  return typeof given === "string" ? given : undefined;
}
