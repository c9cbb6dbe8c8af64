"""What outlives the server: port and sessions of a film, so that an open page finds the next server again.

It lies beside the cache, for its owner's eyes only; what is not plainly that is not used. Losing it costs a click.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from filmc.base.digest import digest
from filmc.base.files import cache_home
from filmc.base.record import record


@record
class Kept:
    """Port (0: none) and sessions."""

    port: int = 0
    sessions: tuple[str, ...] = ()


def place_of(film: Path, kind: str) -> Path:
    """Return where it is kept for a film that is shown in a way of this `kind`."""
    return cache_home() / "preview" / f"{digest([str(film.resolve()), kind])[:32]}.json"


def read(place: Path) -> Kept:
    """Return what is kept; nothing where that can not be read, or others could have written it."""
    try:
        with place.open("rb") as file:
            if not _private(file.fileno()):
                return Kept()
            found = json.loads(file.read(4096))
        port, sessions = found["port"], found["sessions"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Kept()
    right = isinstance(sessions, list) and all(isinstance(each, str) and len(each) >= 32 for each in sessions)
    return Kept(port, tuple(sessions)) if right and isinstance(port, int) and 0 < port < 2**16 else Kept()


def write(place: Path, kept: Kept) -> None:
    """Keep it. A disk that will not is no trouble."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".")  # for its owner only
        with os.fdopen(handle, "w") as file:
            json.dump({"port": kept.port, "sessions": kept.sessions}, file)
        Path(name).replace(place)


def _private(file: int) -> bool:
    """Tell whether only this user can have written or read an open file; where the system has no such thing, yes."""
    if os.name != "posix":
        return True
    told = os.fstat(file)
    return told.st_uid == os.getuid() and not told.st_mode & 0o077
