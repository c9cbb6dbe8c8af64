/** Takes as files that VS Code can show: in filmc's store they have no ending, and it goes by that. */

import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readSync } from "node:fs";
import * as path from "node:path";

import type { Take } from "./answers.js";

const HEAD = 16;
const KINDS: readonly (readonly [ending: string, signature: RegExp])[] = [
  [".png", /^\x89PNG\r\n/],
  [".jpg", /^\xff\xd8\xff/],
  [".webp", /^RIFF....WEBP/s],
  [".gif", /^GIF8/],
  [".mp4", /^....ftyp/s],
  [".webm", /^\x1a\x45\xdf\xa3/],
  [".wav", /^RIFF....WAVE/s],
  [".mp3", /^(?:ID3|\xff[\xe2-\xfb])/],
  [".flac", /^fLaC/],
  [".ogg", /^OggS/],
];
const PICTURES = [".png", ".jpg", ".webp", ".gif"];

/** Return the ending of a file that begins with `head`; empty where it is of no known kind. */
export function ending(head: Uint8Array): string {
  const text = Buffer.from(head).toString("latin1");
  return KINDS.find(([, signature]) => signature.test(text))?.[0] ?? "";
}

export function isPicture(file: string): boolean {
  return PICTURES.includes(path.extname(file));
}

/** Return a file in `folder` with the bytes of a take, and the ending that they have; undefined where it is lost. */
export function fileOf(take: Take, folder: string): string | undefined {
  if (take.path === null || !existsSync(take.path)) return undefined;
  const file = path.join(folder, `${take.digest}${ending(headOf(take.path))}`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(take.path, file);
  }
  return file;
}

function headOf(file: string): Uint8Array {
  const [open, head] = [openSync(file, "r"), Buffer.alloc(HEAD)];
  try {
    return head.subarray(0, readSync(open, head, 0, HEAD, 0));
  } finally {
    closeSync(open);
  }
}
