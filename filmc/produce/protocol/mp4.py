"""How large the picture of an MP4 is, by its own header."""

from __future__ import annotations

import struct
from pathlib import Path

_HEAD = 4 << 20
"""Bytes at either end of a file in which its header is looked for."""


def picture_size(clip: Path) -> tuple[int, int] | None:
    """Return width and height of a clip's picture in pixels; None where its header does not say."""
    with clip.open("rb") as data:
        head = data.read(_HEAD)
        data.seek(max(clip.stat().st_size - _HEAD, 0))
        tail = data.read(_HEAD)
    return _size(head) or _size(tail)


def _size(data: bytes) -> tuple[int, int] | None:
    """Return the first size that is none of a sound's: that of a track's header."""
    at = data.find(b"tkhd")
    while at >= 0:
        end = at + 4 + (96 if data[at + 4 : at + 5] == b"\x01" else 84)
        if len(data) >= end:
            width, height = (side >> 16 for side in struct.unpack(">II", data[end - 8 : end]))
            if width and height:
                return width, height
        at = data.find(b"tkhd", at + 4)
    return None
