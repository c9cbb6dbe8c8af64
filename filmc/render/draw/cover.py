"""A picture with a title: the poster. The style's own words choose colours, weight and edge."""

from __future__ import annotations

import re
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.digest import seed
from filmc.ir.film import Cover
from filmc.render.draw.type import STYLES, Style, block_mask, set_text

Picture = NDArray[np.uint8]
Field = NDArray[np.float32]

COLOURS = {
    "white": (250, 249, 246), "black": (16, 16, 18), "red": (200, 38, 36), "gold": (226, 180, 84),
    "yellow": (246, 208, 72), "blue": (62, 110, 190), "green": (70, 140, 88), "pink": (236, 140, 170),
    "orange": (236, 132, 52), "grey": (150, 152, 156),
    "白": (250, 249, 246), "黑": (16, 16, 18), "红": (200, 38, 36), "金": (226, 180, 84), "蓝": (62, 110, 190),
}  # fmt: skip
_ROUGH = re.compile(r"brush|hand|rough|chalk|毛笔|手写|粉笔", re.IGNORECASE)


def paint_cover(picture: Picture, cover: Cover) -> Picture:
    """Return `picture` (height × width × 3, sRGB) as a poster: darkened where the words stand, and titled."""
    height, width = picture.shape[:2]
    ink, ground = _colours(cover.style)
    canvas = _shaded(picture.astype(np.float32), ground)
    title = replace(STYLES["title"], size=0.15, y=0.7, height=0.4)
    below = replace(STYLES["centre"], size=0.055, y=0.89, height=0.12)
    _lay(canvas, _words(cover.title, title, (width, height), rough=bool(_ROUGH.search(cover.style))), ink)
    if cover.subtitle:
        _lay(canvas, _words(cover.subtitle, below, (width, height), rough=False), ink)
    return np.asarray(np.clip(canvas + 0.5, 0, 255), np.uint8)


def _colours(style: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Return the colours of letters and ground: the first two colours that the style names (`white on black`)."""
    places = sorted((style.lower().find(name), name) for name in COLOURS if name in style.lower())
    named = [COLOURS[name] for _, name in places]
    ink = named[0] if named else COLOURS["white"]
    return ink, named[1] if len(named) > 1 else COLOURS["black"]


def _shaded(canvas: Field, ground: tuple[int, int, int]) -> Field:
    """Let the lower half sink into the ground colour, so that any picture carries words."""
    height = canvas.shape[0]
    rise = np.linspace(0.0, 1.0, height, dtype=np.float32)
    share = (0.88 * np.clip((rise - 0.38) / 0.5, 0, 1) ** 1.4)[:, None, None]
    return np.asarray(canvas * (1 - share) + np.array(ground, np.float32) * share, np.float32)


def _words(text: str, style: Style, frame: tuple[int, int], *, rough: bool) -> Field:
    block = set_text(text, style, *frame)
    mask = block_mask(block, style, frame)
    return _brushed(mask, text, block.size) if rough else mask


def _brushed(mask: Field, text: str, size: int) -> Field:
    """Give the letters the edge and the dry streaks of a brush."""
    dice = np.random.default_rng(seed("cover", text))
    height, width = mask.shape
    coarse = dice.normal(0, 1, (height // 3 + 1, width // 12 + 1)).astype(np.float32)
    grain = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    bold = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (max(size // 22, 1) * 2 + 1,) * 2))
    soft = cv2.GaussianBlur(bold, (0, 0), max(size / 60, 0.8))
    edge = np.clip((soft - 0.5 + grain * 0.1) * 5 + 0.5, 0, 1)
    streaks = np.clip(1.35 - np.maximum(grain - 0.9, 0) * 1.1, 0.25, 1)
    return np.asarray(edge * streaks, np.float32)


def _lay(canvas: Field, mask: Field, colour: tuple[int, int, int]) -> None:
    cover = np.clip(mask, 0, 1)[..., None]
    canvas *= 1 - cover
    canvas += cover * np.array(colour, np.float32)
