"""An editor that has started the preview, at the other end of stdin and stdout: a JSON object a line, both ways.

It says what is typed and not saved, and where its cursor is; it is told what to open, what to edit, and how the film
stands. Lines and characters count from 0, characters in UTF-16 units, as in the language server protocol.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from filmc.base.diagnostic import Edit
from filmc.base.source import Source, Span

_MOST = 16 * 1024 * 1024
"""Characters of a message."""


@dataclass
class Attached:
    """The editor. `changed` is called with the unsaved texts by project path, `moved` with file, line and character."""

    root: Path
    out: TextIO
    changed: Callable[[Mapping[str, bytes]], None]
    moved: Callable[[str, int, int], None]
    _texts: dict[str, bytes] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def listen(self, lines: Iterable[str]) -> None:
        """Take in what the editor says, until it says no more. What can not be understood is passed over."""
        for line in lines:
            with suppress(ValueError, KeyError, TypeError, RecursionError):
                if len(line) <= _MOST:
                    self._hear(json.loads(line))

    def _hear(self, said: Mapping[str, Any]) -> None:
        if text := said.get("text"):
            self._take(self._name(str(text["file"])), text["text"])
        if cursor := said.get("cursor"):
            self.moved(self._name(str(cursor["file"])), int(cursor["line"]), int(cursor["character"]))

    def _take(self, name: str, text: str | None) -> None:
        if text is None:
            self._texts.pop(name, None)
        else:
            self._texts[name] = text.encode("utf-8", "surrogatepass")
        self.changed(dict(self._texts))

    def _name(self, file: str) -> str:
        """Return the project path of a file. ValueError where it is not in the project."""
        return Path(file).resolve().relative_to(self.root.resolve()).as_posix()

    def tell(self, topic: str, message: Mapping[str, Any]) -> None:
        """Tell the editor something; one that has gone hears nothing."""
        with self._turn, suppress(OSError, ValueError):
            self.out.write(json.dumps({topic: message}, ensure_ascii=False) + "\n")
            self.out.flush()

    def open(self, path: Path, source: Source, span: Span) -> None:
        """Have the editor show a place."""
        self.tell("open", {"file": str(path), "range": _range(source, span)})

    def edit(self, path: Path, source: Source, edits: Sequence[Edit]) -> bool:
        """Have the editor make edits in a file that it has open with unsaved text, so that they can be undone there."""
        name = path.resolve().relative_to(self.root.resolve()).as_posix()
        if name not in self._texts:
            return False
        told = [{"range": _range(source, edit.span), "text": edit.text} for edit in edits]
        self.tell("edit", {"file": str(path), "edits": told})
        return True


def _range(source: Source, span: Span) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "start": {"line": start.line, "character": start.utf16},
        "end": {"line": end.line, "character": end.utf16},
    }
