"""What hands hold: paper, dishes, tools, gifts; and the moon and stars."""

from __future__ import annotations

import math
from collections.abc import Callable

from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Colour
from filmc.render.draw.figures.furniture import rect, slab
from filmc.render.draw.figures.pen import Pen

PAPER: Colour = (250, 247, 238)
STEEL: Colour = (168, 176, 188)


def _lines(pen: Pen, left: float, right: float, rows: tuple[float, ...], width: float = 0.02) -> None:
    for i, y in enumerate(rows):
        pen.line([(left, y), (right - 0.12 * (i % 3) * (right - left), y)], width, (120, 124, 140), 0.8)


def _book(pen: Pen, colour: Colour) -> None:
    slab(pen, [(-0.5, -0.22), (0.0, -0.16), (0.5, -0.22), (0.5, 0.24), (0.0, 0.3), (-0.5, 0.24)], colour)
    for side in (-1, 1):
        slab(pen, [(0.0, -0.16), (0.46 * side, -0.25), (0.46 * side, 0.19), (0.0, 0.26)], PAPER, 0.5)
        _lines(pen, 0.08 * side, 0.4 * side, (-0.12, -0.04, 0.04, 0.12), 0.016)


def _exercise_books(pen: Pen, colour: Colour) -> None:
    shades = (colour, (206, 92, 76), (226, 190, 96), (86, 140, 120), lighter(colour, 0.4), (136, 112, 168))
    for i, shade in enumerate(shades):
        x, y = 0.03 * ((i * 7) % 5 - 2), 0.24 - i * 0.1
        slab(pen, rect(-0.45 + x, y, 0.45 + x, y + 0.085), shade)
        pen.polygon(rect(-0.43 + x, y + 0.022, 0.45 + x, y + 0.06), PAPER)


def _letter(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.33, 0.5, 0.33), colour, 0.6)
    for side in (-1, 1):
        pen.line([(0.5 * side, 0.33), (0.08 * side, -0.02)], 0.014, darker(colour, 0.3))
    slab(pen, [(-0.5, -0.33), (0.5, -0.33), (0.0, 0.09)], lighter(colour, 0.3), 0.6)
    pen.ball((0.0, 0.06), (0.085, 0.085), (190, 52, 50))


def _paper(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.68, 0.5, 0.68), lighter(colour, 0.5), 0.5)
    _lines(pen, -0.38, 0.4, (-0.5, -0.36, -0.22, -0.08, 0.06, 0.2, 0.34, 0.48))


def _phone(pen: Pen, colour: Colour) -> None:
    pen.canvas.polygon(pen.at([(-0.5, -0.96), (0.5, -0.96), (0.5, 0.96), (-0.5, 0.96)]), darker(colour, 0.4))
    slab(pen, rect(-0.42, -0.84, 0.42, 0.84), (120, 176, 218), 1.2)
    for i in range(8):
        x, y = -0.28 + 0.28 * (i % 3), -0.5 + 0.34 * (i // 3)
        slab(
            pen, rect(x - 0.09, y - 0.09, x + 0.09, y + 0.09), ((250, 206, 90), (236, 110, 96), (240, 244, 246))[i % 3]
        )


def _laptop(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.4, -0.36, 0.4, 0.16), darker(colour, 0.5))
    slab(pen, rect(-0.37, -0.33, 0.37, 0.13), (126, 178, 214), 1.1)
    _lines(pen, -0.3, 0.24, (-0.24, -0.16, -0.08, 0.0), 0.02)
    slab(pen, [(-0.4, 0.16), (0.4, 0.16), (0.5, 0.33), (-0.5, 0.33)], STEEL)


def _cup(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, -0.2), (0.52, -0.1), (0.42, 0.2), (0.24, 0.2)], 0.07, darker(colour, 0.2))
    pen.volume([(-0.36, -0.36), (0.36, -0.36), (0.3, 0.3), (0.15, 0.4), (-0.15, 0.4), (-0.3, 0.3)], colour)
    pen.ellipse((0.0, -0.36), (0.36, 0.09), lighter(colour, 0.3))
    pen.ellipse((0.0, -0.35), (0.3, 0.06), (112, 74, 50))
    for x in (-0.1, 0.1):
        pen.line([(x, -0.48), (x + 0.06, -0.6), (x - 0.02, -0.74)], 0.03, (255, 255, 255), 0.4, end=0.01)


def _bowl(pen: Pen, colour: Colour) -> None:
    pen.volume([(-0.5, -0.12), (0.5, -0.12), (0.32, 0.26), (0.16, 0.34), (-0.16, 0.34), (-0.32, 0.26)], colour)
    pen.ellipse((0.0, -0.12), (0.5, 0.13), lighter(colour, 0.3))
    pen.ellipse((0.0, -0.11), (0.43, 0.1), (226, 168, 92))
    for x, y, c in ((-0.2, -0.14, (112, 158, 82)), (0.05, -0.17, (204, 84, 60)), (0.22, -0.12, (250, 238, 210))):
        pen.ball((x, y), (0.1, 0.06), c)
    pen.line([(0.1, -0.1), (0.44, -0.42)], 0.025, (148, 100, 62))


