"""Extras: bodies for people whom the action names without a declaration, and who a pronoun means.

Nobody declared is doubled: "the girl" in a shot with a declared girl is she.
"""

from __future__ import annotations

import re

from filmc.base.record import record
from filmc.ir.film import Appearance, Entity, Film, Presence, Shot
from filmc.ir.spotting import Spotter
from filmc.lower.casting import body_of
from filmc.lower.panel import Body
from filmc.lower.persons import CROWD, Named, people_named

MOST = 8
"""Extras in one picture."""
_BACK = 8
"""Shots of its scene in which a shot looks back for whom it means."""
_AGAIN = re.compile(
    r"\s*(?:(?:he|she|they|his|her|their|him|both|the two|two (?:small |tiny |dark )?figures)(?![a-z])|"
    r"我们|[他她]们?|两人|二人)",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\s*(?:they|their|both|the two|two |我们|[他她]们|两人|二人)", re.IGNORECASE)
_ALL = frozenset({"everybody", "everyone", "大家", "faces"})


@record
class Extra:
    """Somebody without a name of their own: who they are, how they look, and the action about them."""

    name: str
    body: Body
    said: str
    crowd: bool


def extras_of(film: Film, shot: Shot, declared: int) -> list[Extra]:
    """Return the extras of `shot`, in whose picture stand `declared` people with a declaration."""
    extras: list[Extra] = []
    for text in shot.action:
        for person in _undeclared(film, text):
            if declared and (person.definite or person.noun in _ALL or _are_they(person, declared)):
                continue
            extras += _bodies(film, shot, person, text)
    return extras[:MOST]


def _are_they(person: Named, declared: int) -> bool:
    """Tell whether "two people" are those in the picture who have names."""
    return person.count == declared and person.noun in {"people", "person", "friend", "stranger", "lovers", "couple"}


def means_all(shot: Shot) -> bool:
    """Tell whether the action is about everybody in the picture: "They wait", "Two people at a table"."""
    return any(_BOTH.match(text) for text in shot.action)


def recalled(film: Film, shot: Shot) -> list[Presence]:
    """Return whom an action that begins with "He" or "They" means: those of the scene's latest shot with anybody."""
    if not any(_AGAIN.match(sentence) for text in shot.action for sentence in re.split(r"(?<=[.!?。！？])", text)):
        return []
    earlier = _before(film, shot)
    for before in reversed(earlier):
        seen = [one for one in before.cast if one.name in film.entities]
        if seen:
            first = [one for one in seen if one.name == before.subject] or seen
            meant = seen if means_all(shot) else first[:1]
            return [Presence(name=one.name, variant=one.variant) for one in meant]
    return []


def _before(film: Film, shot: Shot) -> tuple[Shot, ...]:
    scene = next((scene for scene in film.scenes if any(one is shot for one in scene.shots)), None)
    if scene is None:
        return ()
    at = next(i for i, one in enumerate(scene.shots) if one is shot)
    return scene.shots[max(at - _BACK, 0) : at]


def _undeclared(film: Film, text: str) -> list[Named]:
    names = {name: entity for entity in film.entities.values() for name in (entity.name, *entity.also)}
    taken = [(found.start, found.end) for found in Spotter(names).find(text)]
    return [
        person for person in people_named(text)
        if not any(start < person.end and person.start < end for start, end in taken)
    ]  # fmt: skip


def _bodies(film: Film, shot: Shot, person: Named, text: str) -> list[Extra]:
    phrase = _first_words(film, shot, person) if person.definite else person.phrase
    if person.noun in _ALL | {"people", "crowd", "person"} and "classroom" in _place_words(film, shot):
        phrase = "student"
    sentence = re.split(r"[.!?。！？]", text[person.end :])[0]
    entity = Entity(name="extra", kind="character", base=Appearance(variant=None, appearance=phrase))
    return [
        Extra(f"{person.noun} {i + 1}", body_of(entity, attempt=i), sentence.lower(), person.count >= CROWD - 2)
        for i in range(min(person.count, MOST))
    ]


def _first_words(film: Film, shot: Shot, person: Named) -> str:
    """Return how somebody was described when an earlier shot first named them."""
    phrases = [
        other.phrase for before in _before(film, shot) for text in before.action for other in people_named(text)
        if other.noun == person.noun
    ]  # fmt: skip
    return max([*phrases, person.phrase], key=len)


def _place_words(film: Film, shot: Shot) -> str:
    place = film.entities.get(shot.place or "")
    words = f"{shot.slug_place} {place.base.appearance if place else ''}".lower()
    return "classroom" if re.search(r"class|exam|school|教室|考场|课堂", words) else words
