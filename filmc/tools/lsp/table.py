"""What the server answers: every method with the function that knows, and what the client is told of it.

`PAGES` are asked of one file: `(page, params)`, with the page that `params` names. `SCRIPTS` are asked of all that the
editor has open: `(scripts, params)`. Both are pure, and are given films that are checked as their texts stand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from lsprotocol import types

from filmc.tools.lsp.features import diagnostics
from filmc.tools.lsp.script import Page, Script


class Asked(NamedTuple):
    """How a method is answered; `options` are told to the client with the server's abilities."""

    answer: Callable[[Page, Any], Any]
    options: Any = None
    nothing: Any = None
    """What is answered for a file that is no part of a film."""


class AskedOfAll(NamedTuple):
    """How a method that names no file is answered."""

    answer: Callable[[list[Script], Any], Any]
    options: Any = None


PAGES: dict[str, Asked] = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: Asked(
        diagnostics.pulled,
        types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=True, identifier="filmc"),
        types.RelatedFullDocumentDiagnosticReport([]),
    ),
}

SCRIPTS: dict[str, AskedOfAll] = {
    types.WORKSPACE_DIAGNOSTIC: AskedOfAll(diagnostics.pulled_everywhere),
}
