"""A drawn picture as a stack of flat layers, back to front, that the compositor moves against each other.

Frame units as in `lower/panel.py`: x 0..aspect, y 0..1, in frame heights. A layer covers the rectangle that begins at
(`left`, `top`) and is as large as its image divided by `scale` (pixels per frame height); it may reach beyond the
frame, and must where the camera can look there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Height × width × 4, RGBA, colour premultiplied by alpha, sRGB."""


@dataclass(frozen=True, slots=True)
class Motion:
    """What a layer does by itself, in frame units; all of it a function of the frame number alone.

    travel   how far it goes over the shot, evenly
    path     points it goes along instead, its middle on them
    breath   how much it grows and shrinks in height, about its bottom (0.01 is calm breathing)
    sway     degrees that it leans to and fro, about its bottom middle
    hop      how high it bobs, for walking and running
    period   seconds of one breath, sway or hop
    phase    0..1, so that two figures do not move as one
    fade     opacity at the shot's start and end
    scroll   frame heights a second by which its image wraps around (rain, snow, clouds); needs a seamless tile
    pulse    how much its opacity comes and goes (fireflies, fire)
    """

    travel: tuple[float, float] = (0.0, 0.0)
    path: tuple[tuple[float, float], ...] = ()
    breath: float = 0.0
    sway: float = 0.0
    hop: float = 0.0
    period: float = 4.0
    phase: float = 0.0
    fade: tuple[float, float] = (1.0, 1.0)
    scroll: tuple[float, float] = (0.0, 0.0)
    pulse: float = 0.0


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece that replaces a part of a layer's image, its top left corner at pixel (`x`, `y`)."""

    image: Pixels
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Layer:
    """One flat layer. `mouths` (closed to wide open) and `blink` are patches for a figure that speaks and blinks."""

    name: str
    image: Pixels
    left: float
    top: float
    scale: float
    depth: float
    motion: Motion = Motion()
    mouths: tuple[Patch, ...] = ()
    blink: Patch | None = None
    strides: tuple[Patch, ...] = ()
    """The phases of a stride after the first one, which the image shows; a stride lasts two of the motion's periods."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture, back to front; the first layer is opaque and covers all that the camera can see."""

    aspect: float
    layers: tuple[Layer, ...]
