"""Writing over a file that others write too: only over what was read, so that nobody's change is lost."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from filmc.base.files import write_beside

_HERE = -100
"""AT_FDCWD: paths count from the working folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""

Swap = Callable[[Path, Path], None]
"""Exchanges two files in one step; OSError where the disk can not."""


def write_over(path: Path, before: bytes, data: bytes) -> bool:
    """Write `data` to `path` if that holds `before`, whole or not at all; return whether it did.

    Where the system can exchange two files in one step, what somebody else has written at the last moment is found in
    exchange and put back; elsewhere it is looked for just before. OSError where nothing can be written.
    """
    if _content(path) != before:
        return False
    temporary = write_beside(path, data)
    try:
        return _exchanged(path, temporary, before, data)
    finally:
        temporary.unlink(missing_ok=True)


def _exchanged(path: Path, temporary: Path, before: bytes, data: bytes) -> bool:
    try:
        swap(path, temporary)
    except OSError:  # this disk can not, or the file has gone
        if _content(path) != before:
            return False
        temporary.replace(path)
        return True
    theirs = _content(temporary)
    if theirs == before:
        return True
    placed: bytes | None = data
    while True:  # put theirs back, and then what came while that was done
        swap(path, temporary)
        if (found := _content(temporary)) == placed:
            return False
        placed, theirs = theirs, found


def swap(one: Path, other: Path) -> None:
    """Exchange two files in one step. OSError where system or disk can not."""
    _swap()(one, other)


@cache
def _swap() -> Swap:
    """Return how this system exchanges files."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    name = "renamex_np" if sys.platform == "darwin" else "renameat2"
    call = getattr(library, name, None)
    if call is None:
        return _can_not

    def exchange(one: Path, other: Path) -> None:
        first, second = os.fsencode(one), os.fsencode(other)
        told = (first, second) if sys.platform == "darwin" else (_HERE, first, _HERE, second)
        if call(*told, _EXCHANGE):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(one))

    return exchange


def _can_not(one: Path, _other: Path) -> None:
    raise OSError(f"this system can not exchange {one} with another file")


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
