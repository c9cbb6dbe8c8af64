"""Where blank lines stand between items: one rule for the parser, which forgets the others, and the printer."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.record import replace
from filmc.frontend.ast import Blank, Block, Comment, Item

_TIGHT = ("use", "as")
"""Headings that stand line by line."""


def gap(before: Item, after: Item) -> bool | None:
    """Tell whether a blank line stands between two neighbours; None leaves it to the author.

    Blocks stand apart, but for lines of `use` and the variants of a character; a comment may touch the block below.
    """
    if isinstance(before, Blank) or isinstance(after, Blank):
        return None
    if isinstance(before, Block):
        if before.heading.word in _TIGHT:
            return _after_tight(before.heading.word, after)
        return True
    if isinstance(after, Block):
        if isinstance(before, Comment):
            return None
        return after.heading.word not in _TIGHT
    return None


def opens_wide(block: Block) -> bool:
    """Tell whether a blank line stands under a heading: where a scene begins with a shot, or a comment on one."""
    return block.heading.word == "scene" and isinstance(next(iter(block.body), None), Block | Comment)


def _after_tight(word: str, after: Item) -> bool | None:
    if isinstance(after, Comment):
        return None
    if isinstance(after, Block):
        return after.heading.word != word
    return False


def trim(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return `items` with only those blank lines that are the author's choice, one at a time."""
    kept: list[Item] = []
    blank: Blank | None = None
    for item in items:
        if isinstance(item, Blank):
            blank = blank or item
            continue
        if blank and kept and gap(kept[-1], item) is None:
            kept.append(blank)
        blank = None
        kept.append(item)
    return tuple(kept)


def extended(block: Block, items: Sequence[Item]) -> Block:
    """Return `block` with more items at its end."""
    if not items:
        return block
    return replace(block, body=trim((*block.body, *items)), span=block.span.to(items[-1].span))
