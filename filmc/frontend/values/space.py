"""Places in the picture: points, paths, boxes, four-cornered shapes, and how far a picture grows."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, cast

from filmc.base.diagnostic import Notes
from filmc.base.patterns import late
from filmc.frontend.ast import Text
from filmc.frontend.value import Box, Extension, Length, Point, Quad
from filmc.frontend.values.reading import measure, note_shape, numbers, piece, piece_between, shape, shown, writing
from filmc.frontend.values.words import read_choice
from filmc.frontend.written import split_list

_BARE = late(r"(?<![\d.])[+\-−]?\d+(?:\.\d+)?(?![\d.%]|\s?[^\W\d])")
_TENTH = "10%"
"""What is written where nothing of the frame is meant to be something."""
_SIDES = ("up", "down", "left", "right")


def read_length(notes: Notes, text: Text) -> Length | None:
    """Return a distance, `20%` or `128px`. Code E0405."""
    found = shape("amount", text)
    if found is None:
        note_shape(notes, "E0405", text, "a distance", "`20%` or `128px`")
        return None
    return _length(notes, text, found[0])


def read_point(notes: Notes, text: Text) -> Point | None:
    """Return `60% 20%` or `640px 120px`, from the top left; a leading `at` is left out. Codes E0405, E0406."""
    found = shape("point", text)
    if found is None:
        note_shape(notes, "E0405", text, "a point", "`60% 20%` or `640px 120px`: from the left, then from the top")
        return None
    return _point(notes, text, found)


def read_points(notes: Notes, text: Text) -> tuple[Point, ...] | None:
    """Return a path of two points or more, `40% 60% -> 42% 50%`. Codes E0405, E0406."""
    found = shape("points", text)
    if found is None:
        note_shape(notes, "E0405", text, "a path", "points with arrows between, `40% 60% -> 42% 50% -> 44% 30%`")
        return None
    points = [_point(notes, text, tree.children) for tree in found]
    return tuple(cast("list[Point]", points)) if all(points) else None


def read_box(notes: Notes, text: Text) -> Box | None:
    """Return `40% 55% 12% 10%`: left, top, width, height; a leading `box` is left out. Codes E0405 to E0407."""
    found = shape("box", text)
    if found is None:
        note_shape(notes, "E0405", text, "a box", "left, top, width and height, `40% 55% 12% 10%`")
        return None
    lengths = [_length(notes, text, token) for token in found]
    if not all(lengths):
        return None
    box = Box(*cast("list[Length]", lengths))
    if box.width.amount <= 0 or box.height.amount <= 0:
        sides = [_TENTH if side.amount <= 0 else str(token) for token, side in zip(found[2:], box[2:], strict=True)]
        fixes = writing(piece_between(text, found), " ".join([*map(str, found[:2]), *sides]))
        notes.add(
            "E0407", text.span, "this box has no area", "width and height, the last two, are above zero", fixes=fixes
        )
        return None
    if not (_inside(box.x, box.width) and _inside(box.y, box.height)):
        _note_outside(notes, text, "box")
        return None
    return box


def read_quad(notes: Notes, text: Text) -> Quad | None:
    """Return four corners, clockwise from the top left; a leading `quad` is left out. Codes E0405, E0406, E0408."""
    found = shape("quad", text)
    if found is None:
        note_shape(notes, "E0405", text, "a shape of four corners", "`12% 20%, 88% 22%, 86% 70%, 14% 68%`")
        return None
    corners = [_point(notes, text, tree.children) for tree in found]
    if not all(corners):
        return None
    quad = cast("Quad", tuple(corners))
    if _crossed(quad):
        notes.add(
            "E0408",
            text.span,
            "the sides of this shape cross each other",
            "go round the corners: top left, top right, bottom right, bottom left",
            fixes=writing(piece_between(text, [token for tree in found for token in tree.children]), _round(quad)),
        )
        return None
    return quad


def read_extend(notes: Notes, text: Text) -> tuple[Extension, ...] | None:
    """Return `up 20%, left 10%`: how far the picture grows on which side. Codes E0405, E0407, E0419."""
    sides = [_extension(notes, entry) for entry in split_list(text)]
    return tuple(cast("list[Extension]", sides)) if all(sides) else None


def _extension(notes: Notes, text: Text) -> Extension | None:
    found = shape("extension", text)
    if found is None:
        note_shape(notes, "E0405", text, "a side with a distance", "`up 20%, left 10%`")
        return None
    side = read_choice(notes, piece(text, found[0]), _SIDES)
    by = _length(notes, text, found[1])
    if side is None or by is None:
        return None
    if by.amount <= 0:
        fixes = writing(text, f"{side} {_TENTH}")
        told = f"`{shown(text.value)}` adds nothing to the picture"
        notes.add("E0407", text.span, told, "write more than zero", fixes=fixes)
        return None
    return Extension(cast("Literal['up', 'down', 'left', 'right']", side), by)


def _length(notes: Notes, text: Text, token: Any) -> Length | None:
    amount, unit = measure(token)
    if unit == "%":
        return Length(amount / 100, "%")
    if unit == "px":
        return Length(amount, "px")
    message = f"`{shown(unit)}` is no unit of distance" if unit else f"`{shown(token)}` has no unit"
    fixes = writing(text, *(_BARE.sub(rf"\g<0>{known}", text.value) for known in ("%", "px")))
    told = "write `60%` of the frame, or pixels as `640px`"
    notes.add("E0405", piece(text, token).span, message, told, fixes=[] if unit else fixes)
    return None


def _point(notes: Notes, text: Text, tokens: list[Any]) -> Point | None:
    x, y = (_length(notes, text, token) for token in tokens)
    if x is None or y is None:
        return None
    if not (_inside(x) and _inside(y)):
        _note_outside(notes, piece_between(text, tokens), "point")
        return None
    return Point(x, y)


def _inside(start: Length, size: Length | None = None) -> bool:
    """Tell whether a stretch of one side lies in the frame; pixels can be judged only when the size is known."""
    if start.amount < 0:
        return False
    if size is not None and size.unit != start.unit:
        return start.unit == "px" or start.amount <= 1
    end = start.amount + (size.amount if size else 0)
    return start.unit == "px" or end <= 1


def _note_outside(notes: Notes, text: Text, what: str) -> None:
    hint = "the frame goes from `0% 0%` at the top left to `100% 100%`"
    within = numbers(text.value, lambda number: max(number, Fraction(0)))
    if "px" not in within:
        within = numbers(within, lambda number: min(number, Fraction(100)))
    fixes = writing(text, within) if what == "point" else []
    notes.add("E0406", text.span, f"this {what} lies outside the frame", hint, fixes=fixes)


def _round(quad: Quad) -> str:
    """Return the corners of a shape in the order in which one goes round it, clockwise from the top left."""
    x = sum(point.x.amount for point in quad) / 4
    left, right = (
        sorted((point for point in quad if (point.x.amount > x) is beyond), key=lambda point: point.y.amount)
        for beyond in (False, True)
    )
    return ", ".join(f"{_written(point.x)} {_written(point.y)}" for point in (*left[:1], *right, *reversed(left[1:])))


def _written(length: Length) -> str:
    return f"{float(length.amount * 100):g}%" if length.unit == "%" else f"{float(length.amount):g}px"


def _crossed(quad: Quad) -> bool:
    """Tell whether opposite sides cross, by the signs of the areas that their ends make with the other side."""
    if len({length.unit for point in quad for length in point}) > 1:
        return False
    a, b, c, d = ((point.x.amount, point.y.amount) for point in quad)
    return _cross(a, b, c, d) or _cross(b, c, d, a)


_Place = tuple[Fraction, Fraction]


def _cross(a: _Place, b: _Place, c: _Place, d: _Place) -> bool:
    return _area(a, b, c) * _area(a, b, d) < 0 and _area(c, d, a) * _area(c, d, b) < 0


def _area(a: _Place, b: _Place, c: _Place) -> Fraction:
    """Return twice the signed area of a triangle."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
