"""The indentation of lines: what a line has, and what one step of it is in a file."""

from __future__ import annotations

import re

from lsprotocol import types

from filmc.base.patterns import late
from filmc.tools.lsp.script import Page

_BLANK = late(r"[^\S\r\n]*")


def indent_of(line: str) -> str:
    """Return the blanks with which a line begins."""
    found = _BLANK.match(line)
    return found[0] if found else ""


def step(page: Page, options: types.FormattingOptions) -> str:
    """Return one level of indentation as the file has it, else as the editor is set."""
    first = re.search(r"(?m)^(?:\t|  +)(?=\S)", page.source.text)
    if first:
        return first[0]
    return " " * options.tab_size if options.insert_spaces else "\t"
