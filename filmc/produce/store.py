"""The store: takes by the SHA-256 of their bytes, whole or not at all, checked before every use, shared by everybody.

    version         `filmc store 1`
    blobs/3f/3fa9…  one take each, read-only
    origins/3f/…    notes of where takes came from (`origin.py`)
    quarantine/…    damaged takes (`quarantine.py`)
    seen.sqlite     which blobs were hashed and since not touched (`seen.py`); may be lost

Several processes and several films use one store. Who adds or uses takes does it inside `using()`; cleaning (`gc.py`)
waits until nobody does.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from filmc.base.digest import digest_file
from filmc.base.fault import Fault
from filmc.base.files import store_home, write_whole
from filmc.base.record import record
from filmc.produce.arrival import SILENT, Announced, Arrival, receive
from filmc.produce.disk import among_others, names_in, reading, spoken, writing
from filmc.produce.origin import Origin, Origins, keep, recall
from filmc.produce.quarantine import set_aside, set_aside_before
from filmc.produce.seen import Seen

VERSION = 1
_VERSION = re.compile(rb"filmc store (\d{1,9})\n")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@record
class Whole:
    """The take is there and its bytes are what its name says."""

    digest: str
    path: Path
    size: int


@record
class Missing:
    """The store does not have the take."""

    digest: str


@record
class Damaged:
    """The bytes were not what the name says; `kept` is where they are now. Adding the right bytes mends it."""

    digest: str
    kept: Path

    def fault(self) -> Fault:
        """Return the finding as E1023."""
        hints = ("a paid one comes again by its job's id: filmc resume", "or bring in a copy: filmc take SHOT FILE")
        return Fault("E1023", f"take {self.digest[:12]} is damaged; it was set aside as {self.kept}", *hints)


@record
class Unreadable:
    """The machine could not read the take just now, which says nothing of the take. `reason` is the system's."""

    digest: str
    reason: str

    def fault(self) -> Fault:
        """Return the finding as E1022."""
        return Fault("E1022", f"take {self.digest[:12]} can not be read: {self.reason}", "nothing was changed")


Found = Whole | Missing | Damaged | Unreadable


