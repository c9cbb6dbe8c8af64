#!/usr/bin/env node
// In place of `filmc preview --stdio`: it keeps what it hears in the file that STAND_IN names, and says what a page would.

import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";

const keep = (what) => appendFileSync(process.env.STAND_IN, `${JSON.stringify(what)}\n`);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

keep({ words: process.argv.slice(2) });
say({ address: { address: "http://127.0.0.1:5000/?code=once" } });
for await (const line of createInterface({ input: process.stdin })) {
  const heard = JSON.parse(line);
  keep(heard);
  const { text, cursor } = heard;
  // A click on the first line of the film, wherever the cursor is.
  if (cursor) say({ open: { file: cursor.file, range: { start: { line: 0, character: 5 }, end: { line: 0, character: 9 } } } });
  // A length that is dragged on the page.
  const at = text?.text?.split("\n").findIndex((each) => each.includes("4s")) ?? -1;
  if (at >= 0) {
    const from = text.text.split("\n")[at].indexOf("4s");
    say({ edit: { id: 1, file: text.file, edits: [{ range: { start: { line: at, character: from }, end: { line: at, character: from + 2 } }, text: "5s" }] } });
  }
}
keep({ left: true });
