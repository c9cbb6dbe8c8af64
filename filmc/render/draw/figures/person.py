"""A person: skeleton, clothes and head put together back to front."""

from __future__ import annotations

import numpy as np

from filmc.base.record import record
from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Body, Colour
from filmc.render.draw.figures.clothes import Wardrobe, paint_back_cloth, paint_skirt, paint_torso, trunk
from filmc.render.draw.figures.eyes import Look
from filmc.render.draw.figures.face import paint_face
from filmc.render.draw.figures.fronts import paint_front
from filmc.render.draw.figures.hair import paint_back_of_head, paint_hair, paint_hair_behind
from filmc.render.draw.figures.hats import paint_glasses, paint_hat
from filmc.render.draw.figures.head import Skull, paint_near_ear, paint_skull, skull_of
from filmc.render.draw.figures.pen import Pen, by
from filmc.render.draw.figures.skeleton import Joint, Skeleton


@record
class Stance:
    """A person as it is drawn: joints, how the head is turned (0..180), nods and leans, and which way is front."""

    body: Body
    skeleton: Skeleton
    yaw: float
    nod: float
    tilt: float
    look: Look

    @property
    def away(self) -> bool:
        """Whether the back is turned to the viewer."""
        return self.yaw > 100


def paint_trunk(pen: Pen, stance: Stance) -> None:
    """Draw all of a person that lies behind the head.

    The pen is in body units, its origin on the ground under the pelvis, front to the right.
    """
    body, bones = stance.body, stance.skeleton
    wardrobe = Wardrobe(body)
    paint_back_cloth(pen, bones, wardrobe, away=stance.away)
    if not stance.away:
        paint_hair_behind(head_pen(pen, stance), skull_in(stance), body)
    front = _front_arms(bones)
    for side in (0, 1):
        if side not in front:
            _arm(pen, stance, wardrobe, side)
    _legs(pen, stance, wardrobe)
    _neck(pen, stance)
    paint_torso(pen, bones, wardrobe)
    paint_skirt(pen, bones, wardrobe)
    paint_front(pen, bones, wardrobe, away=stance.away)
    if stance.away:
        _arms(pen, stance, front)


def paint_head(pen: Pen, stance: Stance) -> None:
    """Draw the head and what lies before it, over what `paint_trunk` drew."""
    _head(head_pen(pen, stance), skull_in(stance), stance, Wardrobe(stance.body))
    if not stance.away:
        _arms(pen, stance, _front_arms(stance.skeleton))


def skull_in(stance: Stance) -> Skull:
    """Return the skull as it is turned."""
    return skull_of(stance.body, min(stance.yaw, 90.0), stance.nod)


def _front_arms(bones: Skeleton) -> list[int]:
    """Return the arms before the trunk, back to front."""
    arms = sorted((0, 1), key=lambda side: float(bones.elbows[side][2] + bones.wrists[side][2]))
    return [side for side in arms if _before(bones, side)]


def _arms(pen: Pen, stance: Stance, sides: list[int]) -> None:
    bones = stance.skeleton
    for side in sides:
        elbow = bones.elbows[side]
        if pen.sees((float(elbow[0]), float(elbow[1])), 1.4 * bones.build.upper_arm):
            _arm(pen, stance, Wardrobe(stance.body), side)


def head_pen(pen: Pen, stance: Stance) -> Pen:
    """Return the pen for the head: head units, about its middle."""
    bones = stance.skeleton
    x, y = float(bones.head[0]), float(bones.head[1])
    return pen.moved((x, y), bones.build.head, stance.tilt)


def _head(pen: Pen, skull: Skull, stance: Stance, wardrobe: Wardrobe) -> None:
    body = stance.body
    hat = wardrobe.first("hat", "cap", "helmet")
    if stance.away:
        paint_back_of_head(pen, skull, body)
    else:
        paint_skull(pen, skull, body)
        paint_face(pen, skull, body, stance.look)
        if body.hair not in {"long", "bob"} or skull.profile:
            paint_near_ear(pen, skull, body.skin)
        paint_hair(pen, skull, body)
        if glasses := wardrobe.first("glasses"):
            paint_glasses(pen, skull, glasses)
    if hat:
        paint_hat(pen, skull, hat, away=stance.away)


