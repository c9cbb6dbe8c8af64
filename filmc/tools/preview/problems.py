"""What there is to say against the film, as the page shows it."""

from __future__ import annotations

from typing import Any

from filmc.base.diagnostic import Diagnostic
from filmc.session import Checked
from filmc.tools.preview.places import Places


def problems_of(checked: Checked) -> dict[str, Any]:
    """Return the notes in their order; `broken` where an error keeps the film as it was."""
    places, notes = Places(checked.sources), list(checked.notes)
    first = next((note for note in notes if note.severity == "error"), None)
    return {
        "broken": first is not None,
        "message": first.message if first else "",
        "found": [_problem(note, places) for note in notes],
    }


def _problem(note: Diagnostic, places: Places) -> dict[str, Any]:
    return {
        "code": note.code,
        "severity": note.severity,
        "message": note.message,
        "hints": list(note.hints),
        "place": places.of(note.span),
    }
