"""The camera and the motion brush as some vendors want them: one axis from −10 to 10, ways in pixels, still regions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from filmc.lower.capabilities import Capabilities
from filmc.lower.presets import preset_for
from filmc.lower.request import ClipRequest
from filmc.produce.protocol.adapter import Asked, not_possible
from filmc.produce.protocol.masks import boxed
from filmc.produce.protocol.pixels import size_of

_POINTS = 77
"""Of one way, for a clip of 5 seconds."""
_LARGEST = 1 << 26
"""Pixels of a picture that masks are drawn for."""
_FULL = {"pan": 25.0, "tilt": 25.0, "roll": 25.0, "truck": 0.5, "pedestal": 0.5, "zoom": 1.0}
"""What a vendor's 10 is taken for: degrees, parts of the frame, doublings. None says; these look alike."""

Way = Sequence[tuple[float, float]]
"""Points in parts of the picture from its top left corner."""


# ---- the camera


def turned(what: ClipRequest, can: Capabilities) -> tuple[str, float] | None:
    """Return the one axis that a clip's camera uses, and how far; None for none, several, or one without a number.

    The prompt has the move's words in any case.
    """
    amounts = {axis: amount for axis, start, end in what.camera if (amount := _amount(axis, start, end))}
    if len(amounts) != 1 or not amounts.keys() <= {*can.camera}:
        return None
    return next(iter(amounts.items()))


def _amount(axis: str, start: float, end: float) -> float:
    """Return a move from −10 to 10. A vendor's zoom grows with what is seen, ours as the picture does."""
    change = -math.log2(end / start) if axis == "zoom" and start > 0 < end else end - start
    return round(min(max(10 * change / _FULL.get(axis, 1.0), -10.0), 10.0), 1)


def axis_of(asked: Asked) -> str | None:
    """Return the vendor's word for the one axis that a clip's camera uses: `axis.AXIS` of the table, or ours."""
    move = _whole(asked)
    return dict(asked.job.how).get(f"axis.{move[0]}", move[0]) if move else None


def amount_of(asked: Asked) -> int | None:
    """Return how far a clip's camera goes on that axis, from −10 to 10."""
    move = _whole(asked)
    return move[1] if move else None


def preset_of(asked: Asked) -> str | None:
    """Return the preset that a target names (`preset`), else the one for moves that no number tells."""
    what, model = asked.job.sent, asked.job.model
    if not isinstance(what, ClipRequest) or model is None:
        return None
    named = dict(asked.job.how).get("preset")
    if named in model.can.presets:
        return named
    return preset_for(what.camera, model) if _whole(asked) is None else None


def _whole(asked: Asked) -> tuple[str, int] | None:
    """Return the one axis of a clip's camera, and how far it goes in whole numbers; None for none."""
    what, model = asked.job.sent, asked.job.model
    move = turned(what, model.can) if model and isinstance(what, ClipRequest) else None
    return (move[0], round(move[1])) if move and round(move[1]) else None


# ---- the brush


def first_size(asked: Asked) -> tuple[int, int]:
    """Return width and height of a clip's first picture, which masks are drawn for. Fault E1017."""
    size = size_of(asked.files["start"])
    if size is None or math.prod(size) > _LARGEST:
        raise not_possible(asked, "brushes need a first picture whose size in pixels can be read")
    return size


def ways(asked: Asked, what: ClipRequest) -> list[tuple[Path, list[dict[str, int]]]]:
    """Return each mask of what moves, with its way in pixels; nothing without a first picture. Fault E1017."""
    if "start" not in asked.files or not what.paths:
        return []
    size = first_size(asked)
    masks = [(asked.files.get(f"brush {number}"), path) for number, path in enumerate(what.paths, 1)]
    return [(mask, trajectory(path, *size)) for mask, path in masks if mask]


def held(asked: Asked, what: ClipRequest, can: Capabilities) -> bytes | None:
    """Return the mask of what keeps still, as PNG; None for none, or where a model can not be told. Fault E1017."""
    if "start" not in asked.files or not what.holds or not can.holds:
        return None
    return boxed(what.holds, *first_size(asked))


def trajectory(path: Way, width: int, height: int) -> list[dict[str, int]]:
    """Return a way in pixels from the bottom left corner; of more than `_POINTS` points, as many evenly along it."""
    if len(path) > _POINTS:
        path = [_at(path, number / (_POINTS - 1)) for number in range(_POINTS)]
    return [{"x": _pixel(x, width), "y": height - 1 - _pixel(y, height)} for x, y in path]


def _at(path: Way, part: float) -> tuple[float, float]:
    """Return the point at `part` (0 to 1) of the way, by its length."""
    steps = [math.dist(one, two) for one, two in pairwise(path)]
    left = part * sum(steps)
    for step, (one, two) in zip(steps, pairwise(path), strict=True):
        if step and left <= step:
            share = left / step
            return one[0] + (two[0] - one[0]) * share, one[1] + (two[1] - one[1]) * share
        left -= step
    return path[-1]


def _pixel(part: float, side: int) -> int:
    return min(max(round(part * (side - 1)), 0), side - 1)
