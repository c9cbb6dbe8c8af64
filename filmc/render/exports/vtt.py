"""WebVTT subtitles: what browsers read."""

from __future__ import annotations

import html
from collections.abc import Sequence
from fractions import Fraction

from filmc.lower.subtitles import Event
from filmc.render.exports.srt import clock


def vtt(events: Sequence[Event], rate: Fraction) -> str:
    """Return the events as .vtt text; `&`, `<` and `>` are escaped as the format asks."""
    return "\n".join(["WEBVTT\n", *(_cue(event, rate) for event in events)])


def _cue(event: Event, rate: Fraction) -> str:
    lines = "\n".join(html.escape(line, quote=False) for line in event.lines if line.strip())
    return f"{clock(event.film_range.start, rate, '.')} --> {clock(event.film_range.end, rate, '.')}\n{lines}\n"
