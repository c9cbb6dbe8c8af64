"""The face: brows, eyes, nose, mouth, tears and lines of age, on a `Skull`."""

from __future__ import annotations

import numpy as np

from filmc.ir.vocabulary import Face
from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Body, Colour
from filmc.render.draw.figures.eyes import EYES, INK, Look, eye_height, eye_spot, paint_eye
from filmc.render.draw.figures.head import Skull
from filmc.render.draw.figures.mouth import paint_mouth
from filmc.render.draw.figures.pen import Pen
from filmc.render.draw.outline import smooth


def paint_face(pen: Pen, skull: Skull, body: Body, look: Look) -> None:
    """Draw everything that acts."""
    _age_lines(pen, skull, body)
    _nose(pen, skull, body.skin)
    if look.face.blush:
        _blush(pen, skull)
    for side in (-1, 1):
        if _seen(skull, side):
            paint_eye(pen, skull, body, look, side)
    paint_mouth(pen, skull, body, look.face, look.open)
    for side in (-1, 1):
        if _seen(skull, side):
            _brow(pen, skull, body, look.face, side)
            if look.face.tears:
                _tears(pen, skull, side)


def eye_box(skull: Skull) -> tuple[float, float, float, float]:
    """Return the part of the head that a blink changes: left, top, right, bottom."""
    left, right = skull.spot(-EYES, 0.0)[0] - 0.17, skull.spot(EYES, 0.0)[0] + 0.17
    y = eye_height(skull)
    return (left, y - 0.16, right, y + 0.12)


def _seen(skull: Skull, side: int) -> bool:
    return not (skull.profile and side < 0)


def _brow(pen: Pen, skull: Skull, body: Body, face: Face, side: int) -> None:
    x, y, wide = eye_spot(skull, side)
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
    x, y, wide = eye_spot(skull, side)
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


def mouth_box(skull: Skull) -> tuple[float, float, float, float]:
    """Return the part of the head that a speaking mouth changes: left, top, right, bottom."""
    x = 0.3 if skull.profile else float(np.mean([skull.spot(a, 0.34)[0] for a in (-16.0, 16.0)]))
    y = 0.34 + skull.sink(0.34)
    return (x - 0.19, y - 0.1, x + 0.19, y + 0.2)
