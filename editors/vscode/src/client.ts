/** The client of `filmc lsp`. Faults of its process are only logged by it: what people are told of them is told by us, once. */

import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as passed } from "node:timers/promises";
import type * as vscode from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

/** Messages in a row that can not be sent, before the server counts as lost. */
const FAULTS = 3;
/** Milliseconds for which the last words of a program are waited for that does not start. */
const PATIENCE = 1_000;

export class Client extends LanguageClient {
  readonly #words: LastWords;

  constructor(command: string, output: vscode.LogOutputChannel, options: LanguageClientOptions) {
    const words = new LastWords();
    super(
      "filmc",
      "Film language",
      { command, args: ["lsp"] },
      {
        ...options,
        outputChannel: output,
        stdioOptions: { stdout: () => {}, stderr: (input) => words.listen(input, (line) => output.error(line)) },
        initializationFailedHandler: () => false,
        errorHandler: {
          error: (error, _message, unsent) => {
            if (!("syscall" in error)) words.astray(error.message); // that a pipe has broken says nothing
            const lasts = unsent !== undefined && unsent <= FAULTS;
            return { action: lasts ? ErrorAction.Continue : ErrorAction.Shutdown, handled: true };
          },
          closed: () => ({ action: CloseAction.DoNotRestart, handled: true }),
        },
      },
    );
    this.#words = words;
  }

  /** Log a fault. Of one for which the client insists on a message (`force`) people are told by us. */
  override error(message: string, data?: unknown, show: boolean | "force" = true): void {
    super.error(message, data, show === "force" ? false : show);
  }

  /** Return what the program said last for people, in a line, once it has said all; empty where it said nothing. */
  lastWords(): Promise<string> {
    return this.#words.last();
  }
}

class LastWords {
  #said = "";
  #astray = "";
  #isOver: Promise<unknown> = Promise.resolve();

  listen(input: NodeJS.ReadableStream, log: (line: string) => void): void {
    const lines = createInterface({ input });
    lines.on("line", (line) => {
      log(line);
      this.#said = line.trim() || this.#said;
    });
    this.#isOver = once(lines, "close");
  }

  /** Keep what came in the place of an answer; it counts where nothing else is said. */
  astray(text: string): void {
    this.#astray ||= text.replace(/\s+/g, " ").trim();
  }

  async last(): Promise<string> {
    await Promise.race([this.#isOver, passed(PATIENCE)]);
    return this.#said || this.#astray;
  }
}
