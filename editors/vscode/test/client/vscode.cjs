// Enough of VS Code for the extension to run in: real texts, providers and commands; a window whose person is the test.

const { readFileSync } = require("node:fs");
const values = require("./values.cjs");
const { Workspace } = require("./workspace.cjs");

const { Disposable, EventEmitter, Selection, Uri } = values;
const never = new EventEmitter().event;

/** Return a VS Code with `folder` open. Beside the API it has `test`: what providers there are, and what was shown. */
function open(folder, settings = {}) {
  const workspace = Object.assign(new Workspace(), { folder, settings });
  const shown = { messages: [], panels: [], tasks: [], picks: [], statusBar: [], documents: [], log: [] };
  const person = { answers: [], pick: (items) => items[0] };
  const commands = new Map();
  return Object.assign({ ...values }, {
    version: "1.106.0",
    env: { appName: "test", language: "en", uiKind: 1, machineId: "test", asExternalUri: async (uri) => uri, openExternal: async () => true, isTelemetryEnabled: false, onDidChangeTelemetryEnabled: never },
    extensions: { getExtension: () => undefined, all: [], onDidChange: never },
    workspace: theWorkspace(workspace),
    window: theWindow(workspace, shown, person),
    languages: theLanguages(),
    commands: {
      registerCommand(name, run) {
        if (commands.has(name)) throw new Error(`command ${name} is there already`);
        commands.set(name, run);
        return new Disposable(() => commands.delete(name));
      },
      async executeCommand(name, ...words) {
        const run = commands.get(name);
        return run ? run(...words) : void shown.messages.push([name, ...words.map(String)]);
      },
      getCommands: async () => [...commands.keys()],
    },
    tasks: { executeTask: async (task) => void shown.tasks.push(task), onDidEndTaskProcess: never },
    notebooks: {},
    lm: { tools: [] },
    debug: {}, scm: {}, tests: {}, comments: {}, authentication: {},
    test: { workspace, shown, person, commands },
  });
}

function theWorkspace(inner) {
  const folders = () => (inner.folder ? [{ uri: Uri.file(inner.folder), name: "film", index: 0 }] : undefined);
  return {
    get textDocuments() { return inner.documents; },
    get workspaceFolders() { return folders(); },
    get isTrusted() { return inner.isTrusted; },
    notebookDocuments: [],
    onDidOpenTextDocument: inner.Open.event,
    onDidChangeTextDocument: inner.Change.event,
    onDidSaveTextDocument: inner.Save.event,
    onDidCloseTextDocument: inner.Close.event,
    onWillSaveTextDocument: inner.WillSave.event,
    ...Object.fromEntries(["onDidChangeWorkspaceFolders", "onDidChangeConfiguration", "onDidGrantWorkspaceTrust", "onDidCreateFiles", "onDidRenameFiles", "onDidDeleteFiles", "onWillCreateFiles", "onWillRenameFiles", "onWillDeleteFiles", "onDidOpenNotebookDocument", "onDidCloseNotebookDocument", "onDidChangeNotebookDocument", "onDidSaveNotebookDocument"].map((name) => [name, never])),
    openTextDocument: (what) => inner.open(what),
    applyEdit: (edit) => inner.apply(edit),
    getConfiguration: (section) => ({ get: (name, usual) => inner.settings[[section, name].filter(Boolean).join(".")] ?? usual, has: () => false, inspect: () => undefined }),
    getWorkspaceFolder: () => folders()?.[0],
    registerTextDocumentContentProvider: (scheme, provider) => (inner.providers.set(scheme, provider), new Disposable(() => inner.providers.delete(scheme))),
    createFileSystemWatcher: () => ({ onDidCreate: never, onDidChange: inner.Touch.event, onDidDelete: never, dispose() {} }),
    fs: { stat: async () => { throw new Error("there is no such file"); }, readFile: async (uri) => readFileSync(uri.fsPath) },
  };
}

function theLanguages() {
  const providers = new Map();
  const collections = new Set();
  const changed = new EventEmitter();
  const registering = (name) => (selector, provider, ...rest) => {
    const entry = { selector, provider, rest };
    providers.set(name, [...(providers.get(name) ?? []), entry]);
    return new Disposable(() => providers.set(name, providers.get(name).filter((each) => each !== entry)));
  };
  const named = ["CompletionItem", "Hover", "SignatureHelp", "Definition", "Declaration", "Implementation", "TypeDefinition", "Reference", "DocumentHighlight", "DocumentSymbol", "WorkspaceSymbol", "CodeActions", "CodeLens", "DocumentFormattingEdit", "DocumentRangeFormattingEdit", "OnTypeFormattingEdit", "Rename", "DocumentLink", "Color", "FoldingRange", "SelectionRange", "DocumentSemanticTokens", "DocumentRangeSemanticTokens", "CallHierarchy", "TypeHierarchy", "LinkedEditingRange", "InlayHints", "InlineValues", "InlineCompletionItem"];
  return {
    ...Object.fromEntries(named.map((name) => [`register${name}Provider`, name === "WorkspaceSymbol" ? (provider) => registering(name)(undefined, provider) : registering(name)])),
    createDiagnosticCollection(name) {
      const found = new Map();
      const collection = {
        name,
        set(uri, all) { for (const [one, list] of Array.isArray(uri) ? uri : [[uri, all]]) found.set(one.toString(), [one, list ?? []]); changed.fire({ uris: [] }); },
        delete(uri) { found.delete(uri.toString()); changed.fire({ uris: [] }); },
        clear() { found.clear(); },
        get: (uri) => found.get(uri.toString())?.[1],
        has: (uri) => found.has(uri.toString()),
        forEach(act) { for (const [uri, list] of found.values()) act(uri, list, collection); },
        entries: () => [...found.values()],
        dispose() { collections.delete(collection); },
      };
      collections.add(collection);
      return collection;
    },
    getDiagnostics(uri) {
      const all = [...collections].flatMap((each) => each.entries());
      return uri ? all.filter(([one]) => one.toString() === uri.toString()).flatMap(([, list]) => list) : all;
    },
    onDidChangeDiagnostics: changed.event,
    match: (selector, document) => ([selector].flat().some((each) => each.language === document.languageId && (!each.scheme || each.scheme === document.uri.scheme)) ? 10 : 0),
    setTextDocumentLanguage: async (document) => document,
    providers,
  };
}

