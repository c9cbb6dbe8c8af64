// The extension as it is shipped, in a VS Code of ours, on a copy of a film, with the real `filmc`.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const require = createRequire(import.meta.url);
/** Milliseconds until a silent server counts as dead: far more than a busy machine needs. */
const PATIENCE = 120_000;

/** The program: what `FILMC` names. */
export const FILMC = process.env.FILMC ?? "filmc";

/** Start the extension in a new folder with `files` (name → text). Return VS Code, its test side, and the extension. */
export async function begin(files, settings = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "film-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const vscode = require("./vscode.cjs").open(folder, { "filmc.path": FILMC, ...settings });
  const extension = load(vscode);
  const storage = mkdtempSync(path.join(tmpdir(), "storage-"));
  const context = { subscriptions: [], globalStorageUri: vscode.Uri.file(storage), extension: { id: "filmc.filmc" } };
  const api = await extension.activate(context);
  return {
    vscode, folder, storage, api, ...vscode.test,
    /** Open a file in an editor, as a person does. */
    async show(name) {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(folder, name)));
      await vscode.window.showTextDocument(document);
      return document;
    },
    async end() {
      await Promise.all(context.subscriptions.reverse().map((each) => each.dispose()));
      for (const each of [folder, storage]) rmSync(each, { recursive: true, force: true });
    },
  };
}

/** Load the bundle (in dist/, or where BUNDLE says) anew, with `vscode` as the module of that name. */
function load(vscode) {
  const bundle = path.resolve(process.env.BUNDLE ?? "dist", "extension.js");
  delete require.cache[bundle];
  const usual = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? vscode : usual(name, ...rest));
  try {
    return require(bundle);
  } finally {
    Module._load = usual;
  }
}

/** Wait until `ask` answers something other than undefined and false, and return it. */
export async function until(what, ask) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const found = await ask();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Return the first provider of a feature. */
export function provider({ vscode }, feature) {
  const found = vscode.languages.providers.get(feature)?.[0]?.provider;
  if (!found) throw new Error(`nothing provides ${feature}`);
  return found;
}

export const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
