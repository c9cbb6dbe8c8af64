"""The canonical camera over a shot: from moves in sequence to one state a frame, and from a state to a layer's place.

The camera looks at a stack of flat layers. A layer at depth 1 is the subject's plane; the camera starts at
distance 1 from it. `placement` is the pinhole camera's formula for a fronto-parallel plane:
scale = depth / (depth - advance), where advance = dolly / (1 + dolly).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from filmc.base.record import record, replace
from filmc.ir.film import CameraMove
from filmc.ir.vocabulary import Curve, Ease

FIELD_OF_VIEW = 50.0
"""Horizontal degrees of the shot's own framing: a pan by this much shows an entirely new picture."""


@record
class CameraState:
    """The camera at one frame, in the units of `ir.vocabulary.Axis`."""

    pan: float = 0.0
    tilt: float = 0.0
    roll: float = 0.0
    truck: float = 0.0
    pedestal: float = 0.0
    dolly: float = 0.0
    zoom: float = 1.0
    orbit: float = 0.0
    shake: float = 0.0
    focus: float = 0.0


@record
class Placement:
    """How a layer lies in the frame.

    Scaled about the frame's middle by `scale`, turned by `roll` degrees clockwise, then shifted by `dx` frame
    widths and `dy` frame heights (right and down are positive).
    """

    scale: float
    roll: float
    dx: float
    dy: float


def camera_at(moves: Sequence[CameraMove], frame: int) -> CameraState:
    """Return the camera at `frame` of the shot.

    Each move starts where the one before it ended; after the last the camera rests.
    """
    state = CameraState()
    for move in moves:
        start, end = move.shot_range
        if frame < start:
            break
        last = max(end - start - 1, 1)
        progress = _eased(min((frame - start) / last, 1.0), move.move.ease)
        state = _advance(state, move, progress)
    return state


def _advance(state: CameraState, move: CameraMove, progress: float) -> CameraState:
    changed: dict[str, float] = {}
    for curve in move.move.axes:
        rest = 1.0 if curve.axis == "zoom" else 0.0
        value = _paced(_value(curve, progress), rest, move.pace)
        before = getattr(state, curve.axis)
        changed[curve.axis] = before * value if curve.axis == "zoom" else before + value
    return replace(state, **changed)


def _paced(value: float, rest: float, pace: float) -> float:
    return rest + (value - rest) * pace


def _value(curve: Curve, progress: float) -> float:
    values = curve.values
    if len(values) == 1:
        return values[0]
    place = progress * (len(values) - 1)
    left = min(int(place), len(values) - 2)
    return values[left] + (values[left + 1] - values[left]) * (place - left)


def _eased(t: float, ease: Ease) -> float:
    match ease:
        case "in":
            return t * t
        case "out":
            return t * (2.0 - t)
        case "in-out":
            return t * t * (3.0 - 2.0 * t)
    return t


def pulls_focus(moves: Sequence[CameraMove]) -> bool:
    """Tell whether the sharp plane moves: then the lens alone says what is sharp, and all is drawn so."""
    return any(curve.axis == "focus" for move in moves for curve in move.move.axes)


def placement(state: CameraState, depth: float, aspect: float, frame: int = 0) -> Placement:
    """Return where a layer at `depth` lies for the camera `state`; `frame` drives the hand's shake, repeatably.

    Depth 0 is the lens itself: what lies there stays where it is.
    """
    if depth <= 0:
        return Placement(1.0, 0.0, 0.0, 0.0)
    advance = state.dolly / (1.0 + state.dolly)
    distance = max(depth - advance, 0.05)
    near = depth / distance / depth  # shift of one frame width at this depth, after the advance
    orbit = math.sin(math.radians(state.orbit))
    sway_x, sway_y, sway_roll = _sway(frame, state.shake)
    dx = -(state.truck * near) - state.pan / FIELD_OF_VIEW - orbit * (near - 1.0) + sway_x
    dy = state.pedestal * near + state.tilt / (FIELD_OF_VIEW / aspect) + sway_y
    return Placement(depth / distance * state.zoom, -(state.roll + sway_roll), dx * state.zoom, dy * state.zoom)


def _sway(frame: int, shake: float) -> tuple[float, float, float]:
    if not shake:
        return 0.0, 0.0, 0.0
    wave = [sum(math.sin(frame * f + p) for f, p in _HAND[axis]) / 3.0 for axis in range(3)]
    return wave[0] * 0.012 * shake, wave[1] * 0.012 * shake, wave[2] * 0.8 * shake


_HAND = (
    ((0.171, 0.0), (0.293, 1.7), (0.611, 4.1)),
    ((0.203, 2.1), (0.337, 0.4), (0.547, 5.2)),
    ((0.157, 3.3), (0.269, 5.9), (0.401, 1.1)),
)
"""Angular speeds (radians a frame) and phases that no short time repeats: an unsteady hand without a random number."""
