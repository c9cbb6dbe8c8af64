"""The file around the tracks: its head, the index over all of it, and its samples, copied from other files."""

from __future__ import annotations

import os
import struct
import sys
from typing import IO

from filmc.base.fault import Fault
from filmc.render.boxes import box, full


def head(*brands: bytes) -> bytes:
    """Return the box that a file begins with: by which rules it can be read."""
    return box(b"ftyp", b"isom", struct.pack(">I", 512), b"isom", *brands)


def media(size: int) -> bytes:
    """Return the head of the box that holds `size` bytes of samples."""
    return struct.pack(">I4sQ", 1, b"mdat", size + 16)


def index(clock: int, length: int, *boxes: bytes) -> bytes:
    """Return the index of a film of `length` ticks of a `clock` that goes so many times a second."""
    return box(b"moov", _mvhd(clock, length), *boxes)


def _mvhd(clock: int, length: int) -> bytes:
    matrix = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    body = struct.pack(">IIIIIH10x", 0, 0, clock, length, 1 << 16, 1 << 8)
    return full(b"mvhd", 0, 0, body, matrix, bytes(24), struct.pack(">I", 3))


def send(source: IO[bytes], target: IO[bytes], position: int, size: int) -> None:
    """Copy `size` bytes from `position` on. Fault E0906 where `source` ends before."""
    while size:
        sent = _sent(source, target, position, size)
        if not sent:
            raise Fault("E0906", "a part of the film is no whole mp4 file", "delete the film's cache and build again")
        position += sent
        size -= sent


def _sent(source: IO[bytes], target: IO[bytes], position: int, size: int) -> int:
    """Copy a part of what is wanted, and return how many bytes: in the kernel where it copies between files."""
    if sys.platform == "linux":
        return os.sendfile(target.fileno(), source.fileno(), position, size)
    source.seek(position)
    return target.write(source.read(min(size, 1 << 20)))
