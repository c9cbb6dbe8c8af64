"""Where somebody or something is named in a text as it is written, whatever case, width or spelling that has.

What stands in quotes names nobody: it is words to be read or to be said, and a sign keeps them whoever is renamed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from filmc.ir.spotting import Spotter, named_in

T = TypeVar("T")


class Piece(NamedTuple):
    """A part of a text, from `start` to `end`."""

    start: int
    end: int


def mentions(spotter: Spotter[T], text: str) -> Iterator[tuple[Piece, T]]:
    """Yield each name that `spotter` knows, outside quotes, with its place in `text`, in order."""
    for found in named_in(spotter, text):
        if not found.quoted:
            yield Piece(found.start, found.end), found.what
