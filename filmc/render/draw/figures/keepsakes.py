"""What stories turn on: radios, maps, rings, bottles, instruments; and a plain object for what nobody has drawn."""

from __future__ import annotations

import math
from collections.abc import Callable

from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Colour
from filmc.render.draw.figures.furniture import WOOD, rect, slab
from filmc.render.draw.figures.pen import Pen

PAPER: Colour = (250, 247, 238)
INK: Colour = (112, 116, 132)
BRASS: Colour = (214, 176, 82)
STEEL: Colour = (190, 196, 206)


def _radio(pen: Pen, colour: Colour) -> None:
    pen.line([(0.3, -0.3), (0.46, -0.62)], 0.018, STEEL, end=0.01)
    slab(pen, rect(-0.5, -0.3, 0.5, 0.3), colour)
    slab(pen, rect(-0.46, -0.26, 0.04, 0.26), darker(colour, 0.55), 0.4)
    for i in range(9):
        pen.line([(-0.43, -0.22 + i * 0.055), (0.01, -0.22 + i * 0.055)], 0.014, lighter(colour, 0.3), 0.7)
    slab(pen, rect(0.09, -0.24, 0.46, -0.04), (250, 232, 178), 0.5)
    for i in range(7):
        pen.line([(0.12 + i * 0.05, -0.2), (0.12 + i * 0.05, -0.14)], 0.01, (110, 84, 60))
    pen.line([(0.31, -0.22), (0.31, -0.06)], 0.016, (206, 60, 48))
    for x in (0.17, 0.38):
        pen.ball((x, 0.12), (0.085, 0.085), BRASS, 1.5)
        pen.line([(x, 0.12), (x + 0.03, 0.06)], 0.02, darker(BRASS, 0.5))
    for x in (-0.4, 0.4):
        slab(pen, rect(x - 0.05, 0.3, x + 0.05, 0.34), darker(colour, 0.6))


def _map(pen: Pen, colour: Colour) -> None:
    edge = [
        (-0.5, -0.3),
        (-0.17, -0.36),
        (0.17, -0.3),
        (0.5, -0.36),
        (0.5, 0.3),
        (0.17, 0.36),
        (-0.17, 0.3),
        (-0.5, 0.36),
    ]
    slab(pen, edge, colour, 0.7)
    pen.blob([(-0.5, 0.1), (-0.3, 0.02), (-0.12, 0.12), (0.06, 0.3), (-0.17, 0.3), (-0.5, 0.34)], (150, 190, 204), 0.9)
    for road in (
        [(-0.44, -0.2), (-0.1, -0.12), (0.12, 0.06), (0.46, 0.1)],
        [(-0.2, -0.32), (-0.1, -0.12), (-0.02, 0.1), (0.1, 0.3)],
        [(0.46, -0.24), (0.24, -0.08), (0.12, 0.06)],
    ):
        pen.line(road, 0.022, mix(colour, (140, 92, 60), 0.6))
    pen.line([(-0.36, -0.1), (-0.2, -0.02), (0.0, -0.02), (0.2, -0.16)], 0.014, (196, 52, 44), 0.9)
    for side in (-1, 1):
        pen.line([(0.2 + 0.05 * side, -0.21), (0.2 - 0.05 * side, -0.11)], 0.024, (196, 52, 44))
    for x, shade in ((-0.17, 0.3), (0.17, 0.24)):
        pen.line([(x, -0.34), (x, 0.34)], 0.008, darker(colour, shade), 0.8)


def _ring(pen: Pen, colour: Colour) -> None:
    for radius, width, shade in (
        (0.36, 0.12, darker(colour, 0.35)),
        (0.36, 0.07, colour),
        (0.34, 0.02, lighter(colour, 0.6)),
    ):
        circle = pen.round((0.0, 0.18), (radius, radius * 0.94))
        pen.line([*circle, *circle[:4]], width, shade)
    slab(pen, [(-0.16, -0.34), (0.0, -0.14), (0.16, -0.34), (0.09, -0.46), (-0.09, -0.46)], (196, 226, 240), 1.4)
    pen.line([(-0.16, -0.34), (0.16, -0.34)], 0.012, (255, 255, 255), 0.8)
    pen.glow((0.05, -0.38), (0.2, 0.2), (255, 255, 255), 0.6)


