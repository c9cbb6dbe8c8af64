// What is on the screen. Two reels and a still lie above one another: what comes next is made ready unseen and laid on top
// when its frame is there, so that no edit, seek or swap blanks the picture.
//
// A reel knows the cut it was made from. A shot that has changed since is shown as a still until the next reel is there;
// all others are found in the reel by shot and place in the shot, wherever they stand in today's film.

import { $ } from "./dom.js";
import { now, on, partAt, pictureOf, tellAll } from "./film.js";
import { frames, seconds } from "./times.js";

const reels = [$("reel-a"), $("reel-b")];
const screen = $("screen");
let seenReel = 0;
let cut = null; // what the reel that can be seen was made from; null while there is none
let sound = { volume: 1, muted: false };
let here = null; // { shot, offset }: what is to be seen
let pace = 0; // at which the reel runs; 0: it stands
let still = null;
let coming = ""; // the address of the still that is wanted

const reel = () => reels[seenReel];

function lay(top) {
  for (const each of [still, ...reels]) each?.classList.toggle("seen", each === top);
  $("waiting").hidden = true;
}

// ---- the reel

const middle = (frame) => seconds(frame + 0.5, cut); // inside the frame, whatever is rounded
const inReel = ({ shot, offset }, of = cut) => {
  const was = shot && of?.byId.get(shot.id);
  return was ? was.start + Math.min(offset, was.frames - 1) : null;
};
const fits = (shot) => cut?.byId.has(shot.id) && cut.pictures[shot.id] === now.pictures[shot.id];

let wanted = null; // where the reel is being wound to; only the last of many seeks counts
function roll(frame, then) {
  wanted = { time: middle(frame), then };
  if (!reel().seeking) wind();
}
function wind() {
  if (Math.abs(reel().currentTime - wanted.time) < 1e-6 && !reel().seeking) return arrived();
  reel().currentTime = wanted.time;
}
function arrived() {
  const done = wanted;
  wanted = null;
  done?.then?.();
}
for (const each of reels) {
  each.addEventListener("seeked", () => {
    if (each !== reel() || !wanted) return;
    if (Math.abs(each.currentTime - wanted.time) < 1e-3) arrived();
    else wind();
  });
}

// The film's frame that the running reel shows, by today's cut; null where the reel does not run.
export function running() {
  if (!pace || wanted) return null;
  const at = frames(reel().currentTime, cut);
  const was = partAt(at, cut);
  const is = was && now.sheet.byId.get(was.id);
  return is ? is.start + Math.min(at - was.start, is.frames - 1) : null;
}

// Whether the reel is being wound to where it is to run from.
export const waiting = () => pace > 0 && wanted !== null;

// Run the reel from what is to be seen on, at `speed`; false where it has no such shot.
export function run(speed) {
  const frame = here && inReel(here);
  if (frame === null || frame === undefined || speed <= 0) return false;
  pace = speed;
  roll(frame, () => {
    if (!pace) return;
    lay(reel());
    reel().playbackRate = Math.min(pace, 8);
    reel().play().catch(halt);
  });
  return true;
}

export function halt() {
  pace = 0;
  reels.forEach((each) => each.pause());
}

export const ended = () => reel().ended;

export function loudness(volume, muted) {
  for (const each of reels) {
    each.volume = volume;
    if (each === reel()) each.muted = muted;
  }
  sound = { volume, muted };
}

// ---- what is to be seen

// Show a place of the film: of the reel where that is as the film is now, else of its still.
export function show(shot, offset) {
  here = { shot, offset };
  settle();
}

function settle() {
  if (!here || pace) return;
  const frame = fits(here.shot) ? inReel(here) : null;
  if (frame === null) return picture();
  coming = "";
  roll(frame, () => lay(reel()));
}

async function picture() {
  const drawn = now.frame?.shot === here.shot.id && now.frame.text === now.sheet.text ? now.frame.picture : pictureOf(here.shot);
  if (!drawn || coming === drawn) return;
  coming = drawn;
  const image = new Image();
  image.alt = "";
  image.src = drawn;
  await image.decode().catch(() => {});
  if (coming !== drawn || !image.naturalWidth) return;
  const before = still;
  still = image;
  screen.prepend(image);
  lay(image);
  before?.remove();
}

// ---- a new reel

let loading = null;
async function load(message) {
  loading = message;
  const next = { ...message, parts: message.parts.map(([id, start, count]) => ({ id, start, frames: count })) };
  next.byId = new Map(next.parts.map((part) => [part.id, part]));
  const unseen = cut ? reels[1 - seenReel] : reel();
  unseen.muted = true;
  unseen.src = `/media/${message.video}`;
  if (!(await happens(unseen, "loadedmetadata"))) return;
  let at;
  do {
    if (loading !== message) return;
    at = running();
    unseen.currentTime = seconds((inReel(here ?? {}, next) ?? 0) + 0.5, next);
    await happens(unseen, "seeked");
    await painted(unseen);
  } while (loading === message && at !== null && Math.abs(running() - at) > 12);
  if (loading === message) swap(unseen, next);
}

function swap(next, of) {
  const before = reel();
  cut = of;
  wanted = null;
  seenReel = reels.indexOf(next);
  loudness(sound.volume, sound.muted);
  if (next !== before) {
    before.pause();
    before.muted = true;
  }
  pace = 0;
  settle();
  tellAll("reel");
}

const happens = (target, event) =>
  new Promise((go) => {
    const ending = new AbortController();
    const end = (good) => () => (ending.abort(), go(good));
    target.addEventListener(event, end(true), { signal: ending.signal });
    target.addEventListener("error", end(false), { signal: ending.signal });
  });
// A video that is ready may still have nothing to show, and a paused one is not always told when it has.
const lens = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
function hasFrame(video) {
  lens.clearRect(0, 0, 1, 1);
  lens.drawImage(video, 0, 0, 1, 1);
  return lens.getImageData(0, 0, 1, 1).data[3] === 255;
}
const painted = (video) =>
  new Promise((go) => {
    const end = () => (clearInterval(late), go());
    const late = setInterval(() => hasFrame(video) && end(), 30);
    video.requestVideoFrameCallback?.(end);
  });

on("moving", load);
on("pictures", settle);
on("frame", settle);
