"""Boxes of the ISO base media file format (ISO/IEC 14496-12): finding, reading and building them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from itertools import starmap
from typing import IO

from filmc.base.fault import Fault

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta"}


def box(kind: bytes, *parts: bytes) -> bytes:
    """Return a box."""
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def full(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    """Return a box with version and flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def children(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (kind, body) of the boxes in `data`. Fault E0906 where they do not fit."""
    at = 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size < 8 or at + size > len(data):
            raise Fault("E0906", "a part of the film is no whole mp4 file", "delete the film's cache and build again")
        yield kind, data[at + 8 : at + size]
        at += size


def find(data: bytes, *path: bytes) -> bytes:
    """Return the body of the first box at `path`; empty where there is none."""
    for kind in path:
        data = next((body for found, body in children(data) if found == kind), b"")
    return data


def replaced(data: bytes, changes: dict[bytes, bytes]) -> bytes:
    """Return `data` with each box of a kind in `changes` put in by that whole box, at any depth of containers."""
    out = []
    for kind, body in children(data):
        if kind in changes:
            out.append(changes[kind])
        elif kind in _CONTAINERS:
            out.append(box(kind, replaced(body, changes)))
        else:
            out.append(box(kind, body))
    return b"".join(out)


def top_level(file: IO[bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Yield (kind, start of the body, its length) of a file's own boxes, without reading them."""
    end = file.seek(0, 2)
    at = 0
    while at + 8 <= end:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        if size < head or at + size > end:
            raise Fault("E0906", "a part of the film is no whole mp4 file", "delete the film's cache and build again")
        yield kind, at + head, size - head
        at += size


def numbers(layout: str, body: bytes, start: int) -> list[tuple[int, ...]]:
    """Return the rows of a table whose row count is the 32-bit number at `start`."""
    (count,) = struct.unpack_from(">I", body, start)
    width = struct.calcsize(layout)
    return list(struct.iter_unpack(layout, body[start + 4 : start + 4 + count * width]))


def table(kind: bytes, layout: str, rows: Iterable[tuple[int, ...]]) -> bytes:
    """Return a full box (version 0) that holds a counted table."""
    packed = list(starmap(struct.Struct(layout).pack, rows))
    return full(kind, 0, 0, struct.pack(">I", len(packed)), *packed)
