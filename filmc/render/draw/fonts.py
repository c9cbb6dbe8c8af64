"""The fonts that come along, and which of them draws which character: no installed font is ever asked."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

from PIL import ImageFont

from filmc.base.assets import asset
from filmc.base.record import record

Weight = Literal["text", "bold"]

_FALLBACK = ("text", "hangul", "arabic", "hebrew", "thai", "devanagari", "emoji")
_RIGHT_TO_LEFT = frozenset(("arabic", "hebrew"))
_JOINERS = frozenset((0x200D, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), 0x20E3))
"""Zero width joiner, variation selectors, skin tones, keycap: they belong to the character before them."""


@record
class Run:
    """A stretch of text that one font draws, in one direction."""

    font: str
    text: str
    leftward: bool


@cache
def face(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the font `name` of `stdlib/fonts/` at `size` pixels."""
    return ImageFont.truetype(str(asset(f"stdlib/fonts/{name}.ttf")), size)


@cache
def coverage(name: str) -> frozenset[int]:
    """Return the code points that the font `name` has glyphs for, from its cmap (OpenType: formats 4 and 12)."""
    data = asset(f"stdlib/fonts/{name}.ttf").read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * i) for i in range(tables))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    subtables = {cmap + struct.unpack_from(">HHL", data, cmap + 4 + 8 * i)[2] for i in range(count)}
    return frozenset(code for at in subtables for code in _codes(data, at))


def _codes(data: bytes, at: int) -> Iterator[int]:
    form = struct.unpack_from(">H", data, at)[0]
    if form == 12:
        for group in range(struct.unpack_from(">L", data, at + 12)[0]):
            first, last, _ = struct.unpack_from(">LLL", data, at + 16 + 12 * group)
            yield from range(first, last + 1)
    elif form == 4:
        segments = struct.unpack_from(">H", data, at + 6)[0] // 2
        ends = struct.unpack_from(f">{segments}H", data, at + 14)
        starts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)


def font_for(character: str, weight: Weight) -> str:
    """Return the name of the font that draws `character`; the text font, with its empty box, where none can."""
    code = ord(character)
    if weight == "bold" and code in coverage("bold"):
        return "bold"
    return next((name for name in _FALLBACK if code in coverage(name)), "text")


def drawable(text: str) -> str:
    """Return `text` without what has no picture: controls and invisible marks (joiners stay); tabs become spaces."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in "\t\u2028":
            kept.append(" ")
        elif ord(character) in _JOINERS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(character)
    return "".join(kept)


def runs(text: str, weight: Weight) -> list[Run]:
    """Return the runs of one line in the order in which they are drawn, left to right.

    A reduced form of the Unicode bidirectional algorithm (UAX 9): one level of embedding, spaces and marks between
    two runs of one direction go with them, all others with the line, whose direction is that of its first letter.
    Within a run the shaper orders the letters.
    """
    pieces = _by_font(text, weight)
    if not any(piece.leftward for piece in pieces):
        return pieces
    line_leftward = next((p.leftward for p in pieces if any(map(str.isalpha, p.text))), False)
    return _reordered(_settled(pieces, line_leftward), line_leftward)


def _by_font(text: str, weight: Weight) -> list[Run]:
    pieces: list[tuple[str, str]] = []
    for character in text:
        joins = bool(pieces) and (
            ord(character) in _JOINERS or unicodedata.combining(character) or _after_joiner(pieces)
        )
        name = pieces[-1][0] if joins else font_for(character, weight)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + character)
        else:
            pieces.append((name, character))
    return [Run(name, piece, name in _RIGHT_TO_LEFT) for name, piece in pieces]


def _after_joiner(pieces: list[tuple[str, str]]) -> bool:
    return pieces[-1][1].endswith("\u200d")


def _settled(pieces: list[Run], line_leftward: bool) -> list[Run]:  # noqa: FBT001 -- a direction, not a switch
    settled = []
    for index, piece in enumerate(pieces):
        neutral = not any(character.isalnum() for character in piece.text)
        before = pieces[index - 1].leftward if index else line_leftward
        after = pieces[index + 1].leftward if index + 1 < len(pieces) else line_leftward
        leftward = (before if before == after else line_leftward) if neutral else piece.leftward
        settled.append(Run(piece.font, piece.text, leftward))
    return settled


def _reordered(pieces: list[Run], line_leftward: bool) -> list[Run]:  # noqa: FBT001 -- a direction, not a switch
    ordered: list[Run] = []
    group: list[Run] = []
    for piece in pieces[::-1] if line_leftward else pieces:
        if piece.leftward != line_leftward:
            group.insert(0, piece)
            continue
        ordered += [*group, piece]
        group = []
    return ordered + group
