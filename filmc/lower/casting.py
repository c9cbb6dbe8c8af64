"""Casting: from the words about somebody to a `Body` that is the same in every shot and like nobody else's.

What the words leave open is chosen by a seed of the words themselves. Where two of one film would look alike, the
later one tries other choices until it stands apart; names and order of declaration play no part in that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from typing import cast as typed

from filmc.base.digest import digest, seed
from filmc.base.record import replace
from filmc.ir.film import Appearance, Entity, Film
from filmc.lower.colours import COLOURS, darker, difference, lighter, mix
from filmc.lower.looks import INHERENT
from filmc.lower.panel import Body, Colour, Garment
from filmc.lower.traits import TOPS, Traits, inherited, read_traits

APART = 0.16
"""The least `distance` between two of one film."""


def body_of(entity: Entity, variant: str | None = None, attempt: int = 0) -> Body:
    """Return how `entity` looks as `variant`; `attempt` above 0 makes other choices where the words leave any.

    A variant that says nothing about face, skin or hair keeps those of the base.
    """
    return _made(entity, variant, _read_all(entity), attempt)


def cast(film: Film) -> dict[tuple[str, str | None], Body]:
    """Return the body of every character in every variant; no two characters look alike."""
    people = [entity for entity in film.entities.values() if entity.kind == "character"]
    bodies: dict[tuple[str, str | None], Body] = {}
    for entity in sorted(people, key=lambda one: digest([_words(one.base), [_words(v) for v in one.variants]])):
        traits = _read_all(entity)
        if film.settings.language.partition("-")[0] in _EASTERN_LANGUAGES:
            traits = {variant: replace(read, eastern=True) for variant, read in traits.items()}
        attempt = _attempt(entity, traits, [body for (_, variant), body in bodies.items() if variant is None])
        for variant in traits:
            bodies[entity.name, variant] = _body_apart(entity, variant, traits, attempt)
    return bodies


_EASTERN_LANGUAGES = frozenset({"cmn", "yue", "ja", "ko"})
"""Who speaks one of these in a film looks it, where the words leave that open."""


def distance(a: Body, b: Body) -> float:
    """Return how unlike two bodies are at a glance: 0 the same, 1 and more nothing in common."""
    if a.kind != b.kind:
        return 2.0
    tops, bottoms = _colours(a), _colours(b)
    clothes = 0.55 * difference(tops[0], bottoms[0]) + 0.25 * difference(tops[1], bottoms[1])
    head = 0.16 * (a.hair != b.hair) + 0.3 * difference(a.hair_colour, b.hair_colour)
    build = 0.3 * (a.age != b.age) + 0.5 * abs(a.girth - b.girth) + abs(a.height - b.height)
    worn = {g.cut for g in a.garments} ^ {g.cut for g in b.garments}
    return clothes + head + build + 0.4 * difference(a.skin, b.skin) + 0.08 * len(worn) + 0.06 * (a.beard != b.beard)


def _read_all(entity: Entity) -> dict[str | None, Traits]:
    """Return what the words say about the base (None) and each variant."""
    base = read_traits(entity, entity.base)
    return {None: base, **{looks.variant: inherited(read_traits(entity, looks), base) for looks in entity.variants}}


def _made(entity: Entity, variant: str | None, traits: dict[str | None, Traits], attempt: int) -> Body:
    """Return the body of a variant that has been read, its open choices made by the seed of the words."""
    identity = seed("body", _words(entity.base), str(attempt))
    looks = entity.as_variant(variant)
    if looks is entity.base:
        return _body(traits[None], identity, identity)
    return _body(traits[variant], identity, seed("costume", _words(looks), str(attempt)))


def _words(looks: Appearance) -> str:
    return f"{looks.appearance}\n{looks.wardrobe}"


def _attempt(entity: Entity, traits: dict[str | None, Traits], others: list[Body]) -> int:
    scored = []
    for attempt in range(96):
        body = _body_apart(entity, None, traits, attempt)
        nearest = min((distance(body, other) for other in others), default=9.0)
        if nearest >= APART:
            return attempt
        scored.append((nearest, -attempt))
    return -max(scored)[1]


def _body_apart(entity: Entity, variant: str | None, traits: dict[str | None, Traits], attempt: int) -> Body:
    """Return the body of an attempt: from the second on, even what the words fix changes its shade a little."""
    body = _made(entity, variant, traits, attempt)
    if not attempt:
        return body
    share = 0.12 + 0.05 * (attempt % 6)
    tone = darker if attempt % 2 else lighter
    garments = tuple(replace(g, colour=tone(g.colour, share)) for g in body.garments)
    girth = min(max(body.girth + (attempt % 5 - 2) * 0.07, 0.78), 1.4)
    return replace(body, garments=garments, girth=girth, height=body.height * (1.0 + (attempt % 3 - 1) * 0.04))


def _colours(body: Body) -> tuple[Colour, Colour]:
    if body.kind != "person":
        return body.skin, body.hair_colour
    top = next((g for cut in TOPS for g in body.garments if g.cut == cut), None)
    legs = next((g for cut in ("trousers", "skirt", "shorts") for g in body.garments if g.cut == cut), top)
    return (top.colour, legs.colour) if top and legs else (body.skin, body.skin)


_COVERED = frozenset({"robe", "gown", "dress", "suit", "uniform", "armour"})
"""Cuts that cover the legs as well."""


class _Dice:
    """Choices from a seed: the n-th choice depends on the seed and what it is for, not on the other choices."""

    def __init__(self, number: int) -> None:
        self._number = number

    def pick(self, about: str, options: tuple[Any, ...]) -> Any:
        return options[seed(about, str(self._number)) % len(options)]

    def between(self, about: str, low: float, high: float) -> float:
        return low + (high - low) * (seed(about, str(self._number)) % 1000) / 999.0


def _body(traits: Traits, identity: int, costume: int) -> Body:
    dice = _Dice(identity)
    age = traits.age or "adult"
    kind = traits.kind or "person"
    gender = traits.gender or dice.pick("gender", ("f", "m"))
    skin = traits.skin or dice.pick("skin", _EASTERN if traits.eastern else _SKINS)
    if kind != "person":
        skin = traits.colour or dice.pick("hide", _HIDES[kind])
    hair_colour = traits.hair_colour or _hair_colour(traits, age, dice)
    return Body(
        kind=typed("Any", kind),
        age=typed("Any", age),
        height=round((traits.height or 1.0) * _HEIGHT[age] * _STATURE.get(kind,
            1.0) * dice.between("height", 0.97, 1.03), 3),
        girth=round(traits.girth or dice.between("girth", 0.92, 1.08), 3),
        skin=skin,
        hair=typed("Any", traits.hair) or dice.pick("hair", _hair_choices(gender, age, bald=not traits.hair_colour)),
        hair_colour=hair_colour if kind == "person" else traits.hair_colour or darker(skin, 0.4),
        beard=traits.beard or (age == "elder" and gender == "m" and dice.pick("beard", (True, False))),
        garments=_garments(traits, gender, age,
            _Dice(costume)) if kind == "person" else _worn_by_creatures(traits, _Dice(costume)),
        face_shape=typed("Any", traits.face) or dice.pick("face", ("round", "oval", "square",
            "long") if age != "child" else ("round",)),
        seed=identity,
    )  # fmt: skip


def _hair_choices(gender: str, age: str, *, bald: bool) -> tuple[str, ...]:
    """Return what hair is likely; only who may be `bald` is."""
    if gender == "f":
        return (
            ("bob", "bun", "short", "curly") if age == "elder" else ("long", "bob", "ponytail", "twin", "bun", "curly")
        )
    if age == "elder":
        return ("short", "short", "bald-crown") if bald else ("short",)
    return ("short", "spiky", "short", "curly")


def _hair_colour(traits: Traits, age: str, dice: _Dice) -> Colour:
    if age == "elder":
        return typed("Colour", dice.pick("hair colour", ((206, 206, 208), (168, 168, 172), (236, 234, 230))))
    if traits.eastern or (traits.skin and sum(traits.skin) < 560) or traits.skin == (242, 204, 172):
        return typed("Colour", dice.pick("hair colour", ((34, 30, 36), (46, 36, 34), (28, 30, 42))))
    return typed("Colour", dice.pick("hair colour", _HAIRS))


def _garments(traits: Traits, gender: str, age: str, dice: _Dice) -> tuple[Garment, ...]:
    worn = {cut: _garment(cut, word, colours, dice) for cut, word, colours in reversed(traits.garments)}
    if not worn.keys() & set(TOPS) and traits.outfit:
        for garment in _outfit(traits.outfit, dice):
            worn.setdefault(garment.cut, garment)
    if not worn.keys() & set(TOPS):
        cut = dice.pick(
            "top", ("dress", "shirt", "jacket") if gender == "f" and age != "elder" else ("shirt", "jacket")
        )
        worn[cut] = _garment(cut, "", [], dice)
    if not worn.keys() & (_COVERED | {"trousers", "skirt", "shorts"}):
        cut = "skirt" if gender == "f" and dice.pick("legs", (True, False)) else "trousers"
        worn[cut] = Garment(typed("Any", cut), *dice.pick("legs colour", _LEGS))
    for cut, _, colours in traits.garments:
        if cut == "cap" and not colours and "uniform" in worn:
            worn[cut] = replace(worn["uniform"], cut="cap")
    if not worn.keys() & {"shoes", "boots"}:
        worn["shoes"] = Garment("shoes", *dice.pick("shoes", _SHOES))
    return tuple(worn[cut] for cut in sorted(worn))


def _worn_by_creatures(traits: Traits, dice: _Dice) -> tuple[Garment, ...]:
    """Return only what the words dress it in."""
    return tuple(_garment(cut, word, colours, dice) for cut, word, colours in traits.garments)


def _outfit(words: str, dice: _Dice) -> Iterator[Garment]:
    colours: list[Colour] = []
    for word in words.split():
        if word in COLOURS:
            colours = [COLOURS[word]]
        else:
            yield _garment(word, "", colours, dice)
            colours = []


def _garment(cut: str, word: str, colours: list[Colour], dice: _Dice) -> Garment:
    default = _USUAL.get(cut, _CLOTHES)
    own = colours or ([INHERENT[word]] if word in INHERENT else []) or list(dice.pick(cut, default))
    accent = own[1] if len(own) > 1 else _accent(own[0])
    return Garment(typed("Any", cut), own[0], accent)


def _accent(colour: Colour) -> Colour:
    """Return the trim of a garment: white on dark cloth, a deeper tone on light."""
    light = sum(colour) / 3 > 150
    return mix(colour, (40, 56, 96), 0.55) if light else lighter(colour, 0.7)


_HEIGHT = {"child": 0.7, "teen": 0.9, "adult": 1.0, "elder": 0.95}
_STATURE = {"dragon": 2.1, "creature": 1.3, "mascot": 0.8, "animal": 0.62, "horse": 1.2, "bird": 0.42, "fish": 0.5}
_SKINS = ((248, 218, 194), (242, 204, 172), (232, 188, 152), (206, 154, 116), (158, 108, 76), (116, 76, 54))
_EASTERN = ((246, 214, 186), (242, 204, 172), (236, 194, 160))
_HAIRS = ((36, 30, 34), (64, 44, 34), (96, 62, 42), (126, 56, 36), (196, 152, 92), (54, 40, 44))
_HIDES = {
    "dragon": ((52, 122, 116), (150, 48, 48), (58, 82, 148), (184, 138, 58)),
    "robot": ((176, 186, 198), (96, 132, 168), (206, 170, 92), (132, 140, 132)),
    "mascot": ((226, 178, 98), (236, 146, 152), (132, 190, 214), (150, 196, 128)),
    "animal": ((148, 104, 66), (96, 92, 96), (222, 188, 142), (190, 116, 62)),
    "horse": ((126, 82, 54), (92, 62, 48), (70, 58, 56), (198, 168, 128), (226, 222, 214)),
    "bird": ((84, 96, 122), (226, 226, 224), (180, 84, 60), (70, 120, 130)),
    "fish": ((224, 110, 62), (78, 124, 162), (206, 178, 92), (110, 128, 142)),
    "creature": ((96, 132, 98), (128, 92, 142), (84, 108, 148), (150, 86, 72)),
}
_CLOTHES = (
    ((188, 66, 60),), ((62, 112, 160),), ((226, 186, 84),), ((78, 136, 98),), ((122, 88, 150),), ((224, 136, 82),),
    ((236, 230, 218),), ((70, 142, 148),), ((206, 116, 142),), ((88, 94, 108),), ((150, 178, 206),), ((142, 98, 70),),
    ((54, 62, 96),), ((172, 190, 130),),
)  # fmt: skip
_USUAL: dict[str, tuple[tuple[Colour, ...], ...]] = {
    "uniform": (((52, 74, 128), (240, 240, 240)), ((44, 110, 140), (240, 240, 240)), ((240, 240, 240), (40, 78, 140))),
    "suit": (((50, 56, 72),), ((72, 76, 84),), ((96, 84, 76),)),
    "coat": (((176, 142, 100),), ((72, 78, 92),), ((120, 60, 58),), ((66, 92, 88),)),
    "trousers": (((58, 64, 84),), ((96, 90, 84),), ((66, 92, 138),)),
    "armour": (((150, 158, 170), (196, 160, 84)),),
    "glasses": (((40, 40, 48),), ((120, 78, 50),)),
    "apron": (((224, 218, 204),), ((92, 122, 104),)),
    "shoes": (((240, 240, 238),), ((52, 48, 52),), ((110, 74, 52),)),
    "boots": (((78, 56, 44),), ((44, 42, 48),)),
    "tie": (((150, 40, 48),), ((48, 66, 120),)),
}
_LEGS: tuple[tuple[Colour, Colour], ...] = (
    ((58, 64, 84), (90, 98, 120)), ((96, 90, 84), (126, 120, 112)), ((66, 92, 138), (100, 126, 170)),
    ((48, 48, 54), (80, 80, 88)), ((128, 108, 82), (160, 140, 112)), ((78, 92, 84), (110, 124, 116)),
)  # fmt: skip
_SHOES: tuple[tuple[Colour, Colour], ...] = (
    ((52, 48, 52), (220, 220, 220)), ((110, 74, 52), (60, 40, 30)), ((236, 236, 232), (150, 156, 166)),
)  # fmt: skip
