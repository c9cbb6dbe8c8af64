/** Pick which take of a shot plays, from a list with pictures. */

import * as path from "node:path";
import * as vscode from "vscode";

import type { Job, Take } from "../answers.js";
import { fileOf, isPicture } from "../pictures.js";
import { entry } from "../words.js";
import { type Desk, meant } from "./desk.js";

const OPEN: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("go-to-file"), tooltip: "Look at this take" };

interface Entry extends vscode.QuickPickItem {
  readonly job?: string;
  readonly take?: Take;
  /** A file that can be looked at. */
  readonly file?: string | undefined;
}

export async function pickTake(desk: Desk, uri?: string, shot?: string): Promise<void> {
  const found = await meant(desk, uri, shot);
  if (found === undefined) return;
  const { jobs } = await desk.language.ask<{ jobs: readonly Job[] }>("filmc.takes", found.uri, found.shot);
  const entries = jobs.flatMap((job) => listed(job, path.join(desk.storage, "takes")));
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(`There are no takes of ${found.shot} yet.`);
    return;
  }
  const chosen = await choose(entries, found.shot);
  if (chosen?.job === undefined || chosen.take === undefined) return;
  await desk.language.ask("filmc.pick", found.uri, chosen.job, chosen.take.digest);
  tell(`Take ${chosen.take.number} of ${chosen.job} plays now.`);
}

/** Have a take of a job play, by its number: once, or for good. The film's text stays as it is, so it is said. */
export async function playTake(desk: Desk, command: "filmc.pick" | "filmc.pin", uri: string, job: string, take: string): Promise<void> {
  await desk.language.ask(command, uri, job, take);
  tell(`Take ${take} of ${job} ${command === "filmc.pin" ? "is pinned" : "plays now"}.`);
}

function tell(words: string): void {
  void vscode.window.setStatusBarMessage(words, 5000);
}

/** Return a job's takes, under its name; `folder` gets the files to be looked at. */
function listed(job: Job, folder: string): Entry[] {
  if (job.takes.length === 0) return [];
  const title = { label: job.job, kind: vscode.QuickPickItemKind.Separator };
  const entries = job.takes.map((take) => {
    const file = fileOf(take, folder);
    return { ...entry(job, take), iconPath: icon(take, file), buttons: file ? [OPEN] : [], job: job.job, take, file };
  });
  return [title, ...entries];
}

function icon(take: Take, file: string | undefined): vscode.Uri | vscode.ThemeIcon {
  if (file !== undefined && isPicture(file)) return vscode.Uri.file(file);
  return new vscode.ThemeIcon(take.rejected === null ? "device-camera-video" : "circle-slash");
}

/** Let the person choose; the button of an entry shows its file. */
function choose(entries: readonly Entry[], shot: string): Promise<Entry | undefined> {
  const list = vscode.window.createQuickPick<Entry>();
  list.title = `Takes of ${shot}`;
  list.placeholder = "Which take plays?";
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.items = entries;
  list.activeItems = entries.filter((each) => each.take?.plays);
  list.onDidTriggerItemButton(({ item }) => void look(item.file));
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.activeItems[0]);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

async function look(file: string | undefined): Promise<void> {
  if (file !== undefined) await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(file), { preview: true });
}
