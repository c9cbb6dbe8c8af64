/** Make a shot: ask what it costs, ask the person, and only then run what spends. */

import * as vscode from "vscode";

import type { Offer } from "../answers.js";
import { shown } from "../money.js";
import { isAllowed, needed } from "../surroundings.js";
import { question } from "../words.js";
import { type Desk, film, meant, saved } from "./desk.js";
import { task } from "./tasks.js";

export async function makeShot(desk: Desk, uri?: string, shot?: string): Promise<void> {
  if (!(await isAllowed("Making a shot"))) return;
  const found = await meant(desk, uri, shot);
  if (found === undefined || !(await saved())) return;
  const offer = await desk.language.ask<Offer>("filmc.make", found.uri, found.shot);
  const most = offer.cost[0];
  if (most === undefined) {
    void vscode.window.showInformationMessage(`Nothing is to be bought for ${offer.shot}.`);
  } else if (offer.cost.length > 1) {
    askThere(offer);
  } else if (await agreed(offer)) {
    const words = [...offer.run.slice(1), "--max-cost", shown(most)];
    await vscode.tasks.executeTask(task(`make ${offer.shot}`, words, words[1] ?? ""));
  }
}

/** Show what finishing the film costs, item by item. Nothing is bought by it. */
export async function showPlan(desk: Desk, uri?: string): Promise<void> {
  const address = uri ?? film()?.uri.toString();
  if (address === undefined || !(await isAllowed("The plan")) || !(await saved())) return;
  const { run } = await desk.language.ask<{ run: readonly string[] }>("filmc.preview", address);
  const main = run[2] ?? vscode.Uri.parse(address).fsPath;
  await vscode.tasks.executeTask(task("plan", ["plan", main], main));
}

async function agreed(offer: Offer): Promise<boolean> {
  const { message, detail, agree } = question(offer);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, agree)) === agree;
}

/** One amount can not hold several currencies: filmc itself asks, in a terminal. */
function askThere(offer: Offer): void {
  const terminal = vscode.window.createTerminal({ name: `Make ${offer.shot}`, shellPath: needed(), shellArgs: [...offer.run.slice(1)] });
  terminal.show();
}
