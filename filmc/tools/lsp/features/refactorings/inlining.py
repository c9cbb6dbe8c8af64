"""A declaration that says no more than its uses could say themselves: it is written there, and goes."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from filmc.base.diagnostic import Edit
from filmc.base.source import Span
from filmc.frontend.ast import Comment
from filmc.frontend.screenplay import Declaration, fold
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.script import Page

_SAYS = {"theme": ("mood", "file"), "sound": ("file",)}
"""By kind, the cues that can be written in place of the name, where the declaration has no other."""


def refactorings(page: Page, span: Span) -> Iterator[types.CodeAction]:
    """Yield the inlining of the theme or the sound that is named at a range."""
    index = page.script.index
    found = index.at(page.file, span.start)
    declared = index.declaration(found.symbol) if found else None
    words = _words(declared) if declared and not declared.standard else ""
    if found is None or declared is None or not words:
        return
    uses = [each for each in index.of(found.symbol) if each.role not in ("declaration", "alias")]
    if not uses or declared.block.span.file != page.file:
        return
    gone = _with_blanks(page, declared.block.span)
    edits = [Edit(gone, ""), *(Edit(each.span, words) for each in uses)]
    title = f"write `{words}` in place of {declared.name.value}"
    edit = workspace_edit(page.script, edits)
    yield types.CodeAction(title, types.CodeActionKind.RefactorInline, edit=edit)


def _words(declared: Declaration) -> str:
    """Return what can stand in place of a name; empty where the declaration says more, be it to people only."""
    cues = [cue for cue in declared.block.cues if fold(cue.key.value) != "also"]
    commented = any(isinstance(item, Comment) for item in declared.block.body)
    if len(cues) == 1 and not commented and fold(cues[0].key.value) in _SAYS.get(declared.kind, ()):
        value = cues[0].full_value()
        return " ".join(value.value.split()) if value else ""
    return ""


def _with_blanks(page: Page, span: Span) -> Span:
    """Return the lines of a block with the empty ones below it."""
    text, end = page.source.text, span.end
    while end < len(text) and text[end] in " \t\r\n":
        end += 1
    start = page.source.line_starts[page.source.position(end).line] if end < len(text) else end
    return Span(span.file, span.start, max(start, span.end))