def _menu(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.66, 0.5, 0.66), colour)
    slab(pen, rect(-0.4, -0.56, 0.4, 0.56), PAPER, 0.5)
    pen.line([(-0.2, -0.42), (0.2, -0.42)], 0.06, darker(colour, 0.2))
    _lines(pen, -0.3, 0.32, (-0.24, -0.1, 0.04, 0.18, 0.32, 0.46))


def _bag(pen: Pen, colour: Colour) -> None:
    pen.line([(-0.2, -0.3), (-0.14, -0.58), (0.14, -0.58), (0.2, -0.3)], 0.05, darker(colour, 0.3))
    pen.volume([(-0.4, -0.3), (0.0, -0.42), (0.4, -0.3), (0.46, 0.36), (0.3, 0.5), (-0.3, 0.5), (-0.46, 0.36)], colour)
    slab(pen, rect(-0.3, 0.08, 0.3, 0.38), darker(colour, 0.15))
    pen.line([(-0.4, -0.08), (0.4, -0.08)], 0.03, darker(colour, 0.35))


def _umbrella(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, -0.3), (0.0, 0.42), (0.06, 0.5), (0.13, 0.44)], 0.035, (96, 70, 52))
    pen.volume(
        [
            (-0.5, 0.0),
            (-0.36, -0.32),
            (0.0, -0.46),
            (0.36, -0.32),
            (0.5, 0.0),
            (0.25, -0.07),
            (0.0, 0.0),
            (-0.25, -0.07),
        ],
        colour,
    )
    for x in (-0.24, 0.0, 0.24):
        pen.line([(0.0, -0.45), (x * 0.8, -0.25), (x, -0.04)], 0.012, darker(colour, 0.35), 0.8)


def _sword(pen: Pen, colour: Colour) -> None:
    pen = pen.moved((0.0, 0.0), turn=-38.0)
    slab(pen, [(-0.3, -0.025), (0.46, -0.02), (0.52, 0.0), (0.46, 0.02), (-0.3, 0.025)], lighter(STEEL, 0.4), 1.6)
    pen.line([(-0.3, -0.09), (-0.3, 0.09)], 0.04, colour)
    pen.line([(-0.3, 0.0), (-0.48, 0.0)], 0.045, (92, 62, 44))
    pen.ball((-0.5, 0.0), (0.03, 0.03), colour)


def _microphone(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, 0.0), (0.0, 1.3)], 0.3, darker(colour, 0.4), end=0.18)
    pen.ball((0.0, -0.5), (0.46, 0.52), STEEL, 1.6)
    for y in (-0.75, -0.5, -0.25):
        pen.line([(-0.4, y), (0.0, y + 0.06), (0.4, y)], 0.03, darker(STEEL, 0.4), 0.7)


def _camera(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.2, -0.38, 0.2, -0.24), darker(colour, 0.3))
    slab(pen, rect(-0.5, -0.26, 0.5, 0.34), colour)
    pen.ball((0.0, 0.04), (0.25, 0.25), (62, 62, 70), 1.6)
    pen.ball((0.0, 0.04), (0.16, 0.16), (70, 104, 148), 1.8)
    pen.ellipse((-0.06, -0.03), (0.04, 0.04), (240, 248, 255), 0.9)


def _microscope(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.4, 0.62, 0.5, 0.74), darker(colour, 0.5))
    pen.line([(0.3, 0.62), (0.44, 0.1), (0.2, -0.32)], 0.14, colour)
    pen.line([(-0.24, -0.66), (0.06, 0.2)], 0.22, (236, 238, 242), end=0.16)
    pen.line([(-0.3, -0.78), (-0.24, -0.64)], 0.16, darker(colour, 0.4))
    slab(pen, rect(-0.2, 0.34, 0.36, 0.42), darker(colour, 0.3))


def _globe(pen: Pen, colour: Colour) -> None:
    pen.ball((0.0, 0.56), (0.26, 0.06), (120, 84, 56))
    pen.line([(0.0, 0.54), (0.0, 0.4)], 0.06, (120, 84, 56))
    pen.ball((0.0, -0.05), (0.46, 0.46), colour, 1.4)
    pen.blob(
        [(-0.3, -0.24), (-0.1, -0.34), (0.02, -0.2), (-0.12, -0.02), (-0.2, 0.14), (-0.32, -0.04)], (112, 168, 104)
    )
    pen.blob([(0.12, -0.16), (0.34, -0.2), (0.38, 0.02), (0.22, 0.2), (0.12, 0.06)], (112, 168, 104))
    pen.glow((-0.16, -0.22), (0.2, 0.2), (255, 255, 255), 0.35)


