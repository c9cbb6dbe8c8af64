// The keyboard, and the page that teaches it.

import { $, el } from "./dom.js";
import { now, shotAt } from "./film.js";
import { mark, position, seek, shuttle, step, toShot, toggle, pause } from "./player.js";
import { open } from "./places.js";
import { tab } from "./tabs.js";
import { theme } from "./theme.js";
import { zoomBy, zoomTo } from "./timeline.js";

const KEYS = [
  ["space, K", "play and pause", { " ": toggle, k: pause }],
  ["J, L", "backwards, forwards; again: faster", { j: () => shuttle(-1), l: () => shuttle(1) }],
  ["← →", "a frame; with shift: a second", { ArrowLeft: (event) => step(event.shiftKey ? -base() : -1), ArrowRight: (event) => step(event.shiftKey ? base() : 1) }],
  ["↑ ↓", "shot before, next shot", { ArrowUp: () => toShot(-1), ArrowDown: () => toShot(1) }],
  ["Home, End", "first and last frame", { Home: () => seek(0), End: () => seek(Infinity) }],
  ["I, O", "in and out: what is between repeats; again: away", { i: () => mark("in"), o: () => mark("out") }],
  ["+ − 0", "timeline larger, smaller, whole film", { "+": () => zoomBy(1.5), "=": () => zoomBy(1.5), "-": () => zoomBy(1 / 1.5), 0: () => zoomTo(1) }],
  ["E, Enter", "open the shot in the editor", { e: edit, Enter: edit }],
  ["1 … 5", "script, takes, problems, cost, export", Object.fromEntries(["script", "takes", "problems", "money", "export"].map((name, at) => [at + 1, () => tab(name)]))],
  ["C", "subtitles", { c: () => $("captions").click() }],
  ["T", "light or dark", { t: theme }],
  ["?", "these keys", { "?": help }],
];
const DOES = Object.assign({}, ...KEYS.map(([, , does]) => does));
const base = () => Math.round(now.sheet.film.rate[0] / now.sheet.film.rate[1]);

function edit() {
  const shot = shotAt(position());
  if (shot) open(shot.place);
}

function help() {
  const dialog = $("help");
  dialog.replaceChildren(el("h2", {}, "Keys"), el("table", {}, el("tbody", {}, KEYS.map(([keys, what]) =>
    el("tr", {}, el("td", {}, keys.split(/(?<=,) /).map((key) => [el("kbd", {}, key.replace(",", "")), " "])), el("td", {}, what))))),
  el("p", { class: "empty" }, "On a card: Alt ↑ ↓ moves the shot. A double click on anything opens it in your editor."),
  el("div", { class: "does" }, el("button", { type: "button", onclick: () => dialog.close() }, "Close")));
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const typing = event.target.closest("input[type=text], textarea, select, dialog");
  const pressing = event.target.closest("button, [role=tab], audio, video[controls]") && [" ", "Enter"].includes(event.key);
  const does = DOES[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (held || typing || pressing || !does || !now.sheet) return;
  event.preventDefault();
  does(event);
});
$("help-open").addEventListener("click", help);
