"""Animals, birds and fish, each in one handsome shape that its colours and head make particular."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.colours import darker, lighter
from filmc.lower.panel import Figure
from filmc.render.draw.figures.beast import Beast, Life, belly, paint_eye, paint_jaw
from filmc.render.draw.figures.gait import GAITS, aloft
from filmc.render.draw.figures.pen import Pen, by


def _animal(pen: Pen, figure: Figure, life: Life) -> None:
    fur = figure.body.skin
    edge, under = darker(fur, 0.5), belly(fur)
    reach = 0.12 if figure.pose in {"walk", "run", "jump"} else 0.02
    lift = 0.09 if figure.pose in GAITS else 0.0
    turn = math.tau * life.stride
    stride = reach * math.cos(turn)
    pen.line([(-0.5, -0.58), (-0.72, -0.62), (-0.84, -0.82)], 0.11, edge, end=0.05)
    pen.line([(-0.5, -0.58), (-0.72, -0.62), (-0.83, -0.81)], 0.09, fur, end=0.035)
    for x, ahead, half in ((-0.36, -stride, math.pi), (0.28, stride, 0.0)):
        up = lift * aloft(turn + half)
        knee, paw = (x + ahead * 0.4 + up * 0.5, -0.2 - up * 0.5), (x + ahead, -0.03 - up)
        pen.limb([(x, -0.4), knee, paw], (0.17, 0.1, 0.09), darker(fur, 0.28), edge)
    trunk = [
        (-0.56, -0.52),
        (-0.42, -0.68),
        (-0.05, -0.64),
        (0.24, -0.74),
        (0.42, -0.66),
        (0.44, -0.44),
        (0.24, -0.3),
        (-0.1, -0.32),
        (-0.42, -0.28),
    ]
    pen.blob(np.array(trunk) * (1.015, 1.02), edge)
    pen.volume(trunk, fur)
    for x, ahead, half in ((-0.44, stride, 0.0), (0.36, -stride, math.pi)):
        up = lift * aloft(turn + half)
        knee, paw = (x + ahead * 0.4 + up * 0.5, -0.2 - up * 0.5), (x + ahead, -0.03 - up)
        pen.limb([(x, -0.42), knee, paw], (0.18, 0.1, 0.1), fur, edge, 0.5)
    pen.limb([(0.32, -0.58), (0.5, -0.84)], (0.3, 0.22), fur, edge, 0.3)
    pen.blob([(0.42, -0.7), (0.5, -0.62), (0.46, -0.46), (0.36, -0.46)], under, 0.8)
    _head(pen, figure, life)


def _head(pen: Pen, figure: Figure, life: Life) -> None:
    fur = figure.body.skin
    edge = darker(fur, 0.5)
    pointed = figure.body.seed % 2 == 0
    ears = (
        [(0.38, -0.98), (0.36, -1.18 if pointed else -0.9), (0.52, -1.04)],
        [(0.56, -1.02), (0.62, -1.18 if pointed else -0.92), (0.68, -0.98)],
    )
    for ear in ears:
        pen.polygon(ear, edge)
    skull = [
        (0.36, -0.86),
        (0.4, -1.02),
        (0.54, -1.08),
        (0.68, -1.02),
        (0.74, -0.92),
        (0.9, -0.88),
        (0.93, -0.79),
        (0.78, -0.73),
        (0.56, -0.72),
        (0.42, -0.76),
    ]
    pen.blob(np.array(skull) + by(0.0, 0.008), edge)
    pen.volume(skull, fur)
    for ear in ears[:1]:
        pen.polygon([(x * 0.94 + 0.028, y * 0.94 - 0.055) for x, y in ear], lighter(fur, 0.15))
    pen.blob([(0.72, -0.84), (0.88, -0.86), (0.92, -0.79), (0.78, -0.74), (0.68, -0.76)], belly(fur), 0.85)
    pen.ball((0.9, -0.855), (0.04, 0.034), (44, 36, 38))
    paint_jaw(pen, (0.7, -0.775), (0.88, -0.785), life.opened, fur)
    paint_eye(pen, (0.63, -0.92, 0.045), (92, 62, 34), life.eyes, fur)


def _bird(pen: Pen, figure: Figure, life: Life) -> None:
    feather = figure.body.skin
    edge = darker(feather, 0.5)
    flying = figure.pose in {"fly", "fall", "jump"}
    pen.polygon([(-0.32, -0.42), (-0.78, -0.34), (-0.74, -0.22), (-0.3, -0.28)], darker(feather, 0.3))
    if flying:
        pen.volume([(0.0, -0.56), (0.12, -1.0), (-0.1, -1.36), (-0.22, -1.1), (-0.3, -0.56)], darker(feather, 0.25))
    else:
        for x in (-0.02, 0.08):
            pen.line([(x, -0.2), (x + 0.02, -0.02), (x + 0.09, -0.01)], 0.024, (212, 140, 60))
    body = [
        (-0.4, -0.36),
        (-0.22, -0.58),
        (0.06, -0.66),
        (0.14, -0.86),
        (0.32, -0.92),
        (0.44, -0.8),
        (0.38, -0.56),
        (0.2, -0.28),
        (-0.1, -0.2),
    ]
    pen.blob(np.array(body) * 1.02 + by(0, 0.008), edge)
    pen.volume(body, feather)
    pen.blob([(0.3, -0.62), (0.38, -0.56), (0.2, -0.28), (0.0, -0.22), (0.12, -0.4)], belly(feather), 0.85)
    wing = [(0.1, -0.56), (-0.12, -0.58), (-0.5, -0.34), (-0.2, -0.3), (0.08, -0.38)]
    if flying:
        wing = [(0.14, -0.54), (-0.12, -1.04), (-0.46, -1.3), (-0.42, -0.9), (-0.22, -0.46)]
    pen.volume(wing, darker(feather, 0.15))
    for share in (0.25, 0.5, 0.75):
        root, tip = np.array(wing[0]), np.array(wing[2])
        start, end = root + (tip - root) * share, root + (tip - root) * (share + 0.16)
        pen.line([start + by(0.0, 0.06), end + by(0.0, 0.03)], 0.014, edge, 0.6)
    drop = 0.07 * life.opened
    pen.polygon([(0.42, -0.76), (0.56, -0.73 + drop), (0.42, -0.7)], darker((226, 160, 64), 0.3))
    pen.polygon([(0.4, -0.83), (0.6, -0.76), (0.41, -0.73)], (232, 168, 68))
    paint_eye(pen, (0.32, -0.81, 0.04), (60, 42, 30), life.eyes, feather)


def _fish(pen: Pen, figure: Figure, life: Life) -> None:
    scale = figure.body.skin
    edge = darker(scale, 0.5)
    pen.volume([(-0.5, -0.5), (-0.92, -0.82), (-0.8, -0.5), (-0.92, -0.2)], lighter(scale, 0.12))
    pen.volume([(-0.2, -0.7), (0.02, -0.94), (0.26, -0.74)], darker(scale, 0.15))
    body = [
        (0.62, -0.5),
        (0.42, -0.68),
        (0.06, -0.77),
        (-0.3, -0.68),
        (-0.58, -0.5),
        (-0.3, -0.34),
        (0.06, -0.24),
        (0.42, -0.34),
    ]
    pen.blob(np.array(body) * 1.02 + by(0, 0.01), edge)
    pen.volume(body, scale, 1.3)
    pen.blob([(0.56, -0.44), (0.3, -0.4), (-0.2, -0.42), (0.06, -0.25), (0.42, -0.34)], belly(scale), 0.8)
    for column in range(4):
        for row in range(3):
            x, y = -0.28 + column * 0.15, -0.62 + row * 0.1
            pen.line([(x, y - 0.04), (x - 0.03, y), (x, y + 0.04)], 0.011, darker(scale, 0.35), 0.6)
    pen.line([(0.3, -0.66), (0.25, -0.5), (0.3, -0.36)], 0.014, edge, 0.7)
    pen.volume([(0.1, -0.42), (-0.14, -0.3), (-0.06, -0.46)], lighter(scale, 0.1))
    paint_jaw(pen, (0.46, -0.43), (0.6, -0.48), life.opened, scale)
    paint_eye(pen, (0.42, -0.56, 0.05), (40, 40, 48), life.eyes, scale)


ANIMAL = Beast(_animal, (0.63, -0.92), 0.07, (0.66, -0.81, 0.94, -0.66), (-0.95, -1.26, 1.02, 0.06), 0.2)
BIRD = Beast(_bird, (0.32, -0.81), 0.07, (0.4, -0.86, 0.64, -0.62), (-0.85, -1.42, 0.68, 0.05), 0.05)
FISH = Beast(_fish, (0.42, -0.56), 0.08, (0.44, -0.52, 0.66, -0.36), (-1.0, -1.0, 0.72, -0.1), 0.0)
