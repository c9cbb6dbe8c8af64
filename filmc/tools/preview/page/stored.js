// Where a person was: kept for this film from one visit to the next; an address that names a place goes first.

import { now } from "./film.js";

const key = () => `filmc ${now.sheet?.film.file ?? ""}`;

export function stored() {
  try {
    return JSON.parse(localStorage.getItem(key()) ?? "{}");
  } catch {
    return {};
  }
}

export function store(change) {
  try {
    localStorage.setItem(key(), JSON.stringify({ ...stored(), ...change }));
  } catch {
    return; // a full or forbidden storage costs the place only
  }
}

export function addressed() {
  const said = new URLSearchParams(location.hash.slice(1));
  const shot = said.get("shot");
  return shot ? { shot, offset: Number(said.get("frame") ?? 0) || 0 } : null;
}
