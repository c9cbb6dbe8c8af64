// The script beside the film: the lines of the shot at the playhead are marked, what is spoken most; a click goes there, two
// open the editor. A text is cut into chunks, and only those near the eye have lines in them.

import { $, el, renew } from "./dom.js";
import { linesIn, now, on, shotAt, spokenAt } from "./film.js";
import { open } from "./places.js";
import { playingNow, position, seek } from "./player.js";

const CHUNK = 100; // lines
const box = $("pane-script");
let spans = new Map(); // of shots by id: file, first line, line after the last
let marks = new Map(); // by file and line: how bad it is

function draw() {
  if (!now.sheet) return;
  const { files } = now.sheet;
  marks = new Map();
  for (const { place, severity } of now.problems.found) if (place && !now.problems.broken) marks.set(`${place.file}:${place.line}`, `mark-${severity}`);
  spans = new Map(now.sheet.shots.filter((shot) => shot.place).map((shot) => [shot.id, spanOf(shot)]));
  const pages = renew(box, files.map((file) => ({ key: file.file, of: file.file })), ({ of }) =>
    el("section", { class: "page" }, el("p", { class: "name" }, of), el("div", {})));
  files.forEach(({ file }, at) => renew(pages[at].lastChild, chunks(file), chunk));
  here(true);
}

// A shot's lines: from its heading as far as what follows is indented deeper.
function spanOf(shot) {
  const { file, line } = shot.place;
  const lines = linesIn(now.sheet, file);
  const depth = indent(lines[line - 1] ?? "");
  let end = line;
  while (end < lines.length && (!lines[end].trim() || indent(lines[end]) > depth)) end += 1;
  while (end > line && !lines[end - 1].trim()) end -= 1;
  return { file, first: line, end: end + 1, shot: shot.id };
}
const indent = (words) => words.length - words.trimStart().length;

// ---- chunks

function chunks(file) {
  const lines = linesIn(now.sheet, file);
  const found = [];
  for (let first = 1; first <= lines.length; first += CHUNK) {
    const part = lines.slice(first - 1, first - 1 + CHUNK).map((words, at) => [words, marks.get(`${file}:${first + at}`) ?? ""]);
    found.push({ key: `${first}`, of: [file, first, part] });
  }
  return found;
}

const near = new IntersectionObserver((found) => found.forEach((each) => each.isIntersecting && fill(each.target)), { root: box, rootMargin: "600px 0px" });

function chunk({ of: [file, first, lines] }) {
  const made = el("div", { class: "chunk", style: { minHeight: `${lines.length * 1.55}em` } });
  made.lines = { file, first, lines };
  near.observe(made);
  return made;
}

function fill(of) {
  if (!of.lines) return;
  const { file, first, lines } = of.lines;
  of.lines = null;
  near.unobserve(of);
  of.style.minHeight = "";
  of.append(...lines.map(([words, mark], at) => line(file, first + at, words, mark)));
  if (marked.length) here(true, of);
}

function line(file, number, words, mark) {
  return el("div", { class: `line ${mark}`, data: { line: `${number}` }, onclick: () => go(file, number), ondblclick: () => open(placeOf(file, number)) },
    el("span", { class: "no" }, String(number)), el("span", { class: `words ${kind(words)}` }, words || " "));
}

const HEADING = /^\s*(film|character|place|prop|theme|look|scene|shot|act|cover|credits|use|variant)\b/;
const CUE = /^\s*[\p{Ll}\p{Lo}][\p{L} ]*(\([^)]*\))?\s*[:：]/u;
const kind = (words) => (/^\s*#/.test(words) ? "comment" : HEADING.test(words) && !CUE.test(words) ? "heading" : CUE.test(words) ? "cue" : "");

// ---- there and back

function go(file, number) {
  if (String(getSelection()).trim()) return; // somebody marks words to copy them
  const span = [...spans.values()].find((each) => each.file === file && each.first <= number && number < each.end);
  if (!span) return;
  const spoken = now.sheet.lines.find((each) => each.place?.file === file && each.place.line === number);
  seek(spoken ? spoken.start : now.sheet.byId.get(span.shot).start);
}

// The server counts characters, not units of UTF-16.
function placeOf(file, number) {
  const text = now.sheet.files.find((each) => each.file === file).text;
  const ends = /\r\n|\r|\n/g;
  let start = 0;
  for (let at = 1; at < number && ends.exec(text); at += 1) start = ends.lastIndex;
  start += indent(linesIn(now.sheet, file)[number - 1]);
  const at = [...text.slice(0, start)].length;
  return { file, start: at, end: at };
}

function lineAt(file, number, filled = false) {
  const page = box.querySelector(`.page[data-key="${CSS.escape(file)}"]`)?.lastChild;
  const found = page?.children[Math.floor((number - 1) / CHUNK)];
  if (filled && found) fill(found);
  return found?.children[(number - 1) % CHUNK] ?? null;
}

let marked = [];
let told = "";
function here(again = false, only = null) {
  if (!now.sheet) return;
  const frame = position();
  const shot = shotAt(frame);
  const span = spans.get(shot?.id);
  const spoken = spokenAt(frame, shot).filter((each) => each.place);
  const is = JSON.stringify([span, spoken.map((each) => each.place.line)]);
  if (is === told && !again) return;
  const moved = span && (!told || JSON.parse(told)[0]?.shot !== span.shot);
  told = is;
  for (const each of marked) each.classList.remove("now", "spoken");
  const lines = span ? Array.from({ length: span.end - span.first }, (_, at) => lineAt(span.file, span.first + at, moved && !at)).filter(Boolean) : [];
  const said = spoken.map(({ place }) => lineAt(place.file, place.line)).filter(Boolean);
  lines.forEach((each) => each.classList.add("now"));
  said.forEach((each) => each.classList.add("spoken"));
  marked = [...lines, ...said];
  if (!only && (moved || said.length) && lines[0] && !box.matches(":focus-within, :hover")) show(said[0] ?? lines[0], moved);
}

function show(line, moved) {
  const top = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (!moved && top > 30 && top < box.clientHeight - 30) return;
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches && playingNow();
  box.scrollBy({ top: top - box.clientHeight / 4, behavior: smooth ? "smooth" : "instant" });
}

on("sheet", draw);
on("problems", draw);
on("frame", () => here());
on("tab", () => here(true));
