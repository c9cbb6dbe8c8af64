"""The film as the pen reads it: what has looks that can be drawn is drawn from them, whatever it is called.

Its names stand as handles that mean nothing, so that a character who is renamed SNOW brings no snow. Where the looks
leave open what somebody or something is, the name tells: then it is no handle, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from filmc.base.digest import digest
from filmc.ir.film import Entity, Film, FrameOf, Shot, Step
from filmc.ir.spotting import Spotter
from filmc.lower.mentions import mentions
from filmc.lower.panel import Panel
from filmc.lower.props import PROP_WORDS
from filmc.lower.setting import place_word
from filmc.lower.traits import says_who

Over = Callable[[str], str]


def nameless(film: Film) -> Film:
    """Return `film` with handles in place of names wherever the looks tell what is drawn."""
    veil = _Veil.of(film)
    if not veil.handles:
        return film
    entities = {veil.handle(name): _unnamed(entity, veil) for name, entity in film.entities.items()}
    shots = film.with_shots(_over_shot(shot, veil) for shot in film.shots)
    return shots.model_copy(update={"entities": entities})


class _Veil(NamedTuple):
    """The handle of each name that means nothing, and who finds the names in a text (None: this one stays)."""

    handles: Mapping[str, str]
    spotter: Spotter[str | None]

    @classmethod
    def of(cls, film: Film) -> _Veil:
        handles: dict[str, str] = {}
        for name, entity in film.entities.items():
            told = _told(film, entity)
            if told is not None:
                handles[name] = _handle(entity, told, set(handles.values()))
        names = {word: handles.get(one.name) for one in film.entities.values() for word in (one.name, *one.also)}
        return cls(handles, Spotter(names))

    def handle(self, name: str) -> str:
        """Return what stands for `name`."""
        return self.handles.get(name, name)

    def over(self, text: str) -> str:
        """Return `text` with handles in place of names."""
        parts, end = [], 0
        for place, handle in mentions(self.spotter, text):
            parts += [text[end : place.start], handle or text[place.start : place.end]]
            end = place.end
        return "".join([*parts, text[end:]]) if parts else text


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
    """Return the word for a thing that the pen knows as which the appearance begins: "a dented copper kettle with …"."""
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


def _unnamed(entity: Entity, veil: _Veil) -> Entity:
    if entity.name not in veil.handles:
        return entity
    return entity.model_copy(update={"name": veil.handle(entity.name), "also": ()})


def _over_shot(shot: Shot, veil: _Veil) -> Shot:
    handle, over = veil.handle, veil.over
    update = {
        "place": handle(shot.place) if shot.place else None,
        "slug_place": over(shot.slug_place),
        "subject": handle(shot.subject) if shot.subject else None,
        "setup_cast": {parameter: handle(name) for parameter, name in shot.setup_cast.items()},
        "cast": tuple(one.model_copy(update={"name": handle(one.name)}) for one in shot.cast),
        "props": tuple(map(handle, shot.props)),
        "action": tuple(map(over, shot.action)),
        "lines": tuple(line.model_copy(update={"speaker": handle(line.speaker)}) for line in shot.lines),
        "paths": tuple(path.model_copy(update={"thing": over(path.thing)}) for path in shot.paths),
        "frame": steps_over(shot.frame, over),
        "start": _frame_over(shot.start, over),
    }
    return shot.model_copy(update=update)


def _frame_over(frame: FrameOf | None, over: Over) -> FrameOf | None:
    return frame.model_copy(update={"steps": steps_over(frame.steps, over)}) if frame and frame.steps else frame


def steps_over(steps: tuple[Step, ...], over: Over) -> tuple[Step, ...]:
    """Return repairs with `over` done to what they ask for."""
    return tuple(step.model_copy(update={"prompt": over(step.prompt)}) if step.prompt else step for step in steps)


def numbers(shot: Shot) -> dict[str, str]:
    """Return who is number what in `shot`: who is in it in order, then who is only heard."""
    people = dict.fromkeys([*(one.name for one in shot.cast), *(line.speaker for line in shot.lines)])
    return {name: str(number) for number, name in enumerate(people, 1)}


def numbered(panel: Panel, shot: Shot) -> Panel:
    """Return the shot's panel with numbers in place of names, and things called what they are.

    A thing that the pen does not know keeps its name: it is written on it.
    """
    number = numbers(shot)
    figures = (replace(one, name=number.setdefault(one.name, str(len(number) + 1))) for one in panel.figures)
    things = (one if one.kind == "object" else replace(one, name=one.kind) for one in panel.things)
    return replace(panel, figures=tuple(figures), things=tuple(things))
