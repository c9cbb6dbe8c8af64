"""From words to a setting: where and when a shot plays, as the terms that the pen knows. Pure text work.

Nearest words win: a repair of the shot (`restyle: spring`) before its action, the slugline and light before the
place's declared looks, and the film's look last. The same place has the same seed in every shot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal, cast

from filmc.base.digest import seed
from filmc.base.record import record
from filmc.ir.film import Entity, Film, Shot, Step
from filmc.ir.spotting import QUOTED
from filmc.lower import setting_words as words
from filmc.lower.lexicon import Lexicon, by_meaning
from filmc.lower.panel import Hour, Particles, Place, Season, Setting, Sign, Weather
from filmc.lower.said import said


def setting_of(film: Film, shot: Shot, steps: Sequence[Step] = ()) -> Setting:
    """Return where and when `shot` plays; `steps` are repairs of the picture beyond the shot's own."""
    entity = film.entities.get(shot.place or "")
    names = (entity.name, *entity.also) if entity else ()
    prose = _Prose(
        restyle=_joined(step.prompt for step in reversed((*_own_steps(shot), *steps)) if step.kind == "restyle"),
        action=_joined(shot.action),
        before=tuple(_joined(other.action) for other in _before(film, shot)),
        slug=f"{shot.slug_place} {shot.place or ''}",
        time=shot.time_of_day,
        light=_joined((*(said(word) for word in shot.light), shot.light_words)),
        looks=_looks(entity, shot.place_variant),
        place=_joined((*names, _looks(entity, shot.place_variant))),
        look=f"{said(shot.look)} {shot.look.prompt}" if shot.look else "",
    )
    place, interior = _place(prose, shot.where, entity)
    return Setting(
        place=place,
        interior=interior,
        hour=_hour(prose),
        season=cast("Season", _first(_SEASONS, prose.restyle, prose.action, prose.time, prose.slug, prose.place) or ""),
        weather=_weather(prose),
        features=_features(prose),
        particles=_particles(prose),
        signs=_signs((*shot.action, prose.place)),
        seed=_place_seed(entity, shot),
    )


@record
class _Prose:
    """All that is said about where a shot plays, by who says it."""

    restyle: str
    action: str
    slug: str
    time: str
    light: str
    before: tuple[str, ...]
    """What the earlier shots of the scene say, the latest first: looked at one by one, for there may be hundreds."""
    looks: str
    place: str
    look: str


_PLACES = by_meaning(words.PLACES)
_HOURS = by_meaning(words.HOURS)
_HOURS_IN_PROSE = by_meaning(words.HOURS_IN_PROSE)
_SEASONS = by_meaning(words.SEASONS)
_WEATHERS = by_meaning(words.WEATHERS)
_PARTICLES = by_meaning(words.PARTICLES)
_DRIFTING = by_meaning(words.DRIFTING)
_MOTION = by_meaning(words.MOTION)
_FEATURES = by_meaning(words.FEATURES)
_SIGNS = by_meaning(words.SIGNS)
_MOST_PARTICLES = 3


def _own_steps(shot: Shot) -> tuple[Step, ...]:
    return (*(shot.start.steps if shot.start else ()), *shot.frame)


def _looks(entity: Entity | None, variant: str | None) -> str:
    """Return how the place is said to look, in this variant."""
    return (entity.as_variant(variant).appearance or entity.base.appearance) if entity else ""


def _before(film: Film, shot: Shot) -> list[Shot]:
    """Return the shots of the scene before this one, the latest first."""
    for scene in film.scenes:
        ids = [other.id for other in scene.shots]
        if shot.id in ids:
            return [*scene.shots[: ids.index(shot.id)]][::-1]
    return []


