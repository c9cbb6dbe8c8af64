"""Code actions that mend what a diagnostic is about: each fix by itself, and all safe ones of a file together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from filmc.base.diagnostic import Diagnostic, Edit, Fix
from filmc.base.source import Span
from filmc.tools.lsp.features.diagnostics import shown
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.offers import FIX_ALL
from filmc.tools.lsp.script import Page


def fixes(page: Page, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
    """Yield what mends the diagnostics that a range touches, of the kinds that are wanted."""
    within = page.span(params.range)
    if wanted(params.context, types.CodeActionKind.QuickFix.value):
        for number, note in enumerate(page.notes):
            if note.span.start <= within.end and within.start <= note.span.end:
                yield from (_action(page, note, number, fix) for fix in note.fixes)
    together = _together(page.notes)
    if together and wanted(params.context, FIX_ALL):
        edit = workspace_edit(page.script, together)
        yield types.CodeAction("mend all that is sure in this file", FIX_ALL, edit=edit)


def wanted(context: types.CodeActionContext, kind: str) -> bool:
    """Tell whether actions of `kind` are asked for: `source.fixAll` also asks for `source.fixAll.filmc`."""
    only = [getattr(each, "value", each) for each in context.only or ()]
    if not context.only:
        return not kind.startswith("source")  # they are only made when somebody asks for them
    return any(kind == each or kind.startswith(f"{each}.") or not each for each in only)


def _action(page: Page, note: Diagnostic, number: int, fix: Fix) -> types.CodeAction:
    return types.CodeAction(
        title=fix.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[shown(page, note, number)],
        is_preferred=fix.safe or len(note.fixes) == 1 or None,
        edit=workspace_edit(page.script, fix.edits),
    )


def _together(notes: Iterable[Diagnostic]) -> list[Edit]:
    """Return the edits of every safe fix, leaving out one that another stands in the way of."""
    chosen: list[Edit] = []
    for fix in (fix for note in notes for fix in note.fixes[:1] if fix.safe):
        if not any(_meet(edit.span, other.span) for edit in fix.edits for other in chosen):
            chosen += fix.edits
    return chosen


def _meet(one: Span, other: Span) -> bool:
    return one.file == other.file and one.start <= other.end and other.start <= one.end
