"""Hair: what hangs behind the head, the cap over the skull with its fringe, and locks beside the face."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Body, Colour
from filmc.render.draw.figures.head import Skull
from filmc.render.draw.figures.pen import Path, Pen, by
from filmc.render.draw.outline import smooth

Spots = list[tuple[float, float]]
VOLUME = {
    "short": 0.035,
    "bob": 0.06,
    "long": 0.055,
    "ponytail": 0.03,
    "bun": 0.03,
    "twin": 0.035,
    "curly": 0.09,
    "spiky": 0.06,
}
FALLING = frozenset({"long", "bob"})
FRINGES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "soft": (
        ((64, -0.1), (40, -0.14), (14, -0.2), (-14, -0.31), (-24, -0.3), (-44, -0.2), (-64, -0.09)),
        ((66, -0.06), (44, -0.115), (22, -0.095), (0, -0.12), (-22, -0.095), (-44, -0.115), (-66, -0.06)),
        ((66, -0.04), (46, -0.15), (22, -0.26), (0, -0.345), (-22, -0.26), (-46, -0.15), (-66, -0.04)),
    ),
    "crisp": (
        ((68, -0.16), (52, -0.2), (26, -0.19), (6, -0.23), (-16, -0.3), (-44, -0.25), (-68, -0.16)),
        ((68, -0.17), (50, -0.25), (24, -0.3), (0, -0.315), (-24, -0.3), (-50, -0.25), (-68, -0.17)),
        ((68, -0.15), (50, -0.17), (34, -0.2), (12, -0.17), (-10, -0.2), (-36, -0.18), (-68, -0.15)),
    ),
}
"""Hairlines from the far to the near temple, as (longitude, height): swept, straight, parted; swept, back, cropped."""


def paint_hair_behind(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw what hangs behind head and neck: the first thing of a head."""
    shade = darker(body.hair_colour, 0.28)
    s = skull.sine
    match body.hair:
        case "long":
            fall = [(-0.2 - 0.12 * s, -0.5), (0.2 - 0.1 * s, -0.5), (0.43 - 0.2 * s, -0.1),
                (0.46 - 0.26 * s, 0.45), (0.4 - 0.3 * s, 1.0),
                    (0.05 - 0.2 * s, 1.08), (-0.42 - 0.16 * s, 1.02), (-0.5 - 0.1 * s, 0.4),
                        (-0.45 - 0.12 * s, -0.1)]  # fmt: skip
            pen.volume(fall, shade)
        case "bob":
            pen.volume([(-0.2 - 0.1 * s, -0.5), (0.2 - 0.1 * s, -0.5), (0.44 - 0.16 * s, 0.0),
                (0.43 - 0.2 * s, 0.46), (0.2 - 0.2 * s, 0.56),
                        (-0.25 - 0.1 * s, 0.56), (-0.47 - 0.06 * s, 0.46), (-0.46 - 0.1 * s, 0.0)], shade)  # fmt: skip
        case "ponytail":
            _tail(pen, (-0.3 - 0.14 * s, -0.36), (-0.56 - 0.22 * s, 0.12), (-0.46 - 0.2 * s, 0.68), body.hair_colour)
        case "twin":
            for side in (-1, 1):
                x = 0.4 * side - 0.05 * s
                _tail(pen, (x, -0.12), (x + 0.17 * side, 0.3), (x + 0.08 * side, 0.84), body.hair_colour)
        case "curly":
            for x, y in _curls(skull, 0.46, 150.0):
                pen.ball((x, y), (0.13, 0.13), shade)


