/** filmc in a task: a program and its arguments in a terminal of VS Code, without a shell. */

import * as path from "node:path";
import * as vscode from "vscode";

import { needed } from "../surroundings.js";

/** Return the task `name` that runs filmc with `words`, in the folder of `film`. */
export function task(name: string, words: readonly string[], film: string): vscode.Task {
  const execution = new vscode.ProcessExecution(needed(), [...words], { cwd: path.dirname(film) });
  const made = new vscode.Task({ type: "filmc", name }, vscode.TaskScope.Workspace, name, "filmc", execution, []);
  made.presentationOptions = { reveal: vscode.TaskRevealKind.Always, clear: true, focus: false };
  return made;
}
