"""Where a thing stands in the text, as the page is told it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filmc.base.source import Source, Span


class Places:
    """Spans as JSON-able places, in these sources."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def of(self, span: Span) -> dict[str, Any] | None:
        """Return file, character offsets, and line and column from 1; None for what no text of the author says."""
        source = self._sources.get(span.file)
        if source is None or span.file.startswith("stdlib:"):
            return None
        at = source.position(span.start)
        return {
            "file": span.file,
            "start": span.start,
            "end": span.end,
            "line": at.line + 1,
            "column": at.column + 1,
        }
