"""Tiny real files, made once a run: what a provider would deliver."""

from __future__ import annotations

import io
import struct
import subprocess
import wave
import zlib
from functools import cache

from filmc.base.ffmpeg import find_ffmpeg


@cache
def png() -> bytes:
    """A grey picture of 2 × 2 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\x40\x80\0\xc0\xff")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@cache
def wav() -> bytes:
    """A tenth of a second of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    return file.getvalue()


@cache
def mp4(codec: str = "libx264") -> bytes:
    """Five grey frames."""
    source = ["-f", "lavfi", "-i", "color=gray:s=32x32:r=5:d=1", "-c:v", codec, "-pix_fmt", "yuv420p"]
    fragments = ["-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "pipe:1"]
    return subprocess.run(
        find_ffmpeg().command(*source, *fragments), check=True, capture_output=True, timeout=60
    ).stdout
