"""Finds declared names in running text: the longest that fits, left to right, in any case and width.

A name that begins or ends with a Latin letter or a digit needs a border there; Chinese, Japanese and Korean have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from filmc.frontend.screenplay import fold

T = TypeVar("T")

UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that put no space between words, for a pattern: Han with its radicals, kana, hangul."""
_LETTER = rf"[^\W{UNSPACED}]"
_START = re.compile(rf"(?<!{_LETTER}){_LETTER}|[^\s\w]|[{UNSPACED}]")
"""Where a name can begin: at the first letter of a word, at any character of the others."""
_SPACED = re.compile(_LETTER)
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
        folded = fold(text)
        free = 0
        for start in _START.finditer(folded):
            at = start.start()
            if at < free:
                continue
            name = self._at(folded, at, folded[at : at + _HEAD]) or self._at(folded, at, folded[at])
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


def _ends(text: str, end: int) -> bool:
    """Tell whether a word can end at `end`: not between two letters of a script that has spaces."""
    return end >= len(text) or not (_SPACED.match(text[end - 1]) and _SPACED.match(text[end]))