def blob(root: Path, digest: str) -> Path:
    """Return where the store in `root` keeps the take `digest`. ValueError for what is no SHA-256."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256")
    return root / "blobs" / digest[:2] / digest


class Store:
    """The store in the folder `root`, made where there is none. Faults E1020 to E1022, and E1026 for a newer one."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root if root is not None else store_home()
        self.blobs, self.origins_folder, self.quarantine = (
            self.root / name for name in ("blobs", "origins", "quarantine")
        )
        _found(self.root)
        self._seen = Seen(self.root / "seen.sqlite")

    def close(self) -> None:
        """Give open files back."""
        self._seen.close()

    def using(self) -> AbstractContextManager[None]:
        """Keep cleaning away while takes are added or used; several may hold this at once, also in one process."""
        return among_others(self.root)

    def path(self, digest: str) -> Path:
        """Return where the take `digest` lies or would lie. ValueError for what is no SHA-256."""
        return blob(self.root, digest)

    def add(self, data: bytes, origin: Origin, announced: Announced = SILENT) -> str:
        """Keep `data` and where it came from; return its digest. Faults E1020 to E1022 and E1028."""
        return self.add_stream(io.BytesIO(data), origin, announced)

    def add_stream(self, stream: BinaryIO, origin: Origin, announced: Announced = SILENT) -> str:
        """Keep what `stream` gives; as `add`, and E1029 where it can not be read."""
        arrival = receive(stream, self.blobs, announced)
        try:
            # First where it came from, then the bytes: no take is ever there whose price is unknown.
            keep(self.origins_folder, arrival.digest, origin)
            self._settle(arrival)
        finally:
            arrival.drop()
        return arrival.digest

    def bring_in(self, file: Path, origin: Origin, announced: Announced = SILENT) -> str:
        """Keep a file that was made elsewhere; return its digest. E1029 where it can not be read, else as `add`."""
        with _opened(file) as stream:
            return self.add_stream(stream, origin, announced)

    def look(self, digest: str) -> Found:
        """Return what is known of the take `digest`, its bytes checked since they were last touched."""
        return self._looked(digest, self._checked)

    def look_again(self, digest: str) -> Found:
        """As `look`, but hash the bytes whatever was seen before: for failing disks."""
        return self._looked(digest, self._hashed)

    def origins(self, digest: str) -> Origins:
        """Return the notes on where the take came from. Fault E1022."""
        self.path(digest)
        return recall(self.origins_folder, digest)

    def digests(self) -> Iterator[str]:
        """Name every blob, sorted. Fault E1022."""
        with reading(self.blobs):
            folders = [self.blobs / name for name in names_in(self.blobs) if len(name) == 2]
            names = [name for folder in folders for name in names_in(folder)]
        yield from (name for name in names if _DIGEST.fullmatch(name))

    def aside(self) -> list[str]:
        """Name the takes that were set aside as damaged, sorted. Fault E1022.

        What came wrongly from providers lies there, too.
        """
        with reading(self.quarantine):
            stems = {name.partition(".")[0] for name in names_in(self.quarantine)}
        return sorted(stem for stem in stems if _DIGEST.fullmatch(stem))

    def _settle(self, arrival: Arrival) -> None:
        if not isinstance(self.look(arrival.digest), Whole):
            arrival.settle(self.path(arrival.digest))
            self._note(arrival.digest)

    def _note(self, digest: str) -> None:
        with reading(self.root):
            self._seen.note(digest, self.path(digest).lstat())

    def _looked(self, digest: str, judge: _Judge) -> Found:
        path = self.path(digest)
        try:
            stat = path.lstat()
            actual = judge(digest, path, stat)
        except FileNotFoundError:
            kept = set_aside_before(self.quarantine, digest)
            return Damaged(digest, kept) if kept else Missing(digest)
        except OSError as error:
            return Unreadable(digest, spoken(error))
        if actual == digest:
            return Whole(digest, path, stat.st_size)
        kept = set_aside(self.quarantine, path, digest, actual)
        return Damaged(digest, kept) if kept else self._looked(digest, judge)

    def _checked(self, digest: str, path: Path, stat: os.stat_result) -> str:
        if S_ISREG(stat.st_mode) and self._seen.knows(digest, stat):
            return digest
        return self._hashed(digest, path, stat)

    def _hashed(self, digest: str, path: Path, stat: os.stat_result) -> str:
        if not S_ISREG(stat.st_mode):
            return "no-file"
        actual = digest_file(path)
        if actual == digest:
            self._seen.note(digest, stat)
        return actual


_Judge = Callable[[str, Path, os.stat_result], str]
"""Tells which digest the file of a take has; OSError where it can not be read."""


def _found(root: Path) -> None:
    """Make the store, or check that this filmc may use it."""
    mark = root / "version"
    with reading(root):
        written = mark.read_bytes() if mark.is_file() else None
    if written is None:
        with writing(root):
            (root / "blobs").mkdir(parents=True, exist_ok=True)
            write_whole(mark, f"filmc store {VERSION}\n".encode())
    elif not (match := _VERSION.fullmatch(written)) or int(match[1]) > VERSION:
        raise Fault("E1026", f"{root} is no store that this filmc knows", "update filmc, or set FILMC_STORE")


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    # Opening a pipe would wait for its other end: so the file is looked at first.
    try:
        if not S_ISREG(file.stat().st_mode):
            raise Fault("E1029", f"{file} is no file", "give the path of a finished media file")
        stream = file.open("rb")
    except OSError as error:
        raise Fault("E1029", f"can not read {file}: {spoken(error)}", "give the path of a finished file") from error
    with stream:
        yield stream
