"""Where somebody or something is named in a text as it is written, whatever case, width or spelling that has.

What stands in quotes names nobody: it is words to be read or to be said, and a sign keeps them whoever is renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from filmc.frontend.screenplay import fold
from filmc.ir.spotting import Spotter

T = TypeVar("T")

QUOTED = re.compile(r"[“\"「『《]([^”\"」』》]{1,80})[”\"」』》]")


class Piece(NamedTuple):
    """A part of a text, from `start` to `end`."""

    start: int
    end: int


def mentions(spotter: Spotter[T], text: str) -> Iterator[tuple[Piece, T]]:
    """Yield each name that `spotter` knows, outside quotes, with its place in `text`, in order.

    Nothing where the text has characters that fold only together (a letter and its accent written apart).
    """
    places = _places(text)
    quotes = [match.span() for match in QUOTED.finditer(text)]
    for found in spotter.find(text) if places else ():
        piece = Piece(places[found.start], places[found.end - 1] + 1)
        if not any(start < piece.start < end for start, end in quotes):
            yield piece, found.what


def _places(text: str) -> range | list[int]:
    """Return for each character of the folded text the place in `text` of the one it comes from."""
    if text.isascii() and "  " not in text and not text[:1].isspace():
        return range(len(text))
    places: list[int] = []
    folded: list[str] = []
    for place, letter in enumerate(text):
        form = " " if letter.isspace() else normalize("NFKC", letter).casefold()
        if form == " " and (not folded or folded[-1] == " "):
            continue
        folded += form
        places += [place] * len(form)
    return places if "".join(folded).rstrip() == fold(text) else []
