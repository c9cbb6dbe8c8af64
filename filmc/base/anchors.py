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
_ANCHOR = ~_BELOW


class Places:
    """From places that count from anchors to places in the text; other places mean themselves."""

    def __init__(self, shifts: Mapping[int, int]) -> None:
        self._shifts = shifts

    def span(self, span: Span) -> Span:
        """Return the span in the text: the same one where it counts from no anchor."""
        file, start, end = span
        if start <= _BELOW >= end:
            return span
        anchor, last = start & _ANCHOR, end & _ANCHOR
        shift = self._shifts[anchor] if anchor else 0
        return _SPAN(
            Span, (file, start + shift, end + (shift if last == anchor else self._shifts[last] if last else 0))
        )


STILL = Places({})
"""Where the text has no anchors."""

_SPAN = tuple.__new__
"""Makes the spans of a whole film: a call less for each."""


class Anchors:
    """Gives out anchors, and is told where each is in the version of the text that is being read."""

    def __init__(self) -> None:
        self._given = 0
        self._shifts: dict[int, int] = {}

    def new(self) -> int:
        """Return an anchor that was never given out."""
        self._given += 1
        return self._given << _ROOM

    def drop(self, anchor: int, offset: int) -> None:
        """Say that `anchor` is at `offset` now."""
        self._shifts[anchor] = offset - anchor

    def lift(self) -> None:
        """Begin another version of the text, in which none has a place yet."""
        self._shifts = {}

    @property
    def places(self) -> Places:
        """Where the anchors are in this version."""
        return Places(self._shifts)
