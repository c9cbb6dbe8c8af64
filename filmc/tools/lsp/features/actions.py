"""Code actions: what can be done about a place in the text, by a click."""

from __future__ import annotations

from lsprotocol import types

from filmc.tools.lsp.features import fixes
from filmc.tools.lsp.script import Page

KINDS = fixes.KINDS
"""The kinds of actions that there are."""


def actions(page: Page, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return every action for a range."""
    return list(fixes.fixes(page, params))
