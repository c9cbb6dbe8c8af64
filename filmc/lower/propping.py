"""Propping: the things of a shot, declared or named in its action, laid out around the people."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmc.frontend.value import Length
from filmc.ir.film import Entity, Film, Shot
from filmc.lower.colours import COLOURS
from filmc.lower.lexicon import Lexicon
from filmc.lower.panel import Colour, Figure, Thing
from filmc.lower.posing import SEATED
from filmc.lower.props import PROP_WORDS, PROPS

MOST = 6
"""Things in one picture."""
_SCENERY = frozenset({"window", "door", "tree", "moon", "star", "picture", "table", "bed"})
"""Kinds that belong to the place unless they are declared: the scenery draws them where the words ask."""
_STILL = frozenset({"desk", "table", "bed", "tree", "fan", "lantern"})
_COLOUR_WORDS: Lexicon[Colour] = Lexicon(
    {**COLOURS, **{word + "色": colour for word, colour in COLOURS.items() if not word.isascii()}}
)
_GOING = re.compile(
    r"\b(driv|speed|rac|fl(y|ies)|sail|glid|soar|rush|roll|cruis|pass|cross|zoom)\w*|开过|驶|飞|航行|穿过|掠过|疾驰"
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A thing to be laid out: what it is, in which colour, and whether the author declared it."""

    name: str
    kind: str
    colour: Colour
    declared: bool


@dataclass(frozen=True, slots=True)
class Floor:
    """What things are laid out by: an adult's height and the subject's feet, in frame heights; the frame's aspect."""

    scale: float
    ground: float
    aspect: float


def fraction(length: Length, whole: int) -> float:
    """Return a length of a point as a share of the frame, whose side is `whole` pixels."""
    return float(length.amount) / (1.0 if length.unit == "%" else whole)


def things_in(film: Film, shot: Shot, figures: tuple[Figure, ...], floor: Floor) -> tuple[Thing, ...]:
    """Return the things of `shot` around its people."""
    scale, aspect = floor.scale, floor.aspect
    wanted = _wanted(film, shot, figures, scale)
    if not figures and scale >= 2.5 and wanted:
        return _close(wanted, aspect)
    table = _Table(figures, scale, floor.ground, aspect)
    things = [table.lay(item) for item in wanted]
    travels = [_moving(shot, thing, aspect) for thing in things if thing.y - _half(thing) < 1.02]
    return tuple(_on_path(film, shot, thing, aspect) for thing in travels)


def _half(thing: Thing) -> float:
    return thing.width * PROPS[thing.kind].tall / 2


def hand_of(figure: Figure) -> tuple[float, float]:
    """Return where somebody holds a thing: before the chest, on the side that they face, in the picture if they are."""
    side = {"left": -1, "right": 1}.get(figure.facing, 1 if figure.body.seed % 2 else -1)
    if figure.pose == "raise":
        return figure.x + side * 0.13 * figure.size, figure.eye - 0.2 * figure.size
    ahead, below = (
        (0.3, 0.1) if figure.pose == "fight" else (0.25, 0.23) if figure.facing in {"left", "right"} else (0.17, 0.25)
    )
    return figure.x + side * ahead * figure.size, min(figure.eye + below * figure.size, max(0.86, figure.eye + 0.1))


# -- which -----------------------------------------------------------------------------------------------------------


def _wanted(film: Film, shot: Shot, figures: tuple[Figure, ...], scale: float) -> list[_Wanted]:
    found: dict[str, _Wanted] = {}
    for name in shot.props:
        if (entity := film.entities.get(name)) and (item := _declared(entity)):
            found.setdefault(item.kind, item)
    for text in shot.action:
        for hit in PROP_WORDS.find(text):
            if hit.value not in _SCENERY:
                found.setdefault(
                    hit.value, _Wanted(hit.word, hit.value, _colour_before(text, hit.start, hit.value), False)
                )
    for path in shot.paths:
        for hit in PROP_WORDS.find(path.thing)[:1]:
            found.setdefault(hit.value, _Wanted(path.thing, hit.value, PROPS[hit.value].colour, True))
    seated = any(figure.pose in SEATED for figure in figures)
    if seated and scale < 4 and not found.keys() & {"desk", "table", "bed"}:
        found = {"desk": _Wanted("desk", "desk", PROPS["desk"].colour, False), **found}
    return sorted(found.values(), key=lambda item: not item.declared)[:MOST]


