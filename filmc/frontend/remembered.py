"""One block of a file by its memory: parsed by the grammar where its text is new, else thawed at its new place.

What a block is read as depends on its kind, its text and how deep its lines nest below the first; so does what there is
to say against it. Both are kept with places that count from the start of the block.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from filmc.base.diagnostic import Diagnostic, Edit, Fix, Label, Notes
from filmc.base.digest import digest_bytes
from filmc.base.source import Source, Span
from filmc.frontend.ast import Item
from filmc.frontend.frozen import freeze, thaw
from filmc.frontend.memory import Memory


class Reader:
    """Reads the blocks of one file; `depths` has the depth of each line and comment by its first character's offset."""

    def __init__(self, source: Source, depths: dict[int, int], memory: Memory) -> None:
        self._source = source
        self._depths = depths
        self._memory = memory

    def read(self, notes: Notes, kind: str, bounds: tuple[int, int], nesting: Iterable[int]) -> tuple[Item, ...]:
        """Return the items between `bounds`; `nesting` has the depth of each of the block's lines and comments."""
        if not self._memory.lasts:
            return self._parsed(notes, kind, bounds)
        start, end = bounds
        text = self._source.text[start:end].rstrip()
        levels = ",".join(map(str, nesting))
        key = digest_bytes(f"{kind}\0{levels}\0{text}".encode("utf-8", "surrogatepass"))[:32]
        items, found = self._memory.recall(key, lambda: self._frozen(kind, bounds))
        file = self._source.file
        if found:
            notes.adopt(_note(row, file, start) for row in found)
        return tuple([thaw(item, file, start) for item in items])

    def _frozen(self, kind: str, bounds: tuple[int, int]) -> tuple[list[Any], list[Any]]:
        notes, start = Notes(), bounds[0]
        items = self._parsed(notes, kind, bounds)
        return [freeze(item, start) for item in items], [_row(note, start) for note in notes]

    def _parsed(self, notes: Notes, kind: str, bounds: tuple[int, int]) -> tuple[Item, ...]:
        from filmc.frontend.page import read_block  # noqa: PLC0415  -- a film that is known needs no parser

        return read_block(notes, self._source, kind, bounds, self._depths)


def _row(note: Diagnostic, origin: int) -> list[Any]:
    labels = [(_place(label.span, origin), label.message) for label in note.labels]
    fixes = [
        (fix.title, [(_place(edit.span, origin), edit.text) for edit in fix.edits], fix.safe) for fix in note.fixes
    ]
    return [note.code, note.message, _place(note.span, origin), labels, list(note.hints), fixes]


def _note(row: list[Any], file: str, origin: int) -> Diagnostic:
    def span(place: tuple[int, int]) -> Span:
        return Span(file, place[0] + origin, place[1] + origin)

    code, message, place, labels, hints, fixes = row
    return Diagnostic(
        code,
        message,
        span(place),
        tuple(Label(span(at), text) for at, text in labels),
        tuple(hints),
        tuple(Fix(title, tuple(Edit(span(at), text) for at, text in edits), safe) for title, edits, safe in fixes),
    )


def _place(span: Span, origin: int) -> tuple[int, int]:
    return span.start - origin, span.end - origin
