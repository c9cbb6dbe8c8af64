"""Opening the author's editor at a place, by a command that the user set or whose form is known; never by a shell.

Only the command line and the environment say what is run: a project can not.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from filmc.base.diagnostic import Edit
from filmc.base.record import field, record
from filmc.base.source import Source, Span
from filmc.tools.preview.said import RefusedError, Said

_PLACEHOLDER = re.compile(r"\{(file|line|column|unit|byte|quoted)\}")
_GOTO = "-g {file}:{line}:{unit}"
_COLON = "{file}:{line}:{column}"
_KNOWN = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "positron"), _GOTO),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "lapce"), _COLON),
    **dict.fromkeys(("idea", "pycharm", "webstorm", "clion", "fleet"), "--line {line} --column {column} {file}"),
    **dict.fromkeys(("gvim", "mvim"), "--remote-silent '+call cursor({line},{byte})' {file}"),
    **dict.fromkeys(("emacsclient",), "-n +{line}:{column} {file}"),
    **dict.fromkeys(("kate", "kwrite"), "--line {line} --column {column} {file}"),
    **dict.fromkeys(("gedit", "gnome-text-editor", "xed", "pluma"), "+{line}:{column} {file}"),
    **dict.fromkeys(("mate",), "--line {line}:{column} {file}"),
    **dict.fromkeys(("bbedit",), "+{line}:{column} {file}"),
}
"""Editors that open a window of their own, with the words by which they go to a place."""
_NEOVIM = "nvim --server {server} --remote-expr"
_IN_NEOVIM = "execute(['drop ' .. fnameescape('{quoted}'), 'call cursor({line},{byte})'])"
"""Said to the Neovim in whose terminal the preview runs."""
_WAITS = ("-w", "--wait", "-nw", "-t", "--nofork", "-f")
_GLANCE = 1.0
"""Seconds in which a command that can not do it says so."""
_HOW = (
    "say how your editor is opened: FILMC_EDITOR='code -g {file}:{line}:{column}'; or start the preview from the editor"
)


@record
class Opener:
    """Opens places by the template that was given, or by what the environment says of editors."""

    template: str | None
    environ: Mapping[str, str]
    unsaved: Mapping[str, bytes] = field(default_factory=dict)

    def edit(self, _path: Path, _source: Source, _edits: Sequence[Edit]) -> bool:
        """Tell that it holds no file."""
        return False

    def open(self, path: Path, source: Source, span: Span) -> None:
        """Start the editor at the beginning of `span`. RefusedError where there is none that can be started."""
        if any(ord(letter) < 32 for letter in str(path)):
            raise RefusedError("this file's name has characters that no command is given", 409)
        words = _words(path, source, span)
        command = [_PLACEHOLDER.sub(lambda found: words[found[1]], word) for word in self._command()]
        try:
            _start(command)
        except OSError as error:
            raise RefusedError(f"{command[0]} can not be started: {error.strerror}; {_HOW}", 409) from None

    def _command(self) -> Sequence[str]:
        """Return the command, its placeholders still in it."""
        if given := self.template or self.environ.get("FILMC_EDITOR"):
            words = _split(given)
            return words if any("{file}" in word for word in words) else [*words, "{file}"]
        if server := self.environ.get("NVIM"):
            return [*(word.replace("{server}", server) for word in _NEOVIM.split()), _IN_NEOVIM]
        named = [words for name in ("VISUAL", "EDITOR") if (words := _split(self.environ.get(name, "")))]
        if self.environ.get("TERM_PROGRAM") == "vscode":  # its terminal
            named.append(["code"])
        for words in named:
            form = _KNOWN.get(Path(words[0]).name.removesuffix(".exe"))
            if form and shutil.which(words[0]):
                return [*(word for word in words if word not in _WAITS), *shlex.split(form)]
        told = f"{Path(named[0][0]).name} opens no window that could be told from here; " if named else ""
        raise RefusedError(f"{told}{_HOW}", 409)


def _split(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError as error:
        raise RefusedError(f"the editor's command is no command: {error}; {_HOW}", 409) from None


def _words(path: Path, source: Source, span: Span) -> Mapping[str, str]:
    """Return what placeholders stand for. Lines and columns count from 1; `unit` in UTF-16, `byte` in UTF-8."""
    at = source.position(span.start)
    return {
        "file": str(path),
        "quoted": str(path).replace("'", "''"),
        "line": str(at.line + 1),
        "column": str(at.column + 1),
        "unit": str(at.utf16 + 1),
        "byte": str(at.byte + 1),
    }


def _start(command: Sequence[str]) -> None:
    """Start it, in a session of its own. RefusedError where it ends at once with a complaint."""
    quiet = subprocess.DEVNULL
    started = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        code = started.wait(_GLANCE)
    except subprocess.TimeoutExpired:
        return
    if code:
        raise RefusedError(f"{command[0]} has ended with {code}; {_HOW}", 409)


def opener(template: str | None) -> Opener:
    """Return the opener of this process's environment."""
    return Opener(template, os.environ)


def span_of(source: Source, said: Said) -> Span:
    """Return the place in a text that was said: by line and column (from 1), else by the number of its characters."""
    if said.has("line"):
        line = min(max(said.number("line"), 1), len(source.line_starts)) - 1
        column = max(said.number("column"), 1) - 1 if said.has("column") else 0
        start = source.line_starts[line] + min(column, len(source.line_text(line)))
    else:
        start = min(said.number("start"), len(source.text))
    end = min(said.number("end"), len(source.text)) if said.has("end") else start
    return source.span(start, max(start, end))
