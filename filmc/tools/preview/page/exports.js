// Things to take away: made when asked for, then downloaded.

import { $, doing, el, say } from "./dom.js";
import { ask } from "./wire.js";

const KINDS = [
  ["pdf", "Storyboard, PDF", "six shots a page, to print"],
  ["html", "Storyboard, page", "one HTML file that needs nothing else"],
  ["png", "Storyboard, sheet", "all shots on one PNG"],
  ["takes", "Takes, sheet", "every take with its words, on one PNG"],
  ["webp", "Moving storyboard, WebP", "each shot for a second, for a message"],
  ["gif", "Moving storyboard, GIF", "the same, where WebP is not taken"],
  ["csv", "Shot table, CSV", "for a spreadsheet"],
];

$("pane-export").append(el("div", { class: "exports" }, KINDS.map(([kind, name, what]) =>
  el("button", { type: "button", onclick: (event) => make(kind, event.currentTarget) }, el("b", {}, name), el("small", {}, what)))));

async function make(kind, button) {
  button.disabled = true;
  const made = await doing(ask("/export", { kind }));
  button.disabled = false;
  if (!made) return;
  el("a", { href: `/media/${made.media}`, download: made.name }).click();
  say(`${made.name} was made.`);
}
