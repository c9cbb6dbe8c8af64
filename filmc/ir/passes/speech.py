"""Estimates how long a line takes to say, for films whose speech is not made yet.

Rates are those of acted dialogue, a little below the reading rates that Pellegrino, Coupé and Marsico found for
the same languages ("A cross-language perspective on speech information rate", Language 87/3, 2011: Mandarin 5.2,
Japanese 7.8, English 6.2 syllables a second); a Han character is one syllable of Chinese and two morae of Japanese.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import prod

from filmc.base.patterns import late
from filmc.ir.film import Entity, Line
from filmc.ir.scripts import is_hangul, is_ideograph, is_unspaced

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

_SOUNDS = late(
    r"(?P<han>漢)|(?P<small>ゃ)|(?P<kana>か)|(?P<hangul>한)|(?P<digit>\d)"
    r"|(?P<word>[^\W\d_漢ゃか한]+(?:['’-][^\W\d_漢ゃか한]+)*)"
    r"|(?P<thought>…+|\.{3}|——?|--)"
    r"|(?P<stop>[。．！？!?]+|\.(?=\s|$))"
    r"|(?P<comma>[，、；：,;]|:(?=\s))"
)
"""The sounds of a text in which one character stands for each kind (`_told`)."""
_SMALL = frozenset("ゃゅょぁぃぅぇぉャュョァィゥェォ")
_MARKS = frozenset("。、\u3000")
"""Pauses and the space among the characters of Chinese and Japanese."""
_MUTE = "\0"
"""For marks that no sound and no pause belongs to."""
_PAUSES = {"thought": 0.6, "stop": 0.5, "comma": 0.25}
"""Seconds of silence at punctuation inside a line; what ends it costs nothing."""


def estimated_seconds(line: Line) -> Fraction:
    """Return the seconds that `line` takes in its language, at the pace of its performances, in whole milliseconds."""
    text = line.text.strip().rstrip(".。!！?？…—-,，;； ")
    each = _seconds_of(line.language)
    seconds = sum(each[found.lastgroup] for found in _SOUNDS.finditer(_told(text)) if found.lastgroup)
    rate = prod(performance.rate for performance in line.performances)
    return Fraction(round(max(SHORTEST, seconds / max(rate, 0.25)) * 1000), 1000)


def _told(text: str) -> str:
    """Return `text` with each character of an unspaced script as the one that stands for its kind of sound."""
    return text if text.isascii() else "".join([_kind(character) for character in text])


def _kind(character: str) -> str:
    if not is_unspaced(character) or character in _MARKS:
        return character
    if is_ideograph(character) or character == "々":
        return "漢"
    if character in _SMALL:
        return "ゃ"
    if "ぁ" <= character <= "ゖ" or "ァ" <= character <= "ヺ" or character == "ー":
        return "か"
    return "한" if is_hangul(character) else _MUTE


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
