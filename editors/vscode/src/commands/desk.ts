/** What every command works with, and how it learns which film and which shot are meant. */

import * as vscode from "vscode";

import { shotAt } from "../answers.js";
import type { Shown } from "../documents.js";
import type { Language } from "../language.js";
import type { Preview } from "../preview/preview.js";

export interface Desk {
  readonly language: Language;
  readonly shown: Shown;
  readonly preview: Preview;
  readonly output: vscode.LogOutputChannel;
  /** The folder in which the extension keeps files of its own. */
  readonly storage: string;
}

/** A shot, as the server knows it: the address of a file of its film, and its id. */
export interface Meant {
  readonly uri: string;
  readonly shot: string;
}

/** Return the film that is being edited; say so where there is none. */
export function film(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId === "film") return document;
  void vscode.window.showInformationMessage("Open a .film file first.");
  return undefined;
}

/** Return the shot that is named, else the one at the cursor, else the one that the person chooses. */
export async function meant(desk: Desk, uri?: string, shot?: string): Promise<Meant | undefined> {
  if (uri !== undefined && shot !== undefined) return { uri, shot };
  const document = film();
  if (document === undefined) return undefined;
  const places = await desk.language.shots(document.uri);
  const line = vscode.window.activeTextEditor?.selection.active.line ?? 0;
  if (places.length === 0) throw new Error("this file has no shots");
  const names = places.map((place) => place.shot);
  const found = shotAt(places, line) ?? (await vscode.window.showQuickPick(names, { title: "Which shot?" }));
  return found === undefined ? undefined : { uri: document.uri.toString(), shot: found };
}

/** Return the path of the film to which a file belongs: the server knows, and without it the file is its own film. */
export async function main(desk: Desk, uri: string): Promise<string> {
  const own = vscode.Uri.parse(uri);
  if (own.scheme !== "file") throw new Error("save the film first");
  if (!desk.language.isRunning) return own.fsPath;
  const { run } = await desk.language.ask<{ run: readonly string[] }>("filmc.preview", uri);
  return run[2] ?? own.fsPath;
}

/** Do something and show what goes wrong, as words. What a person breaks off is no fault. */
export async function told(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    const words = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(words.startsWith("filmc ") ? words : `filmc: ${words}`);
  }
}

/**
 * Save every film that is changed: filmc's programs read what is on the disk. Return whether all are saved.
 * One that has no file yet is left to the person: it may be another's business, and has another address when it is saved.
 */
export async function saved(): Promise<boolean> {
  const changed = vscode.workspace.textDocuments.filter((each) => each.isDirty && each.languageId === "film" && !each.isUntitled);
  const done = await Promise.all(changed.map((each) => each.save()));
  return done.every(Boolean);
}
