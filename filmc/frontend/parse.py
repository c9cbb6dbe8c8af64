"""Text → syntax tree: lines, blocks, and each block by the grammar. Never raises; every fault is a note."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from filmc.base.collector import undisturbed
from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.source import Source
from filmc.frontend.ast import Block, Comment, Cue, File, Item
from filmc.frontend.blocks import HEADINGS
from filmc.frontend.draft import Draft
from filmc.frontend.hints import set_aside
from filmc.frontend.layout import check_margins
from filmc.frontend.memory import Memory
from filmc.frontend.pieces import SHOTS, Piece, ScenePiece, Section
from filmc.frontend.spacing import extended, trim
from filmc.frontend.suggest import nearest


def parse(notes: Notes, source: Source, memory: Memory | None = None, draft: Draft | None = None) -> File:
    """Return the tree of `source`, as much of it as can be read.

    Blocks that `memory` knows are not parsed again, and those that `draft` has read before are the very same.
    """
    draft = draft or Draft()
    with undisturbed():
        sections = draft.sections(source, memory or Memory())
        return draft.close(source, _Parse(notes, source, sections).items())


class _Parse:
    """One file on its way: its sections, and how far it has been read."""

    def __init__(self, notes: Notes, source: Source, sections: Sequence[Section]) -> None:
        self.notes = notes
        self.source = source
        self.sections = sections
        self.astray = False
        """The lines before were astray too, and one note is enough."""
        self.shots = 0
        self.adopted: list[Item] = []
        """Shots outside a scene, that go into the last one."""

    def items(self) -> tuple[Item, ...]:
        """Read piece by piece."""
        self.check_lines()
        items: list[Item] = []
        for piece in [piece for section in self.sections for piece in section.pieces]:
            if piece.kind == "shot":
                self.adopt(piece)
            elif isinstance(piece, ScenePiece):
                self.house(items)
                items.append(self.scene(piece))
            elif piece.kind == "stray":
                items += self.stray(piece)
            else:
                items += piece.read(self.notes)
            self.astray = piece.kind == "stray" or (self.astray and piece.kind in ("comment", "blank"))
        self.house(items)
        return trim(items)

    def check_lines(self) -> None:
        """Note what is wrong with the indentation; that a line is too deep once a file."""
        check_margins(self.notes, self.source, (indent for section in self.sections for indent in section.margins))
        deep = False
        for note in [note for section in self.sections for note in section.found]:
            if note.code != "E0702" or not deep:
                self.notes.adopt([note])
            deep = deep or note.code == "E0702"

    def scene(self, piece: ScenePiece) -> Block:
        """Read a scene: its head, then its shots and what stands between them."""
        if self.shots + piece.shots <= SHOTS:
            self.shots += piece.shots
            return piece.whole(self.notes)
        block = piece.head(self.notes)
        kept = [inner for inner in piece.inner if not self.too_many(inner)]
        return extended(block, [item for inner in kept for item in inner.read(self.notes)])

    def too_many(self, piece: Piece) -> bool:
        """Count the shots; those over the limit are noted once and left out, since reading them would take long."""
        self.shots += piece.kind == "shot"
        over = piece.kind == "shot" and self.shots > SHOTS
        if over and self.shots == SHOTS + 1:
            message, hint = f"a film has at most {SHOTS:,} shots", "make it in parts, one film each"
            self.notes.add("E0711", piece.span(len("shot")), message, hint)
        return over

    def adopt(self, piece: Piece) -> None:
        """Note a shot outside a scene; it goes into the scene before it, so that its label is known."""
        self.notes.add(
            "E0214",
            piece.span(len("shot")),
            "this shot is in no scene",
            "indent it under the scene that it belongs to",
        )
        if not self.too_many(piece):
            self.adopted += piece.read(self.notes)

    def house(self, items: list[Item]) -> None:
        """Put the shots that were adopted since into the last scene of `items`; where there is none, they are lost."""
        for index in range(len(items) - 1, -1, -1) if self.adopted else ():
            block = items[index]
            if isinstance(block, Block) and block.heading.word == "scene":
                items[index] = extended(block, self.adopted)
                break
        self.adopted = []

    def stray(self, piece: Piece) -> tuple[Item, ...]:
        """Read what begins with no heading: a transition cue between scenes; anything else is noted and left out."""
        found = piece.part.items
        if piece.opening.startswith("transition"):
            self.notes.adopt(piece.part.found)
            if isinstance(found[0], Cue) and found[0].key.value == "transition":
                return found
        self.note_stray(piece, found[0])
        return tuple(item for item in found if isinstance(item, Comment))

    def note_stray(self, piece: Piece, first: Item) -> None:
        """Note a line at the left margin that is no heading."""
        text = piece.opening
        span = piece.span(len(text))
        word = text.split(maxsplit=1)[0].rstrip(":：")
        close = _near_headings(word)
        if self.astray and not close:
            return
        hints = [f"did you mean the heading `{close[0]}`?"] if close else []
        if isinstance(first, Cue):
            fixes = []
            if word in HEADINGS and not first.how:
                colon = text.index(word) + len(word)
                fixes = [Fix("remove the colon", (Edit(span.part(colon, colon + 1), ""),))]
                hints = [f"the heading has no colon: `{word} NAME`"]
            self.notes.add(
                "E0205",
                span,
                "this cue belongs to no block",
                *hints or ["indent it under a heading"],
                fixes=[*fixes, set_aside(span)],
            )
        else:
            self.notes.add(
                "E0215",
                span,
                "this line belongs to no block",
                *hints or ["indent it under a shot or a scene"],
                fixes=[set_aside(span)],
            )


@lru_cache(maxsize=256)
def _near_headings(word: str) -> list[str]:
    return nearest(word, HEADINGS, limit=1) if len(word) <= 20 else []
