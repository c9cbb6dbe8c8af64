"""The register: which locks there are, as the store has seen them. Cleaning keeps what any of them names.

A text file in the store, `locks`: one absolute path a line, sorted. A lock is entered whenever a film that has takes is
worked on. A lock that is gone stays in the list until somebody lets it be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.files import write_whole
from filmc.base.record import record
from filmc.produce.disk import alone, reading, writing
from filmc.produce.lock import read_lock

NAME = "locks"


@record
class Register:
    """What the register names: the digests of every lock that could be read, the locks that are gone, the others."""

    named: frozenset[str]
    read: tuple[Path, ...]
    gone: tuple[Path, ...]
    damaged: tuple[Path, ...]
    """There, but not to be read as locks: what they name is not known."""


def enter(store: Path, lock: Path) -> None:
    """Enter the lock at `lock`; where the store can not be written, nothing of it can be dropped either."""
    with suppress(OSError, Fault):
        path = str(lock.resolve())
        if path not in _listed(store) and "\n" not in path:
            with _writing_alone(store):
                _write(store, {*_listed(store), path})


def consult(store: Path) -> Register:
    """Read every lock that was seen. Faults E1022 and E1045: the register, or a lock, can not be read just now."""
    with reading(store):
        paths = [Path(line) for line in sorted(_listed(store))]
    gone = tuple(path for path in paths if not path.exists())
    named: set[str] = set()
    damaged: list[Path] = []
    for path in paths:
        if path not in gone:
            lock = read_lock(path, Notes())
            named |= lock.lock.named
            if lock.fault is not None:
                damaged.append(path)
    whole = tuple(path for path in paths if path not in gone and path not in damaged)
    return Register(frozenset(named), whole, gone, tuple(damaged))


def forget(store: Path, locks: Iterable[Path]) -> None:
    """Strike `locks` from the register. Fault E1020 or E1021."""
    with writing(store), _writing_alone(store):
        _write(store, _listed(store) - {str(path) for path in locks})


def _writing_alone(store: Path) -> AbstractContextManager[None]:
    """Keep other writers of the list away: of two at a time one would forget what the other enters.

    The store itself is held by whole builds, so a folder in it is, which nobody holds for anything else.
    """
    place = store / "register"
    place.mkdir(exist_ok=True)
    return alone(place)


def _listed(store: Path) -> set[str]:
    try:
        text = (store / NAME).read_text("utf-8", "surrogateescape")
    except FileNotFoundError:
        return set()
    return {line for line in text.split("\n") if line}


def _write(store: Path, listed: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in sorted(listed))
    write_whole(store / NAME, text.encode("utf-8", "surrogateescape"))
