"""What is worn on the head: hats, caps, helmets, glasses."""

from __future__ import annotations

from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Garment
from filmc.render.draw.figures.eyes import EYE_LINE, EYES
from filmc.render.draw.figures.head import Skull
from filmc.render.draw.figures.pen import Pen


def paint_glasses(pen: Pen, skull: Skull, glasses: Garment) -> None:
    """Draw glasses before the eyes, with a glint."""
    y = EYE_LINE + 0.035 * skull.young
    y += skull.sink(y)
    spots = []
    for side in (-1, 1):
        if skull.profile and side < 0:
            continue
        x = 0.27 if skull.profile else skull.spot(EYES * side, y)[0]
        wide = 0.05 if skull.profile else 0.045 + 0.085 * skull.width(EYES * side)
        rim = pen.round((x, y + 0.012), (wide, 0.105))
        pen.polygon(rim, (226, 238, 246), 0.1)
        pen.line([*rim, rim[0]], 0.02, glasses.colour)
        pen.line([(x - wide * 0.4, y - 0.02), (x - wide * 0.1, y - 0.055)], 0.018, (255, 255, 255), 0.6)
        spots.append((x, wide))
    if len(spots) == 2:
        (left, a), (right, b) = spots
        pen.line([(left + a, y), ((left + a + right - b) / 2, y - 0.018), (right - b, y)], 0.02, glasses.colour)
    x, wide = spots[0]
    temple = (-0.06, y + 0.01) if skull.profile else skull.spot(-86.0, 0.03)
    if x - wide > temple[0]:
        pen.line([(x - wide, y), temple], 0.02, glasses.colour)


def paint_hat(pen: Pen, skull: Skull, hat: Garment, *, away: bool) -> None:
    """Draw a hat, cap or helmet over the hair."""
    lean = 0.0 if away else -0.05 * skull.sine
    edge = darker(hat.colour, 0.45)
    crown = [
        (-0.36 + lean, -0.24),
        (-0.33 + lean, -0.5),
        (-0.16 + lean, -0.64),
        (0.16 + lean, -0.64),
        (0.33 + lean, -0.5),
        (0.36 + lean, -0.24),
        (0.0 + lean, -0.2),
    ]
    match hat.cut:
        case "hat":
            pen.ellipse((lean, -0.25), (0.64, 0.125), edge)
            pen.ball((lean, -0.258), (0.625, 0.112), hat.colour)
            pen.volume(crown, hat.colour)
            pen.line([(-0.355 + lean, -0.31), (lean, -0.26), (0.355 + lean, -0.31)], 0.075, hat.accent)
        case "cap":
            pen.volume(
                [
                    (-0.43 + lean, -0.14),
                    (-0.42 + lean, -0.4),
                    (-0.2 + lean, -0.58),
                    (0.2 + lean, -0.58),
                    (0.42 + lean, -0.4),
                    (0.43 + lean, -0.14),
                    (0.0 + lean, -0.2),
                ],
                hat.colour,
            )
            if not away:
                x = 0.26 * skull.sine
                pen.volume(
                    [(-0.3 + x, -0.2), (0.3 + x, -0.2), (0.34 + x * 1.5, -0.13), (x * 1.4, -0.09), (-0.34 + x, -0.13)],
                    darker(hat.colour, 0.25),
                )
                pen.ball((x * 1.1, -0.36), (0.07, 0.07), hat.accent)
        case _:
            pen.volume([(-0.46 + lean, 0.1), (-0.47 + lean, -0.25), (-0.26 + lean, -0.58), (0.26 + lean,
                -0.58), (0.47 + lean, -0.25), (0.46 + lean, 0.1),
                        (0.36 + lean, 0.02), (0.32 + lean, -0.16), (lean, -0.2), (-0.32 + lean, -0.16),
                            (-0.36 + lean, 0.02)], hat.colour, 1.4)  # fmt: skip
            pen.line([(lean, -0.6), (lean, -0.21)], 0.06, hat.accent)
            pen.line([(-0.2 + lean, -0.46), (-0.26 + lean, -0.3)], 0.05, lighter(hat.colour, 0.7), 0.7)
