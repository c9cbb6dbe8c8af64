"""Anchors: places that stay what they are while the text around them moves.

Who reads a text again and again lets the places in each block count from an anchor of the block's own, a number far
above any offset. So a block that was not touched is the very same, wherever it stands by now, and so is all that was
made of it. Where the anchors are, `Places` knows: those of one version of the text, which no later one changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from filmc.base.source import Span

_ROOM = 32
"""Bits of an offset below its anchor: no text is that long."""
_BELOW = (1 << _ROOM) - 1


class Places:
    """From places that count from anchors to places in the text; other places mean themselves."""

    def __init__(self, origins: Mapping[int, int]) -> None:
        self._origins = origins

    def offset(self, offset: int) -> int:
        """Return the place in the text."""
        return offset if offset <= _BELOW else self._origins[offset & ~_BELOW] + (offset & _BELOW)

    def span(self, span: Span) -> Span:
        """Return the span in the text: the same one where it counts from no anchor."""
        file, start, end = span
        return span if start <= _BELOW >= end else Span(file, self.offset(start), self.offset(end))


class Anchors:
    """Gives out anchors, and is told where each is in the version of the text that is being read."""

    def __init__(self) -> None:
        self._given = 0
        self._origins: dict[int, int] = {}

    def new(self) -> int:
        """Return an anchor that was never given out."""
        self._given += 1
        return self._given << _ROOM

    def drop(self, anchor: int, offset: int) -> None:
        """Say that `anchor` is at `offset` now."""
        self._origins[anchor] = offset

    def lift(self) -> None:
        """Begin another version of the text, in which none has a place yet."""
        self._origins = {}

    @property
    def places(self) -> Places:
        """Where the anchors are in this version."""
        return Places(self._origins)
