/** Amounts as filmc says them: exact, in millionths of a currency. Nothing is ever added up here. */

export interface Money {
  readonly micros: number;
  readonly currency: string;
}

/** Return an amount as filmc writes and reads it: `0.35 USD`, with at least two digits behind the point. */
export function shown({ micros, currency }: Money): string {
  if (!Number.isSafeInteger(micros)) throw new RangeError(`${micros} micros of ${currency} are no exact amount`);
  const whole = Math.floor(Math.abs(micros) / 1_000_000);
  const part = String(Math.abs(micros) % 1_000_000).padStart(6, "0").replace(/0+$/, "").padEnd(2, "0");
  return `${micros < 0 ? "-" : ""}${whole}.${part} ${currency}`;
}
