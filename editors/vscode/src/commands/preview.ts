/** The preview beside the text, at the shot that is meant. */

import * as vscode from "vscode";

import { isAllowed } from "../surroundings.js";
import { type Desk, film, main } from "./desk.js";

/** There the panel is a page of another server, which may not frame ours, and reaches it under another name. */
const IN_A_BROWSER =
  "VS Code in a browser can not show the preview beside the text. " +
  "Run `filmc preview` in a terminal where the browser is, and open the address that it prints.";

export async function openPreview(desk: Desk, uri?: string, shot?: string): Promise<void> {
  const address = uri ?? film()?.uri.toString();
  if (address === undefined || !(await isAllowed("The preview"))) return;
  if (vscode.env.uiKind === vscode.UIKind.Web) throw new Error(IN_A_BROWSER);
  const showing = desk.preview.show(await main(desk, address));
  const place = await placeOf(desk, vscode.Uri.parse(address), shot);
  if (place) showing.point(...place);
}

/** Return the text and the place at which the preview is to begin: the shot that is named, else the cursor. */
async function placeOf(desk: Desk, uri: vscode.Uri, shot?: string): Promise<[vscode.TextDocument, vscode.Position] | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (shot !== undefined) {
    const line = (await desk.language.shots(uri)).find((each) => each.shot === shot)?.line;
    return line === undefined ? undefined : [document, new vscode.Position(line, 0)];
  }
  const editor = vscode.window.activeTextEditor;
  return editor?.document === document ? [document, editor.selection.active] : undefined;
}