def paint_hair(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw the hair over the skull, with its fringe, its shadow on the forehead and its shine."""
    if body.hair == "none":
        x, y = skull.spot(-14.0, -0.36)
        pen.glow((x, y), (0.12, 0.07), (255, 252, 244), 0.55)
        return
    if body.hair == "bald-crown":
        _fringe_of_hair(pen, skull, body)
        return
    cap = _cap(skull, body)
    colour = body.hair_colour
    pen.polygon(cap + by(0.004, 0.028), darker(body.skin, 0.55), 0.28)
    pen.polygon(cap * (1.012, 1.01), darker(colour, 0.55))
    pen.volume(cap, colour, 1.1, steps=1)
    _strands(pen, skull, body)
    if body.hair == "curly":
        _curl_edge(pen, skull, colour)
    if body.hair == "bun":
        _bun(pen, skull, colour)
    if body.hair in FALLING:
        _locks(pen, skull, body)


def paint_back_of_head(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw a head seen from behind, all but what hangs down: see `paint_hair_behind`, drawn after it there."""
    colour = body.hair_colour if body.hair != "none" else body.skin
    for side in (-1, 1):
        pen.ball((0.385 * skull.breadth * side, 0.1), (0.055, 0.1), body.skin)
    pen.ball((0.0, 0.2), (0.33, 0.3), darker(body.skin, 0.12))
    v = VOLUME.get(body.hair, 0.0)
    shape = [(0, -0.5 - v), (0.25, -0.44 - v), (0.39 + v * 0.7, -0.2), (0.38 + v * 0.5, 0.08), (0.29,
        0.26), (0.12, 0.34), (0, 0.335),
             (-0.12, 0.34), (-0.29, 0.26), (-0.38 - v * 0.5, 0.08), (-0.39 - v * 0.7, -0.2), (-0.25,
                 -0.44 - v)]  # fmt: skip
    pen.blob(np.array(shape) * 1.014, darker(colour, 0.5))
    pen.volume(shape, colour)
    if body.hair == "bald-crown":
        pen.ball((0.0, -0.27), (0.27, 0.23), body.skin)
    for i in range(-4, 5):
        pen.line([(i * 0.03, -0.44), (i * 0.075, -0.15), (i * 0.06, 0.24)], 0.012, darker(colour, 0.4), 0.5, end=0.004)
    _behind_from_behind(pen, body, colour)


def _behind_from_behind(pen: Pen, body: Body, colour: Colour) -> None:
    match body.hair:
        case "long" | "bob":
            low = 1.05 if body.hair == "long" else 0.52
            pen.volume(
                [
                    (-0.3, -0.4),
                    (0.3, -0.4),
                    (0.47, 0.0),
                    (0.46, low - 0.1),
                    (0.2, low),
                    (-0.2, low),
                    (-0.46, low - 0.1),
                    (-0.47, 0.0),
                ],
                colour,
            )
            for i in range(-5, 6):
                pen.line(
                    [(i * 0.04, -0.38), (i * 0.085, 0.1), (i * 0.08, low - 0.08)],
                    0.013,
                    darker(colour, 0.4),
                    0.5,
                    end=0.004,
                )
        case "ponytail":
            _tail(pen, (0.0, -0.22), (0.1, 0.25), (0.02, 0.8), colour)
        case "twin":
            for side in (-1, 1):
                _tail(pen, (0.36 * side, -0.05), (0.52 * side, 0.3), (0.44 * side, 0.84), colour)
        case "bun":
            pen.ball((0.0, -0.3), (0.2, 0.19), colour)
            pen.line([(-0.12, -0.34), (0.0, -0.25), (0.13, -0.33)], 0.014, darker(colour, 0.4), 0.6)
        case "curly":
            for i in range(10):
                angle = math.radians(i * 36)
                pen.ball((0.33 * math.cos(angle), -0.12 + 0.34 * math.sin(angle)), (0.15, 0.15), colour)


def _cap(skull: Skull, body: Body) -> Path:
    """Return the outline of the hair on the skull: over the crown, then back along the hairline."""
    v, s, b = VOLUME[body.hair], skull.sine, skull.breadth
    right = [
        (0.0, -0.515 - v),
        (0.2 * b, -0.47 - v),
        (0.335 * b + 0.7 * v, -0.335 - 0.5 * v),
        (0.382 * b + 0.6 * v, -0.16),
        (0.374 * b + 0.4 * v, -0.02),
    ]
    front = np.array([-0.03, -0.03, -0.01, 0.0, -0.02]) * s
    back = np.array([-0.03, -0.06, -0.1, -0.11, -0.1]) * s * (1.0 if not skull.profile else 0.62)
    far: Spots = [(x + d, y) for (x, y), d in zip(right, front, strict=True)]
    near: Spots = [(-x + d, y) for (x, y), d in zip(right, back, strict=True)][::-1]
    outer = smooth([*near[:-1], *far], closed=False)
    if body.hair == "spiky":
        outer = _spikes(outer, body.seed)
    return np.concatenate([outer, smooth(_hairline(skull, body, near[0]), closed=False)])


def _hairline(skull: Skull, body: Body, nape: tuple[float, float]) -> Spots:
    soft = "soft" if body.hair in {"long", "bob", "ponytail", "bun", "twin"} else "crisp"
    fringe = FRINGES[soft][body.seed % 3]
    burn = 0.12 if soft == "crisp" else 0.06
    line = [(78.0, burn - 0.02), (74.0, -0.04), *fringe, (-74.0, -0.04), (-79.0, burn)]
    around = [(-92.0, -0.03), (-104.0, 0.02), (-112.0, 0.2), (-128.0, 0.3)]
    shown = line + [spot for spot in around if skull.yaw + spot[0] > -96.0 and skull.yaw > 12]
    spots = [skull.spot(a, y) for a, y in shown if skull.yaw + a < 96.0]
    if skull.yaw > 12:
        low = min(0.06 + 0.3 * skull.sine, 0.3)
        spots += [(nape[0] * 0.97 + 0.05, low), (nape[0], low - 0.12)]
    return spots


def _spikes(outer: Path, number: int) -> Path:
    rows = outer[:: max(len(outer) // 15, 1)]
    middle = np.array([rows[:, 0].mean(), -0.1])
    spiked = []
    for i, point in enumerate(rows):
        out = point - middle
        reach = 1.0 if i % 2 == 0 or i in {0, len(rows) - 1} else 1.16 + 0.035 * ((number >> i) % 3)
        spiked.append(middle + out * reach)
    return np.array(spiked)


def _curls(skull: Skull, radius: float, span: float, count: int = 11) -> Spots:
    x = -0.05 * skull.sine
    angles = [math.radians(-90 - span + 2 * span * i / (count - 1)) for i in range(count)]
    return [(x + radius * math.cos(a) * 0.98, -0.12 + radius * math.sin(a)) for a in angles]


def _curl_edge(pen: Pen, skull: Skull, colour: Colour) -> None:
    for i, (x, y) in enumerate(_curls(skull, 0.445, 112.0, 17)):
        size = 0.085 + 0.012 * (i % 3)
        pen.ball((x, y), (size, size), darker(colour, 0.06 * (i % 2)))
    for i, (x, y) in enumerate(_curls(skull, 0.37, 52.0, 6)):
        curl = [(x - 0.05, y), (x - 0.01, y - 0.04), (x + 0.045, y), (x + 0.01, y + 0.03)]
        pen.line(curl, 0.014, darker(colour, 0.4 - 0.1 * (i % 2)), 0.7)


def _strands(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw the way the hair lies, and the light on it."""
    colour, b = body.hair_colour, skull.breadth
    x0, _ = skull.spot((-18.0, 0.0, 8.0)[body.seed % 3], -0.42)
    shine = lighter(colour, 0.3)
    for i, longitude in enumerate((-64.0, -50.0, -36.0, -22.0, 20.0, 36.0, 50.0, 64.0)):
        if abs(skull.yaw + longitude) > 66:
            continue
        x, y = skull.spot(longitude, -0.22)
        root, bend = (x0 + (x - x0) * 0.3, -0.475), (x0 + (x - x0) * 0.78, -0.38)
        pen.line([root, bend, (x * b, y)], 0.005, darker(colour, 0.42), 0.7, end=0.009)
        if i in {1, 2, 3}:
            glint = [(px - 0.02, py + 0.015) for px, py in (root, bend, (x, y - 0.06))]
            pen.line(glint, 0.006, shine, 0.45, end=0.014)


def _bun(pen: Pen, skull: Skull, colour: Colour) -> None:
    x, y = -0.2 * skull.sine, -0.6
    pen.ellipse((x, y), (0.2, 0.17), darker(colour, 0.5))
    pen.ball((x, y), (0.188, 0.158), colour)
    pen.line([(x - 0.1, y - 0.02), (x, y + 0.05), (x + 0.11, y - 0.03)], 0.013, darker(colour, 0.4), 0.6)


def _tail(
    pen: Pen, root: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], colour: Colour
) -> None:
    (rx, ry), (bx, by), (ex, ey) = root, bend, end
    shape = [
        (rx - 0.06, ry - 0.05),
        (rx + 0.07, ry - 0.04),
        (bx + 0.12, by),
        (ex + 0.07, ey - 0.12),
        (ex, ey),
        (bx - 0.1, by + 0.08),
    ]
    pen.blob(np.array(shape) * 1.012, darker(colour, 0.5))
    pen.volume(shape, colour)
    pen.line([(rx, ry + 0.04), (bx + 0.02, by), (ex + 0.02, ey - 0.12)], 0.014, darker(colour, 0.4), 0.6, end=0.005)
    pen.ball((rx, ry), (0.055, 0.07), darker(colour, 0.2))


def _locks(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw the hair that falls before the ears."""
    low = 0.78 if body.hair == "long" else 0.42
    colour, s = body.hair_colour, skull.sine
    sides = [(-1, -0.395 * skull.breadth - 0.07 * s)]
    if skull.yaw < 32:
        sides.append((1, 0.395 * skull.breadth - 0.03 * s))
    for side, x in sides:
        broad = 1.0 + (0.9 * s if side < 0 else -0.3 * s)
        shape = [(x - 0.02 * side, -0.3), (x + 0.055 * side, -0.1), (x + 0.075 * side, 0.2),
            (x + 0.07 * side, low - 0.12), (x + 0.015 * side, low),
                 (x - 0.06 * side * broad, low - 0.16), (x - 0.045 * side * broad, 0.18),
                     (x - 0.07 * side * broad, -0.06)]  # fmt: skip
        pen.blob([(px, py + 0.006) for px, py in np.array(shape) * (1.015, 1.0)], darker(colour, 0.5))
        pen.volume(shape, colour)
        pen.line(
            [(x - 0.02 * side, -0.2), (x + 0.01 * side, 0.2), (x + 0.005 * side, low - 0.12)],
            0.012,
            darker(colour, 0.4),
            0.6,
            end=0.004,
        )


def _fringe_of_hair(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw the hair that is left around a bald crown."""
    x, y = skull.spot(-14.0, -0.38)
    pen.glow((x, y), (0.12, 0.06), (255, 252, 244), 0.5)
    if skull.yaw > 12:
        s, back = skull.sine, -0.385 * skull.breadth - 0.1 * skull.sine
        near = [skull.spot(-66.0, -0.1), (back + 0.06 + 0.1 * s, -0.16), (back + 0.02, -0.13),
            (back + 0.03, 0.04), (back + 0.08, 0.18), (back + 0.14, 0.26 * s + 0.1),
                skull.spot(-86.0, 0.02), skull.spot(-72.0, 0.09)]  # fmt: skip
        pen.volume(near, body.hair_colour)
    for side in (-1, 1) if skull.yaw <= 12 else (1,) if skull.yaw < 30 else ():
        a = 80.0 * side
        x, y = skull.spot(a, -0.04)
        back = 0.045
        pen.volume([(x - 0.03 * side, -0.2), (x + 0.02 * side, -0.21), (x + back * side, -0.08),
            (x + back * side * 0.9, 0.1), (x + 0.0 * side, 0.14), (x - 0.035 * side, 0.04)],
                   body.hair_colour)  # fmt: skip
