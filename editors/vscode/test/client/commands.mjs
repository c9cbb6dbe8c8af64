// The commands that have a face: what is shown, what is asked, and what is run after a person has agreed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import { begin, FILMC, until } from "./editor.mjs";

const FILM = `\
film Test

character MEI
    appearance: girl of sixteen, red coat

scene exam: INT. ROOM - DAY

    shot desk: medium, on MEI, 4s
        Mei waits for an answer.

    shot door: wide, 4s
        An empty room.
`;
const PRICED = `\
target = "draft"

[targets.draft]
image = "ark:seedream-4-5"
size = "720p"
`;
/** A grey picture of 16 × 9 dots. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAABAAAAAJCAAAAAAeQfPuAAAAEUlEQVR42mNsYEAFTAyDQwAAUfoAkjatpb4AAAAASUVORK5CYII=", "base64");

export const FILES = { "priced/main.film": FILM, "priced/filmc.toml": PRICED };

/** Do something in which what is waited for twenty seconds is waited for a moment. */
async function impatient(act) {
  const usual = globalThis.setTimeout;
  globalThis.setTimeout = (done, wait, ...more) => usual(done, wait === 20_000 ? 200 : wait, ...more);
  try {
    return await act();
  } finally {
    globalThis.setTimeout = usual;
  }
}