def _before(bones: Skeleton, side: int) -> bool:
    """Tell whether an arm is on the viewer's side of the trunk."""
    elbow, wrist = bones.elbows[side], bones.wrists[side]
    return float(elbow[2] + 2 * wrist[2]) / 3 > float(bones.chest[2]) - 0.03


def _neck(pen: Pen, stance: Stance) -> None:
    bones, body = stance.skeleton, stance.body
    wide = bones.build.head * (0.33 + 0.08 * (body.girth - 1.0)) * (0.86 if body.age == "child" else 1.0)
    top = bones.head + (bones.neck - bones.head) * 0.25
    low = bones.neck + np.array([0.0, 0.012, 0.0])
    skin = darker(body.skin, 0.2)
    pen.limb([top[:2], low[:2]], (wide, wide * 1.18), skin, darker(skin, 0.35))
    chin = top + (low - top) * 0.35
    if not stance.away:
        pen.ellipse((float(chin[0]), float(chin[1])), (wide * 0.46, wide * 0.3), darker(body.skin, 0.45), 0.5)


def _legs(pen: Pen, stance: Stance, wardrobe: Wardrobe) -> None:
    bones = stance.skeleton
    far_first = sorted((0, 1), key=lambda side: float(bones.knees[side][2] + bones.ankles[side][2]))
    for side in far_first:
        _leg(pen, stance, wardrobe, side)


def _leg(pen: Pen, stance: Stance, wardrobe: Wardrobe, side: int) -> None:
    bones, g = stance.skeleton, 0.5 + 0.5 * stance.body.girth
    hip, knee, ankle, toe = (joint[side][:2] for joint in (bones.hips, bones.knees, bones.ankles, bones.toes))
    skin = stance.body.skin
    cloth = wardrobe.legs
    widths = (0.09 * g, 0.06 * g, 0.042 * g)
    if cloth is None or cloth.cut == "shorts":
        pen.limb([hip, knee, ankle], widths, skin, darker(skin, 0.4))
        pen.limb([knee + (ankle - knee) * 0.72, ankle], (0.05 * g, 0.046 * g), (238, 236, 230))
    if cloth and cloth.cut == "shorts":
        pen.limb([hip, knee], (0.108 * g, 0.09 * g), cloth.colour, darker(cloth.colour, 0.45))
    elif cloth:
        low = ankle + (ankle - knee) * 0.06
        pen.limb([hip, knee, low], (0.097 * g, 0.072 * g, 0.058 * g), cloth.colour, darker(cloth.colour, 0.45))
        fold = knee + (hip - knee) * 0.06
        pen.line(
            [fold + by(-0.026, -0.006), fold + by(0.0, 0.006), fold + by(0.022, -0.002)],
            0.005,
            darker(cloth.colour, 0.4),
            0.7,
        )
    _shoe(pen, wardrobe, knee, ankle, toe)


def _shoe(pen: Pen, wardrobe: Wardrobe, knee: Joint, ankle: Joint, toe: Joint) -> None:
    shoe = wardrobe.shoes
    edge = darker(shoe.colour, 0.5)
    if shoe.cut == "boots":
        pen.limb([knee + (ankle - knee) * 0.3, ankle], (0.078, 0.062), shoe.colour, edge)
    heel = ankle + (ankle - toe) * 0.28 + by(0.0, 0.004)
    pen.limb([heel, ankle + by(0.0, 0.006), toe + by(0.0, 0.004)], (0.04, 0.05, 0.04), shoe.colour, edge)
    side = float(toe[0] - heel[0])
    if abs(side) > 0.03:
        pen.line([heel + by(0.0, 0.018), toe + by(0.0, 0.02)], 0.007, mix(shoe.accent, (240, 240, 236), 0.4))
    else:
        pen.line([toe + by(-0.016, 0.004), toe + by(0.0, -0.008), toe + by(0.016, 0.004)], 0.004, edge, 0.8)