def _passport(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.7, 0.5, 0.7), colour, 0.8)
    circle = pen.round((0.0, -0.08), (0.22, 0.22))
    pen.line([*circle, *circle[:4]], 0.03, BRASS)
    pen.line([(-0.22, -0.08), (0.22, -0.08)], 0.02, BRASS)
    pen.line([(0.0, -0.3), (0.1, -0.08), (0.0, 0.14)], 0.02, BRASS)
    for y, half in ((-0.46, 0.3), (0.36, 0.22), (0.48, 0.16)):
        pen.line([(-half, y), (half, y)], 0.05, BRASS)


def _photo(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.56, 0.5, 0.56), PAPER, 0.5)
    slab(pen, rect(-0.42, -0.48, 0.42, 0.3), lighter(colour, 0.45), 0.6)
    for x, tall in ((-0.14, 0.0), (0.16, -0.06)):
        pen.ball((x, tall - 0.06), (0.09, 0.1), (206, 170, 140))
        pen.volume(
            [(x - 0.16, 0.3), (x - 0.12, tall + 0.06), (x + 0.12, tall + 0.06), (x + 0.16, 0.3)], darker(colour, 0.3)
        )


def _bottle(pen: Pen, colour: Colour) -> None:
    pen.volume(
        [(-0.16, -1.4), (0.16, -1.4), (0.17, -0.8), (0.48, -0.4), (0.5, 1.3), (0.4, 1.5), (-0.4, 1.5), (-0.5, 1.3),
         (-0.48, -0.4), (-0.17, -0.8)], colour, 1.4, steps=4,
    )  # fmt: skip
    slab(pen, rect(-0.18, -1.56, 0.18, -1.36), (150, 112, 76))
    slab(pen, rect(-0.48, 0.05, 0.48, 0.85), PAPER, 0.5)
    pen.line([(-0.28, 0.35), (0.28, 0.35)], 0.07, INK)
    pen.line([(-0.32, -0.3), (-0.34, 1.2)], 0.07, (255, 255, 255), 0.35)


def _glass(pen: Pen, colour: Colour) -> None:
    pen.polygon([(-0.46, -0.8), (0.46, -0.8), (0.36, 0.8), (-0.36, 0.8)], (214, 232, 240), 0.6)
    pen.polygon([(-0.42, -0.3), (0.42, -0.3), (0.35, 0.72), (-0.35, 0.72)], colour, 0.75)
    pen.ellipse((0.0, -0.3), (0.42, 0.07), lighter(colour, 0.4), 0.9)
    pen.line([(-0.3, -0.6), (-0.26, 0.6)], 0.06, (255, 255, 255), 0.6)
    pen.ellipse((0.0, -0.8), (0.46, 0.08), (240, 248, 252), 0.8)


def _knife(pen: Pen, colour: Colour) -> None:
    slab(pen, [(-0.06, -0.05), (0.34, -0.05), (0.5, 0.02), (0.34, 0.05), (-0.06, 0.05)], lighter(STEEL, 0.3), 1.6)
    slab(pen, [(-0.5, -0.04), (-0.08, -0.05), (-0.08, 0.06), (-0.48, 0.06)], colour)
    for x in (-0.38, -0.2):
        pen.ball((x, 0.01), (0.015, 0.015), BRASS)


def _torch(pen: Pen, colour: Colour) -> None:
    pen.glow((0.0, -0.9), (0.8, 0.8), (255, 176, 82), 0.6)
    pen.line([(0.0, -0.4), (0.0, 1.6)], 0.3, colour, end=0.2)
    slab(pen, [(-0.26, -0.5), (0.26, -0.5), (0.18, -0.1), (-0.18, -0.1)], darker(colour, 0.4))
    for size, shade in ((1.0, (232, 96, 40)), (0.72, (250, 160, 52)), (0.42, (255, 232, 150))):
        pen.blob(
            [(0.0, -0.5 - 1.1 * size), (0.3 * size, -0.5 - 0.5 * size), (0.34 * size, -0.5), (-0.34 * size, -0.5),
             (-0.32 * size, -0.5 - 0.44 * size)], shade,
        )  # fmt: skip


