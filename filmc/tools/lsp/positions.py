"""Places in a text as the protocol counts them: lines, and columns in UTF-8, UTF-16 or UTF-32 units.

Lines end at a line feed, a carriage return, or both; nothing else ends one. A place that is not in the text means the
nearest one before it that is: the end of the line, the end of the text, the beginning of a character.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal, get_args

from lsprotocol import types

from filmc.base.source import Source

Encoding = Literal["utf-8", "utf-16", "utf-32"]
"""The unit in which columns are counted; client and server agree on one when they meet."""

ENCODINGS: tuple[Encoding, ...] = get_args(Encoding)
USUAL: Encoding = "utf-16"
"""What is meant where the client says nothing."""


def offset_at(source: Source, position: types.Position, encoding: Encoding) -> int:
    """Return the offset of the character at `position`."""
    starts = source.line_starts
    if position.line >= len(starts):
        return len(source.text)
    line = source.line_text(position.line)
    return starts[position.line] + _characters(line, position.character, encoding)


def position_at(source: Source, offset: int, encoding: Encoding) -> types.Position:
    """Return the position of the character at `offset`; what is in the midst of a line end is at its beginning."""
    offset = min(max(offset, 0), len(source.text))
    line = bisect_right(source.line_starts, offset) - 1
    before = source.text[source.line_starts[line] : offset].rstrip("\r\n")
    return types.Position(line, units(before, encoding))


def range_of(source: Source, start: int, end: int, encoding: Encoding) -> types.Range:
    """Return the range from the character at `start` to that at `end`."""
    return types.Range(position_at(source, start, encoding), position_at(source, max(start, end), encoding))


def units(text: str, encoding: Encoding) -> int:
    """Return how many units `text` has."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode())
    return len(text.encode("utf-16-le")) // 2


def _characters(line: str, column: int, encoding: Encoding) -> int:
    """Return how many characters of `line` stand before `column`."""
    if encoding == "utf-32" or line.isascii():
        return min(column, len(line))
    if encoding == "utf-8":
        return len(line.encode()[:column].decode(errors="ignore"))
    return len(line.encode("utf-16-le")[: 2 * column].decode("utf-16-le", "ignore"))
