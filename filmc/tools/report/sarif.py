"""Diagnostics for code hosts: SARIF 2.1.0 (OASIS), one run, columns in UTF-16 units."""

from __future__ import annotations

import json
from typing import Any

from filmc import __version__
from filmc.base.codes import catalogue
from filmc.base.diagnostic import Diagnostic
from filmc.base.source import Span
from filmc.tools.report import Found

_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}


def report(found: Found) -> str:
    """Return a SARIF log with a rule for each code that occurs."""
    codes = sorted({note.code for note in found.diagnostics})
    driver = {"name": "filmc", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "results": [_result(found, note, codes.index(note.code)) for note in found.diagnostics],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    entry = catalogue().get(code)
    if entry is None:
        return {"id": code}
    return {
        "id": code,
        "name": entry.name,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.why},
    }


def _result(found: Found, note: Diagnostic, rule: int) -> dict[str, Any]:
    return {
        "ruleId": note.code,
        "ruleIndex": rule,
        "level": _LEVELS[note.severity],
        "message": {"text": " ".join([note.message, *(f"Help: {hint}." for hint in note.hints)])},
        "locations": [_location(found, note.span)],
        "relatedLocations": [
            {**_location(found, label.span), "message": {"text": label.message}} for label in note.labels
        ],
    }


def _location(found: Found, span: Span) -> dict[str, Any]:
    source = found.source(span.file)
    start, end = source.position(span.start), source.position(span.end)
    region = {
        "startLine": start.line + 1,
        "startColumn": start.utf16 + 1,
        "endLine": end.line + 1,
        "endColumn": end.utf16 + 1,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": span.file}, "region": region}}
