"""Where lines begin, how deep they are indented, and which comments belong to what stands below them."""

from __future__ import annotations

from collections.abc import Iterable

from filmc.frontend.ast import Comment, Item
from filmc.tools.lsp.script import Page


def line_start(page: Page, offset: int) -> int:
    """Return where the line of an offset begins."""
    return page.source.line_starts[page.source.position(offset).line]


def indent(page: Page, offset: int) -> str:
    """Return what stands before an offset in its line."""
    return page.source.text[line_start(page, offset) : offset]


def is_blank_above(page: Page, start: int) -> bool:
    """Tell whether the line above the one that begins at `start` is empty, or there is none."""
    line = page.source.position(start).line
    return not line or not page.source.line_text(line - 1).strip()


def with_comments(page: Page, items: Iterable[Item], start: int) -> int:
    """Return where the comments among `items` begin that touch the line at `start` from above, else `start`."""
    for above in reversed([item for item in items if item.span.end <= start]):
        touches = page.source.position(above.span.end).line + 1 == page.source.position(start).line
        if not isinstance(above, Comment) or not touches:
            break
        start = line_start(page, above.span.start)
    return start
