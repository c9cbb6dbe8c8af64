"""Bytes on their way into the store: a temporary file, its length and digest, fsync, rename, fsync of the folder.

A crash at any point leaves either nothing under the take's name or all of it; what it leaves under a temporary name is
swept by `gc`.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.produce.disk import spoken, sync_folder, writing

STAMP = 315_532_800 * 10**9
"""The time of change that every blob carries (1980-01-01, in nanoseconds): whatever writes to it later shows at once,
also within the tick of a coarse file clock."""

TEMPORARY = ".arriving-"
_PIECE = 1 << 20


@record
class Announced:
    """What the sender said of the bytes; None where he said nothing."""

    size: int | None = None
    digest: str | None = None


SILENT = Announced()
"""The sender said nothing."""


@record
class Arrival:
    """Bytes that lie whole and durable under a temporary name."""

    temporary: Path
    digest: str
    size: int

    def settle(self, place: Path) -> None:
        """Give the file its name. Fault E1020 or E1021; the temporary file is gone either way."""
        try:
            with writing(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                self.temporary.replace(place)
                sync_folder(place.parent)
                sync_folder(place.parent.parent)
        finally:
            self.drop()

    def drop(self) -> None:
        """Remove the temporary file, if it is there."""
        self.temporary.unlink(missing_ok=True)


def receive(stream: BinaryIO, folder: Path, announced: Announced) -> Arrival:
    """Copy `stream` into `folder`. Faults: E1028 not as announced, E1029 unreadable, E1020 and E1021 of the disk."""
    with writing(folder):
        handle, name = tempfile.mkstemp(dir=folder, prefix=TEMPORARY)
    try:
        with writing(folder):
            digest, size = _copy(stream, handle)
        _compare(announced, digest, size)
        with writing(folder):
            _finish(handle, Path(name))
    except BaseException:
        os.close(handle)
        Path(name).unlink(missing_ok=True)
        raise
    os.close(handle)
    return Arrival(Path(name), digest, size)


def _copy(stream: BinaryIO, handle: int) -> tuple[str, int]:
    told, size = hashlib.sha256(), 0
    while piece := _read(stream):
        told.update(piece)
        size += len(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(handle, rest) :]
    return told.hexdigest(), size


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(_PIECE)
    except OSError as error:
        raise Fault("E1029", f"can not read the take: {spoken(error)}", "nothing was kept of it") from error


def _compare(announced: Announced, digest: str, size: int) -> None:
    if announced.size is not None and announced.size != size:
        raise Fault("E1028", f"{announced.size} bytes were announced and {size} came", "fetch it again: that is free")
    if announced.digest is not None and announced.digest != digest:
        raise Fault("E1028", "the bytes that came have another SHA-256 than was announced", "fetch it again")


def _finish(handle: int, path: Path) -> None:
    path.chmod(0o444)
    os.utime(path, ns=(STAMP, STAMP))
    os.fsync(handle)
