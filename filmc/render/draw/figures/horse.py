"""A horse: long legs with hocks and hooves, a deep chest, an arched neck with its mane, a long face."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Colour, Figure
from filmc.render.draw.figures.beast import Beast, Life, belly, paint_eye, paint_jaw
from filmc.render.draw.figures.gait import aloft
from filmc.render.draw.figures.pen import Pen, by
from filmc.render.draw.figures.skeleton import Joint

_WALK = (0.0, 0.5, 0.75, 0.25)
"""At which share of a stride each foot comes down: near hind, far hind, near fore, far fore; four beats."""
_GALLOP = (0.0, 0.1, 0.42, 0.54)
"""The same at a gallop: the hind pair, then the fore pair, then all in the air."""


def _horse(pen: Pen, figure: Figure, life: Life) -> None:
    coat, mane = figure.body.skin, figure.body.hair_colour
    edge = darker(coat, 0.55)
    far = darker(coat, 0.3)
    for side in (1, 3):
        _leg(pen, figure, life, side, far)
    _tail(pen, figure, mane)
    pen.limb([(0.24, -0.63), (0.5, -0.98)], (0.36, 0.19), coat, edge, 0.4)
    trunk = [
        (-0.5, -0.6), (-0.47, -0.74), (-0.34, -0.8), (-0.1, -0.765), (0.12, -0.8), (0.28, -0.82), (0.4, -0.7),
        (0.42, -0.56), (0.3, -0.43), (0.06, -0.4), (-0.2, -0.43), (-0.42, -0.47),
    ]  # fmt: skip
    pen.blob(np.array(trunk) * (1.012, 1.0) + by(0.0, 0.006), edge)
    pen.volume(trunk, coat, 1.2)
    pen.volume(
        [(0.14, -0.82), (0.3, -0.92), (0.52, -1.05), (0.6, -0.95), (0.5, -0.76), (0.4, -0.6), (0.24, -0.58)], coat
    )
    for side in (0, 2):
        _leg(pen, figure, life, side, coat)
    pen.line([(-0.3, -0.52), (-0.24, -0.6), (-0.22, -0.7)], 0.012, darker(coat, 0.3), 0.5, end=0.004)
    pen.line([(0.26, -0.5), (0.21, -0.6), (0.22, -0.7)], 0.012, darker(coat, 0.3), 0.5, end=0.004)
    _mane(pen, mane)
    _head(pen, figure, life)


def _leg(pen: Pen, figure: Figure, life: Life, side: int, coat: Colour) -> None:
    """Draw a leg: 0 near hind, 1 far hind, 2 near fore, 3 far fore."""
    hind = side < 2
    joints = _bones(figure, life, side, hind=hind)
    edge = darker(coat, 0.5)
    widths = (0.24, 0.13, 0.062, 0.05) if hind else (0.15, 0.085, 0.06, 0.05)
    pen.limb(joints[:4], widths, coat, edge, 0.55)
    pen.limb([joints[3], joints[4]], (0.05, 0.06), mix(coat, (40, 34, 34), 0.5), edge)
    toe = joints[4]
    pen.polygon([toe + by(-0.036, -0.012), toe + by(0.034, -0.012), toe + by(0.062, 0.036), toe + by(-0.046, 0.036)],
                (46, 40, 40))  # fmt: skip


def _bones(figure: Figure, life: Life, side: int, *, hind: bool) -> list[Joint]:
    """Return hip or elbow, knee or stifle, hock or wrist, fetlock and hoof, set by the gait."""
    swing, fold, beats = {"walk": (17.0, 30.0, _WALK), "run": (40.0, 62.0, _GALLOP)}.get(
        figure.pose, (2.5, 0.0, (0.75, 0.25, 0.25, 0.75))
    )
    turn = math.tau * (life.stride - beats[side])
    way, up = swing * math.cos(turn), fold * aloft(turn)
    shift = -0.035 if side % 2 else 0.0
    if hind:
        start = np.array([-0.36 + shift, -0.62])
        angles, lengths = (way + 18.0, way - 26.0 - up * 0.7, way * 0.7 + 4.0 - up * 0.5), (0.19, 0.2, 0.17)
    else:
        start = np.array([0.27 + shift, -0.56])
        angles, lengths = (way + up * 0.4 - 4.0, way + 2.0 - up * 0.2, way - up), (0.14, 0.19, 0.17)
    joints = [start]
    for angle, length in zip((*angles, angles[-1] + 18.0), (*lengths, 0.055), strict=True):
        joints.append(joints[-1] + length * np.array([math.sin(math.radians(angle)), math.cos(math.radians(angle))]))
    return joints


def _tail(pen: Pen, figure: Figure, mane: Colour) -> None:
    """Draw the tail: it hangs, and streams behind a horse that runs."""
    blown = 0.26 if figure.pose == "run" else 0.06
    for shift, share in ((0.05, 0.2), (-0.03, 0.0), (0.01, 0.1)):
        end = (-0.6 - blown + shift, -0.2 - 0.7 * blown + abs(shift))
        middle = (-0.62 - blown * 0.6 + shift, -0.56)
        pen.line([(-0.47, -0.72), middle, end], 0.07, mix(mane, (255, 255, 255), share * 0.3), end=0.02)


def _mane(pen: Pen, mane: Colour) -> None:
    for i in range(7):
        root = by(0.5 - i * 0.047, -1.07 + i * 0.042)
        pen.blob([root, root + by(-0.06, 0.02), root + by(-0.085, 0.13), root + by(-0.02, 0.1)],
                 darker(mane, 0.12 * (i % 2)))  # fmt: skip


def _head(pen: Pen, figure: Figure, life: Life) -> None:
    coat, mane = figure.body.skin, figure.body.hair_colour
    edge = darker(coat, 0.55)
    pen.polygon([(0.47, -1.06), (0.49, -1.2), (0.56, -1.09)], edge)
    face = [
        (0.46, -1.0), (0.5, -1.09), (0.58, -1.1), (0.66, -1.03), (0.78, -0.87), (0.84, -0.78), (0.83, -0.71),
        (0.76, -0.69), (0.69, -0.74), (0.58, -0.83), (0.5, -0.88),
    ]  # fmt: skip
    pen.blob(np.array(face) + by(0.0, 0.008), edge)
    pen.volume(face, coat, 1.2)
    pen.polygon([(0.52, -1.08), (0.56, -1.22), (0.61, -1.08)], lighter(coat, 0.08))
    pen.blob([(0.77, -0.83), (0.84, -0.78), (0.83, -0.71), (0.76, -0.69), (0.71, -0.73)], mix(belly(coat), coat, 0.5))
    pen.ellipse((0.8, -0.765), (0.016, 0.022), darker(coat, 0.75), turn=30.0)
    if figure.body.seed % 2:
        pen.blob([(0.6, -1.04), (0.66, -1.0), (0.78, -0.84), (0.75, -0.83)], (244, 240, 232), 0.9)
    for i in range(3):
        pen.line(
            [(0.55, -1.11), (0.6 + i * 0.012, -1.07), (0.6 + i * 0.03, -0.99)], 0.035, darker(mane, 0.1 * i), end=0.008
        )
    paint_jaw(pen, (0.68, -0.755), (0.8, -0.705), life.opened, coat)
    paint_eye(pen, (0.6, -0.98, 0.032), (70, 46, 30), life.eyes, coat)


HORSE = Beast(_horse, (0.6, -0.98), 0.05, (0.66, -0.78, 0.88, -0.62), (-1.0, -1.3, 0.95, 0.08), 0.12)
