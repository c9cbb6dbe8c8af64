/** What `filmc lsp` answers and tells beyond the protocol: its commands, and the notification `filmc/status`. */

import type { Money } from "./money.js";

/** Where a film stands. */
export interface Status {
  readonly uri: string;
  readonly title: string;
  readonly seconds: number;
  readonly shots: number;
  readonly errors: number;
  readonly target: string;
  /** Shots that wait to be made, or made again. */
  readonly stale: number;
  /** What finishing it costs, in words; empty where nothing is to be bought. */
  readonly price: string;
  /** Why it is not known where the film stands; empty where it is. */
  readonly trouble: string;
  readonly known: boolean;
  readonly outdated: boolean;
}

export interface Take {
  readonly number: number;
  readonly digest: string;
  readonly state: string;
  readonly plays: boolean;
  readonly chosen: string | null;
  readonly pinned: boolean;
  readonly model: string | null;
  readonly seed: number | null;
  readonly price: Money | null;
  readonly made: string | null;
  readonly verdict: string | null;
  readonly rejected: string | null;
  readonly path: string | null;
}

export interface Job {
  readonly job: string;
  readonly kind: string | null;
  readonly state: string | null;
  readonly reason: string;
  readonly takes: readonly Take[];
}

/** A shot and the line of its heading, as the lenses of a file tell them. */
export interface Place {
  readonly shot: string;
  readonly line: number;
}

interface Lens {
  readonly range: { readonly start: { readonly line: number } };
  readonly data?: unknown;
}

/** Return the shots of a file, from its code lenses: each shot has one, with its id. */
export function shotsOf(lenses: readonly Lens[]): Place[] {
  const lines = new Map<string, number>();
  for (const { range, data } of lenses) {
    const shot = (data as { shot?: unknown } | undefined)?.shot;
    if (typeof shot === "string" && shot) lines.set(shot, range.start.line);
  }
  return [...lines].map(([shot, line]) => ({ shot, line })).sort((one, other) => one.line - other.line);
}

/** Return the shot in which a line stands: the last one that begins at it or above. */
export function shotAt(places: readonly Place[], line: number): string | undefined {
  return places.findLast((place) => place.line <= line)?.shot;
}
