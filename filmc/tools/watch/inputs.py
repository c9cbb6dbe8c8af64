"""What is watched: what the film was read from, and what was looked for and is not there. Nothing else counts.

Whether something has changed is told by the disk. What the system reports only says when to look.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISDIR

from filmc.base.stamps import Stamp, content, is_young, stamp
from filmc.base.witness import UNKNOWN, Asked


@dataclass
class Inputs:
    """The files that one reading asked for, as they were then; `seen` grows as long as it goes on.

    `out` is what is written, and so never counts.
    """

    seen: dict[str, Asked]
    out: Path

    def changed(self) -> bool:
        """Tell whether any of them is not what it was."""
        return any(self._differs(path, was) for path, was in tuple(self.seen.items()) if path != str(self.out))

    def _differs(self, path: str, was: Asked) -> bool:
        now = _told(path)
        if was == UNKNOWN or now is None:
            return (was == UNKNOWN) != (now is None)
        (found,) = now
        if found and S_ISDIR(found[4]):
            return was.digest != _content(path)
        if found != was.stamp:
            return True
        if not was.digest or found is None:
            return False
        if _content(path) != was.digest:
            return True
        if not is_young(found, time.time_ns()):
            self.seen[path] = Asked(found, "")  # from now on its stamp is enough
        return False

    def stamps(self) -> list[tuple[Stamp | None] | None]:
        """Return how all of them look now."""
        return [_told(path) for path in self.seen]

    def folders(self, root: Path) -> Mapping[Path, int]:
        """Return the folders in which something can happen to them, with their inodes.

        The one above `root` is among them: `root` itself may be renamed, and come back.
        """
        places = {root.parent, *(Path(path).parent for path in self.seen)}
        return dict(_inodes({_standing(folder) for folder in places}))


def _told(path: str) -> tuple[Stamp | None] | None:
    """Return the stamp of `path` in a row of one; None where the machine does not tell it."""
    try:
        return (stamp(path),)
    except (OSError, ValueError):
        return None


def _content(path: str) -> str:
    try:
        return content(path)
    except OSError:
        return ""


def _standing(folder: Path) -> Path:
    """Return `folder`, or the nearest above it that is there."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)


def _inodes(folders: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    for folder in sorted(folders):
        with suppress(OSError):  # gone just now: the next look finds what is above it
            yield folder, folder.stat().st_ino
