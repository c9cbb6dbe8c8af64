"""Where what was noted stands after a file was touched: line by line, for lines that say something are as they were."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.source import Source, Span
from filmc.frontend.layout import lay_out


class LostError(Exception):
    """A place is in no line that is still there."""


class Places:
    """Places of one file: from an old text to a new one that differs in comments, blank lines and indentation only."""

    def __init__(self, old: Source, new: Source) -> None:
        """Find the lines that say something in both texts; LostError where they are not the same ones."""
        before, after = _lines(old), _lines(new)
        if [old.text[start:end] for start, end in before] != [new.text[start:end] for start, end in after]:
            raise LostError(new.file)
        self._before = before
        self._starts = [start for start, _ in before]
        self._after = after

    def moved(self, offset: int) -> int:
        """Return where the character at `offset` of the old text is now; LostError where it is gone."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset > self._before[number][1]:
            if offset == 0:
                return 0
            raise LostError(offset)
        return self._after[number][0] + offset - self._before[number][0]


def _lines(source: Source) -> list[tuple[int, int]]:
    """Return the start and end of each line that is neither blank nor a comment, without its indentation."""
    return [(line.start, line.end) for line in lay_out(Notes(), source) if line.mark not in ("", "#")]


def moved(note: Diagnostic, places: Mapping[str, Places]) -> Diagnostic:
    """Return the note with all that it points at in its new place; `places` has the files that were touched."""

    def span(old: Span) -> Span:
        at = places.get(old.file)
        return Span(old.file, at.moved(old.start), at.moved(old.end)) if at else old

    return note.moved(span)
