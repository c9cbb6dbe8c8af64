"""What a layer does by itself at a frame, as a map in frame units and an opacity."""

from __future__ import annotations

import math
from collections.abc import Sequence

from filmc.base.record import record
from filmc.render.draw.layer import Motion
from filmc.render.warp import IDENTITY, Matrix, about, scaled, shifted, turned

Box = tuple[float, float, float, float]
"""Left, top, width, height of a layer, in frame units."""

STILL = Motion()
SOFTLY = 0.3
"""Seconds that something takes to come and to go."""


@record
class Moment:
    """When: `seconds` from the shot's start, and `progress` 0..1 from its first frame to its last."""

    seconds: float
    progress: float


def moved(motion: Motion, box: Box, moment: Moment) -> Matrix:
    """Return the map of a layer that lies in `box`, in frame units (y down)."""
    if motion == STILL:
        return IDENTITY
    foot_x, foot_y = box[0] + box[2] / 2, box[1] + box[3]
    turn = math.tau * (moment.seconds / motion.period + motion.phase)
    swell = scaled(1.0 + 0.3 * motion.breath * math.sin(turn), 1.0 + motion.breath * math.sin(turn))
    lean = turned(motion.sway * math.sin(turn * 0.5 + 1.0))
    x, y = _way(motion, box, moment.progress)
    return shifted(x, y - motion.hop * abs(math.sin(turn * 0.5))) @ about(foot_x, foot_y, lean @ swell)


def phase_at(motion: Motion, phases: int, seconds: float) -> int:
    """Return which of the `phases` of a stride is seen: a stride takes two periods, the body is high once in each."""
    return int((seconds / motion.period + motion.phase) * 0.5 * phases) % phases


def _way(motion: Motion, box: Box, progress: float) -> tuple[float, float]:
    if len(motion.path) < 2:
        return motion.travel[0] * progress, motion.travel[1] * progress
    x, y = along(motion.path, progress)
    return x - (box[0] + box[2] / 2), y - (box[1] + box[3] / 2)


def along(path: Sequence[tuple[float, float]], progress: float) -> tuple[float, float]:
    """Return the point of a Catmull-Rom curve through `path` at `progress`, each stretch taking the same time."""
    place = min(max(progress, 0.0), 1.0) * (len(path) - 1)
    at = min(int(place), len(path) - 2)
    t = place - at
    before, start, end, after = (path[min(max(at + step, 0), len(path) - 1)] for step in (-1, 0, 1, 2))
    x, y = (_curve(before[i], start[i], end[i], after[i], t) for i in (0, 1))
    return x, y


def _curve(p0: float, p1: float, p2: float, p3: float, t: float) -> float:
    """Return the uniform Catmull-Rom spline between `p1` and `p2`."""
    return 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * (p1 - p2) + p3 - p0) * t**3)


def opacity(motion: Motion, moment: Moment) -> float:
    """Return how much of the layer shows, 0..1."""
    start, end = motion.fade
    level = start + (end - start) * moment.progress
    if motion.pulse:
        wave = 0.5 + 0.5 * math.sin(math.tau * (moment.seconds / motion.period + motion.phase))
        level *= 1.0 - motion.pulse * wave
    comes, goes = motion.shown
    level *= min(1.0, max(0.0, min(moment.seconds - comes, goes - moment.seconds) / SOFTLY))
    return min(max(level, 0.0), 1.0)


def scrolled(motion: Motion, tile: tuple[float, float], seconds: float) -> tuple[float, float]:
    """Return how far a wrapping layer is shifted, each axis from minus its `tile` (frame units) to 0."""
    x, y = (
        (rate * seconds) % size - size if rate and size else 0.0 for rate, size in zip(motion.scroll, tile, strict=True)
    )
    return x, y