def _guitar(pen: Pen, colour: Colour) -> None:
    pen = pen.moved((0.0, 0.0), turn=28.0)
    pen.line([(0.0, -0.2), (0.0, -1.3)], 0.12, darker(WOOD, 0.4))
    slab(pen, rect(-0.1, -1.5, 0.1, -1.24), darker(WOOD, 0.5))
    pen.volume(
        [(0.0, -0.3), (0.3, -0.2), (0.28, 0.14), (0.46, 0.5), (0.3, 0.92), (-0.3, 0.92), (-0.46, 0.5), (-0.28, 0.14),
         (-0.3, -0.2)], colour, 1.1,
    )  # fmt: skip
    pen.ellipse((0.0, 0.2), (0.13, 0.13), darker(colour, 0.75))
    slab(pen, rect(-0.16, 0.58, 0.16, 0.64), darker(WOOD, 0.5))
    for x in (-0.03, 0.0, 0.03):
        pen.line([(x, -1.3), (x, 0.6)], 0.008, (240, 236, 226), 0.8)


def _piano(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.48, -0.36, 0.48, 0.02), colour)
    slab(pen, rect(-0.5, -0.4, 0.5, -0.35), lighter(colour, 0.15))
    slab(pen, rect(-0.5, 0.1, 0.5, 0.2), darker(colour, 0.2))
    slab(pen, [(-0.46, 0.02), (0.46, 0.02), (0.5, 0.1), (-0.5, 0.1)], PAPER, 0.4)
    for i in range(20):
        x = -0.44 + i * 0.0465
        if i % 7 not in {2, 6}:
            slab(pen, rect(x, 0.02, x + 0.022, 0.065), (40, 38, 44), 0.4)
    for x in (-0.42, 0.42):
        slab(pen, rect(x - 0.05, 0.2, x + 0.05, 0.42), darker(colour, 0.3))
    slab(pen, rect(-0.16, -0.26, 0.16, -0.08), PAPER, 0.5)


def _suitcase(pen: Pen, colour: Colour) -> None:
    pen.line([(-0.14, -0.34), (-0.12, -0.48), (0.12, -0.48), (0.14, -0.34)], 0.05, darker(colour, 0.5))
    slab(pen, rect(-0.5, -0.36, 0.5, 0.36), colour)
    for x in (-0.32, 0.32):
        slab(pen, rect(x - 0.05, -0.36, x + 0.05, 0.36), darker(colour, 0.3))
        slab(pen, rect(x - 0.03, -0.12, x + 0.03, -0.02), BRASS)
    pen.line([(-0.5, -0.08), (0.5, -0.08)], 0.014, darker(colour, 0.55))


def _box(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.46, -0.1, 0.46, 0.42), colour)
    slab(pen, [(-0.46, -0.1), (0.46, -0.1), (0.38, -0.34), (-0.38, -0.34)], lighter(colour, 0.2))
    slab(pen, rect(-0.07, -0.34, 0.07, 0.08), darker(colour, 0.2), 0.5)
    pen.line([(-0.46, -0.1), (0.46, -0.1)], 0.012, darker(colour, 0.5))


def _crown(pen: Pen, colour: Colour) -> None:
    points = [(-0.46, -0.26), (-0.24, 0.02), (-0.14, -0.34), (0.0, 0.0), (0.14, -0.34), (0.24, 0.02), (0.46, -0.26)]
    slab(pen, [*points, (0.4, 0.34), (-0.4, 0.34)], colour, 1.5)
    slab(pen, rect(-0.41, 0.2, 0.41, 0.34), darker(colour, 0.15), 1.2)
    for (x, y), gem in zip(points[::2], ((206, 52, 60), (66, 120, 200), (66, 120, 200), (206, 52, 60)), strict=True):
        pen.ball((x, y - 0.03), (0.05, 0.05), gem, 1.4)
    for x in (-0.24, 0.0, 0.24):
        pen.ball((x, 0.27), (0.045, 0.045), (206, 52, 60), 1.4)
    pen.glow((-0.2, -0.05), (0.2, 0.2), (255, 255, 255), 0.4)


