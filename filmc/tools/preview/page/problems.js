// What is wrong: a list, a banner over the last good film where there are errors, and the count at the tab.

import { $, el, renew } from "./dom.js";
import { now, on } from "./film.js";
import { open } from "./places.js";

const box = $("pane-problems");
const banner = $("banner");

on("problems", ({ broken, message, found }) => {
  const errors = found.filter((each) => each.severity === "error");
  banner.hidden = !broken;
  const first = errors[0];
  const where = first?.place ? `${first.place.file}:${first.place.line}: ` : "";
  banner.textContent = broken ? `${where}${first ? `${first.code} ` : ""}${message}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ""}. The last good film stays.` : "";
  banner.onclick = () => first && open(first.place);
  count(errors.length, found.length);
  const rows = found.map((each, at) => ({ key: `${at}`, of: each }));
  renew(box, rows.length ? rows : [{ key: "none", of: broken }], (row) => (row.key === "none" ? el("p", { class: "empty" }, row.of ? message : "Nothing is wrong.") : problem(row.of)));
});

function problem({ code, severity, message, hints, place }) {
  return el("button", { type: "button", class: `problem ${severity}`, onclick: () => open(place) },
    el("span", { class: "code" }, code), el("span", {}, message), hints.map((hint) => el("span", { class: "hint" }, hint)),
    place && el("span", { class: "at" }, `${place.file}:${place.line}:${place.column}`));
}

function count(errors, all) {
  $("tab-problems").replaceChildren("Problems", all ? el("span", { class: `count${errors ? " bad" : ""}` }, String(all)) : "");
}
