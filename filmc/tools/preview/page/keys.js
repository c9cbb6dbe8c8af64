// The keyboard, and the page that teaches it.

import { $, button, el } from "./dom.js";
import { now, partAt } from "./film.js";
import { askLength } from "./handling.js";
import { open } from "./places.js";
import { captions, full, mark, mute, pause, position, seek, shuttle, step, toShot, toggle } from "./player.js";
import { board } from "./storyboard.js";
import { tab } from "./tabs.js";
import { theme } from "./theme.js";
import { zoomBy, zoomTo } from "./timeline.js";
import { base } from "./times.js";

const second = () => base(now.sheet.film);
const PANES = ["script", "takes", "problems", "money", "export"];
const KEYS = [
  ["space", "play and pause; K pauses", { " ": toggle, k: pause }],
  ["J, L", "backwards, forwards; again: faster", { j: () => shuttle(-1), l: () => shuttle(1) }],
  ["←, →", "a frame; with shift: a second", { ArrowLeft: (event) => step(event.shiftKey ? -second() : -1), ArrowRight: (event) => step(event.shiftKey ? second() : 1) }],
  ["↑, ↓", "shot before, next shot", { ArrowUp: () => toShot(-1), ArrowDown: () => toShot(1) }],
  ["Home, End", "first and last frame", { Home: () => seek(0), End: () => seek(Infinity) }],
  ["I, O", "in and out: what is between repeats; again: away", { i: () => mark("in"), o: () => mark("out") }],
  ["+, −, 0", "timeline larger, smaller, whole film", { "+": () => zoomBy(1.5), "=": () => zoomBy(1.5), "-": () => zoomBy(1 / 1.5), 0: () => zoomTo(1) }],
  ["E", "open the shot in the editor; also Enter", { e: edit, Enter: edit }],
  ["D", "the shot's length", { d: () => askLength() }],
  ["B", "storyboard large, film large", { b: () => board() }],
  ["1 … 5", "script, takes, problems, cost, export", Object.fromEntries(PANES.map((name, at) => [at + 1, () => tab(name)]))],
  ["C, M, F", "subtitles, sound, full screen", { c: captions, m: mute, f: full }],
  ["T", "light or dark", { t: theme }],
  ["?", "these keys", { "?": help }],
];
const FILMLESS = new Set([theme, help]); // what can be done before there is a film
const DOES = Object.assign({}, ...KEYS.map(([, , does]) => does));

function edit() {
  const part = partAt(position());
  if (part) open(part.place);
}

function help() {
  const dialog = $("help");
  dialog.replaceChildren(el("h2", { id: "help-title" }, "Keys"), el("table", {}, el("tbody", {}, KEYS.map(([keys, what]) =>
    el("tr", {}, el("td", {}, keys.split(", ").map((key) => [el("kbd", {}, key), " "])), el("td", {}, what))))),
  el("p", { class: "pale" }, "A double click on anything opens it in your editor. On a card, Alt with an arrow moves the shot. The end of a shot in the timeline can be dragged; Alt there, and on the ruler, is to the frame."),
  el("div", { class: "does" }, button("Close", () => dialog.close())));
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.metaKey || event.altKey;
  const typing = event.target.closest("input:not([type=range]), textarea, select, dialog");
  const pressing = event.target.closest("button, [role=tab], audio, video[controls]") && [" ", "Enter"].includes(event.key);
  const sliding = event.target.closest("input[type=range]") && event.key.startsWith("Arrow");
  const does = DOES[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (held || typing || pressing || sliding || !does || !(now.sheet || FILMLESS.has(does))) return;
  event.preventDefault();
  does(event);
});
$("help-open").addEventListener("click", help);

// Who clicks on a button with the mouse and then presses space means the film, not the button once more.
document.addEventListener("click", ({ detail, target }) => detail && target.closest("button:not(dialog *)")?.blur());
