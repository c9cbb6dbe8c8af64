"""Clothes on the trunk: what somebody wears, layer over layer, fitted to the skeleton."""

from __future__ import annotations

import numpy as np

from filmc.base.record import record
from filmc.lower.colours import darker
from filmc.lower.panel import Body, Colour, Garment
from filmc.render.draw.figures.pen import Path, Pen, hull
from filmc.render.draw.figures.skeleton import Skeleton

Spot = tuple[float, float]


@record
class Wardrobe:
    """The garments of a body, asked for by what they do."""

    body: Body

    def first(self, *cuts: str) -> Garment | None:
        """Return the first garment there is of `cuts`."""
        return next((g for cut in cuts for g in self.body.garments if g.cut == cut), None)

    @property
    def top(self) -> Garment:
        """The outermost garment of the trunk, an apron aside; a bare body wears its skin."""
        worn = self.first("armour", "coat", "jacket", "suit", "robe", "gown", "dress", "uniform", "shirt")
        return worn or Garment("shirt", self.body.skin, self.body.skin)

    @property
    def sleeve(self) -> Garment | None:
        """What covers the arms."""
        return self.top if self.first("armour") is None else self.first("shirt", "robe", "uniform") or self.top

    @property
    def short_sleeves(self) -> bool:
        """Whether the sleeves end above the elbow: of dresses and gowns, and some shirts."""
        return self.top.cut in {"dress", "gown"} or (self.top.cut == "shirt" and self.body.seed % 3 == 0)

    @property
    def legs(self) -> Garment | None:
        """What covers the legs one by one."""
        worn = self.first("trousers", "shorts", "suit", "uniform")
        if worn and worn.cut == "uniform" and self.first("skirt"):
            return None
        base = worn or self.first("armour")
        if base and base.cut in {"suit", "uniform", "armour"}:
            return Garment("trousers", darker(base.colour, 0.12), base.accent)
        return worn

    @property
    def skirt(self) -> tuple[Garment, float] | None:
        """What falls around both legs, and how far down: 1 to the knee, 2 to the ankle."""
        for cut, length in (("gown", 1.85), ("robe", 1.8), ("dress", 1.05), ("coat", 1.0), ("skirt", 0.86)):
            if worn := self.first(cut):
                return worn, length
        return None

    @property
    def shoes(self) -> Garment:
        """What is worn on the feet."""
        return self.first("boots", "shoes") or Garment("shoes", (60, 56, 60), (220, 220, 220))


def trunk(bones: Skeleton, girth: float, roomy: float = 0.0, low: float = 1.06) -> Path:
    """Return the outline of the trunk from the neck down to `low` (1 is the hips), clockwise from the neck's left."""
    right = [edge(bones, girth, t, 1, roomy) for t in _LEVELS if t < low] + [edge(bones, girth, low, 1, roomy)]
    left = [edge(bones, girth, t, -1, roomy) for t in _LEVELS if t < low] + [edge(bones, girth, low, -1, roomy)]
    return np.array([*left[::-1], *right])[::-1]


def edge(bones: Skeleton, girth: float, t: float, side: float, roomy: float = 0.0) -> Spot:
    """Return the trunk's edge at `t` (0 the neck's root, 1 the hips), on the right (1), left (-1) or between."""
    neck, pelvis = bones.neck[:2], bones.pelvis[:2]
    axis = pelvis - neck
    length = max(float(np.hypot(*axis)), 0.12)
    right = np.array([axis[1], -axis[0]]) / length
    half = _half(bones, girth, t) + roomy * (0.0 if t < 0.02 else 1.0)
    x, y = neck + axis * t + right * half * side
    return float(x), float(y)


def centre(bones: Skeleton, girth: float, t: float, aside: float = 0.0) -> Spot:
    """Return a point on the front of the trunk at `t`: on the middle line, or `aside` of it (-1..1)."""
    turn = (1.0 - bones.spread**2) ** 0.5
    return edge(bones, girth, t, min(0.62 * turn + aside * (0.35 + 0.65 * bones.spread), 1.0))


_LEVELS = (-0.035, 0.0, 0.05, 0.14, 0.32, 0.62, 0.86)


def _half(bones: Skeleton, girth: float, t: float) -> float:
    """Return half of the trunk's breadth at `t` as it is seen."""
    build, turn = bones.build, (1.0 - bones.spread**2) ** 0.5
    g = 0.35 + 0.65 * girth
    shoulder = build.shoulder_width * (0.55 + 0.45 * girth)
    broad = (0.03, 0.046, shoulder * 0.76, shoulder + 0.018, shoulder * 0.9, build.waist * g, 0.088 * g, 0.094 * g)
    deep = (0.028, 0.046, 0.062 * g, 0.07 * g, 0.078 * g, 0.068 * g, 0.074 * g, 0.076 * g)
    levels = (*_LEVELS, 1.06)
    return float(np.hypot(np.interp(t, levels, broad) * bones.spread, np.interp(t, levels, deep) * turn))


def paint_torso(pen: Pen, bones: Skeleton, wardrobe: Wardrobe) -> None:
    """Draw the trunk in its outermost garment."""
    top, girth = wardrobe.top, wardrobe.body.girth
    shape = trunk(bones, girth)
    pen.blob(trunk(bones, girth, 0.004, 1.07), darker(top.colour, 0.45))
    pen.volume(shape, top.colour)
    _folds(pen, bones, girth, top.colour)


