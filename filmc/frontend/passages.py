"""A file passage by passage: each item of its top level by itself, as if nothing stood before it.

Who looks at a text again and again keeps what was found of a passage: while the item is the same, so is its passage,
wherever it stands by now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from filmc.base.anchors import STILL, Places
from filmc.base.source import Source, Span
from filmc.frontend.ast import File, Item
from filmc.frontend.placed import placed_item


class Passage:
    """An item with its text, which begins where the item's first line does: places in both count from there."""

    def __init__(self, loose: Item, places: Places, source: Source) -> None:
        """Take an item that may count from anchors: `places` leads to its own text."""
        self.loose = loose
        self.source = source
        self.memo: dict[str, Any] = {}
        """What has been found of it, by who looked."""
        self._places = places

    @cached_property
    def item(self) -> Item:
        """The item at its place in the passage."""
        return placed_item(self.loose, self._places)


class Stand(NamedTuple):
    """Where a passage stands in its file: the offset and the number of its first line, and the offset of its end."""

    passage: Passage
    start: int
    line: int
    end: int

    @property
    def item(self) -> Item:
        """The item at its place in the file."""
        return placed_item(self.passage.item, _Within(STILL, -self.start))


class Passages:
    """The passages of one version of a file, in order."""

    def __init__(self, file: File, places: Places, before: Passages | None = None) -> None:
        """Take a file whose spans `places` leads to the text; what is still the same is taken from `before`."""
        self.source = file.source
        self.known: dict[tuple[int, int], Passage] = {}
        """The passages by their items, and how far these stand in."""
        self._stands = [self._stand(item, places, before.known if before else {}) for item in file.items]

    def __iter__(self) -> Iterator[Stand]:
        return iter(self._stands)

    def at(self, offset: int) -> Stand | None:
        """Return the first passage that holds the place `offset`, its end included; None between two of them."""
        number = bisect_right(self._stands, offset, key=lambda stand: stand.start)
        near = self._stands[max(number - 2, 0) : number]
        return next((stand for stand in near if offset <= stand.end), None)

    def _stand(self, item: Item, places: Places, known: Mapping[tuple[int, int], Passage]) -> Stand:
        _, first, end = places.span(item.span)
        starts = self.source.line_starts
        line = bisect_right(starts, first) - 1
        start = starts[line]
        key = id(item), first - start
        passage = known.get(key)
        if passage is None:
            text = Source(self.source.file, self.source.text[start:end])
            passage = Passage(item, _Within(places, start), text)
        self.known[key] = passage
        return Stand(passage, start, line, end)


class _Within(Places):
    """Places that count from the offset `start`."""

    def __init__(self, places: Places, start: int) -> None:
        self._places = places
        self._start = start

    def span(self, span: Span) -> Span:
        """Return the span, counted from there."""
        file, start, end = self._places.span(span)
        return Span(file, start - self._start, end - self._start)
