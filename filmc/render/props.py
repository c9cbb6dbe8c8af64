"""Pictures that are made to be sent beside others: masks, the thing that a brush moves, a picture with files set in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.files import write_whole
from filmc.render.inset import no_finer
from filmc.render.media import open_picture
from filmc.render.snapshot import as_png

BRUSH = 0.06
"""Radius of the thing that a path moves, in heights of the picture: the author names it, and no vendor finds it."""

Pixels = NDArray[np.uint8]


def mask_of(picture: Path, box: tuple[float, float, float, float], out: Path) -> Path:
    """Write the mask of `picture` that is white in `box` (x, y, width, height in parts) to `out` as PNG."""
    x, y, width, height = box

    def paint(mask: Pixels) -> None:
        high, wide = mask.shape[:2]
        mask[round(y * high) : round((y + height) * high), round(x * wide) : round((x + width) * wide)] = 255

    return _painted(picture, paint, out)


def brush_of(picture: Path, point: tuple[float, float], out: Path) -> Path:
    """Write the mask of `picture` that is white around `point` to `out` as PNG."""

    def paint(mask: Pixels) -> None:
        high, wide = mask.shape[:2]
        centre = (round(point[0] * wide), round(point[1] * high))
        cv2.circle(mask, centre, max(round(BRUSH * high), 2), (255, 255, 255), -1, cv2.LINE_AA)

    return _painted(picture, paint, out)


def inlaid(picture: Path, files: Sequence[tuple[Path, Sequence[tuple[float, float]]]], out: Path) -> Path:
    """Write `picture` with each file drawn into its corners (in parts, clockwise from the top left) to `out` as PNG.

    Faults E0920 to E0923 where one of them is no picture.
    """
    if out.exists():
        return out
    ground = open_picture(picture)[..., :3].astype(np.float32)  # premultiplied: what is clear is black
    for file, corners in files:
        layer = _laid(open_picture(file), corners, ground.shape[1], ground.shape[0]).astype(np.float32)
        ground = layer[..., :3] + ground * (1.0 - layer[..., 3:] / 255.0)
    return _written(np.clip(np.rint(ground), 0, 255).astype(np.uint8), out)


def _painted(picture: Path, paint: Callable[[Pixels], None], out: Path) -> Path:
    if out.exists():
        return out
    height, width = open_picture(picture).shape[:2]
    mask = np.zeros((height, width, 3), np.uint8)
    paint(mask)
    return _written(mask, out)


def _laid(image: Pixels, corners: Sequence[tuple[float, float]], width: int, height: int) -> Pixels:
    """Return an empty picture with `image` drawn into its corners."""
    target = np.array(corners, np.float32) * np.array([width, height], np.float32)
    longest = int(np.ptp(target, axis=0).max())
    image = no_finer(image, max(longest, 1))
    high, wide = image.shape[:2]
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(source - 0.5, target - 0.5)
    return np.asarray(cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_LINEAR), np.uint8)


def _written(picture: Pixels, out: Path) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    write_whole(out, as_png(picture))
    return out
