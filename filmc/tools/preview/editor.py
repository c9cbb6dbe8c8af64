"""The author's editor, as far as the preview has to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from filmc.base.diagnostic import Edit
from filmc.base.source import Source, Span


class Editor(Protocol):
    """Shows places; and it may hold texts that are on no disk yet."""

    @property
    def unsaved(self) -> Mapping[str, bytes]:
        """What is typed and not saved, by project path."""

    def open(self, path: Path, source: Source, span: Span) -> None:
        """Show a place. RefusedError where it can not."""

    def edit(self, path: Path, source: Source, edits: Sequence[Edit]) -> bool:
        """Make edits in `source`, or tell that this file is not open there. RefusedError where it will not."""
