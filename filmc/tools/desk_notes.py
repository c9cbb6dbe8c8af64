"""What the desk has to say beside the text, with the files that it is said of: lock and configuration.

Of the configuration only lines and columns are told, never the words: somebody may have written a key into it.
"""

from __future__ import annotations

from collections.abc import Iterable

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.record import replace
from filmc.base.source import Source
from filmc.produce.desk import Desk
from filmc.session import Checked


def beside(checked: Checked, desk: Desk, found: Iterable[Diagnostic]) -> Checked:
    """Return what the text says, and then what was `found` when the desk was opened."""
    return replace(at_desk(checked, desk), notes=Notes.of((*checked.notes, *found)))


def at_desk(checked: Checked, desk: Desk) -> Checked:
    """Return what the text says, with the desk's own files among its sources."""
    return replace(checked, sources={**checked.sources, **desk.config.texts, **_lock_text(desk)})


def _lock_text(desk: Desk) -> dict[str, Source]:
    path = desk.lock.path
    return {path.name: Source(path.name, path.read_text("utf-8", "replace"))} if path.is_file() else {}
