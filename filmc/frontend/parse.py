"""Text → syntax tree: lines, blocks, and each block by the grammar. Never raises; every fault is a note."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from filmc.base.collector import undisturbed
from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.source import Source
from filmc.frontend.ast import Blank, Block, Comment, Cue, File, Item
from filmc.frontend.blocks import HEADINGS, scene_blocks, top_blocks
from filmc.frontend.blocks import Block as Cut
from filmc.frontend.hints import set_aside
from filmc.frontend.layout import Line, lay_out
from filmc.frontend.memory import Memory
from filmc.frontend.remembered import Reader
from filmc.frontend.spacing import trim
from filmc.frontend.suggest import nearest
from filmc.frontend.written import comment

SHOTS = 10_000
"""How many shots a film may have."""


def parse(notes: Notes, source: Source, memory: Memory | None = None) -> File:
    """Return the tree of `source`, as much of it as can be read; blocks that `memory` knows are not parsed again."""
    with undisturbed():
        return _Parse(notes, source, memory or Memory()).file()


class _Parse:
    """One file on its way: its lines, and the items read so far."""

    def __init__(self, notes: Notes, source: Source, memory: Memory) -> None:
        self.notes = notes
        self.source = source
        self.lines: list[Line] = lay_out(notes, source)
        self.reader = Reader(source, {line.start: line.depth for line in self.lines if line.mark}, memory)
        self.astray = False
        """The lines before were astray too, and one note is enough."""
        self.shots = 0

    def file(self) -> File:
        """Read block by block."""
        items: list[Item] = []
        for cut in top_blocks(self.source.text, self.lines):
            if cut.kind == "shot":
                self.adopt(items, cut)
            elif cut.kind == "scene":
                items.append(self.scene(cut))
            elif cut.kind == "stray":
                items += self.stray(cut)
            else:
                items += self.read(cut, self.notes)
            self.astray = cut.kind == "stray" or (self.astray and cut.kind in ("comment", "blank"))
        return File(self.source, trim(items))

    def read(self, cut: Cut, notes: Notes) -> tuple[Item, ...]:
        """Read one block by the grammar; blank lines and comments need none."""
        first, last = self.lines[cut.first], self.lines[cut.last - 1]
        span = self.source.span(first.start, last.end)
        if cut.kind == "blank":
            return (Blank(span),)
        if cut.kind == "comment":
            return (comment(span, self.source.text[first.start : first.end]),)
        nesting = (line.depth - first.depth for line in self.lines[cut.first : cut.last] if line.mark)
        return self.reader.read(notes, cut.kind, (first.start, last.end), nesting)

    def scene(self, cut: Cut) -> Block:
        """Read a scene: its head, then its shots and what stands between them."""
        head, *rest = scene_blocks(self.source.text, self.lines, cut)
        (block,) = self.read(head, self.notes)
        assert isinstance(block, Block)
        read = [part for part in rest if not self.too_many(part)]
        return _extended(block, [item for part in read for item in self.read(part, self.notes)])

    def too_many(self, cut: Cut) -> bool:
        """Count the shots; those over the limit are noted once and left out, since reading them would take long."""
        self.shots += cut.kind == "shot"
        over = cut.kind == "shot" and self.shots > SHOTS
        if over and self.shots == SHOTS + 1:
            first = self.lines[cut.first]
            span = self.source.span(first.start, first.start + len("shot"))
            self.notes.add("E0711", span, f"a film has at most {SHOTS:,} shots", "make it in parts, one film each")
        return over

    def adopt(self, items: list[Item], cut: Cut) -> None:
        """Note a shot outside a scene; it goes into the scene before it, so that its label is known."""
        line = self.lines[cut.first]
        self.notes.add(
            "E0214",
            self.source.span(line.start, line.start + len("shot")),
            "this shot is in no scene",
            "indent it under the scene that it belongs to",
        )
        if self.too_many(cut):
            return
        shot = self.read(cut, self.notes)
        for index in range(len(items) - 1, -1, -1):
            block = items[index]
            if isinstance(block, Block) and block.heading.word == "scene":
                items[index] = _extended(block, shot)
                return

    def stray(self, cut: Cut) -> tuple[Item, ...]:
        """Read what begins with no heading: a transition cue between scenes; anything else is noted and left out."""
        line = self.lines[cut.first]
        text = self.source.text[line.start : line.end].rstrip()
        between = cut._replace(kind="between")
        if text.startswith("transition"):
            found = self.read(between, self.notes)
            if isinstance(found[0], Cue) and found[0].key.value == "transition":
                return found
        found = self.read(between, Notes())
        self.note_stray(line, text, found[0])
        return tuple(item for item in found if isinstance(item, Comment))

    def note_stray(self, line: Line, text: str, first: Item) -> None:
        """Note a line at the left margin that is no heading."""
        span = self.source.span(line.start, line.start + len(text))
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


def _extended(block: Block, items: tuple[Item, ...] | list[Item]) -> Block:
    """Return `block` with more items at its end."""
    if not items:
        return block
    return replace(block, body=trim((*block.body, *items)), span=block.span.to(items[-1].span))
