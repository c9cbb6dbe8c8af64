/** One running `filmc preview --stdio`: the program, what it says, what it is told. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

import { type Heard, line, Listener, type Said } from "./lines.js";

export interface Ears {
  readonly heard: (said: Heard) => void;
  /** What it says for people: progress, faults. */
  readonly logged: (text: string) => void;
  /** It is over; `why` is empty where it ended as it should. */
  readonly ended: (why: string) => void;
}

export class Talk {
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  #over = false;

  constructor(program: string, words: readonly string[], cwd: string, ears: Ears) {
    const listener = new Listener(ears.heard, ears.logged);
    this.#process = spawn(program, [...words], { cwd, stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } });
    this.#process.stdout.setEncoding("utf8").on("data", (text: string) => listener.take(text));
    this.#process.stderr.setEncoding("utf8").on("data", (text: string) => ears.logged(text.trimEnd()));
    this.#process.stdin.on("error", () => {}); // it has gone: `ended` tells
    this.#process.on("error", (error) => this.#end(ears, error.message));
    this.#process.on("close", (code, signal) => this.#end(ears, code === 0 || signal ? "" : `it ended with ${code}`));
  }

  say(said: Said): void {
    if (!this.#over && this.#process.stdin.writable) this.#process.stdin.write(line(said));
  }

  /** Take leave: it ends when it hears no more. */
  leave(): void {
    this.#process.stdin.end();
  }

  #end(ears: Ears, why: string): void {
    if (this.#over) return;
    this.#over = true;
    ears.ended(why);
  }
}
