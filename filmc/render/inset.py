"""What lies in the picture: inserted pictures, marked regions and words on a surface, as layers that move with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.record import replace
from filmc.ir.frames import FrameRange
from filmc.lower.timeline import Clip, Inset, Text
from filmc.render.draw.layer import Layer, Motion, Pixels
from filmc.render.media import open_picture
from filmc.render.studio import Studio

Corners = Sequence[tuple[float, float]]

_MARK = (255, 196, 64, 255)
_LEAST = 8
"""Pixels that a board has at least."""
_FINER = 1.25
"""Insets are warped once, this much finer than the frame, so that a push-in keeps them sharp."""


def inset_layers(clip: Clip, studio: Studio) -> list[Layer]:
    """Return insets, then the words that are set into the picture (`quad`), as layers at the subject's depth."""
    layers = [_inset(inset, studio) for inset in clip.insets]
    return layers + [_words(text, clip.frames, studio) for text in clip.texts if text.style == "quad"]


def _inset(inset: Inset, studio: Studio) -> Layer:
    if inset.path is None:
        return _marked(inset.corners, studio)
    return warped(open_picture(studio.file(inset.path)), inset.corners, studio)


def _words(text: Text, frames: int, studio: Studio) -> Layer:
    """Return words on a board of about the size that their corners have, drawn into these."""
    board = warped(studio.painters.text(text, *_board(text.corners, studio)), text.corners, studio)
    return replace(board, motion=Motion(shown=_shown(text.shot_range, frames, studio.rate)))


def _board(corners: Corners, studio: Studio) -> tuple[int, int]:
    """Return the longer of the upper and the lower side, and of the left and the right one, in pixels."""
    points = np.array(corners) * np.array([studio.aspect, 1.0]) * studio.height * _FINER
    across, right, below, left = (float(np.hypot(*(points[at] - points[at - 3]))) for at in range(4))
    return max(round(max(across, below)), _LEAST), max(round(max(left, right)), _LEAST)


def _shown(shot_range: FrameRange, frames: int, rate: Fraction) -> tuple[float, float]:
    """Return when words are there, in seconds between frames; words that are there from the start need not come."""
    start, end = ((frame - 0.5) / float(rate) for frame in shot_range)
    return (start if shot_range.start > 0 else -inf), (end if shot_range.end < frames else inf)


def later(layer: Layer, seconds: float) -> Layer:
    """Return `layer` for a clip of which only what comes after its first `seconds` is shown."""
    comes, goes = layer.motion.shown
    return replace(layer, motion=replace(layer.motion, shown=(comes - seconds, goes - seconds)))


def warped(image: Pixels, corners: Corners, studio: Studio) -> Layer:
    """Return `image` drawn into the four `corners` (clockwise from the top left, in 0..1 of the frame)."""
    scale = studio.height * _FINER
    target = np.array(corners, np.float32) * np.array([studio.aspect, 1.0], np.float32) * np.float32(scale)
    origin = np.floor(target.min(axis=0)) - 2
    size = (np.ceil(target.max(axis=0)) + 2 - origin).astype(int)
    image = no_finer(image, int(size.max()))
    height, width = image.shape[:2]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(source - 0.5, (target - origin).astype(np.float32) - 0.5)
    # A clear rim makes the edge smooth: the border pixels fade into it.
    drawn = cv2.warpPerspective(image, matrix, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR)
    left, top = (float(value) / scale for value in origin)
    return Layer("", np.asarray(drawn, np.uint8), left, top, scale, 1.0)


def no_finer(image: Pixels, longest: int) -> Pixels:
    """Return `image` made smaller where it is much finer than where it goes, so that it does not shimmer."""
    factor = longest / max(image.shape[:2])
    if factor > 0.7:
        return image
    return np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)


def _marked(corners: Corners, studio: Studio) -> Layer:
    """Return a region that waits for its repair: corner brackets."""
    scale = studio.height * _FINER
    image: NDArray[np.uint8] = np.zeros((round(scale), round(scale * studio.aspect), 4), np.uint8)
    points = np.array(corners) * np.array([image.shape[1], image.shape[0]])
    thick = max(2, round(scale / 270))
    for at, point in enumerate(points):
        for other in (points[at - 1], points[(at + 1) % len(points)]):
            arm = point + (other - point) * 0.22
            ends = [tuple(int(v) for v in p) for p in (point, arm)]
            cv2.line(image, ends[0], ends[1], _MARK, thick, cv2.LINE_AA)
    return Layer("", image, 0.0, 0.0, scale, 1.0)
