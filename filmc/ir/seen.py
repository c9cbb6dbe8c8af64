"""What is seen besides the shot itself: text, borrowed frames and their repairs, footage, moves, transitions."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from filmc.frontend.value import Box, Length, Point, Quad
from filmc.ir.frames import FrameRange
from filmc.ir.node import Exact, Node
from filmc.ir.vocabulary import Move, TransitionWord


class Caption(Node):
    """On-screen text, timed from the start of its shot or scene. `where`: a place, or four corners in the picture."""

    text: str
    where: Literal["title", "lower third", "centre", "top", "quad"] = "centre"
    quad: Quad | None = None
    style: str = ""
    translations: dict[str, str] = {}
    start: Exact = Fraction(0)
    """Seconds from the start of its shot or scene."""
    end: Exact | None = None
    """None: as long as its shot or scene."""
    film_range: FrameRange = FrameRange(0, 0)


class FrameOf(Node):
    """A picture to begin or end with: a file, or a frame of another shot, then the repairs on it."""

    file: str | None = None
    shot: str | None = None
    """The other shot: its label as written, then (after `resolve_references`) its id."""
    at: Literal["first", "last"] | Exact = "first"
    steps: tuple[Step, ...] = ()


class Step(Node):
    """One repair of a still. Only the fields of its `kind` are set."""

    kind: Literal["insert", "fix", "extend", "layer", "restyle", "keep"]
    file: str | None = None
    prompt: str = ""
    quad: Quad | None = None
    box: Box | None = None
    point: Point | None = None
    scale: Exact | None = None
    matte: bool = False
    sides: dict[Literal["up", "down", "left", "right"], Length] = {}
    control: str = ""
    weight: float = 1.0
    from_: Exact = Fraction(0)
    to: Exact = Fraction(1)


class Path(Node):
    """Motion brush: `thing` goes along the points during the shot."""

    thing: str
    points: tuple[Point, ...]


class Source(Node):
    """Existing footage: a file and the part of it that is used (seconds in the file)."""

    file: str
    start: Exact = Fraction(0)
    end: Exact | None = None


class CameraMove(Node):
    """One move of the shot's sequence over `shot_range`; `pace` scales its reach (slow 0.6, fast 1.6)."""

    move: Move
    pace: float = 1.0
    toward: str | None = None
    seconds: Exact | None = None
    """As written; None shares what the others leave."""
    together: bool = False
    """It runs at the same time as the move before it."""
    shot_range: FrameRange = FrameRange(0, 0)


class Transition(Node):
    """How a shot begins after the one before it (or from nothing), or ends; `frames` long.

    A `dip` stands as two halves: the end of one shot and the beginning of the next.
    """

    word: TransitionWord
    frames: int
