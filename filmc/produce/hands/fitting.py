"""Whether a file is what a card asks for: its kind, its length, its shape. What it is has been measured before."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.produce.protocol.media import Family

if TYPE_CHECKING:
    from filmc.produce.hands.card import Card

SHORT = Fraction(9, 10)
"""A file of less than this part of the wanted length is too short."""
_LONG, _LONGER = 3, 15
"""A clip may be three times as long as wanted, or 15 s longer: what is over is cut off, and more is another clip."""
_OTHER = Fraction(8, 100)
"""Parts by which two shapes may differ: more is no rounding by a tool, and would cut off what matters."""
_NAMES = {"image": "a picture", "video": "a video", "audio": "a sound"}


@record
class Measure:
    """What a file is. `seconds` None: it has none, or does not say; width and height 0: it has no picture."""

    family: Family
    seconds: Fraction | None
    width: int = 0
    height: int = 0


def misfit(card: Card, file: str, seen: Measure) -> Fault | None:
    """Return why `file` can not be what `card` asks for: W1082 another kind, W1083 length, W1084 shape; else None."""
    if seen.family != card.family:
        told = f"{file} is {_NAMES[seen.family]}, and {card.job} wants {_NAMES[card.family]}"
        return Fault("W1082", told, "put it to the card that it was made for, or take it away")
    return _length(card, file, seen.seconds) or _shape(card, file, seen)


def _length(card: Card, file: str, seconds: Fraction | None) -> Fault | None:
    wanted = card.wanted_seconds
    if wanted is None or seconds is None:
        return None
    most = max(wanted * _LONG, wanted + _LONGER) if card.family == "video" else None
    if seconds >= wanted * SHORT and (most is None or seconds <= most):
        return None
    told = f"{file} lasts {float(seconds):.2f} s, and {card.job} wants {float(wanted):.2f} s"
    return Fault("W1083", told, f"make it again, or take it as it is: filmc take {card.job} FILE")


def _shape(card: Card, file: str, seen: Measure) -> Fault | None:
    if not card.ratios or not seen.height:
        return None
    shape = Fraction(seen.width, seen.height)
    if any(abs(shape / Fraction(ratio.replace(":", "/")) - 1) <= _OTHER for ratio in card.ratios):
        return None
    told = f"{file} is {seen.width}×{seen.height}, and {card.job} wants {' or '.join(card.ratios)}"
    return Fault("W1084", told, f"make it in that shape, or take it as it is: filmc take {card.job} FILE")
