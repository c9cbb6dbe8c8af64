"""What is heard: lines of dialogue, sounds and music."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from filmc.base.source import NOWHERE, Span
from filmc.ir.frames import FrameRange
from filmc.ir.node import Exact, Node
from filmc.ir.people import Expect, Guidance, Reroll
from filmc.ir.vocabulary import Mood, Performance, SoundWord


class Line(Node):
    """A line of dialogue. `shot_range` may start before 0 (pre-lap) and, off screen, end after the shot."""

    speaker: str
    variant: str | None = None
    text: str
    language: str
    """BCP 47: `cmn`, `yue`, `en`, `ja`, …"""
    translations: dict[str, str] = {}
    voice_over: bool = False
    off_screen: bool = False
    performances: tuple[Performance, ...] = ()
    at: Exact | None = None
    """Seconds from the shot's start, when the author fixed it."""
    overlap: bool = False
    pre_lap: Exact = Fraction(0)
    shot_range: FrameRange = FrameRange(0, 0)
    measured: bool = False
    """The length was measured on a take rather than estimated."""
    name_span: Span = NOWHERE
    """Where the speaker's name is written."""


class SoundCue(Node):
    """A sound as it is written at the film, a scene or a shot: seconds count from the start of that.

    Where it is heard, and for how long, the pass `lay_sounds` says (`Sound`). `stop` ends what plays.
    """

    kind: Literal["sfx", "ambience", "music"]
    what: str
    word: SoundWord | None = None
    theme: str | None = None
    file: str | None = None
    level: float = 0.0
    at: Exact = Fraction(0)
    until: Exact | None = None
    fade_in: Exact = Fraction(0)
    fade_out: Exact = Fraction(0)
    stop: bool = False


class Sound(Node):
    """An effect, ambience or piece of music, on the film's own time line.

    `what` is the author's words. It plays `file`, else the declared `word` (sound), else the words' own meaning.
    """

    kind: Literal["sfx", "ambience", "music"]
    what: str
    word: SoundWord | None = None
    theme: str | None = None
    file: str | None = None
    level: float = 0.0
    """Decibels, relative to the kind's usual level."""
    fade_in: int = 0
    fade_out: int = 0
    whole: bool = False
    """It rings on to its own end, even past `film_range`: an effect that the author gave no end."""
    film_range: FrameRange = FrameRange(0, 0)


class Theme(Node):
    """A declared piece of music."""

    name: str
    mood: str = ""
    moods: tuple[Mood, ...] = ()
    tempo: str = ""
    bpm: float | None = None
    instruments: tuple[str, ...] = ()
    guidance: Guidance = Guidance()
    takes: int = 1
    reroll: Reroll | None = None
    expect: tuple[Expect, ...] = ()
    file: str | None = None
