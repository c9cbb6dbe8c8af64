"""What stands in a cue's parenthesis: `match_how` tells which form of the cue an entry has, and its argument.

A form is written as in the table of cues: words, then at most one slot in capitals (`fade in TIME`); `|` parts
spellings of one form, the first of which names it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from filmc.base.patterns import late
from filmc.frontend.ast import Text
from filmc.frontend.cues import CueKind

_BARE = {
    "TIME": r"[\d.:]+\s*\w*",
    "SPAN": r"[\d.:][^-–—~]*[-–—~].+",
    "LEVEL": r"[-+−]\s*[\d.]+\s*\w*|[\d.]+\s*db",
    "NAME": r".+",
}
"""Slots that are known by their shape where no word stands before them."""

_CORNER = late(r"[-\d.]+\s*(%|px)\s+[-\d.]+\s*(%|px)")
_NOTHING = "(?!)"
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
    for form, pattern in _patterns(kind.how):
        found = pattern.fullmatch(how.value)
        if found:
            start, end = found.span(found.lastindex or 0)
            return How(form, Text(how.value[start:end], how.span.part(start, end)))
    return None


def parted(how: Text) -> tuple[Text, str]:
    """Return the words with which an entry begins, and the numbers that follow them, if any."""
    length = len(re.split(r"\s*[-+−]?\d", how.value, maxsplit=1)[0]) or len(how.value)
    return Text(how.value[:length], how.span.part(0, length)), how.value[length:].strip()


def words_of(kind: CueKind, argument: str) -> list[str]:
    """Return the fixed words, in all spellings, of the forms that take an `argument` (or, where it is empty, none)."""
    spelled = [_slot(spelling) for form in kind.how for spelling in form.split("|")]
    return [words for words, slot in spelled if words and bool(slot) == bool(argument)]


@cache
def _patterns(forms: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each form's name with a pattern whose last group is the argument."""
    spelled = [(form.split("|")[0], [*map(_spelling, form.split("|"))]) for form in forms]
    return tuple((name, re.compile("|".join(spellings), re.IGNORECASE)) for name, spellings in spelled)


def _spelling(form: str) -> str:
    words, slot = _slot(form)
    spaced = r"\s+".join(map(re.escape, words.split()))
    if not slot:
        return rf"{spaced}()"
    return rf"{spaced}(?![^\W\d_])\s*(\S.*)" if words else rf"({_BARE.get(slot, _NOTHING)})"


def _slot(spelling: str) -> tuple[str, str]:
    words, _, last = spelling.rpartition(" ")
    return (words, last) if last in _SLOTS else (spelling, "")
