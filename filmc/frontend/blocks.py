"""Lines → blocks: where each heading begins and ends, by its first word and its depth alone.

A block is what the grammar parses in one go, what one fault can spoil, and the unit of incremental work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from filmc.frontend.layout import Line
from filmc.frontend.written import HOW

Kind = Literal["plain", "card", "word", "scene", "shot", "between", "stray"]
"""The start symbol of the grammar that reads a block; `stray` is what no start symbol reads."""

HEADINGS: dict[str, Kind] = {
    **dict.fromkeys(("film", "use", "act", "cover", "credits"), "plain"),
    **dict.fromkeys(("character", "place", "prop"), "card"),
    **dict.fromkeys(
        (
            "look", "theme", "sound", "light", "mood", "size", "angle",
            "move", "setup", "performance", "blocking", "transition",
        ),
        "word",
    ),
    "scene": "scene",
    "shot": "shot",
}  # fmt: skip
"""Every heading word with the kind of its block."""

_WORD = re.compile(rf"({'|'.join(HEADINGS)})(?:[^\S\r\n]|(?=：|:(?!\S))|(?![^\r\n]))")
"""As in the grammar, where a space, a cue's colon or the end of the line ends a heading word."""
_COLON = re.compile(rf"[^\S\r\n]*(?:{HOW})?[^\S\r\n]*(?:：|:(?!\S))")


class Block(NamedTuple):
    """Lines `first` up to `last` (not included), read as `kind`; blank lines and comments are blocks by themselves."""

    kind: Kind | Literal["comment", "blank"]
    first: int
    last: int


def top_blocks(text: str, lines: list[Line]) -> Iterator[Block]:
    """Yield the blocks of a file, in order: together they hold every line."""
    return _cut(text, lines, Block("plain", 0, len(lines)), 0)


def scene_blocks(text: str, lines: list[Line], scene: Block) -> Iterator[Block]:
    """Yield the blocks of a scene: its own heading with the lines before the first shot, then what follows."""
    first_shot = next(
        (
            index
            for index in range(scene.first + 1, scene.last)
            if lines[index].depth == 1 and _kind(text, lines[index], 1) == "shot"
        ),
        scene.last,
    )
    while first_shot < scene.last and lines[first_shot - 1].mark in ("", "#") and lines[first_shot - 1].depth == 1:
        first_shot -= 1
    yield Block("scene", scene.first, first_shot)
    yield from _cut(text, lines, Block("scene", first_shot, scene.last), 1)


def _cut(text: str, lines: list[Line], whole: Block, depth: int) -> Iterator[Block]:
    """Yield the blocks at `depth` of the lines of `whole`; lines in a row between shots are one, as a paragraph is."""
    first = whole.first
    while first < whole.last:
        kind, last = _kind(text, lines[first], depth), first + 1
        while last < whole.last and (
            lines[last].depth > depth or (kind == "between" and _kind(text, lines[last], depth) == "between")
        ):
            last += 1
        yield Block(kind, first, last)
        first = last


def _kind(text: str, line: Line, depth: int) -> Kind | Literal["comment", "blank"]:
    """Return what begins at `line`: at depth 0 any heading may stand, in a scene (depth 1) only shots."""
    if line.mark in ("", "#"):
        return "comment" if line.mark else "blank"
    word = heading_word(text, line.start)
    if depth == 1:
        return "shot" if word == "shot" else "between"
    return HEADINGS[word] if word else "stray"


def heading_word(text: str, start: int) -> str:
    """Return the heading word that the line at `start` begins with, or nothing.

    `transition:` is a cue between scenes; so is any other word before a colon, but for `scene:` and `shot:`.
    """
    found = _WORD.match(text, start)
    if not found:
        return ""
    word = found[1]
    return "" if word not in ("scene", "shot") and _COLON.match(text, found.end(1)) else word
