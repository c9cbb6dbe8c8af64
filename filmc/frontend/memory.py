"""What was read before, kept on disk: the blocks of a file and the shapes of values, each under the digest of its text.

An edit changes one block of a film; the others are taken from here, and the grammar is not even loaded. A memory counts
only while grammar and frontend are what they were, and a damaged one is none. It is never needed: where it can not be
read or written, everything is parsed.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from filmc.base.assets import asset
from filmc.base.digest import digest_bytes
from filmc.base.files import cache_folder
from filmc.base.stamps import stamp
from filmc.base.world import OutsideProjectError, World

FOLDER = "parsed"
ROOM = 64 * 1024 * 1024
"""Bytes that all memories may take; the oldest go first."""
MOST = 500
"""Memories that are kept."""
SHAPES = 20_000
"""Shapes of values that are kept; past that, only those that were used last."""


class Memory:
    """Rows of plain data by key; those that were asked for or added are the ones that `keep` writes."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._old: dict[str, Any] = (path and _read(path)) or {}
        self._used: dict[str, Any] = {}
        self._new = False

    @property
    def lasts(self) -> bool:
        """Whether it is kept anywhere."""
        return self._path is not None

    def recall(self, key: str, make: Callable[[], Any]) -> Any:
        """Return the row of `key`; where there is none, the one that `make` makes, from now on kept."""
        row = self._used.get(key)
        if row is None:
            row = self._old.get(key)
            if row is None:
                row = make()
                self._new = True
            self._used[key] = row
        return row

    def keep(self, most: int = 0) -> None:
        """Write the rows that were used; the others too, while there are at most `most`. Without new rows, nothing."""
        if not self._new or self._path is None:
            return
        self._new = False
        rows = self._old | self._used if len(self._old) + len(self._used) <= most else self._used
        data = marshal.dumps(rows)
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        try:
            self._path.parent.mkdir(exist_ok=True)
            known = self._path.exists()
            temporary.write_bytes(_head(data) + data)
            temporary.replace(self._path)
            if not known:  # looking at every memory takes longer than many a check
                _tidy(self._path.parent)
        except OSError:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def blocks_of(world: World, name: str) -> Memory:
    """Return the memory of a file's blocks; an empty one for a file that is not on disk."""
    try:
        return blocks_at(world.locate(name))
    except (OSError, OutsideProjectError):
        return Memory()


def blocks_at(path: Path) -> Memory:
    """Return the memory of the blocks of the file at `path`, a resolved one."""
    return kept(digest_bytes(str(path).encode("utf-8", "surrogateescape"))[:32])


@cache
def shapes() -> Memory:
    """Return the memory of the shapes of values, of all films; what is new in it is kept when the process ends."""
    memory = kept("shapes")
    atexit.register(memory.keep, SHAPES)
    return memory


def kept(name: str) -> Memory:
    """Return the memory of this name; an empty one where the cache folder can not be written."""
    folder = cache_folder()
    return Memory(folder / FOLDER / name if folder else None)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(_head(b""))
    if data[:head] != _head(data[head:]):
        return None
    rows: dict[str, Any] = marshal.loads(data[head:])  # noqa: S302  -- it runs nothing, and its digest is right
    return rows


def _head(data: bytes) -> bytes:
    return f"{makers()} {digest_bytes(data)}\n".encode()


@cache
def makers() -> str:
    """Return a digest of what makes trees of texts: grammar, frontend, lark, Python; by stamps."""
    paths = [*asset("grammar").iterdir(), *Path(__file__).parent.rglob("*.py")]
    packages = [folder for folder in sys.path if folder.endswith("-packages")]  # lark is in one of them
    made = [sys.version, [(path, stamp(path)) for path in sorted([*map(str, paths), *packages])]]
    return digest_bytes(repr(made).encode("utf-8", "surrogateescape"))


def _tidy(folder: Path) -> None:
    """Remove the memories that were not written for the longest time, where they are too many or too large."""
    room = ROOM
    memories = [(path, path.stat()) for path in folder.iterdir()]
    for number, (path, told) in enumerate(sorted(memories, key=lambda each: each[1].st_mtime, reverse=True)):
        room -= told.st_size
        if room < 0 or number >= MOST:
            path.unlink(missing_ok=True)
