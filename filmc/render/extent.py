"""How far a shot's camera goes: what it can look at, and how large it shows things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from filmc.ir.film import CameraMove
from filmc.lower.camera import CameraState, Placement, camera_at, placement
from filmc.render.draw.reach import Reach
from filmc.render.warp import Matrix, about, scaled, shifted, turned

_FAR = 40.0
"""A depth where truck and dolly hardly show: with depth 1 it spans what any layer behind the subject does."""
_SAMPLES = 96


def state_at(moves: Sequence[CameraMove], frame: int, tilted: float) -> CameraState:
    """Return the camera at `frame` for a picture that is `tilted` (degrees of roll) from the start."""
    state = camera_at(moves, frame)
    return replace(state, roll=state.roll + tilted) if tilted else state


def camera_matrix(place: Placement, aspect: float) -> Matrix:
    """Return a placement as a map in frame units."""
    inner = turned(place.roll) @ scaled(place.scale)
    return shifted(place.dx * aspect, place.dy) @ about(aspect / 2, 0.5, inner)


def reach_of(moves: Sequence[CameraMove], frames: int, aspect: float, tilted: float = 0.0) -> Reach:
    """Return how far beyond the frame the camera looks over the shot, at the subject's depth and behind it."""
    corners = np.array([[0, aspect, aspect, 0], [0, 0, 1, 1], [1, 1, 1, 1]], np.float64)
    low, high = np.zeros(2), np.zeros(2)
    size = np.array([aspect, 1.0])
    for place in _placements(moves, frames, aspect, tilted, (1.0, _FAR)):
        seen = (np.linalg.inv(camera_matrix(place, aspect)) @ corners)[:2]
        low = np.maximum(low, -seen.min(axis=1) / size)
        high = np.maximum(high, seen.max(axis=1) / size - 1.0)
    return Reach(*(round(float(value), 4) for value in (low[0], high[0], low[1], high[1])))


def scales_of(moves: Sequence[CameraMove], frames: int, depth: float) -> tuple[float, float]:
    """Return the smallest and the largest scale at which a layer at `depth` is shown."""
    scales = [place.scale for place in _placements(moves, frames, 1.0, 0.0, (depth,))]
    return min(scales), max(scales)


def _placements(
    moves: Sequence[CameraMove], frames: int, aspect: float, tilted: float, depths: tuple[float, ...]
) -> Iterator[Placement]:
    step = max(1, frames // _SAMPLES)
    for frame in sorted({*range(0, frames, step), max(frames - 1, 0)}):
        state = state_at(moves, frame, tilted)
        yield from (placement(state, depth, aspect, frame) for depth in depths)
