"""Text on a terminal: how many cells it takes, how to show what must not reach one, and how things are counted."""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_CONTROL_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "\u2421"}
_UNSEEN = {
    *range(0x80, 0xA0), 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF,
}  # fmt: skip
"""C1 controls, zero widths, line separators and bidi controls: shown by their number."""


def neutral(text: str, tab: int = 4) -> str:
    """Return `text` in a form that a terminal can only print: controls as pictures, bidi as numbers, tabs as spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character, tab) for character in text)


def _shown(character: str, tab: int) -> str:
    code = ord(character)
    if character == "\t":
        return " " * tab
    if code in _CONTROL_PICTURES:
        return _CONTROL_PICTURES[code]
    if code in _UNSEEN or 0xD800 <= code <= 0xDFFF:
        return f"<U+{code:04X}>"
    return character


def width(text: str) -> int:
    """Return the cells that `text` (already neutral) takes: East Asian and emoji two, marks and joined emoji none."""
    if text.isascii():
        return len(text)
    cells, joined = 0, False
    for character in text:
        if character == _JOINER:
            joined = True
            continue
        cells += 0 if joined else _cells(character)
        joined = False
    return cells


def _cells(character: str) -> int:
    code = ord(character)
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if 0x1F3FB <= code <= 0x1F3FF:  # skin tones join the emoji before them
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, cells: int) -> str:
    """Return `text` filled with spaces to `cells`."""
    return text + " " * max(cells - width(text), 0)


def clipped(text: str, cells: int) -> str:
    """Return `text` cut to at most `cells`, with an ellipsis where something was cut."""
    if width(text) <= cells:
        return text
    kept = ""
    for character in text:
        if width(kept + character) > cells - 1:
            break
        kept += character
    return kept + "…"


def count(number: int, noun: str) -> str:
    """Return `1 take`, `2 takes`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
