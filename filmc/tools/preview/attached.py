"""An editor that has started the preview, at the other end of stdin and stdout: a JSON object a line, both ways.

It says what is typed and not saved, and where its cursor is; it is told what to open, what to edit, and how the film
stands. Lines and characters count from 0, characters in UTF-16 units, as in the language server protocol.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from filmc.base.diagnostic import Edit
from filmc.base.digest import digest_bytes
from filmc.base.source import Source, Span
from filmc.tools.preview.feed import as_json
from filmc.tools.preview.said import RefusedError, Said, said_by

_MOST = 16 * 1024 * 1024
"""Bytes of a message."""
_PATIENCE = 5.0
"""Seconds for the editor to make an edit."""


@dataclass
class _Asked:
    """An edit that the editor was asked for, and what it has said to that."""

    said: threading.Event = field(default_factory=threading.Event)
    answer: Said | None = None


@dataclass
class Attached:
    """The editor. `changed` is called when its texts are others, `moved` with file and line when its cursor is."""

    root: Path
    out: TextIO
    changed: Callable[[Mapping[str, bytes]], None]
    moved: Callable[[str, int], None]
    unsaved: Mapping[str, bytes] = field(default_factory=dict)
    gone: bool = False
    """It has closed its end."""
    _open: set[str] = field(default_factory=set)
    """Files that it has open, changed or not."""
    _asked: dict[int, _Asked] = field(default_factory=dict)
    _count: int = 0
    _turn: threading.Lock = field(default_factory=threading.Lock)

    # ---- what it says

    def listen(self, stream: BinaryIO) -> None:
        """Take in what the editor says, until it says no more. What can not be understood is passed over."""
        for line in _lines(stream):
            with suppress(RefusedError, ValueError, OSError, RuntimeError):  # also: a path that is none, or leads round
                self._hear(said_by(line))

    def _hear(self, said: Said) -> None:
        if text := said.within("text"):
            self._take(self._name(text), text)
        if cursor := said.within("cursor"):
            self.moved(self._name(cursor), cursor.number("line"))
        if (answer := said.within("edited")) and (asked := self._asked.get(answer.number("id"))):
            asked.answer = answer
            asked.said.set()

    def _take(self, name: str, said: Said) -> None:
        text = said.text_or_none("text")
        holds = said.yes("open") if said.has("open") else text is not None
        self._open = self._open | {name} if holds else self._open - {name}
        others = {file: data for file, data in self.unsaved.items() if file != name}
        now = others if text is None else {**others, name: text.encode("utf-8", "surrogatepass")}
        if now != self.unsaved:
            self.unsaved = now
            self.changed(now)

    def _name(self, said: Said) -> str:
        """Return the project path of a file. ValueError where it is not in the project."""
        return Path(said.text("file")).resolve().relative_to(self.root.resolve()).as_posix()

    # ---- what it is told

    def tell(self, topic: str, message: Mapping[str, Any]) -> None:
        """Tell the editor something; one that has gone hears nothing."""
        with self._turn, suppress(OSError, ValueError):
            self.out.write(as_json({topic: message}) + "\n")
            self.out.flush()

    def open(self, path: Path, source: Source, span: Span) -> None:
        """Have the editor show a place."""
        self.tell("open", {"file": str(path), "range": _range(source, span)})

    def edit(self, path: Path, source: Source, edits: Sequence[Edit]) -> bool:
        """Have the editor make edits in a file that it has open, so that they can be undone there.

        RefusedError where it does not, as where its text is another by now.
        """
        if source.file not in self._open:
            return False
        told = [{"range": _range(source, edit.span), "text": edit.text} for edit in edits]
        with self._asking() as (number, asked):
            base = digest_bytes(source.text.encode("utf-8", "surrogatepass"))
            self.tell("edit", {"id": number, "file": str(path), "base": base, "edits": told})
            asked.said.wait(_PATIENCE)
        if asked.answer is None:
            raise RefusedError("your editor has not answered, so nothing is known of the change", 504)
        if not asked.answer.yes("done"):
            raise RefusedError(asked.answer.text_or_none("why") or "your editor did not make the change", 409)
        return True

    @contextmanager
    def _asking(self) -> Iterator[tuple[int, _Asked]]:
        """Give what is asked of the editor a number, by which it answers."""
        self._count += 1
        number, asked = self._count, _Asked()
        self._asked[number] = asked
        try:
            yield number, asked
        finally:
            del self._asked[number]


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield lines; of one that is too long nothing."""
    while line := stream.readline(_MOST):
        if line.endswith(b"\n") or len(line) < _MOST:
            yield line
        else:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MOST)


def _range(source: Source, span: Span) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "start": {"line": start.line, "character": start.utf16},
        "end": {"line": end.line, "character": end.utf16},
    }
