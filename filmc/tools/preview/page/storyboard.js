// The storyboard: a card for each shot, scene after scene. Cards can be dragged into another order: that edits the text.

import { $, doing, el, icon, renew } from "./dom.js";
import { fileOf, nameOf, now, on, pictureOf, shotAt } from "./film.js";
import { open } from "./places.js";
import { playingNow, position, seek } from "./player.js";
import { needs, stateNow, stateOf } from "./states.js";
import { store, stored } from "./stored.js";
import { length } from "./times.js";
import { ask } from "./wire.js";

const box = $("storyboard");
const CHOICES = {
  all: ["all", () => true],
  due: ["to make", (shot) => needs(shot)],
  made: ["made", (shot) => ["fresh", "usable"].includes(shot.state)],
  trouble: ["with trouble", (shot) => ["failed", "unknown", "over", "blocked"].includes(shot.state)],
};
let dragged = null;

function draw() {
  if (!now.sheet) return;
  const [, wanted] = CHOICES[$("wanted").value] ?? CHOICES.all;
  const runs = now.sheet.scenes.map((scene) => [scene, scene.shots.map((id) => now.sheet.byId.get(id)).filter((shot) => shot && wanted(shot))]);
  const shown = runs.filter(([, shots]) => shots.length);
  const count = shown.reduce((sum, [, shots]) => sum + shots.length, 0);
  $("counted").textContent = count === now.sheet.shots.length ? "" : `${count} of ${now.sheet.shots.length}`;
  const rows = shown.map(([scene], at) => ({ key: scene.id, of: [scene.id, scene.heading, at % 2] }));
  const sections = renew(box, rows.length ? rows : [{ key: "", of: "none" }], ({ key, of: [, heading, odd] }) =>
    key ? el("section", { class: `run${odd ? " odd" : ""}`, "aria-label": heading }) : el("p", { class: "empty" }, now.sheet.shots.length ? "No shot is like that." : "No shots yet: write a scene with a shot, and it appears here."));
  shown.forEach(([scene, shots], at) => {
    renew(sections[at], shots.map((shot, number) => ({ key: shot.id, of: [shot, stateNow(shot), number ? "" : slug(scene), number === shots.length - 1, shot.action ? 0 : now.sheet.spoken.get(shot.id)] })), card);
  });
  illustrate();
  here();
}

const slug = (scene) => [scene.number, scene.heading, length(scene.frames, now.sheet.film)];

function card({ of: [shot, state, slugged, last] }) {
  const { film } = now.sheet;
  const spoken = now.sheet.spoken.get(shot.id) ?? [];
  const lines = spoken.length;
  const said = spoken.map((line) => `${line.speaker}: ${line.text}`).join(" "); // of a shot in which nothing is done but said
  const facts = [shot.to_come, lines ? `${lines} line${lines > 1 ? "s" : ""}` : ""].filter(Boolean).join(" · ");
  return el("article", {
    class: `card${last ? " last" : ""}`, tabindex: "0", draggable: true, "aria-label": `Shot ${nameOf(shot)}, ${length(shot.frames, film)}, ${state.word}`,
    onclick: () => seek(shot.start), ondblclick: () => open(shot.place), onfocus: () => playingNow() || shotAt(position())?.id === shot.id || seek(shot.start),
    onkeydown: (event) => event.altKey && ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key) && (event.preventDefault(), event.stopPropagation(), moveBy(shot, /Up|Left/.test(event.key) ? -1 : 1)),
    ondragstart: (event) => ((dragged = shot), event.currentTarget.classList.add("dragging"), (event.dataTransfer.effectAllowed = "move")),
    ondragend: (event) => ((dragged = null), event.currentTarget.classList.remove("dragging")),
    ondragover: (event) => dragged && dragged.id !== shot.id && (event.preventDefault(), event.currentTarget.classList.add("over")),
    ondragleave: (event) => event.currentTarget.classList.remove("over"),
    ondrop: (event) => (event.preventDefault(), event.currentTarget.classList.remove("over"), dragged && dragged.id !== shot.id && move(dragged, shot.id)),
  },
    el("h3", { class: "slug", title: slugged ? `${slugged[0]}. ${slugged[1]}` : "" }, slugged ? [el("b", {}, `${slugged[0]}. ${slugged[1]}`), " ", el("span", {}, slugged[2])] : ""),
    el("div", { class: "body" },
      el("div", { class: "frame" }, el("img", { alt: "", loading: "lazy", hidden: true })),
      el("div", { class: "text" },
        el("div", { class: "top" }, el("span", { title: nameOf(shot) }, nameOf(shot)), el("span", {}, length(shot.frames, film))),
        el("div", { class: "how" }, [shot.size, shot.angle === "eye level" ? "" : shot.angle, shot.camera].filter(Boolean).join(" · ")),
        (shot.action || said) && el("div", { class: "action" }, shot.action || said),
        el("div", { class: "foot" }, el("span", {}, stateOf(state), shot.pinned && [" ", icon("pin"), el("span", { class: "unseen" }, "pinned")]), el("span", {}, facts)))));
}

const move = (shot, before) => fileOf(shot) && doing(ask("/write", { what: "order", shot: shot.id, before, base: fileOf(shot).digest }));
function moveBy(shot, by) {
  const { shots } = now.sheet;
  const at = shots.indexOf(now.sheet.byId.get(shot.id));
  const onto = shots[at + (by < 0 ? -1 : 2)];
  if (onto || (by > 0 && at < shots.length - 1)) move(shot, onto?.id ?? null);
}

function illustrate() {
  for (const image of box.querySelectorAll(".card img")) {
    const shot = now.sheet.byId.get(image.closest(".card").dataset.key);
    const address = shot && pictureOf(shot);
    if (address && image.getAttribute("src") !== address) (image.src = address), (image.hidden = false);
  }
}

let marked = null;
function here() {
  const shot = now.sheet && shotAt(position());
  const card = shot && box.querySelector(`.card[data-key="${CSS.escape(shot.id)}"]`);
  if (marked !== card) marked?.classList.remove("now");
  card?.classList.add("now");
  if (card && marked !== card && !box.matches(":hover") && box.scrollHeight > box.clientHeight) show(card);
  marked = card;
}

function show(card) {
  const top = card.offsetTop - box.offsetTop;
  if (top < box.scrollTop || top + card.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = top - (box.clientHeight > 2.2 * card.offsetHeight ? card.offsetHeight : 0); // at the top of a row
}

export function board(on = document.body.dataset.view !== "board") {
  document.body.dataset.view = on ? "board" : "film";
  $("view-film").setAttribute("aria-pressed", !on);
  $("view-board").setAttribute("aria-pressed", on);
  store({ view: document.body.dataset.view });
  marked?.classList.remove("now");
  marked = null;
  here();
}

const size = (pixels) => document.documentElement.style.setProperty("--card", `${pixels}px`);
$("wanted").append(...Object.entries(CHOICES).map(([value, [words]]) => new Option(words, value)));
$("wanted").addEventListener("change", draw);
$("card-size").addEventListener("input", (event) => (size(event.target.value), store({ card: event.target.value })));
$("view-film").addEventListener("click", () => board(false));
$("view-board").addEventListener("click", () => board(true));
on("sheet", (before) => {
  if (!before) {
    board(stored().view === "board");
    $("card-size").value = stored().card ?? 200;
    size($("card-size").value);
  }
  draw();
});
on("making", draw);
on("pictures", () => now.sheet && illustrate());
on("shot", here);