def _flower(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, -0.3), (0.04, 0.3), (0.0, 0.95)], 0.06, (84, 138, 78))
    pen.blob([(0.02, 0.5), (0.3, 0.3), (0.42, 0.34), (0.24, 0.52)], (96, 152, 88))
    for i in range(6):
        a = math.radians(60 * i + 15)
        pen.ball((0.3 * math.cos(a), -0.5 + 0.3 * math.sin(a)), (0.21, 0.21), colour)
    pen.ball((0.0, -0.5), (0.17, 0.17), (246, 200, 84))


def _gift(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.44, -0.18, 0.44, 0.46), colour)
    slab(pen, rect(-0.5, -0.32, 0.5, -0.14), lighter(colour, 0.14))
    slab(pen, rect(-0.08, -0.32, 0.08, 0.46), (246, 208, 96))
    for side in (-1, 1):
        pen.volume([(0.0, -0.32), (0.16 * side, -0.52), (0.3 * side, -0.44), (0.2 * side, -0.33)], (246, 208, 96))


def _ball(pen: Pen, colour: Colour) -> None:
    pen.ball((0.0, 0.0), (0.5, 0.5), colour, 1.3)
    pen.line([(-0.42, -0.22), (0.0, -0.06), (0.44, -0.2)], 0.03, darker(colour, 0.4))
    pen.line([(-0.1, -0.48), (0.02, 0.0), (-0.12, 0.48)], 0.03, darker(colour, 0.4))


def _star(pen: Pen, colour: Colour) -> None:
    pen.glow((0.0, 0.0), (0.9, 0.9), lighter(colour, 0.5), 0.7)
    radii = (0.5, 0.2)
    points = [(radii[i % 2] * math.sin(math.pi * i / 5), -radii[i % 2] * math.cos(math.pi * i / 5)) for i in range(10)]
    slab(pen, points, lighter(colour, 0.2))


def _moon(pen: Pen, colour: Colour) -> None:
    pen.glow((0.0, 0.0), (1.1, 1.1), lighter(colour, 0.5), 0.5)
    pen.ball((0.0, 0.0), (0.5, 0.5), lighter(colour, 0.55), 0.6)
    for x, y, r in ((-0.16, -0.12, 0.1), (0.18, 0.1, 0.13), (-0.06, 0.26, 0.07), (0.2, -0.24, 0.06)):
        pen.ellipse((x, y), (r, r), darker(lighter(colour, 0.4), 0.12), 0.7)


def _balloon(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, 0.5), (0.06, 0.8), (-0.03, 1.1)], 0.02, (120, 120, 126))
    pen.volume([(0.0, -0.62), (0.42, -0.36), (0.44, 0.06), (0.0, 0.52), (-0.44, 0.06), (-0.42, -0.36)], colour, 1.2)
    pen.glow((-0.16, -0.3), (0.14, 0.2), (255, 255, 255), 0.6)


def _kite(pen: Pen, colour: Colour) -> None:
    slab(pen, [(0.0, -0.6), (0.44, -0.1), (0.0, 0.5), (-0.44, -0.1)], colour)
    slab(pen, [(0.0, -0.6), (0.44, -0.1), (0.0, -0.1)], lighter(colour, 0.4))
    pen.line([(0.0, 0.5), (0.12, 0.7), (-0.06, 0.86), (0.06, 1.05)], 0.03, darker(colour, 0.2))


def _pencil(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.46, -0.045, 0.32, 0.045), colour)
    pen.polygon([(0.32, -0.045), (0.5, 0.0), (0.32, 0.045)], (236, 204, 160))
    pen.polygon([(0.45, -0.013), (0.5, 0.0), (0.45, 0.013)], (44, 42, 46))
    slab(pen, rect(-0.52, -0.045, -0.44, 0.045), (226, 130, 130))


def _key(pen: Pen, colour: Colour) -> None:
    ring = pen.round((-0.34, 0.0), (0.15, 0.15))
    pen.line([*ring, ring[0]], 0.06, colour)
    pen.line([(-0.2, 0.0), (0.46, 0.0)], 0.06, colour)
    for x in (0.3, 0.42):
        pen.line([(x, 0.0), (x, 0.14)], 0.05, colour)


GOODS: dict[str, Callable[[Pen, Colour], None]] = {
    "book": _book, "exercise-books": _exercise_books, "letter": _letter, "paper": _paper, "phone": _phone,
    "laptop": _laptop, "cup": _cup, "bowl": _bowl, "menu": _menu, "bag": _bag, "umbrella": _umbrella, "sword": _sword,
    "microphone": _microphone, "camera": _camera, "microscope": _microscope, "globe": _globe, "flower": _flower,
    "gift": _gift, "ball": _ball, "star": _star, "moon": _moon, "balloon": _balloon, "kite": _kite,
    "pencil": _pencil, "key": _key,
}  # fmt: skip
