import assert from "node:assert/strict";
import { test } from "node:test";

import { Endings } from "../../src/endings.js";

test("a server that ends is started again four times in three minutes; of that the first is news", (context) => {
  context.mock.timers.enable({ apis: ["Date"] });
  const endings = new Endings();
  const next = () => Object.values(endings.next()).join();
  assert.deepEqual([next(), next(), next(), next(), next()], ["started again,true", ...Array(3).fill("started again,false"), "given up,true"]);
  context.mock.timers.tick(180_001);
  assert.equal(next(), "started again,false");
});
