"""What a word of film stands for in a request: of an author's own word, whatever it is called, the same.

A standard word is known by its name. One of the author's own is what it says of itself, so that renaming it changes
nothing; only where it says nothing its name is all that is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable

from filmc.frontend.screenplay import fold
from filmc.ir.spotting import Spotter
from filmc.ir.vocabulary import Word

_TYPOGRAPHIC = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


def said(word: Word) -> str:
    """Return what `word` stands for."""
    return (word.prompt or word.meaning or word.name) if word.own else word.name


def called(word: Word, text: str) -> bool:
    """Tell whether `text` is one of the names of `word`, and nothing else."""
    return fold(text) in map(fold, (word.name, *word.also))


def said_in(text: str, words: Iterable[Word]) -> str:
    """Return `text` with what `words` stand for in place of their names."""
    spotter = Spotter({name: word for word in words for name in (word.name, *word.also)})
    parts, end = [], 0
    folded = fold(text)
    for found in spotter.find(text):
        parts += [folded[end : found.start], said(found.what)]
        end = found.end
    return "".join([*parts, folded[end:]]) if parts else text


def plain(text: str) -> str:
    """Return `text` with typewriter's quotes and apostrophes: which ones an editor puts in is nothing to a maker."""
    return text.translate(_TYPOGRAPHIC)
