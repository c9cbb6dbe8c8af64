"""The face: brows, eyes, nose, mouth, tears and lines of age, on a `Skull`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from filmc.ir.vocabulary import Face
from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Body, Colour
from filmc.render.draw.figures.head import Skull
from filmc.render.draw.figures.mouth import paint_mouth
from filmc.render.draw.figures.pen import Path, Pen, clip
from filmc.render.draw.outline import smooth
from filmc.render.draw.paint import Radial

EYES = 25.0
"""Longitude of the eyes."""
EYE_LINE = 0.055
"""Height of the eyes below the middle of the head."""
INK: Colour = (46, 32, 36)


@dataclass(frozen=True, slots=True)
class Look:
    """What a face does in this picture: the performance, and how far the mouth is open just now."""

    face: Face
    open: float
    lowered: bool = False
    """The eyes look down: at a page, a plate."""


def paint_face(pen: Pen, skull: Skull, body: Body, look: Look) -> None:
    """Draw everything that acts."""
    _age_lines(pen, skull, body)
    _nose(pen, skull, body.skin)
    if look.face.blush:
        _blush(pen, skull)
    for side in (-1, 1):
        if _seen(skull, side):
            _eye(pen, skull, body, look, side)
    paint_mouth(pen, skull, body, look.face, look.open)
    for side in (-1, 1):
        if _seen(skull, side):
            _brow(pen, skull, body, look.face, side)
            if look.face.tears:
                _tears(pen, skull, side)


def eye_box(skull: Skull) -> tuple[float, float, float, float]:
    """Return the part of the head that a blink changes: left, top, right, bottom."""
    left, right = skull.spot(-EYES, 0.0)[0] - 0.17, skull.spot(EYES, 0.0)[0] + 0.17
    y = _eye_height(skull)
    return (left, y - 0.16, right, y + 0.12)


def _seen(skull: Skull, side: int) -> bool:
    return not (skull.profile and side < 0)


def _eye_height(skull: Skull) -> float:
    y = EYE_LINE + 0.035 * skull.young
    return y + skull.sink(y)


def _eye_spot(skull: Skull, side: int) -> tuple[float, float, float]:
    """Return the eye's middle and width. `side` 1 is the eye that is further on to the viewer's right."""
    if skull.profile:
        return 0.262, _eye_height(skull), 0.092
    x, _ = skull.spot(EYES * side, EYE_LINE)
    wide = (0.188 + 0.04 * skull.young) * (0.3 + 0.7 * skull.width(EYES * side))
    return x - 0.045 * skull.sine * (1 if side > 0 else 0), _eye_height(skull), wide


def _eye(pen: Pen, skull: Skull, body: Body, look: Look, side: int) -> None:
    x, y, wide = _eye_spot(skull, side)
    smile = max(look.face.mouth - 0.35, 0.0) * 0.25
    opened = min(look.face.eyes, 1.3) * (0.62 if look.lowered else 1.0)
    tall = (0.102 + 0.05 * skull.young) * opened
    eye = pen.moved((x, y), flip=side if not skull.profile else 1)
    if not eye.sees((0.0, 0.0), wide + 0.05):
        return
    socket = darker(body.skin, 0.32)
    eye.glow((0.0, -0.035), (wide * 0.8, 0.085), socket, 0.32)
    if opened < 0.16:
        _shut(eye, body, wide, tall)
        return
    if wide < 7 * eye.pixel:
        _far_eye(eye, body, wide, tall)
        return
    lids = smooth(_lids(wide, tall, smile), closed=True, steps=3)
    eye.polygon(lids, (247, 244, 240))
    _iris(eye, skull, body, lids, wide, tall, look, side)
    _lid_lines(eye, body, wide, tall, smile)


def _far_eye(eye: Pen, body: Body, wide: float, tall: float) -> None:
    """Draw an eye of a few pixels: white, iris and upper lid are all that can be told."""
    eye.ellipse((0.0, 0.0), (wide * 0.46, tall * 0.46), (240, 236, 232), 0.9)
    eye.ellipse((0.0, 0.0), (wide * 0.24, min(tall * 0.46, wide * 0.3)), (44, 32, 32))
    lid = [(-wide * 0.5, 0.0), (0.0, -tall * 0.5), (wide * 0.52, -0.01)]
    eye.line(lid, 0.028, mix(body.hair_colour, INK, 0.75))


def _lids(wide: float, tall: float, smile: float) -> list[tuple[float, float]]:
    """Return the opening of an eye whose outer corner is to the right."""
    w, up, down = wide / 2, tall * 0.52, tall * (0.44 - smile * 1.2)
    return [
        (-w, 0.016), (-w * 0.62, -up * 0.66), (-w * 0.1, -up), (w * 0.5, -up * 0.84), (w, -0.012),
        (w * 0.6, down * 0.72), (0.0, down), (-w * 0.62, down * 0.62),
    ]  # fmt: skip


def _iris(eye: Pen, skull: Skull, body: Body, lids: Path, wide: float, tall: float, look: Look, side: int) -> None:
    radius = 0.057 + 0.014 * skull.young
    squeeze = max(min(wide / 0.188, 1.0), 0.55)
    aside = (0.02 * skull.sine) * side if not skull.profile else wide * 0.2
    spot = (aside, (0.02 if look.lowered else -0.004) - 0.012 * max(look.face.eyes - 1.0, 0.0))
    disc = eye.round(spot, (radius * squeeze, radius))
    colour = _EYE_COLOURS[body.seed % len(_EYE_COLOURS)] if sum(body.hair_colour) > 180 else _EYE_COLOURS[body.seed % 2]
    centre = eye.at([(spot[0], spot[1] + radius * 0.35)])[0]
    size = radius * eye.unit * 1.25
    paint = Radial(
        (float(centre[0]), float(centre[1])), size * squeeze, size,
        ((0.0, lighter(colour, 0.5), 1.0), (0.55, colour, 1.0), (0.85, darker(colour, 0.5), 1.0), (1.0, INK, 1.0)),
    )  # fmt: skip
    visible = clip(disc, lids)
    if len(visible) < 3:
        return
    eye.polygon(visible, paint)
    if eye.pixel < 0.004:
        _fibres(eye, spot, radius, squeeze, colour, tall)
    pupil = clip(eye.round(spot, (radius * 0.46 * squeeze, radius * 0.46)), lids)
    if len(pupil) > 2:
        eye.polygon(pupil, (18, 14, 20))
    upper = clip(eye.round((0.0, -tall * 0.52), (wide * 0.6, tall * 0.26)), lids)
    if len(upper) > 2:
        eye.polygon(upper, darker(body.skin, 0.75), 0.34)
    lean = -1 if eye.flip > 0 else 1
    eye.ellipse((spot[0] + lean * radius * 0.34 * squeeze, spot[1] - radius * 0.36), (0.015, 0.017), (255, 255, 255))
    eye.ellipse(
        (spot[0] - lean * radius * 0.4 * squeeze, spot[1] + radius * 0.42), (0.007, 0.007), (255, 255, 255), 0.6
    )


def _fibres(eye: Pen, spot: tuple[float, float], radius: float, squeeze: float, colour: Colour, tall: float) -> None:
    """Draw the rays of an iris, which show only in the closest shots."""
    for i in range(26):
        angle = i * 2 * math.pi / 26
        x, y = math.cos(angle) * squeeze, math.sin(angle)
        if abs(spot[1] + y * radius * 0.9) < tall * 0.4:
            tone = lighter(colour, 0.4) if i % 2 else darker(colour, 0.3)
            eye.line(
                [
                    (spot[0] + x * radius * 0.5, spot[1] + y * radius * 0.5),
                    (spot[0] + x * radius * 0.9, spot[1] + y * radius * 0.9),
                ],
                0.005,
                tone,
                0.6,
            )


def _lid_lines(eye: Pen, body: Body, wide: float, tall: float, smile: float) -> None:
    w, up = wide / 2, tall * 0.52
    lash = mix(body.hair_colour, INK, 0.75)
    soft = body.hair in {"long", "bob", "ponytail", "bun", "twin"}
    thick = 0.026 if soft else 0.019
    upper = [
        (-w * 1.02, 0.018),
        (-w * 0.62, -up * 0.68),
        (-w * 0.1, -up * 1.02),
        (w * 0.5, -up * 0.88),
        (w * 1.02, -0.016),
    ]
    eye.line(upper[:3], thick * 0.55, lash, end=thick)
    eye.line(upper[2:], thick, lash, end=thick * 0.8)
    if soft:
        eye.line([(w * 0.8, -up * 0.5), (w * 1.22, -up * 0.85 - 0.01)], thick * 0.8, lash, end=0.004)
    crease = [(px, py - 0.032 - 0.012 * (1.2 - min(smile * 8, 1.0))) for px, py in upper[1:]]
    eye.line(crease, 0.007, darker(body.skin, 0.5), 0.7)
    down = tall * (0.44 - smile * 1.2)
    eye.line([(w * 0.9, 0.01), (w * 0.55, down * 0.78), (0.0, down * 1.02), (-w * 0.6, down * 0.66)], 0.009,
             darker(body.skin, 0.55), 0.7)  # fmt: skip


def _shut(eye: Pen, body: Body, wide: float, tall: float) -> None:
    w = wide / 2
    lash = mix(body.hair_colour, INK, 0.75)
    curve = [(-w, 0.008), (-w * 0.5, 0.036), (w * 0.1, 0.044), (w * 0.6, 0.03), (w * 1.04, -0.004 - tall)]
    eye.line(curve, 0.021, lash)
    eye.line([(w * 0.7, 0.026), (w * 1.06, 0.034)], 0.012, lash, end=0.004)
    eye.line([(px, py - 0.075) for px, py in curve[1:4]], 0.007, darker(body.skin, 0.5), 0.5)


def _brow(pen: Pen, skull: Skull, body: Body, face: Face, side: int) -> None:
    x, y, wide = _eye_spot(skull, side)
    brow = pen.moved((x, y), flip=side if not skull.profile else 1)
    w = wide * 0.56
    base = -0.138 - 0.022 * skull.young - 0.045 * face.brows
    inner, outer = base + 0.05 * face.slant, base - 0.022 * face.slant
    arch = (inner + outer) / 2 - 0.022 + 0.006 * abs(face.slant)
    colour = mix(body.hair_colour, INK, 0.35)
    thick = 0.024 if body.hair in {"long", "bob", "ponytail", "bun", "twin"} else 0.03
    bend = [(-w * 0.96, inner + 0.008), (-w * 0.3, arch + 0.004), (w * 0.4, arch - 0.006), (w * 1.08, outer + 0.014)]
    brow.line(bend[:3], thick, colour, end=thick * 0.92)
    brow.line(bend[1:], thick * 0.96, colour, end=thick * 0.3)
    if face.slant > 0.3 and not skull.profile:
        brow.line([(-w * 1.25, inner - 0.01), (-w * 1.3, inner + 0.05)], 0.009, darker(body.skin, 0.5), 0.7, end=0.003)


def _nose(pen: Pen, skull: Skull, skin: Colour) -> None:
    shade = darker(skin, 0.36)
    if skull.profile:
        pen.line([(0.395, 0.225), (0.362, 0.205), (0.352, 0.222)], 0.012, shade, 0.9)
        return
    bridge, tip = skull.spot(0.0, 0.04), skull.spot(0.0, 0.205 - 0.02 * skull.young)
    out = 0.055 * skull.sine
    x, y = tip[0] + out, tip[1]
    if skull.yaw > 18:
        pen.polygon(
            smooth([(bridge[0] + 0.03, bridge[1]), (bridge[0] + 0.062, bridge[1] + 0.05), (x + 0.03,
                y - 0.02), (x + 0.018, y + 0.03),
                    (x - 0.01, y + 0.02), (bridge[0] + 0.034, bridge[1] + 0.07)], closed=True), shade, 0.3)  # fmt: skip
    else:
        side = [
            (bridge[0] + 0.026, bridge[1]),
            (bridge[0] + 0.046, bridge[1] + 0.05),
            (x + 0.05, y - 0.01),
            (x + 0.03, y + 0.028),
            (x + 0.012, y - 0.02),
        ]
        pen.polygon(smooth(side, closed=True), shade, 0.22 * (1 - 0.5 * skull.young))
    pen.glow((x - 0.008, y - 0.01), (0.05, 0.045), lighter(skin, 0.6), 0.55)
    pen.line(
        [(x - 0.042, y + 0.014), (x - 0.03, y + 0.03), (x, y + 0.036), (x + 0.032, y + 0.03), (x + 0.046, y + 0.01)],
        0.013,
        shade,
        0.85,
    )
    pen.line([(x - 0.028, y + 0.024), (x - 0.016, y + 0.026)], 0.014, darker(skin, 0.6), 0.8)
    pen.line([(x + 0.016, y + 0.026), (x + 0.028, y + 0.022)], 0.014, darker(skin, 0.6), 0.8)


def _blush(pen: Pen, skull: Skull) -> None:
    for longitude in (-36.0, 36.0):
        if skull.width(longitude) > 0.5:
            x, y = skull.spot(longitude, 0.19)
            pen.glow((x, y), (0.16 * skull.width(longitude) + 0.02, 0.085), (232, 84, 84), 0.75)


def _tears(pen: Pen, skull: Skull, side: int) -> None:
    x, y, wide = _eye_spot(skull, side)
    drop = x + 0.2 * wide * side
    pen.line(
        [(drop, y + 0.065), (drop + 0.012 * side, y + 0.16), (drop + 0.006 * side, y + 0.26)],
        0.018,
        (196, 226, 246),
        0.75,
        end=0.03,
    )
    pen.ellipse((drop + 0.006 * side, y + 0.265), (0.017, 0.022), (206, 232, 250), 0.9)
    pen.ellipse((drop, y + 0.258), (0.006, 0.008), (255, 255, 255))
    pen.line([(x - wide * 0.4, y + 0.054), (x, y + 0.066), (x + wide * 0.4, y + 0.05)], 0.014, (222, 238, 250), 0.85)


def _age_lines(pen: Pen, skull: Skull, body: Body) -> None:
    """Draw the lines that a long life leaves: beside the mouth, under the eyes, on the forehead."""
    crease = darker(body.skin, 0.42)
    if body.age != "elder" or skull.profile:
        return
    for side in (-1, 1):
        x, y = skull.spot(17.0 * side, 0.22)
        pen.line([(x, y), (x + 0.03 * side, y + 0.06), (x + 0.03 * side, y + 0.12)], 0.012, crease, 0.6, end=0.004)
        x, y = skull.spot(EYES * side, 0.13)
        pen.line([(x - 0.06, y), (x, y + 0.018), (x + 0.06, y)], 0.009, crease, 0.55)
        x, y = skull.spot(48.0 * side, 0.05)
        pen.line([(x, y), (x + 0.03 * side, y - 0.02)], 0.007, crease, 0.5)
    for y in (-0.235, -0.19):
        left, middle, right = (skull.spot(a, y + b) for a, b in ((-22.0, 0.0), (0.0, -0.012), (22.0, 0.0)))
        pen.line([left, middle, right], 0.008, crease, 0.45)


_EYE_COLOURS: tuple[Colour, ...] = ((84, 54, 38), (66, 44, 36), (94, 122, 88), (72, 112, 148), (112, 84, 52))


def distance_between_eyes(skull: Skull) -> float:
    """Return how far apart the eyes lie in the picture, in head units."""
    return math.dist(skull.spot(-EYES, EYE_LINE), skull.spot(EYES, EYE_LINE))


def mouth_box(skull: Skull) -> tuple[float, float, float, float]:
    """Return the part of the head that a speaking mouth changes: left, top, right, bottom."""
    x = 0.3 if skull.profile else float(np.mean([skull.spot(a, 0.34)[0] for a in (-16.0, 16.0)]))
    y = 0.34 + skull.sink(0.34)
    return (x - 0.19, y - 0.1, x + 0.19, y + 0.2)
