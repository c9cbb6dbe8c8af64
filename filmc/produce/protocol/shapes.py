"""A film's size and length → those that a vendor takes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from filmc.lower.job import Job

_NEAR = Fraction(5, 1000)


def plain_ratio(aspect: str) -> str:
    """Return the plainest ratio (`7:3`) that differs from `aspect` (`320/137`) by less than half a hundredth."""
    wanted = Fraction(aspect)
    for under in range(1, 100):
        over = round(wanted * under)
        if over and abs(Fraction(over, under) / wanted - 1) < _NEAR:
            return f"{over}:{under}"
    return f"{wanted.numerator}:{wanted.denominator}"


def sides_of(job: Job) -> tuple[int, int]:
    """Return width and height in pixels that a picture is wanted in."""
    width, _, height = dict(job.how).get("size", "1280x720").partition("x")
    return int(width), int(height)


def sides_near(aspect: str, pixels: int, step: int) -> tuple[int, int]:
    """Return width and height of about `pixels` in all, of the shape `aspect` (`16/9`), each a multiple of `step`."""
    shape = Fraction(aspect)
    width, height = math.sqrt(pixels * shape), math.sqrt(pixels / shape)
    return max(round(width / step), 1) * step, max(round(height / step), 1) * step


def lines_of(job: Job, named: Iterable[str]) -> str:
    """Return the smallest of `named` (`720p`) that is not smaller than the picture's shorter side, or the largest."""
    wanted = min(sides_of(job))
    by_size = sorted(named, key=lambda name: int(name.rstrip("pP")))
    return next((name for name in by_size if int(name.rstrip("pP")) >= wanted), by_size[-1])


def seconds_of(job: Job) -> Fraction:
    """Return the length in seconds that is ordered."""
    said = dict(job.how).get("seconds")
    return Fraction(said) if said else Fraction(getattr(job.what, "milliseconds", 0), 1000)


def sides_within(job: Job, least: int, most: int, step: int) -> tuple[int, int]:
    """Return the picture's sides in whole steps, larger or smaller by so much that it has `least` to `most` pixels."""
    width, height = sides_of(job)
    area = width * height
    up, down = math.sqrt(max(1.0, least / area)), math.sqrt(min(1.0, most / area))
    rounded = math.floor if down < 1 else math.ceil
    across, along = (max(1, rounded(side * up * down / step)) * step for side in (width, height))
    return across, along
