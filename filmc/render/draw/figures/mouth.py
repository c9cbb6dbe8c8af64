"""The mouth: lips, teeth and tongue for every openness, its corners by the performance; and the beard around it."""

from __future__ import annotations

from filmc.ir.vocabulary import Face
from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Body, Colour
from filmc.render.draw.figures.head import Skull
from filmc.render.draw.figures.pen import Pen, clip
from filmc.render.draw.outline import smooth

HEIGHT = 0.335
INSIDE: Colour = (92, 26, 34)


def paint_mouth(pen: Pen, skull: Skull, body: Body, face: Face, opened: float) -> None:
    """Draw the mouth, `opened` from 0 (closed) to 1 (wide)."""
    if body.beard:
        _beard(pen, skull, body)
    x, y = skull.spot(0.0, HEIGHT)
    if not pen.sees((x, y), 0.3):
        return
    lips = _lip_colour(body)
    if skull.profile:
        _profile_mouth(pen, face, opened, lips)
    elif opened > 0.08:
        _open_mouth(pen, skull, face, opened, body)
    else:
        _closed_mouth(pen, skull, face, lips, body.skin)


def _lip_colour(body: Body) -> Colour:
    red = 0.5 if body.hair in {"long", "bob", "ponytail", "bun", "twin"} else 0.3
    return mix(darker(body.skin, 0.12), (190, 62, 70), red)


