"""Eyes: lids, irises, lashes; wide, at rest, lowered or shut; from a few pixels to a frame full."""

from __future__ import annotations

import math

from filmc.base.record import record
from filmc.ir.vocabulary import Face
from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Body, Colour
from filmc.render.draw.figures.head import Skull
from filmc.render.draw.figures.pen import Path, Pen, clip
from filmc.render.draw.outline import smooth
from filmc.render.draw.paint import Radial

EYES = 25.0
"""Longitude of the eyes."""
EYE_LINE = 0.055
"""Height of the eyes below the middle of the head."""
INK: Colour = (46, 32, 36)


@record
class Look:
    """What a face does in this picture: the performance, and how far the mouth is open just now."""

    face: Face
    open: float
    lowered: bool = False
    """The eyes look down: at a page, a plate."""


def eye_height(skull: Skull) -> float:
    """Return the height of the eyes on the head."""
    y = EYE_LINE + 0.035 * skull.young
    return y + skull.sink(y)


def eye_spot(skull: Skull, side: int) -> tuple[float, float, float]:
    """Return the eye's middle and width. `side` 1 is the eye that is further on to the viewer's right."""
    if skull.profile:
        return 0.262, eye_height(skull), 0.092
    x, _ = skull.spot(EYES * side, EYE_LINE)
    wide = (0.188 + 0.04 * skull.young) * (0.3 + 0.7 * skull.width(EYES * side))
    return x - 0.045 * skull.sine * (1 if side > 0 else 0), eye_height(skull), wide


@record
class _Eye:
    """An eye about its middle, its outer corner to the right: how wide and tall it is, how much it smiles."""

    pen: Pen
    body: Body
    wide: float
    tall: float
    smile: float

    @property
    def lids(self) -> Path:
        """The opening between the lids."""
        w, up, down = self.wide / 2, self.tall * 0.52, self.tall * (0.44 - self.smile * 1.2)
        corners = [
            (-w, 0.016), (-w * 0.62, -up * 0.66), (-w * 0.1, -up), (w * 0.5, -up * 0.84), (w, -0.012),
            (w * 0.6, down * 0.72), (0.0, down), (-w * 0.62, down * 0.62),
        ]  # fmt: skip
        return smooth(corners, closed=True, steps=3)


def paint_eye(pen: Pen, skull: Skull, body: Body, look: Look, side: int) -> None:
    """Draw the eye on `side` of the head: 1 the one farther to the viewer's right, -1 the other."""
    x, y, wide = eye_spot(skull, side)
    own = pen.moved((x, y), flip=1 if skull.profile else side)
    if not own.sees((0.0, 0.0), wide + 0.05):
        return
    opened = min(look.face.eyes, 1.3) * (0.62 if look.lowered else 1.0)
    eye = _Eye(own, body, wide, (0.102 + 0.05 * skull.young) * opened, max(look.face.mouth - 0.35, 0.0) * 0.25)
    own.glow((0.0, -0.035), (wide * 0.8, 0.085), darker(body.skin, 0.32), 0.32)
    if opened < 0.16:
        _shut(eye)
    elif wide < 7 * own.pixel:
        _far_eye(eye)
    else:
        own.polygon(eye.lids, (247, 244, 240))
        _iris(eye, skull, look, side)
        _lid_lines(eye)


def _far_eye(eye: _Eye) -> None:
    """Draw an eye of a few pixels: white, iris and upper lid are all that can be told."""
    wide, tall = eye.wide, eye.tall
    eye.pen.ellipse((0.0, 0.0), (wide * 0.46, tall * 0.46), (240, 236, 232), 0.9)
    eye.pen.ellipse((0.0, 0.0), (wide * 0.24, min(tall * 0.46, wide * 0.3)), (44, 32, 32))
    lid = [(-wide * 0.5, 0.0), (0.0, -tall * 0.5), (wide * 0.52, -0.01)]
    eye.pen.line(lid, 0.028, mix(eye.body.hair_colour, INK, 0.75))


