// The storyboard: a card for each shot, scene by scene. Cards can be dragged into another order: that edits the text.

import { $, el, renew, say, stateOf } from "./dom.js";
import { nameOf, now, on, pictureOf, shotAt, stateNow } from "./film.js";
import { position, seek } from "./player.js";
import { open } from "./places.js";
import { length } from "./times.js";
import { ask } from "./wire.js";

const box = $("storyboard");
let dragged = null;

function draw() {
  if (!now.sheet) return;
  const sections = renew(box, now.sheet.scenes.map((scene) => ({ key: scene.id, of: [scene.id, scene.heading, scene.number, scene.frames] })), ({ of: [, heading, number, count] }) =>
    el("section", {}, el("h2", {}, `${number}. ${heading}`, el("small", {}, length(count, now.sheet.film))), el("div", { class: "cards" })));
  now.sheet.scenes.forEach((scene, at) => {
    const cards = scene.shots.map((id) => now.sheet.byId.get(id)).filter(Boolean);
    renew(sections[at].lastChild, cards.map((shot) => ({ key: shot.id, of: [shot, stateNow(shot)] })), card);
  });
  illustrate();
  here();
}

function card({ of: [shot, state] }) {
  const { film } = now.sheet;
  const lines = now.sheet.lines.filter((line) => line.shot === shot.id).length;
  return el("article", {
    class: "card", tabindex: "0", draggable: true, "aria-label": `Shot ${nameOf(shot)}`,
    onclick: () => seek(shot.start), ondblclick: () => open(shot.place),
    onkeydown: (event) => {
      if (event.key === "Enter") event.stopPropagation(), seek(shot.start);
      if (event.altKey && ["ArrowUp", "ArrowDown"].includes(event.key)) event.preventDefault(), event.stopPropagation(), moveBy(shot, event.key === "ArrowUp" ? -1 : 1);
    },
    ondragstart: (event) => ((dragged = shot), event.currentTarget.classList.add("dragging"), (event.dataTransfer.effectAllowed = "move")),
    ondragend: (event) => event.currentTarget.classList.remove("dragging"),
    ondragover: (event) => dragged && dragged.id !== shot.id && (event.preventDefault(), event.currentTarget.classList.add("over")),
    ondragleave: (event) => event.currentTarget.classList.remove("over"),
    ondrop: (event) => (event.preventDefault(), event.currentTarget.classList.remove("over"), drop(dragged, shot)),
  },
    el("div", { class: "frame", style: { aspectRatio: `${film.width} / ${film.height}` } }, el("img", { alt: `Shot ${nameOf(shot)}`, loading: "lazy", hidden: true })),
    el("div", { class: "text" },
      el("div", { class: "top" }, el("span", {}, nameOf(shot)), el("span", {}, length(shot.frames, film))),
      el("div", { class: "how" }, [shot.size, shot.angle === "eye level" ? "" : shot.angle, shot.camera].filter(Boolean).join(" · ")),
      shot.action && el("div", { class: "action" }, shot.action),
      el("div", { class: "foot" }, stateOf(state, shot.why), el("span", {}, shot.to_come ?? (lines ? `${lines} line${lines > 1 ? "s" : ""}` : "")))));
}

const move = (shot, before) => {
  const file = now.sheet.files.find((each) => each.file === shot.place?.file);
  if (!file) return;
  ask("/write", { what: "order", shot: shot.id, before, base: file.digest }).then(() => say(`Shot ${nameOf(shot)} was moved in ${file.file}.`), (error) => say(error.message));
};
const drop = (from, onto) => from && from.id !== onto.id && move(from, onto.id);
function moveBy(shot, by) {
  const { shots } = now.sheet;
  const onto = shots[shots.indexOf(shot) + (by < 0 ? -1 : 2)];
  if (onto || by > 0) move(shot, onto?.id ?? null);
}

function illustrate() {
  for (const image of box.querySelectorAll(".card img")) {
    const shot = now.sheet.byId.get(image.closest(".card").dataset.key);
    const address = shot && pictureOf(shot);
    if (address && image.getAttribute("src") !== address) (image.src = address), (image.hidden = false);
  }
}

function here() {
  const shot = shotAt(position());
  for (const each of box.querySelectorAll(".card")) each.classList.toggle("now", each.dataset.key === shot?.id);
}

on("sheet", draw);
on("making", draw);
on("pictures", () => now.sheet && illustrate());
on("shot", here);
