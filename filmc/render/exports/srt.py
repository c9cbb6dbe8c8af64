"""SubRip subtitles: what every player reads."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from filmc.ir.frames import snap, to_seconds
from filmc.lower.subtitles import Event


def srt(events: Sequence[Event], rate: Fraction) -> str:
    """Return the events as .srt text. Words are data: what looks like a tag or an arrow is made harmless."""
    return "\n".join(_entry(number, event, rate) for number, event in enumerate(events, 1))


def _entry(number: int, event: Event, rate: Fraction) -> str:
    lines = "\n".join(_harmless(line) for line in event.lines if line.strip())
    return (
        f"{number}\n{clock(event.film_range.start, rate, ',')} --> {clock(event.film_range.end, rate, ',')}\n{lines}\n"
    )


def _harmless(line: str) -> str:
    """SubRip has no escape: the angle brackets of what would be a tag are replaced by look-alikes."""
    return line.replace("-->", "→").replace("<", "‹").replace(">", "›").replace("{\\", "{ \\")


def clock(frame: int, rate: Fraction, point: str) -> str:
    """Return the time at which `frame` begins as `00:01:02,345`, to the nearest millisecond."""
    milliseconds = snap(to_seconds(frame, rate), Fraction(1000))
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"
