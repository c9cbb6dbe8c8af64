"""A layer made ready for the frame: planes at the right size, with its mouths and blinks at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import cv2
import numpy as np

from filmc.render.draw.layer import Layer, Motion, Patch, Pixels
from filmc.render.motion import Box, Moment, moved, phase_at, scrolled
from filmc.render.planes import Planes, to_planes
from filmc.render.seen import Relief, relief_of
from filmc.render.warp import Matrix, scaled, shifted

Mien = tuple[int, bool, int]
"""What a figure shows: which mouth (0 closed), whether the eyes are shut, and which phase of a stride."""

CALM: Mien = (0, False, 0)
_SPARE = 1.05
"""How much finer than needed an image may be before it is made smaller."""


@dataclass
class Sprite:
    """A layer in planes. `scale` is pixels per frame height; `box` is the whole layer in frame units."""

    box: Box
    scale: float
    depth: float
    motion: Motion
    name: str
    mouths: int
    """How many mouths there are to show."""
    blinking: bool
    phases: int
    """How many pictures its stride has; 1 for who goes nowhere."""
    make: Callable[[Mien], Planes]
    """Makes the image with a face."""
    _made: dict[Mien, Planes] = field(default_factory=dict)
    _reliefs: dict[Mien, Relief] = field(default_factory=dict)

    def planes(self, mien: Mien = CALM) -> Planes:
        """Return the image with the face `mien`."""
        if mien not in self._made:
            self._made[mien] = self.make(mien)
        return self._made[mien]

    def relief(self, mien: Mien = CALM) -> Relief:
        """Return where the image with the face `mien` holds something."""
        if mien not in self._reliefs:
            self._reliefs[mien] = relief_of(self.planes(mien))
        return self._reliefs[mien]

    def local(self, moment: Moment) -> Matrix:
        """Return the map from image pixels to frame units at `moment`, by the layer's own motion."""
        left, top, width, height = self.box
        x, y = scrolled(self.motion, (width, height), moment.seconds)
        return moved(self.motion, self.box, moment) @ shifted(left + x, top + y) @ scaled(1.0 / self.scale)

    @property
    def lively(self) -> bool:
        """Whether its image changes."""
        return bool(self.mouths) or self.blinking or self.phases > 1

    def mien(self, level: float, moment: Moment, *, shut: bool) -> Mien:
        """Return what is seen of who speaks as loudly as `level` (0..1) at `moment`."""
        mouth = min(int(level * self.mouths), self.mouths - 1) if self.mouths else 0
        return mouth, shut and self.blinking, phase_at(self.motion, self.phases, moment.seconds)


def sprite(layer: Layer, wanted: float) -> Sprite:
    """Return `layer` made ready; `wanted` is the largest density at which it is shown, in pixels per frame height."""
    factor = wanted / layer.scale if layer.scale > wanted * _SPARE else 1.0
    height, width = layer.image.shape[:2]

    def make(mien: Mien) -> Planes:
        return to_planes(_tiled(_resized(_faced(layer, mien), factor), layer.motion))

    lively = bool(layer.mouths or layer.strides) or layer.blink is not None
    return Sprite(
        box=(layer.left, layer.top, width / layer.scale, height / layer.scale),
        scale=layer.scale * _exact(factor, width),
        depth=layer.depth,
        motion=layer.motion,
        name=layer.name,
        mouths=len(layer.mouths),
        blinking=layer.blink is not None,
        phases=1 + len(layer.strides),
        make=make if lively else partial(_same, make(CALM)),  # what never changes needs its pixels no more
    )


def _same(planes: Planes, _mien: Mien) -> Planes:
    return planes


def _faced(layer: Layer, mien: Mien) -> Pixels:
    mouth, shut, phase = mien
    patches = [layer.strides[phase - 1]] if phase else []
    patches += ([layer.mouths[mouth]] if layer.mouths else []) + ([layer.blink] if shut and layer.blink else [])
    if not patches:
        return layer.image
    image = layer.image.copy()
    for patch in patches:
        _paste(image, patch)
    return image


def _paste(image: Pixels, patch: Patch) -> None:
    """Replace a part of `image` in place; what of the patch lies outside is left away."""
    height, width = image.shape[:2]
    left, top = max(patch.x, 0), max(patch.y, 0)
    right, bottom = min(patch.x + patch.image.shape[1], width), min(patch.y + patch.image.shape[0], height)
    if left < right and top < bottom:
        image[top:bottom, left:right] = patch.image[top - patch.y : bottom - patch.y, left - patch.x : right - patch.x]


def _exact(factor: float, width: int) -> float:
    """Return the factor that a whole number of pixels makes of `factor`."""
    return max(round(width * factor), 1) / width


def _resized(image: Pixels, factor: float) -> Pixels:
    if factor == 1.0:
        return image
    height, width = image.shape[:2]
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _tiled(image: Pixels, motion: Motion) -> Pixels:
    """Return the image twice in each direction in which it scrolls, so that one tile is always whole."""
    x, y = motion.scroll
    return np.tile(image, (2 if y else 1, 2 if x else 1, 1)) if x or y else image
