"""Exact film time: whole frames at a rational rate, half-open ranges, one rule for snapping."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from filmc.base.memo import plain
from filmc.frontend.values import RATES

__all__ = ["RATES", "FrameRange", "snap", "to_samples", "to_seconds"]


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
