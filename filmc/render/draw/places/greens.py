"""Parks, school yards, villages, and nowhere in particular out of doors."""

from __future__ import annotations

import math

import numpy as np

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import shade, vertical
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage


def park(stage: Stage) -> None:
    """Lawns, trees in groups, a winding path, lamps and a bench."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.6)
    built.skyline(stage, far, "city", 0.16, 0.7)
    plants.treeline(stage, far, "far wood", 0.1, 0.5)
    stage.put(far, "far wood", 12)
    depth = max(view.depth(9), 1.5)
    sheet = stage.sheet(depth)
    lawn = (
        (232, 238, 246)
        if stage.setting.season == "winter"
        else {"autumn": (166, 150, 84), "spring": (138, 184, 96)}.get(stage.setting.season, (112, 154, 84))
    )
    land.ground(stage, sheet, 160, palette.out(lawn), palette.out(lawn, 0.3))
    land.path_strip(stage, sheet, 0.2, 1.3, (max(view.distance * 0.3, 0.4), 90), palette.out((212, 194, 164)), 0.8)
    land.mottle(stage, sheet, "lawn", 0.1)
    if stage.has("flowers") or stage.setting.season == "spring":
        land.blooms(stage, sheet, "flowers", 380, (2, 30), ((250, 210, 90), (238, 120, 150), (250, 246, 240)), 2.2)
    dice = stage.dice("trees")
    spots = sorted(
        ((u * 2 - 1, view.distance * 1.4 + 4 + 40 * v) for u, v in dice.random((12, 2)).tolist()), key=lambda s: -s[1]
    )
    for i, (u, z) in enumerate(spots):
        x = math.copysign(2.6 + abs(u) * max(view.across(z) - 2, 3), u)
        stage.ground_shadow(sheet, (x - 1.8, x + 2.6), (z - 0.9, z + 0.9), 0.3)
        plants.tree(stage, sheet, f"tree {i}", (x, z), 5.5 + 2 * abs(u), min(z / 80, 0.6))
    stage.put(sheet, "lawn", depth)
    near = stage.sheet(1.25)
    z = view.distance * 1.25 + 1
    built.lamp_post(stage, near, 2.9, z + 2.0, 3.6)
    bench(stage, near, -2.4, z + 0.8)
    stage.put(near, "bench", 1.25)
    front = stage.sheet(0.6, 0.6)
    plants.foreground_leaves(stage, front, "twig", int(stage.dice("twig side").integers(2)))
    stage.put(front, "near leaves", 0.6, Motion(sway=0.3, period=5.5))


def bench(stage: Stage, sheet: Canvas, x: float, z: float) -> None:
    """Draw a wooden bench that faces the camera."""
    wood, iron = stage.palette.out((158, 110, 70)), stage.palette.out((66, 68, 74))
    stage.ground_shadow(sheet, (x - 0.95, x + 0.95), (z, z + 0.6), 0.35)
    for side in (-0.8, 0.8):
        stage.solid(sheet, (x + side - 0.04, x + side + 0.04), (0, 0.45), (z, z + 0.5), iron)
    for y in (0.6, 0.76, 0.92):
        stage.solid(sheet, (x - 0.95, x + 0.95), (y, y + 0.1), (z + 0.5, z + 0.54), wood)
    stage.solid(sheet, (x - 0.95, x + 0.95), (0.42, 0.48), (z, z + 0.5), wood)


def school_yard(stage: Stage) -> None:
    """A running track before the long school building with its flag."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.6)
    plants.treeline(stage, far, "wood", 0.09, 0.5)
    stage.put(far, "wood", 12)
    depth = max(view.depth(24), 3.0)
    house = stage.sheet(depth)
    z = max(30.0, view.distance * 1.8)
    _school(stage, house, z)
    land.ground(stage, house, z, palette.out((116, 150, 88)), palette.out((128, 156, 100), 0.2))
    stage.put(house, "school", depth)
    ground = max(view.depth(8), 1.4)
    sheet = stage.sheet(ground)
    land.ground(stage, sheet, z * 0.62, palette.out((176, 88, 66)), palette.out((184, 104, 82), 0.2))
    for x in np.arange(-14, 15, 1.22).tolist():
        sheet.polygon(
            view.flat(x, x + 0.06, max(view.distance * 0.3, 0.4), z * 0.62), palette.out((240, 234, 224)), 0.8
        )
    land.mottle(stage, sheet, "track", 0.06)
    stage.put(sheet, "track", ground)
    near = stage.sheet(1.3)
    for i, (u, least) in enumerate(((-0.86, 11.0), (0.9, 14.0))):
        tz = max(least, view.distance * 1.5)
        plants.tree(stage, near, f"tree {i}", (u * view.across(tz), tz), 6.5, 0.12)
    stage.put(near, "trees", 1.3)


