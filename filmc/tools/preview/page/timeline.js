// The timeline to scale: scenes, shots, lines, music, sounds, text and transitions; a ruler, the playhead, in and out.

import { $, el, renew, stateOf } from "./dom.js";
import { nameOf, now, on, pictureOf, shotAt, stateNow } from "./film.js";
import { position, seek } from "./player.js";
import { store, stored } from "./stored.js";
import { length, seconds, timecode } from "./times.js";
import { open } from "./places.js";

const box = $("timeline");
const rows = el("div", { class: "rows" });
const row = (name) => rows.appendChild(el("div", { class: `row ${name}` }));
const [ruler, scenes, shots] = [row("ruler"), row("scenes"), row("shots")];
const tracks = { line: row("small line"), words: row("small words"), music: row("small music"), noise: row("small noise") };
const head = el("div", { class: "head" });
const range = el("div", { class: "range", hidden: true });
rows.append(range, head);
box.append(rows);

let zoom = 1; // 1: the whole film is as wide as the box

const scale = () => (rows.clientWidth || 1) / Math.max(now.sheet?.film.frames ?? 1, 1);
const place = (start, count) => ({ left: `${start * scale()}px`, width: `${Math.max(count * scale() - 1, 2)}px` });

export function zoomTo(value, at = position()) {
  const before = at * scale() - box.scrollLeft;
  zoom = Math.min(Math.max(value, 1), 60);
  store({ zoom });
  draw();
  box.scrollLeft = at * scale() - before;
}
export const zoomBy = (factor) => zoomTo(zoom * factor);

function draw() {
  if (!now.sheet) return;
  const { film } = now.sheet;
  rows.style.width = `${zoom * 100}%`;
  ticks(film);
  renew(scenes, now.sheet.scenes.map((scene) => ({ key: scene.id, of: [scene, scale()] })), ({ of: [scene] }) =>
    block("scene", scene.heading, `${scene.number}. ${scene.heading}`, scene));
  renew(shots, now.sheet.shots.map((shot) => ({ key: shot.id, of: [shot, stateNow(shot), scale()] })), ({ of: [shot, state] }) => {
    const words = `${nameOf(shot)} · ${shot.size}, ${length(shot.frames, film)} · ${shot.why}`;
    return block("shot", words, el("span", { class: "label" }, stateOf(state, shot.why), nameOf(shot)), shot);
  });
  illustrate();
  track(tracks.line, "line", now.sheet.lines, (line) => `${line.speaker}${line.off ? ` (${line.off})` : ""}: ${line.text}`);
  track(tracks.words, "caption", now.sheet.captions, (caption) => caption.text);
  track(tracks.music, "music", now.sheet.sounds.filter((sound) => sound.kind === "music"), (sound) => `♪ ${sound.what}`);
  track(tracks.noise, "sfx", now.sheet.sounds.filter((sound) => sound.kind !== "music"), (sound) => sound.what);
  for (const each of now.sheet.transitions) shots.append(block("transition", `${each.word}, ${length(each.frames, film)}`, "", each));
  move();
}

function track(parent, name, found, words) {
  parent.hidden = !found.length;
  renew(parent, found.map((each, at) => ({ key: `${at}`, of: [each, scale()] })), ({ of: [each] }) => block(name, words(each), words(each), each));
}

function block(name, title, content, of) {
  return el("button", {
    type: "button", class: `block ${name}`, title, tabindex: "-1", style: place(of.start, of.frames),
    onclick: () => seek(of.start), ondblclick: () => open(of.place),
  }, content);
}

function ticks(film) {
  const room = 80 / scale();
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600];
  const base = film.rate[0] / film.rate[1];
  const every = (steps.find((each) => each * base >= room) ?? 1200) * base;
  const found = [];
  for (let at = 0; at < film.frames; at += every) found.push(Math.round(at));
  renew(ruler, found.map((at) => ({ key: `${at}`, of: [at, scale()] })), ({ of: [at] }) =>
    el("span", { class: "tick", style: { left: `${at * scale()}px` } }, seconds(at, film) < 60 ? `${Math.round(seconds(at, film))} s` : timecode(at, film).slice(3, 8)));
}

function illustrate() {
  for (const child of shots.children) {
    const shot = now.sheet.byId.get(child.dataset.key);
    const address = shot && pictureOf(shot);
    if (address) child.style.backgroundImage = `url("${address}")`;
  }
}

let current;
function move() {
  const at = position() * scale();
  head.style.left = `${at}px`;
  box.setAttribute("aria-valuenow", position());
  box.setAttribute("aria-valuetext", timecode(position(), now.sheet.film));
  const shot = shotAt(position());
  if (shot?.id !== current) {
    current = shot?.id;
    for (const child of shots.children) child.classList.toggle("now", child.dataset.key === current);
  }
  if (at < box.scrollLeft || at > box.scrollLeft + box.clientWidth - 10) box.scrollLeft = Math.max(at - box.clientWidth * 0.2, 0);
}

// ---- dragging on the ruler, or anywhere that is empty

function scrub(event) {
  seek((event.clientX - rows.getBoundingClientRect().left) / scale());
}
box.addEventListener("pointerdown", (event) => {
  if (!now.sheet || event.target.closest(".block") || event.button) return;
  box.setPointerCapture(event.pointerId);
  scrub(event);
});
box.addEventListener("pointermove", (event) => box.hasPointerCapture(event.pointerId) && scrub(event));
box.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomTo(zoom * Math.exp(-event.deltaY / 300), (event.clientX - rows.getBoundingClientRect().left) / scale());
}, { passive: false });

on("sheet", (before) => {
  if (!before) zoom = stored().zoom ?? 1;
  box.setAttribute("aria-valuemax", now.sheet.film.frames - 1);
  current = undefined;
  draw();
});
on("pictures", () => now.sheet && illustrate());
on("making", draw);
on("frame", move);
on("marks", ({ in: from, out: to }) => {
  range.hidden = from === null && to === null;
  if (now.sheet) Object.assign(range.style, place(from ?? 0, (to ?? now.sheet.film.frames) - (from ?? 0)));
});
new ResizeObserver(draw).observe(box);
$("zoom-in").addEventListener("click", () => zoomBy(1.5));
$("zoom-out").addEventListener("click", () => zoomBy(1 / 1.5));
$("zoom-fit").addEventListener("click", () => zoomTo(1));
