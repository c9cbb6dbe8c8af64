// VS Code's values, as far as the language client makes and reads them: places, edits, what features answer.

class Disposable {
  constructor(end) { this.dispose = end; }
  static from(...all) { return new Disposable(() => all.forEach((each) => each.dispose())); }
}

class EventEmitter {
  #listeners = new Set();
  event = (listener, self, subscriptions) => {
    const bound = self ? listener.bind(self) : listener;
    this.#listeners.add(bound);
    const subscription = new Disposable(() => this.#listeners.delete(bound));
    subscriptions?.push(subscription);
    return subscription;
  };
  fire(value) { for (const each of [...this.#listeners]) each(value); }
  dispose() { this.#listeners.clear(); }
}

class CancellationTokenSource {
  #emitter = new EventEmitter();
  token = { isCancellationRequested: false, onCancellationRequested: this.#emitter.event };
  cancel() { this.token.isCancellationRequested = true; this.#emitter.fire(); }
  dispose() {}
}

class CancellationError extends Error {}

class Position {
  constructor(line, character) { this.line = line; this.character = character; }
  compareTo(other) { return this.line - other.line || this.character - other.character; }
  isBefore(other) { return this.compareTo(other) < 0; }
  isBeforeOrEqual(other) { return this.compareTo(other) <= 0; }
  isAfter(other) { return this.compareTo(other) > 0; }
  isEqual(other) { return this.compareTo(other) === 0; }
  translate(lines = 0, characters = 0) { return new Position(this.line + lines, this.character + characters); }
}

class Range {
  constructor(a, b, c, d) {
    [this.start, this.end] = c === undefined ? [a, b] : [new Position(a, b), new Position(c, d)];
  }
  get isEmpty() { return this.start.isEqual(this.end); }
  contains(what) {
    const [start, end] = what instanceof Range ? [what.start, what.end] : [what, what];
    return this.start.isBeforeOrEqual(start) && end.isBeforeOrEqual(this.end);
  }
  isEqual(other) { return this.start.isEqual(other.start) && this.end.isEqual(other.end); }
}

class Selection extends Range {
  get active() { return this.end; }
  get anchor() { return this.start; }
}

class Uri {
  constructor(scheme, authority, path, query = "", fragment = "") { Object.assign(this, { scheme, authority, path, query, fragment }); }
  static parse(text) {
    const [, scheme, , authority = "", path = "", , query = "", , fragment = ""] =
      /^([a-z][a-z0-9+.-]*):(\/\/([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?$/i.exec(text);
    return new Uri(scheme, authority, decodeURIComponent(path), query, fragment);
  }
  static file(path) { return new Uri("file", "", path); }
  static from(parts) { return new Uri(parts.scheme, parts.authority ?? "", parts.path ?? "", parts.query ?? "", parts.fragment ?? ""); }
  get fsPath() { return this.path; }
  with(parts) { return Uri.from({ ...this, ...parts }); }
  toString(bare) {
    const path = bare ? this.path : encodeURI(this.path).replace(/[?#:]/g, encodeURIComponent);
    const slashes = this.authority || this.scheme === "file" ? "//" : "";
    return `${this.scheme}:${slashes}${this.authority}${path}${this.query && `?${this.query}`}${this.fragment && `#${this.fragment}`}`;
  }
}

class TextEdit {
  constructor(range, newText) { this.range = range; this.newText = newText; }
  static replace(range, text) { return new TextEdit(range, text); }
  static insert(position, text) { return new TextEdit(new Range(position, position), text); }
  static delete(range) { return new TextEdit(range, ""); }
}

class WorkspaceEdit {
  edits = [];
  renames = [];
  replace(uri, range, text) { this.edits.push([uri, new TextEdit(range, text)]); }
  insert(uri, position, text) { this.replace(uri, new Range(position, position), text); }
  delete(uri, range) { this.replace(uri, range, ""); }
  set(uri, edits) { for (const edit of edits) this.edits.push([uri, Array.isArray(edit) ? edit[0] : edit]); }
  renameFile(from, to) { this.renames.push([from, to]); }
  createFile() {}
  deleteFile() {}
  entries() {
    const files = new Map();
    for (const [uri, edit] of this.edits) files.set(uri.toString(), [uri, [...(files.get(uri.toString())?.[1] ?? []), edit]]);
    return [...files.values()];
  }
}

class MarkdownString {
  constructor(value = "") { this.value = value; }
  appendMarkdown(text) { this.value += text; return this; }
  appendCodeblock(text, language = "") { return this.appendMarkdown(`\n\`\`\`${language}\n${text}\n\`\`\`\n`); }
}

class CodeActionKind {
  constructor(value) { this.value = value; }
  append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); }
  contains(other) { return this.value === other.value || other.value.startsWith(`${this.value}.`); }
  intersects(other) { return this.contains(other) || other.contains(this); }
}
for (const [name, value] of Object.entries({ Empty: "", QuickFix: "quickfix", Refactor: "refactor", RefactorExtract: "refactor.extract", RefactorInline: "refactor.inline", RefactorRewrite: "refactor.rewrite", RefactorMove: "refactor.move", Source: "source", SourceOrganizeImports: "source.organizeImports", SourceFixAll: "source.fixAll", Notebook: "notebook" })) {
  CodeActionKind[name] = new CodeActionKind(value);
}

/** Return a class whose constructor keeps its arguments under `names`. */
function record(...names) {
  return class {
    constructor(...given) { names.forEach((name, at) => { if (given[at] !== undefined) this[name] = given[at]; }); }
  };
}

/** Return an enumeration, both ways, counting from `first`. */
function numbered(first, ...names) {
  return Object.fromEntries(names.flatMap((name, at) => [[name, first + at], [first + at, name]]));
}

module.exports = {
  Disposable, EventEmitter, CancellationTokenSource, CancellationError, Position, Range, Selection, Uri, TextEdit,
  WorkspaceEdit, MarkdownString, CodeActionKind,
  Location: record("uri", "range"),
  Diagnostic: record("range", "message", "severity"),
  DiagnosticRelatedInformation: record("location", "message"),
  Hover: class { constructor(contents, range) { Object.assign(this, { contents: [contents].flat(), range }); } },
  CompletionItem: record("label", "kind"),
  CompletionList: record("items", "isIncomplete"),
  SnippetString: record("value"),
  SignatureHelp: record(),
  SignatureInformation: record("label", "documentation"),
  ParameterInformation: record("label", "documentation"),
  DocumentHighlight: record("range", "kind"),
  SymbolInformation: record("name", "kind", "containerName", "location"),
  DocumentSymbol: record("name", "detail", "kind", "range", "selectionRange"),
  CodeAction: record("title", "kind"),
  CodeLens: record("range", "command"),
  DocumentLink: record("range", "target"),
  FoldingRange: record("start", "end", "kind"),
  SelectionRange: record("range", "parent"),
  SemanticTokens: record("data", "resultId"),
  SemanticTokensEdit: record("start", "deleteCount", "data"),
  SemanticTokensEdits: record("edits", "resultId"),
  SemanticTokensLegend: record("tokenTypes", "tokenModifiers"),
  InlayHint: record("position", "label", "kind"),
  InlayHintLabelPart: record("value"),
  CallHierarchyItem: record("kind", "name", "detail", "uri", "range", "selectionRange"),
  CallHierarchyIncomingCall: record("from", "fromRanges"),
  CallHierarchyOutgoingCall: record("to", "fromRanges"),
  TypeHierarchyItem: record("kind", "name", "detail", "uri", "range", "selectionRange"),
  LinkedEditingRanges: record("ranges", "wordPattern"),
  Color: record("red", "green", "blue", "alpha"),
  ColorInformation: record("range", "color"),
  ColorPresentation: record("label"),
  RelativePattern: record("baseUri", "pattern"),
  ThemeIcon: record("id"),
  TabInputText: record("uri"),
  TabInputTextDiff: record("original", "modified"),
  TabInputCustom: record("uri", "viewType"),
  TabInputNotebook: record("uri", "notebookType"),
  Task: record("definition", "scope", "name", "source", "execution", "problemMatchers"),
  ProcessExecution: record("process", "args", "options"),
  DiagnosticSeverity: numbered(0, "Error", "Warning", "Information", "Hint"),
  DiagnosticTag: numbered(1, "Unnecessary", "Deprecated"),
  CompletionItemKind: numbered(0, "Text", "Method", "Function", "Constructor", "Field", "Variable", "Class", "Interface", "Module", "Property", "Unit", "Value", "Enum", "Keyword", "Snippet", "Color", "File", "Reference", "Folder", "EnumMember", "Constant", "Struct", "Event", "Operator", "TypeParameter"),
  CompletionItemTag: numbered(1, "Deprecated"),
  CompletionTriggerKind: numbered(0, "Invoke", "TriggerCharacter", "TriggerForIncompleteCompletions"),
  SymbolKind: numbered(0, "File", "Module", "Namespace", "Package", "Class", "Method", "Property", "Field", "Constructor", "Enum", "Interface", "Function", "Variable", "Constant", "String", "Number", "Boolean", "Array", "Object", "Key", "Null", "EnumMember", "Struct", "Event", "Operator", "TypeParameter"),
  SymbolTag: numbered(1, "Deprecated"),
  SignatureHelpTriggerKind: numbered(1, "Invoke", "TriggerCharacter", "ContentChange"),
  CodeActionTriggerKind: numbered(1, "Invoke", "Automatic"),
  FoldingRangeKind: numbered(1, "Comment", "Imports", "Region"),
  InlayHintKind: numbered(1, "Type", "Parameter"),
  InlineCompletionTriggerKind: numbered(0, "Invoke", "Automatic"),
  DocumentHighlightKind: numbered(0, "Text", "Read", "Write"),
  TextDocumentSaveReason: numbered(1, "Manual", "AfterDelay", "FocusOut"),
  TextDocumentChangeReason: numbered(1, "Undo", "Redo"),
  TextEditorSelectionChangeKind: numbered(1, "Keyboard", "Mouse", "Command"),
  TextEditorRevealType: numbered(0, "Default", "InCenter", "InCenterIfOutsideViewport", "AtTop"),
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
  ViewColumn: { Active: -1, Beside: -2, One: 1, Two: 2 },
  StatusBarAlignment: numbered(1, "Left", "Right"),
  QuickPickItemKind: { Separator: -1, Default: 0 },
  TaskScope: numbered(1, "Global", "Workspace"),
  UIKind: numbered(1, "Desktop", "Web"),
  TaskRevealKind: numbered(1, "Always", "Silent", "Never"),
  FileType: numbered(0, "Unknown", "File", "Directory"),
  LogLevel: numbered(0, "Off", "Trace", "Debug", "Info", "Warning", "Error"),
  NotebookCellKind: numbered(1, "Markup", "Code"),
  EndOfLine: numbered(1, "LF", "CRLF"),
};
