// The playhead: where it is, whether it runs, between which marks. What is seen there is the screen's matter.

import { $, el, redraw, worded } from "./dom.js";
import { carried, nameOf, now, on, partAt, spokenAt, tellAll } from "./film.js";
import * as screen from "./screen.js";
import { addressed, store, stored } from "./stored.js";
import { base, frames, length, timecode } from "./times.js";
import { tell } from "./wire.js";

let frame = 0;
let playing = false;
let pace = 1; // J and L make it -8 to 8
let clock = null; // where the film would be if it ran by itself: before there is a reel, backwards
let range = { in: null, out: null };

export const position = () => frame;
export const marks = () => range;
export const playingNow = () => playing;

const film = () => now.sheet.film;
const last = () => Math.max(film().frames - 1, 0);
const start = () => range.in ?? 0;
const end = () => Math.min(range.out ?? last(), last());

// ---- going somewhere

export function seek(target) {
  if (!now.sheet?.shots.length) return;
  frame = Math.min(Math.max(Math.round(target), 0), last());
  if (playing) play(pace);
  else moved();
}

export function step(by) {
  pause();
  seek(frame + by);
}

export function toShot(by) {
  const parts = now.sheet?.parts ?? [];
  const at = parts.indexOf(partAt(frame));
  if (at < 0) return;
  const back = by < 0 && frame - parts[at].start > base(film()) / 2; // first to the start of this one
  seek(parts[Math.min(Math.max(back ? at : at + by, 0), parts.length - 1)].start);
}

export function play(speed = 1) {
  if (!now.sheet?.shots.length) return;
  if (speed > 0 && frame >= end()) frame = start();
  playing = true;
  pace = speed;
  screen.halt();
  moved();
  begin();
  told();
  beat();
}

// By the reel, whose sound is the clock, where it has this shot; by the time of day where it has not.
function begin() {
  clock = { at: performance.now(), frame, part: partAt(frame)?.id };
  screen.run(pace);
}

export function pause() {
  if (!playing) return;
  playing = false;
  screen.halt();
  moved();
  told();
}

export const toggle = () => (playing ? pause() : play());

export function shuttle(direction) {
  const speed = playing && Math.sign(pace) === direction ? Math.min(Math.abs(pace) * 2, 8) : 1;
  play(direction * speed);
}

function told() {
  redraw($("play").firstElementChild, playing ? "pause" : "play");
  $("play").setAttribute("aria-label", playing ? "Pause" : "Play");
  $("pace").textContent = playing && pace !== 1 ? `${pace}×`.replace("-", "−") : "";
}

export function mark(which, at = frame) {
  range = { ...range, [which]: range[which] === at ? null : at };
  if (range.in !== null && range.out !== null && range.in >= range.out) range = { in: null, out: null, [which]: at };
  store({ range });
  tellAll("marks", range);
}

// ---- each frame, while it plays: a page that stands still takes nothing from what is drawn for it

let beating = 0;
function beat() {
  beating ||= requestAnimationFrame(tick);
}

function tick() {
  beating = 0;
  if (!playing) return;
  beat();
  if (!now.sheet?.shots.length) return;
  const was = frame;
  const rolled = screen.running();
  if (rolled !== null) frame = rolled;
  else if (pace < 0 || !screen.waiting()) {
    const passed = frames(((performance.now() - clock.at) / 1000) * Math.abs(pace), film());
    frame = Math.min(Math.max(clock.frame + Math.sign(pace) * passed, 0), last());
    if (pace > 0 && partAt(frame)?.id !== clock.part) begin(); // the reel may have this one
  }
  if (frame !== was) moved();
  if (pace > 0 && frame >= end()) return range.in !== null || range.out !== null ? again() : pause();
  if (pace < 0 && frame <= start()) pause();
  else if (rolled !== null && screen.ended()) frame < end() - base(film()) ? pause() : ((frame = end()), pause());
}

function again() {
  frame = start();
  play(pace);
}

let seen = null;
function moved() {
  const part = partAt(frame);
  $("timecode").textContent = timecode(frame, film());
  subtitled(part);
  if (part) screen.show(part, frame - part.start);
  tellAll("frame", frame);
  if (part?.id !== seen) {
    seen = part?.id;
    described(part);
    tellAll("shot", part);
  }
  remember(part);
}

function described(part) {
  const words = part ? [part.size, part.camera, length(part.frames, film())].filter(Boolean).join(", ") : "";
  $("where").replaceChildren();
  if (!part) return;
  const name = document.createElement("b");
  name.textContent = nameOf(part);
  $("where").append(name, ` ${words}`);
  $("where").title = `${nameOf(part)}: ${words}`;
}

