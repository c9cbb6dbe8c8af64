// What the film has cost and would cost. A purchase needs the plan's own hash and the amount, agreed to here.

import { $, button, confirm, doing, el, renew, say, worded } from "./dom.js";
import { nameOf, now, on } from "./film.js";
import { seek } from "./player.js";
import { buying, done as doneOf, stateNow, stateOf } from "./states.js";
import { ask } from "./wire.js";

const pane = $("pane-money");
const making = pane.appendChild(el("div"));
const box = pane.appendChild(el("div"));

function draw() {
  if (!now.sheet) return;
  const { money, film, shots } = now.sheet;
  const paid = shots.filter((shot) => shot.state !== "animatic");
  renew(box, [{ key: "sums", of: [money, film.target, shots.length, buying()] }, ...(paid.length ? [{ key: "shots", of: [paid.map((shot) => [shot.id, nameOf(shot), stateNow(shot), shot.to_come]), money.buyable && !buying()] }] : [])],
    (row) => (row.key === "sums" ? sums(row.of) : byShot(row.of)));
  $("tab-money").replaceChildren("Cost", money.takes ? el("span", { class: "count", title: `${takes(money.takes)} to make` }, String(money.takes)) : "");
}

function sums([money, target, , goesOn]) {
  const free = target === "animatic";
  return el("div", {},
    el("h2", {}, free ? "Drawn here, for nothing" : `Target ${target}`),
    free ? el("p", { class: "empty" }, "This film asks no model for anything. A target in filmc.toml says which models make what, and then this page tells what each shot would cost.")
      : el("dl", { class: "sums" }, amounts(money).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    money.by_provider.length ? table(money.by_provider) : null,
    money.ceilings.length ? el("section", {}, el("h3", {}, "May be spent"), el("ul", { class: "plain" }, money.ceilings.map((each) => el("li", {}, each)))) : null,
    overBudget(money),
    money.buyable ? !goesOn && el("p", {}, button(money.held.jobs ? "Make as much as may be spent …" : `Make ${takes(money.takes)} for ${money.cost} …`, () => offer(), { class: "main" })) : !free && money.takes > 0 && !money.held.jobs && el("p", { class: "empty" }, "No button to buy: ", worded(money.why_not), "."),
    money.by_hand.length ? el("p", {}, `By hand: ${money.by_hand.join(", ")} (filmc build writes the order cards)`) : null);
}

// What a ceiling holds back, the first with its reason: each shot tells its own.
const overBudget = ({ held: { jobs, why } }) => (jobs ? el("p", { class: "held" }, el("b", {}, jobs === 1 ? "One job is over budget: " : `${jobs} jobs are over budget: `), worded(why), ".") : null);

const amounts = (of) => [
  ["Spent so far", of.spent], ...(of.budget ? [["Budget", of.budget]] : []),
  ["To make now", of.takes ? `${takes(of.takes)}, ${of.cost}` : "nothing"],
  ...(of.takes ? [["At most, this time", of.worst], ["With retakes, as experience says", of.hoped]] : []),
];
const takes = (count) => `${count} ${count === 1 ? "take" : "takes"}`;

const table = (rows) => el("table", {}, el("thead", {}, el("tr", {}, el("th", {}, "Provider"), el("th", { class: "sum" }, "Takes"), el("th", { class: "sum" }, "At most"))),
  el("tbody", {}, rows.map((row) => el("tr", {}, el("td", {}, row.provider), el("td", { class: "sum" }, String(row.takes)), el("td", { class: "sum" }, row.worst)))));

function byShot([rows, buyable]) {
  return el("div", {}, el("h3", {}, "By shot"), el("table", {}, el("thead", {}, el("tr", {}, el("th", {}, "Shot"), el("th", {}, "State"), el("th", { class: "sum" }, "To come"), el("th", {}, el("span", { class: "unseen" }, "Make")))),
    el("tbody", {}, rows.map(([id, name, state, to_come]) => el("tr", {},
      el("td", {}, button(name, () => seek(now.sheet.byId.get(id).start), { class: "link" })), el("td", {}, stateOf(state)), el("td", { class: "sum" }, to_come ?? ""),
      el("td", { class: "sum" }, to_come && buyable ? button("Make …", () => offer(id), { "aria-label": `Make ${name} for ${to_come}` }) : ""))))));
}

// A purchase is offered by the server, for the whole film or one shot, and taken up once, for just what was shown.
export async function offer(shot = null) {
  const of = await doing(ask("/offer", { shot }));
  if (!of) return;
  confirm(`Make ${takes(of.takes)}?`, [el("p", {}, `${of.cost} if each is good at once; never more than ${of.worst}. What is made is yours and is never made twice.`), table(of.by_provider), overBudget(of)],
    "Not now", `Spend up to ${of.worst}`, () => doing(ask("/buy", { plan: of.base, worst: of.worst, token: of.token })));
}

// How far it is; when it has ended, what came of it.
function progress({ ended, jobs, done, total, spent, left }) {
  if (ended !== undefined) return el("p", { class: "ended" }, el("b", {}, "The last purchase: "), ended);
  const each = jobs.map((job) => `${job.job} (${[doneOf(job), `${job.for} s`].filter(Boolean).join(", ")})`);
  return el("section", { class: "job", "aria-label": "Being made" },
    el("header", {}, el("h3", {}, `${done} of ${total} done, ${spent} spent`), button("Stop", () => doing(ask("/stop", {})))),
    el("div", { class: "meter", role: "progressbar", "aria-valuenow": done, "aria-valuemax": total, "aria-label": "Made" }, el("i", { style: { width: `${(done / Math.max(total, 1)) * 100}%` } })),
    el("p", { class: "pale" }, `${each.join(", ")}${left ? `; about ${left} s left` : ""}`));
}

let went = false;
on("making", (message) => {
  renew(making, message.ended === "" ? [] : [{ key: message.ended === undefined ? "making" : "ended", of: message }], (row) => progress(row.of));
  if (message.ended !== undefined && went) say(message.ended);
  went = message.ended === undefined;
  draw();
});
on("sheet", draw);
