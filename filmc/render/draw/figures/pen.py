"""A pen in somebody's own units: shapes are given about their own middle, and lit from one side."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record, replace
from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.outline import ellipse, smooth
from filmc.render.draw.paint import Linear, Paint, Radial

Path = NDArray[np.float64]
Spot = tuple[float, float]
Marks = Sequence[Spot | Path] | Path
"""Points to draw through."""


@record
class Pen:
    """Draws on `canvas` with the origin at (`x`, `y`) and `unit` frame heights a unit.

    The sheet is turned clockwise by `turn` degrees, and mirrored where `flip` is -1. `light` is the way that the
    light goes: (0.7, 0.7) falls from the upper left.
    """

    canvas: Canvas
    x: float
    y: float
    unit: float
    turn: float = 0.0
    flip: int = 1
    light: Spot = (0.6, 0.8)

    def at(self, points: Marks) -> Path:
        """Return points of the sheet in frame units."""
        p = np.asarray(points, np.float64)
        c, s = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        across, down = p[..., 0] * self.flip, p[..., 1]
        path = np.empty(p.shape)
        path[..., 0] = self.x + (across * c - down * s) * self.unit
        path[..., 1] = self.y + (across * s + down * c) * self.unit
        return path

    def moved(self, spot: Spot, unit: float = 1.0, turn: float = 0.0, flip: int = 1) -> Pen:
        """Return a pen whose origin is `spot` of this one, in units of `unit`."""
        x, y = self.at([spot])[0].tolist()
        return replace(
            self, x=x, y=y, unit=self.unit * unit, turn=self.turn + turn * self.flip, flip=self.flip * flip
        )  # fmt: skip

    def sees(self, spot: Spot, radius: float) -> bool:
        """Tell whether what lies within `radius` of `spot` can touch the canvas."""
        (x, y), far = self.at([spot])[0], radius * self.unit
        canvas = self.canvas
        return bool(canvas.left - far < x < canvas.right + far and canvas.top - far < y < canvas.bottom + far)

    def _shows(self, path: Path) -> bool:
        """Tell whether a shape through `path` (frame units) can touch the canvas."""
        (left, top), (right, bottom) = np.minimum.reduce(path).tolist(), np.maximum.reduce(path).tolist()
        margin = 0.12 * max(right - left, bottom - top) + 0.06 * self.unit
        canvas = self.canvas
        return bool(
            left < canvas.right + margin and right > canvas.left - margin
            and top < canvas.bottom + margin and bottom > canvas.top - margin
        )  # fmt: skip

    @property
    def pixel(self) -> float:
        """How large one pixel is, in units."""
        return 1.0 / (self.unit * self.canvas.scale)

    def polygon(self, points: Marks, paint: Paint, opacity: float = 1.0) -> None:
        """Fill the straight-sided shape."""
        path = self.at(points)
        if self._shows(path):
            self.canvas.polygon(path, paint, opacity)

    def blob(self, points: Marks, paint: Paint, opacity: float = 1.0) -> None:
        """Fill the smooth shape through `points`."""
        path = self.at(points)
        if self._shows(path):
            self.canvas.polygon(smooth(path, closed=True, steps=6), paint, opacity)

    def volume(self, points: Marks, colour: Colour, relief: float = 1.0, *, steps: int = 8) -> None:
        """Fill the smooth shape with `colour`, lighter where the light comes from and darker where it goes."""
        path = self.at(points)
        if self._shows(path):
            path = smooth(path, closed=True, steps=steps)
            self.canvas.polygon(path, self.shading(path, colour, relief))

    def shading(self, path: Path, colour: Colour, relief: float = 1.0) -> Linear:
        """Return the gradient that models a shape whose outline in frame units is `path`."""
        light = np.array(self.light) / math.hypot(*self.light)
        along = path @ light
        near, far = float(along.min()), float(along.max())
        middle = path.mean(0)
        here = float(middle @ light)
        start, end = middle + light * (near - here), middle + light * (far - here)
        stops = (
            (0.0, lighter(colour, 0.16 * relief), 1.0), (0.42, colour, 1.0), (0.75, darker(colour, 0.16 * relief), 1.0),
            (1.0, darker(colour, 0.34 * relief), 1.0),
        )  # fmt: skip
        return Linear((float(start[0]), float(start[1])), (float(end[0]), float(end[1])), stops)

    def ellipse(self, spot: Spot, radii: Spot, paint: Paint, opacity: float = 1.0, turn: float = 0.0) -> None:
        """Fill an ellipse."""
        self.polygon(self.round(spot, radii, turn), paint, opacity)

    def ball(self, spot: Spot, radii: Spot, colour: Colour, relief: float = 1.0, turn: float = 0.0) -> None:
        """Fill an ellipse that is modelled by the light."""
        path = self.at(self.round(spot, radii, turn))
        if self._shows(path):
            self.canvas.polygon(path, self.shading(path, colour, relief))

    def round(self, spot: Spot, radii: Spot, turn: float = 0.0) -> Path:
        """Return an ellipse in units, as fine as the picture needs."""
        return ellipse(spot, radii, turn, self.unit * self.canvas.scale)

    def line(self, points: Marks, width: float, paint: Paint, opacity: float = 1.0, end: float | None = None) -> None:
        """Draw a smooth line, `width` units wide, that tapers to `end`; one finer than the pixels grows faint."""
        path = self.at(points)
        if not self._shows(path):
            return
        broad = max(width, end or 0.0) / self.pixel
        if broad < 3.0:
            opacity *= broad / (broad + 0.8)
        if opacity > 0.06:
            last = width if end is None else end
            curve = smooth(path, closed=False, steps=5) if len(path) > 2 else path
            self.canvas.polygon(ribbon(curve, width * self.unit, last * self.unit), paint, opacity)

    def limb(
        self, points: Marks, widths: Sequence[float], colour: Colour, edge: Colour | None = None, root: float = 0.0
    ) -> None:
        """Draw a jointed limb: straight between the points, as wide as `widths` at each.

        Its `edge` begins `root` of the way down the first bone, where the limb comes out of the trunk.
        """
        if self._shows(path := self.at(points)):
            paint = self.shading(np.concatenate(links(path, [w * self.unit for w in widths])), colour, 0.5)
            self.bones(points, widths, paint, edge, root)

    def bones(
        self, points: Marks, widths: Sequence[float], paint: Paint, edge: Colour | None = None, root: float = 0.0
    ) -> None:
        """Draw a jointed limb in a paint of its own; see `limb`."""
        path = self.at(points)
        if not self._shows(path):
            return
        if edge:
            rim = path.copy()
            rim[0] += (path[1] - path[0]) * root
            for piece in links(rim, [(w + 0.007) * self.unit for w in widths]):
                self.canvas.polygon(piece, edge)
        for piece in links(path, [w * self.unit for w in widths]):
            self.canvas.polygon(piece, paint)

    def glow(self, spot: Spot, radii: Spot, colour: Colour, opacity: float) -> None:
        """Lay a soft patch of `colour` that fades towards its edge."""
        x, y = self.at([spot])[0].tolist()
        stops = tuple((i / 6, colour, (1 - i / 6) ** 1.5) for i in range(7))
        paint = Radial((x, y), radii[0] * self.unit, radii[1] * self.unit, stops)
        self.ellipse(spot, radii, paint, opacity)


def ribbon(curve: Path, width: float, end: float) -> Path:
    """Return the outline of a line along `curve` with round ends, from `width` to `end` wide."""
    way = np.gradient(curve, axis=0)
    across = np.stack([way[:, 1], -way[:, 0]], 1) / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    half = np.linspace(width / 2, end / 2, len(curve))[:, None]
    return np.concatenate([
        curve + across * half, _cap(curve[-1], across[-1], end / 2), (curve - across * half)[::-1],
            _cap(curve[0], -across[0], width / 2)
    ])  # fmt: skip


_ROUND = np.radians([30.0, 60.0, 90.0, 120.0, 150.0])


def _cap(middle: Path, side: Path, radius: float) -> Path:
    """Return the round end of a line, from its `side` on, clockwise as seen with y downwards."""
    ahead = np.array([-side[1], side[0]])
    arc: Path = middle + radius * (np.cos(_ROUND)[:, None] * side + np.sin(_ROUND)[:, None] * ahead)
    return arc


def links(path: Path, widths: Sequence[float]) -> list[Path]:
    """Return the pieces of a jointed limb: each the hull of the round joints at its ends."""
    circles = [
        ellipse((float(x), float(y)), (w / 2, w / 2), 0.0, 600.0) for (x, y), w in zip(path, widths, strict=True)
    ]
    return [hull(np.concatenate(circles[i : i + 2])) for i in range(len(circles) - 1)]


def by(x: float, y: float) -> Path:
    """Return a step of `x` to the right and `y` down, to add to a point."""
    return np.array([x, y])


def hull(points: Marks) -> Path:
    """Return the convex outline around `points`."""
    outline: Path = cv2.convexHull(np.asarray(points, np.float32))[:, 0].astype(np.float64)
    return outline


def clip(shape: Marks, convex: Marks) -> Path:
    """Return the part of a `shape` inside another, both taken as convex; an empty path where they do not meet.

    Sutherland and Hodgman's clipping, one edge of the window after the other.
    """
    inside, window = hull(shape), hull(convex)
    for here, there in zip(window, np.roll(window, -1, 0), strict=True):
        if len(inside) < 3:
            break
        inside = _cut(inside, here, there)
    return inside if len(inside) > 2 else np.zeros((0, 2))


def _cut(shape: Path, here: Path, there: Path) -> Path:
    """Return the part of `shape` on the inner side of an edge of a window that runs as `hull` gives it."""
    way, out = there - here, shape - here
    side = way[0] * out[:, 1] - way[1] * out[:, 0]
    inner = side >= 0
    if inner.all():
        return shape
    after, next_side = np.concatenate([shape[1:], shape[:1]]), np.concatenate([side[1:], side[:1]])
    crosses = inner != (next_side >= 0)
    share = np.where(crosses, side / np.where(crosses, side - next_side, 1.0), 0.0)
    both, kept = np.empty((len(shape), 2, 2)), np.empty((len(shape), 2), np.bool_)
    both[:, 0], both[:, 1] = shape, shape + (after - shape) * share[:, None]
    kept[:, 0], kept[:, 1] = inner, crosses
    return both[kept]
