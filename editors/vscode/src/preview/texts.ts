/** What the preview has been told of the texts that are open, so that it is told each once, and edits fit. */

export class Texts {
  readonly #told = new Map<string, string | null>();

  /** Tell whether it is news that the text of an open file is `text` (null: as on the disk). From now on it is none. */
  isNews(file: string, text: string | null): boolean {
    if (this.#told.get(file) === text) return false;
    this.#told.set(file, text);
    return true;
  }

  /** Forget a file: it is closed. */
  forget(file: string): void {
    this.#told.delete(file);
  }

  /** Tell whether an edit that the preview asks for was reckoned from the text as it is now. */
  fits(file: string, text: string | null): boolean {
    return this.#told.get(file) === text;
  }
}
