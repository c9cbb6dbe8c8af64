// The language server through the real client: what a person at the editor meets.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";

import { FILMC, never, provider, until } from "./editor.mjs";

const CAST = `\
character MEI
    also: 小梅
    appearance: girl of twelve, red coat

place KITCHEN
    appearance: small kitchen, one lamp
`;
const FILM = `\
film Tea
    language: en

use cast.film

scene kitchen: INT. KITCHEN - NIGHT

    shot door: medium, push in slow, on MEI, 4s
        Mei opens the door.
        MEI (sad): Who is there?
        sfx (at 1s): door creaks

    shot cup: close-up, static, auto
        MEI: The water is cold.
`;

export const FILES = { "tea/main.film": FILM, "tea/cast.film": CAST };

export function language(editor) {
  let film;
  const codes = () => editor.vscode.languages.getDiagnostics(film.uri).map((each) => each.code?.value ?? each.code);
  const settled = (...wanted) => until(`diagnostics ${wanted}`, () => String(codes().sort()) === String(wanted.sort()));
  const ask = (feature, method, ...words) => provider(editor, feature)[method](film, ...words, never);
  const type = (words, instead) => editor.workspace.type(film, words, instead);

  before(async () => {
    film = await editor.show("tea/main.film");
  });

  test("the server starts, and nothing is complained of", async () => {
    assert.ok(editor.api.language.isRunning);
    assert.deepEqual(editor.shown.messages, []);
    await settled();
  });

  test("a slip is told as it is typed, with its code and what it links to", async () => {
    type("MEI: The", "MAI: The");
    await until("the fault", () => codes().includes("E0330"));
    const fault = editor.vscode.languages.getDiagnostics(film.uri).find((each) => each.code.value === "E0330");
    assert.equal(film.getText(fault.range), "MAI");
    assert.match(fault.message, /no cue or character `MAI`/);
    assert.match(fault.code.target.toString(), /E0330|codes/i);
  });

  test("a fix mends it, and the diagnostic goes", async () => {
    const { vscode } = editor;
    const fault = vscode.languages.getDiagnostics(film.uri).find((each) => each.code.value === "E0330");
    const context = { diagnostics: [fault], triggerKind: 1, only: undefined };
    const actions = await ask("CodeActions", "provideCodeActions", fault.range, context);
    const fix = actions.find((each) => each.kind.value === "quickfix" && /MEI/.test(each.title));
    const whole = fix.edit ? fix : await provider(editor, "CodeActions").resolveCodeAction(fix, never);
    await vscode.workspace.applyEdit(whole.edit);
    assert.equal(film.getText(), FILM);
    await settled();
  });

  test("completion knows the words of film, and what they mean", async () => {
    const list = await ask("CompletionItem", "provideCompletionItems", film.find("push in"), never, { triggerKind: 0 });
    const items = list.items ?? list;
    const found = items.find((each) => (each.label.label ?? each.label) === "pan left");
    assert.ok(found, "pan left is offered");
    const told = await provider(editor, "CompletionItem").resolveCompletionItem(found, never);
    assert.match(told.documentation.value, /turns to the left/);
  });

  test("completion knows the people and places of another file", async () => {
    const list = await ask("CompletionItem", "provideCompletionItems", film.find("MEI, 4s"), never, { triggerKind: 0 });
    const labels = (list.items ?? list).map((each) => each.label.label ?? each.label);
    assert.ok(labels.includes("on MEI") && labels.includes("on KITCHEN"), labels.join());
  });

  test("hovering tells what a word does, and who somebody is", async () => {
    const words = async (where) => (await ask("Hover", "provideHover", where)).contents.map((each) => each.value).join("\n");
    assert.match(await words(film.find("push in", 2)), /push in/);
    assert.match(await words(film.find("MEI (sad)", 1)), /girl of twelve/);
  });

  test("a name leads to where it is declared", async () => {
    const found = [await ask("Definition", "provideDefinition", film.find("MEI (sad)", 1))].flat();
    const target = found[0].targetUri ?? found[0].uri;
    assert.equal(path.basename(target.fsPath), "cast.film");
  });

  test("references are found in both files", async () => {
    const found = await ask("Reference", "provideReferences", film.find("MEI (sad)", 1), { includeDeclaration: true });
    assert.deepEqual([...new Set(found.map((each) => path.basename(each.uri.fsPath)))].sort(), ["cast.film", "main.film"]);
  });

  test("a name is changed everywhere at once, and the film stays sound", async () => {
    const edit = await ask("Rename", "provideRenameEdits", film.find("MEI (sad)", 1), "NORA");
    await editor.vscode.workspace.applyEdit(edit);
    const cast = editor.workspace.documents.find((each) => each.uri.path.endsWith("cast.film"));
    assert.match(cast.getText(), /^character NORA$/m);
    assert.match(film.getText(), /Nora opens the door\.\n {8}NORA \(sad\)/);
    await settled();
  });

  test("a name that is taken is refused, with the reason", async () => {
    await assert.rejects(() => ask("Rename", "provideRenameEdits", film.find("NORA (sad)", 1), "KITCHEN"), /KITCHEN/);
  });

  test("formatting brings the house style", async () => {
    type("shot cup: close-up", "shot cup :   close-up");
    await editor.vscode.workspace.applyEdit(editOf(await ask("DocumentFormattingEdit", "provideDocumentFormattingEdits", { tabSize: 4, insertSpaces: true })));
    assert.match(film.getText(), /^ {4}shot cup: close-up, static, auto$/m);
    await settled();
  });

  test("colours by meaning: a person, a word of film, a number", async () => {
    const entry = editor.vscode.languages.providers.get("DocumentSemanticTokens")[0];
    const tokens = await entry.provider.provideDocumentSemanticTokens(film, never);
    const kinds = decoded(tokens.data, entry.rest[0].tokenTypes);
    assert.equal(kinds.get("NORA"), "class");
    assert.equal(kinds.get("push in"), "function");
    assert.equal(kinds.get("shot"), "keyword");
    assert.equal(kinds.get("4s"), "number");
  });

  test("the outline has the scene with its shots", async () => {
    const symbols = await ask("DocumentSymbol", "provideDocumentSymbols");
    const scene = symbols.find((each) => each.name === "kitchen");
    assert.deepEqual(scene.children.map((each) => each.name), ["door", "cup"]);
  });

  test("scenes and shots fold", async () => {
    const folds = await ask("FoldingRange", "provideFoldingRanges", {});
    const line = film.find("shot door").line;
    assert.ok(folds.some((each) => each.start === line && each.end > line));
  });

  test("the parenthesis of a cue is helped with", async () => {
    const help = await ask("SignatureHelp", "provideSignatureHelp", film.find("(at 1s)", 1), never, { triggerKind: 1, isRetrigger: false });
    assert.match(help.signatures[0].label, /sfx/);
  });

  test("paths lead to files", async () => {
    const links = await ask("DocumentLink", "provideDocumentLinks");
    assert.equal(film.getText(links[0].range), "cast.film");
  });

  test("each shot has a lens, and lenses tell which shot is where", async () => {
    const shots = await editor.api.language.shots(film.uri);
    assert.deepEqual(shots, [
      { shot: "kitchen/door", line: film.find("shot door").line },
      { shot: "kitchen/cup", line: film.find("shot cup").line },
    ]);
  });

  test("the status bar tells the length of the film", async () => {
    const [item] = editor.shown.statusBar;
    await until("the status bar", () => !item.hidden);
    assert.match(item.text, /^\$\(device-camera-video\) 0:0\d/);
    assert.match(item.tooltip.value, /\*\*Tea\*\*/);
  });

  test("a server that ends by itself is started again, and that is told", async () => {
    process.kill(Number(readFileSync(`${FILMC}.pid`, "utf8")), "SIGKILL");
    await until("the message", () => editor.shown.messages.length > 0);
    assert.deepEqual(editor.shown.messages, [["warning", "The film language server had ended, and was started again.", "Show Output"]]);
    await until("the server", () => editor.api.language.isRunning);
  });

  test("a restarted server knows the texts as they stand", async () => {
    await editor.vscode.commands.executeCommand("filmc.restartServer");
    assert.ok(editor.api.language.isRunning);
    type("NORA (sad)", "NOBODY (sad)");
    await until("the fault", () => codes().includes("E0330"));
    type("NOBODY (sad)", "NORA (sad)");
    await settled();
  });

  function editOf(edits) {
    const whole = new editor.vscode.WorkspaceEdit();
    whole.set(film.uri, edits);
    return whole;
  }

  /** Return the kind of each token by its text; of equal texts the last counts. */
  function decoded(data, kinds) {
    const found = new Map();
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      character = data[at] ? data[at + 1] : character + data[at + 1];
      line += data[at];
      found.set(film.lines[line].slice(character, character + data[at + 2]), kinds[data[at + 3]]);
    }
    return found;
  }
}
