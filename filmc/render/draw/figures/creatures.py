"""Creatures that are neither people nor animals: dragon, monster, robot, mascot."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Figure
from filmc.render.draw.figures.animals import ANIMAL, BIRD, FISH
from filmc.render.draw.figures.beast import Beast, Life, belly, paint_eye, paint_jaw
from filmc.render.draw.figures.horse import HORSE
from filmc.render.draw.figures.pen import Path, Pen, by
from filmc.render.draw.outline import smooth

_COILS = smooth(
    [(0.3, -0.72), (0.12, -0.86), (-0.08, -0.78), (-0.14, -0.58), (0.04, -0.44), (0.24, -0.36), (0.26,
        -0.18), (0.06, -0.08), (-0.2, -0.12),
     (-0.36, -0.26), (-0.54, -0.3), (-0.7, -0.18), (-0.82, -0.28), (-0.92, -0.44)], closed=False,
)  # fmt: skip


def _dragon(pen: Pen, figure: Figure, life: Life) -> None:
    hide, mane = figure.body.skin, figure.body.hair_colour
    shares = np.linspace(0.0, 1.0, len(_COILS))
    widths = 0.19 * np.minimum(0.62 + shares * 2.2, 1.0) * (1.0 - shares**2.2) + 0.012
    sides = _sides(_COILS, widths)
    for i in range(4, len(_COILS) - 6, 5):
        root, out = _COILS[i], (sides[0][i] - _COILS[i]) * 1.55
        pen.polygon([_COILS[i - 3], root + out, _COILS[min(i + 4, len(_COILS) - 1)]], darker(mane, 0.1))
    for spot in (26, 66):
        _claw(pen, _COILS[spot], hide)
    pen.polygon(
        np.concatenate([_sides(_COILS, widths + 0.014)[0], _sides(_COILS, widths + 0.014)[1][::-1]]), darker(hide, 0.5)
    )
    _scaly(pen, sides[0], sides[1], figure)
    for i in range(3, len(_COILS) - 8, 3):
        pen.line([_COILS[i] * 0.35 + sides[1][i] * 0.65, sides[1][i]], 0.006, darker(belly(hide), 0.3), 0.8)
        middle = _COILS[i] * 0.7 + sides[0][i] * 0.3
        pen.line(
            [middle + by(-0.012, -0.01), middle + by(0.0, 0.008), middle + by(0.014, -0.008)],
            0.006,
            darker(hide, 0.35),
            0.7,
        )
    tail = _COILS[-1]
    for turn in (-0.5, 0.0, 0.5):
        pen.blob(
            [tail + by(0.03, 0.02), tail + by(-0.12 * math.cos(turn), -0.12 + 0.14 * turn), tail + by(-0.02, -0.02)],
            mane,
        )
    _dragon_head(pen.moved((0.34, -0.76), 0.4), figure, life)


def _sides(line: Path, widths: Path) -> tuple[Path, Path]:
    way = np.gradient(line, axis=0)
    across = np.stack([way[:, 1], -way[:, 0]], 1) / np.maximum(np.hypot(*way.T), 1e-9)[:, None]
    return line - across * widths[:, None] / 2, line + across * widths[:, None] / 2


def _scaly(pen: Pen, back: Path, front: Path, figure: Figure) -> None:
    """Fill the body between its back and its front, the belly along the front."""
    hide = figure.body.skin
    ring = pen.at(np.concatenate([back, front[::-1]]))
    pen.canvas.polygon(ring, pen.shading(ring, hide, 1.2))
    inner = back + (front - back) * 0.62
    pen.polygon(np.concatenate([inner, front[::-1]]), mix(belly(hide), (232, 206, 140), 0.4))


def _claw(pen: Pen, spot: Path, hide: tuple[int, int, int]) -> None:
    x, y = float(spot[0]), float(spot[1])
    pen.limb([(x, y), (x + 0.1, y + 0.1), (x + 0.2, y + 0.08)], (0.1, 0.06, 0.05), hide, darker(hide, 0.5))
    for turn in (-0.04, 0.0, 0.04):
        pen.line([(x + 0.2, y + 0.08 + turn * 0.5), (x + 0.25, y + 0.1 + turn)], 0.018, (240, 232, 210), end=0.004)


def _dragon_head(pen: Pen, figure: Figure, life: Life) -> None:
    hide, mane = figure.body.skin, figure.body.hair_colour
    for i, (x, y) in enumerate(
        ((-0.62, -0.42), (-0.74, -0.2), (-0.72, 0.04), (-0.62, 0.26), (-0.42, 0.4), (-0.44, -0.56))
    ):
        pen.blob(
            [(-0.1, -0.2), (x * 0.6, y * 0.8 - 0.1), (x, y), (x * 0.55, y * 0.7 + 0.1), (-0.05, 0.12)],
            darker(mane, 0.1 * (i % 2)),
        )
    for shift in (-0.1, 0.0):
        horn = [(-0.06 + shift, -0.26), (-0.22 + shift, -0.5), (-0.46 + shift, -0.62)]
        pen.line(horn, 0.1, darker((226, 202, 150), 0.15 if shift else 0.0), end=0.02)
        pen.line([horn[1], (-0.22 + shift, -0.7)], 0.055, (226, 202, 150), end=0.015)
    drop = 0.26 * life.opened
    pen.blob(
        [(-0.08, 0.1), (0.3, 0.14), (0.62, 0.13), (0.6, 0.2 + drop), (0.3, 0.26 + drop), (-0.02, 0.26)], (106, 30, 38)
    )
    pen.volume(
        [
            (-0.16, 0.1),
            (0.05, 0.18 + drop * 0.3),
            (0.3, 0.2 + drop * 0.8),
            (0.6, 0.14 + drop),
            (0.62, 0.24 + drop),
            (0.3, 0.34 + drop),
            (-0.1, 0.3),
        ],
        hide,
    )
    for i in range(5):
        pen.polygon([(0.16 + i * 0.1, 0.11), (0.2 + i * 0.1, 0.2), (0.24 + i * 0.1, 0.11)], (250, 246, 232))
    upper = [
        (-0.24, 0.12),
        (-0.22, -0.18),
        (-0.02, -0.32),
        (0.2, -0.24),
        (0.34, -0.1),
        (0.56, -0.14),
        (0.72, -0.04),
        (0.7, 0.12),
        (0.4, 0.15),
        (0.05, 0.18),
    ]
    pen.blob(np.array(upper) * 1.03, darker(hide, 0.5))
    pen.volume(upper, lighter(hide, 0.06), 1.2)
    pen.ellipse((0.64, -0.02), (0.035, 0.022), darker(hide, 0.7))
    pen.line([(0.58, 0.02), (0.86, -0.16), (1.02, 0.1), (1.16, 0.02)], 0.026, mane, end=0.006)
    pen.line([(0.54, 0.08), (0.76, 0.3), (0.92, 0.24)], 0.024, mane, end=0.006)
    paint_eye(pen, (0.1, -0.12, 0.085), (226, 168, 40), life.eyes, hide)
    pen.line([(-0.08, -0.28), (0.1, -0.25), (0.28, -0.14)], 0.07, darker(mane, 0.2), end=0.03)


def _monster(pen: Pen, figure: Figure, life: Life) -> None:
    hide = figure.body.skin
    edge = darker(hide, 0.5)
    raised = -0.3 if figure.pose in {"raise", "fight", "wave"} else 0.22
    for x in (-0.13, 0.13):
        pen.limb([(x, -0.3), (x * 1.2, -0.12), (x * 1.25, -0.03)], (0.2, 0.17, 0.16), darker(hide, 0.12), edge)
    for side in (-1, 1):
        pen.limb(
            [(0.24 * side, -0.62), (0.4 * side, -0.5 + raised * 0.4), (0.42 * side, -0.5 + raised)],
            (0.17, 0.14, 0.15),
            hide,
            edge,
        )
    body = [
        (-0.2, -0.84),
        (0.2, -0.84),
        (0.34, -0.62),
        (0.3, -0.3),
        (0.14, -0.16),
        (-0.14, -0.16),
        (-0.3, -0.3),
        (-0.34, -0.62),
    ]
    pen.blob(np.array(body) * 1.02, edge)
    pen.volume(body, hide, 1.2)
    pen.blob([(-0.15, -0.5), (0.15, -0.5), (0.17, -0.32), (0.0, -0.22), (-0.17, -0.32)], belly(hide), 0.7)
    for side in (-1, 1):
        pen.line([(0.14 * side, -0.86), (0.24 * side, -0.96), (0.2 * side, -1.06)], 0.07, (226, 214, 186), end=0.012)
        paint_eye(pen, (0.1 * side + 0.03, -0.74, 0.055), (232, 190, 60), life.eyes, hide)
    drop = 0.03 + 0.12 * life.opened
    pen.blob(
        [(-0.13, -0.62), (0.03, -0.6), (0.2, -0.62), (0.14, -0.6 + drop), (0.03, -0.59 + drop), (-0.08, -0.6 + drop)],
        (92, 28, 36),
    )
    for x in (-0.06, 0.03, 0.12):
        pen.polygon([(x - 0.03, -0.61), (x, -0.565), (x + 0.03, -0.61)], (248, 244, 230))


def _robot(pen: Pen, figure: Figure, life: Life) -> None:
    steel = figure.body.skin
    trim, edge = figure.body.hair_colour, darker(steel, 0.55)
    lift = -0.34 if figure.pose in {"raise", "wave", "hug"} else 0.16
    for side in (-1, 1):
        pen.limb([(0.08 * side, -0.44), (0.09 * side, -0.24), (0.09 * side, -0.06)], (0.08, 0.06, 0.07), trim, edge)
        pen.blob(
            [
                (0.09 * side - 0.07, -0.01),
                (0.09 * side - 0.05, -0.08),
                (0.09 * side + 0.06, -0.08),
                (0.09 * side + 0.09, -0.01),
            ],
            steel,
        )
        pen.limb(
            [(0.17 * side, -0.68), (0.26 * side, -0.6 + lift * 0.4), (0.27 * side, -0.6 + lift)],
            (0.06, 0.05, 0.05),
            trim,
            edge,
        )
        pen.ball((0.27 * side, -0.6 + lift), (0.045, 0.045), steel, 1.6)
        pen.ball((0.17 * side, -0.68), (0.055, 0.055), steel, 1.6)
    chest = [(-0.15, -0.75), (0.15, -0.75), (0.17, -0.58), (0.11, -0.42), (-0.11, -0.42), (-0.17, -0.58)]
    pen.blob(np.array(chest) * 1.025, edge)
    pen.volume(chest, steel, 1.5)
    pen.ball((0.02, -0.6), (0.045, 0.045), (96, 206, 232))
    pen.glow((0.02, -0.6), (0.09, 0.09), (150, 236, 255), 0.6)
    pen.limb([(0.0, -0.8), (0.0, -0.74)], (0.06, 0.06), trim)
    head = [(-0.13, -0.97), (0.13, -0.97), (0.155, -0.88), (0.13, -0.79), (-0.13, -0.79), (-0.155, -0.88)]
    pen.blob(np.array(head) * (1.04, 1.006), edge)
    pen.volume(head, steel, 1.5)
    pen.blob(
        [(-0.09, -0.945), (0.125, -0.945), (0.135, -0.88), (0.12, -0.82), (-0.09, -0.82), (-0.1, -0.88)], (26, 32, 48)
    )
    for x in (-0.035, 0.07):
        pen.ellipse((x, -0.895), (0.024, 0.026 * max(min(life.eyes, 1.2), 0.1)), (126, 232, 250))
    pen.ellipse((0.018, -0.845), (0.034, 0.005 + 0.018 * life.opened), (126, 232, 250))
    pen.line([(0.0, -0.97), (0.0, -1.04)], 0.014, edge)
    pen.ball((0.0, -1.05), (0.022, 0.022), (232, 92, 80))


def _mascot(pen: Pen, figure: Figure, life: Life) -> None:
    plush = figure.body.skin
    edge = darker(plush, 0.45)
    wave = -0.26 if figure.pose in {"raise", "wave", "hug", "dance", "jump"} else 0.1
    for side in (-1, 1):
        pen.limb([(0.12 * side, -0.16), (0.13 * side, -0.05)], (0.13, 0.14), darker(plush, 0.08), edge)
        pen.limb([(0.26 * side, -0.46), (0.38 * side, -0.42 + (wave if side > 0 else 0.1))], (0.11, 0.1), plush, edge)
    body = [
        (-0.06, -0.93),
        (0.17, -0.9),
        (0.3, -0.68),
        (0.33, -0.42),
        (0.24, -0.16),
        (0.0, -0.08),
        (-0.25, -0.16),
        (-0.33, -0.42),
        (-0.28, -0.72),
    ]
    pen.blob(np.array(body) * 1.02 + by(0, 0.009), edge)
    pen.volume(body, plush)
    pen.glow((-0.06, -0.72), (0.2, 0.16), lighter(plush, 0.7), 0.6)
    for i, (x, y) in enumerate(((-0.2, -0.3), (0.18, -0.24), (-0.1, -0.2), (0.24, -0.5))):
        pen.ellipse((x, y), (0.016, 0.01 + 0.002 * i), edge, 0.45)
    for side in (-1, 1):
        paint_eye(pen, (0.1 * side + 0.03, -0.58, 0.058), (60, 42, 36), life.eyes, plush)
        pen.glow((0.19 * side + 0.03, -0.49), (0.06, 0.04), (240, 110, 100), 0.8)
    drop = 0.03 + 0.09 * life.opened
    smile = [
        (-0.05, -0.49),
        (0.03, -0.475),
        (0.11, -0.49),
        (0.08, -0.48 + drop),
        (0.03, -0.47 + drop),
        (-0.02, -0.48 + drop),
    ]
    pen.blob(smile, (126, 40, 42))
    pen.ellipse((0.03, -0.478 + drop * 0.75), (0.04, drop * 0.28), (232, 120, 116))
    for garment in figure.body.garments:
        if garment.cut in {"hat", "cap", "helmet"}:
            pen.volume(
                [(-0.26, -0.76), (-0.2, -0.95), (0.06, -1.02), (0.28, -0.92), (0.3, -0.74), (0.04, -0.79)],
                garment.colour,
            )
            pen.line([(-0.26, -0.77), (0.04, -0.8), (0.3, -0.75)], 0.04, garment.accent)
        elif garment.cut == "scarf":
            pen.line([(-0.3, -0.37), (0.0, -0.31), (0.31, -0.37)], 0.07, garment.colour)
    paint_jaw(pen, (-0.05, -0.49), (0.11, -0.49), 0.0, plush)


CREATURES: dict[str, Beast] = {
    "dragon": Beast(_dragon, (0.38, -0.808), 0.05, (0.22, -0.82, 0.68, -0.46), (-1.12, -1.1, 0.9, 0.08), 0.1),
    "creature": Beast(_monster, (0.03, -0.74), 0.2, (-0.16, -0.66, 0.24, -0.4), (-0.55, -1.12, 0.55, 0.08), 0.0),
    "robot": Beast(_robot, (0.02, -0.895), 0.12, (-0.07, -0.875, 0.11, -0.81), (-0.36, -1.12, 0.36, 0.05), 0.0),
    "mascot": Beast(_mascot, (0.03, -0.58), 0.2, (-0.09, -0.52, 0.15, -0.32), (-0.5, -1.06, 0.5, 0.05), 0.0),
    "animal": ANIMAL,
    "horse": HORSE,
    "bird": BIRD,
    "fish": FISH,
}
"""How each kind of body that is no person's is drawn."""
