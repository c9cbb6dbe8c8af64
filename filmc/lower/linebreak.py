"""Where a line may end: between words, and between most signs of Chinese and Japanese (kinsoku: JIS X 4051)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

_NOT_FIRST = frozenset(
    "。，、；：？！）］｝】〉》」』〕”’…—～〜·・ー々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜｡､･ｰ｣‼⁇⁈⁉.,;:?!)]}%‰℃"
)
_NOT_LAST = frozenset("（［｛【〈《「『〔“‘｢([{$¥￥£€#")

Fits = Callable[[str], bool]


def units(text: str) -> list[str]:
    """Return the pieces between which a line may end; a piece carries the spaces behind it."""
    pieces: list[str] = []
    for character in text:
        if pieces and not _may_break(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _may_break(before: str, character: str) -> bool:
    last = before[-1]
    if character.isspace() or character in _NOT_FIRST or last in _NOT_LAST or _joins(last, character):
        return False
    if _hiragana(character) and _ideograph(last):
        return False  # an ending or a particle belongs to the word before it
    return last.isspace() or _breakable(last) or _breakable(character)


def _joins(last: str, character: str) -> bool:
    return (
        last == "\u200d"
        or character == "\u200d"
        or bool(unicodedata.combining(character))
        or 0xFE00 <= ord(character) <= 0xFE0F
    )


def _hiragana(character: str) -> bool:
    return "\u3041" <= character <= "\u3096"


def _ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _breakable(character: str) -> bool:
    """Tell whether a line may end on both sides of `character`: wide signs, but not Hangul, which is set in words."""
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"


def wrapped(text: str, fits: Fits) -> list[str]:
    """Return `text` as lines that each `fits`; as few as can be. Line feeds in the text stay line ends."""
    return [line for paragraph in text.split("\n") for line in _filled(units(paragraph), fits)]


def _filled(pieces: list[str], fits: Fits) -> list[str]:
    lines = [""]
    for piece in pieces:
        if fits((lines[-1] + piece).rstrip()):
            lines[-1] += piece
            continue
        whole = piece if fits(piece.rstrip()) else ""
        if lines[-1]:
            lines.append("")
        lines[-1] = whole
        if not whole:
            lines[-1:] = _split(piece, fits)
    return [line.strip() for line in lines]


def _split(piece: str, fits: Fits) -> list[str]:
    """Return a piece that is longer than a line as lines; a single sign is always let stand."""
    lines = [""]
    for character in piece:
        if lines[-1] and not fits(lines[-1] + character):
            lines.append("")
        lines[-1] += character
    return lines


def balanced(text: str, fits: Fits, measure: Callable[[str], float]) -> list[str]:
    """Return `text` wrapped into as few lines as `fits` allows, then as even in length as they can be."""
    lines = wrapped(text, fits)
    if len(lines) < 2 or "\n" in text:
        return lines

    def within(limit: float) -> list[str]:
        return wrapped(text, lambda line: measure(line) <= limit)

    low, high = 0.0, max(map(measure, lines))
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if len(within(middle)) <= len(lines) else (middle, high)
    return within(high)