def _joined(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _first(lexicon: Lexicon[str], *texts: str) -> str | None:
    return next((meaning for text in texts if (meaning := lexicon.first(text))), None)


def _place(prose: _Prose, where: Literal["INT", "EXT", "INT/EXT"], entity: Entity | None) -> tuple[Place, bool]:
    """Return the place that is meant, and whether it has a roof; the slugline's INT and EXT are obeyed.

    How a place is said to look outranks its name, its name outranks the action; words that only surround a place
    count where nothing better is said.
    """
    names = (entity.name, *entity.also) if entity else ()
    told = (prose.restyle, prose.looks, prose.slug, *names)
    ranked = [*((source, 1) for source in told), *((source, 0) for source in told), (prose.action, 0)]
    for source, least in ranked:
        for place in _ranked(source, least):
            if fitting := _under_roof(place, where):
                return fitting
    if where == "INT":
        return "plain-room", True
    return "plain-outside", False


def place_named(text: str) -> Place | None:
    """Return the place that `text` clearly names, or None; words that only surround a place do not count."""
    return cast("Place | None", next(iter(_ranked(text, 1)), None))


def _ranked(text: str, least: int) -> list[str]:
    """Return the places that `text` names with at least the rank `least`, most telling first."""
    found = [(-int(hit.value.split()[1]), hit.start, hit.value.split()[0]) for hit in _PLACES.find(text)]
    return [place for rank, _, place in sorted(found) if -rank >= least]


def place_word(looks: str, wheres: Iterable[str]) -> str | None:
    """Return the word with which `looks` name a kind of place that can be in all of `wheres` (INT, EXT), or None."""
    found = sorted(
        (-int(hit.value.split()[1]), hit.start, hit.value.split()[0], looks[hit.start : hit.end])
        for hit in _PLACES.find(looks)
    )
    return next(
        (word for rank, _, place, word in found if rank and all(_under_roof(place, each) for each in wheres)), None
    )


def _under_roof(place: str, where: str) -> tuple[Place, bool] | None:
    if place in words.EITHER:
        return cast("Place", place), where == "INT"
    if place in words.INSIDE:
        return (words.OUTSIDE_OF[place], False) if where == "EXT" else (cast("Place", place), True)
    return None if where == "INT" else (cast("Place", place), False)


def _hour(prose: _Prose) -> Hour:
    hour = (
        _first(_HOURS, prose.restyle, prose.time)
        or _first(_HOURS_IN_PROSE, prose.action)
        or _first(_HOURS, prose.light, prose.slug, prose.place)
        or _first(_HOURS_IN_PROSE, prose.look)
    )
    return cast("Hour", hour or "day")


def _weather(prose: _Prose) -> Weather:
    """Return the weather that is said nearest; what an earlier shot of the scene says holds until another word."""
    said = _first(_WEATHERS, prose.restyle, prose.action, *prose.before, prose.time, prose.slug, prose.place)
    if said == "rain" and _WEATHERS.first(prose.place) == "storm":
        return "storm"
    return cast("Weather", "" if said in {None, "clear"} else said)


def _features(prose: _Prose) -> tuple[str, ...]:
    texts = (prose.restyle, prose.action, prose.slug, prose.place, prose.look)
    return tuple(sorted({feature for text in texts for feature in _FEATURES.all(text)}))


def _particles(prose: _Prose) -> tuple[Particles, ...]:
    """Return what is in the air: the first few kinds that the text names."""
    found: list[str] = []
    for sentence in _sentences(_joined((prose.restyle, prose.action, prose.time, prose.place))):
        if _MOTION.first(sentence):
            found += _DRIFTING.all(sentence)
        found += _PARTICLES.all(sentence)
    if _WEATHERS.first(prose.restyle or prose.action) == "clear":
        found = [kind for kind in found if kind not in {"rain", "snow"}]
    return cast("tuple[Particles, ...]", tuple(dict.fromkeys(found))[:_MOST_PARTICLES])


def _signs(texts: Iterable[str]) -> tuple[Sign, ...]:
    """Return words in quotes, where the same sentence says what they are written on."""
    found: list[Sign] = []
    for sentence in (part for text in texts for part in _sentences(text)):
        quotes = QUOTED.findall(sentence)
        on = _SIGNS.first(QUOTED.sub(" ", sentence))
        if on:
            found += [Sign(text.strip(), cast("Literal['board']", on)) for text in quotes]
    return tuple(found)


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text`, by Latin and Chinese full stops; words in quotes stay whole."""
    parts = re.findall(r"(?:[“\"「『][^”\"」』]*[”\"」』]|[^.。!！?？;；\n])+[.。!！?？;；\n]?", text)
    return tuple(part.strip() for part in parts if part.strip())


def _place_seed(entity: Entity | None, shot: Shot) -> int:
    """Return the place's own number: from how it looks, so that renaming it changes nothing where that is written."""
    looks = entity.base.appearance if entity else ""
    return seed("place", looks or (entity.name if entity else shot.slug_place).casefold())
