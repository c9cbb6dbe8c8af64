"""Diagnostics for programs: the objects that `docs/diagnostics-schema.json` describes."""

from __future__ import annotations

import json
from typing import Any

from filmc.base.diagnostic import Diagnostic, Fix
from filmc.base.source import Position, Span
from filmc.tools.report import Found

VERSION = 1
"""Of the schema: raised when a field changes its meaning or goes away."""


def report(found: Found) -> str:
    """Return a JSON array of the diagnostics, indented, with a line feed."""
    return json.dumps(objects(found), ensure_ascii=False, indent=2) + "\n"


def objects(found: Found) -> list[dict[str, Any]]:
    """Return the diagnostics as JSON-able objects."""
    return [_object(found, note) for note in found.diagnostics]


def _object(found: Found, note: Diagnostic) -> dict[str, Any]:
    return {
        "code": note.code,
        "severity": note.severity,
        "message": note.message,
        "span": _span(found, note.span),
        "related": [{"span": _span(found, label.span), "message": label.message} for label in note.labels],
        "hints": list(note.hints),
        "fixes": [_fix(found, fix) for fix in note.fixes],
    }


def _fix(found: Found, fix: Fix) -> dict[str, Any]:
    edits = [{"span": _span(found, edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _span(found: Found, span: Span) -> dict[str, Any]:
    source = found.source(span.file)
    return {"file": span.file, "start": _place(source.position(span.start)), "end": _place(source.position(span.end))}


def _place(place: Position) -> dict[str, int]:
    return {"line": place.line, "character": place.column, "byte": place.byte, "utf16": place.utf16}