function theWindow(workspace, shown, person) {
  const active = new EventEmitter();
  const selected = new EventEmitter();
  const visible = new EventEmitter();
  const asking = (sort) => async (message, ...rest) => {
    shown.messages.push([sort, message, ...rest.map((each) => each?.detail ?? each?.title ?? each)]);
    const wanted = person.answers.shift();
    return rest.find((each) => each === wanted);
  };
  const window = {
    activeTextEditor: undefined,
    visibleTextEditors: [],
    tabGroups: {
      get all() { return [{ tabs: window.visibleTextEditors.map(({ document }) => ({ input: new values.TabInputText(document.uri) })) }]; },
      onDidChangeTabs: never,
      onDidChangeTabGroups: never,
    },
    visibleNotebookEditors: [],
    state: { focused: true },
    onDidChangeActiveTextEditor: active.event,
    onDidChangeVisibleTextEditors: visible.event,
    onDidChangeTextEditorSelection: selected.event,
    onDidChangeVisibleNotebookEditors: never,
    onDidChangeWindowState: never,
    showInformationMessage: asking("information"),
    showWarningMessage: asking("warning"),
    showErrorMessage: asking("error"),
    setStatusBarMessage: (text) => void shown.messages.push(["status", text]),
    showQuickPick: async (items) => person.pick(await items),
    showInputBox: async () => person.answers.shift(),
    createOutputChannel: (name) => channel(name, shown.log),
    createStatusBarItem: () => { const item = { hidden: true, show() { item.hidden = false; }, hide() { item.hidden = true; }, dispose() {} }; shown.statusBar.push(item); return item; },
    createTerminal: (options) => { const terminal = { options, show() {}, sendText() {} }; shown.tasks.push(terminal); return terminal; },
    createQuickPick: () => quickPick(shown, person),
    createWebviewPanel(kind, title) {
      const gone = new EventEmitter();
      const panel = { kind, title, webview: { html: "", onDidReceiveMessage: never }, onDidDispose: gone.event, reveal() {}, dispose() { if (!panel.disposed) { panel.disposed = true; gone.fire(); } } };
      shown.panels.push(panel);
      return panel;
    },
    withProgress: (_options, work) => work({ report() {} }, new values.CancellationTokenSource().token),
    async showTextDocument(what, options = {}) {
      const document = what.getText ? what : await workspace.open(what);
      const editor = { document, viewColumn: options.viewColumn ?? 1, selection: options.selection ? new Selection(options.selection.start, options.selection.end) : new Selection(new values.Position(0, 0), new values.Position(0, 0)), revealRange() {} };
      if (!options.preserveFocus) { window.activeTextEditor = editor; active.fire(editor); }
      window.visibleTextEditors = [...window.visibleTextEditors.filter((each) => each.viewColumn !== editor.viewColumn), editor];
      visible.fire(window.visibleTextEditors);
      shown.documents.push(document);
      return editor;
    },
    /** Put the cursor somewhere, as a click does. */
    click(position, kind = values.TextEditorSelectionChangeKind.Mouse) {
      window.activeTextEditor.selection = new Selection(position, position);
      selected.fire({ kind, textEditor: window.activeTextEditor, selections: [window.activeTextEditor.selection] });
    },
  };
  return window;
}

function channel(name, log) {
  const writing = (level) => (...words) => void log.push(`${level} ${words.map(String).join(" ")}`);
  return { name, logLevel: 3, onDidChangeLogLevel: never, append: writing("text"), appendLine: writing("text"), replace() {}, clear() {}, show() { log.push("shown"); }, hide() {}, dispose() {}, ...Object.fromEntries(["trace", "debug", "info", "warn", "error"].map((level) => [level, writing(level)])) };
}

/** A list from which the test's person picks as soon as it is shown. */
function quickPick(shown, person) {
  const [accepted, hidden] = [new EventEmitter(), new EventEmitter()];
  const list = {
    items: [], activeItems: [], onDidAccept: accepted.event, onDidHide: hidden.event, onDidTriggerItemButton: never,
    hide() { hidden.fire(); },
    dispose() {},
    show() {
      shown.picks.push(list);
      const picked = person.pick(list.items);
      list.activeItems = picked ? [picked] : [];
      if (picked) accepted.fire();
      else hidden.fire();
    },
  };
  return list;
}

module.exports = { open };
