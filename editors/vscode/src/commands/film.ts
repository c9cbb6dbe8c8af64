/** Begin a film. */

import * as path from "node:path";
import * as vscode from "vscode";

import { isAllowed, needed } from "../surroundings.js";
import { answer } from "./running.js";

/** Make a folder with a small film that builds as it is, and open it. */
export async function newFilm(): Promise<void> {
  if (!(await isAllowed("A new film"))) return;
  needed();
  const prompt = "Its title; the folder is called so too";
  const name = await vscode.window.showInputBox({ title: "New film", prompt, value: "first-film", validateInput: judged });
  if (name === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? (await chosenFolder());
  if (folder === undefined) return;
  const made = await answer<{ film: string }>("Making the film", ["new", path.join(folder.fsPath, name)], path.join(folder.fsPath, name));
  await vscode.window.showTextDocument(vscode.Uri.file(made.film));
}

function judged(name: string): string | undefined {
  return /^[^\\/:*?"<>|]*[^\\/:*?"<>|.\s][^\\/:*?"<>|]*$/.test(name) ? undefined : "a name that a folder can have";
}

async function chosenFolder(): Promise<vscode.Uri | undefined> {
  const options = { canSelectFolders: true, canSelectFiles: false, openLabel: "Make the film here" };
  return (await vscode.window.showOpenDialog(options))?.[0];
}
