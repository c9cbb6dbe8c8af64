import assert from "node:assert/strict";
import { test } from "node:test";

import { type Job, shotAt, shotsOf, type Status, type Take } from "../../src/answers.js";
import { shown } from "../../src/money.js";
import { ending } from "../../src/pictures.js";
import { most, type Plan, sum } from "../../src/plan.js";
import { bar, blocked, clock, entry, plain, question, story } from "../../src/words.js";

const STATUS: Status = {
  uri: "file:///film/main.film", title: "To *Li* Hua", seconds: 151.4, shots: 31, errors: 0, target: "draft",
  stale: 3, price: "4.20 CNY", trouble: "", known: true, outdated: false,
};
const CNY = (micros: number) => ({ micros, currency: "CNY" });
const USD = (micros: number) => ({ micros, currency: "USD" });

test("amounts are exact", () => {
  const cases: [number, string][] = [[0, "0.00"], [350_000, "0.35"], [2_300, "0.0023"], [1, "0.000001"], [980_000_000, "980.00"], [-1_500_000, "-1.50"]];
  for (const [micros, words] of cases) assert.equal(shown(CNY(micros)), `${words} CNY`);
  assert.throws(() => shown(CNY(0.5)), RangeError);
  assert.throws(() => shown(CNY(2 ** 60)), RangeError);
});

test("lengths", () => {
  const cases: [number, string][] = [[0, "0:00"], [59.6, "1:00"], [151.4, "2:31"], [3725, "1:02:05"]];
  for (const [seconds, words] of cases) assert.equal(clock(seconds), words);
});

test("the status bar says no more than there is", () => {
  assert.equal(bar(STATUS), "$(device-camera-video) 2:31 · 3 to make · 4.20 CNY");
  assert.equal(bar({ ...STATUS, stale: 0, price: "" }), "$(device-camera-video) 2:31");
});

test("the story of a film", () => {
  assert.equal(
    story(STATUS),
    "**To \\*Li\\* Hua**\n\n31 shots, 2:31\n\nno errors\n\nTarget draft: 3 shots to make\n\nTo finish: **4\\.20 CNY**",
  );
  assert.match(story({ ...STATUS, errors: 1 }), /1 error$/m);
  assert.match(story({ ...STATUS, trouble: "filmc.toml has no target x" }), /is not known: filmc\\\.toml/);
  assert.match(story({ ...STATUS, known: false }), /being looked up/);
  assert.match(story({ ...STATUS, outdated: true }), /before the last edit/);
});

const PLAN: Plan = {
  target: "draft",
  items: [
    { job: "MEI sheet", maker: "ark:seedream", state: "missing", reason: "it was never made", now: 2, cost: CNY(500_000) },
    { job: "desk clip", maker: "fal:video", state: "missing", reason: "it was never made", now: 1, cost: USD(2_300) },
    { job: "desk speech", maker: "minimax:hd", state: "blocked", reason: "it waits for its voice", now: 0, cost: null },
  ],
  cost: [CNY(500_000), USD(2_300)],
  worst: [CNY(500_000), USD(2_300)],
};

test("a question about money names every amount", () => {
  const { message, detail, agree } = question("exam/desk", PLAN);
  assert.equal(message, "Make exam/desk for 0.50 CNY + 0.0023 USD?");
  assert.equal(agree, "Spend 0.50 CNY + 0.0023 USD");
  assert.equal(
    detail,
    "• MEI sheet: 2 takes by ark:seedream, it was never made\n• desk clip: 1 take by fal:video, it was never made\n\n" +
      "Target draft. No more than this is spent.",
  );
  assert.match(question("a", { ...PLAN, worst: [CNY(900_000)] }).detail, /At most 0\.90 CNY is spent/);
});

test("what has no price is not offered, and nothing is no offer", () => {
  const unpriced = PLAN.items.map((item) => ({ ...item, cost: null }));
  assert.throws(() => sum({ ...PLAN, items: unpriced }), /what ark:seedream takes for MEI sheet is not known/);
  const nothing = { ...PLAN, items: PLAN.items.slice(2), cost: [], worst: [] };
  assert.equal(sum(nothing), undefined);
  assert.equal(most(nothing), "nothing");
  assert.equal(blocked(nothing), "• desk speech: it waits for its voice");
  const shut = { ...nothing, items: nothing.items.map((item) => ({ ...item, reason: "there is no way to order from ark: it has no key here" })) };
  assert.match(blocked(shut), /^• desk speech: there is no way to order .*\n\n`filmc doctor` in a terminal/);
});

const TAKE: Take = {
  number: 2, digest: "ab", state: "fits", plays: true, chosen: "Mei, 2026-11-02", pinned: false, model: "fal:video",
  seed: 7, price: USD(350_000), made: "2026-11-01", verdict: null, rejected: null, path: "/store/ab.mp4",
};
const JOB: Job = { job: "exam/desk clip", kind: "clip", state: "fresh", reason: "", takes: [TAKE] };

test("takes in a list", () => {
  assert.deepEqual(entry(JOB, TAKE), {
    label: "$(play) Take 2",
    description: "exam/desk clip · fits · chosen by Mei, 2026-11-02",
    detail: "fal:video · seed 7 · 0.35 USD · 2026-11-01",
  });
  const bare = { ...TAKE, plays: false, chosen: null, model: null, seed: null, price: null, made: null, rejected: "blurred" };
  assert.deepEqual(entry(JOB, bare), { label: "Take 2", description: "exam/desk clip · rejected: blurred", detail: "made elsewhere" });
});

test("takes are known by their bytes", () => {
  const cases: [string, string][] = [
    ["\x89PNG\r\n\x1a\n", ".png"], ["\xff\xd8\xff\xe0", ".jpg"], ["RIFF\x01\n\x03\x04WEBPVP8", ".webp"], ["GIF89a", ".gif"],
    ["\0\0\n\x18ftypmp42", ".mp4"], ["RIFF....WAVEfmt", ".wav"], ["fLaC", ".flac"], ["<svg>", ""], ["", ""],
  ];
  for (const [head, wanted] of cases) assert.equal(ending(Buffer.from(head, "latin1")), wanted, JSON.stringify(head));
});

test("text is no Markdown", () => {
  assert.equal(plain("[a](command:x) <b>\n$(c)"), "\\[a\\]\\(command:x\\) \\<b\\> \\$\\(c\\)");
});

test("the shot at a line", () => {
  const lens = (line: number, data: unknown) => ({ range: { start: { line } }, data });
  const places = shotsOf([lens(20, { shot: "b" }), lens(0, { shot: "" }), lens(8, { shot: "a" }), lens(8, { shot: "a" }), lens(9, undefined)]);
  assert.deepEqual(places, [{ shot: "a", line: 8 }, { shot: "b", line: 20 }]);
  assert.deepEqual([7, 8, 19, 20, 99].map((line) => shotAt(places, line)), [undefined, "a", "a", "b", "b"]);
});
