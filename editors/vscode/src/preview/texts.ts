/** What the preview has been told of texts that are not saved, so that it is told each once, and edits fit. */

export class Texts {
  readonly #told = new Map<string, string>();

  /** Return what is to be told of a file whose text is `text` (null: as on the disk); undefined where it is known. */
  news(file: string, text: string | null): string | null | undefined {
    if (text === null) return this.#told.delete(file) ? null : undefined;
    if (this.#told.get(file) === text) return undefined;
    this.#told.set(file, text);
    return text;
  }

  /** Tell whether an edit that the preview asks for was reckoned from the text as it is now. */
  fits(file: string, text: string): boolean {
    const told = this.#told.get(file);
    return told === undefined || told === text;
  }
}
