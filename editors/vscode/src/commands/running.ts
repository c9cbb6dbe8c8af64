/** filmc run for its answer: a program and its arguments, no shell. */

import { execFile } from "node:child_process";
import * as path from "node:path";
import * as vscode from "vscode";

import { needed } from "../surroundings.js";

const MOST = 256 * 1024 * 1024;

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Run filmc in the folder of `film`, with a progress bar that can end it, and return what it said. */
export function run(title: string, words: readonly string[], film: string): Thenable<Ran> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => ran(words, path.dirname(film), token));
}

/** Run it as `run` does, and return its answer: it is asked for JSON. A refusal is an error with its words. */
export async function answer<T>(title: string, words: readonly string[], film: string): Promise<T> {
  const { out, error } = await run(title, [...words, "--json"], film);
  const said = parsed(out) as (T & { ok?: boolean; message?: string }) | undefined;
  if (said === undefined) throw new Error(error || "filmc gave no answer");
  if (said.ok === false) throw new Error(said.message ?? (error || "filmc refused, and did not say why"));
  return said;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ran(words: readonly string[], cwd: string, token: vscode.CancellationToken): Promise<Ran> {
  const ending = new AbortController();
  const listening = token.onCancellationRequested(() => ending.abort());
  return new Promise<Ran>((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: "1" };
    execFile(needed(), [...words], { cwd, env, signal: ending.signal, maxBuffer: MOST }, (fault, out, error) => {
      if (token.isCancellationRequested) reject(new vscode.CancellationError());
      else if (fault && typeof fault.code !== "number") reject(fault);
      else resolve({ code: Number(fault?.code ?? 0), out, error: error.trim() });
    });
  }).finally(() => listening.dispose());
}
