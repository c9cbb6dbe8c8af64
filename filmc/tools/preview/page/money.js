// What the film has cost and would cost. A purchase needs the plan's own hash and the amount, agreed to here.

import { $, el, renew, say } from "./dom.js";
import { now, on } from "./film.js";
import { ask } from "./wire.js";

const pane = $("pane-money");
const box = el("div");
pane.append(el("div", { id: "making" }), box);

on("sheet", () => {
  const { money, film } = now.sheet;
  renew(box, [{ key: "money", of: [money, film.target] }], ({ of: [of, target] }) => el("div", {},
    el("h2", {}, `Target ${target}`),
    el("dl", { class: "sums" }, sums(of).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
    of.by_provider.length ? table(of.by_provider) : null,
    of.buyable ? el("button", { type: "button", class: "main", onclick: () => offer() }, `Make ${of.takes} takes for ${of.cost} …`) : el("p", { class: "empty" }, `No button to buy: ${of.why_not}.`),
    of.by_hand.length ? el("p", {}, `By hand: ${of.by_hand.join(", ")} (filmc build writes the order cards)`) : null));
  $("tab-money").replaceChildren("Cost", money.jobs ? el("span", { class: "count" }, String(money.jobs)) : "");
});

const sums = (of) => [
  ["Spent so far", of.spent], ...(of.budget ? [["Budget", of.budget]] : []),
  ["To make now", of.takes ? `${of.takes} takes, ${of.cost}` : "nothing"],
  ...(of.takes ? [["Expected with retakes", of.hoped], ["At most", of.worst]] : []),
];

const table = (rows) => el("table", {}, el("thead", {}, el("tr", {}, el("th", {}, "provider"), el("th", {}, "takes"), el("th", {}, "at most"))),
  el("tbody", {}, rows.map((row) => el("tr", {}, el("td", {}, row.provider), el("td", {}, String(row.takes)), el("td", {}, row.worst)))));

// A purchase is offered by the server, for the whole film or one shot, and taken up once, for just what was shown.
export async function offer(shot = null) {
  try {
    agree(await ask("/offer", { shot }));
  } catch (error) {
    say(error.message);
  }
}

function agree(of) {
  const dialog = $("ask");
  const go = el("button", { type: "button", class: "main", onclick: () => (dialog.close(), buy(of)) }, `Spend up to ${of.worst}`);
  dialog.replaceChildren(el("h2", {}, `Make ${of.takes} takes?`),
    el("p", {}, `${of.cost} if each is good at once; never more than ${of.worst}. What is made is yours and is never made twice.`), table(of.by_provider),
    el("div", { class: "does" }, el("button", { type: "button", onclick: () => dialog.close() }, "Not now"), go));
  dialog.showModal();
}

async function buy(of) {
  try {
    say((await ask("/buy", { plan: of.base, worst: of.worst, token: of.token })).message);
  } catch (error) {
    say(error.message);
  }
}

on("making", ({ ended, jobs, done, total, spent, left }) => {
  const running = ended === undefined;
  renew($("making"), running ? [{ key: "making", of: [jobs, done, total, spent, left] }] : [], () => el("div", { class: "job" },
    el("p", {}, `Making: ${done} of ${total}, ${spent} spent, about ${left} s left`),
    el("ul", {}, jobs.map((job) => el("li", {}, `${job.job}, ${job.for} s`))),
    el("button", { type: "button", onclick: () => ask("/stop", {}).then((answer) => say(answer.message), (error) => say(error.message)) }, "Stop")));
  if (!running) say(ended);
});