def _folds(pen: Pen, bones: Skeleton, girth: float, colour: Colour) -> None:
    shade = darker(colour, 0.34)
    for side in (-1, 1):
        pen.line([edge(bones, girth, 0.3, 0.86 * side), edge(bones, girth, 0.4, 0.6 * side), edge(bones,
            girth, 0.44, 0.5 * side)],
                 0.006, shade, 0.7, end=0.002)  # fmt: skip
        pen.line([edge(bones, girth, 0.68, 0.95 * side), edge(bones, girth, 0.74, 0.55 * side),
            edge(bones, girth, 0.75, 0.3 * side)],
                 0.006, shade, 0.7, end=0.002)  # fmt: skip
        pen.line(
            [edge(bones, girth, 0.84, 0.9 * side), edge(bones, girth, 0.88, 0.6 * side)], 0.005, shade, 0.6, end=0.002
        )


def paint_skirt(pen: Pen, bones: Skeleton, wardrobe: Wardrobe) -> None:
    """Draw what falls around the legs: a skirt, the lower part of a dress, coat or robe."""
    worn = wardrobe.skirt
    if worn is None:
        return
    garment, length = worn
    girth = wardrobe.body.girth
    flare = _FLARES.get(garment.cut, 0.045)
    waist = [
        edge(bones, girth, 0.66, -1.0),
        edge(bones, girth, 0.66, 1.0),
        edge(bones, girth, 0.95, -1.06),
        edge(bones, girth, 0.95, 1.06),
    ]
    shape = hull([*waist, *down(bones, length, flare)])
    middle = shape.mean(0)
    pen.polygon(middle + (shape - middle) * 1.02, darker(garment.colour, 0.5))
    path = pen.at(shape)
    pen.canvas.polygon(path, pen.shading(path, garment.colour, 1.1))
    _pleats(pen, bones, garment, length, girth)


_FLARES = {"coat": 0.02, "robe": 0.035, "gown": 0.09, "dress": 0.05}
"""How much wider than the legs each cut is at its hem."""


def _pleats(pen: Pen, bones: Skeleton, garment: Garment, length: float, girth: float) -> None:
    flare = _FLARES.get(garment.cut, 0.045)
    (left, right) = (np.array(_along_leg(bones, side, length)) for side in (0, 1))
    for share in (0.5,) if garment.cut == "coat" else (-0.1, 0.2, 0.5, 0.8, 1.1):
        hem = left + (right - left) * share
        x = hem[0] + (share - 0.5) * flare
        top = edge(bones, girth, 0.98, (share - 0.5) * 1.5)
        pen.line(
            [(top[0] + (x - top[0]) * 0.25, top[1] + (hem[1] - top[1]) * 0.25), (x, hem[1] - 0.012)],
            0.005,
            darker(garment.colour, 0.36),
            0.65,
            end=0.009,
        )
    if garment.cut in {"dress", "skirt", "gown", "robe"}:
        pen.line(
            [
                (left[0] - flare * 0.7, left[1] - 0.01),
                ((left[0] + right[0]) / 2, max(left[1], right[1]) - 0.004),
                (right[0] + flare * 0.7, right[1] - 0.01),
            ],
            0.007,
            garment.accent,
            0.8,
        )


def _along_leg(bones: Skeleton, side: int, length: float) -> Spot:
    """Return the point that far down a leg: 1 the knee, 2 the ankle."""
    hip, knee, ankle = (joint[side][:2] for joint in (bones.hips, bones.knees, bones.ankles))
    x, y = hip + (knee - hip) * length if length <= 1 else knee + (ankle - knee) * (length - 1)
    return float(x), float(y)


def down(bones: Skeleton, length: float, flare: float) -> list[Spot]:
    """Return points around both legs that far down, `flare` wider at the hem, for a hull around them."""
    spots = []
    for side in (0, 1):
        for share in (min(length, 1.0), length):
            x, y = _along_leg(bones, side, share)
            spots += [
                (x - 0.046 - flare * share / length, y),
                (x + 0.046 + flare * share / length, y),
                (x, y + 0.01),
                (x, y - 0.03),
            ]
    return spots


def paint_back_cloth(pen: Pen, bones: Skeleton, wardrobe: Wardrobe, *, away: bool) -> None:
    """Draw what hangs behind somebody: a cape."""
    if (cape := wardrobe.first("cape")) and not away:
        hanging_cloth(pen, bones, wardrobe.body.girth, cape)


def hanging_cloth(pen: Pen, bones: Skeleton, girth: float, cape: Garment) -> None:
    """Draw a cape from the shoulders to the calves."""
    (lx, ly), (rx, ry) = edge(bones, girth, 0.02, -0.95), edge(bones, girth, 0.02, 0.95)
    low = float(max(bones.ankles[0][1], bones.ankles[1][1])) - 0.09
    pen.volume([(lx, ly), (rx, ry), (rx + 0.07, (ry + low) / 2), (rx + 0.09, low), (0.03, low + 0.02),
        (-0.06, low - 0.01), (lx - 0.09, low), (lx - 0.07, (ly + low) / 2)],
               cape.colour)  # fmt: skip
    for share in (0.25, 0.5, 0.75):
        x = lx + (rx - lx) * share
        pen.line(
            [(x, ly + 0.08), (x + (share - 0.5) * 0.1, low - 0.02)], 0.006, darker(cape.colour, 0.4), 0.7, end=0.012
        )
