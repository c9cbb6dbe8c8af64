"""What carries people: on wheels, rails, water, in the air and in space. All look to the right."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Colour
from filmc.render.draw.figures.furniture import GLASS, rect, slab
from filmc.render.draw.figures.pen import Pen

RUBBER: Colour = (38, 38, 44)


def _wheel(pen: Pen, x: float, y: float, radius: float) -> None:
    pen.ellipse((x, y), (radius, radius), RUBBER)
    pen.ball((x, y), (radius * 0.6, radius * 0.6), (186, 190, 198), 1.6)
    for turn in (0.0, 1.0):
        pen.line(
            [
                (x - radius * 0.5 * (1 - turn), y - radius * 0.5 * turn),
                (x + radius * 0.5 * (1 - turn), y + radius * 0.5 * turn),
            ],
            0.012,
            (92, 96, 104),
        )
    pen.ellipse((x, y), (radius * 0.16, radius * 0.16), (70, 72, 80))


def _car(pen: Pen, colour: Colour) -> None:
    pen.ellipse((0.0, 0.185), (0.5, 0.03), (10, 10, 20), 0.4)
    body = [
        (-0.49, 0.04),
        (-0.47, -0.05),
        (-0.36, -0.075),
        (-0.2, -0.17),
        (0.06, -0.175),
        (0.24, -0.075),
        (0.42, -0.045),
        (0.49, 0.02),
        (0.49, 0.1),
        (0.4, 0.13),
        (-0.44, 0.13),
    ]
    path = pen.at(body)
    pen.blob([(x * 1.01, y * 1.03) for x, y in body], darker(colour, 0.5))
    pen.canvas.blob(path, pen.shading(path, colour, 1.4))
    pen.blob([(-0.31, -0.07), (-0.18, -0.145), (-0.06, -0.15), (-0.06, -0.065)], (62, 78, 98))
    pen.blob([(-0.03, -0.15), (0.055, -0.15), (0.2, -0.07), (-0.03, -0.065)], (62, 78, 98))
    pen.polygon([(0.0, -0.145), (0.05, -0.145), (0.0, -0.07), (-0.02, -0.07)], lighter(GLASS, 0.4), 0.5)
    pen.line([(-0.45, -0.01), (0.0, -0.025), (0.46, 0.0)], 0.012, lighter(colour, 0.5), 0.8)
    pen.line([(-0.045, -0.05), (-0.045, 0.11)], 0.006, darker(colour, 0.5))
    pen.line([(-0.4, 0.125), (0.42, 0.12)], 0.022, darker(colour, 0.6))
    pen.blob([(0.43, -0.015), (0.48, 0.015), (0.48, 0.045), (0.44, 0.03)], (255, 244, 204))
    pen.glow((0.5, 0.02), (0.1, 0.07), (255, 240, 190), 0.6)
    pen.blob([(-0.48, -0.015), (-0.45, -0.02), (-0.45, 0.03), (-0.485, 0.03)], (214, 52, 48))
    for x in (-0.29, 0.3):
        pen.ellipse((x, 0.1), (0.104, 0.1), darker(colour, 0.75))
        _wheel(pen, x, 0.105, 0.084)


def _bicycle(pen: Pen, colour: Colour) -> None:
    for x in (-0.29, 0.29):
        rim = pen.round((x, 0.1), (0.2, 0.2))
        pen.line([*rim, rim[0]], 0.026, RUBBER)
        for px, py in rim[:: max(len(rim) // 8, 1)]:
            pen.line([(x, 0.1), (px, py)], 0.005, (170, 174, 182))
    for bone in (
        [(-0.29, 0.1), (-0.02, 0.1), (0.2, -0.14), (-0.12, -0.14), (-0.29, 0.1)],
        [(-0.12, -0.18), (-0.02, 0.1)],
        [(0.29, 0.1), (0.18, -0.22)],
    ):
        for a, b in pairwise(bone):
            pen.line([a, b], 0.028, colour)
    pen.line([(-0.2, -0.2), (-0.05, -0.2)], 0.04, RUBBER)
    pen.line([(0.1, -0.23), (0.18, -0.22), (0.24, -0.26)], 0.026, RUBBER)


def _train(pen: Pen, colour: Colour) -> None:
    pen.ellipse((0.0, 0.16), (0.5, 0.02), (10, 10, 20), 0.4)
    slab(pen, [(-0.5, -0.13), (0.36, -0.13), (0.45, -0.07), (0.5, 0.05), (0.5, 0.11), (-0.5, 0.11)], colour, 1.2)
    pen.polygon(rect(-0.5, 0.04, 0.5, 0.065), lighter(colour, 0.7))
    for i in range(7):
        slab(pen, rect(-0.46 + i * 0.11, -0.085, -0.385 + i * 0.11, 0.0), (72, 92, 116), 1.2)
    pen.polygon([(0.35, -0.09), (0.41, -0.065), (0.45, 0.01), (0.35, 0.01)], (72, 92, 116))
    for i in range(6):
        _wheel(pen, -0.42 + i * 0.165, 0.125, 0.03)


def _boat(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, 0.1), (0.0, -0.52)], 0.02, (116, 84, 58))
    pen.volume([(0.02, -0.5), (0.2, -0.24), (0.32, 0.04), (0.02, 0.06)], (246, 240, 226))
    pen.volume([(-0.02, -0.42), (-0.14, -0.16), (-0.26, 0.05), (-0.02, 0.06)], lighter(colour, 0.55))
    slab(pen, [(-0.5, 0.1), (0.5, 0.1), (0.36, 0.3), (-0.36, 0.3)], colour, 1.2)
    pen.line([(-0.48, 0.12), (0.48, 0.12)], 0.026, lighter(colour, 0.5))


def _plane(pen: Pen, colour: Colour) -> None:
    pen.polygon([(-0.42, -0.02), (-0.5, -0.2), (-0.4, -0.2), (-0.26, -0.02)], darker(colour, 0.2))
    pen.polygon([(0.02, 0.0), (-0.2, -0.14), (-0.28, -0.14), (-0.1, 0.02)], darker(colour, 0.35))
    pen.volume(
        [(-0.46, -0.03), (0.2, -0.07), (0.42, -0.04), (0.5, 0.015), (0.4, 0.06), (-0.1, 0.065), (-0.42, 0.02)],
        colour,
        1.4,
    )
    for i in range(8):
        pen.ellipse((-0.22 + i * 0.07, -0.012), (0.013, 0.016), (72, 96, 126))
    pen.polygon([(0.38, -0.035), (0.45, -0.01), (0.39, -0.005)], (72, 96, 126))
    pen.polygon([(0.1, 0.04), (-0.14, 0.22), (-0.24, 0.22), (-0.1, 0.04)], darker(colour, 0.12))


def _paper_plane(pen: Pen, colour: Colour) -> None:
    slab(pen, [(0.5, -0.12), (-0.5, -0.2), (-0.2, 0.02)], lighter(colour, 0.5), 0.5)
    slab(pen, [(0.5, -0.12), (-0.2, 0.02), (-0.16, 0.24)], darker(lighter(colour, 0.3), 0.2), 0.5)
    slab(pen, [(0.5, -0.12), (-0.08, 0.05), (0.0, 0.24)], lighter(colour, 0.4), 0.5)


def _spaceship(pen: Pen, colour: Colour) -> None:
    pen.glow((-0.5, 0.0), (0.3, 0.14), (120, 214, 255), 0.9)
    pen.polygon([(-0.2, -0.04), (-0.48, -0.22), (-0.4, 0.0)], darker(colour, 0.3))
    pen.volume(
        [(0.5, 0.02), (0.26, -0.07), (-0.05, -0.11), (-0.4, -0.07), (-0.46, 0.02), (-0.34, 0.09), (0.1, 0.1)],
        colour,
        1.6,
    )
    pen.volume([(0.3, -0.05), (0.12, -0.12), (-0.04, -0.1), (0.02, -0.03), (0.24, -0.02)], (74, 128, 168), 1.6)
    pen.polygon([(0.0, 0.04), (-0.36, 0.24), (-0.46, 0.22), (-0.3, 0.03)], darker(colour, 0.15))
    pen.line([(0.44, 0.03), (-0.4, 0.03)], 0.01, darker(colour, 0.5))
    for i in range(5):
        pen.ellipse((-0.3 + i * 0.1, 0.055), (0.012, 0.009), (255, 228, 150))


def _rocket(pen: Pen, colour: Colour) -> None:
    pen.glow((0.0, 1.1), (0.6, 0.7), (255, 170, 70), 0.9)
    for side in (-1, 1):
        pen.volume([(0.26 * side, 0.3), (0.5 * side, 0.86), (0.22 * side, 0.76)], darker(colour, 0.2))
    pen.volume(
        [(0.0, -1.0), (0.24, -0.56), (0.3, 0.1), (0.22, 0.8), (-0.22, 0.8), (-0.3, 0.1), (-0.24, -0.56)],
        (238, 240, 244),
        1.3,
    )
    pen.volume([(0.0, -1.02), (0.2, -0.66), (0.0, -0.6), (-0.2, -0.66)], colour)
    pen.ball((0.0, -0.28), (0.14, 0.14), (92, 152, 196), 1.6)


VEHICLES: dict[str, Callable[[Pen, Colour], None]] = {
    "car": _car, "bicycle": _bicycle, "train": _train, "boat": _boat, "plane": _plane, "paper-plane": _paper_plane,
    "spaceship": _spaceship, "rocket": _rocket,
}  # fmt: skip