def _school(stage: Stage, sheet: Canvas, z: float) -> None:
    view, dice = stage.view, stage.dice("school")
    far = 0.22
    wall = stage.palette.out((222, 196, 170) if dice.random() < 0.5 else (196, 120, 96), far)
    half = max(view.across(z) * 0.62, 16)
    face = view.facing(-half, 0, half, 13, z)
    sheet.polygon(face, vertical(face[0][1], face[3][1], shade(wall, 1.06), shade(wall, 0.84)))
    sheet.polygon(view.facing(-half - 0.4, 12.6, half + 0.4, 13.6, z), shade(wall, 0.72))
    for y in np.arange(1.0, 12, 4.0).tolist():
        sheet.polygon(view.facing(-half, y - 0.5, half, y - 0.25, z), shade(wall, 0.8))
        for x in np.arange(-half + 1, half - 1.8, 2.5).tolist():
            if abs(x + 0.9) < 2.6 and y < 2:
                continue
            pane = built.lit_window(stage, dice, far)
            sheet.polygon(view.facing(x - 0.1, y + 0.2, x + 1.9, y + 2.5, z), shade(wall, 1.12))
            sheet.polygon(view.facing(x, y + 0.3, x + 1.8, y + 2.4, z), pane)
            sheet.polygon(view.facing(x + 0.86, y + 0.3, x + 0.94, y + 2.4, z), shade(wall, 0.7))
    sheet.polygon(view.facing(-3, 0, 3, 4.4, z), shade(wall, 0.6))
    sheet.polygon(view.facing(-3.6, 4.2, 3.6, 5.2, z), shade(wall, 0.9))
    stage.sign(sheet, view.facing(-3.4, 4.3, 3.4, 5.1, z), "sign")
    sheet.polygon(view.facing(-1.8, 9.0, 1.8, 12.4, z), shade(wall, 1.1))
    cx, cy = view.at(0, 10.7, z)
    r = 1.1 * view.unit(z)
    sheet.ellipse((cx, cy), (r, r), stage.palette.out((250, 248, 240), far))
    for angle, long in ((-60, 0.55), (30, 0.8)):
        tip = (cx + r * long * math.sin(math.radians(angle)), cy - r * long * math.cos(math.radians(angle)))
        sheet.stroke([(cx, cy), tip], r * 0.09, (50, 50, 60))
    base, top = view.at(half * 0.4, 0, z - 4), view.at(half * 0.4, 15, z - 4)
    sheet.stroke([base, top], 0.14 * view.unit(z), stage.palette.out((210, 212, 216), far))
    u = view.unit(z)
    sheet.blob(
        [
            top,
            (top[0] + 1.6 * u, top[1] + 0.2 * u),
            (top[0] + 3 * u, top[1] - 0.05 * u),
            (top[0] + 3 * u, top[1] + 1.8 * u),
            (top[0] + 1.5 * u, top[1] + 2.05 * u),
            (top[0], top[1] + 1.8 * u),
        ],
        stage.palette.out((206, 52, 48), far * 0.7),
    )


