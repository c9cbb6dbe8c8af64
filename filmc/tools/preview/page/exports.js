// Things to take away: made when asked for, then downloaded.

import { $, el, say } from "./dom.js";
import { ask } from "./wire.js";

const KINDS = [
  ["storyboard-pdf", "Storyboard (PDF)", "six shots a page, to print"],
  ["storyboard-html", "Storyboard (HTML)", "one file that needs nothing else"],
  ["shot-table", "Shot table (CSV)", "for a spreadsheet"],
  ["contact-sheet", "Contact sheet (PNG)", "a frame of every shot, or of every take"],
  ["animated", "Animated storyboard (WebP)", "each shot a second, for a message"],
  ["animated-gif", "Animated storyboard (GIF)", "the same, where WebP is not taken"],
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
