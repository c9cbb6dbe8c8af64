"""A split screen's two sides: a shot of its own for each of the two people, at the place where they are.

Where somebody is, the action says ("Mei in the kitchen"); else they are where the film last showed them, or next will.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from filmc.ir.film import Film, Presence, Shot
from filmc.lower.posing import on_screen, said_of
from filmc.lower.setting import place_named
from filmc.lower.setting_words import INSIDE

_SIDES = ("left", "right")
Where = dict[str, Any]
"""The fields of a shot that say where it plays."""


def is_split(shot: Shot) -> bool:
    """Tell whether `shot` is a split screen: its sides show where the film's other shots have shown somebody."""
    return shot.setup is not None and shot.setup.crop == "split"


def halves_of(film: Film, shot: Shot) -> tuple[Shot, ...]:
    """Return the shots of the left and the right side; none where `shot` is no split screen of two people."""
    people = on_screen(shot)
    if not is_split(shot) or len(people) < 2:
        return ()
    people = sorted(people[:2], key=lambda one: one.spot.side or "centre")  # left comes before right
    said = [said_of(film, one.name, shot, alone=False) for one in people]
    places = _places(film, shot, people, said)
    return tuple(
        shot.model_copy(update={
            "setup": None, "setup_cast": {}, "action": (words,) if words else (), **where,
            "cast": (one.model_copy(update={"spot": one.spot.model_copy(update={"side": None})}),),
        })
        for one, words, where in zip(people, said, places, strict=True)
    )  # fmt: skip


def _places(film: Film, shot: Shot, people: list[Presence], said: list[str]) -> list[Where]:
    """Return where each of two people is: two places, if the film knows two."""
    here = _where(shot)
    told = [_told(film, shot, words) for words in said]
    if not any(told):
        seen = [[*_seen(film, shot, one)] for one in people]
        first = next((where for where in seen[0] if where in (here, *seen[0][:1])), here)
        told = [first, next((where for where in seen[1] if where != first), None)]
        if told[1] is None:
            told[0] = next((where for where in seen[0] if where != here), None)
    return [where or here for where in told]


def _told(film: Film, shot: Shot, said: str) -> Where | None:
    """Return the place that the action names for somebody: a declared one, or one in plain words."""
    for name in shot.places:
        entity = film.entities.get(name)
        if entity and any(word.lower() in said.lower() for word in (entity.name, *entity.also)):
            return _at(
                place=name, slug_place=name, where=_roof(place_named(name) or place_named(entity.base.appearance))
            )
    place = place_named(said)
    return _at(place=None, slug_place=said, where=_roof(place)) if place else None


def _roof(place: str | None) -> str:
    return "INT" if place in INSIDE else "EXT"


def _at(**where: Any) -> Where:
    return {"place_variant": None, **where}


def _where(shot: Shot) -> Where:
    return _at(place=shot.place, slug_place=shot.slug_place, where=shot.where, place_variant=shot.place_variant)


def _seen(film: Film, shot: Shot, one: Presence) -> Iterator[Where]:
    """Yield where the other shots show somebody, nearest first, those before this one first of all."""
    ids = [other.id for other in film.shots]
    at = ids.index(shot.id) if shot.id in ids else len(ids)
    for other in chain(reversed(film.shots[:at]), film.shots[at + 1 :]):
        split = other.setup is not None and other.setup.crop == "split"
        if not split and any(seen.name == one.name for seen in on_screen(other)):
            yield _where(other)