def village(stage: Stage) -> None:
    """Low houses with tiled roofs along a lane, hills and trees behind."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    winter = stage.setting.season == "winter"
    far = stage.sheet(12, 0.7)
    land.mountains(stage, far, "range", 0.24, 0.64, snow=0.5 if winter else 0.0)
    plants.treeline(stage, far, "wood", 0.07, 0.5)
    stage.put(far, "hills", 12)
    depth = max(view.depth(11), 1.7)
    sheet = stage.sheet(depth)
    earth = (234, 238, 246) if winter else (150, 150, 100)
    land.ground(stage, sheet, 160, palette.out(earth), palette.out(earth, 0.35))
    land.path_strip(
        stage,
        sheet,
        0,
        1.7,
        (max(view.distance * 0.3, 0.4), 90),
        palette.out((206, 184, 150) if not winter else (214, 220, 230)),
        0.7,
    )
    dice = stage.dice("houses")
    for i, z in enumerate(np.arange(max(view.distance * 1.35, 5) + 3, 62, 6.5).tolist()[::-1]):
        side = -1 if i % 2 else 1
        x = side * (3.4 + 2.4 * float(dice.random()))
        cottage(stage, sheet, dice, (x if side > 0 else x - 5.2, z), min(z / 90, 0.6))
        plants.tree(stage, sheet, f"tree {i}", (-side * (5 + 4 * float(dice.random())), z + 2), 5.5, min(z / 90, 0.6))
    land.mottle(stage, sheet, "earth", 0.07)
    stage.put(sheet, "houses", depth)
    near = stage.sheet(1.2)
    _fence(stage, near)
    stage.put(near, "fence", 1.2)


def cottage(stage: Stage, sheet: Canvas, dice: np.random.Generator, at: tuple[float, float], far: float) -> None:
    """Draw a small house, its gable roof overhanging; `at` = left x and near z in metres."""
    x, z = at
    view = stage.view
    wall = stage.palette.out(((236, 228, 210), (214, 190, 158), (198, 186, 172))[int(dice.integers(3))], far)
    roof = stage.palette.out(
        (240, 244, 250)
        if stage.setting.season == "winter"
        else ((92, 98, 112), (160, 88, 66), (112, 104, 98))[int(dice.integers(3))],
        far * 0.9,
    )
    wide, tall = 5.0, 2.9
    stage.ground_shadow(sheet, (x - 0.3, x + wide + 0.8), (z - 0.5, z + 3), 0.3)
    stage.solid(sheet, (x, x + wide), (0, tall), (z, z + 4), wall)
    ridge_y = tall + 1.7
    eave = [
        view.at(x - 0.5, tall - 0.1, z - 0.4),
        view.at(x + wide + 0.5, tall - 0.1, z - 0.4),
        view.at(x + wide + 0.2, ridge_y, z + 2),
        view.at(x - 0.2, ridge_y, z + 2),
    ]
    sheet.polygon(eave, vertical(eave[2][1], eave[0][1], shade(roof, 1.1), shade(roof, 0.82)))
    for t in np.linspace(0.06, 0.94, 15).tolist():
        low = (eave[0][0] + (eave[1][0] - eave[0][0]) * t, eave[0][1])
        high = (eave[3][0] + (eave[2][0] - eave[3][0]) * t, eave[3][1])
        sheet.stroke([low, high], 0.04 * view.unit(z), shade(roof, 0.72), 0.5)
    sheet.stroke([eave[3], eave[2]], 0.14 * view.unit(z), shade(roof, 0.7))
    sheet.polygon(
        [
            eave[0],
            eave[1],
            (eave[1][0], eave[1][1] + 0.12 * view.unit(z)),
            (eave[0][0], eave[0][1] + 0.12 * view.unit(z)),
        ],
        shade(roof, 0.55),
    )
    frame = shade(wall, 0.6)
    for wx in (0.6, 3.3):
        pane = built.lit_window(stage, dice, far)
        sheet.polygon(view.facing(x + wx - 0.1, 0.9, x + wx + 1.2, 2.2, z), frame)
        sheet.polygon(view.facing(x + wx, 1.0, x + wx + 1.1, 2.1, z), pane)
        sheet.polygon(view.facing(x + wx + 0.5, 1.0, x + wx + 0.6, 2.1, z), frame)
    sheet.polygon(view.facing(x + 2.0, 0, x + 3.0, 2.1, z), shade(stage.palette.out((130, 82, 56), far), 0.9))


def _fence(stage: Stage, sheet: Canvas) -> None:
    view = stage.view
    wood = stage.palette.out((150, 120, 90))
    z = view.distance * 1.25 + 0.6
    half = view.across(z) + 1
    for x in np.arange(-half, half, 0.5).tolist():
        if abs(x) > 1.7:
            sheet.polygon(view.facing(x, 0, x + 0.1, 0.95, z), shade(wood, 0.9 + 0.15 * math.sin(x * 7)))
    for y in (0.3, 0.7):
        for a, b in ((-half, -1.6), (1.6, half)):
            sheet.polygon(view.facing(a, y, b, y + 0.09, z), shade(wood, 0.75))


def plain_outside(stage: Stage) -> None:
    """Nowhere in particular out of doors: ground, hills, a few trees, a wide sky."""
    paint_sky(stage, 0.55)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.6)
    land.ridge(stage, far, "far hills", 0.16, palette.out((120, 140, 140), 0.7), palette.haze, 2)
    land.ridge(stage, far, "hills", 0.09, palette.out((112, 134, 112), 0.5), palette.haze, 3)
    stage.put(far, "hills", 12)
    depth = max(view.depth(9), 1.5)
    sheet = stage.sheet(depth)
    grass = (
        (230, 236, 244)
        if stage.setting.season == "winter"
        else {"autumn": (176, 150, 92)}.get(stage.setting.season, (138, 156, 100))
    )
    land.ground(stage, sheet, 240, palette.out(grass), palette.out(grass, 0.4))
    land.path_strip(stage, sheet, -0.5, 1.4, (max(view.distance * 0.3, 0.4), 120), palette.out((190, 174, 146)), 1.0)
    land.mottle(stage, sheet, "ground", 0.08)
    for i, (u, least) in enumerate(((0.7, 40.0), (-0.8, 26.0), (0.86, 17.0))):
        z = max(least, view.distance * 1.4)
        plants.tree(stage, sheet, f"tree {i}", (u * view.across(z), z), 6.0, min(z / 80, 0.6))
    stage.put(sheet, "ground", depth)
