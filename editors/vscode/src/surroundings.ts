/** What VS Code tells of where we are: settings, folders, trust; and the program that follows from it. */

import { accessSync, constants, statSync } from "node:fs";
import * as vscode from "vscode";

import { find, USUAL } from "./program.js";

/** Shells of Windows know double quotes only. */
const INSTALL = 'pip install "filmc[speech]"';

/** Return filmc's path, or undefined where it is not found. */
export function program(): string | undefined {
  return find({
    setting: vscode.workspace.getConfiguration("filmc").get<string>("path", USUAL),
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    trusted: vscode.workspace.isTrusted,
    platform: process.platform,
    environment: process.env,
    runs,
  });
}

/** Return filmc's path; where it is not found, say so and throw. */
export function needed(): string {
  const found = program();
  if (found !== undefined) return found;
  void missing();
  throw new vscode.CancellationError();
}

/** Say that filmc is not found, and how that is mended. */
export async function missing(): Promise<void> {
  const setting = vscode.workspace.getConfiguration("filmc").get<string>("path", USUAL);
  const where = setting === USUAL ? "on the PATH" : `at ${setting}, as the setting filmc.path says`;
  const [install, settings] = ["Install in Terminal", "Open Settings"] as const;
  const answer = await vscode.window.showErrorMessage(
    `filmc is not found ${where}. Films are coloured, but not checked. ` +
      `Install it with ${INSTALL}, or say in the setting filmc.path where it is.`,
    ...(vscode.workspace.isTrusted ? [install] : []),
    settings,
  );
  if (answer === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "filmc.path");
  if (answer === install) typeInTerminal(INSTALL);
}

/** Say that the program which was found is no filmc that runs, with its last words, and how that is mended. */
export function unfit(program: string, why: string): Promise<void> {
  return offered(
    `filmc at ${program} does not start: ${why}. Films are coloured, but not checked. ` +
      `Install it anew with ${INSTALL}, or say in the setting filmc.path which filmc to use.`,
  );
}

/** Say that the program which was started says nothing, and what can be done but to wait. */
export function silent(program: string): Promise<void> {
  return offered(
    `filmc at ${program} was started and does not answer. Films are coloured, but not checked until it does. ` +
      `Try again, or say in the setting filmc.path which filmc to use.`,
  );
}

/** Show what is wrong with the program, with what helps. */
async function offered(message: string): Promise<void> {
  const [again, settings, output] = ["Try Again", "Open Settings", "Show Output"] as const;
  const answer = await vscode.window.showErrorMessage(message, again, settings, output);
  if (answer === again) await vscode.commands.executeCommand("filmc.restartServer");
  if (answer === settings) await vscode.commands.executeCommand("workbench.action.openSettings", "filmc.path");
  if (answer === output) await vscode.commands.executeCommand("filmc.showOutput");
}

/** Type a command into a terminal, for the person to read and to run. */
export function typeInTerminal(command: string): void {
  const terminal = vscode.window.createTerminal("filmc");
  terminal.show();
  terminal.sendText(command, false);
}

/** Tell whether something may be run here: in a folder that is not trusted, nothing is. */
export async function isAllowed(what: string): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = "Manage Trust";
  const answer = await vscode.window.showWarningMessage(
    `${what} runs filmc on files of this folder, and the folder is not trusted.`,
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}

function runs(file: string): boolean {
  try {
    accessSync(file, process.platform === "win32" ? constants.F_OK : constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
