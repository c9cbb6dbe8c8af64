"""Where somebody or something is named in a text as it is written, whatever case, width or spelling that has.

What stands in quotes names nobody: it is words to be read or to be said, and a sign keeps them whoever is renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from filmc.frontend.folded import folded
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
    form = folded(text)
    quotes = [match.span() for match in QUOTED.finditer(text)]
    for found in spotter.find(text):
        place = form.back(found.start, found.end)
        if place and not any(start < place[0] < end for start, end in quotes):
            yield Piece(*place), found.what
