/** Film as code in VS Code: the language server, the preview, and commands that have a face. */

import * as vscode from "vscode";

import { type Desk, told } from "./commands/desk.js";
import { newFilm } from "./commands/film.js";
import { makeShot, showPlan } from "./commands/make.js";
import { openPreview } from "./commands/preview.js";
import { explainCode, openShotTable, showPrompt } from "./commands/reading.js";
import { pickTake } from "./commands/takes.js";
import { Shown } from "./documents.js";
import { type Handler, Language } from "./language.js";
import { Preview } from "./preview/preview.js";
import { StatusBar } from "./statusBar.js";
import { missing, program } from "./surroundings.js";

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
  const desk: Desk = { language, output, shown: new Shown(), preview: new Preview(output) };
  const bar = new StatusBar(language);
  context.subscriptions.push(output, language, desk.shown, desk.preview, bar);

  const command = (name: string, run: (...words: string[]) => Promise<unknown>): void => {
    context.subscriptions.push(vscode.commands.registerCommand(name, (...words: unknown[]) => told(() => run(...words.filter((each) => typeof each === "string")))));
  };
  for (const [name, { run, lens }] of Object.entries(COMMANDS)) {
    command(name, (uri, shot) => run(desk, uri, shot));
    if (lens) handlers.set(lens, (uri, shot) => told(() => run(desk, uri, shot)));
  }
  command("filmc.showOutput", async () => output.show());
  command("filmc.restartServer", () => started(() => language.restart(), bar));

  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(() => void told(() => started(() => language.restart(), bar))),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("filmc.path")) void told(() => started(() => language.restart(), bar));
    }),
  );
  await told(() => started(() => language.start(), bar));
  return { language };
}

/** Start the server, or say what is missing; then tell what is known of the film that is open. */
async function started(start: () => Promise<boolean>, bar: StatusBar): Promise<void> {
  bar.forget();
  if (await start()) await bar.refresh();
  else void missing();
}
