"""How far a shot's camera goes: what it can look at, and how large it shows things."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from filmc.base.record import replace
from filmc.ir.film import CameraMove
from filmc.lower.camera import CameraState, Placement, camera_at, placement
from filmc.render.draw.reach import Reach
from filmc.render.warp import Matrix

_FAR = 40.0
"""A depth where truck and dolly hardly show: with depth 1 it spans what any layer behind the subject does."""
_SAMPLES = 96


def state_at(moves: Sequence[CameraMove], frame: int, tilted: float) -> CameraState:
    """Return the camera at `frame` for a picture that is `tilted` (degrees of roll) from the start."""
    state = camera_at(moves, frame)
    return replace(state, roll=state.roll + tilted) if tilted else state


def camera_matrix(place: Placement, aspect: float) -> Matrix:
    """Return a placement as a map in frame units: turned and enlarged about the frame's middle, then shifted."""
    turn, x, y = math.radians(place.roll), aspect / 2, 0.5
    cos, sin = place.scale * math.cos(turn), place.scale * math.sin(turn)
    right, down = x - cos * x + sin * y + place.dx * aspect, y - sin * x - cos * y + place.dy
    return np.array([[cos, -sin, right], [sin, cos, down], [0.0, 0.0, 1.0]])


@lru_cache(maxsize=64)
def reach_of(moves: tuple[CameraMove, ...], frames: int, aspect: float, tilted: float = 0.0) -> Reach:
    """Return how far beyond the frame the camera looks over the shot, at the subject's depth and behind it."""
    corners = np.array([[0, aspect, aspect, 0], [0, 0, 1, 1], [1, 1, 1, 1]], np.float64)
    placed = [
        camera_matrix(placement(state, depth, aspect, frame), aspect)
        for frame, state in _states(moves, frames, tilted)
        for depth in (1.0, _FAR)
    ]
    seen = (np.linalg.inv(np.array(placed)) @ corners)[:, :2]
    size = np.array([aspect, 1.0])
    low = np.maximum(0.0, -seen.min(axis=(0, 2)) / size)
    high = np.maximum(0.0, seen.max(axis=(0, 2)) / size - 1.0)
    return Reach(*(round(float(value), 4) for value in (low[0], high[0], low[1], high[1])))


@lru_cache(maxsize=256)
def scales_of(moves: tuple[CameraMove, ...], frames: int, depth: float) -> tuple[float, float]:
    """Return the smallest and the largest scale at which a layer at `depth` is shown."""
    scales = [placement(state, depth, 1.0, frame).scale for frame, state in _states(moves, frames, 0.0)]
    return min(scales), max(scales)


@lru_cache(maxsize=64)
def _states(moves: tuple[CameraMove, ...], frames: int, tilted: float) -> list[tuple[int, CameraState]]:
    """Return the camera at frames enough of the shot: every layer asks for them."""
    step = max(1, frames // _SAMPLES)
    return [(frame, state_at(moves, frame, tilted)) for frame in sorted({*range(0, frames, step), max(frames - 1, 0)})]
