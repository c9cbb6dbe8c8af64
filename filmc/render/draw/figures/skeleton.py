"""The skeleton: a pose and a build give joints in space; turned to the camera they give joints in the picture.

Body units: 1 is the standing height. In space x is to the body's left, y up, z forward. In the picture x is to the
right, y down, and z towards the camera; the origin is on the ground under the pelvis.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record
from filmc.lower.panel import Body
from filmc.render.draw.figures.gait import Bend
from filmc.render.draw.figures.poses import Posture

Joint = NDArray[np.float64]


@record
class Build:
    """Proportions of a time of life, in body units."""

    head: float
    shoulder: float
    shoulder_width: float
    pelvis: float
    hip_width: float
    upper_arm: float
    forearm: float
    thigh: float
    shin: float
    waist: float


BUILDS = {
    "child": Build(0.238, 0.735, 0.088, 0.42, 0.05, 0.135, 0.12, 0.195, 0.185, 0.085),
    "teen": Build(0.192, 0.775, 0.094, 0.48, 0.05, 0.155, 0.14, 0.23, 0.215, 0.075),
    "adult": Build(0.17, 0.8, 0.102, 0.50, 0.05, 0.165, 0.15, 0.24, 0.225, 0.074),
    "elder": Build(0.174, 0.785, 0.097, 0.49, 0.053, 0.16, 0.145, 0.235, 0.22, 0.088),
}


@record
class Skeleton:
    """Joints in the picture: rows of (x, y, z). `up` is the side of the body that the camera sees less or more of."""

    build: Build
    head: Joint
    neck: Joint
    chest: Joint
    pelvis: Joint
    shoulders: tuple[Joint, Joint]
    elbows: tuple[Joint, Joint]
    wrists: tuple[Joint, Joint]
    hips: tuple[Joint, Joint]
    knees: tuple[Joint, Joint]
    ankles: tuple[Joint, Joint]
    toes: tuple[Joint, Joint]
    spread: float
    """How broad the torso looks: 1 seen from the front, 0 from the side."""

    @property
    def joints(self) -> Joint:
        """Every joint, one a row."""
        pairs = (self.shoulders, self.elbows, self.wrists, self.hips, self.knees, self.ankles, self.toes)
        return np.array([self.head, self.neck, self.pelvis, *(joint for pair in pairs for joint in pair)])


def pose(body: Body, posture: Posture, yaw: float, pitch: float = 0.0) -> Skeleton:
    """Return the joints of `body` in `posture`, turned by `yaw` degrees to the viewer's right.

    `pitch` is the camera's: above 0 it looks up, below 0 down.
    """
    build = BUILDS[body.age]
    spine = _spine(posture.spine)
    pelvis = np.array([0.0, 0.0, 0.0])
    back = build.shoulder - build.pelvis
    neck = pelvis + spine @ np.array([0.0, back, 0.0])
    head = neck + _spine((posture.spine[0] + posture.nod * 0.6, posture.spine[1] + posture.tilt * 0.5)) @ np.array(
        [0.0, build.head * 0.30 + 1.0 - build.shoulder - build.head * 0.8, 0.012]
    )
    broad = build.shoulder_width * (0.55 + 0.45 * body.girth)
    points = [head, neck, pelvis + spine @ np.array([0.0, back * 0.6, 0.0]), pelvis]
    for side in (-1, 1):
        shoulder = neck + spine @ np.array([side * broad, -0.036, 0.0])
        arm = posture.arms[0 if side < 0 else 1]
        points += _chain(shoulder, arm, side, build.upper_arm, build.forearm)
    for side in (-1, 1):
        hip = pelvis + np.array([side * build.hip_width * (0.6 + 0.4 * body.girth), -0.01, 0.0])
        leg = posture.legs[0 if side < 0 else 1]
        chain = _chain(hip, leg, side, build.thigh, build.shin)
        points += [*chain, chain[2] + _direction(min(leg.lower[0] + 82.0, 100.0), 14.0, side) * 0.06]
    return _seen(build, np.array(points), posture, yaw, pitch)


def _chain(start: Joint, bend: Bend, side: int, upper: float, lower: float) -> list[Joint]:
    middle = start + _direction(*bend.upper, side) * upper
    return [start, middle, middle + _direction(*bend.lower, side) * lower]


def _direction(forward: float, outward: float, side: int) -> Joint:
    """Return the way of a limb that hangs down, swung `forward` and then `outward` by degrees."""
    f, s = math.radians(forward), math.radians(outward)
    return np.array([side * math.sin(s), -math.cos(f) * math.cos(s), math.sin(f) * math.cos(s)])


def _spine(lean: tuple[float, float]) -> Joint:
    return _turn_x(lean[0]) @ _turn_z(lean[1])


def _turn_x(degrees: float) -> Joint:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]], np.float64)


def _turn_y(degrees: float) -> Joint:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], np.float64)


def _turn_z(degrees: float) -> Joint:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]], np.float64)


def _seen(build: Build, points: Joint, posture: Posture, yaw: float, pitch: float) -> Skeleton:
    """Turn the whole body, set it on the ground and look at it."""
    root = _turn_x(posture.root[0]) @ _turn_z(posture.root[1])
    placed = (points @ root.T) @ _turn_y(yaw).T
    placed[:, 1] -= placed[:, 1].min() - 0.02 - posture.lift
    seen = placed @ _turn_x(-max(min(pitch, 50.0), -50.0)).T
    nearness = 1.0 / (1.0 - 0.22 * math.sin(math.radians(pitch)) * (placed[:, 1:2] - 0.5) * -1.0)
    flat = seen * np.array([1.0, -1.0, 1.0]) * np.concatenate([nearness, nearness, np.ones_like(nearness)], 1)
    rows = list(flat)
    arms, legs = rows[4:10], rows[10:18]
    return Skeleton(
        build, rows[0], rows[1], rows[2], rows[3],
        (arms[0], arms[3]), (arms[1], arms[4]), (arms[2], arms[5]),
        (legs[0], legs[4]), (legs[1], legs[5]), (legs[2], legs[6]), (legs[3], legs[7]),
        abs(math.cos(math.radians(yaw))),
    )  # fmt: skip
