import assert from "node:assert/strict";
import { test } from "node:test";

import { find, type Surroundings } from "../../src/program.js";

const HERE: Surroundings = {
  setting: "filmc",
  folders: ["/film"],
  trusted: true,
  platform: "linux",
  environment: { PATH: "/usr/bin:relative:/opt/bin", HOME: "/home/mei" },
  runs: () => false,
};

const CASES: readonly [string, Partial<Surroundings>, readonly string[], string | undefined][] = [
  ["on the PATH", {}, ["/opt/bin/filmc"], "/opt/bin/filmc"],
  ["the first on the PATH", {}, ["/usr/bin/filmc", "/opt/bin/filmc"], "/usr/bin/filmc"],
  ["nowhere", {}, [], undefined],
  ["in the folder's own environment", {}, ["/usr/bin/filmc", "/film/.venv/bin/filmc"], "/film/.venv/bin/filmc"],
  ["not in that of a folder that is not trusted", { trusted: false }, ["/film/.venv/bin/filmc"], undefined],
  ["never in a folder of the PATH that moves with us", {}, ["relative/filmc"], undefined],
  ["where the setting says", { setting: "/opt/filmc-2" }, ["/usr/bin/filmc", "/opt/filmc-2"], "/opt/filmc-2"],
  ["only where the setting says", { setting: "/opt/filmc-2" }, ["/usr/bin/filmc"], undefined],
  ["at home", { setting: "~/bin/filmc" }, ["/home/mei/bin/filmc"], "/home/mei/bin/filmc"],
  ["from the folder", { setting: "tools/filmc" }, ["/film/tools/filmc"], "/film/tools/filmc"],
  ["not from one that is not trusted", { setting: "tools/filmc", trusted: false }, ["/film/tools/filmc"], undefined],
  ["by the folder's name", { setting: "${workspaceFolder}/filmc" }, ["/film/filmc"], "/film/filmc"],
  ["another name on the PATH", { setting: "filmc-dev" }, ["/usr/bin/filmc", "/opt/bin/filmc-dev"], "/opt/bin/filmc-dev"],
  ["an empty setting", { setting: " " }, ["/usr/bin/filmc"], "/usr/bin/filmc"],
  ["without a PATH", { environment: {} }, ["/usr/bin/filmc"], undefined],
];

for (const [name, around, there, wanted] of CASES) {
  test(`filmc is found ${name}`, () => {
    assert.equal(find({ ...HERE, ...around, runs: (file) => there.includes(file) }), wanted);
  });
}
