// What was made for the shot at the playhead, side by side: look, play together, choose.

import { $, el, renew, say, stateOf } from "./dom.js";
import { nameOf, now, on, shotAt } from "./film.js";
import { position } from "./player.js";
import { ask } from "./wire.js";

const box = $("pane-takes");
const FAINT = ["stale", "rejected", "damaged", "not in this store", "can not be read", "failed its check"];

function draw() {
  const shot = now.sheet && shotAt(position());
  if (!shot) return;
  const jobs = [...shot.jobs, ...others()].filter((name) => now.sheet.jobs[name]);
  const rows = [{ key: "head", of: [nameOf(shot), jobs.length, shot.why] }, ...jobs.map((name) => ({ key: name, of: [name, now.sheet.jobs[name]] }))];
  renew(box, rows, (row) => (row.key === "head" ? heading(row.of) : job(row.of)));
}

// music and sounds belong to no shot: they are listed with every one
const others = () => Object.keys(now.sheet.jobs).filter((name) => !now.sheet.jobs[name].shot && now.sheet.jobs[name].takes.length);

function heading([name, count, why]) {
  return el("div", {}, el("h2", {}, `Shot ${name}`),
    count ? null : el("p", { class: "empty" }, `No model is asked for anything here: ${why}. A target in filmc.toml says which models serve; `, el("code", {}, "filmc take SHOT FILE"), " brings in a file made elsewhere."));
}

function job([name, of]) {
  const videos = of.takes.filter((take) => take.media);
  const together = videos.length > 1 && of.kind !== "still" && el("button", { type: "button", onclick: (event) => playTogether(event) }, "▶ together");
  return el("section", { class: "job" },
    el("header", {}, el("h3", {}, name), stateOf(of.state, of.why), of.cost && el("span", {}, `to come ${of.cost}`), together, el("p", { class: "why" }, [of.asks, of.why].filter(Boolean).join(" · "))),
    el("div", { class: "takes" }, of.takes.map((take) => card(name, of, take))));
}

function card(name, of, take) {
  const words = [take.state, take.chosen && `${take.pinned ? "pinned" : "chosen"} by ${take.chosen}`, take.model, take.seed !== null && `seed ${take.seed}`, take.price, take.made, take.verdict, take.rejected].filter(Boolean);
  const act = (label, action, more = {}) => el("button", { type: "button", onclick: () => choose(name, take, action, more), ...(more.title ? { title: more.title } : {}) }, label);
  return el("article", { class: `take${take.plays ? " plays" : ""}${FAINT.includes(take.state) && !take.plays ? " faint" : ""}` },
    medium(of, take, name),
    el("p", { class: "told" }, el("b", {}, `Take ${take.number}${take.plays ? " ▶ plays" : ""} `), words.join(" · ")),
    el("div", { class: "does" },
      take.chosen ? act("Unpick", "unpick") : act("Pick", "pick"),
      take.pinned ? act("Unpin", "unpin") : act("Pin", "pin"),
      take.rejected || take.pinned ? null : el("button", { type: "button", onclick: () => reject(name, take) }, "Reject …")));
}

function medium(of, take, name) {
  const label = `${name}, take ${take.number}`;
  if (!take.media) return el("div", { class: "medium", title: "its file is not here" });
  const src = `/media/${take.media}`;
  if (of.kind === "still" || of.kind === "sheet") return el("img", { class: "medium", src, alt: label, loading: "lazy" });
  if (["speech", "music", "sound"].includes(of.kind)) return el("audio", { class: "medium", src, controls: true, preload: "metadata", "aria-label": label });
  return el("video", { class: "medium", src, controls: true, loop: true, muted: true, playsinline: true, preload: "metadata", "aria-label": label });
}

function playTogether(event) {
  const media = [...event.currentTarget.closest(".job").querySelectorAll("video, audio")];
  const on = media.some((each) => each.paused);
  for (const each of media) {
    if (on) (each.currentTime = 0), each.play();
    else each.pause();
  }
  event.currentTarget.textContent = on ? "⏸ together" : "▶ together";
}

async function choose(job, take, action, more = {}) {
  try {
    const answer = await ask("/take", { job, digest: take.digest, do: action, ...more });
    say(answer.message);
  } catch (error) {
    say(error.message);
  }
}

function reject(job, take) {
  const dialog = $("ask");
  const why = el("input", { type: "text", placeholder: "as: wrong hands", "aria-label": "Why" });
  dialog.replaceChildren(el("h2", {}, `Reject take ${take.number} of ${job}?`), why,
    el("div", { class: "does" }, el("button", { type: "button", onclick: () => dialog.close() }, "Keep it"),
      el("button", { type: "button", class: "main", onclick: () => (dialog.close(), choose(job, take, "reject", { why: why.value })) }, "Reject")));
  dialog.showModal();
}

on("sheet", draw);
on("shot", draw);
