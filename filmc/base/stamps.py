"""Whether a file is still what it was: by its stamp, which costs microseconds, and in doubt by its bytes.

A stamp is what the system tells of a file without opening it. A file that was written at the time when its stamp was
taken could be written once more within the same tick of the clock, so such a stamp is *young*, and the bytes decide.
Imports nothing that takes time: `filmc build` asks here first of all.
"""

from __future__ import annotations

import os

Stamp = tuple[int, int, int, int, int]
"""When it was written and when anything of it was changed (nanoseconds), its size, its inode, its kind and rights."""

Mark = tuple[str, Stamp | None, str]
"""A path, its stamp (None: nothing is there), and what `content` says of it."""

CARDS = "cards"
"""How the name of a folder of order cards ends (see `produce/hands/folder.py`)."""

TICK = 2_000_000_000
"""Nanoseconds that the coarsest clock of a file system (FAT) may be behind."""


def stamp(path: str) -> Stamp | None:
    """Return the stamp of what `path` leads to, None where there is nothing; OSError where that can not be told."""
    try:
        told = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino, told.st_mode


def is_young(of: Stamp, taken: int) -> bool:
    """Tell whether the file may have been written again after its stamp was taken, at `taken` (nanoseconds)."""
    return max(of[0], of[1]) > taken - TICK


def content(path: str) -> str:
    """Return the digest of a file's bytes, or of the names of a folder's films, with where it is if a link leads there.

    In a folder of order cards every name counts. OSError where it can not be read.
    """
    from pathlib import Path  # noqa: PLC0415  -- most stamps are as they were, and then nothing is read

    from filmc.base.digest import digest_bytes, digest_file  # noqa: PLC0415

    if os.path.isdir(path):
        listed = os.listdir(path)
        names = "\0".join(sorted(listed if _of_cards(path) else (name for name in listed if name.endswith(".film"))))
        digest = digest_bytes(names.encode("utf-8", "surrogateescape"))
    else:
        digest = digest_file(Path(path))
    real = os.path.realpath(path)
    return digest if real == path else f"{digest} {real}"


def _of_cards(path: str) -> bool:
    """Tell whether a folder is one for order cards, or that of a card: people drop files there."""
    return path.endswith(CARDS) or os.path.dirname(path).endswith(CARDS)


def mark(path: str) -> Mark:
    """Return the mark of `path` as it is now; OSError where it can not be read, or is being written."""
    found = stamp(path)
    digest = content(path) if found else ""
    if stamp(path) != found:
        raise OSError(f"{path} is being written")
    return path, found, digest


def doubtful(marks: list[Mark], taken: int) -> list[int]:
    """Return the numbers of the marks, taken at `taken`, of which stamps alone do not tell that nothing has changed."""
    found, stat, limit = [], os.stat, taken - TICK
    for number, (path, was, _) in enumerate(marks):  # ten thousand of them: no call that is not needed
        try:
            told = stat(path)
        except OSError:
            if was is not None or stamp(path) is not None:
                found.append(number)
            continue
        now = (told.st_mtime_ns, told.st_ctime_ns, told.st_size, told.st_ino, told.st_mode)
        if now != was or now[0] > limit or now[1] > limit:
            found.append(number)
    return found


def led(old: Mark) -> str:
    """Return where a link led to; nothing for a path without links."""
    return old[2].partition(" ")[2]


def renewed(old: Mark, taken: int) -> Mark | None:
    """Return the mark of what `old`, taken at `taken`, is the mark of; None where that has changed."""
    path, was, digest = old
    now = stamp(path)
    if now == was and (now is None or not is_young(now, taken)):
        return old
    if now is None or was is None or content(path) != digest or stamp(path) != now:
        return None
    return path, now, digest
