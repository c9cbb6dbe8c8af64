/** A plan as `filmc plan --json` tells it: what would be bought, why, and for how much. */

import { type Money, shown } from "./money.js";

export interface Item {
  readonly job: string;
  readonly maker: string;
  readonly state: string;
  readonly reason: string;
  /** How many takes are bought; 0 where this is only listed. */
  readonly now: number;
  /** Null where no price is known. */
  readonly cost: Money | null;
}

export interface Plan {
  readonly target: string;
  readonly items: readonly Item[];
  readonly cost: readonly Money[];
  readonly worst: readonly Money[];
}

/** What a plan buys. */
export function due(plan: Plan): readonly Item[] {
  return plan.items.filter((item) => item.now > 0);
}

/** Return what a plan costs, in words; undefined where it buys nothing. An error where a price is not known. */
export function sum(plan: Plan): string | undefined {
  const unknown = due(plan).find((item) => item.cost === null);
  if (unknown) throw new Error(`what ${unknown.maker} takes for ${unknown.job} is not known, so it is not offered`);
  return due(plan).length ? added(plan.cost) : undefined;
}

/** Return what carrying a plan out can spend at most, in words. */
export function most(plan: Plan): string {
  return added(plan.worst);
}

/** Amounts of several currencies stand beside one another. */
function added(sums: readonly Money[]): string {
  return sums.map(shown).join(" + ") || "nothing";
}
