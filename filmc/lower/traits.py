"""What the words about somebody say of their looks: the traits that `casting` makes a body of.

Colours and adjectives wait for the noun that follows them: in "short black hair, red apron over a white blouse" the
hair is black and the apron red. The first word for a trait wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast as typed

from filmc.base.record import replace
from filmc.ir.film import Appearance, Entity
from filmc.lower.colours import darker, lighter
from filmc.lower.lexicon import Hit
from filmc.lower.looks import LOOKS, Meaning
from filmc.lower.panel import Colour

CLOTH: Colour = (74, 78, 96)
"""Cloth of which only is said that it is dark, before it is darkened."""
TOPS = ("apron", "coat", "jacket", "armour", "robe", "gown", "dress", "suit", "uniform", "shirt")
"""Cuts that cover the trunk, the outermost first."""


@dataclass(slots=True)
class Traits:
    """What the words say; None and empty where they are silent."""

    age: str | None = None
    gender: str | None = None
    kind: str | None = None
    girth: float | None = None
    height: float | None = None
    skin: Colour | None = None
    hair: str | None = None
    hair_colour: Colour | None = None
    beard: bool = False
    face: str | None = None
    colour: Colour | None = None
    garments: list[tuple[str, str, list[Colour]]] = field(default_factory=list)
    """(cut, the word for it, its colours)."""
    outfit: str | None = None
    eastern: bool = False


def read_traits(entity: Entity, looks: Appearance) -> Traits:
    """Return what the words say: the appearance first, then the wardrobe, then names where both are silent.

    The name of a variant tells only where its appearance is the base's.
    """
    traits = Traits()
    variant = looks.variant.lower() if looks.variant and looks.appearance == entity.base.appearance else ""
    for text in (looks.appearance, looks.wardrobe, variant, entity.name.lower(), *entity.also):
        if text not in {looks.appearance, looks.wardrobe} and _is_human(traits):
            traits.kind = "person"
        for clause in _CLAUSE.split(text):
            _read(traits, clause)
    everything = " ".join((entity.name, *entity.also, entity.base.appearance, entity.base.wardrobe))
    traits.eastern = bool(re.search("[\u3400-\u9fff]", everything))
    return traits


def says_who(looks: Appearance) -> bool:
    """Tell whether the looks alone say what somebody is: an age, a gender, or a kind of creature."""
    traits = Traits()
    for clause in _CLAUSE.split(f"{looks.appearance}\n{looks.wardrobe}"):
        _read(traits, clause)
    return bool(traits.age or traits.gender or traits.kind)


_CLAUSE = re.compile(r"[,;.，；。、\n]")


def _is_human(traits: Traits) -> bool:
    """Tell whether words that name no kind speak of a person, so that a name like MOUSE makes nobody a mouse."""
    return traits.kind is None and (traits.gender is not None or traits.age in {"child", "teen", "adult"})


@dataclass(slots=True)
class _Waiting:
    """Colours and adjectives that have been read and wait for their noun."""

    colours: list[Colour] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)

    @property
    def colour(self) -> Colour | None:
        """The first colour."""
        return self.colours[0] if self.colours else None


def _read(traits: Traits, clause: str) -> None:
    """Take a clause into `traits`."""
    waiting = _Waiting()
    dressed = len(traits.garments)
    for hit, sense, value in _meanings(clause):
        if sense == "colour":
            waiting.colours.append(_toned(typed("Colour", value), waiting.adjectives))
        elif sense == "adjective":
            waiting.adjectives.append(str(value))
        elif _take(traits, sense, value, hit.word, waiting):
            waiting = _Waiting()
    if not waiting.colours:
        return
    if len(traits.garments) > dressed and not traits.garments[-1][2]:
        traits.garments[-1][2].extend(waiting.colours)
    elif traits.kind not in {None, "person"} and traits.colour is None:
        traits.colour = waiting.colour


def _meanings(clause: str) -> Iterator[tuple[Hit[tuple[Meaning, ...]], str, object]]:
    for hit in LOOKS.find(clause):
        for sense, value in hit.value:
            yield hit, sense, value


def _toned(colour: Colour, adjectives: list[str]) -> Colour:
    if "dark" in adjectives:
        return darker(colour, 0.45)
    return lighter(colour, 0.45) if "light" in adjectives else colour


def _take(traits: Traits, sense: str, value: object, word: str, waiting: _Waiting) -> bool:
    """Take one word; tell whether it used up what waited before it."""
    match sense:
        case "garment":
            plain = [darker(CLOTH, 0.6)] if "dark" in waiting.adjectives else []
            traits.garments.append((str(value), word, waiting.colours or plain))
        case "hair" | "hairstyle":
            _take_hair(traits, value, waiting)
        case "kind":
            _set(traits, "kind", value)
            _set(traits, "colour", waiting.colour)
        case "beard":
            traits.beard = True
            _set(traits, "hair_colour", waiting.colour)
        case "people" if waiting.colours and traits.kind:
            _set(traits, "colour", waiting.colour)
        case "eyes" | "people":
            pass
        case "age" | "gender":
            _take_person(traits, sense, value, waiting.adjectives)
            return False
        case _:
            _set(traits, sense, value)
            return sense == "skin"
    return True


def _take_hair(traits: Traits, value: object, waiting: _Waiting) -> None:
    if isinstance(value, tuple):
        _set(traits, "hair_colour", value)
    elif value:
        if value in _DONE and traits.hair in {"long", "short"}:
            traits.hair = str(value)
        _set(traits, "hair", value)
    _set(traits, "hair_colour", waiting.colour)
    _set(traits, "hair", next((word for word in waiting.adjectives if word in {"short", "long"}), None))


_DONE = frozenset({"bun", "ponytail", "twin", "curly", "spiky"})
"""What is done with hair that may be called long or short besides."""


def _take_person(traits: Traits, sense: str, value: object, adjectives: list[str]) -> None:
    """Take an age or a gender; an age in numbers outdoes `boy` and `woman`, and `old` outdoes `man`."""
    if sense == "gender":
        _set(traits, "gender", value)
        return
    exact = isinstance(value, tuple)
    age = str(value[0]) if isinstance(value, tuple) else str(value)
    if traits.age is None or exact or (traits.age, age) in {("adult", "elder"), ("teen", "child")}:
        traits.age = age
    if "short" in adjectives:
        _set(traits, "height", 0.92)


def _set(traits: Traits, name: str, value: object) -> None:
    """Set a trait that is still open; the first word wins."""
    if value is not None and getattr(traits, name) is None:
        setattr(traits, name, value)


def inherited(own: Traits, base: Traits) -> Traits:
    """Return the traits of a variant: its own words, and the base's where they are silent about the body."""
    dressed = own.garments or own.outfit
    return replace(
        own, **{name: value for name in _OF_THE_BODY if not (value := getattr(own,
            name)) and (value := getattr(base, name))},
        garments=own.garments if dressed else base.garments, outfit=own.outfit if dressed else base.outfit,
    )  # fmt: skip


_OF_THE_BODY = (
    "age", "gender", "kind", "girth", "height", "skin", "hair", "hair_colour", "beard", "face", "colour", "eastern",
)  # fmt: skip
