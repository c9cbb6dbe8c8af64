"""Streets and roads: houses, lamps and lanterns along them."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import Radial, halo, mix, shade
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage

ASPHALT: Colour = (92, 95, 104)
PAVING: Colour = (164, 160, 156)


def street(stage: Stage) -> None:
    """Two rows of houses with shops run to the vanishing point; lamps, signs, wet light on the road at night."""
    paint_sky(stage, 0.45)
    far = stage.sheet(12, 0.7)
    built.skyline(stage, far, "far towers", 0.3, 0.62)
    stage.put(far, "far towers", 12)
    view = stage.view
    depth = max(view.depth(14), 1.8)
    sheet = stage.sheet(depth)
    _roadway(stage, sheet, 3.4, 5.6)
    for side in (-1, 1):
        built.street_side(stage, sheet, side, 5.6, (max(view.distance * 0.35, 1.0), 90))
    if stage.has("tram"):
        _tram_rails(stage, sheet)
    _shine(stage, sheet)
    land.mottle(stage, sheet, "wear", 0.05, 14)
    stage.put(sheet, "houses", depth)
    near = stage.sheet(1.3)
    for z in posts(stage, 9.0, 60):
        for side in (-1, 1):
            built.lamp_post(stage, near, side * 4.0, z + (4.5 if side > 0 else 0))
    if stage.has("stop"):
        _stop(stage, near)
    if stage.has("lantern", "bunting"):
        _lantern_strings(stage, near)
    if stage.has("sakura", "plant"):
        for i, z in enumerate(posts(stage, 14.0, 45)):
            plants.tree(stage, near, f"street tree {i}", (-4.8, z + 3), 5.5, 0.1)
    stage.put(near, "lamps", 1.3)


def _tram_rails(stage: Stage, sheet: Canvas) -> None:
    """Two tracks in the road and the wires above them."""
    view = stage.view
    steel = stage.palette.out((190, 196, 204))
    near = max(view.distance * 0.3, 0.4)
    for x in (-2.35, -0.9, 0.9, 2.35):
        land.path_strip(stage, sheet, x, 0.11, (near, 160), shade(stage.palette.out(ASPHALT), 0.6))
        land.path_strip(stage, sheet, x, 0.045, (near, 160), steel)
    wire = stage.palette.out((44, 46, 54))
    for x in (-1.6, 1.6):
        ends = [view.at(x, 5.6, z) for z in np.geomspace(max(near, 1.0), 160, 12).tolist()]
        sheet.stroke(ends, 0.0035, wire, end=0.0006)
    for z in posts(stage, 12.0, 80):
        sheet.stroke([view.at(-5.6, 6.2, z), view.at(0, 5.6, z), view.at(5.6, 6.2, z)], 0.0018, wire)


def _stop(stage: Stage, sheet: Canvas) -> None:
    """A shelter with a bench on the pavement, and the round sign of the stop."""
    view, out = stage.view, stage.palette.out
    side = 1 if stage.dice("stop").random() < 0.5 else -1
    z = view.distance * 1.5 + 3.5
    a, b = sorted((side * 3.5, side * 5.2))
    frame = out((70, 78, 88))
    stage.ground_shadow(sheet, (a, b), (z, z + 2.6), 0.35)
    glass = mix(out((150, 176, 188)), stage.palette.haze, 0.2)
    sheet.polygon(view.beside(side * 5.1, 0.3, 2.4, z, z + 2.6), glass, 0.6)
    stage.solid(
        sheet,
        (min(side * 4.5, side * 5.0), max(side * 4.5, side * 5.0)),
        (0.4, 0.48),
        (z + 0.2, z + 2.4),
        out((150, 104, 66)),
    )
    for pz in (z + 2.6, z):
        stage.solid(sheet, (side * 5.1 - 0.04, side * 5.1 + 0.04), (0, 2.5), (pz, pz + 0.08), frame)
    stage.solid(sheet, (a, b), (2.45, 2.58), (z - 0.2, z + 2.8), frame)
    if stage.palette.lamps > 0.3:
        lamp = view.at((a + b) / 2, 2.4, z + 1)
        sheet.ellipse(lamp, (1.9 * view.unit(z),) * 2, halo(*lamp, 1.9 * view.unit(z), built.GLOW, 0.5))
    pole = z - 0.5
    sheet.stroke([view.at(side * 3.6, 0, pole), view.at(side * 3.6, 2.7, pole)], 0.06 * view.unit(pole), frame)
    disc, size = view.at(side * 3.6, 2.75, pole), 0.3 * view.unit(pole)
    sheet.ellipse(disc, (size, size), out((208, 52, 46)))
    sheet.ellipse(disc, (size * 0.8, size * 0.8), out((248, 244, 236)))
    box = (disc[0] - size * 0.42, disc[1] - size * 0.36, disc[0] + size * 0.42, disc[1] + size * 0.3)
    sheet.box(box, out((208, 52, 46)), bend=size * 0.12)
    sheet.box(
        (box[0] + size * 0.1, box[1] + size * 0.1, box[2] - size * 0.1, box[1] + size * 0.36), out((240, 240, 236))
    )


def posts(stage: Stage, gap: float, far: float) -> list[float]:
    """Return distances of things that stand in a row, far to near, beginning behind the subject."""
    return np.arange(stage.view.distance * 1.25 + 1.5, far, gap).tolist()[::-1]


def _roadway(stage: Stage, sheet: Canvas, half: float, kerb: float) -> None:
    palette, view = stage.palette, stage.view
    white = stage.setting.season == "winter"
    walk = palette.out((226, 230, 238) if white else PAVING)
    land.ground(stage, sheet, 200, walk, mix(walk, palette.haze, 0.6))
    near = max(view.distance * 0.3, 0.4)
    land.path_strip(stage, sheet, 0, half + 0.18, (near, 200), shade(walk, 0.78))
    land.path_strip(
        stage, sheet, 0, half, (near, 200), palette.out(mix(ASPHALT, (230, 234, 240), 0.3 if white else 0.0))
    )
    for z in np.arange(math.floor(near), 90, 3.2).tolist():
        for side in (-1, 1):
            joint = view.flat(
                min(side * half, side * kerb), max(side * half, side * kerb), max(z, near), max(z, near) + 0.05
            )
            sheet.polygon(joint, shade(walk, 0.8), 0.6)
    paint = palette.out((236, 230, 206))
    for z in np.arange(math.ceil(near * 2) / 2, 80, 4.0).tolist():
        sheet.polygon(view.flat(-0.07, 0.07, z, z + 1.8), mix(paint, palette.haze, min(z / 90, 0.8)), 0.85)


def _shine(stage: Stage, sheet: Canvas) -> None:
    """Reflections of lit windows and signs on a wet or dark road."""
    if stage.palette.lamps < 0.4 and stage.setting.weather != "rain":
        return
    dice = stage.dice("reflections")
    top = stage.view.horizon + 0.02
    wet = 1.0 if stage.setting.weather in {"rain", "storm"} or stage.has("neon") else 0.5
    for u, v, w, k in dice.random((46, 4)).tolist():
        y = top + 0.5 * v**1.5
        spread = (y - top + 0.02) / stage.view.eye * 3.6
        x = stage.view.vanish + (u * 2 - 1) * spread
        colour = built.NEON[int(k * 5)] if stage.has("neon") or k < 0.3 else built.GLOW
        tall, wide = 0.03 + 0.09 * w, 0.006 + 0.03 * v * w
        sheet.ellipse((x, y), (wide, tall), Radial((x, y), wide, tall, ((0.0, colour, 0.36 * wet), (1.0, colour, 0.0))))


def _lantern_strings(stage: Stage, sheet: Canvas) -> None:
    view = stage.view
    for z in posts(stage, 5.0, 40):
        a, b = view.at(-4.6, 5.0, z), view.at(4.6, 5.0, z)
        sag = 0.7 * view.unit(z)
        line = [
            (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + sag * 4 * t * (1 - t))
            for t in np.linspace(0, 1, 13).tolist()
        ]
        sheet.stroke(line, max(0.02 * view.unit(z), 0.001), stage.palette.out((60, 40, 40)))
        for x, y in line[1:-1:2]:
            lantern(stage, sheet, (x, y + 0.25 * view.unit(z)), 0.26 * view.unit(z))


def lantern(stage: Stage, sheet: Canvas, centre: tuple[float, float], size: float) -> None:
    """Draw a round red lantern, `size` half as wide; it glows when lamps do."""
    x, y = centre
    red = (206, 48, 40)
    body = (
        mix(stage.palette.out(red), (255, 92, 52), 0.75 * stage.palette.lamps)
        if not stage.setting.interior
        else mix(red, (255, 92, 52), 0.6)
    )
    glow = max(stage.palette.lamps, 0.5 if stage.setting.interior else 0.0)
    if glow > 0.2:
        sheet.ellipse((x, y), (size * 3.4, size * 3.4), halo(x, y, size * 3.4, (255, 130, 60), 0.42 * glow))
    sheet.ellipse((x, y), (size, size * 0.86), body)
    sheet.ellipse((x, y), (size * 0.6, size * 0.84), mix(body, (255, 190, 90), 0.45), 0.6)
    for k in (-0.66, 0.0, 0.66):
        sheet.ellipse((x + k * size, y), (size * 0.03, size * 0.74 * (1 - 0.3 * abs(k))), shade(body, 0.72), 0.7)
    gold = mix((226, 176, 84), (255, 220, 130), glow)
    for side in (-1, 1):
        sheet.box(
            (
                x - size * 0.4,
                y + side * size * 0.84 - size * 0.08,
                x + size * 0.4,
                y + side * size * 0.84 + size * 0.08,
            ),
            gold,
        )
    sheet.stroke([(x, y + size * 0.9), (x, y + size * 1.6)], size * 0.1, gold, end=size * 0.2)


def road(stage: Stage) -> None:
    """A road over open land to the horizon, guard rails, hills; snowed in or green as the season has it."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    winter = stage.setting.season == "winter"
    far = stage.sheet(12, 0.7)
    land.mountains(stage, far, "range", 0.22, 0.62, snow=0.6 if winter else 0.15)
    stage.put(far, "range", 12)
    mid = stage.sheet(5)
    hill = (222, 230, 242) if winter else (110, 136, 92)
    land.ridge(stage, mid, "hills", 0.07, palette.out(hill, 0.4), palette.out(hill, 0.3), 2)
    plants.treeline(stage, mid, "wood", 0.05, 0.35)
    stage.put(mid, "hills", 5)
    depth = max(view.depth(9), 1.5)
    sheet = stage.sheet(depth)
    verge = (
        (236, 241, 248)
        if winter
        else {"autumn": (188, 156, 92), "spring": (140, 178, 92)}.get(stage.setting.season, (132, 152, 88))
    )
    land.ground(stage, sheet, 260, palette.out(verge), palette.out(verge, 0.35))
    near = max(view.distance * 0.3, 0.4)
    land.path_strip(stage, sheet, 0.4, 4.6, (near, 240), palette.out((176, 168, 156)), 0.5)
    middle = land.path_strip(stage, sheet, 0.4, 4.2, (near, 240), palette.out(ASPHALT), 0.5)
    for a, b in zip(middle[::2], middle[1::2], strict=False):
        sheet.stroke(
            [a, b],
            0.012 * max(a[1] - view.horizon, 0.02) * 2,
            palette.out((244, 236, 206)),
            0.9,
            end=0.012 * max(b[1] - view.horizon, 0.02) * 2,
        )
    land.mottle(stage, sheet, "road", 0.06)
    if not winter:
        land.tufts(
            stage, sheet, "verge", 160, (4, 40), tuple(palette.out(shade(verge, k)) for k in (0.8, 1.0, 1.12)), 8.5
        )
    stage.put(sheet, "road", depth)
    near_sheet = stage.sheet(1.25)
    for side in (-1, 1):
        _guard_rail(stage, near_sheet, side * 6.2)
    for i, z in enumerate(posts(stage, 13.0, 60)):
        plants.tree(stage, near_sheet, f"tree {i}", (-8.5 if i % 2 else 9.5, z), 6.0, min(z / 110, 0.6))
    stage.put(near_sheet, "trees", 1.25)


def _guard_rail(stage: Stage, sheet: Canvas, x: float) -> None:
    view = stage.view
    steel = stage.palette.out((176, 182, 190))
    start = max(view.distance * 0.8, 1.5)
    for z in np.arange(start, 80, 3.0).tolist()[::-1]:
        sheet.polygon(
            view.facing(x - 0.06, 0, x + 0.06, 0.7, z), mix(shade(steel, 0.6), stage.palette.haze, min(z / 90, 0.8))
        )
    sheet.polygon(view.beside(x, 0.45, 0.8, start, 120), steel)
    sheet.polygon(view.beside(x, 0.58, 0.66, start, 120), shade(steel, 0.7))
