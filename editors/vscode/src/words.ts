/** What is shown to people: the status bar, takes, orders. Pure text. */

import type { Job, Status, Take } from "./answers.js";
import { shown } from "./money.js";
import { due, most, type Plan, sum } from "./plan.js";

/** Return a length as `2:31`, or `1:02:05` from an hour on. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number): string => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Return the words of the status bar: how long the film is, how many shots are to make, what finishing it costs. */
export function bar(status: Status): string {
  const missing = status.stale ? [`${status.stale} to make`] : [];
  const price = status.price ? [status.price] : [];
  return ["$(device-camera-video) " + clock(status.seconds), ...missing, ...price].join(" · ");
}

/** Return what the status bar tells on hovering, in Markdown. */
export function story(status: Status): string {
  const lines = [
    `**${plain(status.title || "Untitled film")}**`,
    `${count(status.shots, "shot")}, ${clock(status.seconds)}`,
    status.errors ? count(status.errors, "error") : "no errors",
  ];
  if (status.trouble) return [...lines, `What is made is not known: ${plain(status.trouble)}`].join("\n\n");
  if (!status.known) return [...lines, "What is made is being looked up."].join("\n\n");
  lines.push(`Target ${plain(status.target)}: ${status.stale ? `${count(status.stale, "shot")} to make` : "all is made"}`);
  if (status.price) lines.push(`To finish: **${plain(status.price)}**`);
  if (status.outdated) lines.push("*as it was before the last edit*");
  return lines.join("\n\n");
}

/** Return what a person is asked before money is spent. */
export function question(shot: string, plan: Plan): { message: string; detail: string; agree: string } {
  const price = sum(plan) ?? "nothing";
  const limit = most(plan) === price ? "No more than this is spent." : `At most ${most(plan)} is spent.`;
  const orders = due(plan).map((item) => `• ${item.job}: ${count(item.now, "take")} by ${item.maker}, ${item.reason}`);
  return {
    message: `Make ${shot} for ${price}?`,
    detail: [...orders, "", `Target ${plan.target}. ${limit}`].join("\n"),
    agree: `Spend ${price}`,
  };
}

const NO_WAY = "there is no way to order";

/** Return why what is missing is not bought, a line each, and what helps; empty where nothing is missing. */
export function blocked(plan: Plan): string {
  const waiting = plan.items.filter((item) => item.now === 0 && item.state === "blocked");
  const lines = waiting.map((item) => `• ${item.job}: ${item.reason}`);
  const help = ["", "`filmc doctor` in a terminal tells where keys may be kept."];
  return [...lines, ...(waiting.some((item) => item.reason.startsWith(NO_WAY)) ? help : [])].join("\n");
}

/** Return the first line of a take in a list, what stands beside it, and below. */
export function entry(job: Job, take: Take): { label: string; description: string; detail: string } {
  const chosen = take.chosen ? `${take.pinned ? "pinned" : "chosen"} by ${take.chosen}` : "";
  const rejected = take.rejected ? `rejected: ${take.rejected}` : "";
  const price = take.price ? shown(take.price) : "";
  const seed = take.seed === null ? "" : `seed ${take.seed}`;
  return {
    label: `${take.plays ? "$(play) " : ""}Take ${take.number}`,
    description: said(job.job, rejected || take.state, chosen),
    detail: said(take.model ?? "made elsewhere", seed, price, take.made, take.verdict),
  };
}

function said(...parts: readonly (string | null)[]): string {
  return parts.filter(Boolean).join(" · ");
}

export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** Return text as Markdown that shows just that text. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#+\-.!|~$]/g, "\\$&").replace(/\s+/g, " ");
}
