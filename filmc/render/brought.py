"""A file made elsewhere, looked at before it becomes a take: what its bytes are, and whether it plays to its end."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Literal

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg, find_ffmpeg
from filmc.base.record import record
from filmc.render.footage import FootageReader
from filmc.render.media import kind, open_picture
from filmc.render.probe import MediaInfo, probe
from filmc.render.sound import import_sound

Sort = Literal["picture", "footage", "sound"]

SORTS: dict[str, Sort] = {
    "still": "picture",
    "clip": "footage",
    "lip-sync": "footage",
    "merge": "footage",
    "join": "footage",
    "enhancement": "footage",
    "speech": "sound",
    "music": "sound",
    "sound": "sound",
}
"""Kind of job → what its takes are."""

_PICTURES = ("png", "jpeg", "webp")
_MAYBE_MOVING = ("mp4", "matroska", "avi", "mpegts")
_LOOK = (64, 36)
"""Pixels of the frames that are decoded only to see whether they can be."""
_RATE = Fraction(25)
_NEAR_END = (Fraction(1, 4), Fraction(3, 2))
"""Seconds before its end at which a clip must show a picture; the second, where its sound outlasts its picture."""


@record
class Brought:
    """What a file is: seconds (None: it does not say, or has none), width and height of its picture (0: none)."""

    sort: Sort
    seconds: Fraction | None
    width: int = 0
    height: int = 0


def look_at(path: Path) -> Brought:
    """Return what the file at `path` is, all of it checked that a film needs.

    Faults E0920 to E0924 as in `media` and `probe`: it can not be read, is no medium, is broken, ends too early.
    """
    found = kind(_head(path))
    if found in _PICTURES:
        height, width = open_picture(path).shape[:2]
        return Brought("picture", None, width, height)
    ffmpeg = find_ffmpeg()
    info = _moving(path, ffmpeg) if found in _MAYBE_MOVING else None
    return _clip(path, info, ffmpeg) if info else _sound(path, ffmpeg)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(400)
    except OSError as error:
        raise Fault("E0920", f"{path.name} can not be read: {error.strerror}", "give a finished file") from error


def _moving(path: Path, ffmpeg: FFmpeg) -> MediaInfo | None:
    """Return the file's measure if it has a moving picture; None where it has only sound."""
    try:
        return probe(path, "footage", ffmpeg)
    except Fault:
        try:
            _ = probe(path, "sound", ffmpeg)
        except Fault:
            return probe(path, "footage", ffmpeg)  # neither: the first answer is the one to give
        return None


def _clip(path: Path, info: MediaInfo, ffmpeg: FFmpeg) -> Brought:
    _decode(path, Fraction(0), ffmpeg)
    if info.seconds is not None:
        _decode_end(path, info.seconds, ffmpeg)
    return Brought("footage", info.seconds, info.width, info.height)


def _decode_end(path: Path, seconds: Fraction, ffmpeg: FFmpeg) -> None:
    for before in _NEAR_END:
        try:
            _decode(path, max(seconds - before, Fraction(0)), ffmpeg)
        except Fault:
            continue
        return
    raise Fault(
        "E0924", f"{path.name} breaks off: it says {float(seconds):.1f} s and has no picture there", "copy it again"
    )


def _decode(path: Path, at: Fraction, ffmpeg: FFmpeg) -> None:
    """Decode one frame. Fault E0924 where there is none."""
    reader = FootageReader(ffmpeg, path, at, _LOOK, _RATE)
    try:
        reader.read(0)
    finally:
        reader.close()


def _sound(path: Path, ffmpeg: FFmpeg) -> Brought:
    told = probe(path, "sound", ffmpeg)
    with tempfile.TemporaryDirectory() as folder:
        seconds = import_sound(path, Path(folder) / "decoded.wav", ffmpeg).seconds
    if not seconds:
        raise Fault("E0924", f"{path.name} holds no sound that can be played", "open it in a player to check it")
    if told.seconds is not None and told.seconds - seconds > 1:
        raise Fault("E0924", f"{path.name} breaks off after {float(seconds):.1f} s", "copy it again")
    return Brought("sound", seconds)