def _arm(pen: Pen, stance: Stance, wardrobe: Wardrobe, side: int) -> None:
    bones, g = stance.skeleton, 0.6 + 0.4 * stance.body.girth
    shoulder, elbow, wrist = (joint[side][:2] for joint in (bones.shoulders, bones.elbows, bones.wrists))
    skin = stance.body.skin
    shoulder = shoulder + (bones.neck[:2] - shoulder) * 0.2 + by(0.0, 0.016)
    pen.limb([shoulder, elbow, wrist], (0.056 * g, 0.045 * g, 0.033 * g), skin, darker(skin, 0.4), 0.5)
    _hand(pen, stance, elbow, wrist, side)
    if wardrobe.sleeve:
        _sleeve(pen, stance, wardrobe, [shoulder, elbow, wrist])
    if armour := wardrobe.first("armour"):
        x, y = float(shoulder[0]), float(shoulder[1])
        pen.ball((x, y), (0.05, 0.044), lighter(armour.colour, 0.1), 1.6)
        pen.line([(x - 0.043, y + 0.02), (x, y + 0.035), (x + 0.043, y + 0.02)], 0.008, armour.accent)


def _sleeve(pen: Pen, stance: Stance, wardrobe: Wardrobe, joints: list[Joint]) -> None:
    """Draw a sleeve in the light of the trunk, so that no seam shows at the shoulder."""
    shoulder, elbow, wrist = joints
    sleeve, girth = wardrobe.sleeve or wardrobe.top, stance.body.girth
    g = 0.6 + 0.4 * girth
    edge = darker(sleeve.colour, 0.45)
    paint = pen.shading(pen.at(trunk(stance.skeleton, girth)), sleeve.colour)
    roomy = 1.28 if sleeve.cut in {"robe", "coat", "gown"} else 1.0
    if wardrobe.short_sleeves:
        pen.bones([shoulder, shoulder + (elbow - shoulder) * 0.62], (0.068 * g, 0.07 * g), paint, edge, 0.55)
        return
    cuff = elbow + (wrist - elbow) * 0.93
    pen.bones([shoulder, elbow, cuff], (0.068 * g, 0.058 * g * roomy, 0.046 * g * roomy**2), paint, edge, 0.5)
    along = (wrist - elbow) / max(float(np.hypot(*(wrist - elbow))), 1e-6)
    across = np.array([-along[1], along[0]]) * 0.021 * g * roomy**2
    end = cuff + along * 0.012
    pen.line([end - across, end + across], 0.013, sleeve.accent)
    bend = elbow + (shoulder - elbow) * 0.05
    pen.line([bend + by(-0.024, 0.0), bend + by(0.0, 0.012), bend + by(0.022, 0.004)], 0.005, edge, 0.8)


def _hand(pen: Pen, stance: Stance, elbow: Joint, wrist: Joint, side: int) -> None:
    """Draw a hand that goes on from the forearm: palm, fingers together, and the thumb."""
    along = wrist - elbow
    along = along / max(float(np.hypot(*along)), 1e-6)
    across = np.array([-along[1], along[0]]) * (1 if side else -1)
    size = stance.skeleton.build.head * 0.32
    skin: Colour = stance.body.skin
    edge = darker(skin, 0.42)
    palm, tip = wrist + along * size * 0.5, wrist + along * size * 1.05
    pen.limb(
        [wrist + along * size * 0.1, wrist + along * size * 0.5 - across * size * 0.42],
        (size * 0.3, size * 0.22),
        skin,
        edge,
    )
    pen.limb([wrist, palm, tip - across * 0.05 * size], (size * 0.5, size * 0.66, size * 0.4), skin, edge)
    for spread in (-0.14, 0.02, 0.18):
        root = palm + along * size * 0.2 + across * size * spread
        pen.line([root, root + along * size * 0.42], size * 0.05, edge, 0.75)
