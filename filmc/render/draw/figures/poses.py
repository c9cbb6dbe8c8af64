"""Poses as tables of angles: what each limb does when somebody stands, sits, runs or points.

Angles are degrees. A limb's pair is (forward, outward) from hanging straight down: (90, 0) points ahead, (180, 0) up,
(0, 90) to the side. Arms and legs are given as (the body's right, its left); a single one stands for both.
"""

from __future__ import annotations

from filmc.base.record import record, replace
from filmc.lower.panel import Pose
from filmc.render.draw.figures.gait import GAITS, Bend, Limbs


@record
class Posture:
    """A whole body: `spine` leans (forward, to the side), the head nods and tilts, `root` turns everything."""

    arms: Limbs
    legs: Limbs
    spine: tuple[float, float] = (0.0, 0.0)
    nod: float = 0.0
    tilt: float = 0.0
    root: tuple[float, float] = (0.0, 0.0)
    lift: float = 0.0


def _both(upper: tuple[float, float], lower: tuple[float, float]) -> Limbs:
    return (Bend(upper, lower), Bend(upper, lower))


HANGING = _both((2, 9), (14, 3))
STANDING = _both((0, 4), (-2, 3))
SITTING = _both((80, 9), (2, 3))
LAP = _both((24, 10), (62, -14))

POSTURES: dict[Pose, Posture] = {
    "stand": Posture(HANGING, STANDING),
    "look": Posture(HANGING, STANDING, nod=-4.0, tilt=3.0),
    "turn": Posture((Bend((-14, 14), (10, 8)), Bend((16, 12), (30, 4))), STANDING, (2.0, 3.0)),
    "sit": Posture(LAP, SITTING),
    "lie": Posture(_both((6, 14), (8, 6)), _both((0, 5), (-4, 3)), root=(0.0, -88.0)),
    "kneel": Posture(LAP, _both((6, 8), (-88, 3)), (4.0, 0.0), 6.0),
    "sleep": Posture(_both((62, 12), (88, -46)), SITTING, (34.0, 3.0), 26.0, 24.0),
    "walk": Posture(GAITS["walk"].arms(0.0), GAITS["walk"].legs(0.0), (4.0, 0.0)),
    "run": Posture(GAITS["run"].arms(0.0), GAITS["run"].legs(0.0), (15.0, 0.0), -6.0),
    "jump": Posture(_both((140, 34), (158, 20)), _both((40, 14), (-40, 6)), (-4.0, 0.0), -8.0, lift=0.14),
    "fall": Posture(
        (Bend((120, 50), (150, 40)), Bend((60, 70), (100, 60))), (Bend((50, 20), (-10, 10)), Bend((-10,
            24), (-60, 10))),
        (-14.0, 0.0), -12.0, root=(0.0, 34.0), lift=0.2,
    ),
    "fly": Posture(
        (Bend((172, 12), (178, 6)), Bend((-20, 22), (-12, 12))), (Bend((-8, 5), (-18, 3)), Bend((4, 5), (-30, 3))),
        (-6.0, 0.0), -34.0, root=(58.0, 0.0), lift=0.35,
    ),
    "swim": Posture(
        (Bend((170, 16), (176, 4)), Bend((20, 40), (10, 30))), (Bend((-14, 8), (-24, 5)), Bend((12, 8), (-6, 5))),
        (-10.0, 0.0), -30.0, root=(70.0, 0.0), lift=0.3,
    ),
    "dance": Posture(
        (Bend((150, 30), (172, -12)), Bend((30, 62), (60, 40))), (Bend((4, 12), (-4, 4)), Bend((38, 24), (-34, -6))),
        (-4.0, 7.0), 0.0, 10.0,
    ),
    "fight": Posture(
        (Bend((52, 18), (134, -14)), Bend((78, 10), (96, -8))), (Bend((-18, 16), (-28, 10)), Bend((34, 14), (0, 8))),
        (9.0, 0.0), 4.0,
    ),
    "reach": Posture((Bend((78, 14), (92, 2)), Bend((0, 14), (16, 6))), STANDING, (8.0, 0.0)),
    "raise": Posture((Bend((166, 16), (176, 4)), Bend((0, 14), (16, 6))), STANDING, (-2.0, 0.0), -6.0),
    "wave": Posture((Bend((60, 58), (166, 24)), Bend((2, 12), (14, 5))), STANDING, (0.0, 2.0), 0.0, 5.0),
    "point": Posture((Bend((74, 42), (82, 38)), Bend((2, 14), (18, 2))), STANDING),
    "hug": Posture(_both((58, 34), (84, -40)), STANDING, (5.0, 0.0), 6.0, 8.0),
    "bow": Posture(_both((26, 6), (30, -4)), STANDING, (44.0, 0.0), 16.0),
    "write": Posture((Bend((38, 14), (84, -24)), Bend((34, 16), (80, -30))), SITTING, (15.0, 0.0), 20.0, 4.0),
    "read": Posture(_both((30, 10), (98, -16)), SITTING, (6.0, 0.0), 18.0),
    "eat": Posture((Bend((34, 22), (128, -26)), Bend((30, 12), (82, -26))), SITTING, (8.0, 0.0), 8.0),
    "drive": Posture(_both((48, 14), (82, -12)), SITTING, (-4.0, 0.0)),
    "ride": Posture(_both((44, 16), (74, -10)), _both((58, 30), (-18, 4)), (12.0, 0.0), -6.0),
    "hide": Posture(_both((60, 22), (140, -30)), _both((104, 12), (-34, 6)), (30.0, 0.0), 14.0),
}  # fmt: skip


def posture_of(pose: Pose, bearing: str, stride: float = 0.0) -> Posture:
    """Return the angles of `pose`, coloured by the bearing; who walks or runs is at the share `stride` of two steps."""
    posture = POSTURES[pose]
    if gait := GAITS.get(pose):
        posture = replace(posture, arms=gait.arms(stride), legs=gait.legs(stride))
    return _borne(posture, bearing)


def _borne(posture: Posture, bearing: str) -> Posture:
    lean, side = posture.spine
    match bearing:
        case "slumped":
            return replace(posture, spine=(lean + 9.0, side), nod=posture.nod + 13.0)
        case "leaning":
            return replace(posture, spine=(lean + 7.0, side + 4.0), tilt=posture.tilt + 5.0)
        case "recoiling":
            return replace(posture, spine=(lean - 11.0, side), nod=posture.nod - 5.0)
        case "shaking":
            return replace(posture, spine=(lean + 5.0, side), nod=posture.nod + 6.0)
        case "open" if posture.arms == HANGING:
            return replace(posture, arms=_both((12, 28), (46, 30)), spine=(lean - 3.0, side))
    return posture
