/** What is done when the language server ends by itself: it is started again, but not for ever, and that is told once. */

import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandler, type ErrorHandlerResult } from "vscode-languageclient/node";

/** How often it is started again within so many milliseconds. */
const [MOST, WITHIN] = [4, 180_000];
/** Messages in a row that can not be sent, before the server counts as lost. */
const FAULTS = 3;

export type Ending = "started again" | "given up";

export class Endings implements ErrorHandler {
  #ends: number[] = [];
  #isTold = false;
  readonly #tell: (ending: Ending) => void;

  constructor(tell: (ending: Ending) => void) {
    this.#tell = tell;
  }

  error(_error: Error, _message: unknown, count: number | undefined): ErrorHandlerResult {
    return { action: count !== undefined && count <= FAULTS ? ErrorAction.Continue : ErrorAction.Shutdown };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.#ends = [...this.#ends.filter((end) => now - end < WITHIN), now];
    const isOver = this.#ends.length > MOST;
    if (isOver || !this.#isTold) this.#tell(isOver ? "given up" : "started again");
    this.#isTold = true;
    return { action: isOver ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
  }
}
