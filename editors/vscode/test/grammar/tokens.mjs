// Prints what the grammar makes of texts: for each, the tokens as [start, end, innermost scope], counted in characters.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { INITIAL, parseRawGrammar, Registry } = require("vscode-textmate");
const oniguruma = require("vscode-oniguruma");

await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")).buffer);
const file = new URL("../../syntaxes/film.tmLanguage.json", import.meta.url);
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async () => parseRawGrammar(readFileSync(file, "utf8"), file.pathname),
});
const grammar = await registry.loadGrammar("source.film");

/** Return the tokens of a text. Its characters, as Python counts them, may take two units here. */
function tokens(text) {
  let [state, start] = [INITIAL, 0];
  return text.split("\n").flatMap((line) => {
    const read = grammar.tokenizeLine(line, state);
    const place = (unit) => start + [...line.slice(0, unit)].length;
    const found = read.tokens.map(({ startIndex, endIndex, scopes }) => [place(startIndex), place(endIndex), scopes.at(-1)]);
    start = place(line.length) + 1;
    state = read.ruleStack;
    return found;
  });
}

console.log(JSON.stringify(JSON.parse(readFileSync(process.argv[2], "utf8")).map(tokens)));
