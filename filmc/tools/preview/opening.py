"""Opening the author's editor at a place, by a command that the user set or whose form is known; never by a shell."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from filmc.base.diagnostic import Edit
from filmc.base.source import Source, Span
from filmc.tools.preview.said import RefusedError

_GOTO = "-g {file}:{line}:{column}"
_COLON = "{file}:{line}:{column}"
_KNOWN = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _GOTO),
    **dict.fromkeys(("subl", "sublime_text", "zed", "zeditor", "lapce"), _COLON),
    **dict.fromkeys(("idea", "pycharm", "webstorm", "fleet"), "--line {line} --column {column} {file}"),
    **dict.fromkeys(("gvim", "mvim"), "--remote-silent +{line} {file}"),
    **dict.fromkeys(("emacsclient",), "-n +{line}:{column} {file}"),
    **dict.fromkeys(("kate", "kwrite"), "--line {line} --column {column} {file}"),
    **dict.fromkeys(("gedit", "gnome-text-editor", "xed", "pluma"), "+{line}:{column} {file}"),
    **dict.fromkeys(("mate",), "--line {line}:{column} {file}"),
}
"""Editors that open a window of their own, with the words by which they go to a place."""

_UNSET = (
    "say how your editor is opened: FILMC_EDITOR='code -g {file}:{line}:{column}'; or start the preview from the editor"
)


class Editor(Protocol):
    """The author's editor, as far as the page needs it."""

    def open(self, path: Path, source: Source, span: Span) -> None:
        """Show a place. RefusedError where it can not."""

    def edit(self, path: Path, source: Source, edits: Sequence[Edit]) -> bool:
        """Make edits in a file that is open there and not saved, or tell that it is not."""


@dataclass(frozen=True)
class Opener:
    """Opens places by the template that was given, or that the environment has."""

    template: str | None
    environ: Mapping[str, str]

    def edit(self, _path: Path, _source: Source, _edits: Sequence[Edit]) -> bool:
        """Tell that it holds no unsaved text."""
        return False

    def open(self, path: Path, source: Source, span: Span) -> None:
        """Start the editor at the beginning of `span`. RefusedError where there is none that can be started."""
        at = source.position(span.start)
        words = {"file": str(path), "line": str(at.line + 1), "column": str(at.column + 1)}
        command = [_filled(word, words) for word in self._command()]
        try:
            quiet = subprocess.DEVNULL
            subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        except OSError as error:
            raise RefusedError(f"{command[0]} can not be started: {error.strerror}; {_UNSET}", 409) from None

    def _command(self) -> list[str]:
        given = self.template or self.environ.get("FILMC_EDITOR")
        if given:
            words = shlex.split(given)
            return words if any("{file}" in word for word in words) else [*words, "{file}"]
        for name in ("VISUAL", "EDITOR"):
            words = shlex.split(self.environ.get(name, ""))
            form = _KNOWN.get(Path(words[0]).name) if words else None
            if form and shutil.which(words[0]):
                return [*(word for word in words if word not in ("-w", "--wait")), *form.split()]
        raise RefusedError(_UNSET, 409)


def _filled(word: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(file|line|column)\}", lambda found: values[found[1]], word)


def opener(template: str | None) -> Opener:
    """Return the opener of this process's environment."""
    return Opener(template, os.environ)
