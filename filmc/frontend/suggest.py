"""The nearest words to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from filmc.frontend.screenplay import fold

if TYPE_CHECKING:
    from difflib import SequenceMatcher


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` of `candidates` that `word` may have meant, the best first; none if all are far.

    Slips of the finger score by the share of letters in common, beginnings and whole words of a longer name higher;
    for Chinese, one character in two is near enough.
    """
    wanted = fold(word)
    if not wanted:
        return []
    from difflib import SequenceMatcher  # noqa: PLC0415  -- only a slip needs it

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    scored = [(-_likeness(matcher, wanted, fold(candidate)), at, candidate) for at, candidate in enumerate(candidates)]
    best = sorted(entry for entry in scored if entry[0])
    return list(dict.fromkeys(candidate for _, _, candidate in best))[:limit]


def _likeness(matcher: SequenceMatcher[str], wanted: str, candidate: str) -> float:
    """Return 0 (nothing like it) to 1 (the same)."""
    if wanted == candidate:
        return 1.0
    enough = 0.5 if not wanted.isascii() else 0.66
    bonus = _affinity(wanted, candidate)
    matcher.set_seq1(candidate)
    if not bonus and (matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough):
        return 0.0
    ratio = matcher.ratio()
    return min(max(ratio, bonus), 0.999) if max(ratio, bonus) >= enough else 0.0


def _affinity(wanted: str, candidate: str) -> float:
    """Return how near two words are as a beginning, as words in another order, or as two swapped letters."""
    shorter, longer = sorted((wanted, candidate), key=len)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return 0.8 + 0.1 * len(shorter) / len(longer)
    if len(shorter) >= 3 and set(shorter.split()) < set(longer.split()):
        return 0.75
    if len(wanted) == len(candidate) and sorted(wanted) == sorted(candidate):
        return 0.85
    return 0.0
