"""A drawn picture as a stack of flat layers, back to front, that the compositor moves against each other.

Frame units as in `lower/panel.py`: x 0..aspect, y 0..1, in frame heights. A layer covers the rectangle that begins at
(`left`, `top`) and is as large as its image divided by `scale` (pixels per frame height); it may reach beyond the
frame, and must where the camera can look there.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record, replace

Pixels = NDArray[np.uint8]
"""Height × width × 4, RGBA, colour premultiplied by alpha, sRGB."""


@record
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
    shown    seconds of the shot from and to which it is there at all; it comes and goes softly
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
    shown: tuple[float, float] = (-inf, inf)


class Patch:
    """A piece that replaces a part of a layer's image, its top left corner at pixel (`x`, `y`).

    `image` may be given as what paints it: it is painted when it is first asked for. Most shots need few of their
    patches, for nobody speaks in them.
    """

    __slots__ = ("_image", "_paint", "x", "y")

    def __init__(self, image: Pixels | Callable[[], Pixels], x: int, y: int) -> None:
        self.x, self.y = x, y
        self._paint = image if callable(image) else None
        self._image = None if callable(image) else image

    @property
    def image(self) -> Pixels:
        """The picture."""
        if self._image is None:
            assert self._paint
            self._image, self._paint = self._paint(), None
        return self._image

    def through(self, change: Callable[[Pixels], Pixels]) -> Patch:
        """Return the patch with its picture changed, which is done when it is asked for."""
        return Patch(lambda: change(self.image), self.x, self.y)

    @property
    def painted(self) -> Pixels | None:
        """The picture, if it has been asked for."""
        return self._image


@record
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

    def through(self, change: Callable[[Pixels], Pixels]) -> Layer:
        """Return the layer with its picture changed pixel by pixel, its patches with it."""
        return replace(
            self,
            image=change(self.image),
            mouths=tuple(patch.through(change) for patch in self.mouths),
            blink=self.blink.through(change) if self.blink else None,
            strides=tuple(patch.through(change) for patch in self.strides),
        )


@record
class Drawing:
    """The whole picture, back to front; the first layer is opaque and covers all that the camera can see."""

    aspect: float
    layers: tuple[Layer, ...]