function isThere(id) {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

export function commands(editor) {
  let film;
  const folder = path.join(editor.folder, "priced");
  const run = (name, ...words) => editor.vscode.commands.executeCommand(name, ...words);
  const said = (sort) => editor.shown.messages.filter((each) => each[0] === sort);

  before(async () => {
    process.env.ARK_API_KEY = "none: nothing is ever sent";
    film = await editor.show("priced/main.film");
  });
  beforeEach(async () => {
    await editor.show("priced/main.film");
    for (const list of Object.values(editor.shown)) if (list !== editor.shown.statusBar) list.length = 0;
    editor.workspace.isTrusted = true;
    editor.vscode.window.click(film.find("on MEI"));
  });

  test("a lens of the server opens what this side has for it", async () => {
    await run("filmc.prompt", film.uri.toString(), "exam/desk");
    assert.match(editor.shown.documents[0].getText(), /girl of sixteen, red coat/);
  });

  test("VS Code in a browser is told that its preview stands elsewhere", async () => {
    editor.vscode.env.uiKind = editor.vscode.UIKind.Web;
    await run("filmc.openPreview");
    editor.vscode.env.uiKind = editor.vscode.UIKind.Desktop;
    assert.match(said("error")[0][1], /Run `filmc preview` in a terminal/);
  });

  test("the prompt of the shot at the cursor", async () => {
    await run("filmc.showPrompt");
    const [shown] = editor.shown.documents;
    assert.equal(shown.uri.toString(), "filmc:/prompt%20of%20exam%20desk.txt");
    assert.match(shown.getText(), /seedream/);
  });

  test("making saves the text and asks with the amount; a no runs nothing", async () => {
    editor.workspace.type(film, "wide, 4s", "wide, 5s");
    editor.person.answers = [undefined];
    await run("filmc.makeShot");
    const [[, message, detail, agree]] = said("warning");
    assert.equal(message, "Make exam/desk for 0.50 CNY?");
    assert.match(detail, /• MEI sheet: 1 take by ark:seedream-4-5/);
    assert.match(detail, /No more than this is spent/);
    assert.equal(agree, "Spend 0.50 CNY");
    assert.deepEqual(editor.shown.tasks, []);
    assert.match(readFileSync(film.uri.fsPath, "utf8"), /wide, 5s/);
  });

  test("a yes runs that plan and nothing else, without a shell", async () => {
    editor.person.answers = ["Spend 0.50 CNY"];
    await run("filmc.makeShot");
    const [{ name, execution }] = editor.shown.tasks;
    assert.equal(name, "make exam/desk");
    assert.equal(execution.process, FILMC);
    const [build, whole, plan, file, ...rest] = execution.args;
    assert.deepEqual([build, whole, plan, rest], ["build", film.uri.fsPath, "--plan", []]);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")).cost, [{ micros: 500_000, currency: "CNY" }]);
  });

  test("what finishing costs is a task that spends nothing", async () => {
    await run("filmc.showPlan");
    assert.deepEqual(editor.shown.tasks.map((each) => each.execution.args), [["plan", film.uri.fsPath]]);
  });

  test("without takes there is nothing to pick", async () => {
    await run("filmc.pickTake");
    assert.match(said("information")[0][1], /no takes of exam\/desk/);
  });

  test("a take is picked from a list with its picture", async () => {
    writeFileSync(path.join(folder, "one.png"), PNG);
    execFileSync(FILMC, ["take", "desk", "still", "one.png"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    editor.workspace.touch("priced/film.lock");
    editor.person.pick = (items) => items.find((each) => each.take);
    const list = await until("the take", async () => (await run("filmc.pickTake"), editor.shown.picks[0]));
    const [title, entry] = list.items;
    assert.equal(title.label, "exam/desk still");
    assert.ok(existsSync(entry.iconPath.fsPath), "the picture is shown");
    assert.match(said("status")[0][1], /^Take 1 of exam\/desk still plays now/);
    assert.match(readFileSync(path.join(folder, "film.lock"), "utf8"), /chosen/);
    await run("filmc.pin", film.uri.toString(), "exam/desk still", "1");
    assert.equal(said("status")[1][1], "Take 1 of exam/desk still is pinned.");
  });

  test("the story of the code at the cursor", async () => {
    editor.workspace.type(film, "shot door: wide", "shot door: wyde");
    await until("the fault", () => editor.vscode.languages.getDiagnostics(film.uri).some((each) => each.code?.value === "E0502"));
    editor.vscode.window.click(film.find("wyde"));
    await run("filmc.explainCode");
    assert.deepEqual(said("markdown.showPreviewToSide").map((each) => each[1]), ["filmc:/E0502.md"]);
    editor.workspace.type(film, "wyde", "wide");
  });

  test("the shot table is drawn, and runs no script", { skip: !process.env.FILMC_SOAK && "drawn with FILMC_SOAK" }, async () => {
    await run("filmc.openShotTable");
    const [panel] = editor.shown.panels;
    assert.match(panel.webview.html, /<table/);
    assert.doesNotMatch(panel.webview.html, /<script/);
  });

  test("in a folder that is not trusted nothing is run", async () => {
    editor.workspace.isTrusted = false;
    for (const name of ["filmc.makeShot", "filmc.openPreview", "filmc.showPlan", "filmc.openShotTable", "filmc.newFilm"]) await run(name);
    assert.equal(said("warning").length, 5);
    assert.deepEqual([editor.shown.tasks, editor.shown.panels], [[], []]);
  });

  test("a new film is made and opened", async () => {
    editor.person.answers = ["sea story"];
    await run("filmc.newFilm");
    assert.match(editor.shown.documents[0].getText(), /Sea story/);
  });

  test("a program that is not there is told, with what to do", async () => {
    const other = await begin({ "main.film": FILM }, { "filmc.path": "/nowhere/filmc" });
    await until("the message", () => other.shown.messages.length > 0);
    const [[sort, message, ...answers]] = other.shown.messages;
    assert.equal(sort, "error");
    assert.match(message, /filmc is not found at \/nowhere\/filmc.*pip install "filmc\[speech\]"/s);
    assert.deepEqual(answers, ["Install in Terminal", "Open Settings"]);
    await other.end();
  });

  for (const [what, script, why] of [
    ["an interpreter that is gone", "#!/nowhere/python\n", "the interpreter that its first line names is not there"],
    ["a broken installation", "#!/bin/sh\necho Traceback: >&2\necho \"ModuleNotFoundError: No module named 'filmc'\" >&2\nexit 1\n", "ModuleNotFoundError: No module named 'filmc'"],
    ["a program that says nothing", "#!/bin/sh\nexit 0\n", "it ended at once, without a word"],
  ]) {
    test(`${what} is told once, with what to do, and on the status bar`, async () => {
      const unfit = path.join(folder, "unfit");
      writeFileSync(unfit, script);
      chmodSync(unfit, 0o700);
      const other = await begin({ "main.film": FILM }, { "filmc.path": unfit });
      await other.show("main.film");
      await until("the status bar", () => other.shown.statusBar[0]?.hidden === false);
      const words = `filmc at ${unfit} does not start: ${why}. Films are coloured, but not checked. Install it anew with pip install "filmc[speech]", or say in the setting filmc.path which filmc to use.`;
      assert.deepEqual(other.shown.messages, [["error", words, "Try Again", "Open Settings", "Show Output"]]);
      assert.deepEqual([other.shown.statusBar[0].text, other.shown.statusBar[0].command], ["$(warning) Not checked", "filmc.restartServer"]);
      await other.end();
    });
  }

  test("a program that does not answer is told once and waited for; when it answers late, films are checked", async () => {
    const late = path.join(folder, "late");
    writeFileSync(late, `#!/bin/sh\nwhile test ! -e '${late}.now'; do sleep 0.1; done\nexec '${FILMC}' "$@"\n`);
    chmodSync(late, 0o700);
    const other = await impatient(() => begin({ "main.film": FILM }, { "filmc.path": late }));
    await other.show("main.film");
    const bar = () => other.shown.statusBar[0];
    await until("the status bar", () => bar()?.hidden === false);
    const words = `filmc at ${late} was started and does not answer. Films are coloured, but not checked until it does. Try again, or say in the setting filmc.path which filmc to use.`;
    assert.deepEqual([bar().text, bar().command], ["$(warning) Not checked", "filmc.restartServer"]);
    writeFileSync(`${late}.now`, "");
    await until("the film on the status bar", () => bar().command === "filmc.openPreview");
    assert.deepEqual(other.shown.messages, [["error", words, "Try Again", "Open Settings", "Show Output"]]);
    await other.end();
  });

  test("a program that never answers is let go", async () => {
    const mute = path.join(folder, "mute");
    writeFileSync(mute, `#!/bin/sh\necho $$ > '${mute}.id'\nexec sleep 600\n`);
    chmodSync(mute, 0o700);
    const other = await impatient(() => begin({ "main.film": FILM }, { "filmc.path": mute }));
    other.workspace.settings["filmc.path"] = FILMC;
    await other.vscode.commands.executeCommand("filmc.restartServer");
    assert.equal(other.api.language.isRunning, true);
    assert.equal(other.shown.messages.length, 1);
    await until("its end", () => !isThere(Number(readFileSync(`${mute}.id`, "utf8"))));
    await other.end();
  });

  // ---- the preview, with a stand-in for its program

  test("the preview follows the text and the cursor, and leads back", async () => {
    const { vscode } = editor;
    const [program, heardAt] = [path.join(folder, "stand-in"), path.join(folder, "heard")];
    const standIn = fileURLToPath(new URL("stand-in.mjs", import.meta.url));
    writeFileSync(program, `#!/bin/sh\ncase "$1" in preview) STAND_IN='${heardAt}' exec '${process.execPath}' '${standIn}' "$@";; *) exec '${FILMC}' "$@";; esac\n`);
    chmodSync(program, 0o700);
    editor.workspace.settings["filmc.path"] = program;
    const heard = () => (existsSync(heardAt) ? readFileSync(heardAt, "utf8").trim().split("\n").map((each) => JSON.parse(each)) : []);
    const hears = (what, wanted) => until(what, () => heard().find(wanted));

    editor.workspace.type(film, "An empty room.", "A very empty room.");
    await run("filmc.openPreview");
    const [panel] = editor.shown.panels;
    await until("the page", () => panel.webview.html.includes("<iframe"));
    assert.match(panel.webview.html, /src="http:\/\/127\.0\.0\.1:5000\/\?code=once"/);
    assert.match(panel.webview.html, /default-src 'none'; style-src 'nonce-[^']+'; frame-src http:\/\/127\.0\.0\.1:5000;/);
    assert.deepEqual(heard()[0].words, ["preview", film.uri.fsPath, "--stdio", "--embed", "--no-open"]);

    await hears("the text that is not saved", ({ text }) => text?.text?.includes("A very empty room."));
    await until("the edit of the page", () => film.getText().includes("on MEI, 5s"));
    assert.deepEqual((await hears("that it is made", ({ edited }) => edited)).edited, { id: 1, done: true });
    const place = film.find("A very");
    vscode.window.click(place);
    await hears("the cursor", ({ cursor }) => cursor?.line === place.line && cursor.character === place.character);
    await until("the source", () => vscode.window.activeTextEditor.selection.start.character === 5);
    assert.equal(vscode.window.activeTextEditor.document, film);

    await film.save();
    await hears("that the text is saved", ({ text }) => text?.text === null && text.open);
    editor.workspace.close(film);
    await hears("that the text is closed", ({ text }) => text?.open === false);
    panel.dispose();
    await hears("that we have gone", ({ left }) => left);
  });
}
