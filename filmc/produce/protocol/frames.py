"""A clip's first frame, for vendors that take a picture where we have a clip."""

from __future__ import annotations

from pathlib import Path

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.process import run


def first_frame(clip: Path, folder: Path) -> Path:
    """Write a clip's first frame into `folder` as PNG and return the file. OSError where it can not be read."""
    picture = folder / "frame.png"
    made = ("-frames:v", "1", "-c:v", "png", "-f", "image2", str(picture))
    done = run(find_ffmpeg().command("-f", "mov", "-i", str(clip), *made))
    if done.code or not picture.exists():
        raise OSError(f"{clip.name} has no picture")
    return picture
