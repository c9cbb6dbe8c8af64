"""Who is at a purchase: a lock for each run that ends with the process, however that ends, and tells no time.

A run's folder beside the ledger (`ledger.db.runs/run-NAME/`) holds its lock, its frozen orders and its downloads on
the way. Whoever works at a run's purchases holds its lock: the run itself, or, once that is dead, one other process.
Within a process the lock is shared by counting, and each purchase is in the hand of one task.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.trouble import told

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK = "lock"
_RACES = 1000
"""So often a folder may vanish under our hands; then it is something else."""
_PARTS = "fetch-*.part"


@dataclass
class _Held:
    handle: int
    users: int = 0


_turn = threading.Lock()
_held: dict[Path, _Held] = {}
_hands: set[tuple[Path, str]] = set()


def folder(ledger: Path, run: str) -> Path:
    """Return the folder of a run; it is there while the run is held."""
    ledger = _real(ledger.absolute())
    return ledger.with_name(f"{ledger.name}.runs") / f"run-{quote(run, safe='')}"


@contextmanager
def holding(ledger: Path, run: str) -> Iterator[bool]:
    """Hold a run; False where another process does. Faults E1003, E1005 and E1006 of the ledger's folder."""
    place = folder(ledger, run)
    with told(ledger):
        got = _take(place)
    try:
        yield got
    finally:
        if got:
            _give_back(place)


@contextmanager
def in_hand(ledger: Path, intent: str) -> Iterator[bool]:
    """Have a purchase of a held run in hand; False where another task of this process has."""
    entry = _real(ledger.absolute()), intent
    with _turn:
        got = entry not in _hands
        _hands.add(entry)
    try:
        yield got
    finally:
        if got:
            with _turn:
                _hands.discard(entry)


@contextmanager
def taking(ledger: Path, purchase: Purchase) -> Iterator[bool]:
    """Have a purchase of any run in hand, if nobody else is at it. Faults as those of `holding`."""
    with holding(ledger, purchase.intent.run) as held:
        if not held:
            yield False
            return
        with in_hand(ledger, purchase.intent.id) as ours:
            yield ours


def runs(ledger: Path) -> list[str]:
    """Return the runs that have a folder. Faults as those of `holding`."""
    home = folder(ledger, "").parent
    with told(ledger):
        names = [path.name for path in home.iterdir()] if home.is_dir() else []
    return sorted(unquote(name.removeprefix("run-")) for name in names if name.startswith("run-"))


@cache
def _real(ledger: Path) -> Path:
    """Return the one name of a ledger, by whichever link it was opened; asked for several times a purchase."""
    return ledger.resolve()


def _forget() -> None:
    """In a forked child: what the parent holds is the parent's, and its lock stays with it."""
    for held in _held.values():
        os.close(held.handle)
    _held.clear()
    _hands.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _take(place: Path) -> bool:
    with _turn:
        held = _held.get(place)
        if held is None:
            handle = _locked(place)
            if handle is None:
                return False
            held = _held[place] = _Held(handle)
            for part in place.glob(_PARTS):  # of a process that was killed while it fetched
                part.unlink(missing_ok=True)
        held.users += 1
        return True


def _give_back(place: Path) -> None:
    with _turn:
        held = _held[place]
        held.users -= 1
        if held.users:
            return
        del _held[place]
        with suppress(OSError):
            if [name.name for name in place.iterdir()] == [_LOCK]:
                (place / _LOCK).unlink()
                place.rmdir()
        os.close(held.handle)  # which gives the lock back


def _locked(place: Path) -> int | None:
    """Return a handle on the run's locked file; None where another process has it."""
    for _ in range(_RACES):
        try:
            place.mkdir(parents=True, exist_ok=True)
            handle = os.open(place / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except (FileExistsError, FileNotFoundError):  # its last holder tidies up just now
            continue
        if not _lock(handle):
            os.close(handle)
            return None
        if _is_still(place / _LOCK, handle):
            return handle
        os.close(handle)
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(place))


def _is_still(path: Path, handle: int) -> bool:
    """Tell whether the locked file is the one that others find: not if its last holder removed it meanwhile."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def busy(ledger: Path, among: Collection[str] | None = None) -> list[str]:
    """Return the runs (of those `among` which it is asked) that are held right now, by this process or another one."""
    return [run for run in runs(ledger) if (among is None or run in among) and _is_busy(ledger, run)]


def _is_busy(ledger: Path, run: str) -> bool:
    if folder(ledger.resolve(), run) in _held:
        return True
    with holding(ledger, run) as free:
        return not free
