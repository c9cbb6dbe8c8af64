"""Cleaning and checking a store: what no film names and what costs nothing to make again may go; the rest stays."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.produce.arrival import TEMPORARY
from filmc.produce.disk import alone, names_in, reading, writing
from filmc.produce.origin import recall
from filmc.produce.store import Damaged, Store, Unreadable

Names = Callable[[], Collection[str]]
"""Tells the digests that locks name. Asked only when nobody else works in the store, or a take might be missed."""


@record
class Idle:
    """What no lock names, with its bytes: takes that are free to make again, takes that may be irreplaceable."""

    free: Mapping[str, int]
    dear: Mapping[str, int]


@record
class Swept:
    """What cleaning did: the takes that went, those that no film names but stayed, and the bytes that came free."""

    dropped: tuple[str, ...]
    spared: tuple[str, ...]
    freed: int


def idle(store: Store, named: Collection[str]) -> Idle:
    """Return what no lock names (`named` has the digests of every lock). Fault E1022.

    Dear is what was paid for, was brought in, or has no readable note of origin.
    """
    sizes = {digest: _size(store.path(digest)) for digest in store.digests() if digest not in named}
    dear = {digest for digest in sizes if store.origins(digest).dear}
    return Idle(
        {digest: size for digest, size in sizes.items() if digest not in dear},
        {digest: size for digest, size in sizes.items() if digest in dear},
    )


def sweep(store: Store, named: Names, patience: float = 60.0) -> Swept:
    """Drop the takes that no lock names and that are free to make again. E1027 while a build uses the store."""
    with alone(store.root, patience):
        found = idle(store, named())
        return _drop(store, tuple(found.free), tuple(found.dear))


def sweep_paid(store: Store, named: Names, patience: float = 60.0) -> Swept:
    """Drop every take that no lock names, also what was paid for: only for somebody who asked for just that."""
    with alone(store.root, patience):
        found = idle(store, named())
        return _drop(store, (*found.free, *found.dear), ())


def _drop(store: Store, digests: tuple[str, ...], spared: tuple[str, ...]) -> Swept:
    with writing(store.root):
        # Nobody adds while we are alone, so a temporary file is what a crash has left.
        freed = sum(_removed(path) for path in store.blobs.glob(f"{TEMPORARY}*"))
        freed += sum(_removed(store.path(digest)) for digest in digests)
    # The notes of origin stay: they are small, and tell what was once paid for.
    return Swept(digests, spared, freed)


def _removed(path: Path) -> int:
    size = path.lstat().st_size
    path.unlink()
    return size


def _size(path: Path) -> int:
    with reading(path):
        return path.lstat().st_size


@record
class Checked:
    """What a check of the whole store found; `bits` is the exit code: 1 damaged, 2 notes damaged, 4 unreadable."""

    whole: int
    damaged: tuple[Damaged, ...]
    unreadable: tuple[Unreadable, ...]
    notes: tuple[Path, ...]

    @property
    def bits(self) -> int:
        """0 where all is well."""
        return bool(self.damaged) + 2 * bool(self.notes) + 4 * bool(self.unreadable)

    def diagnostics(self) -> list[Diagnostic]:
        """Return one diagnostic a finding."""
        findings: list[Damaged | Unreadable] = [*self.damaged, *self.unreadable]
        faults = [finding.fault() for finding in findings]
        faults += [
            Fault("W1025", f"the note of origin {path} is damaged", "its take counts as paid for")
            for path in self.notes
        ]
        return [fault.diagnostic() for fault in faults]


def check(store: Store) -> Checked:
    """Hash every take anew, read every note, and name what was set aside before and has not come back. Fault E1022."""
    with store.using():
        digests = list(store.digests())
        aside = [digest for digest in store.aside() if digest not in {*digests}]
        found = [store.look_again(digest) for digest in (*digests, *aside)]
        notes = tuple(path for digest in _noted(store) for path in recall(store.origins_folder, digest).damaged)
    damaged = tuple(finding for finding in found if isinstance(finding, Damaged))
    unreadable = tuple(finding for finding in found if isinstance(finding, Unreadable))
    return Checked(len(found) - len(damaged) - len(unreadable), damaged, unreadable, notes)


def _noted(store: Store) -> list[str]:
    folder = store.origins_folder
    with reading(folder):
        return sorted({name.partition(".")[0] for part in names_in(folder) for name in names_in(folder / part)})
