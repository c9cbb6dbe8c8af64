import assert from "node:assert/strict";
import { test } from "node:test";

import { type Heard, isOurs, line, Listener } from "../../src/preview/lines.js";
import { framed, saying } from "../../src/preview/page.js";
import { Texts } from "../../src/preview/texts.js";

test("lines are read whole, however they are cut", () => {
  const whole = `${JSON.stringify({ address: { address: "a" } })}\n\n${JSON.stringify({ open: { file: "剧" } })}\r\nnot JSON\n[1]\n`;
  for (const size of [1, 2, 7, whole.length]) {
    const [heard, astray]: [Heard[], string[]] = [[], []];
    const listener = new Listener((said) => heard.push(said), (text) => astray.push(text));
    for (let at = 0; at < whole.length; at += size) listener.take(whole.slice(at, at + size));
    assert.deepEqual(heard, [{ address: { address: "a" } }, { open: { file: "剧" } }]);
    assert.deepEqual(astray, ["not JSON", "[1]"]);
  }
});

test("what is said is one line", () => {
  assert.equal(line({ text: { file: "/a.film", text: "one\ntwo\u2028", open: true } }).split("\n").length, 2);
});

test("only an address of this machine is framed", () => {
  const cases: [string, boolean][] = [
    ["http://127.0.0.1:5000/?code=x", true], ["http://127.0.0.1:5000", true], ["https://127.0.0.1:5000/", false],
    ["http://127.0.0.1.evil.test:5000/", false], ["http://evil.test/", false], ["http://127.0.0.1/", false],
    ["http://127.0.0.1@evil.test:80/", false], ["javascript:alert(1)", false], ["", false],
  ];
  for (const [address, ours] of cases) assert.equal(isOurs(address), ours, address);
});

test("the frame allows its own origin and nothing else", () => {
  const page = framed('http://127.0.0.1:5000/?code="><script>', "n");
  assert.match(page, /default-src 'none'; style-src 'nonce-n'; frame-src http:\/\/127\.0\.0\.1:5000;/);
  assert.doesNotMatch(page, /<script/);
  assert.match(saying("<b> & more", "n"), /&#60;b&#62; &#38; more/);
});

test("each text is told once, and an edit fits only what was told", () => {
  const texts = new Texts();
  assert.ok(!texts.fits("a", null), "nothing was told of it");
  assert.deepEqual(["one", "one", "two", null, null].map((text) => texts.isNews("a", text)), [true, false, true, true, false]);
  assert.ok(texts.fits("a", null) && !texts.fits("a", "three"));
  texts.forget("a");
  assert.ok(texts.isNews("a", null));
});
