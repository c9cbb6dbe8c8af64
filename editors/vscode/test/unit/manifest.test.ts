import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { contributes } = manifest;
const source = (readdirSync("src", { recursive: true }) as string[]).filter((name) => name.endsWith(".ts")).map((name) => readFileSync(`src/${name}`, "utf8")).join("\n");
const names: string[] = contributes.commands.map((each: { command: string }) => each.command);

test("each command that is promised is there, and each that is there is promised", () => {
  const registered = [...source.matchAll(/^ {2}"(filmc\.\w+)": \{ run|registerCommand\("(filmc\.\w+)"/gm)].map((found) => found[1] ?? found[2]);
  assert.deepEqual([...names].sort(), registered.sort());
});

test("menus, keys and the walkthrough name commands that there are", () => {
  const placed: string[] = Object.values<{ command: string }[]>(contributes.menus).flat().map((each) => each.command);
  const keys: string[] = contributes.keybindings.map((each: { command: string }) => each.command);
  const steps: string[] = contributes.walkthroughs.flatMap((each: { steps: { description: string }[] }) => each.steps).flatMap((step: { description: string }) => [...step.description.matchAll(/command:(filmc\.\w+)/g)].map((found) => found[1]));
  for (const name of [...placed, ...keys, ...steps]) assert.ok(names.includes(name), name);
});

test("settings that are read are declared, and the other way round", () => {
  const read = [...source.matchAll(/getConfiguration\("filmc"\)\.get(?:<string>)?\("([\w.]+)"/g)].map((found) => `filmc.${found[1]}`);
  const declared = Object.keys(contributes.configuration.properties).filter((name) => name !== "filmc.trace.server"); // the client reads that
  assert.deepEqual([...new Set(read)].sort(), declared.sort());
});

test("files that are named are there", () => {
  const files = [manifest.icon, contributes.languages[0].configuration, contributes.languages[0].icon.light, contributes.grammars[0].path, contributes.snippets[0].path, ...contributes.walkthroughs[0].steps.map((each: { media: { markdown: string } }) => each.media.markdown)];
  for (const file of files) assert.ok(existsSync(file), file);
});

test("what may run something asks for trust", () => {
  for (const file of ["make", "preview", "film"]) assert.match(readFileSync(`src/commands/${file}.ts`, "utf8"), /isAllowed\(/);
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ["filmc.path"]);
});

test("words that a double click takes", () => {
  const { pattern, flags } = JSON.parse(readFileSync("language-configuration.json", "utf8")).wordPattern;
  const word = new RegExp(pattern, `g${flags}`);
  assert.deepEqual("shot 中景，close-up, MEI's 5.5s".match(word), ["shot", "中景", "close-up", "MEI's", "5", "5s"]);
});
