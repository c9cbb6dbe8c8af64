"""Cleaning what can be made again: segments, mixes and their stretches, scratch sounds, the longest unused first.

A build holds the cache's folder `among_others`, so nothing is taken from under it: cleaning waits until it has ended.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from filmc.base.record import record
from filmc.produce.disk import alone, among_others, reading, writing

FOLDERS = ("segments", "sound", "sounds", "stretches")
"""Of the cache: what builds leave in it."""

DAYS = 30
GIGABYTES = 10
"""What is kept at most, unless somebody says otherwise."""

_DAY = 86_400.0
_RECENT = 3600.0
"""Seconds for which a file counts as in use: between two steps of a build nobody holds the folder."""


@record
class Limits:
    """How long a file may lie unused, and how many bytes all may take."""

    seconds: float = DAYS * _DAY
    size: int = GIGABYTES * 10**9

    @classmethod
    def of(cls, days: float, gigabytes: float) -> Limits:
        """Return the limits as people say them."""
        return cls(days * _DAY, round(gigabytes * 10**9))


@record
class Kept:
    """One file of the cache: its size, and the seconds since it was last written or read."""

    path: Path
    size: int
    unused: float

    @property
    def half_made(self) -> bool:
        """Whether a build that is gone has left it unfinished."""
        return self.path.suffix in (".part", ".f32")


@contextmanager
def using(cache: Path) -> Iterator[None]:
    """Keep cleaning away while a build uses the cache. Where its folder can not be made, nothing can be cleaned."""
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
    if not cache.is_dir():
        yield
        return
    with among_others(cache):
        yield


def superfluous(cache: Path, limits: Limits) -> list[Kept]:
    """Return what is past the limits, and what crashes have left, the longest unused first. Fault E1022.

    Where the file system notes no reading (`noatime`), a file counts as used when it was made.
    """
    files = sorted(_files(cache), key=lambda kept: (not kept.half_made, -kept.unused))
    room = sum(kept.size for kept in files) - limits.size
    found = []
    for kept in files:
        if kept.unused > _RECENT and (kept.half_made or kept.unused > limits.seconds or room > 0):
            found.append(kept)
            room -= kept.size
    return found


def sweep_cache(cache: Path, limits: Limits, patience: float = 60.0) -> list[Kept]:
    """Drop what is superfluous and return it. E1027 while a build uses the cache; E1020."""
    if not cache.is_dir():
        return []
    with alone(cache, patience):
        found = superfluous(cache, limits)
        with writing(cache):
            for kept in found:
                kept.path.unlink(missing_ok=True)
    return found


def _files(cache: Path) -> Iterator[Kept]:
    now = time.time()
    for folder in (cache / name for name in FOLDERS):
        with reading(folder):
            if folder.is_dir():
                yield from _within(folder, now)


def _within(folder: Path, now: float) -> Iterator[Kept]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):
                told = entry.stat(follow_symlinks=False)
                if S_ISREG(told.st_mode):
                    yield Kept(Path(entry.path), told.st_size, now - max(told.st_atime, told.st_mtime))