def _corners(
    skull: Skull, face: Face, opened: float
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """Return left corner, middle and right corner."""
    reach = 18.5 - 1.5 * skull.young + 4.5 * max(face.mouth, 0.0) - 3.0 * min(opened, 1.0)
    left, middle, right = (skull.spot(a, HEIGHT) for a in (-reach, 0.0, reach))
    lift = -0.042 * face.mouth - 0.004
    out = 0.03 * skull.sine
    return (left[0] + out, left[1] + lift), (middle[0] + out, middle[1]), (right[0] + out, right[1] + lift)


def _closed_mouth(pen: Pen, skull: Skull, face: Face, lips: Colour, skin: Colour) -> None:
    left, middle, right = _corners(skull, face, 0.0)
    sag = 0.022 * max(face.mouth, 0.0)
    centre = (middle[0], middle[1] + sag)
    half = (right[0] - left[0]) / 2
    upper = [left, (middle[0] - half * 0.4, centre[1] - 0.026), (middle[0], centre[1] - 0.016),
             (middle[0] + half * 0.4, centre[1] - 0.026), right, centre]  # fmt: skip
    lower = [left, centre, right, (middle[0] + half * 0.5, centre[1] + 0.036), (middle[0], centre[1] + 0.05),
             (middle[0] - half * 0.5, centre[1] + 0.036)]  # fmt: skip
    pen.polygon(smooth(upper, closed=True), lips, 0.75)
    pen.polygon(smooth(lower, closed=True), lighter(lips, 0.12), 0.75)
    pen.line([left, (middle[0] - half * 0.4, centre[1] + 0.002), centre, (middle[0] + half * 0.4,
        centre[1] + 0.002), right],
             0.014, darker(lips, 0.62))  # fmt: skip
    pen.line([(middle[0] - half * 0.35, centre[1] + 0.082), (middle[0], centre[1] + 0.09),
        (middle[0] + half * 0.35, centre[1] + 0.082)],
             0.014, darker(skin, 0.3), 0.5)  # fmt: skip
    for corner, side in ((left, -1), (right, 1)):
        pen.line(
            [corner, (corner[0] + 0.016 * side, corner[1] - 0.012 * face.mouth)],
            0.014,
            darker(skin, 0.45),
            0.7,
            end=0.005,
        )


def _open_mouth(pen: Pen, skull: Skull, face: Face, opened: float, body: Body) -> None:
    lips, skin = _lip_colour(body), body.skin
    left, middle, right = _corners(skull, face, opened)
    half = (right[0] - left[0]) / 2
    drop = 0.03 + 0.125 * min(opened, 1.1)
    top = middle[1] - 0.012 - 0.014 * opened
    bottom = top + drop
    hole = [left, (middle[0] - half * 0.5, top), (middle[0], top + 0.004), (middle[0] + half * 0.5, top), right,
            (middle[0] + half * 0.55, bottom - drop * 0.2), (middle[0], bottom), (middle[0] - half * 0.55,
                bottom - drop * 0.2)]  # fmt: skip
    rim = [left, (middle[0] - half * 0.42, top - 0.03), (middle[0], top - 0.018),
        (middle[0] + half * 0.42, top - 0.03), right,
           (middle[0] + half * 0.6, bottom + 0.012), (middle[0], bottom + 0.036), (middle[0] - half * 0.6,
               bottom + 0.012)]  # fmt: skip
    pen.polygon(smooth(rim, closed=True), lips, 0.9)
    inside = smooth(hole, closed=True, steps=3)
    pen.polygon(inside, INSIDE)
    tongue = clip(pen.round((middle[0], bottom + 0.006), (half * 0.62, drop * 0.42)), inside)
    if len(tongue) > 2:
        pen.polygon(tongue, (204, 96, 98))
    teeth = clip(pen.round((middle[0], top - 0.004), (half * 0.78, 0.014 + drop * 0.2)), inside)
    if len(teeth) > 2:
        pen.polygon(teeth, (250, 247, 240))
    pen.line(
        [left, (middle[0] - half * 0.5, top), (middle[0], top + 0.004), (middle[0] + half * 0.5, top), right],
        0.011,
        darker(lips, 0.6),
    )
    pen.line([(middle[0] - half * 0.3, bottom + 0.062), (middle[0], bottom + 0.07),
        (middle[0] + half * 0.3, bottom + 0.062)],
             0.014, darker(skin, 0.3), 0.45)  # fmt: skip


def _profile_mouth(pen: Pen, face: Face, opened: float, lips: Colour) -> None:
    lift = -0.03 * face.mouth
    if opened > 0.08:
        drop = 0.09 * min(opened, 1.1)
        gap = [
            (0.24, 0.335 + lift),
            (0.3, 0.315),
            (0.366, 0.318),
            (0.368, 0.326 + drop * 0.3),
            (0.345, 0.345 + drop),
            (0.29, 0.345 + drop * 0.8),
        ]
        pen.polygon(smooth(gap, closed=True), INSIDE)
        pen.polygon(smooth([(0.29, 0.32), (0.36, 0.318), (0.355, 0.336), (0.3, 0.336)], closed=True), (250, 247, 240))
        pen.line([(0.29, 0.347 + drop * 0.82), (0.345, 0.35 + drop)], 0.02, lips)
    else:
        pen.blob([(0.26, 0.335), (0.33, 0.318), (0.37, 0.312), (0.352, 0.338), (0.366, 0.362), (0.32, 0.36)], lips, 0.8)
        pen.line([(0.238, 0.34 + lift), (0.3, 0.338), (0.352, 0.338)], 0.012, darker(lips, 0.62))


def _beard(pen: Pen, skull: Skull, body: Body) -> None:
    if skull.profile:
        shape = [
            (-0.05, 0.14),
            (0.06, 0.26),
            (0.2, 0.27),
            (0.345, 0.27),
            (0.34, 0.35),
            (0.345, 0.5),
            (0.24, 0.6),
            (0.1, 0.52),
            (-0.02, 0.38),
        ]
    else:
        rim = [
            (a, y)
            for a, y in (
                (-80.0, 0.1),
                (-58.0, 0.24),
                (-22.0, 0.27),
                (0.0, 0.25),
                (22.0, 0.27),
                (58.0, 0.24),
                (80.0, 0.1),
            )
        ]
        upper = [skull.spot(a, y) for a, y in rim]
        x = 0.125 * skull.sine
        lower = [
            (upper[-1][0] - 0.01, 0.26),
            (x + 0.25, 0.44),
            (x + 0.1, 0.57),
            (x, 0.6),
            (x - 0.1, 0.57),
            (x - 0.25, 0.44),
            (upper[0][0] + 0.01, 0.26),
        ]
        shape = [*upper, *lower]
    pen.volume(shape, body.hair_colour, 0.8)
    middle = 0.3 if skull.profile else skull.spot(0.0, 0.4)[0]
    for i in range(-3, 4):
        x = middle + i * 0.05
        pen.line(
            [(x, 0.43), (x * 0.98, 0.5), (x * 0.94, 0.56 - 0.012 * abs(i))],
            0.011,
            darker(body.hair_colour, 0.35),
            0.5,
            end=0.003,
        )
