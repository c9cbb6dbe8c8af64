// VS Code's texts: documents that are open, edited, saved and closed, with the events of it.

const { readFileSync, writeFileSync } = require("node:fs");
const { EventEmitter, Position, Range, Selection, Uri } = require("./values.cjs");

class Document {
  constructor(uri, text, languageId) { Object.assign(this, { uri, languageId, version: 1, isDirty: false, isClosed: false, eol: 1, text }); }
  get fileName() { return this.uri.fsPath; }
  get isUntitled() { return this.uri.scheme === "untitled"; }
  get lines() { return this.text.split(/\r\n|\r|\n/); }
  get lineCount() { return this.lines.length; }
  getText(range) { return range ? this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : this.text; }
  lineAt(at) { return { text: this.lines[at.line ?? at], lineNumber: at.line ?? at }; }
  offsetAt({ line, character }) {
    const starts = [0, ...[...this.text.matchAll(/\r\n|\r|\n/g)].map((found) => found.index + found[0].length)];
    return starts[line] + character;
  }
  positionAt(offset) {
    const before = this.text.slice(0, offset).split(/\r\n|\r|\n/);
    return new Position(before.length - 1, before.at(-1).length);
  }
  /** Return the place of the first `words`, `by` characters on. */
  find(words, by = 0) {
    const at = this.text.indexOf(words);
    if (at < 0) throw new Error(`the text has no ${words}`);
    return this.positionAt(at + by);
  }
  async save() { return this.workspace.save(this); }
}

/** All texts, and the folder that is open. */
class Workspace {
  constructor() {
    for (const name of ["Open", "Change", "Save", "Close", "WillSave", "Touch"]) this[name] = new EventEmitter();
    Object.assign(this, { documents: [], providers: new Map(), folder: undefined, isTrusted: true, settings: {} });
  }

  async open(what) {
    const uri = typeof what === "string" ? Uri.file(what) : what;
    const there = this.documents.find((each) => each.uri.toString() === uri.toString());
    if (there) return there;
    const text = uri.scheme === "file" ? readFileSync(uri.fsPath, "utf8") : this.providers.get(uri.scheme)?.provideTextDocumentContent(uri) ?? "";
    const made = new Document(uri, text, uri.path.endsWith(".film") || uri.scheme === "untitled" ? "film" : "plaintext");
    made.workspace = this;
    this.documents.push(made);
    this.Open.fire(made);
    return made;
  }

  /** Replace ranges of a document, as typing does; ranges count in the text as it is. */
  edit(document, edits) {
    const placed = edits.map(({ range, newText }) => ({ range, rangeOffset: document.offsetAt(range.start), rangeLength: document.offsetAt(range.end) - document.offsetAt(range.start), text: newText }));
    placed.sort((one, other) => other.rangeOffset - one.rangeOffset);
    for (const { rangeOffset, rangeLength, text } of placed) document.text = document.text.slice(0, rangeOffset) + text + document.text.slice(rangeOffset + rangeLength);
    document.version += 1;
    document.isDirty = true;
    this.Change.fire({ document, contentChanges: placed, reason: undefined });
  }

  type(document, words, instead) {
    const start = document.find(words);
    this.edit(document, [{ range: new Range(start, document.find(words, words.length)), newText: instead }]);
  }

  async apply(edit) {
    for (const [uri, edits] of edit.entries()) this.edit(await this.open(uri), edits);
    return true;
  }

  save(document) {
    writeFileSync(document.uri.fsPath, document.text);
    document.isDirty = false;
    this.Save.fire(document);
    return true;
  }

  /** Tell who watches the folder that a file in it has changed. */
  touch(name) { this.Touch.fire(Uri.file(`${this.folder}/${name}`)); }

  close(document) {
    document.isClosed = true;
    this.documents.splice(this.documents.indexOf(document), 1);
    this.Close.fire(document);
  }
}

module.exports = { Workspace, Selection };
