"""The first look at a take, by measuring: is it whole, as long as ordered, and is anything to be seen or heard?

It costs nothing and judges no beauty. What it finds stands in the lock as the take's verdict; a take that fails is
never used by itself.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.ir.frames import snap
from filmc.render.command import SAFE, End, file_url
from filmc.render.footage import FootageReader
from filmc.render.loudness import SILENT, measure
from filmc.render.media import open_picture
from filmc.render.probe import probe

PASSED = "passed"
SHORT = Fraction(9, 10)
"""A clip or sound of less than this part of what was ordered is too short: its end would stand still or be silent."""
_SIDE = 64
"""Pixels of the small frames that are looked at."""
_HUSH = -60.0
"""dBTP below which nothing is heard."""
_BLACK = 20
"""The brightest level (BT.709, limited range: black is 16) of a picture in which nothing can be seen."""


def undecodable(path: Path, media_type: str, ffmpeg: FFmpeg) -> str | None:
    """Return why a file that has come can not be what it says it is, or None: it opens, and decodes at both ends."""
    try:
        match media_type.partition("/")[0]:
            case "image":
                open_picture(path)
            case "video":
                _ends(path, ffmpeg)
            case "application":
                return _unreadable(path)
            case _:
                measure(End(file_url(path), SAFE), ffmpeg)
    except Fault as fault:
        return fault.message
    return None


def review(path: Path, media_type: str, seconds: Fraction | None, ffmpeg: FFmpeg) -> str:
    """Return the verdict on a take: `passed`, or `failed: ` and why. `seconds`: what was ordered; None: any length."""
    try:
        match media_type.partition("/")[0]:
            case "image":
                why = _dark(open_picture(path)[..., :3].max())
            case "video":
                why = _short(path, "footage", seconds, ffmpeg) or _dark(
                    max(_brightest(each) for each in _ends(path, ffmpeg))
                )
            case _:
                why = _short(path, "sound", seconds, ffmpeg) or _silent(path, ffmpeg)
    except Fault as fault:
        why = fault.message
    return f"failed: {why}" if why else PASSED


def _unreadable(path: Path) -> str | None:
    """Return why a file of words can not be read, or None."""
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return f"{path.name} is no JSON"
    return None


def _ends(path: Path, ffmpeg: FFmpeg) -> tuple[np.ndarray, np.ndarray]:
    """Return the luma of the first and the last frame, small. Fault E092x where they can not be decoded."""
    info = probe(path, "footage", ffmpeg)
    rate = info.rate or Fraction(24)
    reader = FootageReader(ffmpeg, path, Fraction(0), (_SIDE, _SIDE), rate)
    try:
        first = reader.read(0).y.copy()
        return first, reader.read(snap(info.seconds or Fraction(0), rate)).y.copy()
    finally:
        reader.close()


def _brightest(luma: np.ndarray) -> int:
    return int(luma.max())


def _dark(level: float) -> str:
    return "there is nothing to be seen in it: it is black" if level <= _BLACK else ""


def _silent(path: Path, ffmpeg: FFmpeg) -> str:
    heard = measure(End(file_url(path), SAFE), ffmpeg)
    # What is shorter than the 0.4 s of a gating block has no programme loudness, but may have peaks.
    return "it is silent" if heard.programme <= SILENT and heard.peak <= _HUSH else ""


def _short(path: Path, kind: str, seconds: Fraction | None, ffmpeg: FFmpeg) -> str:
    has = probe(path, kind, ffmpeg).seconds
    if seconds is None or has is None or has >= seconds * SHORT:
        return ""
    return f"it lasts {float(has):.2f}s where {float(seconds):.2f}s were ordered"
