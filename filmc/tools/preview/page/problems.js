// What is wrong: a list, a banner over the last good film where there are errors, and the count at the tab.

import { $, el, renew, worded } from "./dom.js";
import { now, on } from "./film.js";
import { openNewest } from "./places.js";
import { tab } from "./tabs.js";

const box = $("pane-problems");
const banner = $("banner");
let first = null;

on("problems", ({ broken, message, found }) => {
  const errors = found.filter((each) => each.severity === "error");
  first = errors[0];
  const where = first?.place ? `${first.place.file}:${first.place.line}: ` : "";
  banner.hidden = !broken;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  const said = [`${where}${first ? `${first.code} ` : ""}`, worded(message), `${more}. ${now.sheet ? "The last good film stays." : ""}`];
  banner.replaceChildren(broken ? el("span", {}, said) : "");
  count(errors.length, found.length);
  if (broken && !now.sheet) tab("problems");
  const rows = found.map((each, at) => ({ key: `${at}`, of: each }));
  renew(box, rows.length ? rows : [{ key: "none", of: [broken, message] }], (row) => (row.key === "none" ? el("p", { class: "empty" }, row.of[0] ? worded(row.of[1]) : "Nothing is wrong.") : problem(row.of)));
});

function problem({ code, severity, message, hints, place }) {
  return el("button", { type: "button", class: `problem ${severity}`, onclick: () => openNewest(place), title: place ? "Open it in your editor" : "" },
    el("span", { class: "code" }, code), el("span", {}, worded(message)), hints.map((hint) => el("span", { class: "hint" }, worded(hint))),
    place && el("span", { class: "at" }, `${place.file}:${place.line}:${place.column}`));
}

function count(errors, all) {
  $("tab-problems").replaceChildren("Problems", all ? el("span", { class: `count${errors ? " bad" : ""}` }, String(all)) : "");
}

banner.addEventListener("click", () => (first ? openNewest(first.place) : tab("problems")));
