"""A film's shape → the nearest one that a vendor has a name for: what is ordered, and what is said of it before."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction


def ratio_of(aspect: str, named: Iterable[str]) -> str:
    """Return the ratio among `named` (`16:9`) that is nearest to `aspect` (`16/9`, width over height)."""
    wanted = math.log(Fraction(aspect))
    return min(named, key=lambda name: abs(math.log(shape_of(name)) - wanted))


def shape_of(name: str) -> Fraction:
    """Return width over height of a ratio as vendors name it (`16:9`)."""
    wide, _, high = name.replace("/", ":").partition(":")
    return Fraction(wide) / Fraction(high or 1)
