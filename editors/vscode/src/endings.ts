/** What is done when the language server ends by itself: it is started again, but not for ever, and that is told once. */

/** How often it is started again within so many milliseconds. */
const [MOST, WITHIN] = [4, 180_000];

/** `gone`: the program is no longer there. */
export type Ending = "started again" | "given up" | "gone";

export class Endings {
  #ends: number[] = [];
  #isTold = false;

  /** Note an end. Return what is to be done, and whether that is news. */
  next(): { readonly ending: Exclude<Ending, "gone">; readonly isNews: boolean } {
    const now = Date.now();
    this.#ends = [...this.#ends.filter((end) => now - end < WITHIN), now];
    const ending = this.#ends.length > MOST ? "given up" : "started again";
    const isNews = ending === "given up" || !this.#isTold;
    this.#isTold = true;
    return { ending, isNews };
  }
}
