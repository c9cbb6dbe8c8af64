// What is known of the film: the last of each topic, and who is told when one comes.

import { hear } from "./wire.js";

export const now = { sheet: null, pictures: {}, problems: { broken: false, message: "", found: [] }, moving: null, making: {} };
const listeners = new Map();

export const on = (topic, listener) => listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
export const tellAll = (topic, value) => (listeners.get(topic) ?? []).forEach((listener) => listener(value));

hear("sheet", (message) => {
  const before = now.sheet;
  now.sheet = message;
  message.byId = new Map(message.shots.map((shot) => [shot.id, shot]));
  tellAll("sheet", before);
});
hear("pictures", (message) => {
  now.pictures = message.of;
  tellAll("pictures", message);
});
for (const topic of ["problems", "moving", "making", "cursor"]) {
  hear(topic, (message) => {
    now[topic] = message;
    tellAll(topic, message);
  });
}

// The shot at a frame: the one that came last, where two share a transition.
export function shotAt(frame, sheet = now.sheet) {
  const shots = sheet?.shots ?? [];
  let low = 0;
  let high = shots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shots[middle].start <= frame) low = middle;
    else high = middle - 1;
  }
  return shots[low] ?? null;
}

export const pictureOf = (shot) => (now.pictures[shot.id] ? `/media/${now.pictures[shot.id]}` : null);
export const stateNow = (shot) => (now.making.shots?.[shot.id] ? "making" : shot.state);
export const nameOf = (shot) => (shot.label ? `${shot.number} ${shot.label}` : shot.number);
