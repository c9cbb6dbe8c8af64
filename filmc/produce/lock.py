"""`film.lock` on disk: which take plays for each job, as text beside the film that people read and git merges.

What it holds is in `locked.py`, its text in `lock_text.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.digest import digest_bytes
from filmc.base.fault import Fault
from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.base.source import Span
from filmc.produce.disk import FULL, alone, spoken, sync_folder
from filmc.produce.lock_text import parse, show
from filmc.produce.locked import Lock

NAME = "film.lock"


@record
class LockFile:
    """A lock as it was read. `base` is the digest of the file's bytes then, None where there was no file.

    `fault` is the first error in it: such a lock is not obeyed and not written, so that nothing in it is lost.
    """

    path: Path
    lock: Lock
    base: str | None
    fault: Diagnostic | None = None


def read_lock(path: Path, notes: Notes) -> LockFile:
    """Read the lock at `path`; where there is none, it is empty. What is wrong is noted. Fault E1045 of the disk."""
    data = _bytes(path)
    if data is None:
        return LockFile(path, Lock(), None)
    found = Notes()
    try:
        lock = parse(path.name, data.decode("utf-8-sig"), found)
    except UnicodeDecodeError as error:
        lock = Lock()
        found.add("E1044", Span(path.name, 0, 0), f"byte {error.start} is no UTF-8", "git checkout film.lock")
    for note in found:
        notes.add(note.code, note.span, note.message, *note.hints)
    return LockFile(path, lock, digest_bytes(data), next(iter(found.errors), None))


def write_lock(read: LockFile, lock: Lock) -> LockFile:
    """Write `lock` over what was `read`; return it as read anew. A lock that says the same leaves the file alone.

    Faults: the one of the lock that was read, E1043 when the file has changed since, E1027 and E1045.
    """
    if read.fault is not None:
        raise Fault(read.fault.code, f"{NAME} is not written: {read.fault.message}", *read.fault.hints)
    data = show(lock).encode()
    with _usable(read.path), alone(read.path.parent, patience=10):
        now = _bytes(read.path)
        if (digest_bytes(now) if now is not None else None) != read.base:
            raise Fault("E1043", f"{read.path} has changed since it was read", "run the command again")
        if lock != read.lock:
            write_whole(read.path, data)
            sync_folder(read.path.parent)
            return LockFile(read.path, lock, digest_bytes(data))
    return read


def update_lock(read: LockFile, change: Callable[[Lock], Lock]) -> LockFile:
    """Apply `change` to the lock as it is on disk now, and return what is there then; nobody else writes meanwhile.

    Faults: the one of a lock that can not be read as one, E1027 and E1045.
    """
    with _usable(read.path), alone(read.path.parent, patience=30):
        now = read_lock(read.path, Notes())
        if now.fault is not None:
            raise Fault(now.fault.code, f"{read.path.name} is not written: {now.fault.message}", *now.fault.hints)
        lock = change(now.lock)
        if lock == now.lock:
            return now
        data = show(lock).encode()
        write_whole(read.path, data)
        sync_folder(read.path.parent)
        return LockFile(read.path, lock, digest_bytes(data))


def _bytes(path: Path) -> bytes | None:
    with _usable(path):
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None


@contextmanager
def _usable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        way = "make room" if error.errno in FULL else "`filmc doctor` shows what this machine lacks"
        hints = ("what was in it is unchanged", f"{way}, then run the same command")
        raise Fault("E1045", f"can not use {path}: {spoken(error)}", *hints) from error
