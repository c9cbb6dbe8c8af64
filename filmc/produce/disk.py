"""What a disk can do to takes: errors as coded faults, folders made durable, and who may work in a folder at a time.

"Can not be read" is never taken for "damaged": the first says something about the machine, the second about the take.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filmc.base.fault import Fault

if sys.platform != "win32":
    import fcntl

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PAUSE = 0.02
"""Seconds between two tries to get a folder."""


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Turn an OSError of what is written at `place` into E1021 (full) or E1020 (anything else)."""
    try:
        yield
    except OSError as error:
        raise _write_fault(place, error) from error


def _write_fault(place: Path, error: OSError) -> Fault:
    if error.errno in FULL:
        return Fault(
            "E1021",
            f"the disk is full: {place}",
            "make room (`filmc gc` helps), then run the same command",
        )
    return Fault("E1020", f"can not write {place}: {spoken(error)}", "FILMC_STORE names another place for takes")


@contextmanager
def reading(place: Path) -> Iterator[None]:
    """Turn an OSError of what is read at `place` into E1022."""
    try:
        yield
    except OSError as error:
        raise Fault("E1022", f"can not read {place}: {spoken(error)}", "nothing was changed; try again") from error


def spoken(error: OSError) -> str:
    """Return the system's own words for `error`, without its number."""
    return (error.strerror or str(error) or type(error).__name__).lower()


def names_in(folder: Path) -> list[str]:
    """Return the sorted names in `folder`, none where there is no folder. OSError (which `glob` hides)."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return []


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, as a rename alone does not. OSError where the disk fails."""
    if sys.platform == "win32":  # a folder can not be opened there; NTFS journals its names
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def among_others(folder: Path, patience: float = 60.0) -> Iterator[None]:
    """Work in `folder` next to others who do the same, but not while somebody works there `alone`.

    E1027 after `patience` seconds. The right ends with the process, however that ends.
    """
    with _held(folder, _shared, patience):
        yield


@contextmanager
def alone(folder: Path, patience: float = 60.0) -> Iterator[None]:
    """Work in `folder` while nobody else does. E1027 after `patience` seconds."""
    with _held(folder, _exclusive, patience):
        yield


@contextmanager
def _held(folder: Path, take: Callable[[int], None], patience: float) -> Iterator[None]:
    # The folder itself is locked, so no lock file lies about, and a read-only folder can be used too.
    if (
        sys.platform == "win32"
    ):  # no lock of that kind there: blobs are still safe, names being unique and renames whole
        yield
        return
    with reading(folder):
        handle = os.open(folder, os.O_RDONLY)
    try:
        _wait(folder, handle, take, patience)
        yield
    finally:
        os.close(handle)  # which gives the lock back


def _shared(handle: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _exclusive(handle: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _wait(folder: Path, handle: int, take: Callable[[int], None], patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            take(handle)
        except BlockingIOError as busy:
            if time.monotonic() >= end:
                raise Fault("E1027", f"another filmc works in {folder}", "wait until it has ended") from busy
            time.sleep(_PAUSE)
        except OSError as error:
            raise Fault("E1022", f"can not lock {folder}: {spoken(error)}", "keep it on a local disk") from error
        else:
            return
