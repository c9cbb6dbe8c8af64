"""What the server answers: every method of `offers.py` with the function that knows.

`PAGES` are asked of one file: `(page, params)`, with the page that `params` names. `SCRIPTS` are asked of all that the
editor has open: `(scripts, params)`. Both are pure, and are given films that are checked as their texts stand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from lsprotocol import types

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
from filmc.tools.lsp.script import Page, Script


class Asked(NamedTuple):
    """How a method is answered."""

    answer: Callable[[Page, Any], Any]
    nothing: Any = None
    """What is answered for a file that is no part of a film."""


PAGES: dict[str, Asked] = {
    types.TEXT_DOCUMENT_COMPLETION: Asked(completion.completion),
    types.TEXT_DOCUMENT_HOVER: Asked(hover.hover),
    types.TEXT_DOCUMENT_SIGNATURE_HELP: Asked(signature.signature),
    types.TEXT_DOCUMENT_INLAY_HINT: Asked(hints.hints),
    types.TEXT_DOCUMENT_CODE_LENS: Asked(lenses.lenses),
    types.TEXT_DOCUMENT_DOCUMENT_COLOR: Asked(colours.colours),
    types.TEXT_DOCUMENT_COLOR_PRESENTATION: Asked(colours.written),
    types.TEXT_DOCUMENT_ON_TYPE_FORMATTING: Asked(newline.on_type),
    types.TEXT_DOCUMENT_DEFINITION: Asked(navigation.definition),
    types.TEXT_DOCUMENT_DECLARATION: Asked(navigation.declaration),
    types.TEXT_DOCUMENT_REFERENCES: Asked(navigation.references),
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: Asked(navigation.highlights),
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY: Asked(hierarchy.roots),
    types.TEXT_DOCUMENT_PREPARE_RENAME: Asked(renaming.preparation),
    types.TEXT_DOCUMENT_RENAME: Asked(renaming.renaming),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: Asked(outline.outline),
    types.TEXT_DOCUMENT_DOCUMENT_LINK: Asked(paths.links),
    types.TEXT_DOCUMENT_FOLDING_RANGE: Asked(folding.folds),
    types.TEXT_DOCUMENT_SELECTION_RANGE: Asked(selection.selections),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: Asked(tokens.tokens),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA: Asked(tokens.tokens_since),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: Asked(tokens.tokens_within),
    types.TEXT_DOCUMENT_FORMATTING: Asked(formatting.formatting),
    types.TEXT_DOCUMENT_RANGE_FORMATTING: Asked(formatting.range_formatting),
    types.TEXT_DOCUMENT_CODE_ACTION: Asked(actions.actions),
    types.TEXT_DOCUMENT_DIAGNOSTIC: Asked(
        diagnostics.pulled,
        types.RelatedFullDocumentDiagnosticReport([]),
    ),
}

SCRIPTS: dict[str, Callable[[list[Script], Any], Any]] = {
    types.COMPLETION_ITEM_RESOLVE: completion.resolved,
    types.CODE_LENS_RESOLVE: lenses.resolved,
    types.INLAY_HINT_RESOLVE: hints.resolved,
    types.WORKSPACE_SYMBOL: outline.everywhere,
    types.WORKSPACE_WILL_RENAME_FILES: files.following,
    types.CALL_HIERARCHY_INCOMING_CALLS: hierarchy.incoming,
    types.CALL_HIERARCHY_OUTGOING_CALLS: hierarchy.outgoing,
    types.WORKSPACE_DIAGNOSTIC: diagnostics.pulled_everywhere,
}
