"""A text in the form in which names are compared, and the way back to where each of its characters stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import normalize

from filmc.base.patterns import late
from filmc.frontend.screenplay import fold

_SHRINKS = late(r"\s\s|\A\s|\s\Z")
"""Space that goes when an ASCII text is folded."""


class Folded(NamedTuple):
    """`text` as `fold` makes it; `places` has for each of its characters the place in the text that it comes from.

    `places` is empty where characters fold only together (a letter and its accent written apart).
    """

    text: str
    places: Sequence[int]

    def back(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the characters from `start` to `end` stand in the text itself."""
        if not self.places or not start < end:
            return None
        return self.places[start], self.places[end - 1] + 1


def folded(text: str) -> Folded:
    """Return `text` folded, with the way back."""
    form = fold(text)
    return Folded(form, range(len(text)) if text.isascii() and not _SHRINKS.search(text) else _places(text, form))


def _places(text: str, form: str) -> list[int]:
    places: list[int] = []
    letters: list[str] = []
    for place, letter in enumerate(text):
        one = " " if letter.isspace() else normalize("NFKC", letter).casefold()
        if one == " " and (not letters or letters[-1] == " "):
            continue
        letters += one
        places += [place] * len(one)
    return places[: len(form)] if "".join(letters).rstrip() == form else []
