"""Reads on-screen text: the words, where they stand, from when to when."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from filmc.frontend.ast import Cue, Text
from filmc.frontend.cues import CueKind
from filmc.frontend.manner import entries, match_how
from filmc.frontend.values import read_quad, read_time_span
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.dialogue import line_span, read_seconds, read_translations
from filmc.ir.film import Caption

_PLACES = ("title", "lower third", "centre", "top")


def read_captions(context: Context, cues: Cues) -> tuple[Caption, ...]:
    """Return the `text` cues of one block, in order."""
    return tuple(
        _caption(context, kind, cue, text) for kind, cue in cues if kind.key == "text" and (text := cue.full_value())
    )


def _caption(context: Context, kind: CueKind, cue: Cue, text: Text) -> Caption:
    said: dict[str, Any] = {}
    for entry in entries(cue.how):
        how = match_how(kind, entry)
        if how:
            said |= _how(context, how.form, how.argument)
    style = Cues(context, "text:", cue.body).words("style")
    translations = read_translations(context, cue, "text:")
    return Caption(text=text.value, style=style, translations=translations, span=line_span(cue), **said)


def _how(context: Context, form: str, argument: Text) -> dict[str, Any]:
    """Return the fields that one entry of the parenthesis sets."""
    if form in _PLACES:
        return {"where": form}
    if form == "quad QUAD":
        quad = read_quad(context.notes, argument)
        return {"where": "quad", "quad": quad} if quad else {}
    if form == "at TIME":
        return {"start": read_seconds(context, argument) or Fraction(0)}
    span = read_time_span(context.notes, argument) if form == "SPAN" else None
    return {"start": context.seconds(span.start), "end": context.seconds(span.end)} if span else {}
