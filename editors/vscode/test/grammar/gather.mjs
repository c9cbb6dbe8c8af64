// Copies every example film to examples/, each under a name of its own: `vscode-tmgrammar-snap` writes beside what it reads.

import { copyFileSync, readdirSync, rmSync } from "node:fs";

const examples = new URL("../../../../examples/", import.meta.url);
const here = new URL("examples/", import.meta.url);

for (const old of readdirSync(here).filter((name) => name.endsWith(".film"))) rmSync(new URL(old, here));
for (const name of readdirSync(examples, { recursive: true }).filter((each) => each.endsWith(".film"))) {
  copyFileSync(new URL(name, examples), new URL(name.replaceAll(/[\\/]/g, "."), here));
}
