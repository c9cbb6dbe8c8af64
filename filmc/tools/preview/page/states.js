// How a shot or a job stands, in a word and a colour.

import { el } from "./dom.js";
import { now } from "./film.js";

const WORDS = {
  animatic: "drawn", fresh: "made", usable: "made otherwise", stale: "stale", missing: "to make", failed: "failed", over: "over budget",
  blocked: "waits", unknown: "fate unknown", queued: "queued", making: "being made",
};

// Whether a purchase is going on: one at a time.
export const buying = () => Boolean(now.making.jobs) && now.making.ended === undefined;

// A shot's state, that of a purchase that is going on before all others.
export function stateNow(shot) {
  const made = now.making.shots?.[shot.id];
  if (!made) return { state: shot.state, why: shot.why, word: WORDS[shot.state] ?? shot.state };
  const kind = made.kind ?? "";
  if (made.state === "queued") {
    const place = made.place ? ` ${made.place} of ${made.of}` : "";
    return { state: "queued", why: `its ${kind} is queued${place}`, word: `${WORDS.queued}${place}` };
  }
  return { state: "making", why: `its ${kind} is being made${made.for ? `, for ${made.for} s now` : ""}`, word: `${WORDS.making} ${done(made)}`.trim() };
}

// The same of a job.
export function jobNow(name, { state, why }) {
  const made = buying() && now.making.jobs.find((each) => each.job === name);
  return made ? { state: "making", why: "", word: `${WORDS.making} ${done(made)}`.trim() } : { state, why };
}

// How much of it is done: what its provider says, else what it usually takes, which is no promise.
export function done({ percent = null, usual, for: passed }) {
  if (percent !== null) return `${percent} %`;
  return usual ? `~${Math.min(Math.round((passed / usual) * 100), 99)} %` : "";
}

export const stateOf = ({ state, why, word }) => el("span", { class: `state ${state}`, title: why }, word ?? WORDS[state] ?? state);

export const needs = (shot) => Boolean(shot.to_come) || ["stale", "missing", "failed", "over"].includes(shot.state);
