"""What a build had to tell, kept to be told again: its notes, the texts that they are about, and its answer."""

from __future__ import annotations

import json
import marshal
from collections.abc import Mapping
from typing import Any, NamedTuple

from filmc.base.assets import asset
from filmc.base.diagnostic import Diagnostic, Edit, Fix, Label
from filmc.base.source import Source, Span
from filmc.frontend.library import PREFIX
from filmc.tools.console import SCHEMA
from filmc.tools.report import Found
from filmc.tools.report.json import objects
from filmc.tools.report.terminal import report


class Telling(NamedTuple):
    """What a build had to tell, and about which texts."""

    notes: tuple[Diagnostic, ...]
    texts: dict[str, str]
    """The .film files by their names in the project."""
    meanings: dict[str, str]
    """What each of them says (`frontend/meaning.py`); nothing for one whose text itself has a fault."""
    films: dict[int, str]
    """The number of each file's mark in the record, with its name."""
    answer: Mapping[str, Any]
    """What `--json` says, but for the diagnostics."""

    def packed(self) -> bytes:
        """Return it as bytes."""
        told = json.dumps([[_row(note) for note in self.notes], self.answer], default=str)
        return marshal.dumps([told, self.texts, self.meanings, self.films])

    @classmethod
    def unpacked(cls, data: bytes) -> Telling:
        """Return what `packed` made `data` of."""
        told, texts, meanings, films = marshal.loads(data)  # noqa: S302  -- it runs nothing; the record has a checksum
        notes, answer = json.loads(told)
        return cls(tuple(map(_note, notes)), texts, meanings, films, answer)

    def saying(self) -> tuple[str, str, str, bytes]:
        """Return what is said where nothing has changed (see `unchanged.Record`), and this itself, packed."""
        last = f"nothing has changed: {self.answer['path']} is as it was\n"
        plain, coloured = (self._reported(colour) + last for colour in (False, True))
        diagnostics = objects(self._found(colour=False))
        whole = {"filmc": SCHEMA, "command": "build", "ok": True, **self.answer, "diagnostics": diagnostics}
        return plain, coloured, json.dumps(whole, ensure_ascii=False, indent=2, default=str) + "\n", self.packed()

    def _reported(self, colour: bool) -> str:  # noqa: FBT001  -- both ways are wanted, one after the other
        return f"{report(self._found(colour=colour))}\n" if self.notes else ""

    def _found(self, *, colour: bool) -> Found:
        spans = [span for note in self.notes for span in (note.span, *(label.span for label in note.labels))]
        sources = {span.file: Source(span.file, self._text(span.file)) for span in spans}
        return Found(self.notes, sources, colour)

    def _text(self, file: str) -> str:
        if file.startswith(PREFIX):
            return (asset("stdlib") / file.removeprefix(PREFIX)).read_text("utf-8")
        return self.texts.get(file, "")


def _row(note: Diagnostic) -> list[Any]:
    return [note.code, note.message, note.span, note.labels, note.hints, note.fixes, note.strict]


def _note(row: list[Any]) -> Diagnostic:
    code, message, span, labels, hints, fixes, strict = row
    return Diagnostic(
        code,
        message,
        Span(*span),
        tuple(Label(Span(*at), text) for at, text in labels),
        tuple(hints),
        tuple(Fix(title, tuple(Edit(Span(*at), text) for at, text in edits), safe) for title, edits, safe in fixes),
        strict,
    )
