// Two takes of a job before each other: side by side, or one at a time in the same place (A, B). They run together.

import { $, button, el } from "./dom.js";
import { now, on } from "./film.js";
import { acts, kindOf, medium, toldOf } from "./takes.js";

const dialog = $("compare");
let shown = null; // { job, a, b, only, next }: takes by digest; `next` is the side that a click in the strip fills

export function compare(job) {
  const takes = takesOf(job);
  const a = takes.find((take) => take.plays) ?? takes[0];
  const b = takes.findLast((take) => take !== a);
  shown = { job, a: a.digest, b: b.digest, only: null, next: "b" };
  draw();
  dialog.showModal();
}

const takesOf = (job) => (now.sheet.jobs[job]?.takes ?? []).filter((take) => take.media);

function draw() {
  const { job, only } = shown;
  const of = now.sheet.jobs[job];
  const takes = takesOf(job);
  if (takes.length < 2) return dialog.close();
  const side = (name) => figure(name, of, takes.find((take) => take.digest === shown[name]) ?? takes[0]);
  const pair = el("div", { class: "pair", data: { only: only ?? "both" } }, side("a"), side("b"));
  dialog.replaceChildren(
    el("header", {}, el("h2", { id: "compare-title" }, job),
      kindOf(of) !== "img" && button("Play", playPair, { class: "play", title: "Both together (space)" }),
      button("A", () => view("a"), { "aria-pressed": String(only === "a"), title: "Only A (A)" }), button("B", () => view("b"), { "aria-pressed": String(only === "b"), title: "Only B (B)" }),
      button("Both", () => view(null), { "aria-pressed": String(!only) }), button("Close", () => dialog.close())),
    pair,
    el("div", { class: "strip", role: "group", "aria-label": "Takes" }, takes.map((take) =>
      button([kindOf(of) === "audio" ? null : medium(of, take, job), `Take ${take.number}`, mark(take)], () => put(take), { class: [shown.a, shown.b].includes(take.digest) ? "chosen" : "", title: toldOf(take) }))));
  return undefined;
}

const mark = (take) => ["a", "b"].filter((name) => shown[name] === take.digest).map((name) => ` ${name.toUpperCase()}`).join("");

function figure(name, of, take) {
  return el("figure", { class: name }, medium(of, take, shown.job),
    el("figcaption", {}, el("b", {}, `${name.toUpperCase()}: take ${take.number}${take.plays ? ", plays" : ""}`), el("span", {}, toldOf(take)), acts(shown.job, take)));
}

function put(take) {
  shown[shown.next] = take.digest;
  shown.next = shown.next === "a" ? "b" : "a";
  draw();
}

// One of them, or both: the pictures go on as they are.
function view(only) {
  shown.only = only;
  dialog.querySelector(".pair").dataset.only = only ?? "both";
  for (const each of dialog.querySelectorAll("header [aria-pressed]")) each.setAttribute("aria-pressed", each.textContent === (only ? only.toUpperCase() : "Both"));
  for (const each of media()) if (each.matches("audio")) each.muted = Boolean(only) && !each.closest(`.${only}`);
}

const media = () => [...dialog.querySelectorAll(".pair video, .pair audio")];

function playPair() {
  const both = media();
  const on = both.some((each) => each.paused);
  const at = Math.min(...both.map((each) => each.currentTime));
  for (const each of both) {
    each.currentTime = at;
    if (on) each.play().catch(() => {});
    else each.pause();
  }
  dialog.querySelector("header .play")?.replaceChildren(on ? "Pause" : "Play");
  if (on) requestAnimationFrame(together);
}

// The second keeps step with the first.
function together() {
  const [first, second] = media();
  if (!dialog.open || !second || first.paused) return;
  const apart = second.currentTime - first.currentTime;
  if (Math.abs(apart) > 0.08 && first.currentTime < second.duration) second.currentTime = first.currentTime;
  requestAnimationFrame(together);
}

dialog.addEventListener("keydown", (event) => {
  const does = { a: () => view(shown.only === "a" ? null : "a"), b: () => view(shown.only === "b" ? null : "b"), " ": playPair }[event.key.toLowerCase()];
  if (!does || event.ctrlKey || event.metaKey || (event.key === " " && event.target.matches("button"))) return;
  event.preventDefault();
  does();
});
dialog.addEventListener("close", () => (dialog.replaceChildren(), (shown = null)));
on("sheet", () => shown && (now.sheet.jobs[shown.job] ? draw() : dialog.close()));
