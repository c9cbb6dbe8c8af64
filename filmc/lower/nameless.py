"""The film as the pen reads it: what has looks that can be drawn is drawn from them, whatever it is called.

Its names stand as handles that mean nothing, so that a character who is renamed SNOW brings no snow. Where the looks
leave open what somebody or something is, the name tells: then it is no handle, and stays.
"""

from __future__ import annotations

import re

from filmc.base.digest import digest
from filmc.base.record import replace
from filmc.ir.film import Entity, Film, Shot
from filmc.lower.panel import Panel
from filmc.lower.props import PROP_WORDS
from filmc.lower.renamed import Renaming
from filmc.lower.setting import place_word
from filmc.lower.traits import says_who


def nameless(film: Film) -> Film:
    """Return `film` with handles in place of names wherever the looks tell what is drawn."""
    handles = handles_of(film)
    return Renaming(film, handles).film(film) if handles else film


def handles_of(film: Film) -> dict[str, str]:
    """Return what stands for whom of the film, wherever the looks tell what is drawn."""
    handles: dict[str, str] = {}
    for name, entity in film.entities.items():
        told = _told(film, entity)
        if told is not None:
            handles[name] = _handle(entity, told, set(handles.values()))
    return handles


def _told(film: Film, entity: Entity) -> str | None:
    """Return the word with which the looks say what it is; empty for people, None where they do not say it."""
    match entity.kind:
        case "character":
            return "" if says_who(entity.base) else None
        case "place":
            return place_word(entity.base.appearance, {shot.where for shot in film.shots if shot.place == entity.name})
        case "prop":
            return prop_word(entity.base.appearance)


_HEAD = re.compile(r"[,;.，；。、]|\b(?:with|of|on|in|at|from|for|by|under|over|that|which|whose)\b")


def prop_word(appearance: str) -> str | None:
    """Return the word for a thing that the pen knows as which `appearance` begins: "a dented copper kettle with …"."""
    hits = PROP_WORDS.find(_HEAD.split(appearance, maxsplit=1)[0])
    return hits[-1].word if hits else None


def _handle(entity: Entity, told: str, taken: set[str]) -> str:
    """Return a handle that only the looks decide; of several who look alike, the later ones get another."""
    looks = [[one.appearance, one.wardrobe] for one in (entity.base, *entity.variants)]
    letters = digest([entity.kind, looks])[:8].translate(_LETTERS)
    handle = f"X{letters}-{told}" if told else f"X{letters}"
    while handle in taken:
        handle = f"Xx{handle[1:]}"
    return handle


_LETTERS = str.maketrans("0123456789", "ghjkmnpqrs")
_UNKNOWN = "object"
"""The kind of a thing that the pen does not know: its name is written on it."""


def numbers(shot: Shot) -> dict[str, str]:
    """Return who is number what in `shot`: who is in it in order, then who is only heard."""
    people = dict.fromkeys([*(one.name for one in shot.cast), *(line.speaker for line in shot.lines)])
    return {name: str(number) for number, name in enumerate(people, 1)}


def numbered(panel: Panel, shot: Shot) -> Panel:
    """Return the panel of `shot` with numbers in place of names, and things called what they are."""
    number = numbers(shot)
    figures = (replace(one, name=number.setdefault(one.name, str(len(number) + 1))) for one in panel.figures)
    things = (one if one.kind == _UNKNOWN else replace(one, name=one.kind) for one in panel.things)
    return replace(panel, figures=tuple(figures), things=tuple(things))
