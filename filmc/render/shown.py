"""A take as somebody is shown it who judges it: a few of its frames, small, as JPEG files."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2

from filmc.base.ffmpeg import FFmpeg
from filmc.base.files import write_whole
from filmc.ir.frames import snap
from filmc.lower.capabilities import PICTURE_SIDE
from filmc.render.footage import FootageReader
from filmc.render.media import open_picture
from filmc.render.planes import to_rgb
from filmc.render.probe import probe
from filmc.render.snapshot import Picture, as_jpeg


def shown(take: Path, media_type: str, most: int, folder: Path, ffmpeg: FFmpeg) -> list[Path]:
    """Write at most `most` frames of a take into `folder`: the first, the last, and others at equal distances.

    A still is one frame. Files that are there are not made again. Fault E092x where it can not be opened.
    """
    moves = media_type.startswith("video/")
    count = most if moves else 1
    files = [folder / f"{take.name}-{count}-{number}.jpg" for number in range(1, count + 1)]
    if not all(file.exists() for file in files):
        folder.mkdir(parents=True, exist_ok=True)
        pictures = _frames(take, count, ffmpeg) if moves else [open_picture(take)[..., :3]]
        for file, picture in zip(files, pictures, strict=True):
            write_whole(file, as_jpeg(_small(picture)))
    return files


def _frames(take: Path, count: int, ffmpeg: FFmpeg) -> list[Picture]:
    info = probe(take, "footage", ffmpeg)
    rate = info.rate or Fraction(24)
    last = max(snap(info.seconds or Fraction(0), rate) - 1, 0)
    size = (info.width + info.width % 2, info.height + info.height % 2)
    reader = FootageReader(ffmpeg, take, Fraction(0), size, rate)
    try:
        return [to_rgb(reader.read(last * number // max(count - 1, 1))) for number in range(count)]
    finally:
        reader.close()


def _small(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    side = max(height, width)
    if side <= PICTURE_SIDE:
        return picture
    size = (max(width * PICTURE_SIDE // side, 1), max(height * PICTURE_SIDE // side, 1))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]
