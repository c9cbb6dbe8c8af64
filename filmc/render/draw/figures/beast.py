"""What every creature's drawing tells about itself, and an eye that they share."""

from __future__ import annotations

from collections.abc import Callable

from filmc.base.record import record
from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Colour, Figure
from filmc.render.draw.canvas import Box
from filmc.render.draw.figures.pen import Pen


@record
class Life:
    """What moves in a creature: how far its mouth is open, how far its eyes are, and the share of its stride."""

    opened: float = 0.0
    eyes: float = 1.0
    stride: float = 0.0


@record
class Beast:
    """A creature that looks to the right, in units of its height, its origin on the ground.

    `paint(pen, figure, life)`; the boxes are what mouth and all of it cover.
    """

    paint: Callable[[Pen, Figure, Life], None]
    eye: tuple[float, float]
    eye_size: float
    mouth: Box
    bounds: Box
    middle: float


def paint_eye(pen: Pen, disc: tuple[float, float, float], colour: Colour, opened: float, skin: Colour) -> None:
    """Draw a round eye (x, y, radius), its lids closing from above and below."""
    spot, radius = disc[:2], disc[2]
    if opened < 0.2:
        x, y = spot
        pen.line([(x - radius, y), (x, y + radius * 0.4), (x + radius, y)], radius * 0.24, darker(skin, 0.6))
        return
    tall = radius * min(opened, 1.2)
    pen.ellipse(spot, (radius * 1.12, tall * 1.12), darker(skin, 0.55))
    pen.ellipse(spot, (radius, tall), (250, 248, 240))
    pen.ellipse((spot[0] + radius * 0.16, spot[1]), (radius * 0.62, min(radius * 0.66, tall)), colour)
    pen.ellipse((spot[0] + radius * 0.18, spot[1]), (radius * 0.34, min(radius * 0.42, tall)), (20, 16, 20))
    pen.ellipse((spot[0] - radius * 0.06, spot[1] - tall * 0.3), (radius * 0.17, radius * 0.17), (255, 255, 255))


def paint_jaw(pen: Pen, hinge: tuple[float, float], tip: tuple[float, float], opened: float, skin: Colour) -> None:
    """Draw a mouth that opens downwards between its hinge and its tip."""
    (x0, y0), (x1, y1) = hinge, tip
    drop = abs(x1 - x0) * 0.45 * opened
    if opened > 0.08:
        pen.blob(
            [
                (x0, y0),
                ((x0 + x1) / 2, (y0 + y1) / 2 - 0.002),
                (x1, y1),
                (x1 - (x1 - x0) * 0.08, y1 + drop),
                ((x0 + x1) / 2, (y0 + y1) / 2 + drop * 0.8),
            ],
            (110, 34, 40),
        )
        pen.ellipse(((x0 + x1) / 2, (y0 + y1) / 2 + drop * 0.62), (abs(x1 - x0) * 0.26, drop * 0.26), (212, 104, 104))
    pen.line([(x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + 0.006), (x1, y1)], 0.011, darker(skin, 0.6))


def belly(colour: Colour) -> Colour:
    """Return the colour of an underside."""
    return lighter(colour, 0.5)
