"""Reads what bounds the making: how many takes, when to try again, what a take must pass."""

from __future__ import annotations

from collections.abc import Iterable

from filmc.frontend.values import read_integer, read_list, read_reroll
from filmc.ir.build.context import Context, Cues
from filmc.ir.film import Expect, Reroll

MOST = 1000
"""Takes that anybody could mean."""


def read_takes(context: Context, cues: Cues) -> int | None:
    """Return how many candidates are to be made; None where nothing is written."""
    text = cues.text("takes")
    return read_integer(context.notes, text, 1, MOST) if text else None


def read_reroll_of(context: Context, cues: Cues) -> Reroll | None:
    """Return the bound of a retry; None where nothing is written."""
    text = cues.text("reroll")
    bound = read_reroll(context.notes, text) if text else None
    return Reroll(takes=bound.takes, money=bound.budget, span=text.span) if bound and text else None


def read_expectations(context: Context, cues: Cues, about: str | None = None) -> Iterable[Expect]:
    """Yield what a take must pass, and whom each is about: who is named in it, else `about`."""
    for text in (value for cue in cues.all("expect") if (value := cue.full_value())):
        for part in read_list(context.notes, text):
            named = next((found.what for found in context.spotters.people.find(part.value)), about)
            yield Expect(what=part.value, about=named, span=part.span)
