"""Code actions: what can be done about a place in the text, by a click."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.tools.lsp.features import fixes, refactorings
from filmc.tools.lsp.script import Page


def actions(page: Page, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return every action for a range: what mends first, then what writes it otherwise."""
    return [*fixes.fixes(page, params), *_refactorings(page, params)]


def _refactorings(page: Page, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    for action in refactorings.refactorings(page, page.span(params.range)):
        if action.kind and fixes.wanted(params.context, action.kind):
            yield action
