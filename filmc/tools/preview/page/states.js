// How a shot or a job stands, in a word and a colour.

import { el } from "./dom.js";
import { now } from "./film.js";

const WORDS = {
  animatic: "drawn", fresh: "made", usable: "made otherwise", stale: "stale", missing: "to make", failed: "failed", over: "over budget",
  blocked: "waits", unknown: "fate unknown", queued: "queued", making: "being made",
};

// A shot's state, that of a purchase that is going on before all others.
export function stateNow(shot) {
  const made = now.making.shots?.[shot.id];
  if (!made) return { state: shot.state, why: shot.why, word: WORDS[shot.state] ?? shot.state };
  const state = made.state === "queued" ? "queued" : "making";
  const done = made.percent ?? (made.usual ? Math.min((made.for / made.usual) * 100, 99) : null); // what it usually takes is no promise
  const percent = done === null ? "" : ` ${Math.round(done)} %`;
  return { state, why: `${made.kind ?? ""} ${WORDS[state]}${made.for ? `, ${made.for} s` : ""}`.trim(), word: `${WORDS[state]}${percent}` };
}

export const stateOf = ({ state, why, word }) => el("span", { class: `state ${state}`, title: why }, word ?? WORDS[state] ?? state);

export const needs = (shot) => Boolean(shot.to_come) || ["stale", "missing", "failed", "over"].includes(shot.state);
