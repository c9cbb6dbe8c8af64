"""Where in which text: `Source`, `Span`, and positions in characters, UTF-8 bytes and UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from filmc.base.record import field, record

_LINE_END = re.compile(r"\r\n|\r|\n")
"""The line ends of the language server protocol; `str.splitlines` knows eight more."""


class Span(NamedTuple):
    """A half-open range of characters (code points) in one file.

    `file` is the project-relative path with forward slashes (`stdlib:…` for the standard library).
    """

    file: str
    start: int
    end: int

    def part(self, start: int, end: int) -> Span:
        """Return the sub-span from `start` to `end`, both counted from this span's start."""
        return Span(self.file, self.start + start, self.start + end)

    def to(self, other: Span) -> Span:
        """Return the span from this one's start to `other`'s end."""
        return Span(self.file, self.start, other.end)


NOWHERE = Span("", 0, 0)
"""The span of what no text stands for (built-in defaults)."""


class Position(NamedTuple):
    """A place in a text: line and columns from 0, the column in three units."""

    line: int
    column: int
    byte: int
    utf16: int


@record
class Source:
    """One text with its name. `text` is decoded, without byte order mark; its line ends are as they were."""

    file: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> list[int]:
        """Character offset of the first character of each line."""
        return [0, *(end.end() for end in _LINE_END.finditer(self.text))]

    def line_text(self, line: int) -> str:
        """Return line number `line` (from 0) without its line end."""
        start = self.line_starts[line]
        end = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def position(self, offset: int) -> Position:
        """Return the position of the character at `offset`; offsets past the end mean the end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.line_starts, offset) - 1
        before = self.text[self.line_starts[line] : offset]
        return Position(
            line,
            len(before),
            len(before.encode("utf-8", "surrogatepass")),
            len(before.encode("utf-16-le", "surrogatepass")) // 2,
        )

    def span(self, start: int, end: int) -> Span:
        """Return the span of characters `start` to `end` of this source."""
        return Span(self.file, start, end)
