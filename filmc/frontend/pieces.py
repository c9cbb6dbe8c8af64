"""A section of a file cut into pieces, each read when it is asked for, and once: the unit of incremental work.

A section is a block of the top level with the blank lines and comments after it; its pieces are that block, or the head
of a scene, its shots and what stands between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.source import Source, Span
from filmc.frontend.ast import Blank, Block, Item
from filmc.frontend.blocks import Block as Cut
from filmc.frontend.blocks import scene_blocks, top_blocks
from filmc.frontend.layout import Line, lay_out, margins
from filmc.frontend.remembered import Part, Reader, Written
from filmc.frontend.spacing import extended
from filmc.frontend.written import comment

SHOTS = 10_000
"""How many shots a film may have."""


class _Ground:
    """What the pieces of a section are read from. It knows none of them, so that all go when nobody asks any more."""

    def __init__(self, source: Source, start: int, lines: list[Line], reader: Reader, base: int) -> None:
        self.source = source
        self.lines = lines
        self.parts: list[tuple[Written, Part]] = []
        """What was read by the grammar."""
        self._reader = reader
        self._shift = base - start
        self._depths = _Depths(lines)

    def span(self, start: int, end: int) -> Span:
        """Return the place of characters `start` to `end` of its source."""
        return Span(self.source.file, start + self._shift, end + self._shift)

    def read(self, kind: str, lines: Sequence[Line]) -> Part:
        """Return what the grammar reads in `lines`."""
        first, last = lines[0], lines[-1]
        nesting = tuple([line.depth - first.depth for line in lines if line.mark])
        written = Written(kind, self.source, first.start, last.end, nesting, self._depths)
        part = self._reader.read(written)
        self.parts.append((written, part))
        return part


class _Depths:
    """How deep each line of a section is, reckoned when somebody asks."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    def __call__(self) -> dict[int, int]:
        """Return the depth of each line and comment by the offset of its first character."""
        return self._of

    @cached_property
    def _of(self) -> dict[int, int]:
        return {line.start: line.depth for line in self._lines if line.mark}


class Section:
    """Characters `start` to `end` of `source`; places in what is read of it count from `base`."""

    def __init__(self, source: Source, start: int, end: int, reader: Reader, base: int) -> None:
        self.base = base
        self._source = source
        notes = Notes()
        lines = lay_out(notes, source, start, end)
        ground = _Ground(source, start, lines, reader, base)
        self.parts: Sequence[tuple[Written, Part]] = ground.parts
        """What was read by the grammar."""
        self.found = tuple([note.moved(lambda span: ground.span(span.start, span.end)) for note in notes])
        """What is wrong with its indentation."""
        self.margins = tuple(margins(source, lines))
        self.pieces = tuple([_piece(ground, cut) for cut in top_blocks(source.text, lines)])

    @property
    def text(self) -> str:
        """The whole text of its source: the section itself where it has a source of its own."""
        return self._source.text


def _piece(ground: _Ground, cut: Cut) -> Piece:
    return ScenePiece(ground, cut) if cut.kind == "scene" else Piece(ground, cut)


class Piece:
    """Lines that are read in one go."""

    def __init__(self, ground: _Ground, cut: Cut) -> None:
        self.kind = cut.kind
        self._ground = ground
        self._lines = ground.lines[cut.first : cut.last]

    @property
    def opening(self) -> str:
        """Its first line."""
        first = self._lines[0]
        return self._ground.source.text[first.start : first.end].rstrip()

    def span(self, length: int) -> Span:
        """Return the span of its first `length` characters."""
        start = self._lines[0].start
        return self._ground.span(start, start + length)

    def read(self, notes: Notes) -> tuple[Item, ...]:
        """Return its items, and note what is to be said against them."""
        notes.adopt(self.part.found)
        return self.part.items

    @cached_property
    def part(self) -> Part:
        """What it is read as; lines that begin with no heading are read as what stands between shots."""
        if self.kind in ("blank", "comment"):
            span = self._ground.span(self._lines[0].start, self._lines[-1].end)
            return Part((Blank(span) if self.kind == "blank" else comment(span, self.opening),), ())
        return self._ground.read("between" if self.kind == "stray" else self.kind, self._lines)


class ScenePiece(Piece):
    """A scene: its head, which is read like any piece, and after it the `inner` pieces."""

    def __init__(self, ground: _Ground, cut: Cut) -> None:
        head, *inner = _within_reason(scene_blocks(ground.source.text, ground.lines, cut))
        super().__init__(ground, head)
        self.inner = tuple([Piece(ground, each) for each in inner])
        self.shots = sum(each.kind == "shot" for each in self.inner)

    def head(self, notes: Notes) -> Block:
        """Return the scene with what comes before its first shot."""
        (block,) = self.read(notes)
        assert isinstance(block, Block)
        return block

    def whole(self, notes: Notes) -> Block:
        """Return the scene with everything in it: the same block whenever it is asked for."""
        block, found = self._whole
        notes.adopt(found)
        return block

    @cached_property
    def _whole(self) -> tuple[Block, tuple[Diagnostic, ...]]:
        block = extended(self.head(Notes()), [item for each in self.inner for item in each.part.items])
        return block, tuple(chain(self.part.found, *[each.part.found for each in self.inner]))


def _within_reason(cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Yield the pieces of a scene up to the shot that is one too many: nothing behind it is ever read."""
    shots = 0
    for cut in cuts:
        yield cut
        shots += cut.kind == "shot"
        if shots > SHOTS:
            return
