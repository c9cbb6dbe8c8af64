"""The head: skull, ears and neck side, drawn in head units about its middle, turned to the viewer's right by `yaw`.

One unit is the height from chin to crown; x to the right, y down. Everything of the face is placed on the skull by
its longitude (degrees from the nose, positive to the viewer's right when seen from the front) and its height.
"""

from __future__ import annotations

import math

import numpy as np

from filmc.base.record import record
from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Body, Colour
from filmc.render.draw.figures.pen import Path, Pen

PROFILE = 66.0
"""Degrees from which on a head is drawn in profile."""


@record
class Skull:
    """How a head is shaped and turned."""

    yaw: float
    nod: float
    breadth: float
    jaw: float
    chin: float
    young: float
    """1 a child's face (large low eyes, small nose), 0 a grown one's."""

    @property
    def sine(self) -> float:
        """How far the front has moved to the right."""
        return math.sin(math.radians(self.yaw))

    @property
    def profile(self) -> bool:
        """Whether the head is drawn from the side."""
        return self.yaw >= PROFILE

    def spot(self, longitude: float, y: float) -> tuple[float, float]:
        """Return where a point of the face lies."""
        angle = math.radians(self.yaw + longitude)
        high = math.sqrt(max(1.0 - (max(-0.15 - y, 0.0) / 0.37) ** 2, 0.05))
        reach = 0.385 * self.breadth * (1.0 - 0.75 * max(y - 0.08, 0.0)) * high
        return math.sin(angle) * reach + 0.025 * self.sine, y + self.sink(y)

    def sink(self, y: float) -> float:
        """Return how far a feature at height `y` moves when the head nods or the camera looks from above."""
        return math.sin(math.radians(self.nod)) * (0.13 + 0.05 * math.cos(y * 3.0))

    def width(self, longitude: float) -> float:
        """Return how broad a feature there looks: 1 straight on, 0 at the edge."""
        return max(math.cos(math.radians((self.yaw + longitude) * 0.92)), 0.0)


def skull_of(body: Body, yaw: float, nod: float) -> Skull:
    """Return the skull of `body`, `yaw` 0..90 degrees to the right, `nod` degrees down."""
    breadth, jaw, chin = _SHAPES[body.face_shape]
    young = {"child": 1.0, "teen": 0.45, "adult": 0.0, "elder": 0.0}[body.age]
    stout = min(max(body.girth - 1.0, -0.2), 0.3)
    return Skull(yaw, nod, breadth + 0.18 * stout, jaw + 0.16 * stout - 0.02 * young, chin * (1 - 0.2 * young), young)


_SHAPES = {
    "round": (1.0, 0.285, 0.11),
    "oval": (0.95, 0.255, 0.09),
    "square": (0.97, 0.315, 0.15),
    "long": (0.9, 0.262, 0.105),
}
"""Breadth of the skull, half width of the jaw and of the chin."""


def outline(skull: Skull) -> Path:
    """Return the outline of the bare head, clockwise from the crown."""
    if skull.profile:
        return _profile(skull)
    b, s = skull.breadth, skull.sine
    lift = -0.03 * math.sin(math.radians(skull.nod))
    right = [
        (0.0, -0.5), (0.2 * b, -0.465), (0.335 * b, -0.33), (0.38 * b, -0.15), (0.372 * b, 0.02), (0.358 * b, 0.14),
        (skull.jaw + 0.035, 0.285), (skull.jaw * 0.7 + 0.01, 0.402), (skull.chin * 0.95, 0.478), (0.0, 0.5 + lift),
    ]  # fmt: skip
    shift = np.array([-0.03, -0.03, -0.005, 0.015, -0.012, 0.03, 0.085, 0.15, 0.225, 0.25]) * s
    back = np.array([-0.03, -0.055, -0.09, -0.1, -0.06, 0.03, 0.13, 0.2, 0.24, 0.25]) * s
    x, y = np.array(right).T
    facing = np.stack([x + shift, y], 1)
    away = np.stack([-x + back, y], 1)[::-1][1:-1]
    return np.concatenate([facing, away])


def _profile(skull: Skull) -> Path:
    nose = 0.435 - 0.05 * skull.young
    brow = 0.352 + 0.012 * skull.young
    points = [
        (-0.06, -0.5), (0.14, -0.475), (0.28, -0.38), (0.348, -0.22), (brow, -0.07), (0.33, 0.035), (0.37, 0.115),
        (nose, 0.19), (nose - 0.035, 0.225), (0.352, 0.238), (0.365, 0.285), (0.372, 0.315), (0.348, 0.338),
        (0.362, 0.362), (0.352, 0.39), (0.328, 0.412), (0.338, 0.455), (0.29, 0.497), (0.2, 0.492), (0.06, 0.43),
        (-0.06, 0.33), (-0.16, 0.34), (-0.3, 0.26), (-0.42, 0.06), (-0.46, -0.14), (-0.4, -0.33), (-0.25, -0.46),
    ]  # fmt: skip
    return np.array(points)


def paint_skull(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw the bare head with its ears."""
    shape = outline(skull)
    edge = darker(body.skin, 0.45)
    if skull.yaw < 24:
        _ear(pen, skull, body.skin, 1)
    pen.blob(shape * 1.014, edge)
    pen.volume(shape, body.skin, 0.62)
    _cheek_shade(pen, skull, body.skin)


def paint_near_ear(pen: Pen, skull: Skull, skin: Colour) -> None:
    """Draw the ear on the side that is turned to the viewer; hair may come over it."""
    if skull.profile:
        _ear(pen, skull, skin, -1, (-0.07, 0.12))
    else:
        _ear(pen, skull, skin, -1)


def _ear(pen: Pen, skull: Skull, skin: Colour, side: int, at: tuple[float, float] | None = None) -> None:
    x, y = at or skull.spot(89.0 * side, 0.09)
    inward = 0.0 if at else 0.012 * side
    wide = 0.05 + 0.045 * abs(skull.sine)
    x += inward - (0.03 * skull.sine if side < 0 and not at else 0.0)
    pen.ellipse((x, y), (wide + 0.008, 0.108), darker(skin, 0.45), turn=-7.0 * side)
    pen.ball((x, y), (wide, 0.1), skin, 0.8, turn=-7.0 * side)
    pen.line(
        [(x + 0.3 * wide * side, y - 0.06), (x + 0.45 * wide * side, y), (x, y + 0.055)], 0.012, darker(skin, 0.3), 0.8
    )


def _cheek_shade(pen: Pen, skull: Skull, skin: Colour) -> None:
    """Soften the side of the face that is away from the light, and warm the cheeks."""
    rosy = mix(skin, (226, 96, 84), 0.42)
    for longitude in (-34.0, 34.0):
        if skull.width(longitude) > 0.52:
            x, y = skull.spot(longitude, 0.2)
            pen.glow((x, y), (0.13 * skull.width(longitude) + 0.02, 0.095), rosy, 0.5)
    x, y = skull.spot(-12.0 - 0.5 * skull.yaw, -0.2)
    pen.glow((x, y), (0.2, 0.13), lighter(skin, 0.5), 0.4)
