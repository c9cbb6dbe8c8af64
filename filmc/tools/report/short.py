"""Diagnostics for editors and grep: one line each, `file:line:col: error[E0312]: message`."""

from __future__ import annotations

from filmc.tools.report import Found
from filmc.tools.report.cells import neutral


def report(found: Found) -> str:
    """Return a line for each diagnostic; empty for none. Columns count characters, from 1."""
    lines = []
    for note in found.diagnostics:
        place = found.source(note.span.file).position(note.span.start)
        where = f"{neutral(note.span.file)}:{place.line + 1}:{place.column + 1}"
        lines.append(f"{where}: {note.severity}[{note.code}]: {neutral(note.message)}\n")
    return "".join(lines)
