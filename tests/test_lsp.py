"""What the language server answers: the cases of `tests/lsp/`, asked of the features' own functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsp_cases import (
    HOME,
    MAIN,
    SPACES,
    Question,
    after_edits,
    cases,
    nested,
    script_of,
    standing,
    token_lines,
    told,
    uri_of,
)
from lsprotocol import types
from pytest_snapshot.plugin import Snapshot

from filmc.base.world import MemoryWorld
from filmc.session import Session
from filmc.tools.lsp.features import (
    actions,
    colours,
    completion,
    diagnostics,
    files,
    folding,
    formatting,
    hierarchy,
    hints,
    hover,
    lenses,
    navigation,
    newline,
    outline,
    paths,
    renaming,
    selection,
    signature,
    tokens,
)
from filmc.tools.lsp.features.status import status
from filmc.tools.lsp.refusal import RefusedError
from filmc.tools.lsp.script import Abilities


def refused(ask: Callable[[Question], Any]) -> Callable[[Question], Any]:
    """Return what asks, and takes a refusal for an answer."""

    def asking(asked: Question) -> Any:
        try:
            return ask(asked)
        except RefusedError as refusal:
            return f"refused: {refusal}"

    return asking


def placed(params: Any, *more: Any) -> Callable[[Question], Any]:
    """Return what makes the params of a request about a position."""
    return lambda asked: params(asked.document, asked.position, *more)


def called(direction: Callable[..., Any], params: Any) -> Callable[[Question], Any]:
    """Return what asks who calls, or what is called by, what stands at a position."""

    def asking(asked: Question) -> Any:
        roots = hierarchy.roots(asked.page, types.CallHierarchyPrepareParams(asked.document, asked.position))
        return [direction([asked.script], params(root)) for root in roots or ()]

    return asking


def coloured(asked: Question) -> list[str]:
    """Return the tokens of a file, or of a range, as a line each."""
    if asked.spot.end > asked.spot.start:
        data = tokens.tokens_within(asked.page, types.SemanticTokensRangeParams(asked.document, asked.range)).data
    else:
        data = tokens.tokens(asked.page, types.SemanticTokensParams(asked.document)).data
    return [*token_lines(asked, data)]


def coloured_since(asked: Question) -> list[Any]:
    """Return what is told of main.film when it has become `after.film`: what is replaced, and by what."""
    before = tokens.tokens(asked.script.page(MAIN), types.SemanticTokensParams(asked.document))
    after = asked.case.files["after.film"]
    world = MemoryWorld({MAIN: after.encode()})
    renewed = script_of(world, Session(world, MAIN).check(), {MAIN: after}, asked.script.encoding)
    page = renewed.page(MAIN)
    assert page.document
    assert asked.page.document
    page.document.memo.update(asked.script.page(MAIN).document.memo)  # type: ignore[union-attr]
    params = types.SemanticTokensDeltaParams(asked.document, before.result_id or "")
    told = tokens.tokens_since(page, params)
    assert isinstance(told, types.SemanticTokensDelta)
    unknown = tokens.tokens_since(page, types.SemanticTokensDeltaParams(asked.document, "forgotten"))
    assert isinstance(unknown, types.SemanticTokens)
    made = list(before.data)
    for edit in told.edits:
        made[edit.start : edit.start + edit.delete_count] = edit.data or ()
    assert made == unknown.data
    return [
        f"{edit.delete_count // 5} tokens from {edit.start // 5} on become {len(edit.data or ()) // 5}"
        for edit in told.edits
    ]


def renamed_files(asked: Question) -> Any:
    """Return the edits that follow when the files are renamed that the case names, as `old -> new`."""
    pairs = [line.split(" -> ") for line in asked.case.said]
    moved = [types.FileRename(uri_of(old), uri_of(new)) for old, new in pairs]
    return files.following([asked.script], types.RenameFilesParams(moved))


FIRST = 6
"""Offers that a snapshot shows; the others are only counted."""


def offered(asked: Question) -> list[str] | None:
    """Return what is offered, each on a line: what is replaced is told once, above."""
    context = types.CompletionContext(types.CompletionTriggerKind.Invoked)
    found = completion.completion(asked.page, types.CompletionParams(asked.document, asked.position, context))
    if found is None:
        return None
    edits = [item.text_edit for item in found.items if isinstance(item.text_edit, types.TextEdit)]
    replaced = {f"in place of ‹{asked.text(edit.range)}›" for edit in edits}
    shown = [f"{item.label} · {item.detail or ''}{_typed(item)}".replace("\n", "⏎") for item in found.items[:FIRST]]
    more = len(found.items) - len(shown)
    return [*sorted(replaced), *shown, *([f"… and {more} more"] if more else [])]


def _typed(item: types.CompletionItem) -> str:
    edit = item.text_edit
    return f" → {edit.new_text}" if isinstance(edit, types.TextEdit) and edit.new_text != item.label else ""


def offered_with_snippets(asked: Question) -> list[str] | None:
    return offered(asked.able(Abilities(snippets=True)))


def first_card(asked: Question) -> Any:
    """Return the card of what is offered first."""
    found = completion.completion(asked.page, types.CompletionParams(asked.document, asked.position))
    return completion.resolved([asked.script], found.items[0]).documentation if found else None


def hinted(asked: Question) -> list[types.InlayHint]:
    within = asked.range if asked.spot.end > asked.spot.start else asked.page.whole
    return hints.hints(asked.page, types.InlayHintParams(asked.document, within))


def lensed(asked: Question) -> list[str]:
    """Return every lens with its words."""
    found = lenses.lenses(asked.page, types.CodeLensParams(asked.document))
    told = [lenses.resolved([asked.script], lens) for lens in found]
    return [
        f"{lens.range.start.line + 1} {lens.command.title} · {lens.command.command} {lens.command.arguments}"
        for lens in told
        if lens.command
    ]


def coloured_in(asked: Question) -> Any:
    """Return the colours of a file, or how the first is written."""
    found = colours.colours(asked.page, types.DocumentColorParams(asked.document))
    if asked.spot.end == asked.spot.start:
        return found
    params = types.ColorPresentationParams(asked.document, found[0].color, asked.range)
    return colours.written(asked.page, params)


def refactored(asked: Question) -> list[str]:
    """Return each action with the text after it."""
    context = types.CodeActionContext([], only=asked.case.said)
    found = actions.actions(asked.page, types.CodeActionParams(asked.document, asked.range, context))
    return [f"{action.title} ({action.kind})\n{_after(asked, action)}" for action in found]


def _after(asked: Question, action: types.CodeAction) -> str:
    changes = action.edit.document_changes if action.edit else None
    edits = [edit for change in changes or () if isinstance(change, types.TextDocumentEdit) for edit in change.edits]
    return str(after_edits(asked, [edit for edit in edits if isinstance(edit, types.TextEdit)])).partition("\n")[2]


ASK: dict[str, Callable[[Question], Any]] = {
    "diagnostics": lambda asked: diagnostics.pulled(asked.page, types.DocumentDiagnosticParams(asked.document)).items,
    "definition": lambda asked: navigation.definition(asked.page, placed(types.DefinitionParams)(asked)),
    "declaration": lambda asked: navigation.declaration(asked.page, placed(types.DeclarationParams)(asked)),
    "references": lambda asked: navigation.references(
        asked.page,
        types.ReferenceParams(types.ReferenceContext("without" not in asked.case.said), asked.document, asked.position),
    ),
    "highlights": lambda asked: navigation.highlights(asked.page, placed(types.DocumentHighlightParams)(asked)),
    "rename": refused(
        lambda asked: renaming.renaming(asked.page, placed(types.RenameParams, "".join(asked.case.said))(asked))
    ),
    "prepare_rename": refused(lambda asked: renaming.preparation(asked.page, placed(types.PrepareRenameParams)(asked))),
    "rename_files": renamed_files,
    "outline": lambda asked: outline.outline(asked.page, types.DocumentSymbolParams(asked.document)),
    "workspace_symbols": lambda asked: [
        outline.everywhere([asked.script], types.WorkspaceSymbolParams(query)) for query in asked.case.said or [""]
    ],
    "folding": lambda asked: folding.folds(asked.page, types.FoldingRangeParams(asked.document)),
    "selection": lambda asked: nested(
        selection.selections(asked.page, types.SelectionRangeParams(asked.document, [asked.position]))[0]
    ),
    "tokens": coloured,
    "token_changes": coloured_since,
    "links": lambda asked: paths.links(asked.page, types.DocumentLinkParams(asked.document)),
    "formatting": lambda asked: after_edits(
        asked, formatting.formatting(asked.page, types.DocumentFormattingParams(asked.document, SPACES))
    ),
    "range_formatting": lambda asked: after_edits(
        asked,
        formatting.range_formatting(
            asked.page, types.DocumentRangeFormattingParams(asked.document, asked.range, SPACES)
        ),
    ),
    "actions": lambda asked: actions.actions(
        asked.page,
        types.CodeActionParams(asked.document, asked.range, types.CodeActionContext([], only=asked.case.said or None)),
    ),
    "completion": offered,
    "snippets": offered_with_snippets,
    "completion_price": standing(offered),
    "completion_card": first_card,
    "hover": lambda asked: hover.hover(asked.page, placed(types.HoverParams)(asked)),
    "hover_making": standing(lambda asked: hover.hover(asked.page, placed(types.HoverParams)(asked))),
    "signature": lambda asked: signature.signature(asked.page, placed(types.SignatureHelpParams)(asked)),
    "hints": hinted,
    "hints_making": standing(hinted),
    "hint_card": lambda asked: hints.resolved([asked.script], hinted(asked)[0]).tooltip,
    "lenses": lensed,
    "lenses_making": standing(lensed),
    "status": standing(lambda asked: status(asked.script)),
    "newline": lambda asked: newline.on_type(
        asked.page, types.DocumentOnTypeFormattingParams(asked.document, asked.position, "\n", SPACES)
    ),
    "colours": coloured_in,
    "refactorings": refactored,
    "call_roots": lambda asked: hierarchy.roots(asked.page, placed(types.CallHierarchyPrepareParams)(asked)),
    "incoming": called(hierarchy.incoming, types.CallHierarchyIncomingCallsParams),
    "outgoing": called(hierarchy.outgoing, types.CallHierarchyOutgoingCallsParams),
}
"""How each folder of cases is asked."""

FILES = sorted(HOME.glob("*/*.film"))


@pytest.mark.parametrize("path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES])
def test_every_case_is_answered_as_before(path: Path, snapshot: Snapshot) -> None:
    snapshot.snapshot_dir = path.parent
    snapshot.assert_match("".join(told(case, ASK[path.parent.name]) for case in cases(path)), f"{path.stem}.txt")
