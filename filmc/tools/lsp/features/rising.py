"""A heading begun too deep rises as it is typed: under a shot's last line the next shot is begun."""

from __future__ import annotations

from lsprotocol import types

from filmc.frontend.blocks import HEADINGS
from filmc.tools.lsp.features.caret import Caret, caret_at
from filmc.tools.lsp.features.margin import indent_of, step
from filmc.tools.lsp.script import Page

_UNMISTAKEN = ("shot", "scene", "act")
"""Words with which no line of running text begins; others are words of it too, and count after a blank line only."""


def rising(page: Page, params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit] | None:
    """Return the edit that brings a heading whose word has just been typed to its depth; None where it is right."""
    offset = page.offset(params.position)
    caret, source = caret_at(page, offset), page.source
    line = source.position(offset).line
    start = source.line_starts[line]
    word = source.text[caret.start : offset].removesuffix(" ")
    alone = source.line_text(line).strip() == word
    if word not in HEADINGS or not alone or caret.part != "key" or not _is_meant(page, line, word, caret):
        return None
    wanted = _depth(page, line, params.options) if word == "shot" else ""
    if wanted is None or len(wanted) >= caret.start - start:
        return None
    return [types.TextEdit(page.range(start, caret.start), wanted)]


def _is_meant(page: Page, line: int, word: str, caret: Caret) -> bool:
    """Tell whether a word at the beginning of a line is meant as a heading."""
    if word in _UNMISTAKEN:
        return True
    is_first = line > 0 and not page.source.line_text(line - 1).strip()
    return is_first and not (caret.place == "shot" and HEADINGS[word] == "word")


def _depth(page: Page, line: int, options: types.FormattingOptions) -> str | None:
    """Return the indentation of shots: that of the one above, or a step under the scene; None outside of one."""
    above = reversed([page.source.line_text(number) for number in range(line)])
    for text in filter(str.strip, above):
        word = text.split(maxsplit=1)[0]
        if word == "shot" and indent_of(text):
            return indent_of(text)
        if word in HEADINGS and not indent_of(text):
            return step(page, options) if word == "scene" else None
    return None
