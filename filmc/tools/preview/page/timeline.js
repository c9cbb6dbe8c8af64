// The timeline to scale: acts, scenes, shots, lines, text, music, sounds and transitions; a ruler, the playhead, in and out.

import { $, el, renew } from "./dom.js";
import { CREDITS, nameOf, now, on, partAt, pictureOf } from "./film.js";
import { inLanes } from "./lanes.js";
import { open } from "./places.js";
import { position, seek } from "./player.js";
import { stateNow, stateOf } from "./states.js";
import { store, stored } from "./stored.js";
import { base, length, seconds, timecode } from "./times.js";
import { learn, wave } from "./waves.js";

const LANE = 20; // pixels
const HEARD = 22; // with room for a wave under the words
const box = $("timeline");
const gutter = document.querySelector(".gutter");
export const rows = box.appendChild(el("div", { class: "rows" }));
const row = (name, title) => ({ title, box: rows.appendChild(el("div", { class: `row ${name}` })), name: gutter.appendChild(el("p", { hidden: true }, title)) });
const ruler = rows.appendChild(el("div", { class: "row ruler" }));
const acts = row("acts", "Acts");
const scenes = row("scenes", "Scenes");
const shots = row("shots", "Shots");
const tracks = [
  { ...row("lines", "Dialogue"), kind: "line", high: HEARD, of: (sheet) => sheet.lines, words: (line) => `${line.speaker}${line.off ? ` (${line.off})` : ""}: ${line.text}` },
  { ...row("captions", "Text"), kind: "caption", of: (sheet) => sheet.captions, words: (caption) => caption.text },
  { ...row("music", "Music"), kind: "music", high: HEARD, of: (sheet) => sheet.sounds.filter((sound) => sound.kind === "music"), words: (sound) => sound.what },
  { ...row("noise", "Sound"), kind: "sfx", high: HEARD, of: (sheet) => sheet.sounds.filter((sound) => sound.kind !== "music"), words: (sound) => sound.what },
];
const head = rows.appendChild(el("div", { class: "head", tabindex: "0", role: "slider", "aria-label": "Playhead", "aria-valuemin": "0" }));
const range = rows.appendChild(el("div", { class: "range", hidden: true }));
shots.name.style.lineHeight = "60px";

let zoom = 1; // 1: the whole film is as wide as the box

const total = () => Math.max(now.sheet?.film.frames ?? 1, 1);
const scale = () => (rows.clientWidth || 1) / total();
const part = (frames) => `${(frames / total()) * 100}%`;
export const place = (start, count) => ({ left: part(start), width: `calc(${part(count)} - 1px)` });
export const frameAt = (event) => (event.clientX - rows.getBoundingClientRect().left) / scale();
export const framesIn = (pixels) => pixels / scale();

export function zoomTo(value, at = position()) {
  const before = at * scale() - box.scrollLeft;
  zoom = Math.min(Math.max(value, 1), Math.max(total() / 60, 1));
  store({ zoom });
  rows.style.width = `${zoom * 100}%`;
  box.scrollLeft = at * scale() - before;
  ticks();
}
export const zoomBy = (factor, at) => zoomTo(zoom * factor, at);

// ---- what is laid out

function draw() {
  if (!now.sheet) return;
  const { film } = now.sheet;
  shots.name.hidden = false;
  rows.style.width = `${zoom * 100}%`;
  ticks();
  lay(acts, apart(actsOf(now.sheet.scenes)), "act", (act) => act.act);
  lay(scenes, apart(now.sheet.scenes), "scene", (scene) => `${scene.number}. ${scene.heading}`);
  renew(shots.box, [...now.sheet.shots.map((shot) => ({ key: shot.id, of: [shot, stateNow(shot), total()] })),
    ...now.sheet.transitions.map((each) => ({ key: `into ${each.shot} ${each.word}`, of: [each, total()] })),
    ...(now.sheet.credits ? [{ key: CREDITS, of: [now.sheet.credits, total()] }] : [])],
  ({ key, of: [each, state] }) => (key === CREDITS ? creditsBlock(each) : each.id === undefined ? block("transition", `${each.word}, ${length(each.frames, film)}`, "", each, 3) : shotBlock(each, state)));
  for (const track of tracks) lay(track, track.of(now.sheet), track.kind, track.words);
  waved();
  current = undefined;
  illustrate();
  move();
}

