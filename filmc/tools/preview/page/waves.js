// Waveforms in the blocks of what is heard. A shape is asked for once and drawn as a path that is stretched with its block;
// what is said in a block keeps its shape through edits until the next one is told.

import { drawing } from "./dom.js";
import { now } from "./film.js";
import { seconds } from "./times.js";

const MOST = 4000; // points of a path
const shapes = new Map(); // by id: a promise of bytes, each from 0, silence, to 255
let known = new Map(); // by what is heard: its wave

// Take in what the server tells of the sheet that is shown. False where it is of another one.
export function learn({ text, lines, sounds, per_second }) {
  if (text !== now.sheet?.text) return false;
  const told = [...lines, ...sounds];
  known = new Map([...names().values()].flatMap((name, at) => (told[at] ? [[name, { ...told[at], per_second }]] : [])));
  return true;
}

// What each line and sound of the sheet is known by: its words, and which of those with the same words it is.
function names() {
  const count = new Map();
  now.sheet.heard ??= new Map([...now.sheet.lines, ...now.sheet.sounds].map((of) => {
    const words = JSON.stringify([of.speaker ?? of.kind, of.text ?? of.what, of.how ?? of.file]);
    count.set(words, (count.get(words) ?? 0) + 1);
    return [of, `${words} ${count.get(words)}`];
  }));
  return now.sheet.heard;
}

// Have `blocks` show the waves of `found`, one for each.
export const wave = (blocks, found) => blocks.forEach((block, at) => put(block, found[at], known.get(names().get(found[at]))));

async function put(block, of, is) {
  const told = JSON.stringify([is, of.frames]);
  if (block.waved === told) return;
  block.waved = told;
  const shape = is && (await shapeOf(is.shape));
  if (block.waved !== told) return; // another one was told meanwhile
  block.querySelector(".wave")?.remove();
  if (!shape) return;
  const levels = heard(shape, is);
  const drawn = drawing({ class: "wave", viewBox: `0 0 ${Math.max(levels.length - 1, 1)} 255`, preserveAspectRatio: "none" }, [["path", { d: path(levels) }]]);
  drawn.style.width = `${(is.seconds / Math.max(seconds(of.frames, now.sheet.film), 0.001)) * 100}%`;
  block.prepend(drawn);
}

function shapeOf(id) {
  if (!shapes.has(id)) shapes.set(id, fetch(`/media/${id}`).then((answer) => (answer.ok ? answer.arrayBuffer() : null)).then((data) => data && new Uint8Array(data)).catch(() => null));
  return shapes.get(id);
}

// The levels of a clip over its length: repeated where it goes on and on, faded, and no more of them than can be seen.
function heard(shape, { seconds: length, per_second, loop, fades: [into, out] }) {
  const count = Math.max(Math.round(length * per_second), 1);
  const each = Math.ceil(count / MOST);
  const levels = [];
  for (let at = 0; at < count; at += each) {
    let level = 0;
    for (let near = at; near < Math.min(at + each, count); near += 1) level = Math.max(level, shape[loop ? near % shape.length : near] ?? 0);
    const time = at / per_second;
    levels.push(level * Math.sqrt(Math.min(into ? time / into : 1, out ? (length - time) / out : 1, 1)));
  }
  return levels;
}

const path = (levels) => `M0 255${levels.map((level, at) => `L${at} ${Math.round(255 - level)}`).join("")}L${Math.max(levels.length - 1, 1)} 255Z`;
