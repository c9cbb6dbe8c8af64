/** What is only read: the orders of a shot, the story of a code, the shot table. */

import * as vscode from "vscode";

import { isAllowed } from "../surroundings.js";
import { type Desk, film, main, meant, saved } from "./desk.js";
import { run } from "./running.js";

/** The language of orders as they are shown: plain text, whose long lines are wrapped. */
const ORDERS = "film-orders";

/** Show what models are asked for a shot, to the letter. */
export async function showPrompt(desk: Desk, uri?: string, shot?: string): Promise<void> {
  const found = await meant(desk, uri, shot);
  if (found === undefined) return;
  const { text } = await desk.language.ask<{ text: string }>("filmc.prompt", found.uri, found.shot);
  const place = desk.shown.place(`prompt of ${found.shot.replaceAll("/", " ")}.txt`, text);
  const document = await vscode.languages.setTextDocumentLanguage(await vscode.workspace.openTextDocument(place), ORDERS);
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}

/** Show the longer story of a code: the one that is named, the one at the cursor, or the one that is chosen. */
export async function explainCode(desk: Desk, named?: string): Promise<void> {
  const code = named ?? codeAtCursor() ?? (await chosenCode());
  if (code === undefined) return;
  const { text } = await desk.language.ask<{ text: string }>("filmc.explain", code);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", desk.shown.place(`${code}.md`, text));
}

/** Show the crew's shot table, with a picture of each shot. It shows what could be read, where the film has errors. */
export async function openShotTable(desk: Desk): Promise<void> {
  const document = film();
  if (document === undefined || !(await isAllowed("The shot table")) || !(await saved())) return;
  const whole = await main(desk, document.uri.toString());
  const { out, error } = await run("Drawing the shot table", ["table", whole, "--html"], whole);
  if (!out.startsWith("<")) throw new Error(error);
  const options = { enableScripts: false, enableFindWidget: true };
  const panel = vscode.window.createWebviewPanel("filmc.table", "Shot table", vscode.ViewColumn.Beside, options);
  panel.webview.html = out;
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { active } = editor.selection;
  const here = ofFilm(vscode.languages.getDiagnostics(editor.document.uri));
  const onLine = here.filter((each) => each.range.start.line === active.line);
  const found = here.find((each) => each.range.contains(active)) ?? onLine[0];
  return found && codeOf(found);
}

async function chosenCode(): Promise<string | undefined> {
  const found = vscode.languages.getDiagnostics().flatMap(([, each]) => ofFilm(each));
  const lines = new Map(found.map((each) => [codeOf(each), each.message]));
  if (lines.size === 0) {
    return vscode.window.showInputBox({ title: "Explain a code", placeHolder: "E0312", validateInput: judged });
  }
  const items = [...lines].map(([label, detail]) => ({ label: label ?? "", detail }));
  return (await vscode.window.showQuickPick(items, { title: "Explain a code" }))?.label;
}

function judged(text: string): string | undefined {
  return /^[EWH]\d{4}$/i.test(text) ? undefined : "a letter and four digits, as E0312";
}

function ofFilm(found: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
  return found.filter((each) => each.source === "filmc" && codeOf(each) !== undefined);
}

function codeOf(diagnostic: vscode.Diagnostic): string | undefined {
  const { code } = diagnostic;
  const bare = typeof code === "object" ? code.value : code;
  return bare === undefined ? undefined : String(bare);
}
