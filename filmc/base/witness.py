"""`Witness`: a world that remembers which files it was asked for, as they were just before they were read."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from filmc.base.record import field, record
from filmc.base.stamps import Stamp, content, is_young, stamp
from filmc.base.world import DiskWorld


class Asked(NamedTuple):
    """What a file was when it was first asked for; `digest` is empty where the stamp alone is to be trusted.

    A folder counts by the films in it, whatever else is made there; one of order cards by all that is in it.
    """

    stamp: Stamp | None
    digest: str


UNKNOWN = Asked(None, "unknown")
"""What the machine would not tell: nothing can be said of it later."""


@record
class Witness(DiskWorld):
    """The project on disk, and what was asked of it: a file that is not there counts, and a folder that was listed."""

    seen: dict[str, Asked] = field(default_factory=dict, compare=False)

    def locate(self, path: str) -> Path:
        """Return the real path, as `DiskWorld` does."""
        self._note(self.root / path)
        return super().locate(path)

    def names(self, folder: str) -> list[str]:
        """Return the names of the files right in `folder`, sorted."""
        self.look(self.root / folder)
        return super().names(folder)

    def _note(self, path: Path) -> None:
        if str(path) not in self.seen and not path.is_dir():
            self.look(path)

    def look(self, path: Path) -> None:
        """Remember what `path` is now, unless that is known already; call it before the file is read."""
        if (name := str(path)) not in self.seen:
            self.seen[name] = _asked(name)


def _asked(name: str) -> Asked:
    taken = time.time_ns()
    try:
        now = stamp(name)
        return Asked(now, content(name) if now and (is_young(now, taken) or Path(name).is_dir()) else "")
    except (OSError, ValueError):
        return UNKNOWN
