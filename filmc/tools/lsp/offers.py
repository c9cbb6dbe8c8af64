"""What a client is told that the server can, before anything that can it is loaded: each method with its options.

A client waits for this when it starts. The compiler, and what answers (`table.py`), are loaded once it has been told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lsprotocol import types

TOKEN_TYPES = (
    "keyword",
    "property",
    "modifier",
    "string",
    "number",
    "comment",
    "function",
    "class",
    "namespace",
    "struct",
    "enumMember",
    "parameter",
    "label",
    "type",
)
"""Types of semantic tokens: a word of film is a `function`."""
TOKEN_MODIFIERS = ("declaration", "defaultLibrary", "documentation")
"""A name where it is declared; a word of the standard library; a name that running text mentions."""
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.filmc"
"""The kind of the action that mends all that is sure in a file."""
COMMANDS = (
    "filmc.status",
    "filmc.price",
    "filmc.preview",
    "filmc.prompt",
    "filmc.takes",
    "filmc.make",
    "filmc.pick",
    "filmc.pin",
    "filmc.explain",
)
"""What can be done by `workspace/executeCommand`."""

_LEGEND = types.SemanticTokensLegend(TOKEN_TYPES, TOKEN_MODIFIERS)
_ACTIONS = (
    types.CodeActionKind.QuickFix,
    FIX_ALL,
    types.CodeActionKind.RefactorRewrite,
    types.CodeActionKind.RefactorExtract,
    types.CodeActionKind.RefactorInline,
    types.CodeActionKind.RefactorMove,
)
_FILES = [types.FileOperationFilter(types.FileOperationPattern("**/*"), scheme="file")]

METHODS: Mapping[str, Any] = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(
        trigger_characters=("(", "（", ":", "：", ",", "，", ".", "/", " "), resolve_provider=True
    ),
    types.COMPLETION_ITEM_RESOLVE: None,
    types.TEXT_DOCUMENT_HOVER: None,
    types.TEXT_DOCUMENT_SIGNATURE_HELP: types.SignatureHelpOptions(
        trigger_characters=["(", "（", ","], retrigger_characters=["，", " "]
    ),
    types.TEXT_DOCUMENT_INLAY_HINT: types.InlayHintOptions(resolve_provider=True),
    types.INLAY_HINT_RESOLVE: None,
    types.TEXT_DOCUMENT_CODE_LENS: types.CodeLensOptions(resolve_provider=True),
    types.CODE_LENS_RESOLVE: None,
    types.TEXT_DOCUMENT_DOCUMENT_COLOR: None,
    types.TEXT_DOCUMENT_COLOR_PRESENTATION: None,
    types.TEXT_DOCUMENT_ON_TYPE_FORMATTING: types.DocumentOnTypeFormattingOptions("\n"),
    types.TEXT_DOCUMENT_DEFINITION: None,
    types.TEXT_DOCUMENT_DECLARATION: None,
    types.TEXT_DOCUMENT_REFERENCES: None,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: None,
    types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY: None,
    types.CALL_HIERARCHY_INCOMING_CALLS: None,
    types.CALL_HIERARCHY_OUTGOING_CALLS: None,
    types.TEXT_DOCUMENT_PREPARE_RENAME: None,
    types.TEXT_DOCUMENT_RENAME: None,
    types.WORKSPACE_WILL_RENAME_FILES: types.FileOperationRegistrationOptions(_FILES),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: None,
    types.WORKSPACE_SYMBOL: None,
    types.TEXT_DOCUMENT_DOCUMENT_LINK: None,
    types.TEXT_DOCUMENT_FOLDING_RANGE: None,
    types.TEXT_DOCUMENT_SELECTION_RANGE: None,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: _LEGEND,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA: None,
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE: _LEGEND,
    types.TEXT_DOCUMENT_FORMATTING: None,
    types.TEXT_DOCUMENT_RANGE_FORMATTING: None,
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(_ACTIONS),
    types.TEXT_DOCUMENT_DIAGNOSTIC: types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=True, identifier="filmc"
    ),
    types.WORKSPACE_DIAGNOSTIC: None,
}
"""The options that a client is told for each method, where there are any."""
