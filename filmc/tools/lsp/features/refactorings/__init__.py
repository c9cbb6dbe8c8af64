"""Refactorings: what can be written otherwise by a click, though nothing is wrong with it. One file a subject."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.base.source import Span
from filmc.tools.lsp.features.refactorings import declaring, inlining, lines, shots, spelling, taking
from filmc.tools.lsp.script import Page

_LISTS = (
    shots.refactorings,
    lines.refactorings,
    spelling.refactorings,
    declaring.refactorings,
    inlining.refactorings,
    taking.refactorings,
)


def refactorings(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield every refactoring that fits a range."""
    for listed in _LISTS:
        yield from listed(page, span)
