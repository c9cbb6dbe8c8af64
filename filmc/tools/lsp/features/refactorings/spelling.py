"""A word of film written by another of its names: the first, or the first Chinese one; here, or in all of the file."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.base.source import Span
from filmc.frontend.declaration import THINGS
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.script import Page


def refactorings(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield the other spellings of the word of film at a range."""
    index = page.script.index
    found = index.at(page.file, span.start)
    declared = index.declaration(found.symbol) if found else None
    if found is None or declared is None or declared.kind in THINGS or found.symbol.kind != declared.kind:
        return
    names = [declared.name.value, *(name.value for name in declared.also)]
    chinese = next((name for name in names if not name.isascii()), "")
    here = page.source.text[found.span.start : found.span.end]
    same = [each for each in index.of(found.symbol) if each.span.file == page.file and each.role in ("use", "mention")]
    for name in dict.fromkeys(each for each in (names[0], chinese) if each and each != here):
        if found.role in ("use", "mention"):
            yield _action(page, f"write `{name}`", Edit(found.span, name))
        others = [Edit(each.span, name) for each in same if page.source.text[slice(*each.span[1:])] != name]
        if len(others) > 1:
            yield _action(page, f"write `{name}` in all of this file", *others)


def _action(page: Page, title: str, *edits: Edit) -> types.CodeAction:
    return types.CodeAction(title, types.CodeActionKind.RefactorRewrite, edit=workspace_edit(page.script, edits))
