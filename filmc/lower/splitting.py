"""A shot that is longer than its model's longest clip → the clips that together cover it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from filmc.ir.film import Shot
from filmc.lower.model import Model
from filmc.lower.objections import MOST_PARTS


def parts(seconds: Fraction, model: Model | None) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield (wanted, billed) seconds of each clip that together cover `seconds`."""
    longest = model.longest if model else None
    count = min(math.ceil(seconds / longest), MOST_PARTS) if longest else 1
    for _ in range(count - 1):
        assert longest is not None
        yield longest, longest
        seconds -= longest
    yield seconds, model.legal(seconds) if model else seconds


def part_name(shot: Shot, number: int) -> str:
    """Return the name of a shot's clip, counted from 0."""
    return f"{shot.id} clip {number + 1}" if number else f"{shot.id} clip"
