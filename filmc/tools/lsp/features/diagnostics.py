"""What there is to say against a file, as editors show it: pushed after every check, or pulled."""

from __future__ import annotations

from functools import cache

from lsprotocol import types

from filmc.base.assets import asset
from filmc.base.diagnostic import Diagnostic
from filmc.base.digest import digest
from filmc.tools.lsp.script import Page, Script

_SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "hint": types.DiagnosticSeverity.Information,
}
_UNNECESSARY = frozenset(("H0314", "W0316", "W0606"))
"""What could be left out: editors fade it."""


def diagnostics(page: Page) -> list[types.Diagnostic]:
    """Return the diagnostics of a file, from top to bottom. `data` has the number of each among the file's notes."""
    return [shown(page, note, number) for number, note in enumerate(page.notes)]


def pulled(page: Page, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Return the diagnostics of a file, or that they are still those that the editor has."""
    items = diagnostics(page)
    name = _name(items)
    if params.previous_result_id == name:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
    return types.RelatedFullDocumentDiagnosticReport(items, result_id=name)


def pulled_everywhere(
    scripts: list[Script], params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """Return the diagnostics of every file of every film that the editor has a file open of."""
    pages = {page.uri: page for script in scripts for page in script.pages()}
    reports = (_report(uri, diagnostics(page), page.version, params) for uri, page in pages.items())
    return types.WorkspaceDiagnosticReport(list(reports))


def nothing_against(uri: str, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDocumentDiagnosticReport:
    """Return the report of a file against which nothing is said."""
    return _report(uri, [], None, params)


def _report(
    uri: str, items: list[types.Diagnostic], version: int | None, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDocumentDiagnosticReport:
    name = _name(items)
    if any(each.uri == uri and each.value == name for each in params.previous_result_ids):
        return types.WorkspaceUnchangedDocumentDiagnosticReport(uri=uri, result_id=name, version=version)
    return types.WorkspaceFullDocumentDiagnosticReport(uri=uri, items=items, version=version, result_id=name)


def _name(items: list[types.Diagnostic]) -> str:
    """Return a name for what is said: the same for the same."""
    return digest([repr(item) for item in items])[:16]


def shown(page: Page, note: Diagnostic, number: int) -> types.Diagnostic:
    """Return one diagnostic of a file as the editor shows it; `number` counts them from the top."""
    home = _href(note.code)
    return types.Diagnostic(
        range=page.range(note.span.start, note.span.end),
        severity=_SEVERITY[note.severity],
        code=note.code,
        code_description=types.CodeDescription(home) if home else None,
        source="filmc",
        message="\n".join([note.message, *(f"help: {hint}" for hint in note.hints)]),
        tags=[types.DiagnosticTag.Unnecessary] if note.code in _UNNECESSARY else None,
        related_information=_related(page, note) or None,
        data={"fixes": len(note.fixes), "number": number},
    )


def _related(page: Page, note: Diagnostic) -> list[types.DiagnosticRelatedInformation]:
    script = page.script
    return [
        types.DiagnosticRelatedInformation(script.location(label.span), label.message)
        for label in note.labels
        if label.span.file in script.checked.sources
    ]


@cache
def _href(code: str) -> str:
    """Return the address of what is told of a code; empty where nothing is."""
    from filmc.base.codes import catalogue  # noqa: PLC0415  -- a film without faults needs none of it

    told = catalogue().get(code)
    return f"{asset('docs/codes.md').as_uri()}#{code.lower()}-{told.name}" if told else ""