function lay(track, found, kind, words) {
  const { laid, count } = inLanes(found);
  const { high = LANE } = track;
  track.box.hidden = track.name.hidden = !count;
  track.box.style.height = `${Math.max(count, 1) * (high + 1) - 1}px`;
  track.name.style.height = track.box.style.height;
  track.laid = laid.map(({ of }) => of);
  renew(track.box, laid.map(({ of, lane }, at) => ({ key: `${at}`, of: [of, lane, total()] })), ({ of: [of, lane] }) => block(kind, words(of), words(of), of, lane * (high + 1)));
}

function shotBlock(shot, state) {
  const words = `${nameOf(shot)}: ${shot.size}, ${length(shot.frames, now.sheet.film)}; ${state.word}${state.why ? ` (${state.why})` : ""}`;
  const made = block(`shot ${state.state}`, words, [], shot, 0);
  made.append(el("span", { class: "label" }, stateOf(state), el("span", {}, nameOf(shot))));
  return made;
}

const creditsBlock = (credits) => block("credits", `Credits: ${length(credits.frames, now.sheet.film)}; ${credits.text}`, "Credits", credits, 0);

function block(kind, title, content, of, top) {
  return el("button", {
    type: "button", class: `block ${kind}`, title, "aria-label": title, tabindex: "-1", style: { ...place(of.start, of.frames), top: `${top}px` },
    onclick: () => seek(of.start), ondblclick: () => open(of.place),
  }, typeof content === "string" && content ? el("span", {}, content) : content);
}

// Runs of scenes that stand in the same act.
function actsOf(found) {
  const made = [];
  for (const scene of found) {
    const end = scene.start + scene.frames;
    if (scene.act && made.at(-1)?.act === scene.act) made.at(-1).frames = end - made.at(-1).start;
    else if (scene.act) made.push({ act: scene.act, start: scene.start, frames: scene.frames, place: scene.place });
  }
  return made;
}

// Each as far as the next one begins: where two share a transition they would lie over one another.
const apart = (found) => found.map((each, at) => ({ ...each, frames: Math.min(each.frames, (found[at + 1]?.start ?? Infinity) - each.start) }));

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200];

function ticks() {
  if (!now.sheet) return;
  const { film } = now.sheet;
  const room = 72 / scale();
  const every = (STEPS.find((each) => each * base(film) >= room) ?? 3600) * base(film);
  const found = [];
  for (let at = 0; at < film.frames; at += every) found.push(Math.round(at));
  const far = total() - room / 2;
  renew(ruler, found.filter((at) => !at || at < far).map((at) => ({ key: `${at}`, of: [at, total()] })), ({ of: [at] }) =>
    el("span", { class: "tick", style: { left: part(at) } }, seconds(film.frames, film) < 60 ? `${Math.round(seconds(at, film))} s` : timecode(at, film).slice(3, 8)));
}

function waved() {
  wave([...tracks.flatMap((track) => [...track.box.children])], tracks.flatMap((track) => track.laid));
}

function illustrate() {
  for (const child of shots.box.querySelectorAll(".shot")) {
    const shot = now.sheet.byId.get(child.dataset.key);
    const address = shot && pictureOf(shot);
    if (address) child.style.backgroundImage = `url("${address}")`;
  }
}

// ---- the playhead

let current;
function move() {
  if (!now.sheet) return;
  const frame = position();
  head.style.left = part(frame);
  head.setAttribute("aria-valuenow", frame);
  head.setAttribute("aria-valuetext", timecode(frame, now.sheet.film));
  const here = partAt(frame)?.id;
  if (here !== current) {
    current = here;
    for (const child of shots.box.children) child.classList.toggle("now", child.dataset.key === current);
  }
  follow(frame * scale());
}

function follow(at) {
  if (zoom > 1 && (at < box.scrollLeft || at > box.scrollLeft + box.clientWidth - 10)) box.scrollLeft = Math.max(at - box.clientWidth * 0.2, 0);
}

on("sheet", (before) => {
  if (!before) zoom = stored().zoom ?? 1;
  head.setAttribute("aria-valuemax", now.sheet.film.frames - 1);
  draw();
});
on("pictures", () => now.sheet && illustrate());
on("making", draw);
on("waves", (message) => learn(message) && waved());
on("frame", move);
on("marks", ({ in: from, out: to }) => {
  range.hidden = from === null && to === null;
  if (now.sheet) Object.assign(range.style, place(from ?? 0, (to ?? now.sheet.film.frames) - (from ?? 0)));
});
new ResizeObserver(ticks).observe(box);
$("zoom-in").addEventListener("click", () => zoomBy(1.5));
$("zoom-out").addEventListener("click", () => zoomBy(1 / 1.5));
$("zoom-fit").addEventListener("click", () => zoomTo(1));
