"""Answers that are themselves what was ordered: kept, whole and durable, before anything else is done with them.

A provider that answers at once has been paid when its answer comes, and knows of no job to ask again for.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.produce.disk import sync_folder


@record
class Answers:
    """The answers in `folder`, each under the reference of its order. OSError where the disk does not do it."""

    folder: Path

    def keep(self, reference: str, answer: bytes) -> None:
        """Keep an answer until its order has ended."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._place(reference), answer)
        sync_folder(self.folder)

    def of(self, reference: str) -> bytes | None:
        """Return the answer to an order; None where there is none."""
        try:
            return self._place(reference).read_bytes()
        except FileNotFoundError:
            return None

    def drop(self, reference: str) -> None:
        """Forget the answer to an order, if there is one."""
        if reference:
            self._place(reference).unlink(missing_ok=True)

    def _place(self, reference: str) -> Path:
        return self.folder / quote(reference, safe="")
