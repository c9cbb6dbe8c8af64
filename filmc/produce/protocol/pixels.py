"""A picture's width and height by its header, and a mask in the sense that some vendors want it: holes to be filled."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.process import run

_HEAD = 1 << 20
"""Bytes of a picture in which its size stands, behind whatever a camera wrote before it."""
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The segments of a JPEG that begin a frame."""


def size_of(file: Path) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG or WebP file; None where they can not be found."""
    with file.open("rb") as data:
        head = data.read(_HEAD)
    try:
        if head.startswith(b"\x89PNG") and head[12:16] == b"IHDR":
            return struct.unpack(">II", head[16:24])
        if head.startswith(b"\xff\xd8"):
            return next(_jpeg(head), None)
        return _webp(head) if head[8:12] == b"WEBP" else None
    except struct.error:
        return None


def _jpeg(head: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while head[at : at + 1] == b"\xff":
        marker, length = struct.unpack_from(">BH", head, at + 1)
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            yield width, height
        at += 2 + length


def _webp(head: bytes) -> tuple[int, int] | None:
    match head[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            bits = struct.unpack("<I", head[21:25])[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8X":
            across, more_across, down, more_down = struct.unpack_from("<HBHB", head, 24)
            return (across | more_across << 16) + 1, (down | more_down << 16) + 1
        case _:
            return None


def holed(mask: Path, size: tuple[int, int]) -> bytes:
    """Return a PNG of `size` that is clear where `mask` is white. OSError where the mask can not be read."""
    cut = f"[0]scale={size[0]}:{size[1]},format=gray,split[a][b];[b]negate[c];[a][c]alphamerge"
    given = ("-f", "png_pipe", "-i", str(mask), "-filter_complex", cut, "-frames:v", "1")
    done = run(find_ffmpeg().command(*given, "-f", "image2pipe", "-c:v", "png", "pipe:1"))
    if done.code:
        raise OSError(f"{mask.name} is no mask")
    return done.output
