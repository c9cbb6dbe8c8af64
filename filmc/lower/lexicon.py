"""A table of words looked up in prose, English and Chinese alike: the longest word wins, and none overlap."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from filmc.base.record import record
from filmc.lower.alternation import Alternation, Form

T = TypeVar("T")

Table = Mapping[str, str]
"""What is meant → the words that say so, separated by ` | `."""

_REMEMBERED = 2048
"""Texts that a lexicon remembers: what a shot says is asked for again by every later shot of its scene."""

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")


@record
class Hit(Generic[T]):
    """A word of the table found at `start` to `end` of the text."""

    start: int
    end: int
    word: str
    value: T


class Lexicon(Generic[T]):
    """Words and what they mean.

    A Latin word stands between word borders and may carry an English ending (`desk`, `desks`, `benches`);
    a Chinese word stands anywhere. A hyphen in a word matches a space as well, and a space a hyphen.
    """

    def __init__(self, entries: Mapping[str, T]) -> None:
        self._entries = {word.lower(): value for word, value in entries.items()}

    def find(self, text: str) -> list[Hit[T]]:
        """Return every word of the table in `text`, in order; each text is searched once."""
        return list(self._found(text))

    def first(self, text: str) -> T | None:
        """Return what the first word found means, or None."""
        return next((hit.value for hit in self._found(text)), None)

    @cached_property
    def _found(self) -> Callable[[str], tuple[Hit[T], ...]]:
        return lru_cache(_REMEMBERED)(self._searched)

    def _searched(self, text: str) -> tuple[Hit[T], ...]:
        lowered = text.lower()
        return tuple(
            Hit(match.start(), match.end(), word, self._entries[word])
            for match in self._words.finditer(lowered)
            if (word := self._known(match.group())) is not None
        )

    def all(self, text: str) -> tuple[T, ...]:
        """Return everything that is meant, each once, in order."""
        return tuple(dict.fromkeys(hit.value for hit in self.find(text)))

    def _known(self, found: str) -> str | None:
        plain = " ".join(found.replace("-", " ").split())
        return self._by_plain.get(plain) or next(
            (self._by_plain[stem] for stem in _stems(plain) if stem in self._by_plain), None
        )

    @cached_property
    def _by_plain(self) -> dict[str, str]:
        return {word.replace("-", " "): word for word in self._entries}

    @cached_property
    def _words(self) -> Alternation:
        return Alternation([_form(word) for word in sorted(self._entries, key=lambda word: (-len(word), word))])


def by_meaning(table: Table) -> Lexicon[str]:
    """Return the lexicon of a table that is written the other way round, from what is meant to its words."""
    return Lexicon({word.strip(): meaning for meaning, words in table.items() for word in words.split("|")})


def _form(word: str) -> Form:
    if _CJK.search(word):
        return (word,), re.escape(word)
    parts = re.split(r"[\s-]+", word)
    body = r"[\s-]+".join(map(re.escape, parts))
    return parts, rf"(?<![a-z0-9]){body}(?:'s|e?s)?(?![a-z0-9])"


def _stems(found: str) -> list[str]:
    return [found.removesuffix(ending) for ending in ("'s", "es", "s") if found.endswith(ending)]
