"""Sets transitions between shots: each belongs to the end of the shot before it or to the beginning of the one after.

A `fade-out` ends the shot before, a `dip` is half of each, all others begin the shot after. So a fade out and a
fade in may stand together; any other pair at one joint is an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from filmc.base.diagnostic import Edit, Fix, Label
from filmc.frontend.ast import Cue
from filmc.frontend.values import read_transition
from filmc.ir.build.context import Context, used_at
from filmc.ir.build.phrases import unknown_phrase
from filmc.ir.film import Shot, Transition
from filmc.ir.frames import snap
from filmc.ir.vocabulary import TransitionWord

_ALONE = frozenset({"fade-out", "fade-in"})
"""Mixes that need no other picture beside them."""


def read_joint(context: Context, cue: Cue) -> Transition | None:
    """Return the transition of one cue; None for a plain cut and for what is none."""
    text = cue.full_value()
    phrase = read_transition(context.notes, text) if text else None
    if phrase is None:
        return None
    word = context.words.find("transition", phrase.name.value)
    if not isinstance(word, TransitionWord):
        unknown_phrase(context, phrase.name, ("transition",), "a transition")
        return None
    seconds = Fraction(word.seconds).limit_denominator(1000)
    frames = snap(context.seconds(phrase.duration) if phrase.duration else seconds, context.settings.rate)
    if word.mix == "cut" or frames < 1:
        return None
    return Transition(word=used_at(word, phrase.span), frames=frames, span=phrase.span)


def join(context: Context, shots: list[Shot], joint: Iterable[Transition], at: int) -> None:
    """Set the transitions of one joint, that before `shots[at]` (after the last shot where there is none)."""
    before = at - 1 if at > 0 else None
    after = at if at < len(shots) else None
    for transition in joint:
        mix = transition.word.mix
        if mix == "dip":
            half = transition.frames // 2
            _set(context, shots, before, "transition_out", context.memo.copy(transition, frames=half))
            _set(context, shots, after, "transition_in", context.memo.copy(transition, frames=transition.frames - half))
        elif mix == "fade-out":
            _set(context, shots, before, "transition_out", transition)
        elif mix not in _ALONE and (before is None or after is None):
            _nothing_beside(context, transition, "before" if before is None else "after")
        else:
            _set(context, shots, after, "transition_in", transition)


def _set(context: Context, shots: list[Shot], at: int | None, side: str, transition: Transition) -> None:
    if at is None:
        if transition.word.mix != "dip":
            _nothing_beside(context, transition, "before" if side == "transition_out" else "after")
        return
    other: Transition | None = getattr(shots[at], side)
    if other:
        context.notes.add(
            "E0514",
            transition.span,
            "two transitions stand between the same shots",
            "keep one of them; only a fade out and a fade in go together",
            labels=[Label(other.span, "the first one")],
        )
        return
    shots[at] = context.memo.copy(shots[at], **{side: transition})


def _nothing_beside(context: Context, transition: Transition, side: str) -> None:
    instead = "fade from black" if side == "before" else "fade to black"
    context.notes.add(
        "W0513",
        transition.span,
        f"no shot stands {side} this {transition.word.name}: it is not played",
        f"write `transition: {instead}`",
        fixes=[Fix(f"write {instead}", (Edit(transition.word.span, instead),))],
    )
