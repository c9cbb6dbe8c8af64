"""Reads what may be written at the film, a scene or a shot: look, light, lens, footage, guidance."""

from __future__ import annotations

from typing import Any, get_args

from filmc.frontend.values import read_choice, read_list
from filmc.ir.build.context import Context, Cues, used_at
from filmc.ir.build.guidance import read_guidance
from filmc.ir.build.phrases import unknown_phrase
from filmc.ir.film import Footage
from filmc.ir.vocabulary import LightWord, Look


def read_style(context: Context, cues: Cues) -> dict[str, Any]:
    """Return the fields of `Styled` that the cues set."""
    light, light_words = _light(context, cues)
    footage = cues.text("footage")
    return {
        "look": _look(context, cues),
        "light": light,
        "light_words": light_words,
        "lens": cues.words("lens"),
        "guidance": read_guidance(context, cues),
        "footage": read_choice(context.notes, footage, get_args(Footage)) if footage else None,
    }


def _look(context: Context, cues: Cues) -> Look | None:
    text = cues.text("look")
    if text is None:
        return None
    look = context.words.find("look", text.value)
    if isinstance(look, Look):
        return used_at(look, text.span)
    unknown_phrase(context, text, ("look",), "a look")
    return None


def _light(context: Context, cues: Cues) -> tuple[tuple[LightWord, ...], str]:
    """Return the declared words of lighting, and the rest in the author's own words."""
    text = cues.text("light")
    known: list[LightWord] = []
    free: list[str] = []
    for part in read_list(context.notes, text) if text else ():
        word = context.words.find("light", part.value)
        if isinstance(word, LightWord):
            known.append(used_at(word, part.span))
        else:
            free.append(part.value)
    return tuple(known), ", ".join(free)
