"""Reads `sfx`, `ambience` and `music`: what is heard, from when, how loud, with which fades; and what stops it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from filmc.base.patterns import late
from filmc.frontend.ast import Cue, Text
from filmc.frontend.cues import CueKind
from filmc.frontend.files import SOUNDS
from filmc.frontend.manner import entries, match_how
from filmc.frontend.screenplay import Declaration
from filmc.frontend.values import read_level, read_list, read_time_span
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.dialogue import line_span, read_seconds
from filmc.ir.film import SoundCue
from filmc.ir.vocabulary import SoundWord

Heard = Literal["sfx", "ambience", "music"]
KINDS: tuple[Heard, ...] = ("sfx", "ambience", "music")

STOP = late(
    r"(?:stop|stops|none|off|停止?|无)\s*(?:[(（]\s*(?:fade|fade out|淡出)\s+(?P<fade>[^)）]+)[)）])?", re.IGNORECASE
)
"""A value that ends the sound of its kind."""


class _Manner:
    """What a sound's parenthesis says; set entry by entry."""

    at: Fraction = Fraction(0)
    until: Fraction | None = None
    level: float = 0.0
    fade_in: Fraction = Fraction(0)
    fade_out: Fraction = Fraction(0)


def read_sounds(context: Context, cues: Cues) -> tuple[SoundCue, ...]:
    """Return every sound that the cues of one block name, in order."""
    return tuple(
        sound
        for kind, cue in cues
        for heard in KINDS
        if kind.key == heard
        for sound in _read(context, kind, heard, cue)
    )


def _read(context: Context, kind: CueKind, heard: Heard, cue: Cue) -> Iterator[SoundCue]:
    text = cue.full_value()
    if text is None:
        return
    manner = _manner(context, kind, cue)
    stop = STOP.fullmatch(text.value.strip())
    if stop:
        fade = _stop_fade(context, text, stop) or manner.fade_out
        yield SoundCue(kind=heard, what="stop", at=manner.at, fade_out=fade, stop=True, span=line_span(cue))
        return
    parts = read_list(context.notes, text) if heard == "ambience" else (text,)
    for part in parts:
        yield _sound(context, heard, part, manner)


def _stop_fade(context: Context, text: Text, stop: re.Match[str]) -> Fraction | None:
    if stop["fade"] is None:
        return None
    return read_seconds(context, Text(stop["fade"], text.span.part(*stop.span("fade"))))


def _sound(context: Context, heard: Heard, text: Text, manner: _Manner) -> SoundCue:
    words = " ".join(text.value.split())
    theme = context.names.find("theme", words) if heard == "music" else None
    word = None if heard == "music" else _word(context, words)
    own = context.names.find("sound", word.name) if word else None
    return SoundCue(
        kind=heard,
        what=words,
        word=word,
        theme=theme.name.value if theme else None,
        file=_file(context, text, own),
        level=manner.level,
        at=manner.at,
        until=manner.until,
        fade_in=manner.fade_in,
        fade_out=manner.fade_out,
        span=text.span,
    )


def _word(context: Context, words: str) -> SoundWord | None:
    """Return the declared sound of this name, else the one with the longest name among the words."""
    exact = context.words.find("sound", words)
    if isinstance(exact, SoundWord):
        return exact
    found = max(context.spotters.heard.find(words), key=lambda each: each.end - each.start, default=None)
    word = context.words.find("sound", found.what) if found else None
    return word if isinstance(word, SoundWord) else None


def _file(context: Context, text: Text, own: Declaration | None) -> str | None:
    """Return the file that the value names, or that the author's own sound of this name plays."""
    if text.value.lower().endswith(SOUNDS):
        return context.file(text, SOUNDS)
    return context.file(Cues(context, "sound", own.block.body).text("file"), SOUNDS) if own else None


def _manner(context: Context, kind: CueKind, cue: Cue) -> _Manner:
    manner = _Manner()
    for entry in entries(cue.how):
        how = match_how(kind, entry)
        if how:
            _take(context, manner, how.form, how.argument)
    return manner


def _take(context: Context, manner: _Manner, form: str, argument: Text) -> None:
    match form:
        case "at TIME":
            manner.at = read_seconds(context, argument) or Fraction(0)
        case "SPAN":
            span = read_time_span(context.notes, argument)
            if span:
                manner.at, manner.until = context.seconds(span.start), context.seconds(span.end)
        case "under LEVEL" | "LEVEL":
            manner.level = read_level(context.notes, argument) or 0.0
        case "fade in TIME":
            manner.fade_in = read_seconds(context, argument) or Fraction(0)
        case "fade out TIME":
            manner.fade_out = read_seconds(context, argument) or Fraction(0)
        case "fade TIME":
            manner.fade_in = manner.fade_out = read_seconds(context, argument) or Fraction(0)


def place_ambience(context: Context, ambience: str, at: Text) -> tuple[SoundCue, ...]:
    """Return what a place sounds like; `at` is where the scene names the place."""
    parts = read_list(context.notes, Text(ambience, at.span))
    return tuple([_sound(context, "ambience", Text(part.value, at.span), _Manner()) for part in parts])
