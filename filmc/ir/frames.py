"""Exact film time: whole frames at a rational rate, half-open ranges, one rule for snapping."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from filmc.base.memo import plain
from filmc.frontend.values import RATES

__all__ = ["RATES", "FrameRange", "Overlaps", "snap", "to_samples", "to_seconds"]


@plain
class FrameRange(NamedTuple):
    """Frames `start` to `end`, `end` not included. Whose frames they are, the field's name says."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many frames."""
        return self.end - self.start

    def shifted(self, by: int) -> FrameRange:
        """Return the range `by` frames later."""
        return FrameRange(self.start + by, self.end + by)

    def overlaps(self, other: FrameRange) -> bool:
        """Tell whether a frame is in both."""
        return self.start < other.end and other.start < self.end


class Overlaps:
    """Tells which of many ranges, in the order of their begins, have a frame in common with another one."""

    def __init__(self, ranges: Iterable[FrameRange]) -> None:
        self._ranges = tuple(ranges)
        self._starts = [each.start for each in self._ranges]
        self._over = list(accumulate((each.end for each in self._ranges), max))
        """By when each, and all before it, are over."""

    def of(self, wanted: FrameRange) -> list[int]:
        """Return the numbers of the ranges that overlap `wanted`, from 0, ascending."""
        near = range(bisect_right(self._over, wanted.start), bisect_left(self._starts, wanted.end))
        return [at for at in near if self._ranges[at].overlaps(wanted)]


def snap(seconds: Fraction, rate: Fraction) -> int:
    """Return the whole frame nearest to `seconds` at `rate`; a half goes up. This is the one rule for rounding time."""
    over, under = seconds.numerator * rate.numerator, seconds.denominator * rate.denominator
    return (2 * over + under) // (2 * under)


def to_seconds(frames: int, rate: Fraction) -> Fraction:
    """Return the exact time at which frame `frames` begins."""
    return frames / rate


def to_samples(frames: int, rate: Fraction, sample_rate: int) -> int:
    """Return the audio sample at which frame `frames` begins, by the same rule of rounding."""
    return snap(to_seconds(frames, rate), Fraction(sample_rate))
