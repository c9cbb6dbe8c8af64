/** The status bar: the film in the editor, how long it is, how many shots are stale, what finishing it costs. */

import * as vscode from "vscode";

import type { Status } from "./answers.js";
import type { Language } from "./language.js";
import { bar, story } from "./words.js";

export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;
  readonly #language: Language;
  readonly #films = new Map<string, Status>();
  readonly #subscriptions: vscode.Disposable;
  #isWarning = false;

  constructor(language: Language) {
    this.#language = language;
    this.#item = vscode.window.createStatusBarItem("filmc.film", vscode.StatusBarAlignment.Right, 100);
    this.#item.name = "Film";
    this.#subscriptions = vscode.Disposable.from(
      language.onStatus((status) => this.#take(status)),
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh()),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#item.dispose();
  }

  /** Show the film of the active editor; nothing for other texts. */
  async refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "film") return this.#item.hide();
    if (!this.#language.isRunning) return this.#isWarning ? this.#warned() : this.#item.hide();
    const uri = document.uri.toString();
    try {
      this.#show(this.#films.get(uri) ?? (await this.#language.ask<Status>("filmc.status", uri)), uri);
    } catch {
      this.#item.hide(); // a text that is on no disk yet is no film of which there is something to tell
    }
  }

  /** Forget what is known: the server is another. */
  forget(): void {
    this.#films.clear();
    this.#isWarning = false;
    this.#item.hide();
  }

  /** Show from now on that there is no server, and have a click start it. */
  warn(): Promise<void> {
    this.forget();
    this.#isWarning = true;
    return this.refresh();
  }

  #warned(): void {
    this.#item.text = "$(warning) Not checked";
    this.#item.tooltip = "The film language server is not running. A click starts it, or tells why not.";
    this.#item.command = "filmc.restartServer";
    this.#item.show();
  }

  /** A file that belongs to a film is shown as that film; which one it is, only the server can tell. */
  #take(status: Status): void {
    this.#films.clear();
    this.#films.set(status.uri, status);
    void this.refresh();
  }

  #show(status: Status, uri: string): void {
    if (vscode.window.activeTextEditor?.document.uri.toString() !== uri) return;
    this.#item.text = bar(status);
    this.#item.command = "filmc.openPreview";
    this.#item.tooltip = new vscode.MarkdownString(story(status));
    this.#item.show();
  }
}
