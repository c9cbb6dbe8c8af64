"""Estimates how long a line takes to say, for films whose speech is not made yet.

Rates are those of acted dialogue, a little below the reading rates that Pellegrino, Coupé and Marsico found for
the same languages ("A cross-language perspective on speech information rate", Language 87/3, 2011: Mandarin 5.2,
Japanese 7.8, English 6.2 syllables a second); a Han character is one syllable of Chinese and two morae of Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import prod

from filmc.ir.film import Entity, Line
from filmc.ir.spotting import UNSPACED

Spoken = Callable[[Line, Entity | None], Fraction | None]
"""Tells the exact seconds of a line that is made, None for one that is not; the entity is its speaker."""

SYLLABLES = {"cmn": 4.5, "yue": 4.7, "ja": 7.0, "ko": 5.5}
"""Characters (of Japanese: morae) a second."""
WORDS = 2.6
"""Words a second of a language written in words: English; the others are near it."""
DIGITS = 3.0
"""Digits a second, read one by one."""
SHORTEST = 0.4
"""Seconds of the shortest line, a single "Oh!"."""

_MORAE_OF_KANJI = 2

_SOUNDS = re.compile(
    rf"(?P<han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々])"
    rf"|(?P<small>[ゃゅょぁぃぅぇぉャュョァィゥェォ])"
    rf"|(?P<kana>[\u3041-\u3096\u30a1-\u30faー])"
    rf"|(?P<hangul>[\uac00-\ud7af])"
    rf"|(?P<digit>\d)"
    rf"|(?P<word>[^\W\d_{UNSPACED}]+(?:['’-][^\W\d_{UNSPACED}]+)*)"
    rf"|(?P<thought>…+|\.{{3}}|——?|--)"
    rf"|(?P<stop>[。．！？!?]+|\.(?=\s|$))"
    rf"|(?P<comma>[，、；：,;]|:(?=\s))"
)
_PAUSES = {"thought": 0.6, "stop": 0.5, "comma": 0.25}
"""Seconds of silence at punctuation inside a line; what ends it costs nothing."""


def estimated_seconds(line: Line) -> Fraction:
    """Return the seconds that `line` takes in its language, at the pace of its performances, in whole milliseconds."""
    text = line.text.strip().rstrip(".。!！?？…—-,，;； ")
    each = _seconds_of(line.language)
    seconds = sum(each[found.lastgroup] for found in _SOUNDS.finditer(text) if found.lastgroup)
    rate = prod(performance.rate for performance in line.performances)
    return Fraction(round(max(SHORTEST, seconds / max(rate, 0.25)) * 1000), 1000)


@cache
def _seconds_of(language: str) -> dict[str, float]:
    """Return what each kind of sound or pause takes, each script at its own rate: lines mix them."""
    japanese = 1 / SYLLABLES["ja"]
    chinese = 1 / SYLLABLES["yue" if language == "yue" else "cmn"]
    return {
        "han": japanese * _MORAE_OF_KANJI if language == "ja" else chinese,
        "kana": japanese,
        "small": 0.0,
        "hangul": 1 / SYLLABLES["ko"],
        "digit": 1 / DIGITS,
        "word": 1 / WORDS,
        **_PAUSES,
    }
