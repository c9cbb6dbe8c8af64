"""`Seen`: which blobs were hashed and found whole, by the marks that any change of a file leaves.

It is a cache in SQLite: lost, damaged or not writable, everything is hashed again and nothing else happens.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

_TABLE = """
create table if not exists seen (digest text primary key, changed int, marked int, size int, inode int) without rowid
"""
_FIND = "select 1 from seen where digest = ? and changed = ? and marked = ? and size = ? and inode = ?"


class Seen:
    """`file` is the database; threads of one process may share one `Seen`, processes may share the file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._base = _opened(file)

    def knows(self, digest: str, stat: os.stat_result) -> bool:
        """Tell whether the file with this `stat` was found to have this `digest`."""
        with self._lock:
            try:
                return self._base.execute(_FIND, (digest, *_marks(stat))).fetchone() is not None
            except sqlite3.Error:
                self._renew()
                return False

    def note(self, digest: str, stat: os.stat_result) -> None:
        """Remember that the file with this `stat`, taken before it was hashed, has this `digest`."""
        with self._lock:
            try:
                self._base.execute("insert or replace into seen values (?, ?, ?, ?, ?)", (digest, *_marks(stat)))
            except sqlite3.Error:
                self._renew()

    def close(self) -> None:
        """Give the database back."""
        with self._lock:
            self._base.close()

    def _renew(self) -> None:
        # Another process may hold the damaged file open: it keeps its own, unlinked one, and no harm is done.
        self._base.close()
        for name in (self._file, *(self._file.with_name(self._file.name + end) for end in ("-wal", "-shm"))):
            try:
                name.unlink(missing_ok=True)
            except OSError:
                break
        self._base = _opened(self._file)


def _marks(stat: os.stat_result) -> tuple[int, int, int, int]:
    # SQLite's integers have 63 bits and a sign; some file systems number their inodes with 64.
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino & (1 << 63) - 1


def _opened(file: Path) -> sqlite3.Connection:
    try:
        return _prepared(str(file))
    except sqlite3.Error:
        return _prepared(":memory:")


def _prepared(name: str) -> sqlite3.Connection:
    base = sqlite3.connect(name, timeout=5, isolation_level=None, check_same_thread=False)
    try:
        base.execute("pragma journal_mode = wal")
        base.execute("pragma synchronous = off")  # a cache: after a power cut it may be gone
        base.execute(_TABLE)
    except sqlite3.Error:
        base.close()
        raise
    return base
