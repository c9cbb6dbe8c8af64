/** Which program is filmc: the setting, else a virtual environment of the project, else what PATH leads to. */

import * as path from "node:path";

export interface Surroundings {
  /** The setting `filmc.path`. */
  readonly setting: string;
  /** The folders that are open. */
  readonly folders: readonly string[];
  /** Whether the person trusts them: only then is a program run that lies in them. */
  readonly trusted: boolean;
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  /** Tells whether a file is there that can be run. */
  readonly runs: (file: string) => boolean;
}

export const USUAL = "filmc";
const ENVIRONMENTS = [".venv", "venv"];

/** Return the program's path, or undefined where there is none. */
export function find(around: Surroundings): string | undefined {
  return [...candidates(around)].find(around.runs);
}

function* candidates(around: Surroundings): Generator<string> {
  const { setting, folders, trusted } = around;
  const named = setting.trim() || USUAL;
  if (named !== USUAL) {
    yield* placed(named, around);
    return;
  }
  if (trusted) {
    for (const folder of folders) for (const name of ENVIRONMENTS) yield inEnvironment(path.join(folder, name), around);
  }
  yield* onPath(USUAL, around);
}

/** What the setting names: a path (from the folder that is open, where it is not absolute), or a name on PATH. */
function* placed(named: string, around: Surroundings): Generator<string> {
  const written = home(named, around);
  if (path.isAbsolute(written)) {
    yield* endings(written, around);
  } else if (/[\\/]/.test(written)) {
    if (around.trusted) for (const folder of around.folders) yield* endings(path.join(folder, written), around);
  } else {
    yield* onPath(written, around);
  }
}

function home(named: string, { environment, folders }: Surroundings): string {
  const own = environment["HOME"] ?? environment["USERPROFILE"];
  const written = own ? named.replace(/^~(?=[\\/])/, own) : named;
  return folders[0] ? written.replace("${workspaceFolder}", folders[0]) : written;
}

function* onPath(name: string, around: Surroundings): Generator<string> {
  const variable = around.environment["PATH"] ?? around.environment["Path"] ?? "";
  for (const folder of variable.split(around.platform === "win32" ? ";" : ":")) {
    if (path.isAbsolute(folder)) yield* endings(path.join(folder, name), around);
  }
}

function inEnvironment(folder: string, { platform }: Surroundings): string {
  return platform === "win32" ? path.join(folder, "Scripts", "filmc.exe") : path.join(folder, "bin", "filmc");
}

/** On Windows a program's ending may be left out. Scripts (.cmd) need a shell, and are not run. */
function* endings(file: string, { platform }: Surroundings): Generator<string> {
  yield file;
  if (platform === "win32" && !path.extname(file)) yield `${file}.exe`;
}
