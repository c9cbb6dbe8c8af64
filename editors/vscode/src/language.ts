/** The language server: started, asked, and started anew. */

import * as vscode from "vscode";
import { type Middleware, State, type StaticFeature } from "vscode-languageclient/node";

import { type Place, shotsOf, type Status } from "./answers.js";
import { Client } from "./client.js";
import { type Ending, Endings } from "./endings.js";

/** Characters of a program's last words that are told. */
const MOST = 200;
/** Milliseconds in which a program that was started is to answer: ten times what a slow machine needs. */
const SILENCE = 20_000;

/** Carries out a command that the server names; its arguments are a file's address, and what is meant there. */
export type Handler = (uri: string, ...words: readonly string[]) => unknown;

/** A program that is there, and is no language server: which, and why, as far as it said so. */
export class NotStarted extends Error {
  constructor(
    readonly program: string,
    readonly why: string,
  ) {
    super(`${program} does not start: ${why}`);
  }
}

export class Language implements vscode.Disposable {
  readonly #output: vscode.LogOutputChannel;
  readonly #program: () => string | undefined;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #told = new vscode.EventEmitter<Status>();
  readonly #ended = new vscode.EventEmitter<Ending | NotStarted>();
  readonly #silent = new vscode.EventEmitter<string>();
  #endings = new Endings();
  #client: Client | undefined;

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

  /** The program that was started, where it has not answered for long; it is waited for all the same. */
  readonly onSilence = this.#silent.event;

  /** Start the server. Return whether there is one to start. `NotStarted` where it ends before it can be asked. */
  async start(): Promise<boolean> {
    const command = this.#program();
    if (command === undefined) return false;
    this.#output.info(`starting ${command} lsp`);
    const client = new Client(command, this.#output, {
      documentSelector: [
        { scheme: "file", language: "film" },
        { scheme: "untitled", language: "film" },
      ],
      // Left to itself the client asks for diagnostics every two seconds, not when a text changes.
      diagnosticPullOptions: { onChange: true, onSave: true, onFocus: true },
      middleware: this.#middleware(),
    });
    client.registerFeature(ABILITIES);
    client.onNotification("filmc/status", (status: Status) => this.#told.fire(status));
    this.#client = client;
    const silence = setTimeout(() => this.#client === client && this.#silent.fire(command), SILENCE);
    try {
      await client.start();
    } catch (error) {
      if (this.#client !== client) return true; // another has been started meanwhile
      this.#client = undefined;
      throw new NotStarted(command, brief(await client.lastWords()) || reason(error));
    } finally {
      clearTimeout(silence);
    }
    client.onDidChangeState(({ newState }) => newState === State.Stopped && void this.#lost(client));
    return true;
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.dispose().catch((error: unknown) => this.#output.warn(`the server did not end well: ${String(error)}`));
  }

  async restart(): Promise<boolean> {
    await this.stop();
    this.#endings = new Endings();
    return this.start();
  }

  /** Start a server again that has ended by itself, unless that has come to nothing too often. */
  async #lost(client: Client): Promise<void> {
    if (this.#client !== client) return;
    this.#client = undefined;
    const { ending, isNews } = this.#endings.next();
    try {
      const isThere = ending === "given up" || (await this.start());
      if (!isThere) this.#ended.fire("gone");
      else if (isNews) this.#ended.fire(ending);
    } catch (error) {
      if (error instanceof NotStarted) this.#ended.fire(error);
    }
  }

  dispose(): Promise<void> {
    this.#told.dispose();
    this.#ended.dispose();
    this.#silent.dispose();
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

  #running(): Client {
    if (!this.#client?.isRunning()) throw new Error("the film language server is not running. `Film: Restart Language Server` starts it, or tells why not");
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

/** Return words as they can stand in a sentence. */
function brief(words: string): string {
  return (words.length > MOST ? `${words.slice(0, MOST)}…` : words).replace(/\.$/, "");
}

/** Return why a program could not even be run, in words for people. */
function reason(error: unknown): string {
  const told = error instanceof Error ? error.message : String(error);
  if (/\bENOENT\b/.test(told)) return "the interpreter that its first line names is not there";
  return /\bEACCES\b/.test(told) ? "it may not be run" : "it ended at once, without a word";
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
