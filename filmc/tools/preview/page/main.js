// The page: its parts, then the wire.

import "./theme.js";
import { $, el } from "./dom.js";
import { now, on } from "./film.js";
import "./player.js";
import "./timeline.js";
import "./storyboard.js";
import "./script.js";
import "./takes.js";
import "./problems.js";
import "./money.js";
import "./exports.js";
import "./tabs.js";
import "./keys.js";
import { length } from "./times.js";
import { connect, onReach } from "./wire.js";

on("sheet", () => {
  const { film, shots, money } = now.sheet;
  document.title = `${film.title} — filmc`;
  $("title").textContent = film.title;
  const due = shots.filter((shot) => ["stale", "missing", "failed"].includes(shot.state)).length;
  const facts = [[length(film.frames, film), ""], [shots.length, shots.length === 1 ? " shot" : " shots"], [film.target, ""], ...(due ? [[due, " to make"]] : []), ...(money.takes ? [[money.hoped, " to finish"]] : [])];
  $("facts").replaceChildren(...facts.flatMap(([value, noun], at) => [at ? " · " : "", el("b", {}, String(value)), noun]));
});
onReach((there) => ($("link").textContent = there ? "" : "filmc preview does not answer; it is tried again …"));
connect();