def _iris(eye: _Eye, skull: Skull, look: Look, side: int) -> None:
    radius = 0.057 + 0.014 * skull.young
    squeeze = max(min(eye.wide / 0.188, 1.0), 0.55)
    x = eye.wide * 0.2 if skull.profile else 0.02 * skull.sine * side
    y = (0.02 if look.lowered else -0.004) - 0.012 * max(look.face.eyes - 1.0, 0.0)
    pen, lids = eye.pen, eye.lids
    colour = _colour(eye.body)
    visible = clip(pen.round((x, y), (radius * squeeze, radius)), lids)
    if len(visible) < 3:
        return
    pen.polygon(visible, _rings(pen, (x, y + radius * 0.35), radius * 1.25, squeeze, colour))
    if pen.pixel < 0.004:
        _rays(eye, (x, y), radius, squeeze)
    pen.polygon(clip(pen.round((x, y), (radius * 0.46 * squeeze, radius * 0.46)), lids), (18, 14, 20))
    pen.polygon(
        clip(pen.round((0.0, -eye.tall * 0.52), (eye.wide * 0.6, eye.tall * 0.26)), lids), _lid_shade(eye.body), 0.34
    )
    lean = -pen.flip * radius * squeeze
    pen.ellipse((x + 0.34 * lean, y - radius * 0.36), (0.015, 0.017), (255, 255, 255))
    pen.ellipse((x - 0.4 * lean, y + radius * 0.42), (0.007, 0.007), (255, 255, 255), 0.6)


def _colour(body: Body) -> Colour:
    """Return the colour of the eyes: any with fair hair, brown with black."""
    return _COLOURS[body.seed % (len(_COLOURS) if sum(body.hair_colour) > 180 else 2)]


_COLOURS: tuple[Colour, ...] = ((84, 54, 38), (66, 44, 36), (94, 122, 88), (72, 112, 148), (112, 84, 52))


def _lid_shade(body: Body) -> Colour:
    return darker(body.skin, 0.75)


def _rings(pen: Pen, centre: tuple[float, float], radius: float, squeeze: float, colour: Colour) -> Radial:
    """Return the paint of an iris: light below the pupil, dark at the rim."""
    x, y = pen.at([centre])[0].tolist()
    stops = ((0.0, lighter(colour, 0.5), 1.0), (0.55, colour, 1.0), (0.85, darker(colour, 0.5), 1.0), (1.0, INK, 1.0))
    return Radial((x, y), radius * pen.unit * squeeze, radius * pen.unit, stops)


def _rays(eye: _Eye, spot: tuple[float, float], radius: float, squeeze: float) -> None:
    """Draw the rays of an iris, which show only in the closest shots."""
    colour = _colour(eye.body)
    for i in range(26):
        x, y = radius * squeeze * math.cos(i * math.pi / 13), radius * math.sin(i * math.pi / 13)
        if abs(spot[1] + y * 0.9) < eye.tall * 0.4:
            tone = lighter(colour, 0.4) if i % 2 else darker(colour, 0.3)
            ray = [(spot[0] + x * share, spot[1] + y * share) for share in (0.5, 0.9)]
            eye.pen.line(ray, 0.005, tone, 0.6)


def _lid_lines(eye: _Eye) -> None:
    body, w, up = eye.body, eye.wide / 2, eye.tall * 0.52
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
    eye.pen.line(upper[:3], thick * 0.55, lash, end=thick)
    eye.pen.line(upper[2:], thick, lash, end=thick * 0.8)
    if soft:
        eye.pen.line([(w * 0.8, -up * 0.5), (w * 1.22, -up * 0.85 - 0.01)], thick * 0.8, lash, end=0.004)
    crease = [(px, py - 0.032 - 0.012 * (1.2 - min(eye.smile * 8, 1.0))) for px, py in upper[1:]]
    eye.pen.line(crease, 0.007, darker(body.skin, 0.5), 0.7)
    down = eye.tall * (0.44 - eye.smile * 1.2)
    eye.pen.line([(w * 0.9, 0.01), (w * 0.55, down * 0.78), (0.0, down * 1.02), (-w * 0.6, down * 0.66)], 0.009,
             darker(body.skin, 0.55), 0.7)  # fmt: skip


def _shut(eye: _Eye) -> None:
    body, w, tall = eye.body, eye.wide / 2, eye.tall
    lash = mix(body.hair_colour, INK, 0.75)
    curve = [(-w, 0.008), (-w * 0.5, 0.036), (w * 0.1, 0.044), (w * 0.6, 0.03), (w * 1.04, -0.004 - tall)]
    eye.pen.line(curve, 0.021, lash)
    eye.pen.line([(w * 0.7, 0.026), (w * 1.06, 0.034)], 0.012, lash, end=0.004)
    eye.pen.line([(px, py - 0.075) for px, py in curve[1:4]], 0.007, darker(body.skin, 0.5), 0.5)
