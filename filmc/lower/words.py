"""Finding the words of a table in prose, English and Chinese: whole words, longest first, plurals too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

Table = Mapping[str, str]
"""What is meant → the words that say so, separated by ` | `. `chalk board` also finds `chalk-board`."""

_REMEMBERED = 2048
"""Texts that a lexicon remembers: what a shot says is asked for again by every later shot of its scene."""

_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")


class Lexicon:
    """A table made ready for searching."""

    def __init__(self, table: Table) -> None:
        self._meaning: dict[str, str] = {}
        for meaning, words in table.items():
            for word in words.split("|"):
                self._meaning[word.strip()] = meaning
        self._pattern = re.compile("|".join(_form(word) for word in sorted(self._meaning, key=_longest_first)))
        self._first = lru_cache(_REMEMBERED)(self._searched)

    def found(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Yield (meaning, the word, where) for each word of the table in `text`, in order, none inside another."""
        for match in self._pattern.finditer(text.lower()):
            yield self._meaning[_plain(match[0], self._meaning)], match[0], match.start()

    def first(self, text: str) -> str | None:
        """Return the meaning of the first word found, or None; each text is searched once."""
        return self._first(text)

    def _searched(self, text: str) -> str | None:
        return next((meaning for meaning, _, _ in self.found(text)), None)

    def all(self, text: str) -> tuple[str, ...]:
        """Return every meaning found, each once, in order."""
        return tuple(dict.fromkeys(meaning for meaning, _, _ in self.found(text)))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _form(word: str) -> str:
    body = r"[\s-]+".join(re.escape(part) for part in word.split())
    return body if _CJK.search(word) else rf"(?<![a-z]){body}(?:e?s)?(?![a-z])"


def _plain(found: str, known: Mapping[str, str]) -> str:
    spaced = re.sub(r"[\s-]+", " ", found)
    return next(form for form in (spaced, spaced[:-1], spaced[:-2]) if form in known)


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text`, by Latin and Chinese full stops; words in quotes stay whole."""
    parts = re.findall(r"(?:[“\"「『][^”\"」』]*[”\"」』]|[^.。!！?？;；\n])+[.。!！?？;；\n]?", text)
    return tuple(part.strip() for part in parts if part.strip())
