"""What a shape is filled with: one colour, or a gradient between colours with their opacities."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record
from filmc.lower.panel import Colour

Floats = NDArray[np.floating[Any]]
_LARGE = 64 * 64
Stop = tuple[float, Colour, float]
"""Where in the gradient (0..1), which colour, how opaque (0..1)."""


@record
class Linear:
    """A gradient along the line from `start` to `end`, in frame units."""

    start: tuple[float, float]
    end: tuple[float, float]
    stops: tuple[Stop, ...]


@record
class Radial:
    """A gradient from `centre` outwards to the ellipse with the half axes `rx` and `ry`, in frame units."""

    centre: tuple[float, float]
    rx: float
    ry: float
    stops: tuple[Stop, ...]


Paint = Colour | Linear | Radial


def vertical(top: float, bottom: float, *colours: Colour) -> Linear:
    """Return an opaque gradient down the frame from `top` to `bottom`, through `colours` at even distances."""
    last = max(len(colours) - 1, 1)
    return Linear((0.0, top), (0.0, bottom), tuple((i / last, c, 1.0) for i, c in enumerate(colours)))


def halo(x: float, y: float, radius: float, colour: Colour, opacity: float = 1.0) -> Radial:
    """Return a light that falls off softly from (`x`, `y`) to nothing at `radius`."""
    fall = tuple((i / 8, colour, opacity * (1 - i / 8) ** 2) for i in range(9))
    return Radial((x, y), radius, radius, fall)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour between `a` (share 0) and `b` (share 1)."""
    return (
        round(a[0] + (b[0] - a[0]) * share),
        round(a[1] + (b[1] - a[1]) * share),
        round(a[2] + (b[2] - a[2]) * share),
    )


def shade(colour: Colour, factor: float) -> Colour:
    """Return `colour` darker (factor below 1) or lighter (above 1, moving towards white)."""
    return mix((0, 0, 0), colour, factor) if factor <= 1 else mix(colour, (255, 255, 255), min(factor - 1, 1.0))


def fill(paint: Linear | Radial, x: Floats, y: Floats) -> NDArray[np.uint8]:
    """Return RGBA (colour not premultiplied), dithered, for columns at `x` and rows at `y` in frame units.

    A large gradient is worked out on every fourth pixel and stretched: it is smooth, and that is many times faster.
    """
    step = 4 if len(x) * len(y) > _LARGE else 1
    along = _along(paint, _coarse(x, step), _coarse(y, step)) * np.float32(255)
    levels = _table(paint.stops)[np.maximum(np.minimum(along, 255), 0).astype(np.uint8)]
    if step > 1:
        levels = cv2.resize(levels, (len(x), len(y)), interpolation=cv2.INTER_LINEAR).astype(np.uint16, copy=False)
    levels += dither(len(y), len(x))[:, :, None]
    filled: NDArray[np.uint8] = cv2.convertScaleAbs(levels, alpha=1 / 256, beta=-0.5).astype(np.uint8, copy=False)
    return filled


def _coarse(values: Floats, step: int) -> Floats:
    """Return the middles of runs of `step` values."""
    if step == 1:
        return values
    middles = (np.arange(-(-len(values) // step)) + 0.5) * step - 0.5
    coarse: Floats = np.interp(middles, np.arange(len(values)), values).astype(np.float32)
    return coarse


def dither(height: int, width: int) -> NDArray[np.uint16]:
    """Return a fixed noise of 0..255 that breaks up bands where a gradient is slower than one level a pixel."""
    tile = _noise_tile()
    down, across = -(-height // tile.shape[0]), -(-width // tile.shape[1])
    noise: NDArray[np.uint16] = np.tile(tile, (down, across))[:height, :width]
    return noise


def _along(paint: Linear | Radial, x: Floats, y: Floats) -> Floats:
    if isinstance(paint, Radial):
        far: Floats = ((x[None, :] - paint.centre[0]) / paint.rx) ** 2 + (
            (y[:, None] - paint.centre[1]) / paint.ry
        ) ** 2
        return far**0.5
    dx, dy = paint.end[0] - paint.start[0], paint.end[1] - paint.start[1]
    length = max(dx * dx + dy * dy, 1e-12)
    along: Floats = (x[None, :] - paint.start[0]) * np.float32(dx / length)
    return along + (y[:, None] - paint.start[1]) * np.float32(dy / length)


@lru_cache(maxsize=256)
def _table(stops: tuple[Stop, ...]) -> NDArray[np.uint16]:
    t = np.linspace(0.0, 1.0, 256)
    places = [stop[0] for stop in stops]
    channels = [np.interp(t, places, [stop[1][i] for stop in stops]) for i in range(3)]
    alpha = np.interp(t, places, [stop[2] for stop in stops]) * 255
    table: NDArray[np.uint16] = np.minimum(np.stack([*channels, alpha], axis=1) * 256, 65279).astype(np.uint16)
    return table


@cache
def _noise_tile() -> NDArray[np.uint16]:
    return np.random.default_rng(7).integers(0, 256, (128, 128), dtype=np.uint16)
