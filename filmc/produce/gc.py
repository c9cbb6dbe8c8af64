"""Cleaning and checking a store: what no film names and what costs nothing to make again may go; the rest stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.produce.arrival import TEMPORARY
from filmc.produce.disk import alone, names_in, reading, writing
from filmc.produce.origin import recall
from filmc.produce.store import Damaged, Store, Unreadable


@dataclass(frozen=True, slots=True)
class Swept:
    """What cleaning did: the takes that went, those that no film names but stayed, and the bytes that came free."""

    dropped: tuple[str, ...]
    spared: tuple[str, ...]
    freed: int


def sweep(store: Store, named: Collection[str], patience: float = 60.0) -> Swept:
    """Drop the takes that no lock names (`named` has the digests of every lock) and that are free to make again.

    What was paid for, brought in, or has no readable note of origin is spared. E1027 while a build uses the store.
    """
    with alone(store.root, patience):
        idle = [digest for digest in store.digests() if digest not in named]
        dear = [digest for digest in idle if store.origins(digest).dear]
        return _drop(store, tuple(sorted({*idle} - {*dear})), tuple(dear))


def sweep_paid(store: Store, named: Collection[str], patience: float = 60.0) -> Swept:
    """Drop every take that no lock names, also what was paid for: only for somebody who asked for just that."""
    with alone(store.root, patience):
        return _drop(store, tuple(digest for digest in store.digests() if digest not in named), ())


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


@dataclass(frozen=True, slots=True)
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
    """Hash every take anew and read every note. Fault E1022 where the store's folders can not be read."""
    with store.using():
        found = [store.look_again(digest) for digest in store.digests()]
        notes = tuple(path for digest in _noted(store) for path in recall(store.origins_folder, digest).damaged)
    damaged = tuple(finding for finding in found if isinstance(finding, Damaged))
    unreadable = tuple(finding for finding in found if isinstance(finding, Unreadable))
    return Checked(len(found) - len(damaged) - len(unreadable), damaged, unreadable, notes)


def _noted(store: Store) -> list[str]:
    folder = store.origins_folder
    with reading(folder):
        return sorted({name.partition(".")[0] for part in names_in(folder) for name in names_in(folder / part)})
