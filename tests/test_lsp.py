"""What the language server answers: the cases of `tests/lsp/`, asked of the features' own functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lsp_cases import HOME, MAIN, SPACES, Question, after_edits, cases, nested, script_of, token_lines, told, uri_of
from lsprotocol import types
from pytest_snapshot.plugin import Snapshot

from filmc.base.world import MemoryWorld
from filmc.session import Session
from filmc.tools.lsp.features import (
    actions,
    diagnostics,
    files,
    folding,
    formatting,
    hierarchy,
    navigation,
    outline,
    paths,
    renaming,
    selection,
    tokens,
)
from filmc.tools.lsp.refusal import RefusedError


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
