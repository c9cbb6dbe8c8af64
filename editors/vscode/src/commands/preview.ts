/** The preview beside the text, at the shot that is meant. */

import * as vscode from "vscode";

import { isAllowed } from "../surroundings.js";
import { type Desk, film } from "./desk.js";

export async function openPreview(desk: Desk, uri?: string, shot?: string): Promise<void> {
  const address = uri ?? film()?.uri.toString();
  if (address === undefined || !(await isAllowed("The preview"))) return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(address));
  if (document.uri.scheme !== "file") throw new Error("save the film first: a preview needs a place beside it");
  const words = await started(desk, document);
  const showing = desk.preview.show(words[1] ?? document.uri.fsPath, words);
  const line = shot === undefined ? undefined : (await desk.language.shots(document.uri)).find((each) => each.shot === shot)?.line;
  const cursor = vscode.window.activeTextEditor?.document === document ? vscode.window.activeTextEditor.selection.active : undefined;
  const place = line === undefined ? cursor : new vscode.Position(line, 0);
  if (place) showing.point(document, place);
}

/** Return what filmc is started with: the server knows which film a file belongs to. */
async function started(desk: Desk, document: vscode.TextDocument): Promise<readonly string[]> {
  if (!desk.language.isRunning) return ["preview", document.uri.fsPath];
  const { run } = await desk.language.ask<{ run: readonly string[] }>("filmc.preview", document.uri.toString());
  return run.slice(1);
}