def _mirror(pen: Pen, colour: Colour) -> None:
    pen.ball((0.0, 0.0), (0.5, 0.68), colour, 1.2)
    pen.ball((0.0, 0.0), (0.42, 0.6), (196, 216, 226), 1.2)
    for x in (-0.16, 0.02):
        pen.line([(x - 0.12, 0.2), (x + 0.16, -0.3)], 0.05, (255, 255, 255), 0.5)


def _statue(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, 1.1, 0.5, 1.5), darker(colour, 0.3))
    slab(pen, rect(-0.4, 0.96, 0.4, 1.1), darker(colour, 0.1))
    pen.volume([(-0.16, -0.9), (0.16, -0.9), (0.34, 0.0), (0.3, 0.96), (-0.3, 0.96), (-0.34, 0.0)], colour, 1.3)
    pen.line([(0.2, -0.7), (0.42, -0.9), (0.34, -1.4)], 0.14, colour, end=0.1)
    pen.line([(-0.2, -0.7), (-0.4, -0.2), (-0.18, 0.1)], 0.14, darker(colour, 0.1), end=0.1)
    pen.ball((0.0, -1.14), (0.19, 0.24), colour, 1.3)
    for x in (-0.14, 0.02, 0.16):
        pen.line([(x, -0.3), (x * 1.3, 0.9)], 0.02, darker(colour, 0.3), 0.7)


def _fountain(pen: Pen, colour: Colour) -> None:
    pen.volume([(-0.5, 0.1), (0.5, 0.1), (0.42, 0.34), (-0.42, 0.34)], colour)
    pen.ellipse((0.0, 0.1), (0.5, 0.09), darker(colour, 0.2))
    pen.ellipse((0.0, 0.1), (0.45, 0.07), (120, 176, 206))
    pen.line([(0.0, 0.1), (0.0, -0.2)], 0.09, colour)
    pen.ball((0.0, -0.17), (0.2, 0.05), colour)
    for side in (-1, 1):
        for reach in (0.12, 0.26, 0.36):
            pen.line([(0.0, -0.2), (reach * side * 0.6, -0.38), (reach * side, 0.08)], 0.02, (226, 240, 248), 0.8)


def _rock(pen: Pen, colour: Colour) -> None:
    slab(pen, [(-0.5, 0.32), (-0.38, -0.08), (-0.1, -0.32), (0.2, -0.26), (0.44, 0.04), (0.5, 0.32)], colour, 1.5)
    slab(pen, [(-0.1, -0.32), (0.2, -0.26), (0.08, 0.0), (-0.16, -0.04)], lighter(colour, 0.2), 0.8)
    pen.line([(0.08, 0.0), (0.2, 0.2), (0.14, 0.32)], 0.014, darker(colour, 0.5), 0.8)


def _shell(pen: Pen, colour: Colour) -> None:
    rim = [(0.5 * math.sin(math.radians(a)), 0.34 - 0.74 * math.cos(math.radians(a))) for a in range(-70, 71, 20)]
    pen.volume([(0.0, 0.42), *rim], colour, 1.2)
    for x, y in rim[1:-1]:
        pen.line([(0.0, 0.38), (x * 0.94, y + 0.04)], 0.016, darker(colour, 0.3), 0.8)
    slab(pen, [(-0.14, 0.32), (0.14, 0.32), (0.08, 0.44), (-0.08, 0.44)], darker(colour, 0.15))


def _feather(pen: Pen, colour: Colour) -> None:
    pen = pen.moved((0.0, 0.0), turn=-32.0)
    pen.volume([(-0.34, 0.0), (-0.1, -0.13), (0.3, -0.1), (0.5, 0.0), (0.3, 0.09), (-0.1, 0.12)], colour, 0.9)
    pen.line([(-0.52, 0.04), (0.0, 0.0), (0.48, 0.0)], 0.016, darker(colour, 0.4), end=0.006)
    for x in (-0.12, 0.06, 0.24):
        pen.line([(x, 0.0), (x - 0.08, -0.11)], 0.01, darker(colour, 0.3), 0.8)


def _coin(pen: Pen, colour: Colour) -> None:
    pen.ball((0.0, 0.02), (0.5, 0.5), darker(colour, 0.3), 1.2)
    pen.ball((0.0, 0.0), (0.48, 0.48), colour, 1.5)
    circle = pen.round((0.0, 0.0), (0.38, 0.38))
    pen.line([*circle, *circle[:4]], 0.025, darker(colour, 0.3))
    radii = (0.26, 0.11)
    star = [(radii[i % 2] * math.sin(math.pi * i / 5), -radii[i % 2] * math.cos(math.pi * i / 5)) for i in range(10)]
    pen.polygon(star, darker(colour, 0.25))


