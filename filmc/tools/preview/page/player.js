// The film on the screen, to the frame. Two reels: the next version is wound to the playhead unseen, and swapped in when
// its frame is there, so that no edit blanks the picture. Until there is a reel, the shots' pictures are shown.

import { $, el } from "./dom.js";
import { now, on, pictureOf, shotAt, nameOf, tellAll } from "./film.js";
import { addressed, store, stored } from "./stored.js";
import { frames, length, seconds, timecode } from "./times.js";
import { tell } from "./wire.js";

const reels = [$("reel-a"), $("reel-b")];
const still = $("still");
let shown = 0; // which reel is seen, if one is
let ready = false; // whether that reel shows a frame
let frame = 0;
let playing = false;
let pace = 1; // 0 paused; J and L make it -8 to 8
let clock = null; // where the film would be if it ran by itself: before there is a reel, backwards
let range = { in: null, out: null };
let winding = null;

export const position = () => frame;
export const running = () => playing;
export const marks = () => range;

const film = () => now.sheet.film;
const last = () => Math.max(film().frames - 1, 0);
const reel = () => reels[shown];

// ---- going somewhere

export function seek(target, { keep = false } = {}) {
  if (!now.sheet) return;
  frame = Math.min(Math.max(Math.round(target), 0), last());
  if (ready) reel().currentTime = middle(frame);
  clock = playing ? { at: performance.now(), frame } : null;
  if (!keep) still.classList.remove("seen");
  moved();
}

const middle = (at) => seconds(at + 0.5, film()); // inside the frame, whatever is rounded

export function step(by) {
  pause();
  seek(frame + by);
}

export function toShot(by) {
  const { shots } = now.sheet;
  const at = shots.indexOf(shotAt(frame));
  const back = by < 0 && frame - shots[at].start > film().rate[0] / film().rate[1] / 2;
  seek(shots[Math.min(Math.max(back ? at : at + by, 0), shots.length - 1)].start);
}

export function play(speed = 1) {
  if (!now.sheet) return;
  if (frame >= (range.out ?? last()) && speed > 0) seek(range.in ?? 0);
  playing = true;
  pace = speed;
  still.classList.toggle("seen", !ready);
  clock = { at: performance.now(), frame };
  if (ready && pace > 0) {
    reel().playbackRate = Math.min(pace, 8);
    reel().play().catch(pause);
  } else reel().pause();
  $("play").textContent = "⏸";
  $("play").setAttribute("aria-label", "Pause");
}

export function pause() {
  playing = false;
  reels.forEach((each) => each.pause());
  clock = null;
  $("play").textContent = "▶";
  $("play").setAttribute("aria-label", "Play");
  if (ready && now.sheet) seek(frame, { keep: true });
}

export const toggle = () => (playing ? pause() : play());

export function shuttle(direction) {
  const speed = playing && Math.sign(pace) === direction ? Math.min(Math.abs(pace) * 2, 8) : 1;
  play(direction * speed);
}

export function mark(which, at = frame) {
  range = { ...range, [which]: range[which] === at ? null : at };
  if (range.in !== null && range.out !== null && range.in >= range.out) range = { in: null, out: null, [which]: at };
  store({ range });
  tellAll("marks", range);
}

// ---- each frame

function tick() {
  if (now.sheet && playing) {
    if (ready && pace > 0) frame = Math.min(frames(reel().currentTime, film()), last());
    else {
      const passed = frames(((performance.now() - clock.at) / 1000) * Math.abs(pace), film());
      frame = Math.min(Math.max(clock.frame + Math.sign(pace) * passed, 0), last());
      if (ready) reel().currentTime = middle(frame);
    }
    const end = range.out ?? last();
    if (pace > 0 && frame >= end) range.in !== null || range.out !== null ? (seek(range.in ?? 0), play(pace)) : pause();
    if (pace < 0 && frame <= (range.in ?? 0)) pause();
    moved();
  }
  requestAnimationFrame(tick);
}

let told = { shot: null };
function moved() {
  const shot = shotAt(frame);
  $("timecode").textContent = timecode(frame, film());
  subtitled();
  if (!ready && shot) picture(shot);
  tellAll("frame", frame);
  if (shot?.id !== told.shot) {
    told = { shot: shot?.id };
    $("where").textContent = shot ? `${nameOf(shot)} · ${shot.size}${shot.camera ? `, ${shot.camera}` : ""} · ${length(shot.frames, film())}` : "";
    tell({ playhead: shot?.id ?? "" });
    tellAll("shot", shot);
  }
  remember();
}

