// Hands on the timeline: dragging the playhead, which is drawn to the edges of shots; the wheel and two fingers; and the end
// of a shot, which is dragged to make it longer or shorter in the text.

import { $, confirm, doing, el, renew } from "./dom.js";
import { fileOf, nameOf, now, on, shotAt } from "./film.js";
import { snapped } from "./lanes.js";
import { position, seek } from "./player.js";
import { frameAt, framesIn, place, rows, zoomBy } from "./timeline.js";
import { base, length, seconds } from "./times.js";
import { ask } from "./wire.js";

const box = $("timeline");
const REACH = 7; // pixels within which an edge draws the playhead

// ---- the playhead

const edges = () => [0, ...now.sheet.parts.map((part) => part.start)];
const scrub = (event) => seek(event.altKey ? frameAt(event) : snapped(frameAt(event), edges(), framesIn(REACH)));

box.addEventListener("pointerdown", (event) => {
  if (!now.sheet || event.target.closest(".block, .edge") || event.button || (event.pointerType === "touch" && !event.target.closest(".ruler"))) return;
  box.setPointerCapture(event.pointerId);
  scrub(event);
});
box.addEventListener("pointermove", (event) => box.hasPointerCapture(event.pointerId) && scrub(event));

// ---- the wheel, two fingers

box.addEventListener("wheel", (event) => {
  if (!now.sheet) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 300), frameAt(event));
  } else if (Math.abs(event.deltaY) > Math.abs(event.deltaX) && box.scrollWidth > box.clientWidth && !event.shiftKey) {
    event.preventDefault();
    box.scrollLeft += event.deltaY;
  }
}, { passive: false });

let apart = 0;
const spread = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
box.addEventListener("touchstart", (event) => event.touches.length === 2 && (apart = spread(event.touches)), { passive: true });
box.addEventListener("touchmove", (event) => {
  if (event.touches.length !== 2 || !apart || !now.sheet) return;
  event.preventDefault();
  const [one, other] = event.touches;
  zoomBy(spread(event.touches) / apart, frameAt({ clientX: (one.clientX + other.clientX) / 2 }));
  apart = spread(event.touches);
}, { passive: false });

// ---- lengths

const handles = el("div");
rows.querySelector(".shots").after(handles);
const stretch = el("div", { class: "stretch", hidden: true }, el("span"));

function draw() {
  Object.assign(handles.style, { position: "absolute", left: 0, right: 0, top: `${rows.querySelector(".shots").offsetTop}px` });
  renew(handles, now.sheet.shots.filter((shot) => shot.place).map((shot) => ({ key: shot.id, of: [shot.id, shot.start, shot.frames, now.sheet.film.frames] })), ({ of: [id, start, frames] }) =>
    el("div", { class: "edge", title: `Drag: the length of ${nameOf(now.sheet.byId.get(id))}`, style: { left: place(start + frames, 0).left }, onpointerdown: (event) => grab(event, now.sheet.byId.get(id)) }));
  handles.append(stretch);
  here();
}

function here() {
  const shot = now.sheet && shotAt(position());
  for (const each of handles.children) each.classList.toggle("here", each.dataset.key === shot?.id);
}

// Drag the end of a shot: to tenths of a second, with Alt to frames. Escape leaves it as it was.
function grab(event, shot) {
  if (event.button) return;
  event.preventDefault();
  const handle = event.currentTarget;
  const ending = new AbortController();
  const { signal } = ending;
  let frames = shot.frames;
  const told = (moved) => {
    const wanted = shot.frames + framesIn(moved.clientX - event.clientX);
    const grid = moved.altKey ? 1 : base(now.sheet.film) / 10;
    frames = Math.max(Math.round(Math.round(wanted / grid) * grid), 1);
    stretch.hidden = false;
    Object.assign(stretch.style, place(shot.start, frames));
    const more = frames - shot.frames;
    stretch.firstChild.textContent = `${length(frames, now.sheet.film)} (${more < 0 ? "−" : "+"}${length(Math.abs(more), now.sheet.film)})`;
  };
  const end = () => (ending.abort(), (stretch.hidden = true));
  handle.setPointerCapture(event.pointerId);
  handle.addEventListener("pointermove", told, { signal });
  handle.addEventListener("pointerup", () => (end(), frames !== shot.frames && write(shot, frames)), { signal });
  handle.addEventListener("pointercancel", end, { signal });
  document.addEventListener("keydown", (key) => key.key === "Escape" && (key.stopPropagation(), end()), { signal, capture: true });
}

const write = (shot, frames) => doing(ask("/write", { what: "length", shot: shot.id, frames, base: fileOf(shot)?.digest ?? "" }));

// The same without a mouse.
export function askLength(shot = now.sheet && shotAt(position())) {
  if (!shot?.place) return;
  const { film } = now.sheet;
  const field = el("input", { type: "number", min: "0.1", step: "0.1", value: String(Math.round(seconds(shot.frames, film) * 1000) / 1000), "aria-label": "Seconds" });
  confirm(`How long is shot ${nameOf(shot)}?`, [el("p", {}, shot.auto ? "Its length follows from what is said in it now; a number here makes it fixed." : "In seconds; it is written into the script."), field], "Leave it", "Write it", () => {
    const frames = Math.round((Number(field.value) * film.rate[0]) / film.rate[1]);
    if (frames >= 1 && frames !== shot.frames) write(shot, frames);
  });
  field.select();
}

on("sheet", draw);
on("shot", here);