def _declared(entity: Entity) -> _Wanted | None:
    words = " ".join((entity.name, *entity.also, entity.base.appearance))
    hits = PROP_WORDS.find(words)
    if not hits:
        return None
    colours = _COLOUR_WORDS.find(entity.base.appearance)
    colour = colours[0].value if colours else PROPS[hits[0].value].colour
    return _Wanted(entity.name, hits[0].value, colour, True)


def _colour_before(text: str, start: int, kind: str) -> Colour:
    """Return the colour that the words just before a thing give it, else its usual one."""
    before = _COLOUR_WORDS.find(text[max(start - 14, 0) : start])
    return before[-1].value if before else PROPS[kind].colour


# -- where -----------------------------------------------------------------------------------------------------------


def _close(wanted: list[_Wanted], aspect: float) -> tuple[Thing, ...]:
    """Return an insert: the first thing large in the middle, one more small beside it."""
    first, *others = sorted(wanted, key=lambda item: (not item.declared, PROPS[item.kind].stand == "ground"))
    things = [_thing(first, aspect / 2, 0.52, min(0.66 * aspect, 0.74 / PROPS[first.kind].tall), 1.0)]
    things += [
        _thing(item, aspect * 0.85, 0.3, min(0.2 * aspect, 0.3 / PROPS[item.kind].tall), 1.6)
        for item in others[:1]
        if PROPS[item.kind].stand != "ground"
    ]
    return tuple(things[::-1])


def _thing(item: _Wanted, x: float, y: float, width: float, depth: float) -> Thing:
    return Thing(item.name, item.kind, item.colour, x, y, width, depth, (0.0, 0.0), ())