def _newspaper(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.62, 0.5, 0.62), colour, 0.5)
    pen.line([(-0.4, -0.48), (0.4, -0.48)], 0.1, darker(colour, 0.75))
    slab(pen, rect(-0.42, -0.34, 0.06, 0.06), mix(colour, INK, 0.6), 0.8)
    for i in range(6):
        pen.line([(0.12, -0.3 + 0.07 * i), (0.42, -0.3 + 0.07 * i)], 0.02, INK, 0.8)
    for column in (-0.42, -0.13, 0.16):
        for i in range(6):
            pen.line([(column, 0.16 + 0.07 * i), (column + 0.24 - 0.06 * (i == 5), 0.16 + 0.07 * i)], 0.018, INK, 0.8)


def _calendar(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.56, 0.5, 0.56), PAPER, 0.5)
    slab(pen, rect(-0.5, -0.56, 0.5, -0.28), colour)
    for x in (-0.26, 0.26):
        pen.line([(x, -0.64), (x, -0.46)], 0.05, STEEL)
    for i in range(28):
        x, y = -0.39 + 0.13 * (i % 7), -0.14 + 0.17 * (i // 7)
        pen.line([(x - 0.025, y), (x + 0.025, y)], 0.05, colour if i == 17 else INK, 0.9)
    circle = pen.round((-0.39 + 0.13 * 3, -0.14 + 0.34), (0.07, 0.075))
    pen.line([*circle, *circle[:4]], 0.018, (206, 52, 48))


def _object(pen: Pen, colour: Colour) -> None:
    """Draw a plain box on a stand, which a label says the name of."""
    pen.volume(
        [(-0.46, -0.4), (0.46, -0.4), (0.5, -0.3), (0.5, 0.3), (0.44, 0.4), (-0.44, 0.4), (-0.5, 0.3), (-0.5, -0.3)],
        colour, steps=3)  # fmt: skip
    slab(pen, rect(-0.4, -0.16, 0.4, 0.16), PAPER, 0.4)


def _tabletop(pen: Pen, colour: Colour) -> None:
    """Draw the top of a table as one sees it who looks down on what lies there."""
    slab(pen, rect(-0.5, -0.25, 0.5, 0.25), colour, 0.8)
    for i in range(13):
        y = -0.235 + i * 0.038
        bend = 0.006 * math.sin(i * 2.4)
        pen.line(
            [(-0.5, y), (-0.2, y + bend), (0.16, y - bend), (0.5, y)],
            0.002 + 0.0016 * (i % 3),
            darker(colour, 0.3),
            0.5,
        )
    pen.line([(-0.5, -0.249), (0.5, -0.249)], 0.006, lighter(colour, 0.35))


def _sheet(pen: Pen, colour: Colour) -> None:
    """Draw a sheet of paper that lies on a desk before us."""
    slab(pen, [(-0.38, -0.17), (0.38, -0.17), (0.5, 0.17), (-0.5, 0.17)], lighter(colour, 0.5), 0.4)
    for i in range(5):
        y = -0.12 + 0.055 * i
        half = 0.3 + 0.02 * i
        pen.line([(-half, y), (half - 0.12 * (i % 3), y)], 0.012, INK, 0.7)


KEEPSAKES: dict[str, Callable[[Pen, Colour], None]] = {
    "radio": _radio, "map": _map, "ring": _ring, "passport": _passport, "photo": _photo, "bottle": _bottle,
    "glass": _glass, "knife": _knife, "torch": _torch, "guitar": _guitar, "piano": _piano, "suitcase": _suitcase,
    "box": _box, "crown": _crown, "mirror": _mirror, "statue": _statue, "fountain": _fountain, "rock": _rock,
    "shell": _shell, "feather": _feather, "coin": _coin, "newspaper": _newspaper, "calendar": _calendar,
    "object": _object, "tabletop": _tabletop, "sheet": _sheet,
}  # fmt: skip
