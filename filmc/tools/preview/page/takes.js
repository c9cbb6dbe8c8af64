// What was made for the shot at the playhead: look, listen, choose. Two takes of a job can be put before each other.

import { $, button, confirm, doing, el, icon, renew, worded } from "./dom.js";
import { compare } from "./compare.js";
import { nameOf, now, on, partAt, shotAt } from "./film.js";
import { askLength } from "./handling.js";
import { offer } from "./money.js";
import { open } from "./places.js";
import { position } from "./player.js";
import { buying, jobNow, stateNow, stateOf } from "./states.js";
import { length } from "./times.js";
import { ask } from "./wire.js";

const box = $("pane-takes");
const FAINT = ["stale", "rejected", "damaged", "not in this store", "can not be read", "failed its check"];

function draw() {
  const shot = now.sheet && shotAt(position());
  if (!shot) return renew(box, [{ key: "none", of: 0 }], () => el("p", { class: "empty" }, partAt(position()) ? "The credits are drawn here, for nothing." : "No shot is here."));
  const jobs = [...shot.jobs, ...others()].filter((name) => now.sheet.jobs[name]);
  const rows = [{ key: "head", of: [shot, stateNow(shot), jobs.length, now.sheet.money.buyable && !buying()] }, ...jobs.map((name) => ({ key: name, of: [name, now.sheet.jobs[name], jobNow(name, now.sheet.jobs[name])] }))];
  return renew(box, rows, (row) => (row.key === "head" ? about(row.of) : job(row.of)));
}

// music and sounds belong to no shot: they are listed with every one
const others = () => Object.keys(now.sheet.jobs).filter((name) => !now.sheet.jobs[name].shot && now.sheet.jobs[name].takes.length);

function about([shot, state, count, buyable]) {
  const how = [shot.size, shot.angle, shot.camera, shot.setup, shot.cast.join(", ")].filter(Boolean).join(" · ");
  return el("div", { class: "about" }, el("h2", {}, `Shot ${nameOf(shot)}`), stateOf(state),
    el("div", { class: "does" },
      shot.place && button([icon("length"), length(shot.frames, now.sheet.film)], () => askLength(shot), { title: "Its length (D)" }),
      shot.place && button([icon("edit"), "Edit"], () => open(shot.place), { title: "In your editor (E)" }),
      buyable && shot.to_come && button(`Make for ${shot.to_come} …`, () => offer(shot.id))),
    el("p", { class: "pale" }, how),
    count ? state.why && el("p", { class: "pale" }, worded(state.why))
      : el("p", { class: "empty" }, "It is drawn here, for nothing: no model is asked for anything. A target in filmc.toml says which models serve; ", el("code", {}, "filmc take SHOT FILE"), " brings in a file made elsewhere."));
}

function job([name, of, is]) {
  const there = of.takes.filter((take) => take.media);
  return el("section", { class: "job", "aria-label": name },
    el("header", {}, el("h3", {}, name), stateOf(is), of.cost && el("span", { class: "pale" }, `to come ${of.cost}`),
      there.length > 1 && button("A / B", () => compare(name), { title: "Two takes before each other" }),
      there.length > 1 && MOVES.includes(kindOf(of)) && button("Play all", playAll),
      el("p", { class: "why" }, worded([of.asks, is.why].filter(Boolean).join(" · ")))),
    el("div", { class: "takes" }, of.takes.map((take) => card(name, of, take))));
}

const MOVES = ["video", "audio"];
export const kindOf = (of) => (["still", "sheet", "mask"].includes(of.kind) ? "img" : ["speech", "music", "sound"].includes(of.kind) ? "audio" : "video");

function card(name, of, take) {
  return el("article", { class: `take${take.plays ? " plays" : ""}${FAINT.includes(take.state) && !take.plays ? " faint" : ""}`, "aria-label": `Take ${take.number}` },
    medium(of, take, name, { controls: true }),
    el("p", { class: "told" }, el("b", {}, `Take ${take.number}`, take.plays ? " plays" : ""), take.pinned && [" ", icon("pin")], " ", toldOf(take)),
    el("div", { class: "does" }, acts(name, take)));
}

export const toldOf = (take) =>
  [take.state, take.chosen && `${take.pinned ? "pinned" : "chosen"} by ${take.chosen}`, take.model, take.seed !== null && `seed ${take.seed}`, take.price?.replaceAll(" ", "\u00a0"), take.made?.replaceAll("-", "\u2011"), take.verdict, take.rejected].filter(Boolean).join("\u00a0· "); // no line begins with a point

export function acts(job, take) {
  const act = (label, what, title) => button(label, () => choose(job, take, what), { title, "aria-label": `${label} take ${take.number}` });
  return [
    take.chosen ? act("Unpick", "unpick", "Let the rules choose again") : act("Pick", "pick", "This one plays"),
    take.pinned ? act("Unpin", "unpin", "It may become stale again") : act("Pin", "pin", "This one plays, whatever changes in the text"),
    take.rejected || take.pinned ? null : button("Reject …", () => reject(job, take), { "aria-label": `Reject take ${take.number}` }),
  ];
}

export function medium(of, take, name, props = {}) {
  const label = `${name}, take ${take.number}`;
  const kind = kindOf(of);
  if (!take.media) return el("div", { class: "medium away" }, "its file is not here");
  const src = `/media/${take.media}`;
  if (kind === "img") return el("img", { class: "medium", src, alt: label, loading: "lazy" });
  if (kind === "audio") return el("audio", { class: "medium", src, preload: "metadata", "aria-label": label, controls: true });
  return el("video", { class: "medium", src, loop: true, muted: true, playsinline: true, preload: "metadata", "aria-label": label, ...props });
}

function playAll(event) {
  const media = [...event.currentTarget.closest(".job").querySelectorAll("video, audio")];
  const on = media.some((each) => each.paused);
  for (const each of media) {
    if (on) (each.currentTime = 0), each.play().catch(() => {});
    else each.pause();
  }
  event.currentTarget.textContent = on ? "Stop all" : "Play all";
}

const choose = (job, take, what, more = {}) => doing(ask("/take", { job, digest: take.digest, do: what, ...more }));

function reject(job, take) {
  const why = el("input", { type: "text", placeholder: "as: wrong hands", "aria-label": "Why" });
  confirm(`Reject take ${take.number} of ${job}?`, why, "Keep it", "Reject", () => choose(job, take, "reject", { why: why.value }));
  why.focus();
}

on("sheet", draw);
on("shot", draw);
on("making", draw);
