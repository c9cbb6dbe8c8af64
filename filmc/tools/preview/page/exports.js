// Things to take away: made when asked for, then downloaded.

import { $, el, say } from "./dom.js";
import { ask } from "./wire.js";

const KINDS = [
  ["pdf", "Storyboard, PDF", "six shots a page, to print"],
  ["html", "Storyboard, page", "one HTML file that needs nothing else"],
  ["png", "Storyboard, sheet", "all shots on one PNG"],
  ["webp", "Moving storyboard, WebP", "each shot for a second, for a message"],
  ["gif", "Moving storyboard, GIF", "the same, where WebP is not taken"],
  ["csv", "Shot table, CSV", "for a spreadsheet"],
];

$("pane-export").append(el("div", { class: "exports" }, KINDS.map(([kind, name, what]) =>
  el("button", { type: "button", onclick: (event) => make(kind, event.currentTarget) }, el("b", {}, name), ` — ${what}`))));

async function make(kind, button) {
  button.disabled = true;
  try {
    const { media, name } = await ask("/export", { kind });
    el("a", { href: `/media/${media}`, download: name }).click();
    say(`${name} was made.`);
  } catch (error) {
    say(error.message);
  }
  button.disabled = false;
}
