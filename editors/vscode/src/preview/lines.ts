/** The talk with `filmc preview --stdio`: a JSON object a line, both ways. */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** What filmc says: each message has one of these. */
export interface Heard {
  readonly address?: { readonly address: string };
  readonly open?: { readonly file: string; readonly range: Range };
  /** An edit is answered by its `id`. */
  readonly edit?: { readonly id: number; readonly file: string; readonly edits: readonly Edit[] };
}

/** What the editor says: a text (null: as on the disk) that it has open or not, the cursor, what became of an edit. */
export type Said =
  | { readonly text: { readonly file: string; readonly text: string | null; readonly open: boolean } }
  | { readonly edited: { readonly id: number; readonly done: boolean; readonly why?: string } }
  | { readonly cursor: { readonly file: string } & Position };

export function line(said: Said): string {
  return `${JSON.stringify(said)}\n`;
}

/** Cuts what comes in into lines and reads each; what is no JSON object goes to `astray`. */
export class Listener {
  #rest = "";
  readonly #heard: (said: Heard) => void;
  readonly #astray: (text: string) => void;

  constructor(heard: (said: Heard) => void, astray: (text: string) => void) {
    this.#heard = heard;
    this.#astray = astray;
  }

  take(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const each of lines) if (each.trim()) this.#read(each);
  }

  #read(text: string): void {
    let said: unknown;
    try {
      said = JSON.parse(text);
    } catch {
      said = undefined;
    }
    if (said && typeof said === "object" && !Array.isArray(said)) this.#heard(said as Heard);
    else this.#astray(text);
  }
}

/** Tell whether an address is one that a preview of this machine has. */
export function isOurs(address: string): boolean {
  return URL.canParse(address) && /^http:\/\/127\.0\.0\.1:\d+$/.test(new URL(address).origin);
}
