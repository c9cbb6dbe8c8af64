// The script beside the film: the lines of the shot at the playhead are marked, what is spoken most; a click goes there, two
// open the editor. A text is cut into chunks, and only those near the eye have lines in them.

import { $, el, renew } from "./dom.js";
import { linesIn, now, on, partAt, spokenAt } from "./film.js";
import { open } from "./places.js";
import { playingNow, position, seek } from "./player.js";

const CHUNK = 100; // lines
const box = $("pane-script");
let spans = new Map(); // of shots by id, and of the credits: file, first line, line after the last
let marks = new Map(); // by file and line: how bad it is

function draw() {
  if (!now.sheet) return;
  const { files } = now.sheet;
  marks = new Map();
  for (const { place, severity } of now.problems.found) if (place && !now.problems.broken) marks.set(`${place.file}:${place.line}`, `mark-${severity}`);
  spans = new Map(now.sheet.parts.filter((each) => each.place).map((each) => [each.id, spanOf(each)]));
  const pages = renew(box, files.map((file) => ({ key: file.file, of: file.file })), ({ of }) =>
    el("section", { class: "page" }, el("p", { class: "name" }, of), el("div", {})));
  files.forEach(({ file }, at) => renew(pages[at].lastChild, chunks(file), chunk));
  here(true);
}

// The lines of a shot or of the credits: from the heading as far as what follows is indented deeper.
function spanOf({ id, place: { file, line } }) {
  const lines = linesIn(now.sheet, file);
  const depth = indent(lines[line - 1] ?? "");
  let end = line;
  while (end < lines.length && (!lines[end].trim() || indent(lines[end]) > depth)) end += 1;
  while (end > line && !lines[end - 1].trim()) end -= 1;
  return { file, first: line, end: end + 1, shot: id };
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

const near = new IntersectionObserver((found) => {
  for (const each of found) if (each.isIntersecting) fill(each.target);
  mark();
}, { root: box, rootMargin: "600px 0px" });

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
}

function line(file, number, words, mark) {
  return el("div", { class: `line ${mark}`, data: { line: `${number}` }, onclick: () => go(file, number), ondblclick: () => open(placeOf(file, number)) },
    el("span", { class: "no" }, String(number)), el("span", { class: `words ${kind(words)}`, style: hanging(words) }, words || " "));
}

// What is too long for a line goes on where its words begin.
const hanging = (words) => ((by) => (by ? { paddingLeft: `${by}ch`, textIndent: `-${by}ch` } : {}))(words.match(/^ */)[0].length);

const HEADING = /^\s*(film|character|place|prop|theme|look|scene|shot|act|cover|credits|use|variant)\b(?!\s*(\([^)]*\)\s*)?[:：])/;
const CUE = /^\s*[\p{Ll}\p{Lo}][\p{L} ]*(\([^)]*\))?\s*[:：]/u;
const kind = (words) => (/^\s*#/.test(words) ? "comment" : HEADING.test(words) ? "heading" : CUE.test(words) ? "cue" : "");

// ---- there and back

function go(file, number) {
  if (String(getSelection()).trim()) return; // somebody marks words to copy them
  const span = [...spans.values()].find((each) => each.file === file && each.first <= number && number < each.end);
  if (!span) return;
  const spoken = now.sheet.lines.find((each) => each.place?.file === file && each.place.line === number);
  seek((spoken ?? now.sheet.byId.get(span.shot)).start);
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

const chunkAt = (file, number) => box.querySelector(`.page[data-key="${CSS.escape(file)}"]`)?.lastChild.children[Math.floor((number - 1) / CHUNK)];
const lineAt = (file, number) => chunkAt(file, number)?.children[(number - 1) % CHUNK] ?? null;

let at = { span: null, spoken: [] }; // where the playhead is in the text
let marked = [];

function here(again = false) {
  if (!now.sheet) return;
  const frame = position();
  const part = partAt(frame);
  const is = { span: spans.get(part?.id) ?? null, spoken: spokenAt(frame, part).flatMap((each) => each.place ?? []) };
  const moved = is.span?.shot !== at.span?.shot;
  if (!again && !moved && is.spoken.length === at.spoken.length && is.spoken.every((each, number) => each === at.spoken[number])) return;
  at = is;
  if (at.span) fill(chunkAt(at.span.file, at.span.first) ?? {});
  mark();
  if (marked.length && !box.matches(":focus-within, :hover")) show(box.querySelector(".line.spoken") ?? marked[0], moved);
}

function mark() {
  for (const each of marked) each.classList.remove("now", "spoken");
  const { span, spoken } = at;
  const lines = span ? Array.from({ length: span.end - span.first }, (_, number) => lineAt(span.file, span.first + number)).filter(Boolean) : [];
  const said = spoken.map(({ file, line }) => lineAt(file, line)).filter(Boolean);
  lines.forEach((each) => each.classList.add("now"));
  said.forEach((each) => each.classList.add("spoken"));
  marked = [...lines, ...said];
}

// Bring a line to the eye; where only something else is spoken in the same shot, only if it is not there already.
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
