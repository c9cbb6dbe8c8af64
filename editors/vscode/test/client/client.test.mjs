// One VS Code with one server for all scenarios: to start them takes longer than most of what is asked of them.

import { after, describe } from "node:test";

import { commands, FILES as PRICED } from "./commands.mjs";
import { begin } from "./editor.mjs";
import { FILES as TEA, language } from "./language.mjs";

const editor = await begin({ ...TEA, ...PRICED });
after(() => editor.end());
describe("the language server", () => language(editor));
describe("commands", () => commands(editor));
