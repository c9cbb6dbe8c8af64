"""One frame of a clip as a picture, for posters, tables and pages."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from filmc.base.record import replace
from filmc.lower.timeline import Clip
from filmc.render.clip import open_clip
from filmc.render.planes import Frame, to_rgb
from filmc.render.studio import Studio

Picture = NDArray[np.uint8]
"""Height × width × 3, sRGB."""


def snapshot(clip: Clip, frame: int, studio: Studio) -> Picture:
    """Return frame number `frame` of `clip` without its words and fades. Fault where its media can not be opened."""
    target = Frame(studio.width, studio.height)
    shown = open_clip(replace(clip, texts=(), fade_in=None, fade_out=None), studio)
    try:
        shown.draw(min(max(frame, 0), clip.frames - 1), target)
    finally:
        shown.close()
    return to_rgb(target)


def as_png(picture: Picture) -> bytes:
    """Return the picture as a PNG file."""
    return _saved(picture, "PNG", optimize=False)


def as_jpeg(picture: Picture, quality: int = 82) -> bytes:
    """Return the picture as a JPEG file."""
    return _saved(picture, "JPEG", quality=quality)


def _saved(picture: Picture, form: str, **options: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, form, **options)
    return out.getvalue()
