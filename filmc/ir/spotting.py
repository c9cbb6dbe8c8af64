"""Finds declared names in running text: the longest that fits, left to right, in any case and width.

A name that begins or ends with a Latin letter or a digit needs a border there; Chinese, Japanese and Korean have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from filmc.frontend.screenplay import fold

T = TypeVar("T")

_UNSPACED = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that put no space between words: Han with its radicals, kana, hangul."""
_LETTER = rf"[^\W{_UNSPACED}]"
_UNSPACED_EDGE = re.compile(rf"[{_UNSPACED}\W]")


class Found(NamedTuple, Generic[T]):
    """What was found, and where in the folded text."""

    start: int
    end: int
    what: T


class Spotter(Generic[T]):
    """Knows names and what they stand for. `but` are words to pass over, as 走廊 (corridor) when looking for 走."""

    def __init__(self, names: Mapping[str, T], but: Iterable[str] = ()) -> None:
        self._what = {fold(name): what for name, what in names.items() if fold(name)}
        self._passed = {fold(word) for word in but} - self._what.keys()
        spellings = sorted({*self._what, *self._passed}, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(_spelled, spellings))) if self._what else None

    def find(self, text: str) -> Iterator[Found[T]]:
        """Yield each name in `text` with its place in `fold(text)`, in order."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(fold(text)):
            if match.group() not in self._passed:
                yield Found(match.start(), match.end(), self._what[match.group()])


def _spelled(name: str) -> str:
    before = "" if _UNSPACED_EDGE.match(name[0]) else f"(?<!{_LETTER})"
    after = "" if _UNSPACED_EDGE.match(name[-1]) else f"(?!{_LETTER})"
    return f"{before}{re.escape(name)}{after}"
