"""What is seen of each layer: the parts of the frame that it touches and that nothing solid before it hides.

The frame is looked at in square cells. Whatever is said of a cell is said with care: one that shows a layer is among
its parts, one that is called hidden is so in every pixel of luma and chroma.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record
from filmc.render.cutting import boxes_of
from filmc.render.planes import Planes
from filmc.render.warp import Box

Cells = NDArray[np.bool_]
"""Rows × columns of the frame's cells."""

_SMALLEST = 16
"""Pixels of a cell's side; in wide frames it is a fortieth of the width."""
_BLOCK = 4
"""Pixels of a layer that are counted together."""
_AROUND = 4.0
"""How far, in pixels of the layer, those that make one of the frame's can lie: chroma is filtered twice."""
_PRICE = 10_000
"""How many pixels more are as dear as one part more."""


@record
class Relief:
    """Where a layer holds something: `sums` of its alpha left of and above its blocks' corners, `xs` and `ys`."""

    sums: NDArray[np.int32]
    xs: NDArray[np.int32]
    ys: NDArray[np.int32]


def relief_of(planes: Planes) -> Relief:
    """Return the relief of a layer; an opaque one ends at its edges."""
    alpha = np.full_like(planes.y, 255) if planes.luma is None else cv2.extractChannel(planes.luma, 3)
    width, height = planes.size
    xs, ys = (np.array([*range(0, size, _BLOCK), size], np.int32) for size in (width, height))
    return Relief(np.ascontiguousarray(cv2.integral(alpha)[np.ix_(ys, xs)]), xs, ys)


@record
class Sight:
    """How a layer lies in some frames that follow one another.

    `reliefs` of the pictures that it shows in them (none: it covers the frame) and its map in each; whether it `hides`
    what is behind it where it is solid; whether it is `still`. One that is `spread` (out of focus) shows around what it
    holds, and is seen whole or not at all.
    """

    reliefs: Sequence[Relief]
    matrices: NDArray[np.float64]
    hides: bool
    spread: bool
    still: bool


Parts = tuple[tuple[Box, ...], tuple[Box, ...]]
"""Where a layer is seen over nothing that moves, and where over something that does; no two boxes overlap."""


class Grid:
    """The cells of a frame of `width` × `height` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self._size = (width, height)
        self._cell = max(_SMALLEST, width // 80 * 2)
        across, down = -(-width // self._cell), -(-height // self._cell)
        self._shape = (down, across)
        self._x = (np.arange(across, dtype=np.float64)[None, None, :] + 0.5) * self._cell
        self._y = (np.arange(down, dtype=np.float64)[None, :, None] + 0.5) * self._cell
        self._price = _PRICE // self._cell**2

    def seen(self, layers: Sequence[Sight]) -> list[Parts]:
        """Return where in the frame each of `layers` (the backmost first) is seen."""
        drawn = np.zeros(self._shape, np.bool_)  # in each frame anew
        parts: list[Parts] = []
        for layer, (held, needed) in zip(layers, self._needed(layers), strict=True):
            live = self._boxes(needed & drawn if layer.still else needed, layer, self._price)
            if layer.spread and live:
                parts.append(((), live))
                drawn |= held
                continue
            at = held & self._under(live)
            parts.append((self._boxes(needed & ~at, layer, None) if layer.still else (), live))
            drawn |= at
        return parts

    def _needed(self, layers: Sequence[Sight]) -> list[tuple[Cells, Cells]]:
        """Return for each layer the cells that it touches, and those in which it can be seen."""
        hidden = np.zeros(self._shape, np.bool_)
        needed: list[tuple[Cells, Cells]] = []
        for layer in reversed(layers):
            held, solid = self._cells(layer)
            needed.append((held, held & ~hidden))
            if layer.hides:
                hidden |= solid
        return needed[::-1]

    def _under(self, boxes: Sequence[Box]) -> Cells:
        """Return the cells that `boxes` cover, of which they may hold more than was asked for."""
        cells, side = np.zeros(self._shape, np.bool_), self._cell
        for left, top, right, bottom in boxes:
            cells[top // side : -(-bottom // side), left // side : -(-right // side)] = True
        return cells

    def _cells(self, layer: Sight) -> tuple[Cells, Cells]:
        """Return where the layer holds something in any of the frames, and where it is solid in all of them."""
        a, b, c, d, e, f = layer.matrices[:, :2].reshape(-1, 6, 1, 1).swapaxes(0, 1)
        area = a * e - b * d
        if not layer.reliefs or layer.spread or np.abs(area).min() < 1e-9:
            return np.ones(self._shape, np.bool_), np.full(self._shape, not layer.reliefs and not layer.spread)
        x, y = self._x - c, self._y - f
        turned = bool(b.any() or d.any())
        across = _spread((e * x - b * y if turned else e * x) / area, (abs(e) + abs(b)) / abs(area) * (self._cell / 2))
        down = _spread((a * y - d * x if turned else a * y) / area, (abs(a) + abs(d)) / abs(area) * (self._cell / 2))
        held, solid = zip(*(_asked(relief, across, down) for relief in layer.reliefs), strict=True)
        return (held[0], solid[0]) if len(held) == 1 else (np.any(held, 0), np.all(solid, 0))

    def _boxes(self, cells: Cells, layer: Sight, price: int | None) -> tuple[Box, ...]:
        cell, (width, height) = self._cell, self._size
        if layer.spread:
            return ((0, 0, width, height),) if cells.any() else ()
        return tuple(
            (left * cell, top * cell, min(right * cell, width), min(bottom * cell, height))
            for left, top, right, bottom in boxes_of(cells.tobytes(), cells.shape[1], price)
        )


Spread = tuple[NDArray[np.float64], NDArray[np.float64]]
"""From where to where in a layer lies what a cell can show, in one direction."""


def _spread(middles: NDArray[np.float64], halves: NDArray[np.float64]) -> Spread:
    return (middles - halves).min(axis=0) - _AROUND, (middles + halves).max(axis=0) + _AROUND


def _asked(relief: Relief, across: Spread, down: Spread) -> tuple[Cells, Cells]:
    """Return where a picture holds something, and where it is solid."""
    left, right, inside_x = _blocks(across, relief.xs)
    top, bottom, inside_y = _blocks(down, relief.ys)
    sums = relief.sums
    held = sums[bottom, right] - sums[bottom, left] - sums[top, right] + sums[top, left]
    full = (relief.xs[right] - relief.xs[left]) * (relief.ys[bottom] - relief.ys[top]) * 255
    return held != 0, (held == full) & inside_x & inside_y


def _blocks(spread: Spread, edges: NDArray[np.int32]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]:
    """Return the first block and the one after the last, and whether they are all in the picture."""
    (low, high), last = spread, len(edges) - 1
    inside = (low >= 0) & (high <= int(edges[-1]))
    first, end = (np.floor(value / _BLOCK).astype(np.intp) for value in (low, high))
    return np.minimum(np.maximum(first, 0), last), np.minimum(np.maximum(end + 1, 0), last), inside
