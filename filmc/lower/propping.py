"""Propping: the things of a shot, declared or named in its action, laid out around the people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from filmc.base.record import record, replace
from filmc.frontend.value import Length
from filmc.ir.film import Entity, Film, Shot
from filmc.ir.spotting import Spotter
from filmc.lower.colours import COLOURS, darker
from filmc.lower.lexicon import Lexicon
from filmc.lower.panel import Colour, Figure, Thing
from filmc.lower.posing import SEATED
from filmc.lower.props import PROP_WORDS, PROPS

MOST = 6
"""Things in one picture."""
_SCENERY = frozenset({"window", "door", "tree", "moon", "star", "picture", "table", "bed", "rock"})
"""Kinds that belong to the place unless they are declared: the scenery draws them where the words ask."""
_STILL = frozenset({"desk", "table", "bed", "tree", "fan", "lantern"})
_COLOUR_WORDS: Lexicon[Colour] = Lexicon(
    {**COLOURS, **{word + "色": colour for word, colour in COLOURS.items() if not word.isascii()}}
)
_GOING = re.compile(
    r"\b(driv|speed|rac|fl(y|ies)|sail|glid|soar|rush|roll|cruis|pass|cross|zoom)\w*|开过|驶|飞|航行|穿过|掠过|疾驰"
)


@record
class _Wanted:
    """A thing to be laid out: what it is, in which colour, and whether the author declared it."""

    name: str
    kind: str
    colour: Colour
    declared: bool


@record
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
    if not figures and (shot.size.figure >= _CLOSE or _looks_down(shot)) and wanted:
        return _close(wanted, shot, aspect)
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
    declared = {name: entity for entity in film.entities.values() for name in (entity.name, *entity.also)}
    spotter = Spotter(declared)
    found: dict[str, _Wanted] = {}
    for name in shot.props:
        if entity := film.entities.get(name):
            item = _declared(entity)
            found.setdefault(item.kind if item.kind != "object" else name, item)
    for text in shot.action:
        taken = [(one.start, one.end) for one in spotter.find(text) if one.what.kind != "place"]
        for item, start, end in _named(text, shot):
            if not any(start < there and here < end for here, there in taken):
                found.setdefault(item.kind, item)
    for path in shot.paths:
        entity = declared.get(path.thing)
        for item in [_declared(entity)] if entity and entity.kind == "prop" else _on_brush(path.thing):
            found.setdefault(item.kind, item)
    if _share_table(film, shot, figures) and scale < 4:
        found = {"table": _Wanted("table", "table", PROPS["table"].colour, False), **found}
    elif any(figure.pose in SEATED for figure in figures) and scale < 4 and not found.keys() & {"desk", "table", "bed"}:
        found = {"desk": _Wanted("desk", "desk", PROPS["desk"].colour, False), **found}
    return sorted(found.values(), key=lambda item: not item.declared)[:MOST]


def _named(text: str, shot: Shot) -> Iterator[tuple[_Wanted, int, int]]:
    """Yield the things that a paragraph names, with where; not those that the scenery draws."""
    for hit in PROP_WORDS.find(text):
        street_lamp = hit.value == "lamp" and shot.where != "INT"
        if hit.value not in _SCENERY and not street_lamp:
            yield _Wanted(hit.word, hit.value, _colour_before(text, hit.start, hit.value), False), hit.start, hit.end


def _on_brush(thing: str) -> list[_Wanted]:
    return [_Wanted(thing, hit.value, PROPS[hit.value].colour, True) for hit in PROP_WORDS.find(thing)[:1]]


def _share_table(film: Film, shot: Shot, figures: tuple[Figure, ...]) -> bool:
    """Tell whether several sit at one table."""
    place = film.entities.get(shot.place or "")
    words = " ".join((*shot.action, shot.slug_place, place.base.appearance if place else "")).lower()
    seated = [figure for figure in figures if figure.pose in SEATED | {"sit"}]
    return len(seated) > 1 and _TABLE.search(words) is not None


_TABLE = re.compile(r"\b(?:tables?|desks?|dinner|restaurant|caf[eé]|kitchen)\b|桌|餐|饭")


def _declared(entity: Entity) -> _Wanted:
    """Return a declared prop: what its appearance calls it where that says more, else what its name does."""
    looks = PROP_WORDS.find(entity.base.appearance)
    names = [hit for word in (entity.name, *entity.also) for hit in PROP_WORDS.find(word)]
    closer = [hit for hit in looks if names and names[0].word in hit.word]
    kind = next((hit.value for hit in (*closer, *names, *looks)), "object")
    colours = _COLOUR_WORDS.find(entity.base.appearance)
    usual = PROPS[kind].colour
    usual = darker(usual, 0.7) if _DARK.search(entity.base.appearance.lower()) else usual
    return _Wanted(entity.name, kind, colours[0].value if colours else usual, True)


_DARK = re.compile(r"\bdark\b|[暗深]色")


def _colour_before(text: str, start: int, kind: str) -> Colour:
    """Return the colour that the words just before a thing give it, else its usual one."""
    before = _COLOUR_WORDS.find(text[max(start - 14, 0) : start])
    return before[-1].value if before else PROPS[kind].colour


# -- where -----------------------------------------------------------------------------------------------------------


_CLOSE = 2.5
"""From this size on a shot without people is about a thing."""
_FLAT = frozenset({
    "paper", "map", "letter", "photo", "passport", "newspaper", "book", "menu", "key", "ring", "coin", "pencil",
    "exercise-books", "shell", "feather", "knife",
})  # fmt: skip
"""Kinds that lie on a table."""


def _looks_down(shot: Shot) -> bool:
    return shot.setup is not None and shot.setup.name == "table top"


def _close(wanted: list[_Wanted], shot: Shot, aspect: float) -> tuple[Thing, ...]:
    """Return an insert: the first thing large in the middle, one more small beside it, on a table indoors."""
    first, *others = sorted(wanted, key=lambda item: (not item.declared, PROPS[item.kind].stand == "ground"))
    prop = PROPS[first.kind]
    width = min(0.66 * aspect, 0.74 / prop.tall)
    things = [_thing(first, aspect / 2, 0.52, width, 1.0)]
    things += [
        _thing(item, aspect * 0.85, 0.3, min(0.2 * aspect, 0.3 / PROPS[item.kind].tall), 1.6)
        for item in others[:1]
        if PROPS[item.kind].stand != "ground"
    ]
    if shot.where == "INT" and (first.kind in _FLAT or prop.stand == "surface"):
        lies = first.kind in _FLAT or _looks_down(shot)
        edge = -0.35 if lies else 0.52 + width * prop.tall / 2 - 0.16
        things.append(_tabletop(edge, aspect))
    return tuple(things[::-1])


def _tabletop(edge: float, aspect: float) -> Thing:
    """Return a table whose far edge is at `edge` and which reaches below the picture."""
    width = max(2.0 * aspect, (1.5 - edge) / PROPS["tabletop"].tall)
    top = _Wanted("table", "tabletop", PROPS["tabletop"].colour, False)
    return _thing(top, aspect / 2, edge + width * PROPS["tabletop"].tall / 2, width, 1.25)


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
        if (shared := self._shared()) and item.kind == "table":
            return self._before_all(item, shared)
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
            width = min(width, 0.78 / prop.tall)
        share = 0.5 if not self._figures and not self._taken else self._free()
        if not self._figures:
            self._taken.append(0.5)
        return _thing(item, share * aspect, foot - width * prop.tall / 2, width, 0.9 if prop.wide > 1.5 else 1.05)

    def _shared(self) -> list[Figure]:
        """Return those who sit, where they are several."""
        seated = [figure for figure in self._figures if figure.pose in SEATED | {"sit"}]
        return seated if len(seated) > 1 else []

    def _before_all(self, item: _Wanted, seated: list[Figure]) -> Thing:
        """Lay a table before all who sit at it."""
        left, right = min(figure.x for figure in seated), max(figure.x for figure in seated)
        size = max(figure.size for figure in seated)
        width = right - left + 0.5 * size
        top = max(figure.eye + 0.27 * figure.size for figure in seated)
        self._top = ((left + right) / 2, top + 0.04 * width)
        return _thing(item, (left + right) / 2, top + width * PROPS["table"].tall / 2 - 0.02 * size, width, 0.95)

    def _on_top(self, item: _Wanted, width: float) -> Thing:
        seat = self._seat()
        assert seat
        x, y = self._top or (seat.x, seat.eye + 0.27 * seat.size)
        side = (
            (0.0, -0.24, 0.24, -0.36)[self._laid % 4]
            if item.kind in {"book", "paper"}
            else (0.26, -0.26, 0.36, -0.36)[self._laid % 4]
        )
        self._laid += 1
        width = max(width, 0.05)
        if item.kind in {"paper", "letter"}:
            width = 0.26 * seat.size
            return _thing(replace(item, kind="sheet"), x, y - width * 0.1, width, 0.955)
        side = 0.3 if item.kind == "exercise-books" else side
        if seat.pose == "sleep" and item.kind == "exercise-books":
            width = 0.27 * seat.size
            return _thing(item, x, y - width * PROPS[item.kind].tall * 0.36, width, 0.96)
        return _thing(item, x + side * seat.size, y - width * PROPS[item.kind].tall * 0.42, width, 0.96)

    def _in_hand(self, item: _Wanted, width: float) -> Thing:
        prop = PROPS[item.kind]
        if not self._figures:
            width = max(width, 0.3 / max(prop.tall, 1.0) if item.declared else 0.12)
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
        if not self._taken and not self._figures:
            self._taken.append(0.5)
            return 0.5
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
