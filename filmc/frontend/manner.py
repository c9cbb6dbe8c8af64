"""What stands in a cue's parenthesis: `match_how` tells which form of the cue an entry has, and its argument.

A form is written as in the table of cues: words, then at most one slot in capitals (`fade in TIME`); `|` parts
spellings of one form, the first of which names it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from filmc.frontend.ast import Text
from filmc.frontend.cues import CueKind
from filmc.frontend.screenplay import fold

_BARE = {
    "TIME": re.compile(r"[\d.:]+\s*\w*"),
    "SPAN": re.compile(r"[\d.:][^-–—~]*[-–—~].+"),
    "LEVEL": re.compile(r"[-+−]?\s*[\d.]+\s*db", re.IGNORECASE),
    "NAME": re.compile(r".+"),
}
"""Slots that are known by their shape where no word stands before them."""

_CORNER = re.compile(r"[-\d.]+\s*(%|px)\s+[-\d.]+\s*(%|px)")
_SLOTS = frozenset({*_BARE, "POINT", "BOX", "QUAD", "PERCENT", "PERFORMANCE"})


class How(NamedTuple):
    """One entry of a parenthesis: its form, and what fills the form's slot (empty where it has none)."""

    form: str
    argument: Text


def entries(how: tuple[Text, ...]) -> tuple[Text, ...]:
    """Return the parenthesis by its entries: the commas between a quad's corners part none."""
    joined: list[Text] = []
    for piece in how:
        if joined and _CORNER.fullmatch(piece.value) and joined[-1].value.casefold().startswith("quad "):
            gap = piece.span.start - joined[-1].span.end
            joined[-1] = Text(
                f"{joined[-1].value},{piece.value:>{len(piece.value) + gap - 1}}", joined[-1].span.to(piece.span)
            )
        else:
            joined.append(piece)
    return tuple(joined)


def match_how(kind: CueKind, how: Text) -> How | None:
    """Return which of the cue's forms `how` has, or None.

    `PERFORMANCE` matches nothing here: only the vocabulary knows its words.
    """
    for form in kind.how:
        spellings = form.split("|")
        for spelling in spellings:
            argument = _fill(spelling, how)
            if argument is not None:
                return How(spellings[0], argument)
    return None


def words_of(kind: CueKind) -> tuple[str, ...]:
    """Return the fixed words of the cue's forms, all spellings, for suggestions: `fade in`, `V.O.`, `lower third`."""
    return tuple(words for form in kind.how for words, _ in map(_parted, form.split("|")) if words)


def _fill(spelling: str, how: Text) -> Text | None:
    words, slot = _parted(spelling)
    if not slot:
        return Text("", how.span.part(len(how.value), len(how.value))) if fold(how.value) == fold(words) else None
    if not words:
        return how if slot in _BARE and _BARE[slot].fullmatch(how.value) else None
    begun = re.match(rf"{re.escape(words)}(?![^\W\d_])\s*", how.value, re.IGNORECASE)
    if not begun or begun.end() == len(how.value):
        return None
    return Text(how.value[begun.end() :], how.span.part(begun.end(), len(how.value)))


def _parted(spelling: str) -> tuple[str, str]:
    words, _, last = spelling.rpartition(" ")
    return (words, last) if last in _SLOTS else (spelling, "")
