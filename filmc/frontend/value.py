"""What a cue's value can be: exact, frozen, free of text. Read from text by `frontend/values/`."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple

from filmc.base.record import field, record
from filmc.base.source import Span
from filmc.frontend.ast import Text


class Duration(NamedTuple):
    """A length or a moment: exact seconds, or (as `120f`) whole frames at the film's rate, whichever was written."""

    seconds: Fraction | None
    frames: int | None


class TimeSpan(NamedTuple):
    """`1s-3s`: half-open, from the start of whatever it is written in."""

    start: Duration
    end: Duration


class Length(NamedTuple):
    """A distance: `60%` of the frame's side (as 0.6), or pixels."""

    amount: Fraction
    unit: Literal["%", "px"]


class Point(NamedTuple):
    """From the frame's top left corner."""

    x: Length
    y: Length


class Box(NamedTuple):
    """A rectangle by its top left corner, width and height."""

    x: Length
    y: Length
    width: Length
    height: Length


Quad = tuple[Point, Point, Point, Point]
"""Four corners, clockwise from the top left, as `insert` places a picture."""


class Money(NamedTuple):
    """An exact amount in millionths of a unit of an ISO 4217 currency."""

    micros: int
    currency: str


class Size(NamedTuple):
    """Pixels. `1080p` (width None) names the shorter side; the film's aspect gives the other."""

    width: int | None
    height: int


@record
class Phrase:
    """One phrase of a shot's list, a camera sequence or a transition: words, then arguments, amounts and speed.

    `push in fast toward MEI 3s` reads name=`push in fast toward MEI`, duration=3 s: which of the words are the
    vocabulary's name, a pace (`slow`, `fast`) or an `on NAME` is settled by names, in resolve.
    """

    name: Text
    arguments: tuple[Text, ...]
    duration: Duration | None
    span: Span = field(compare=False)


@record
class Placement:
    """`MAN as OLD right near back box 60% 10% 20% 40%`: who, as which variant, the words of the place, and its box."""

    name: Text
    variant: Text | None
    words: tuple[Text, ...]
    box: Text | None
    span: Span = field(compare=False)


@record
class Slugline:
    """`INT. CLASSROOM - NIGHT`: where (`INT`, `EXT`, `INT/EXT`), the place's name, and the time of day's words."""

    where: Literal["INT", "EXT", "INT/EXT"]
    place: Text
    time: Text | None
    span: Span = field(compare=False)


@record
class FrameReference:
    """A picture by name: a file, or a frame of another shot (`envelopes.last`, `desk.at 2s`)."""

    file: Text | None
    shot: Text | None
    at: Literal["first", "last"] | Duration | None
    span: Span = field(compare=False)


@record
class AxisCurve:
    """`zoom 1.0 -> 1.15 -> 1.1`: one camera axis over the move, keyframes evenly spread."""

    axis: str
    values: tuple[Fraction, ...]
    span: Span = field(compare=False)


@record
class Weighted:
    """A name with a weight: `texture-enhancer 0.6`; 1 when none is written."""

    name: Text
    weight: Fraction


class Reroll(NamedTuple):
    """A bound on trying again: so many takes, or so much money, whichever comes first; None is no bound."""

    takes: int | None
    budget: Money | None


class Extension(NamedTuple):
    """How far a picture grows on one side."""

    side: Literal["up", "down", "left", "right"]
    by: Length


@record
class Control:
    """`canny 0.6 from 0% to 80%`: what to keep, how strongly, and during which share of the steps (0 to 1)."""

    name: Text
    strength: Fraction
    start: Fraction
    end: Fraction
