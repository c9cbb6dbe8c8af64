"""What can be folded away, and what is selected step by step: both follow the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lsprotocol import types

from filmc.base.source import Span
from filmc.frontend.ast import Block, Comment, Cue, File, Item
from filmc.tools.lsp.script import Page


def folds(page: Page, _params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    """Return what can be folded: acts, blocks, cues with something under them, runs of comments and of `use`."""
    tree = page.tree
    found = [*_bodies(page, tree.items), *_acts(page, tree), *_runs(page, tree.items)]
    return sorted(found, key=lambda fold: (fold.start_line, -fold.end_line))


def _bodies(page: Page, items: Sequence[Item]) -> Iterator[types.FoldingRange]:
    for item in items:
        if isinstance(item, Block | Cue):
            yield from _fold(page, item.span)
            yield from _bodies(page, item.body)
            if isinstance(item, Block):
                yield from _runs(page, item.body)


def _acts(page: Page, tree: File) -> Iterator[types.FoldingRange]:
    """An act holds all up to the next one."""
    acts = [at for at, item in enumerate(tree.items) if isinstance(item, Block) and item.heading.word == "act"]
    for at, end in pairwise([*acts, len(tree.items)]):
        yield from _fold(page, tree.items[at].span.to(tree.items[end - 1].span))


def _runs(page: Page, items: Sequence[Item]) -> Iterator[types.FoldingRange]:
    """Lines of comment, or of `use`, that follow each other."""
    run: list[Item] = []
    for item in [*items, None]:
        kind = _kind(item)
        if run and kind != _kind(run[0]):
            yield from _fold(page, run[0].span.to(run[-1].span), _kind(run[0]))
            run = []
        if kind and item:
            run.append(item)


def _kind(item: Item | None) -> types.FoldingRangeKind | None:
    if isinstance(item, Comment):
        return types.FoldingRangeKind.Comment
    used = isinstance(item, Block) and item.heading.word == "use"
    return types.FoldingRangeKind.Imports if used else None


def _fold(page: Page, span: Span, kind: types.FoldingRangeKind | None = None) -> Iterator[types.FoldingRange]:
    """Yield the lines of a span, if they are several; blank lines at its end stay."""
    end = span.start + len(page.source.text[span.start : span.end].rstrip())
    lines = page.range(span.start, end)
    if lines.end.line > lines.start.line:
        yield types.FoldingRange(lines.start.line, lines.end.line, kind=kind)
