"""Estimates how long a line takes to say, for films whose speech is not made yet.

Rates are those of acted dialogue, a little below the reading rates that Pellegrino, Coupé and Marsico found for
the same languages ("A cross-language perspective on speech information rate", Language 87/3, 2011: Mandarin 5.2,
Japanese 7.8, English 6.2 syllables a second); a Han character is one syllable of Chinese and two morae of Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from filmc.ir.film import Entity, Line

Spoken = Callable[[Line, Entity | None], Fraction | None]
"""Tells the exact seconds of a line that is made, None for one that is not; the entity is its speaker."""

SYLLABLES = {
    "cmn": Fraction(9, 2),
    "yue": Fraction(47, 10),
    "ja": Fraction(7),
    "ko": Fraction(11, 2),
}
"""Characters (of Japanese: morae) a second."""
WORDS = Fraction(13, 5)
"""Words a second of a language written in words: English; the others are near it."""
DIGITS = Fraction(3)
"""Digits a second, read one by one."""
SHORTEST = Fraction(2, 5)
"""Seconds of the shortest line, a single "Oh!"."""

_MORAE_OF_KANJI = 2
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30faー]")
_SILENT_KANA = re.compile(r"[ゃゅょぁぃぅぇぉャュョァィゥェォ]")
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+(?:['’-][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_PAUSES = (
    (re.compile(r"[。．！？!?]+|\.(?=\s|$)"), Fraction(1, 2)),
    (re.compile(r"…+|\.{3}|——?|--"), Fraction(3, 5)),
    (re.compile(r"[，、；：,;]|:(?=\s)"), Fraction(1, 4)),
)
"""Seconds of silence at punctuation inside a line; what ends it costs nothing."""


def estimated_seconds(line: Line) -> Fraction:
    """Return the seconds that `line` takes in its language, at the pace of its performances."""
    text = line.text.strip().rstrip(".。!！?？…—-,，;； ")
    return max(SHORTEST, (_syllables(text, line.language) + _pauses(text)) / _rate(line))


def _syllables(text: str, language: str) -> Fraction:
    """Return the seconds of the sounds in `text`, each script at its own rate: lines mix them."""
    japanese = language == "ja"
    han = len(_HAN.findall(text)) * (_MORAE_OF_KANJI if japanese else 1)
    kana = len(_KANA.findall(text)) - len(_SILENT_KANA.findall(text))
    return (
        han / SYLLABLES["ja" if japanese else "yue" if language == "yue" else "cmn"]
        + kana / SYLLABLES["ja"]
        + len(_HANGUL.findall(text)) / SYLLABLES["ko"]
        + len(_WORD.findall(text)) / WORDS
        + len(_DIGIT.findall(text)) / DIGITS
    )


def _pauses(text: str) -> Fraction:
    return sum((len(mark.findall(text)) * seconds for mark, seconds in _PAUSES), Fraction(0))


def _rate(line: Line) -> Fraction:
    rate = Fraction(1)
    for performance in line.performances:
        rate *= Fraction(performance.rate).limit_denominator(1000)
    return max(rate, Fraction(1, 4))
