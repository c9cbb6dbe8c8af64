"""What the machine can do to a ledger, told as coded faults. "Can not be read" is never taken for "damaged"."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filmc.base.fault import Fault

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_PRIMARY = 0xFF
"""The low byte of an SQLite error is its kind, the rest tells it more closely."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system raise about the ledger at `path` into a Fault with a way out."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.InterfaceError):  # our own misuse, such as of a closed ledger
        raise
    except sqlite3.Error as error:
        raise _of_sqlite(path, error) from error
    except OSError as error:
        raise _of_system(path, error) from error


def damaged(path: Path, what: str) -> Fault:
    """Return the fault of a ledger that is not what was written."""
    return Fault(
        "E1001",
        f"the ledger {path} is damaged: {what}",
        "nothing is bought meanwhile, and the file is left as it is",
        f"put back a copy of {path.name} from before, delete {path.name}-wal, {path.name}-shm and {path.name}.head, "
        "then run `filmc reconcile`: it asks the providers what was bought since",
    )


def newer(path: Path, version: int, known: int) -> Fault:
    """Return the fault of a ledger that a later filmc wrote."""
    return Fault(
        "E1002",
        f"the ledger {path} has version {version}, and this filmc knows only up to {known}",
        "update filmc; the ledger was not touched",
    )


def _of_sqlite(path: Path, error: sqlite3.Error) -> Fault:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    match code:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path, str(error))
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Fault(
                "E1004",
                f"another program keeps the ledger {path} locked",
                "wait until the other filmc has ended, or end it, and run the command again",
            )
        case sqlite3.SQLITE_FULL:
            return _full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return _read_only(path)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return _of_system(path, _asked_again(path) or OSError(errno.EIO, str(error)))
        case _:
            return damaged(path, f"{error}")


def _asked_again(path: Path) -> OSError | None:
    """Return the system's own reason why the file can not be opened: SQLite keeps it to itself."""
    try:
        os.close(os.open(path, os.O_RDWR))
        os.close(os.open(path.parent, os.O_RDONLY))
    except OSError as error:
        return error
    return None if os.access(path.parent, os.W_OK) else PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _of_system(path: Path, error: OSError) -> Fault:
    if error.errno in _FULL:
        return _full(path)
    if error.errno in _REFUSED:
        return _read_only(path)
    said = (error.strerror or str(error)).lower()
    return Fault(
        "E1006",
        f"the ledger {path} can not be read or written just now: {said}",
        "what is in it is as it was; when the cause is gone, run the command again",
    )


def _full(path: Path) -> Fault:
    return Fault(
        "E1005",
        f"the disk is full: nothing more can be noted in the ledger {path}",
        "make room, then run the same command: it goes on from what is noted",
    )


def _read_only(path: Path) -> Fault:
    return Fault(
        "E1003",
        f"the ledger {path} can not be written",
        "make the file and its folder writable: nothing is bought that can not be noted",
    )
