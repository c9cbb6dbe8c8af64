"""Small pictures of takes: a still whole, a clip by its first, middle and last frame, a sound as its waveform."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.produce.animatic.wav import read_take
from filmc.render.draw.layer import Pixels
from filmc.render.footage import FootageReader
from filmc.render.media import open_picture
from filmc.render.planes import to_rgb
from filmc.render.probe import probe
from filmc.render.sound import import_sound

GROUND = (44, 46, 52)
WAVE = (126, 190, 214)

_RATE = Fraction(25)
_BEFORE_END = (Fraction(1, 25), Fraction(1, 2), Fraction(2))
"""Seconds before its end at which a clip's last frame is looked for, the sound of some being longer."""


def still_thumbnail(path: Path, size: tuple[int, int]) -> Image.Image:
    """Return the picture at `path` whole on a box of `size`. Faults E0920 to E0923."""
    picture = Image.fromarray(open_picture(path), "RGBA")
    picture.thumbnail(size, Image.Resampling.LANCZOS)
    box = Image.new("RGB", size, GROUND)
    at = ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2)
    box.paste(_opaque(np.asarray(picture)), at)
    return box


def _opaque(premultiplied: Pixels) -> Image.Image:
    rest = (255 - premultiplied[..., 3:].astype(np.uint16)) * np.array(GROUND, np.uint16) // 255
    return Image.fromarray((premultiplied[..., :3] + rest).clip(0, 255).astype(np.uint8), "RGB")


def clip_thumbnails(path: Path, size: tuple[int, int], ffmpeg: FFmpeg) -> list[Image.Image]:
    """Return the first, the middle and the last frame as the film would show them. Faults E0920, E0921, E0924."""
    seconds = probe(path, "footage", ffmpeg).seconds
    first = _frame(path, Fraction(0), size, ffmpeg)
    if not seconds:
        return [first]
    return [first, _frame(path, seconds / 2, size, ffmpeg), _last(path, seconds, size, ffmpeg)]


def _last(path: Path, seconds: Fraction, size: tuple[int, int], ffmpeg: FFmpeg) -> Image.Image:
    for before in _BEFORE_END:
        try:
            return _frame(path, max(seconds - before, Fraction(0)), size, ffmpeg)
        except Fault:
            continue
    return _frame(path, Fraction(0), size, ffmpeg)


def _frame(path: Path, at: Fraction, size: tuple[int, int], ffmpeg: FFmpeg) -> Image.Image:
    even = (size[0] // 2 * 2, size[1] // 2 * 2)
    reader = FootageReader(ffmpeg, path, at, even, _RATE)
    try:
        return Image.fromarray(to_rgb(reader.read(0)), "RGB").resize(size)
    finally:
        reader.close()


def sound_thumbnail(path: Path, size: tuple[int, int], cache: Path, ffmpeg: FFmpeg) -> Image.Image:
    """Return the loudest samples over time, full scale from top to bottom. Faults E0920, E0921, E0924."""
    decoded = cache / f"file-{path.name}.wav"
    cache.mkdir(parents=True, exist_ok=True)
    take = read_take(decoded) or import_sound(path, decoded, ffmpeg)
    with wave.open(str(take.path), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, take.channels)
    return _drawn(np.abs(samples.astype(np.int32)).max(axis=1) / 32768, size)


def _drawn(levels: np.ndarray, size: tuple[int, int]) -> Image.Image:
    box = Image.new("RGB", size, GROUND)
    pen = ImageDraw.Draw(box)
    middle = size[1] / 2
    ends = np.linspace(0, len(levels), size[0] + 1).astype(int)
    for x in range(size[0]):
        half = max(float(levels[ends[x] : max(ends[x + 1], ends[x] + 1)].max(initial=0)) * (middle - 4), 0.5)
        pen.line((x, middle - half, x, middle + half), WAVE)
    return box