// The server draws what is edited here at just this place; the address and the storage bring a person back to it.
const telling = soon(60, (place) => tell({ playhead: place.shot, frame: place.offset }));
const keeping = soon(400, (place) => {
  store(place);
  history.replaceState(null, "", `#shot=${encodeURIComponent(place.shot)}&frame=${place.offset}`);
});
function remember(part) {
  if (!part) return;
  telling();
  keeping();
}

// Return what does `act` with the place of the playhead, a little later and once for all calls until then.
function soon(wait, act) {
  let timer = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      const part = partAt(frame);
      if (part) act({ shot: part.id, offset: frame - part.start });
    }, wait);
  };
}

function subtitled(shot) {
  const wanted = $("captions").value;
  const lines = wanted === "off" || !wanted ? [] : spokenAt(frame, shot);
  const text = lines.map((line) => (wanted === "spoken" ? line.text : (line.translations[wanted] ?? line.text))).join("\n");
  if ($("subtitle").textContent !== text) $("subtitle").textContent = text;
}

// ---- what comes from the server

on("sheet", (before) => {
  if (!before) range = { in: null, out: null, ...stored().range };
  const place = before ? carried(before, frame) : (addressed() ?? stored());
  go(place);
  $("screen").style.setProperty("--ratio", film().width / film().height);
  document.documentElement.style.setProperty("--ratio", film().width / film().height);
  languages();
  waits();
  seen = null;
  moved();
  tellAll("marks", range);
  if (playing && !now.sheet.shots.length) pause();
});

// To a place as it is remembered, as near as today's film has it.
function go(place) {
  const part = now.sheet.byId.get(place?.shot);
  frame = part ? part.start + Math.min(Math.max(place.offset ?? 0, 0), Math.max(part.frames - 1, 0)) : Math.min(frame, last());
}

// A language by its name, where the browser knows it.
const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
function language(tag) {
  try {
    return names.of(tag);
  } catch {
    return tag;
  }
}

function languages() {
  const found = [...new Set(now.sheet.lines.flatMap((line) => Object.keys(line.translations)))];
  const { burned } = film();
  const options = burned ? [["off", `${language(burned)}, burned in`]] : [["off", "no titles"], ["spoken", "as spoken"], ...found.map((tag) => [tag, language(tag)])];
  const box = $("captions");
  box.hidden = false;
  box.disabled = Boolean(burned);
  if (box.told === options.join()) return;
  const chosen = stored().captions ?? found[0] ?? "spoken";
  box.replaceChildren(...options.map(([value, words]) => new Option(words, value, false, value === chosen)));
  box.told = options.join();
}

export function captions() {
  const box = $("captions");
  box.value = box.value === "off" ? ([...box.options].at(-1)?.value ?? "spoken") : "off";
  box.dispatchEvent(new Event("change"));
}

on("reel", () => playing && begin());
on("cursor", ({ shot, frame: target }) => now.sheet && !playing && seek(now.sheet.byId.has(shot) ? target : frame));
on("problems", waits);
function waits() {
  const { broken, message, found } = now.problems;
  const first = found.find((each) => each.severity === "error");
  const what = now.sheet && !now.sheet.shots.length ? ["There is no shot yet to be seen."]
    : broken && !now.sheet ? ["There is no film yet: ", worded(message), ".", first?.hints.length ? el("small", {}, worded(first.hints[0])) : ""] : ["Waiting for the film …"];
  $("waiting").replaceChildren(el("span", {}, ...what));
}
on("progress", ({ done, total, stage }) => {
  $("progress").hidden = !total || done >= total;
  $("progress").textContent = `drawing the ${stage === "pictures" ? "storyboard" : "film"}: ${Math.floor((done / total) * 100)} %`;
});

export function mute() {
  const sound = $("mute").getAttribute("aria-pressed") !== "true";
  $("mute").setAttribute("aria-pressed", sound);
  redraw($("mute").firstElementChild, sound ? "sound" : "mute");
  loudness();
}

const loudness = () => screen.loudness(Number($("volume").value), $("mute").getAttribute("aria-pressed") !== "true");

export function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else $("screen").requestFullscreen().catch(() => {});
}

$("play").addEventListener("click", toggle);
$("previous").addEventListener("click", () => toShot(-1));
$("next").addEventListener("click", () => toShot(1));
$("mute").addEventListener("click", mute);
$("full").addEventListener("click", full);
$("captions").addEventListener("change", () => (store({ captions: $("captions").value }), now.sheet && subtitled(partAt(frame))));
$("volume").addEventListener("input", loudness);
$("screen").addEventListener("click", toggle);
window.addEventListener("hashchange", () => now.sheet && (go(addressed()), seek(frame)));
