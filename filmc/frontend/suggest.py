"""The nearest words to one that is not known."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from filmc.frontend.screenplay import fold


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` of `candidates` that `word` may have meant, the best first; none if all are far.

    Slips of the finger score by the share of letters in common, beginnings and whole words of a longer name higher;
    for Chinese, one character in two is near enough.
    """
    wanted = fold(word)
    return _indexed(tuple(candidates)).nearest(wanted, limit) if wanted else []


class _Index:
    """Some thousand words, so ordered that a slip is compared letter by letter with the few that may be near it."""

    def __init__(self, candidates: tuple[str, ...]) -> None:
        self._forms: dict[str, dict[str, int]] = {}
        """By their folded form: words and their ranks."""
        for rank, candidate in enumerate(candidates):
            self._forms.setdefault(fold(candidate), {}).setdefault(candidate, rank)
        self._sorted = sorted(self._forms)
        self._by_length: dict[int, list[str]] = {}
        self._by_word: dict[str, list[str]] = {}
        for form in self._forms:
            self._by_length.setdefault(len(form), []).append(form)
            for word in {*form.split()}:
                self._by_word.setdefault(word, []).append(form)
        self._bits: dict[tuple[str, int], int] = {}
        self._letters: dict[int, list[tuple[int, str]]] = {}

    def nearest(self, wanted: str, limit: int) -> list[str]:
        """Return up to `limit` words in order of likeness, then of rank: as soon as no other can come before them."""
        from difflib import SequenceMatcher  # noqa: PLC0415  -- only a slip needs it

        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        enough = _enough(wanted)
        best: list[tuple[float, int, str]] = []
        for most, bonus, form in self._rough(wanted, enough):
            if len(best) == limit and most < -best[-1][0]:
                break
            matcher.set_seq1(form)
            likeness = 1.0 if form == wanted else min(max(matcher.ratio(), bonus), 0.999)
            if likeness >= enough:
                best = sorted([*best, *((-likeness, rank, name) for name, rank in self._forms[form].items())])[:limit]
        return [name for _, _, name in best]

    def _rough(self, wanted: str, enough: float) -> list[tuple[float, float, str]]:
        """Return the forms that may be near, those first that may be nearest: how near at most, bonus, form."""
        shared = dict(self._alike(wanted, enough))
        found = []
        for form in {*shared, *self._akin(wanted)}:
            bonus = _affinity(wanted, form)
            if bonus or form in shared:
                most = 1.0 if form == wanted else min(max(shared.get(form, 0.0), bonus), 0.999)
                found.append((most, bonus, form))
        return sorted(found, reverse=True)

    def _alike(self, wanted: str, enough: float) -> Iterator[tuple[str, float]]:
        """Yield the forms that have as many letters in common with `wanted` as is enough, and what share those are."""
        letters, length = self._mask(wanted), len(wanted)
        for other, forms in self._by_length.items():
            if 2 * min(length, other) >= enough * (length + other):
                if other not in self._letters:
                    self._letters[other] = [(self._mask(form), form) for form in forms]
                least = enough * (length + other) / 2
                for mask, form in self._letters[other]:
                    if (common := (letters & mask).bit_count()) >= least:
                        yield form, 2.0 * common / (length + other)

    def _mask(self, form: str) -> int:
        """Return a number with a bit for each letter, another for its second time, and so on."""
        mask, times, bits = 0, dict[str, int](), self._bits
        for letter in form:
            times[letter] = times.get(letter, 0) + 1
            mask |= 1 << bits.setdefault((letter, times[letter]), len(bits))
        return mask

    def _akin(self, wanted: str) -> Iterator[str]:
        """Yield the forms that begin as `wanted` does, or have a word of it."""
        yield from (wanted[:end] for end in range(3, len(wanted)) if wanted[:end] in self._forms)
        for form in self._sorted[bisect_left(self._sorted, wanted) :]:
            if not form.startswith(wanted):
                break
            yield form
        for word in wanted.split():
            yield from self._by_word.get(word, ())


_indexed = lru_cache(maxsize=16)(_Index)
"""Every slip in a film asks about the same words."""


def _enough(wanted: str) -> float:
    return 0.66 if wanted.isascii() else 0.5


def _affinity(wanted: str, candidate: str) -> float:
    """Return how near two words are as a beginning, as words in another order, or as two swapped letters."""
    shorter, longer = (wanted, candidate) if len(wanted) <= len(candidate) else (candidate, wanted)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return 0.8 + 0.1 * len(shorter) / len(longer)
    if len(shorter) >= 3 and " " in longer and set(shorter.split()) < set(longer.split()):
        return 0.75
    return 0.85 if len(wanted) == len(candidate) and sorted(wanted) == sorted(candidate) else 0.0
