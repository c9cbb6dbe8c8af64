"""Outlines as lists of points: smooth curves, ellipses, rounded boxes, tapered lines. Any units, y downwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Points = Sequence[tuple[float, float]] | NDArray[np.float64]


def smooth(points: Points, *, closed: bool, steps: int = 8) -> NDArray[np.float64]:
    """Return a curve through all `points` (a uniform Catmull-Rom spline), `steps` pieces a span."""
    p = np.asarray(points, np.float64)
    if len(p) < 3:
        return p
    if closed:
        whole = np.concatenate([p[-1:], p, p[:2]])
    else:
        whole = np.concatenate([2 * p[:1] - p[1:2], p, 2 * p[-1:] - p[-2:-1]])
    before, here, after, beyond = whole[:-3], whole[1:-2], whole[2:-1], whole[3:]
    t, square, cube = _powers(steps)
    a, b, c, d = (q[:, None, :] for q in (before, here, after, beyond))
    spans = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * square + (3 * b - a - 3 * c + d) * cube)
    curve = spans.reshape(-1, 2)
    return curve if closed else np.concatenate([curve, p[-1:]])


@cache
def _powers(steps: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    t = (np.arange(steps) / steps)[None, :, None]
    return t, t**2, t**3


def ellipse(
    centre: tuple[float, float], radii: tuple[float, float], turn: float = 0.0, scale: float = 500.0
) -> NDArray[np.float64]:
    """Return an ellipse, turned clockwise by `turn` degrees, fine enough for `scale` pixels a unit."""
    (x, y), (rx, ry) = centre, radii
    steps = int(min(max(12, 4 * math.sqrt(max(rx, ry) * scale)), 180))
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    outline: NDArray[np.float64] = _circle(steps) @ np.array([[rx * c, rx * s], [-ry * s, ry * c]]) + (x, y)
    return outline


@cache
def _circle(steps: int) -> NDArray[np.float64]:
    t = np.linspace(0, 2 * math.pi, steps, endpoint=False)
    return np.stack([np.cos(t), np.sin(t)], 1)


def rounded(box: tuple[float, float, float, float], radius: float = 0.0) -> NDArray[np.float64]:
    """Return an upright rectangle (left, top, right, bottom) with corners of `radius`."""
    left, top, right, bottom = box
    radius = min(radius, abs(right - left) / 2, abs(bottom - top) / 2)
    if radius <= 0:
        return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)
    corners = ((right - radius, top + radius, -90), (right - radius, bottom - radius, 0),
               (left + radius, bottom - radius, 90), (left + radius, top + radius, 180))  # fmt: skip
    t = np.radians(np.linspace(0, 90, 9))
    arcs = [
        np.stack([x + radius * np.cos(t + math.radians(a)), y + radius * np.sin(t + math.radians(a))], 1)
        for x, y, a in corners
    ]
    return np.concatenate(arcs)


def tapered(points: Points, width: float, end: float, scale: float = 500.0) -> list[NDArray[np.float64]]:
    """Return the pieces of a line with round ends and joins whose width goes from `width` to `end`; they overlap."""
    p = np.asarray(points, np.float64)
    far = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(p, axis=0).T))]) if len(p) > 1 else np.zeros(1)
    radii = (width + (end - width) * far / max(far[-1], 1e-9)) / 2
    pieces = [_link(p[i], p[i + 1], radii[i], radii[i + 1]) for i in range(len(p) - 1)]
    joins = range(len(p)) if max(width, end) * scale > 3 else (0, len(p) - 1)
    return pieces + [ellipse((p[i][0], p[i][1]), (radii[i], radii[i]), 0.0, scale) for i in joins if radii[i] > 0]


def _link(a: NDArray[np.float64], b: NDArray[np.float64], ra: float, rb: float) -> NDArray[np.float64]:
    along = b - a
    length = math.hypot(*along)
    side = np.array([-along[1], along[0]]) / length if length else np.zeros(2)
    return np.array([a + side * ra, b + side * rb, b - side * rb, a - side * ra])