class _Table:
    """The places of a picture that things can still take."""

    def __init__(self, figures: tuple[Figure, ...], scale: float, ground: float, aspect: float) -> None:
        self._figures, self._scale, self._ground, self._aspect = figures, scale, ground, aspect
        self._taken = [figure.x / aspect for figure in figures]
        self._held = 0
        self._laid = 0
        self._top: tuple[float, float] | None = None

    def lay(self, item: _Wanted) -> Thing:
        """Give `item` a place by where such things are found."""
        prop = PROPS[item.kind]
        width = max(prop.wide * self._scale, 0.05)
        match prop.stand:
            case "ground":
                return self._on_ground(item, width)
            case "wall":
                width = min(width / 1.5, 0.4 * self._aspect)
                return _thing(item, self._free() * self._aspect, 0.34, min(width, 0.5 / prop.tall), 1.6)
            case "air":
                width = min(width, 0.42 * self._aspect, 0.4 / prop.tall)
                return _thing(
                    item,
                    self._free() * self._aspect,
                    0.06 + width * prop.tall / 2,
                    width,
                    1.5 if item.kind == "fan" else 1.2,
                )
            case "surface" if self._seat():
                return self._on_top(item, width)
        return self._in_hand(item, width)

    def _seat(self) -> Figure | None:
        return next((figure for figure in self._figures if figure.pose in SEATED), None)

    def _on_ground(self, item: _Wanted, width: float) -> Thing:
        prop, aspect = PROPS[item.kind], self._aspect
        seat = self._seat()
        if seat and item.kind in {"desk", "table"}:
            size = seat.size / max(seat.body.height, 0.5)
            width = max(0.85 * size, 0.3)
            top = seat.eye + (0.25 if seat.pose != "sleep" else 0.17) * seat.size
            self._top = (seat.x, top + 0.06 * width)
            return _thing(item, seat.x, top + width * prop.tall / 2, width, 0.97)
        width = min(width, 0.86 * aspect)
        foot = min(self._ground, 0.97) if self._scale <= 1.05 or not self._figures else self._ground
        if not self._figures:
            width, foot = max(width, 0.16 * aspect if prop.wide > 1 else 0.05), min(max(foot, 0.84), 0.95)
        share = 0.5 if not self._figures and not self._taken else self._free()
        if not self._figures:
            self._taken.append(0.5)
        return _thing(item, share * aspect, foot - width * prop.tall / 2, width, 0.9 if prop.wide > 1.5 else 1.05)

    def _on_top(self, item: _Wanted, width: float) -> Thing:
        seat = self._seat()
        assert seat
        x, y = self._top or (seat.x, seat.eye + 0.27 * seat.size)
        side = (
            (0.0, -0.24, 0.24, -0.36)[self._laid % 4]
            if item.kind in {"exercise-books", "book", "paper"}
            else (0.26, -0.26, 0.36, -0.36)[self._laid % 4]
        )
        self._laid += 1
        width = max(width, 0.05)
        if seat.pose == "sleep" and item.kind == "exercise-books":
            width = 0.27 * seat.size
            return _thing(item, x, y - width * PROPS[item.kind].tall * 0.36, width, 0.96)
        return _thing(item, x + side * seat.size, y - width * PROPS[item.kind].tall * 0.42, width, 0.96)

    def _in_hand(self, item: _Wanted, width: float) -> Thing:
        prop = PROPS[item.kind]
        if not self._figures:
            width = max(width, 0.12)
            return _thing(item, self._free() * self._aspect, min(self._ground - width * prop.tall / 2, 0.8), width, 1.0)
        bearers = sorted(self._figures, key=lambda f: (f.body.kind != "person", f.facing == "back", f.pose != "fight"))
        figure = bearers[self._held % len(bearers)]
        self._held += 1
        x, y = hand_of(figure)
        if item.kind == "sword":
            x, y = x + 0.36 * width, y - 0.28 * width
        return _thing(item, x, y, width, max(figure.depth - 0.04, 0.5))

    def _free(self) -> float:
        """Return the share of the frame's width that is farthest from all that stands there, and take it."""
        share = max(
            (0.8, 0.2, 0.5, 0.92, 0.08), key=lambda s: min((abs(s - taken) for taken in self._taken), default=0.3)
        )
        self._taken.append(share)
        return share


# -- moving ----------------------------------------------------------------------------------------------------------


def _moving(shot: Shot, thing: Thing, aspect: float) -> Thing:
    """Let vehicles go where the action or a blocking says so, through the middle of the picture at half time."""
    if thing.kind in _STILL or (PROPS[thing.kind].wide < 0.9 and PROPS[thing.kind].stand != "air"):
        return thing
    going = next((blocking.travel for blocking in shot.blockings if blocking.travel != (0.0, 0.0)), None)
    if going is None and not _GOING.search(" ".join(shot.action).lower()):
        return thing
    dx, dy = going or (0.36, 0.0)
    travel = (dx * aspect, dy)
    return Thing(
        thing.name,
        thing.kind,
        thing.colour,
        thing.x - travel[0] / 2,
        thing.y - dy / 2,
        thing.width,
        thing.depth,
        travel,
        (),
    )


def _on_path(film: Film, shot: Shot, thing: Thing, aspect: float) -> Thing:
    """Give a thing the path that the motion brush draws for it."""
    for path in shot.paths:
        if thing.kind in {hit.value for hit in PROP_WORDS.find(path.thing)} or thing.name == path.thing:
            points = tuple(
                (fraction(p.x, film.settings.width) * aspect, fraction(p.y, film.settings.height)) for p in path.points
            )
            return Thing(thing.name, thing.kind, thing.colour, *points[0], thing.width, thing.depth, (0.0, 0.0), points)
    return thing
