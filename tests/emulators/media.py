"""Tiny real files, made once a run: what a provider would deliver."""

from __future__ import annotations

import io
import struct
import subprocess
import tempfile
import wave
import zlib
from functools import cache

from PIL import Image

from filmc.base.ffmpeg import find_ffmpeg


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@cache
def png() -> bytes:
    """A grey picture of 2 × 2 pixels."""
    header = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\x40\x80\0\xc0\xff")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def marked(data: bytes, mark: str) -> bytes:
    """The same picture, sound or clip with a mark in it, so that its bytes are its own."""
    if data.startswith(b"RIFF"):
        return _marked_wav(data, mark)
    return _marked_png(data, mark) if data[1:4] == b"PNG" else _marked_mp4(data, mark)


def _marked_png(data: bytes, mark: str) -> bytes:
    return data[:-12] + _chunk(b"tEXt", f"mark\0{mark}".encode()) + data[-12:]


def _marked_wav(data: bytes, mark: str) -> bytes:
    text = mark.encode() + bytes(len(mark) % 2)
    whole = data + b"note" + struct.pack("<I", len(text)) + text
    return whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]


def _marked_mp4(data: bytes, mark: str) -> bytes:
    return data + struct.pack(">I4s", 8 + len(mark), b"free") + mark.encode()


@cache
def wav(seconds: float = 0.1) -> bytes:
    """A low tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(
            b"".join(struct.pack("<h", 9000 if n // 20 % 2 else -9000) for n in range(round(8000 * seconds)))
        )
    return file.getvalue()


def seconds_of(data: bytes) -> float:
    """Return how long a sound (WAV) or a clip (MP4) is."""
    if data.startswith(b"RIFF"):
        with wave.open(io.BytesIO(data)) as sound:
            return sound.getnframes() / sound.getframerate()
    return _clip_seconds(data)


@cache
def _clip_seconds(data: bytes) -> float:
    with tempfile.NamedTemporaryFile(suffix=".mp4") as file:  # its header may be at its end
        file.write(data)
        file.flush()
        read = ["-i", file.name, "-map", "0:v", "-progress", "pipe:1", "-f", "null", "-"]
        told = subprocess.run(find_ffmpeg().command(*read), check=True, capture_output=True, timeout=60).stdout
    times = [line.partition("=")[2] for line in told.decode().splitlines() if line.startswith("out_time_us=")]
    return int(times[-1]) / 1_000_000


@cache
def mp4(codec: str = "libx264", seconds: float = 1.0, size: str = "32x32") -> bytes:
    """Grey frames, five a second."""
    source = ["-f", "lavfi", "-i", f"color=gray:s={size}:r=5:d={seconds}", "-c:v", codec, "-pix_fmt", "yuv420p"]
    fragments = ["-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "pipe:1"]
    return subprocess.run(
        find_ffmpeg().command(*source, *fragments), check=True, capture_output=True, timeout=60
    ).stdout


@cache
def mp3(seconds: float = 1.0, mark: str = "") -> bytes:
    """A low tone; `mark` is its title, so that its bytes are its own."""
    source = ["-f", "lavfi", "-i", f"sine=frequency=220:duration={seconds}", "-c:a", "libmp3lame", "-b:a", "64k"]
    named = ["-metadata", f"title={mark}", "-f", "mp3", "pipe:1"]
    return subprocess.run(find_ffmpeg().command(*source, *named), check=True, capture_output=True, timeout=60).stdout


@cache
def picture(width: int, height: int) -> bytes:
    """A picture of some size, dark above and light below."""
    whole = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(whole, "PNG")
    return whole.getvalue()
