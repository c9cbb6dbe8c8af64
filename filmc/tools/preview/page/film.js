// What is known of the film: the last of each topic, and who is told when one comes.

import { hear } from "./wire.js";

export const now = { sheet: null, pictures: {}, problems: { broken: false, message: "", found: [] }, moving: null, making: {}, frame: null, progress: null };
const listeners = new Map();

export const on = (topic, listener) => listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
export const tellAll = (topic, value) => (listeners.get(topic) ?? []).forEach((listener) => listener(value));

hear("sheet", (message) => {
  const before = now.sheet;
  const parts = [...message.shots, message.credits].filter(Boolean);
  now.sheet = { ...message, parts, byId: new Map(parts.map((part) => [part.id, part])), spoken: byShot(message.lines) };
  tellAll("sheet", before);
});
hear("pictures", (message) => {
  now.pictures = message.of;
  tellAll("pictures", message);
});
for (const topic of ["problems", "moving", "making", "cursor", "frame", "progress", "waves"]) {
  hear(topic, (message) => {
    now[topic] = message;
    tellAll(topic, message);
  });
}

function byShot(lines) {
  const found = new Map();
  for (const line of lines) found.set(line.shot, [...(found.get(line.shot) ?? []), line]);
  return found;
}

export const CREDITS = "credits"; // as an id; no shot has it: theirs have a stroke in them

// What is seen at a frame of a cut: a shot (the one that came last, where two share a transition) or the credits. Null where
// there is neither.
export function partAt(frame, cut = now.sheet) {
  const parts = cut?.parts ?? [];
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle].start <= frame) low = middle;
    else high = middle - 1;
  }
  return parts[low] ?? null;
}

// The shot at a frame; null also where the credits are.
export const shotAt = (frame) => ((part) => (part?.id === CREDITS ? null : part))(partAt(frame));

// Where a place of an older sheet is in the newest one: the shot with the same text, else the part of the same name.
export function carried(before, frame) {
  const shot = partAt(frame, before);
  if (!shot) return null;
  const said = wording(before, shot);
  const same = now.sheet.shots.filter((each) => wording(now.sheet, each) === said);
  const is = now.sheet.byId.get(shot.id);
  const found = said && same.length === 1 && (!is || wording(now.sheet, is) !== said) ? same[0] : is;
  return found && { shot: found.id, offset: frame - shot.start };
}

// What the author wrote for a shot: from its heading to where the next one begins.
function wording(sheet, shot) {
  sheet.wordings ??= wordings(sheet);
  return sheet.wordings.get(shot.id);
}

function wordings(sheet) {
  const written = sheet.shots.filter((shot) => shot.place).sort((one, other) => one.place.start - other.place.start);
  const found = new Map();
  const next = {}; // by file: where the shot after begins
  for (const { id, place } of written.reverse()) {
    found.set(id, linesIn(sheet, place.file).slice(place.line - 1, next[place.file]).join("\n").trim());
    next[place.file] = place.line - 1;
  }
  return found;
}

export function linesIn(sheet, file) {
  sheet.lined ??= new Map();
  if (!sheet.lined.has(file)) sheet.lined.set(file, (sheet.files.find((each) => each.file === file)?.text ?? "").split(/\r\n|\r|\n/));
  return sheet.lined.get(file);
}

export const spokenAt = (frame, shot) => (now.sheet.spoken.get(shot?.id) ?? []).filter((line) => line.start <= frame && frame < line.start + line.frames);
export const pictureOf = (shot) => (now.pictures[shot.id] ? `/media/${now.pictures[shot.id]}` : null);
export const nameOf = (shot) => (shot.id === CREDITS ? "Credits" : shot.label ? `${shot.number} ${shot.label}` : shot.number);
export const fileOf = (shot) => now.sheet.files.find((each) => each.file === shot.place?.file);
