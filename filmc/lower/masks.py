"""Faces of a picture → the part of it in which each speaker's face is alone: what a model that knows one face is shown.

A part goes as far as half the way to every other face, so it holds its own wherever a model has put it between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from filmc.lower.faces import Corners, Face
from filmc.lower.request import Region

_OVERLAP = 0.15
"""The part of the smaller of two faces that may lie over the other: boxes are wider than faces."""
_GRID = 20
"""Parts are cut at twentieths of the frame where they can be, so that small changes of the staging change nothing."""
_WHOLE: Corners = (0.0, 0.0, 1.0, 1.0)


def alone(face: Face, others: Iterable[Face]) -> Region | Face:
    """Return the part of the frame in which `face` is alone, or who of `others` is in the way.

    A box that the author wrote is the part, whatever else may be in it.
    """
    if face.by == "box":
        return region_of(face.box)
    part = _WHOLE
    for other in others:
        cut = _cut(face.box, other.box)
        if cut is None:
            return other
        part = _within(part, cut)
    return region_of(part)


def region_of(box: Corners) -> Region:
    """Return a box as a region, in hundredths."""
    left, top, right, bottom = (round(side, 2) for side in box)
    return left, top, round(right - left, 2), round(bottom - top, 2)


def _cut(mine: Corners, other: Corners) -> Corners | None:
    """Return the half of the frame on my side, cut where there is most room; None where there is too little."""
    across, down = _apart(mine, other, 0), _apart(mine, other, 1)
    axis = 0 if across >= down else 1
    if max(across, down) < -_OVERLAP:
        return None
    before = mine[axis] + mine[axis + 2] <= other[axis] + other[axis + 2]
    one, two = (mine, other) if before else (other, mine)
    at = _between(one[axis + 2], two[axis])
    if axis == 0:
        return (0.0, 0.0, at, 1.0) if before else (at, 0.0, 1.0, 1.0)
    return (0.0, 0.0, 1.0, at) if before else (0.0, at, 1.0, 1.0)


def _apart(mine: Corners, other: Corners, axis: int) -> float:
    """Return the room between two boxes along an axis in sizes of the smaller one; below 0 they lie over each other."""
    smaller = max(min(mine[axis + 2] - mine[axis], other[axis + 2] - other[axis]), 1e-6)
    return max(other[axis] - mine[axis + 2], mine[axis] - other[axis + 2]) / smaller


def _between(one: float, two: float) -> float:
    """Return the middle between two sides, on the grid where that is between them too."""
    middle = (one + two) / 2
    near = math.floor(middle * _GRID + 0.5) / _GRID
    return near if min(one, two) <= near <= max(one, two) else middle


def _within(part: Corners, cut: Corners) -> Corners:
    return max(part[0], cut[0]), max(part[1], cut[1]), min(part[2], cut[2]), min(part[3], cut[3])
