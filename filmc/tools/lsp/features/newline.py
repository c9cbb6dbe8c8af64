"""What a new line begins with: a step deeper under a heading or a cue that is still empty, else as the line before."""

from __future__ import annotations

from lsprotocol import types

from filmc.base.patterns import late
from filmc.frontend.blocks import HEADINGS, heading_word
from filmc.tools.lsp.features.margin import indent_of, step
from filmc.tools.lsp.features.rising import rising
from filmc.tools.lsp.script import Page

_OPEN = late(r"@?[^:：#]+[:：]\s*")
"""A cue with nothing after its colon: what it says is indented under it."""
_ALONE = frozenset(("act", "use"))
"""Headings under which nothing is indented."""


def on_type(page: Page, params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit] | None:
    """Return the edit that gives a line just begun, or its heading, its indentation; None where nothing is to do."""
    return rising(page, params) if params.ch == " " else _begun(page, params)


def _begun(page: Page, params: types.DocumentOnTypeFormattingParams) -> list[types.TextEdit] | None:
    line = page.source.position(page.offset(params.position)).line
    before = page.source.line_text(line - 1) if line else ""
    if params.ch != "\n" or not before.strip():
        return None
    wanted = indent_of(before) + (step(page, params.options) if _opens(before.strip()) else "")
    start = page.source.line_starts[line]
    now = indent_of(page.source.line_text(line))
    return None if now == wanted else [types.TextEdit(page.range(start, start + len(now)), wanted)]


def _opens(line: str) -> bool:
    """Tell whether what stands under a line is indented deeper."""
    word = heading_word(line, 0) or ("as" if line.startswith("as ") else "")
    if word in HEADINGS or word == "as":
        return word not in _ALONE
    return _OPEN.fullmatch(line) is not None
