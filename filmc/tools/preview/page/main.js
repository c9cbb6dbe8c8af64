// The page: its parts, then the wire.

import "./theme.js";
import { $, el } from "./dom.js";
import { now, on } from "./film.js";
import "./player.js";
import "./timeline.js";
import "./handling.js";
import "./storyboard.js";
import "./script.js";
import "./takes.js";
import "./compare.js";
import "./problems.js";
import "./money.js";
import "./exports.js";
import "./tabs.js";
import "./keys.js";
import { needs } from "./states.js";
import { length } from "./times.js";
import { connect, onReach } from "./wire.js";

on("sheet", () => {
  const { film, shots, money } = now.sheet;
  document.title = `${film.title} — filmc`;
  for (const name of ["title", "screen", "storyboard", "pane-script"]) $(name).lang = film.language;
  $("title").textContent = film.title;
  $("title").title = film.title;
  const due = shots.filter(needs).length;
  const facts = [[length(film.frames, film), ""], [shots.length, shots.length === 1 ? " shot" : " shots"], [film.target, film.target === "animatic" ? "" : " target"], ...(due ? [[due, " to make"]] : []), ...(money.takes ? [[money.hoped, " to finish"]] : [])];
  $("facts").replaceChildren(...facts.flatMap(([value, noun], at) => [at ? " · " : "", el("b", {}, String(value)), noun]));
});

const LINK = {
  there: "",
  gone: "filmc preview is not running any more. Start it again: this page goes on where it is.",
  refused: "filmc preview was started anew: open the address that it has printed.",
};
onReach((how) => {
  $("link").replaceChildren(el("span", {}, LINK[how]));
  $("link").hidden = !LINK[how];
});
connect();
