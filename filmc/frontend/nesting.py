"""Depth of lines → `_INDENT` and `_DEDENT` between the tokens of a block, for the grammar to nest by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark import Token


class Nesting:
    """What lark calls a post-lexer. `base` and `depths` are set for each block."""

    always_accept = ("_NL", "COMMENT", "BLANK")

    base: int
    """Offset of the block in the source; tokens count from here."""
    depths: Mapping[int, int]
    """Depth of each line and comment of the source, by the offset of its first character."""

    def process(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Insert `_INDENT` and `_DEDENT` where the depth changes; a blank line goes where the line below it is."""
        from lark import Token  # noqa: PLC0415  -- loaded by now; see grammar.load

        base, depths = self.base, self.depths
        first = depth = depths[base]
        blank = None
        for token in tokens:
            if token.type == "BLANK":
                blank = token
                continue
            if token.type in ("_NL", "COMMENT"):
                end = base + (token.end_pos or 0)
                new = depths[end if token.type == "_NL" else end - len(token.lstrip())]
                while depth < new:
                    yield Token("_INDENT", "")
                    depth += 1
                while depth > new:
                    yield Token("_DEDENT", "")
                    depth -= 1
                if blank is not None:
                    yield blank
                    blank = None
            yield token
        for _ in range(depth - first):
            yield Token("_DEDENT", "")
