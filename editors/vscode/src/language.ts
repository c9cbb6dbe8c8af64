/** The language server: started, asked, and started anew. */

import * as vscode from "vscode";
import { LanguageClient, type Middleware, type StaticFeature } from "vscode-languageclient/node";

import { type Place, shotsOf, type Status } from "./answers.js";
import { type Ending, Endings } from "./endings.js";

/** Carries out a command that the server names; its arguments are a file's address, and what is meant there. */
export type Handler = (uri: string, ...words: readonly string[]) => unknown;

export class Language implements vscode.Disposable {
  readonly #output: vscode.LogOutputChannel;
  readonly #program: () => string | undefined;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #told = new vscode.EventEmitter<Status>();
  readonly #ended = new vscode.EventEmitter<Ending>();
  #client: LanguageClient | undefined;

  /** `program` finds what to start; `handlers` are the server's commands that are done here, with a face. */
  constructor(
    output: vscode.LogOutputChannel,
    program: () => string | undefined,
    handlers: ReadonlyMap<string, Handler>,
  ) {
    this.#output = output;
    this.#program = program;
    this.#handlers = handlers;
  }

  /** Where a film stands, whenever that is known anew. */
  readonly onStatus = this.#told.event;

  /** What was done after the server had ended by itself. */
  readonly onEnding = this.#ended.event;

  /** Start the server. Return whether there is one to start. */
  async start(): Promise<boolean> {
    const command = this.#program();
    if (command === undefined) return false;
    this.#output.info(`starting ${command} lsp`);
    const client = new LanguageClient(
      "filmc",
      "Film language",
      { command, args: ["lsp"] },
      {
        documentSelector: [
          { scheme: "file", language: "film" },
          { scheme: "untitled", language: "film" },
        ],
        outputChannel: this.#output,
        errorHandler: new Endings((ending) => this.#ended.fire(ending)),
        // Left to itself the client asks for diagnostics every two seconds, not when a text changes.
        diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
        middleware: this.#middleware(),
      },
    );
    client.registerFeature(ABILITIES);
    client.onNotification("filmc/status", (status: Status) => this.#told.fire(status));
    this.#client = client;
    await client.start();
    return true;
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.dispose().catch((error: unknown) => this.#output.warn(`the server did not end well: ${String(error)}`));
  }

  async restart(): Promise<boolean> {
    await this.stop();
    return this.start();
  }

  dispose(): Promise<void> {
    this.#told.dispose();
    this.#ended.dispose();
    return this.stop();
  }

  get isRunning(): boolean {
    return this.#client?.isRunning() ?? false;
  }

  /** Have the server carry out one of its commands. Its refusal is an error whose message is for people. */
  async ask<T>(command: string, ...words: readonly string[]): Promise<T> {
    return this.#running().sendRequest<T>("workspace/executeCommand", { command, arguments: words });
  }

  /** Return the shots of a file with the lines of their headings. */
  async shots(uri: vscode.Uri): Promise<Place[]> {
    const client = this.#running();
    const document = { uri: client.code2ProtocolConverter.asUri(uri) };
    return shotsOf((await client.sendRequest("textDocument/codeLens", { textDocument: document })) ?? []);
  }

  #running(): LanguageClient {
    if (!this.#client?.isRunning()) throw new Error("The film language server is not running.");
    return this.#client;
  }

  #middleware(): Middleware {
    return {
      executeCommand: (command, words: string[], next) => {
        const [uri, ...rest] = words;
        const handler = this.#handlers.get(command);
        return handler && uri !== undefined ? handler(uri, ...rest) : next(command, words);
      },
    };
  }
}

/** What this client can beside the protocol: it shows where films stand, and pictures in hovers. */
const ABILITIES: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const known = (capabilities.experimental ?? {}) as Record<string, unknown>;
    capabilities.experimental = { ...known, filmc: { status: true, pictures: true } };
  },
  initialize() {},
  getState: () => ({ kind: "static" }),
  clear() {},
};
