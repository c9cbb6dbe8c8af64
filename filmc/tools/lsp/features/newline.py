"""What a new line begins with: a step deeper under a heading or a cue that is still empty, else as the line before."""

from __future__ import annotations

import re

from lsprotocol import types

from filmc.base.patterns import late
from filmc.frontend.blocks import HEADINGS, heading_word
from filmc.tools.lsp.script import Page

_BLANK = late(r"[^\S\r\n]*")
_OPEN = late(r"@?[^:：#]+[:：]\s*")
"""A cue with nothing after its colon: what it says is indented under it."""
_WIDEST = 16
"""Spaces of one level, whatever an editor says."""
_ALONE = frozenset(("act", "use"))
"""Headings under which nothing is indented."""


def on_type(page: Page, params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit] | None:
    """Return the edit that gives a line just begun its indentation; None where it has it, or nobody can tell."""
    line = page.source.position(page.offset(params.position)).line
    before = page.source.line_text(line - 1) if line else ""
    if params.ch != "\n" or not before.strip():
        return None
    wanted = _indent(before) + (_step(page, params.options) if opens(before.strip()) else "")
    start = page.source.line_starts[line]
    now = _indent(page.source.line_text(line))
    return None if now == wanted else [types.TextEdit(page.range(start, start + len(now)), wanted)]


def opens(line: str) -> bool:
    """Tell whether what stands under a line, given without its indentation, is indented deeper."""
    word = heading_word(line, 0) or ("as" if line.startswith("as ") else "")
    if word in HEADINGS or word == "as":
        return word not in _ALONE
    return _OPEN.fullmatch(line) is not None


def _step(page: Page, options: types.FormattingOptions) -> str:
    """Return one level of indentation as the file has it, else as the editor is set."""
    first = re.search(r"(?m)^(?:\t|  +)(?=\S)", page.source.text)
    if first:
        return first[0]
    return " " * min(options.tab_size, _WIDEST) if options.insert_spaces else "\t"


def _indent(line: str) -> str:
    found = _BLANK.match(line)
    return found[0] if found else ""
