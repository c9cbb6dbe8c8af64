"""What stands in rooms and streets."""

from __future__ import annotations

from collections.abc import Callable

from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Colour
from filmc.render.draw.figures.pen import Pen, Spot

WOOD: Colour = (158, 112, 70)
GLASS: Colour = (178, 208, 222)


def slab(pen: Pen, corners: list[Spot], colour: Colour, relief: float = 0.9) -> None:
    """Draw a flat-sided shape, modelled by the light, with a soft edge."""
    path = pen.at(corners)
    middle = path.mean(0)
    pen.canvas.polygon(middle + (path - middle) * 1.0, pen.shading(path, colour, relief))
    ring = [*corners, corners[0]]
    for i in range(len(corners)):
        pen.line([ring[i], ring[i + 1]], 0.008, darker(colour, 0.5))


def rect(left: float, top: float, right: float, bottom: float) -> list[Spot]:
    """Return the corners of an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _desk(pen: Pen, colour: Colour) -> None:
    for x in (-0.42, 0.42):
        slab(pen, rect(x - 0.03, -0.2, x + 0.03, 0.34), darker(colour, 0.25))
    slab(pen, rect(-0.44, -0.22, 0.44, -0.08), darker(colour, 0.18))
    slab(pen, [(-0.44, -0.34), (0.44, -0.34), (0.5, -0.22), (-0.5, -0.22)], colour)
    slab(pen, rect(-0.5, -0.22, 0.5, -0.18), lighter(colour, 0.1))


def _table(pen: Pen, colour: Colour) -> None:
    for x in (-0.36, 0.36):
        pen.line([(x, -0.12), (x * 1.06, 0.28)], 0.055, darker(colour, 0.3), end=0.035)
    pen.ellipse((0.0, -0.15), (0.5, 0.13), darker(colour, 0.4))
    pen.ball((0.0, -0.19), (0.5, 0.12), colour)


def _chair(pen: Pen, colour: Colour) -> None:
    for x in (-0.36, 0.36):
        pen.line([(x, 0.1), (x, 0.72)], 0.08, darker(colour, 0.3))
        pen.line([(x, -0.7), (x, 0.1)], 0.08, darker(colour, 0.1))
    slab(pen, rect(-0.38, -0.66, 0.38, -0.28), colour)
    slab(pen, [(-0.4, 0.02), (0.4, 0.02), (0.48, 0.2), (-0.48, 0.2)], lighter(colour, 0.1))


def _bed(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.3, -0.44, 0.26), WOOD)
    slab(pen, rect(0.44, -0.12, 0.5, 0.26), WOOD)
    slab(pen, rect(-0.46, 0.0, 0.46, 0.16), (238, 234, 226))
    pen.volume([(-0.44, -0.08), (-0.3, -0.14), (-0.18, -0.06), (-0.2, 0.03), (-0.42, 0.03)], (246, 244, 240))
    pen.volume([(-0.2, -0.02), (0.1, -0.08), (0.46, -0.04), (0.47, 0.14), (0.0, 0.18), (-0.22, 0.14)], colour)


def _lamp(pen: Pen, colour: Colour) -> None:
    pen.glow((0.0, -0.1), (0.9, 0.8), (255, 232, 170), 0.5)
    pen.ball((0.0, 0.72), (0.26, 0.07), (74, 70, 76))
    pen.line([(0.0, 0.7), (0.0, -0.2)], 0.06, (74, 70, 76))
    slab(pen, [(-0.22, -0.72), (0.22, -0.72), (0.46, -0.14), (-0.46, -0.14)], lighter(colour, 0.3))


def _fan(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, -0.3), (0.0, -0.05)], 0.04, (96, 98, 104))
    for side in (-1, 1):
        pen.volume(
            [(0.05 * side, -0.05), (0.3 * side, -0.13), (0.5 * side, -0.07), (0.3 * side, 0.01), (0.05 * side, 0.01)],
            colour,
        )
        pen.volume([(0.0, 0.0), (0.1 * side, 0.1), (0.22 * side, 0.14), (0.16 * side, 0.04)], darker(colour, 0.2))
    pen.ball((0.0, -0.02), (0.08, 0.07), (112, 112, 118))


def _door(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -1.0, 0.5, 1.0), darker(colour, 0.4))
    slab(pen, rect(-0.42, -0.93, 0.42, 1.0), colour)
    for top, bottom in ((-0.82, -0.1), (0.06, 0.84)):
        slab(pen, rect(-0.3, top, 0.3, bottom), darker(colour, 0.12))
    pen.ball((0.33, 0.02), (0.045, 0.045), (222, 186, 98))


def _mailbox(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.08, 0.1, 0.08, 1.0), WOOD)
    pen.volume(
        [(-0.46, -0.2), (-0.42, -0.62), (0.0, -0.84), (0.42, -0.62), (0.46, -0.2), (0.44, 0.18), (-0.44, 0.18)], colour
    )
    slab(pen, rect(-0.28, -0.36, 0.28, -0.26), darker(colour, 0.7))
    slab(pen, rect(-0.2, -0.12, 0.2, 0.06), (246, 242, 230))
    pen.line([(0.5, 0.0), (0.5, -0.5)], 0.05, (200, 60, 52))
    slab(pen, rect(0.48, -0.56, 0.62, -0.42), (220, 72, 60))


def _clock(pen: Pen, colour: Colour) -> None:
    pen.ball((0.0, 0.0), (0.5, 0.5), colour)
    pen.ellipse((0.0, 0.0), (0.42, 0.42), (248, 246, 238))
    for x, y in ((0.0, -0.36), (0.36, 0.0), (0.0, 0.36), (-0.36, 0.0)):
        pen.ellipse((x, y), (0.025, 0.025), (50, 48, 54))
    pen.line([(0.0, 0.0), (-0.14, -0.2)], 0.045, (40, 40, 46))
    pen.line([(0.0, 0.0), (0.2, -0.24)], 0.03, (40, 40, 46))
    pen.ellipse((0.0, 0.0), (0.035, 0.035), (200, 60, 52))


def _tree(pen: Pen, colour: Colour) -> None:
    pen.line([(0.0, 0.75), (0.0, 0.3), (-0.04, -0.1)], 0.12, (108, 78, 54), end=0.07)
    for x, y, r in (
        (-0.24, -0.1, 0.26),
        (0.26, -0.12, 0.25),
        (0.0, -0.02, 0.3),
        (-0.14, -0.38, 0.27),
        (0.16, -0.42, 0.26),
    ):
        pen.ball((x, y), (r, r * 0.92), darker(colour, 0.1 if y > -0.2 else 0.0))


def _lantern(pen: Pen, colour: Colour) -> None:
    pen.glow((0.0, 0.0), (1.0, 1.0), lighter(colour, 0.5), 0.5)
    pen.line([(0.0, -0.75), (0.0, 0.95)], 0.03, (226, 184, 88))
    pen.ball((0.0, 0.0), (0.5, 0.44), colour)
    for x in (-0.24, 0.0, 0.24):
        pen.line([(x * 0.6, -0.4), (x * 1.3, 0.0), (x * 0.6, 0.4)], 0.018, darker(colour, 0.3), 0.6)
    for y in (-0.44, 0.42):
        slab(pen, rect(-0.2, y - 0.04, 0.2, y + 0.06), (226, 184, 88))


def _picture(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.4, 0.5, 0.4), (186, 142, 76))
    slab(pen, rect(-0.42, -0.32, 0.42, 0.32), lighter(colour, 0.45), 0.4)
    pen.polygon(
        [(-0.42, 0.32), (-0.42, 0.1), (-0.16, -0.12), (0.06, 0.1), (0.2, 0.0), (0.42, 0.2), (0.42, 0.32)],
        darker(colour, 0.15),
    )
    pen.ellipse((0.22, -0.16), (0.07, 0.07), (250, 232, 176))


def _tv(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.34, 0.5, 0.28), (40, 40, 48))
    slab(pen, rect(-0.46, -0.3, 0.46, 0.24), lighter(colour, 0.2), 1.4)
    pen.polygon([(-0.4, -0.28), (-0.1, -0.28), (-0.3, 0.2), (-0.4, 0.2)], (255, 255, 255), 0.14)
    slab(pen, rect(-0.14, 0.28, 0.14, 0.34), (56, 56, 64))


def _window(pen: Pen, colour: Colour) -> None:
    slab(pen, rect(-0.5, -0.6, 0.5, 0.6), colour)
    for x in (-0.43, 0.03):
        for y in (-0.52, 0.04):
            slab(pen, rect(x, y, x + 0.4, y + 0.48), GLASS, 0.7)


def _flag(pen: Pen, colour: Colour) -> None:
    pen.line([(-0.46, -0.6), (-0.46, 0.7)], 0.045, (190, 190, 196))
    pen.volume(
        [
            (-0.45, -0.58),
            (-0.1, -0.5),
            (0.2, -0.58),
            (0.5, -0.5),
            (0.5, 0.0),
            (0.2, -0.08),
            (-0.1, 0.02),
            (-0.45, -0.06),
        ],
        colour,
    )


def _candle(pen: Pen, colour: Colour) -> None:
    pen.glow((0.0, -0.7), (1.3, 1.0), (255, 214, 130), 0.6)
    slab(pen, rect(-0.3, -0.4, 0.3, 1.0), lighter(colour, 0.3))
    pen.blob([(0.0, -1.05), (0.2, -0.7), (0.0, -0.45), (-0.2, -0.7)], (255, 190, 80))
    pen.blob([(0.0, -0.85), (0.1, -0.65), (0.0, -0.5), (-0.1, -0.65)], (255, 244, 200))


FURNITURE: dict[str, Callable[[Pen, Colour], None]] = {
    "desk": _desk, "table": _table, "chair": _chair, "bed": _bed, "lamp": _lamp, "fan": _fan, "door": _door,
    "mailbox": _mailbox, "clock": _clock, "tree": _tree, "lantern": _lantern, "picture": _picture, "tv": _tv,
    "window": _window, "flag": _flag, "candle": _candle,
}  # fmt: skip
