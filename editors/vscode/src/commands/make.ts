/** Make a shot: plan it, ask the person about the amount, and only then run what spends: that plan, or nothing. */

import { mkdirSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import { type Plan, sum } from "../plan.js";
import { isAllowed } from "../surroundings.js";
import { blocked, question } from "../words.js";
import { type Desk, film, main, meant, saved } from "./desk.js";
import { answer } from "./running.js";
import { task } from "./tasks.js";

export async function makeShot(desk: Desk, uri?: string, shot?: string): Promise<void> {
  if (!(await isAllowed("Making a shot"))) return;
  const found = await meant(desk, uri, shot);
  if (found === undefined || !(await saved())) return;
  const whole = await main(desk, found.uri);
  const plans = path.join(desk.storage, "plans");
  mkdirSync(plans, { recursive: true });
  const file = path.join(plans, `${Date.now()}.json`);
  const words = ["plan", whole, "--shot", found.shot, "--output", file];
  const { plan } = await answer<{ plan: Plan }>("Reckoning the price", words, whole);
  if (sum(plan) === undefined) {
    const detail = blocked(plan);
    const words = detail ? `${found.shot} can not be made yet.` : `Nothing is to be bought for ${found.shot}.`;
    void vscode.window.showInformationMessage(words, { modal: detail !== "", detail });
  } else if (await agreed(found.shot, plan)) {
    await vscode.tasks.executeTask(task(`make ${found.shot}`, ["build", whole, "--plan", file], whole));
  }
}

/** Show what finishing the film costs, item by item. Nothing is bought by it. */
export async function showPlan(desk: Desk, uri?: string): Promise<void> {
  const address = uri ?? film()?.uri.toString();
  if (address === undefined || !(await isAllowed("The plan")) || !(await saved())) return;
  const whole = await main(desk, address);
  await vscode.tasks.executeTask(task("plan", ["plan", whole], whole));
}

async function agreed(shot: string, plan: Plan): Promise<boolean> {
  const { message, detail, agree } = question(shot, plan);
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, agree)) === agree;
}
