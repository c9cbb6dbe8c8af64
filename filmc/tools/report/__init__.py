"""Reporters: siblings that show diagnostics, each with the signature `(Found) -> str`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filmc.base.diagnostic import Diagnostic
from filmc.base.record import record
from filmc.base.source import Source


@record
class Found:
    """What there is to report: the diagnostics in order, and the texts that their spans point into, by file."""

    diagnostics: Sequence[Diagnostic]
    sources: Mapping[str, Source]
    colour: bool = False

    def source(self, file: str) -> Source:
        """Return the text of `file`; an empty one where it could not be read."""
        return self.sources.get(file) or Source(file, "")


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return the count by severity in words: `2 errors, 1 warning`; empty for none."""
    counts = {kind: sum(note.severity == kind for note in diagnostics) for kind in ("error", "warning", "hint")}
    return ", ".join(counted(n, kind) for kind, n in counts.items() if n)


def counted(number: int, what: str) -> str:
    """Return how many of something there are in words: `1 shot`, `2 shots`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
