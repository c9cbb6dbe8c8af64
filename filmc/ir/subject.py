"""Whose verb it is: which part of an action's sentence is about whom.

A small grammar of word order, English and Chinese. A name opens a stretch that is about it ("Mei runs to the door"),
unless it stands where an object does ("planes fly around Mei", "Mei's eyes close"). A verb before any name belongs to
nobody named, and where another noun stands before it, to that noun.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from filmc.base.patterns import late

_SENTENCE = late(r"[^.!?。！？；;\n]+")
_JOINED = late(r"\s*(?:,|、|，)?\s*(?:and|with|&|和|与|跟|同|,|、|，)?\s*")
"""What stands between two names that do the same."""
_BEFORE_OBJECT = late(
    r"(?:\b(?:to|at|for|with|of|behind|past|around|round|about|above|over|under|below|from|by|towards?|into|onto|near|"
    r"beside|before|after|against|between|through|across|along|on|off|upon|like|than|follows?|hugs?|watch(?:es)?|"
    r"sees?|meets?|joins?|leads?|carr(?:y|ies)|pulls?|pushes?|catches|hits?|kisses|holds?|helps?|touches|"
    r"(?:in|out|back|front|top|side) of)\s+(?:the\s+)?|[向对朝跟给围绕在看从把被着])$"
)
_AFTER_OWNER = late(r"(?:['’]s\b|的)")
_FILLER = late(
    r"(?:\w+ly|then|now|and|but|so|still|again|also|just|is|are|was|were|has|have|can|must|does|not|never|always|"
    r"begins? to|starts? to|tries to|seems to|goes on to|once more|at last|alone|together|both|all)"
)
_PRONOUN = late(r"(?:he|she|they|who|one|everybody|everyone|each|both|the two|the other)")
_HAN_FILLER = late(r"[他她它们慢地得轻缓突忽然后接着又也再都还已正开始在悄一起边不停继续，,\s]*")


class About(NamedTuple):
    """A stretch of text, and whom it is about; `names` is empty where nobody is named before it."""

    start: int
    end: int
    names: tuple[str, ...]


def stretches(text: str, named: Sequence[tuple[int, int, str]]) -> Iterator[About]:
    """Cut `text` at its sentences and at the people `named` (start, end, who; in order) that are subjects there.

    A comma after a stretch that begins with an -ing form keeps it with the name that follows: "Smiling, Mei bows".
    """
    places = [at for at, _, _ in named]
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        runs = list(_runs(text, named[bisect_left(places, start) : bisect_left(places, end)], start))
        first = runs[0][0] if runs else end
        if runs and re.match(r"\s*\w+ing\b.*,\s*$", text[start:first]):
            first = start
            runs[0] = (start, runs[0][1])
        if first > start:
            yield About(start, first, ())
        for i, (begin, names) in enumerate(runs):
            yield About(begin, runs[i + 1][0] if i + 1 < len(runs) else end, names)


def _runs(text: str, named: Sequence[tuple[int, int, str]], start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each run of joined names that is a subject, with where it begins."""
    run: list[str] = []
    begin = last = -1
    for at, end, who in named:
        if run and _JOINED.fullmatch(text, last, at):
            run.append(who)
            last = end
            continue
        if _AFTER_OWNER.match(text, end) or _BEFORE_OBJECT.search(text[start:at]):
            continue
        if run:
            yield begin, tuple(run)
        run, begin, last = [who], at, end
    if run:
        yield begin, tuple(run)


def subject_is_open(before: str) -> bool:
    """Tell whether no noun stands before a verb: nothing at all, or a pronoun, and words that say how.

    `before` is the sentence up to the verb.
    """
    before = before.lower().rsplit(",", 1)[-1].strip(' \t-–—"“')
    if not before.isascii():
        return _HAN_FILLER.fullmatch(before) is not None
    while filler := re.search(rf"(?:^|\s){_FILLER.pattern}$", before):
        before = before[: filler.start()].strip()
    return not before or re.search(rf"(?:^|\s){_PRONOUN.pattern}$", before) is not None
