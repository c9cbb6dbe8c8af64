"""Finds declared names in running text: the longest that fits, left to right, in any case and width.

A name that begins or ends with a Latin letter or a digit needs a border there; Chinese, Japanese and Korean have none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from filmc.base.patterns import late
from filmc.frontend.folded import folded
from filmc.frontend.screenplay import fold
from filmc.ir.scripts import is_letter

T = TypeVar("T")

_START = late(r"(?<!\w)\w|[^\s\w]")
"""Where a name can begin in ASCII: at the first letter of a word, at any other character but space."""
QUOTED = late(r"[“\"「『《]([^”\"」』》]{1,80})[”\"」』》]")
"""Words in quotes."""
_HEAD = 2
"""Names are looked up by this many of their first characters."""


class Found(NamedTuple, Generic[T]):
    """What was found, and where in the folded text."""

    start: int
    end: int
    what: T


class Spotter(Generic[T]):
    """Knows names and what they stand for. `but` are words to pass over, as 走廊 (corridor) when looking for 走."""

    def __init__(self, names: Mapping[str, T], but: Iterable[str] = ()) -> None:
        self._what = {fold(name): what for name, what in names.items() if fold(name)}
        self._heads: dict[str, list[str]] = {}
        for name in sorted({*self._what, *map(fold, but)}, key=lambda name: (-len(name), name)):
            self._heads.setdefault(name[:_HEAD], []).append(name)

    def find(self, text: str) -> Iterator[Found[T]]:
        """Yield each name in `text` with its place in `fold(text)`, in order."""
        folded, heads = fold(text), self._heads
        free = 0
        for at in _starts(folded):
            head = folded[at : at + _HEAD]
            if at < free or not (head in heads or head[0] in heads):  # nearly all
                continue
            name = self._at(folded, at, head) or self._at(folded, at, head[0])
            if name:
                free = at + len(name)
                if name in self._what:
                    yield Found(at, free, self._what[name])

    def _at(self, text: str, at: int, head: str) -> str | None:
        """Return the longest name beginning with `head` that stands at `at`."""
        for name in self._heads.get(head, ()):
            if text.startswith(name, at) and _ends(text, at + len(name)):
                return name
        return None


def _starts(text: str) -> Iterator[int]:
    """Yield where a name can begin: at the first letter of a word, at any character that belongs to no such word."""
    if text.isascii():
        yield from (found.start() for found in _START.finditer(text))
        return
    inside = False
    for at, character in enumerate(text):
        was_inside, inside = inside, is_letter(character)
        if not (inside and was_inside) and not character.isspace():
            yield at


def _ends(text: str, end: int) -> bool:
    """Tell whether a word can end at `end`: not between two letters of a script that has spaces."""
    return end >= len(text) or not (is_letter(text[end - 1]) and is_letter(text[end]))


class Named(NamedTuple, Generic[T]):
    """What was found, and where in the text itself; `quoted`: among words in quotes, which are to be read or said."""

    start: int
    end: int
    what: T
    quoted: bool


def named_in(spotter: Spotter[T], text: str) -> Iterator[Named[T]]:
    """Yield each name that `spotter` knows with its place in `text`, in order.

    Nothing where the text has characters that fold only together (a letter and its accent written apart).
    """
    form = folded(text)
    quotes = [match.span() for match in QUOTED.finditer(text)]
    for found in spotter.find(text):
        place = form.back(found.start, found.end)
        if place:
            yield Named(*place, found.what, any(start < place[0] < end for start, end in quotes))
