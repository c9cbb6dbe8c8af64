"""The nearest words to one that is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from filmc.frontend.screenplay import fold


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` of `candidates` that `word` may have meant, the best first; none if all are far.

    Slips of the finger score by the share of letters in common, beginnings and whole words of a longer name higher;
    for Chinese, one character in two is near enough.
    """
    wanted = fold(word)
    if not wanted:
        return []
    likeness = _likeness(wanted)
    scored = [(-likeness(fold(candidate)), at, candidate) for at, candidate in enumerate(candidates)]
    best = sorted(entry for entry in scored if entry[0])
    return list(dict.fromkeys(candidate for _, _, candidate in best))[:limit]


def _likeness(wanted: str) -> Callable[[str], float]:
    """Return what tells of a word how like `wanted` it is, from 0 (nothing like it) to 1 (the same).

    It is asked of some thousand words for each slip, nearly all of them far: those are known by their letters alone.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415  -- only a slip needs it

    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    enough = 0.5 if not wanted.isascii() else 0.66
    letters, length, start, spaced = dict.fromkeys(map(ord, wanted)), len(wanted), wanted[:3], " " in wanted

    def likeness(candidate: str) -> float:
        if wanted == candidate:
            return 1.0
        shared = min(length, len(candidate) - len(candidate.translate(letters)))
        far = 2 * shared < enough * (length + len(candidate))
        if far and not (spaced or " " in candidate or candidate[:3] == start):
            return 0.0
        bonus = _affinity(wanted, candidate)
        matcher.set_seq1(candidate)
        if not bonus and (far or matcher.quick_ratio() < enough):
            return 0.0
        ratio = matcher.ratio()
        return min(max(ratio, bonus), 0.999) if max(ratio, bonus) >= enough else 0.0

    return likeness


def _affinity(wanted: str, candidate: str) -> float:
    """Return how near two words are as a beginning, as words in another order, or as two swapped letters."""
    shorter, longer = (wanted, candidate) if len(wanted) <= len(candidate) else (candidate, wanted)
    if len(shorter) >= 3 and longer.startswith(shorter):
        return 0.8 + 0.1 * len(shorter) / len(longer)
    if len(shorter) >= 3 and " " in longer and set(shorter.split()) < set(longer.split()):
        return 0.75
    return 0.85 if len(wanted) == len(candidate) and sorted(wanted) == sorted(candidate) else 0.0
