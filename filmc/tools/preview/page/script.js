// The script beside the film: the lines of the shot at the playhead are marked, a click goes there, two open the editor.

import { $, el, renew } from "./dom.js";
import { now, on, shotAt } from "./film.js";
import { position, running, seek } from "./player.js";
import { open } from "./places.js";

const box = $("pane-script");
let spans = []; // of shots: file, first line, line after the last

function draw() {
  const { files, shots } = now.sheet;
  const marks = new Map();
  for (const { place, severity } of now.problems.found) if (place) marks.set(`${place.file}:${place.line}`, `mark-${severity}`);
  spans = shots.filter((shot) => shot.place).map((shot) => ({ shot, file: shot.place.file, first: shot.place.line }));
  for (const span of spans) {
    const text = files.find((file) => file.file === span.file);
    const lines = (text?.text ?? "").split(/\r\n|\r|\n/);
    const depth = indent(lines[span.first - 1] ?? "");
    let end = span.first;
    while (end < lines.length && (!lines[end].trim() || indent(lines[end]) > depth)) end += 1;
    while (end > span.first && !lines[end - 1].trim()) end -= 1;
    span.end = end + 1;
  }
  const pages = renew(box, files.map((file) => ({ key: file.file, of: file.file })), ({ of }) =>
    el("section", { class: "page" }, el("p", { class: "name" }, of), el("div", {})));
  files.forEach((file, at) => {
    const rows = file.text.split(/\r\n|\r|\n/).map((words, number) => ({ key: `${number + 1}`, of: [words, marks.get(`${file.file}:${number + 1}`) ?? "", file.file] }));
    pages[at].hidden = false;
    renew(pages[at].lastChild, rows, line);
  });
  here();
}

const indent = (words) => words.length - words.trimStart().length;

function line({ key, of: [words, mark, file] }) {
  return el("div", { class: `line ${mark}`, onclick: () => go(file, Number(key)), ondblclick: () => open(placeOf(file, Number(key))) },
    el("span", { class: "no" }, key), el("span", { class: `words ${kind(words)}` }, words || " "));
}

const HEADING = /^\s*(film|character|place|prop|theme|look|scene|shot|act|cover|credits|use|variant)\b/;
const CUE = /^\s*[\p{Ll}][\p{L} ]*(\([^)]*\))?\s*[:：]/u;
const kind = (words) => (/^\s*#/.test(words) ? "comment" : HEADING.test(words) && !CUE.test(words) ? "heading" : CUE.test(words) ? "cue" : "");

function go(file, number) {
  const span = spans.find((each) => each.file === file && each.first <= number && number < each.end);
  if (!span) return;
  const spoken = now.sheet.lines.find((each) => each.place?.file === file && each.place.line === number);
  seek(spoken ? spoken.start : span.shot.start);
}

function placeOf(file, number) {
  const text = now.sheet.files.find((each) => each.file === file).text;
  const ends = /\r\n|\r|\n/g;
  let start = 0;
  for (let at = 1; at < number && ends.exec(text); at += 1) start = ends.lastIndex;
  return { file, start: [...text.slice(0, start)].length };
}

let marked = [];
function here() {
  if (!now.sheet) return;
  const frame = position();
  const shot = shotAt(frame);
  const span = spans.find((each) => each.shot.id === shot?.id);
  const spoken = now.sheet.lines.filter((each) => each.place && each.start <= frame && frame < each.start + each.frames);
  const page = span && box.querySelector(`[data-key="${CSS.escape(span.file)}"]`)?.lastChild;
  const lines = page ? [...page.children].slice(span.first - 1, span.end - 1) : [];
  const said = spoken.map((each) => box.querySelector(`[data-key="${CSS.escape(each.place.file)}"]`)?.lastChild.children[each.place.line - 1]).filter(Boolean);
  const before = marked[0];
  for (const each of marked) if (!lines.includes(each)) each.classList.remove("now");
  for (const each of box.querySelectorAll(".spoken")) if (!said.includes(each)) each.classList.remove("spoken");
  for (const each of lines) each.classList.add("now");
  for (const each of said) each.classList.add("spoken");
  marked = lines;
  if (lines[0] && lines[0] !== before && !box.matches(":focus-within, :hover")) show(lines[0]);
}

function show(first) {
  const smooth = !matchMedia("(prefers-reduced-motion: reduce)").matches && running();
  box.scrollTo({ top: first.offsetTop - box.clientHeight / 4, behavior: smooth ? "smooth" : "instant" });
}

on("sheet", draw);
on("problems", () => now.sheet && draw());
on("frame", here);
