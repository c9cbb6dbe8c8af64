"""A picture with a title: the poster. The style's own words choose colours, weight and edge."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filmc.base.record import replace
from filmc.ir.film import Cover
from filmc.lower.lettering import INKS, lettering_of
from filmc.render.draw.type import STYLES, Style, block_mask, lettered, set_text

Picture = NDArray[np.uint8]
Field = NDArray[np.float32]


def paint_cover(picture: Picture, cover: Cover) -> Picture:
    """Return `picture` (height × width × 3, sRGB) as a poster: darkened where the words stand, and titled."""
    height, width = picture.shape[:2]
    wish = lettering_of(cover.style)
    ink, ground = wish.ink or INKS["white"], wish.ground or INKS["black"]
    canvas = _shaded(picture.astype(np.float32), ground)
    title = lettered(replace(STYLES["title"], size=0.15, y=0.7, height=0.4), wish)
    below = replace(STYLES["centre"], size=0.055, y=0.89, height=0.12)
    _lay(canvas, _words(cover.title, title, (width, height)), ink)
    if cover.subtitle:
        _lay(canvas, _words(cover.subtitle, below, (width, height)), ink)
    return np.asarray(np.clip(canvas + 0.5, 0, 255), np.uint8)


def _shaded(canvas: Field, ground: tuple[int, int, int]) -> Field:
    """Let the lower half sink into the ground colour, so that any picture carries words."""
    height = canvas.shape[0]
    rise = np.linspace(0.0, 1.0, height, dtype=np.float32)
    share = (0.88 * np.clip((rise - 0.38) / 0.5, 0, 1) ** 1.4)[:, None, None]
    return np.asarray(canvas * (1 - share) + np.array(ground, np.float32) * share, np.float32)


def _words(text: str, style: Style, frame: tuple[int, int]) -> Field:
    return block_mask(set_text(text, style, *frame), style, frame)


def _lay(canvas: Field, mask: Field, colour: tuple[int, int, int]) -> None:
    cover = np.clip(mask, 0, 1)[..., None]
    canvas *= 1 - cover
    canvas += cover * np.array(colour, np.float32)