let remembering;
function remember() {
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    const shot = shotAt(frame);
    if (!shot) return;
    store({ shot: shot.id, offset: frame - shot.start });
    history.replaceState(null, "", `#shot=${encodeURIComponent(shot.id)}&frame=${frame - shot.start}`);
  }, 200);
}

function subtitled() {
  const wanted = $("captions").checked ? now.sheet.lines.filter((line) => line.start <= frame && frame < line.start + line.frames) : [];
  $("subtitle").textContent = wanted.map((line) => Object.values(line.translations)[0] ?? line.text).join("\n");
}

// ---- what is on the screen

async function picture(shot) {
  const address = pictureOf(shot);
  if (!address || still.dataset.of === address) {
    if (address) reveal(still);
    return;
  }
  still.dataset.of = address;
  const coming = new Image();
  coming.src = address;
  await coming.decode().catch(() => {});
  if (still.dataset.of !== address) return;
  still.src = address;
  await still.decode().catch(() => {});
  if (still.dataset.of === address) reveal(still);
}

function reveal(seen) {
  for (const each of [still, ...reels]) each.classList.toggle("seen", each === seen);
  still.hidden = false;
  $("waiting").hidden = true;
}

// Wind a new version to where the playhead is, and swap it in when its frame is painted.
async function wind(moving) {
  const coming = reels[ready ? 1 - shown : shown];
  winding = moving.video;
  coming.muted = true;
  coming.src = `/media/${moving.video}`;
  await happens(coming, "loadedmetadata");
  do {
    if (winding !== moving.video) return;
    coming.currentTime = middle(frame);
    await happens(coming, "seeked");
    await painted(coming);
  } while (playing && pace > 0 && Math.abs(frames(coming.currentTime, film()) - frame) > 12);
  if (winding !== moving.video) return;
  swap(coming);
}

function swap(coming) {
  const before = reel();
  shown = reels.indexOf(coming);
  ready = true;
  coming.muted = false;
  coming.volume = before.volume;
  reveal(coming);
  if (coming !== before) {
    before.pause();
    before.removeAttribute("src");
    before.load();
  }
  if (playing) play(pace);
}

const happens = (target, event) => new Promise((go) => target.addEventListener(event, go, { once: true }));
const painted = (video) =>
  new Promise((go) => {
    const late = setTimeout(go, 250); // a frame that was painted before is not told again
    video.requestVideoFrameCallback?.(() => (clearTimeout(late), go()));
  });

// ---- what comes from the server

on("sheet", (before) => {
  const place = before ? at(before, frame) : (addressed() ?? stored());
  const shot = now.sheet.byId.get(place?.shot);
  frame = shot ? shot.start + Math.min(place.offset ?? 0, Math.max(shot.frames - 1, 0)) : Math.min(frame, last());
  if (!before) range = { in: null, out: null, ...stored().range };
  $("screen").style.aspectRatio = `${film().width} / ${film().height}`;
  told = { shot: null };
  if (now.sheet.shots.length) moved();
  tellAll("marks", range);
});

function at(sheet, where) {
  const shot = shotAt(where, sheet);
  return shot && { shot: shot.id, offset: where - shot.start };
}

let seenPicture = null;
on("pictures", () => {
  const shot = now.sheet && shotAt(frame);
  const address = shot && pictureOf(shot);
  if (!address) return;
  // what was edited under the playhead is seen at once as a still; the moving picture follows
  const edited = seenPicture && seenPicture.shot === shot.id && seenPicture.address !== address;
  seenPicture = { shot: shot.id, address };
  if (!ready || (edited && !playing)) picture(shot);
});
on("shot", (shot) => (seenPicture = shot && { shot: shot.id, address: pictureOf(shot) }));
on("moving", wind);
on("cursor", ({ frame: target }) => playing || seek(target));
on("problems", (problems) => {
  if (!now.sheet) $("waiting").textContent = problems.broken ? "There is no film yet: its text has errors." : "Waiting for the film …";
});

$("play").addEventListener("click", toggle);
$("previous").addEventListener("click", () => toShot(-1));
$("next").addEventListener("click", () => toShot(1));
$("captions").addEventListener("change", () => now.sheet && subtitled());
$("volume").addEventListener("input", (event) => reels.forEach((each) => (each.volume = Number(event.target.value))));
$("screen").addEventListener("click", toggle);
requestAnimationFrame(tick);
