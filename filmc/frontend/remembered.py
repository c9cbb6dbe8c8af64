"""One block of a file by its memory: parsed by the grammar where its text is new, else thawed at its new place.

What a block is read as depends on its kind, its text and how deep its lines nest below the first; so does what there is
to say against it. Both are kept with places that count from the start of the block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from filmc.base.anchors import Anchors
from filmc.base.diagnostic import Diagnostic, Edit, Fix, Label, Notes
from filmc.base.digest import digest_bytes
from filmc.base.source import Source, Span
from filmc.frontend.ast import Item
from filmc.frontend.frozen import freeze, thaw
from filmc.frontend.memory import Memory


class Written(NamedTuple):
    """A block as it is written: characters `start` to `end` of `source`, to be read as `kind`."""

    kind: str
    source: Source
    start: int
    end: int
    nesting: tuple[int, ...]
    """How deep each of its lines and comments is below the first."""
    depths: Callable[[], dict[int, int]]
    """Tells the depth of each line and comment around it by the offset of its first character."""

    @property
    def text(self) -> str:
        """What is written, without the space at its end."""
        return self.source.text[self.start : self.end].rstrip()


class Part(NamedTuple):
    """A block that has been read: its items, what there is to say against it, and the anchor that they count from."""

    items: tuple[Item, ...]
    found: tuple[Diagnostic, ...]
    anchor: int | None = None


class Reader:
    """Reads the blocks of one file."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def read(self, block: Written) -> Part:
        """Return what is written, each item at its place."""
        if not self._memory.lasts:
            notes = Notes()
            return Part(_parsed(notes, block), tuple(notes))
        return self._thawed(block, block.start)

    def _thawed(self, block: Written, origin: int) -> Part:
        """Return what is written, with `origin` as the place of its first character."""
        items, found = self._memory.recall(_key(block), lambda: _frozen(block))
        file = block.source.file
        return Part(
            tuple([thaw(item, file, origin) for item in items]), tuple([_note(row, file, origin) for row in found])
        )


class AnchoredReader(Reader):
    """Reads blocks whose places count from anchors; those in `left` need not be read again."""

    def __init__(self, memory: Memory, anchors: Anchors, left: dict[Signature, list[Part]]) -> None:
        super().__init__(memory)
        self._anchors = anchors
        self._left = left

    def read(self, block: Written) -> Part:
        """Return a block that is left and says the same, else what is written, at a new anchor."""
        same = self._left.get(signature(block))
        if same:
            return same.pop(0)
        anchor = self._anchors.new()
        return self._thawed(block, anchor)._replace(anchor=anchor)


Signature = tuple[str, tuple[int, ...], str]
"""All that matters of a block: what it is read as, how its lines nest, its text."""


def signature(block: Written) -> Signature:
    """Return what another block must have to be read as the same."""
    return block.kind, block.nesting, block.text


def _key(block: Written) -> str:
    kind, nesting, text = signature(block)
    levels = ",".join(map(str, nesting))
    return digest_bytes(f"{kind}\0{levels}\0{text}".encode("utf-8", "surrogatepass"))[:32]


def _frozen(block: Written) -> tuple[list[Any], list[Any]]:
    notes = Notes()
    items = _parsed(notes, block)
    return [freeze(item, block.start) for item in items], [_row(note, block.start) for note in notes]


def _parsed(notes: Notes, block: Written) -> tuple[Item, ...]:
    from filmc.frontend.page import read_block  # noqa: PLC0415  -- a film that is known needs no parser

    return read_block(notes, block.source, block.kind, (block.start, block.end), block.depths())


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
