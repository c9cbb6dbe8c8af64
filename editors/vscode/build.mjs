// Bundles the extension to dist/ or another folder that is named; with the word `tests`, the unit tests to out/unit.js.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const common = { bundle: true, platform: "node", target: "node20", format: "cjs", external: ["vscode"], logLevel: "warning" };

const [into = "dist"] = process.argv.slice(2);
if (into === "tests") {
  const contents = readdirSync("test/unit").map((name) => `import "./${name}";`).join("\n");
  await build({ ...common, stdin: { contents, resolveDir: "test/unit" }, outfile: "out/unit.js" });
} else {
  const outfile = `${into}/extension.js`;
  const { metafile } = await build({ ...common, entryPoints: ["src/extension.ts"], outfile, minify: true, metafile: true });
  writeFileSync(`${into}/NOTICES.txt`, notices(Object.keys(metafile.inputs)));
}

/** Return the licences of the packages that are bundled, as those ask for. */
function notices(inputs) {
  const folders = inputs.map((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  return [...new Set(folders.filter(Boolean))].sort().map(notice).join("\n\n");
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version} (${license})\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : ""}`;
}
