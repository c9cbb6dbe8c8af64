/** Begin a film. */

import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import * as vscode from "vscode";

import { isAllowed, needed } from "../surroundings.js";

/** Make a folder with a small film that builds as it is, and open it. */
export async function newFilm(): Promise<void> {
  if (!(await isAllowed("A new film"))) return;
  const program = needed();
  const name = await vscode.window.showInputBox({ title: "New film", prompt: "Its title; the folder is called so too", value: "first-film", validateInput: judged });
  if (name === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? (await chosenFolder());
  if (folder === undefined) return;
  const { stdout } = await promisify(execFile)(program, ["new", "--json", "--", name], { cwd: folder.fsPath }).catch(refused);
  const answer = JSON.parse(stdout) as { ok: boolean; film?: string; message?: string };
  if (!answer.ok || answer.film === undefined) throw new Error(answer.message ?? "no film was made");
  await vscode.window.showTextDocument(vscode.Uri.file(path.resolve(folder.fsPath, answer.film)));
}

function judged(name: string): string | undefined {
  return /^[^\\/:*?"<>|]*[^\\/:*?"<>|.\s][^\\/:*?"<>|]*$/.test(name) ? undefined : "a name that a folder can have";
}

async function chosenFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: "Make the film here" });
  return chosen?.[0];
}

/** A refusal is told on stdout too; anything else is an error. */
function refused(error: { stdout?: string }): { stdout: string } {
  if (error.stdout?.startsWith("{")) return { stdout: error.stdout };
  throw error as Error;
}
