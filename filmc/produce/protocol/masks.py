"""Masks as vendors want them: white what is meant, black the rest, in one channel of grey."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.process import run

Box = tuple[float, float, float, float]


def boxed(boxes: Iterable[Box], width: int, height: int) -> bytes:
    """Return a PNG, black but for white `boxes` (x, y, width, height, in parts of the picture from its top left)."""
    rows = [bytearray(width) for _ in range(height)]
    for x, y, wide, high in boxes:
        left, right = (min(max(round(part * width), 0), width) for part in (x, x + wide))
        top, bottom = (min(max(round(part * height), 0), height) for part in (y, y + high))
        for row in rows[top:bottom]:
            row[left:right] = b"\xff" * (right - left)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def grey(mask: Path) -> bytes:
    """Return a mask as a PNG of one channel. OSError where it can not be read."""
    made = ("-frames:v", "1", "-vf", "format=gray", "-f", "image2pipe", "-c:v", "png", "pipe:1")
    done = run(find_ffmpeg().command("-f", "png_pipe", "-i", str(mask), *made))
    if done.code:
        raise OSError(f"{mask.name} is no mask")
    return done.output


def grey_letters(mask: Path) -> str:
    """Return `grey` in base64."""
    return base64.b64encode(grey(mask)).decode()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
