"""Places out of doors that people built: streets, roads, bridges, parks, villages, skylines, rooftops, temples, ruins."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import Radial, halo, mix, shade, vertical
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.sky import paint_sky, sun_at
from filmc.render.draw.places.stage import Stage

ASPHALT: Colour = (92, 95, 104)
PAVING: Colour = (164, 160, 156)


def street(stage: Stage) -> None:
    """Two rows of houses with shops run to the vanishing point; lamps, signs, wet light on the road at night or in rain."""
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
    _shine(stage, sheet)
    land.mottle(stage, sheet, "wear", 0.05, 14)
    stage.put(sheet, "houses", depth)
    near = stage.sheet(1.3)
    for z in _posts(stage, 9.0, 60):
        for side in (-1, 1):
            built.lamp_post(stage, near, side * 4.0, z + (4.5 if side > 0 else 0))
    if stage.has("lantern", "bunting"):
        _lantern_strings(stage, near)
    if stage.has("sakura", "plant"):
        for i, z in enumerate(_posts(stage, 14.0, 45)):
            plants.tree(stage, near, f"street tree {i}", (-4.8, z + 3), 5.5, 0.1)
    stage.put(near, "lamps", 1.3)


def _posts(stage: Stage, gap: float, far: float) -> list[float]:
    """Return distances of things that stand in a row, far to near, beginning behind the subject."""
    return np.arange(stage.view.distance * 1.25 + 1.5, far, gap).tolist()[::-1]


def _roadway(stage: Stage, sheet: Canvas, half: float, kerb: float) -> None:
    palette, view = stage.palette, stage.view
    white = stage.panel.season == "winter"
    walk = palette.out((226, 230, 238) if white else PAVING)
    land.ground(stage, sheet, 200, walk, mix(walk, palette.haze, 0.6))
    near = max(view.distance * 0.3, 0.4)
    land.path_strip(stage, sheet, 0, half + 0.18, (near, 200), shade(walk, 0.78))
    land.path_strip(stage, sheet, 0, half, (near, 200), palette.out(mix(ASPHALT, (230, 234, 240), 0.3 if white else 0.0)))
    for z in np.arange(math.floor(near), 90, 3.2).tolist():
        for side in (-1, 1):
            joint = view.flat(min(side * half, side * kerb), max(side * half, side * kerb), max(z, near), max(z, near) + 0.05)
            sheet.polygon(joint, shade(walk, 0.8), 0.6)
    paint = palette.out((236, 230, 206))
    for z in np.arange(math.ceil(near * 2) / 2, 80, 4.0).tolist():
        sheet.polygon(view.flat(-0.07, 0.07, z, z + 1.8), mix(paint, palette.haze, min(z / 90, 0.8)), 0.85)


def _shine(stage: Stage, sheet: Canvas) -> None:
    """Reflections of lit windows and signs on a wet or dark road."""
    if stage.palette.lamps < 0.4 and stage.panel.weather != "rain":
        return
    dice = stage.dice("reflections")
    top = stage.view.horizon + 0.02
    wet = 1.0 if stage.panel.weather in {"rain", "storm"} or stage.has("neon") else 0.5
    for u, v, w, k in dice.random((46, 4)).tolist():
        y = top + 0.5 * v**1.5
        spread = (y - top + 0.02) / stage.view.eye * 3.6
        x = stage.view.vanish + (u * 2 - 1) * spread
        colour = built.NEON[int(k * 5)] if stage.has("neon") or k < 0.3 else built.GLOW
        tall, wide = 0.03 + 0.09 * w, 0.006 + 0.03 * v * w
        sheet.ellipse((x, y), (wide, tall), Radial((x, y), wide, tall, ((0.0, colour, 0.36 * wet), (1.0, colour, 0.0))))


def _lantern_strings(stage: Stage, sheet: Canvas) -> None:
    view = stage.view
    for z in _posts(stage, 5.0, 40):
        a, b = view.at(-4.6, 5.0, z), view.at(4.6, 5.0, z)
        sag = 0.7 * view.unit(z)
        line = [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + sag * 4 * t * (1 - t)) for t in np.linspace(0, 1, 13).tolist()]
        sheet.stroke(line, max(0.02 * view.unit(z), 0.001), stage.palette.out((60, 40, 40)))
        for x, y in line[1:-1:2]:
            lantern(stage, sheet, (x, y + 0.25 * view.unit(z)), 0.26 * view.unit(z))


def lantern(stage: Stage, sheet: Canvas, centre: tuple[float, float], size: float) -> None:
    """Draw a round red lantern, `size` half as wide; it glows when lamps do."""
    x, y = centre
    red = (206, 48, 40)
    body = mix(stage.palette.out(red), (255, 92, 52), 0.75 * stage.palette.lamps) if not stage.panel.interior else mix(red, (255, 92, 52), 0.6)
    glow = max(stage.palette.lamps, 0.5 if stage.panel.interior else 0.0)
    if glow > 0.2:
        sheet.ellipse((x, y), (size * 3.4, size * 3.4), halo(x, y, size * 3.4, (255, 130, 60), 0.42 * glow))
    sheet.ellipse((x, y), (size, size * 0.86), body)
    sheet.ellipse((x, y), (size * 0.6, size * 0.84), mix(body, (255, 190, 90), 0.45), 0.6)
    for k in (-0.66, 0.0, 0.66):
        sheet.ellipse((x + k * size, y), (size * 0.03, size * 0.74 * (1 - 0.3 * abs(k))), shade(body, 0.72), 0.7)
    gold = mix((226, 176, 84), (255, 220, 130), glow)
    for side in (-1, 1):
        sheet.box((x - size * 0.4, y + side * size * 0.84 - size * 0.08, x + size * 0.4, y + side * size * 0.84 + size * 0.08), gold)
    sheet.stroke([(x, y + size * 0.9), (x, y + size * 1.6)], size * 0.1, gold, end=size * 0.2)


def road(stage: Stage) -> None:
    """A road over open land to the horizon, guard rails, hills; snowed in or green as the season has it."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    winter = stage.panel.season == "winter"
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
    verge = (236, 241, 248) if winter else {"autumn": (188, 156, 92), "spring": (140, 178, 92)}.get(stage.panel.season, (132, 152, 88))
    land.ground(stage, sheet, 260, palette.out(verge), palette.out(verge, 0.35))
    near = max(view.distance * 0.3, 0.4)
    land.path_strip(stage, sheet, 0.4, 4.6, (near, 240), palette.out((176, 168, 156)), 0.5)
    middle = land.path_strip(stage, sheet, 0.4, 4.2, (near, 240), palette.out(ASPHALT), 0.5)
    for a, b in zip(middle[::2], middle[1::2], strict=False):
        sheet.stroke([a, b], 0.012 * max(a[1] - view.horizon, 0.02) * 2, palette.out((244, 236, 206)), 0.9, end=0.012 * max(b[1] - view.horizon, 0.02) * 2)
    land.mottle(stage, sheet, "road", 0.06)
    if not winter:
        land.tufts(stage, sheet, "verge", 160, (4, 40), tuple(palette.out(shade(verge, k)) for k in (0.8, 1.0, 1.12)), 8.5)
    stage.put(sheet, "road", depth)
    near_sheet = stage.sheet(1.25)
    for side in (-1, 1):
        _guard_rail(stage, near_sheet, side * 6.2)
    for i, z in enumerate(_posts(stage, 13.0, 60)):
        plants.tree(stage, near_sheet, f"tree {i}", (-8.5 if i % 2 else 9.5, z), 6.0, min(z / 110, 0.6))
    stage.put(near_sheet, "trees", 1.25)


def _guard_rail(stage: Stage, sheet: Canvas, x: float) -> None:
    view = stage.view
    steel = stage.palette.out((176, 182, 190))
    start = max(view.distance * 0.8, 1.5)
    for z in np.arange(start, 80, 3.0).tolist()[::-1]:
        sheet.polygon(view.facing(x - 0.06, 0, x + 0.06, 0.7, z), mix(shade(steel, 0.6), stage.palette.haze, min(z / 90, 0.8)))
    sheet.polygon(view.beside(x, 0.45, 0.8, start, 120), steel)
    sheet.polygon(view.beside(x, 0.58, 0.66, start, 120), shade(steel, 0.7))


def bridge(stage: Stage) -> None:
    """A suspension bridge: deck to the vanishing point, two towers, cables and hangers; water and a city below."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.7)
    built.skyline(stage, far, "city", 0.26, 0.55)
    if stage.has("pearl", "tower"):
        built.pearl_tower(stage, far, view.aspect * 0.76, 0.44, 0.4)
    stage.put(far, "city", 12)
    low = stage.sheet(7, 0.8)
    land.water(stage, low, view.horizon + 0.012, palette.out((52, 92, 112)), mix(palette.horizon, palette.out((110, 140, 160)), 0.4), 0.5)
    x, y = sun_at(stage)
    if stage.panel.weather == "" and view.horizon - y < 0.6:
        land.glitter(stage, low, x, view.horizon + 0.012, palette.sun)
    stage.put(low, "water", 7)
    depth = max(view.depth(10), 1.6)
    sheet = stage.sheet(depth)
    steel = palette.out((196, 78, 62) if stage.dice("steel").random() < 0.6 else (120, 140, 156))
    for z in (110.0, 40.0):
        _bridge_tower(stage, sheet, z, mix(steel, palette.haze, z / 180))
    start = max(view.distance * 0.3, 0.5)
    land.path_strip(stage, sheet, 0, 7.4, (start, 200), palette.out((150, 150, 152)))
    land.path_strip(stage, sheet, 0, 6.0, (start, 200), palette.out(ASPHALT if stage.panel.season != "winter" else (196, 204, 216)))
    for lane in (-2.0, 2.0):
        for z in np.arange(math.ceil(start), 90, 4.0).tolist():
            sheet.polygon(view.flat(lane - 0.08, lane + 0.08, z, z + 2), mix(palette.out((244, 240, 224)), palette.haze, min(z / 100, 0.85)))
    for side in (-1, 1):
        _cables(stage, sheet, side * 7.2, steel)
        if stage.has("sakura") or stage.panel.season == "spring":
            for i, z in enumerate(_posts(stage, 9.0, 70)):
                plants.broad(stage, sheet, stage.dice(f"blossom {side} {i}"), view.at(side * 10.0, -0.4, z), 5.0 * view.unit(z), min(z / 100, 0.7))
    stage.put(sheet, "bridge", depth)


def _bridge_tower(stage: Stage, sheet: Canvas, z: float, tone: Colour) -> None:
    view = stage.view
    for side in (-1, 1):
        x = side * 7.2
        face = view.facing(x - 0.7, -6, x + 0.7, 24, z)
        sheet.polygon(face, vertical(face[0][1], face[3][1], shade(tone, 1.1), tone, shade(tone, 0.75)))
        sheet.polygon(view.facing(x + 0.2, -6, x + 0.7, 24, z), shade(tone, 0.72), 0.8)
    for y in (9.0, 16.0, 22.6):
        sheet.polygon(view.facing(-7, y, 7, y + 1.1, z), shade(tone, 0.9))
        sheet.polygon(view.facing(-7, y, 7, y + 0.3, z), shade(tone, 0.65))


def _cables(stage: Stage, sheet: Canvas, x: float, steel: Colour) -> None:
    view = stage.view
    start = max(view.distance * 0.6, 1.5)

    def height(z: float) -> float:
        t = (z - 40) / 70
        return 24 - 21.5 * 4 * t * (1 - t) if 0 <= t <= 1 else 24 - 21 * min(abs(z - 40) / 40, 1) ** 0.9 if t < 0 else 24 - 21 * min((z - 110) / 60, 1)

    zs = np.arange(start, 168, 2.0).tolist()
    top = [view.at(x, height(z), z) for z in zs]
    for z, (px, py) in list(zip(zs, top, strict=True))[::-1]:
        tone = mix(steel, stage.palette.haze, min(z / 180, 0.85))
        sheet.stroke([(px, py), view.at(x, 0.9, z)], max(0.05 * view.unit(z), 0.0008), shade(tone, 0.9))
        if z % 4 < 2:
            sheet.polygon(view.facing(x - 0.05, 0, x + 0.05, 1.0, z), shade(tone, 0.7))
    for (a, b), z in zip(zip(top, top[1:], strict=False), zs, strict=False):
        sheet.stroke([a, b], max(0.24 * view.unit(z), 0.0018), mix(steel, stage.palette.haze, min(z / 180, 0.8)))
    sheet.polygon(view.beside(x, 0.9, 1.05, start, 168), shade(steel, 0.85))


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
    lawn = (232, 238, 246) if stage.panel.season == "winter" else {"autumn": (166, 150, 84), "spring": (138, 184, 96)}.get(stage.panel.season, (112, 154, 84))
    land.ground(stage, sheet, 160, palette.out(lawn), palette.out(lawn, 0.3))
    land.path_strip(stage, sheet, 0.2, 1.3, (max(view.distance * 0.3, 0.4), 90), palette.out((212, 194, 164)), 0.8)
    land.mottle(stage, sheet, "lawn", 0.1)
    if stage.has("flowers") or stage.panel.season == "spring":
        land.blooms(stage, sheet, "flowers", 320, (2, 30), ((250, 210, 90), (238, 120, 150), (250, 246, 240)))
    dice = stage.dice("trees")
    spots = sorted(((u * 2 - 1, view.distance * 1.4 + 4 + 40 * v) for u, v in dice.random((12, 2)).tolist()), key=lambda s: -s[1])
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
        sheet.polygon(view.flat(x, x + 0.06, max(view.distance * 0.3, 0.4), z * 0.62), palette.out((240, 234, 224)), 0.8)
    land.mottle(stage, sheet, "track", 0.06)
    stage.put(sheet, "track", ground)
    near = stage.sheet(1.3)
    for i, (u, tz) in enumerate(((-0.86, 11.0), (0.9, 14.0))):
        tz = max(tz, view.distance * 1.5)
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
    sheet.blob([top, (top[0] + 1.6 * u, top[1] + 0.2 * u), (top[0] + 3 * u, top[1] - 0.05 * u), (top[0] + 3 * u, top[1] + 1.8 * u), (top[0] + 1.5 * u, top[1] + 2.05 * u), (top[0], top[1] + 1.8 * u)], stage.palette.out((206, 52, 48), far * 0.7))


def village(stage: Stage) -> None:
    """Low houses with tiled roofs along a lane, hills and trees behind."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    winter = stage.panel.season == "winter"
    far = stage.sheet(12, 0.7)
    land.mountains(stage, far, "range", 0.24, 0.64, snow=0.5 if winter else 0.0)
    plants.treeline(stage, far, "wood", 0.07, 0.5)
    stage.put(far, "hills", 12)
    depth = max(view.depth(11), 1.7)
    sheet = stage.sheet(depth)
    earth = (234, 238, 246) if winter else (150, 150, 100)
    land.ground(stage, sheet, 160, palette.out(earth), palette.out(earth, 0.35))
    land.path_strip(stage, sheet, 0, 1.7, (max(view.distance * 0.3, 0.4), 90), palette.out((206, 184, 150) if not winter else (214, 220, 230)), 0.7)
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
    roof = stage.palette.out((240, 244, 250) if stage.panel.season == "winter" else ((92, 98, 112), (160, 88, 66), (112, 104, 98))[int(dice.integers(3))], far * 0.9)
    wide, tall = 5.0, 2.9
    stage.ground_shadow(sheet, (x - 0.3, x + wide + 0.8), (z - 0.5, z + 3), 0.3)
    stage.solid(sheet, (x, x + wide), (0, tall), (z, z + 4), wall)
    ridge_y = tall + 1.7
    eave = [view.at(x - 0.5, tall - 0.1, z - 0.4), view.at(x + wide + 0.5, tall - 0.1, z - 0.4), view.at(x + wide + 0.2, ridge_y, z + 2), view.at(x - 0.2, ridge_y, z + 2)]
    sheet.polygon(eave, vertical(eave[2][1], eave[0][1], shade(roof, 1.1), shade(roof, 0.82)))
    for t in np.linspace(0.06, 0.94, 15).tolist():
        low = (eave[0][0] + (eave[1][0] - eave[0][0]) * t, eave[0][1])
        high = (eave[3][0] + (eave[2][0] - eave[3][0]) * t, eave[3][1])
        sheet.stroke([low, high], 0.04 * view.unit(z), shade(roof, 0.72), 0.5)
    sheet.stroke([eave[3], eave[2]], 0.14 * view.unit(z), shade(roof, 0.7))
    sheet.polygon([eave[0], eave[1], (eave[1][0], eave[1][1] + 0.12 * view.unit(z)), (eave[0][0], eave[0][1] + 0.12 * view.unit(z))], shade(roof, 0.55))
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


def city_skyline(stage: Stage) -> None:
    """A city from above, three rows of towers in the haze; future traffic, or flames, where the words say so."""
    paint_sky(stage, 0.45)
    palette, view = stage.palette, stage.view
    future = stage.has("scifi")
    if stage.has("planet"):
        _great_planet(stage)
    for i, (depth, rise, far) in enumerate(((14.0, 0.40, 0.74), (8.0, 0.34, 0.5), (4.5, 0.24, 0.24))):
        sheet = stage.sheet(depth, 0.8 if i == 0 else 1.0)
        if i == 1 and stage.has("pearl", "tower") and not future:
            built.pearl_tower(stage, sheet, view.aspect * 0.3, 0.52, far)
        built.skyline(stage, sheet, f"towers {i}", rise * (1.25 if future else 1.0), far)
        if stage.has("fire"):
            _blaze(stage, sheet, i)
        stage.put(sheet, f"towers {i}", depth)
        if future and i < 2:
            _traffic(stage, i, depth)
    low = stage.sheet(3, 0.9)
    _roofs(stage, low)
    stage.put(low, "roofs", 3)
    if stage.has("cliff"):
        _ledge(stage)


def _great_planet(stage: Stage) -> None:
    sheet = stage.sheet(30, 0.7)
    x, y, r = stage.view.aspect * 0.72, stage.view.horizon - 0.44, 0.24
    body = mix(stage.palette.sky, (214, 170, 150), 0.45)
    sheet.ellipse((x, y), (r, r), vertical(y - r, y + r, shade(body, 1.2), body, mix(body, stage.palette.sky, 0.7)))
    sheet.ellipse((x + r * 0.25, y + r * 0.1), (r * 0.86, r * 0.92), mix(body, stage.palette.sky, 0.6), 0.45)
    stage.put(sheet, "planet", 30)


def _blaze(stage: Stage, sheet: Canvas, row: int) -> None:
    dice = stage.dice(f"blaze {row}")
    y = stage.view.horizon - 0.03
    for u, v, w in dice.random((7, 3)).tolist():
        x = sheet.left + u * (sheet.right - sheet.left)
        r = 0.12 + 0.16 * v
        sheet.ellipse((x, y - 0.06 * w), (r, r * 0.8), halo(x, y - 0.06 * w, r, (255, 120, 40), 0.65))
        for k in range(3):
            px = x + (k - 1) * 0.1 * r
            sheet.blob([(px - r * 0.12, y), (px - r * 0.06, y - r * 0.5), (px + r * (w - 0.5) * 0.3, y - r * (0.8 + 0.5 * w)), (px + r * 0.08, y - r * 0.4), (px + r * 0.13, y)], ((255, 90, 30), (255, 160, 50), (255, 226, 120))[k], 0.8)
        smoke = [(x + 0.03 * j + 0.05 * (w - 0.5) * j, y - r * 0.9 - 0.07 * j) for j in range(6)]
        for j, (sx, sy) in enumerate(smoke):
            sheet.ellipse((sx, sy), (0.04 + 0.022 * j, 0.035 + 0.018 * j), mix((52, 40, 44), stage.palette.haze, 0.3 + 0.08 * j), 0.4)


def _traffic(stage: Stage, row: int, depth: float) -> None:
    """Flying vehicles in lanes between the towers, their lights trailing."""
    sheet = stage.sheet(depth - 1)
    dice = stage.dice(f"traffic {row}")
    way = 1 if row == 0 else -1
    for u, v, w in dice.random((16, 3)).tolist():
        x = sheet.left + u * (sheet.right - sheet.left)
        y = stage.view.horizon - (0.1, 0.2, 0.28)[int(v * 3)] + 0.015 * w
        size = (0.008 + 0.006 * w) * (1 + row)
        body = stage.palette.out((70, 78, 96), 0.3)
        tail = (255, 96, 90) if way > 0 else (130, 230, 255)
        sheet.stroke([(x - way * size, y), (x - way * size * 7, y + 0.004)], size * 0.3, tail, 0.5, end=0.0004)
        sheet.blob([(x - size, y + size * 0.2), (x - size * 0.4, y - size * 0.35), (x + size * 0.7, y - size * 0.2), (x + size, y + size * 0.15), (x, y + size * 0.35)], body)
        sheet.ellipse((x + way * size, y), (size * 0.28, size * 0.2), (255, 250, 220))
    stage.put(sheet, f"traffic {row}", depth - 1, Motion(travel=(0.22 * way, 0.0)))


def _roofs(stage: Stage, sheet: Canvas) -> None:
    """Roofs below the camera, from far to near: the city that one looks down on."""
    palette, view, dice = stage.palette, stage.view, stage.dice("roofs")
    base = view.horizon + 0.03
    sheet.box((sheet.left - 1, base, sheet.right + 1, sheet.bottom + 1), vertical(base, base + 0.5, palette.out((104, 108, 122), 0.35), palette.out((64, 68, 84))))
    for row in range(7):
        t = row / 6
        y, size = base + 0.55 * t**1.5, 0.045 + 0.17 * t
        x = sheet.left - size * float(dice.random())
        while x < sheet.right:
            wide, tall = size * (0.7 + 0.9 * float(dice.random())), size * (0.5 + 1.1 * float(dice.random()))
            tone = palette.out(((128, 132, 142), (150, 132, 122), (104, 112, 130), (140, 140, 136))[int(dice.integers(4))], 0.42 * (1 - t))
            top = y - tall * 0.4
            sheet.box((x, top, x + wide, sheet.bottom + 0.1), vertical(top, top + size * 1.6, shade(tone, 0.86), shade(tone, 0.5)))
            sheet.polygon([(x, top), (x + wide, top), (x + wide * 0.92, top - size * 0.14), (x + wide * 0.08, top - size * 0.14)], shade(tone, 1.1))
            _facade_lights(stage, sheet, dice, (x, top, x + wide, top + size * 1.4), size)
            x += wide + size * 0.12
    land.mottle(stage, sheet, "city", 0.07)


def _facade_lights(stage: Stage, sheet: Canvas, dice: np.random.Generator, box: tuple[float, float, float, float], size: float) -> None:
    l, t, r, b = box
    step = size * 0.16
    for y in np.arange(t + step * 0.7, min(b, sheet.bottom), step).tolist():
        for x in np.arange(l + step * 0.5, r - step * 0.6, step).tolist():
            draw = dice.random()
            if draw < 0.3 + 0.3 * stage.palette.lamps:
                lit = stage.palette.lamps > 0.3 and draw < 0.45
                colour = mix(built.GLOW, (200, 226, 255), 0.7 * float(draw < 0.08)) if lit else mix(stage.palette.sky, (50, 58, 78), 0.6)
                sheet.box((x, y, x + step * 0.55, y + step * 0.5), colour, 0.9 if lit else 0.5)


def _ledge(stage: Stage) -> None:
    """The cliff's edge that somebody stands on, above all that."""
    view = stage.view
    sheet = stage.sheet(1.1)
    z = view.distance * 1.12
    y = view.at(0, 0, z)[1]
    rock = stage.palette.out((112, 104, 104))
    dice = stage.dice("ledge")
    right = view.aspect * 0.72
    x = np.linspace(sheet.left - 0.1, right, 26)
    edge = y - 0.015 + 0.03 * dice.random(26)
    drop = [(right + 0.03, y + 0.06), (right - 0.03, y + 0.2), (right + 0.02, y + 0.32), (right - 0.06, sheet.bottom + 0.1)]
    sheet.polygon([*zip(x, edge, strict=True), *drop, (sheet.left - 0.1, sheet.bottom + 0.1)], vertical(y, y + 0.3, shade(rock, 1.15), shade(rock, 0.6)))
    for u, v in dice.random((20, 2)).tolist():
        px = sheet.left + u * (right - sheet.left)
        sheet.polygon([(px, y + 0.05 + 0.2 * v), (px + 0.12, y + 0.03 + 0.2 * v), (px + 0.16, y + 0.09 + 0.2 * v), (px + 0.02, y + 0.14 + 0.2 * v)], shade(rock, 0.55 + 0.5 * u), 0.35)
    stage.put(sheet, "ledge", 1.1)


def rooftop(stage: Stage) -> None:
    """A flat roof with a parapet, water tank and vents, the city behind it."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    for i, (depth, rise, far) in enumerate(((14.0, 0.34, 0.7), (7.0, 0.22, 0.42))):
        sheet = stage.sheet(depth)
        built.skyline(stage, sheet, f"towers {i}", rise, far)
        stage.put(sheet, f"towers {i}", depth)
    depth = max(view.depth(7), 1.5)
    sheet = stage.sheet(depth)
    z = view.distance * 1.4 + 4
    floor = palette.out((150, 148, 150) if stage.panel.season != "winter" else (232, 238, 246))
    land.ground(stage, sheet, z, floor, shade(floor, 0.94))
    half = view.across(z) + 2
    for x in np.arange(-half, half, 1.2).tolist():
        sheet.polygon(view.flat(x, x + 0.03, max(view.distance * 0.3, 0.4), z), shade(floor, 0.82), 0.7)
    stage.solid(sheet, (-half, half), (0, 1.0), (z, z + 0.3), palette.out((178, 168, 160)))
    stage.solid(sheet, (-half, half), (1.0, 1.12), (z - 0.1, z + 0.4), palette.out((196, 188, 182)))
    side = -1 if stage.dice("tank").random() < 0.5 else 1
    x = side * min(view.across(z) * 0.62, 6)
    stage.solid(sheet, (x - 1.5, x + 1.5), (0, 2.6), (z - 1.8, z - 0.2), palette.out((188, 150, 122)))
    sheet.polygon(view.facing(x - 0.45, 0, x + 0.45, 2.0, z - 1.8), palette.out((84, 108, 118)))
    if palette.lamps > 0.3:
        px, py = view.at(x, 2.3, z - 1.85)
        sheet.ellipse((px, py), (0.2, 0.2), halo(px, py, 0.2, built.GLOW, 0.7 * palette.lamps))
    for vx in (-side * 2.2, -side * 3.4):
        stage.ground_shadow(sheet, (vx, vx + 0.9), (z - 2.6, z - 1.6), 0.3)
        stage.solid(sheet, (vx, vx + 0.8), (0, 0.75), (z - 2.6, z - 1.9), palette.out((200, 202, 204)))
    land.mottle(stage, sheet, "roof", 0.07)
    stage.put(sheet, "roof", depth)


def temple(stage: Stage) -> None:
    """A hall on a stone terrace with red columns and a sweeping roof; steps, lanterns, old trees."""
    paint_sky(stage, 0.45)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.7)
    land.mountains(stage, far, "range", 0.3, 0.62, snow=0.2)
    plants.treeline(stage, far, "wood", 0.12, 0.42)
    stage.put(far, "range", 12)
    depth = max(view.depth(20), 2.4)
    sheet = stage.sheet(depth)
    z = view.distance * 1.3 + 15
    stone = palette.out((196, 190, 180))
    land.ground(stage, sheet, 90, stone, mix(stone, palette.haze, 0.4))
    for gz in np.geomspace(max(view.distance * 0.35, 0.5), z, 22).tolist():
        sheet.polygon(view.flat(-30, 30, gz, gz * 1.012), shade(stone, 0.8), 0.6)
    for gx in np.arange(-20, 21, 1.6).tolist():
        sheet.polygon(view.flat(gx, gx + 0.04, max(view.distance * 0.35, 0.5), z), shade(stone, 0.84), 0.6)
    _hall(stage, sheet, z)
    land.mottle(stage, sheet, "stone", 0.06)
    stage.put(sheet, "hall", depth)
    near = stage.sheet(1.3)
    for side in (-1, 1):
        tz = view.distance * 1.5 + 4
        plants.tree(stage, near, f"old tree {side}", (side * max(view.across(tz) * 0.86, 4), tz), 7, 0.1)
        _stone_lantern(stage, near, side * 2.8, view.distance * 1.3 + 2)
    stage.put(near, "lanterns", 1.3)


def _hall(stage: Stage, sheet: Canvas, z: float) -> None:
    view, out = stage.view, stage.palette.out
    red, gold, dark = out((172, 58, 46), 0.1), out((222, 170, 84), 0.1), out((84, 44, 40), 0.1)
    stage.solid(sheet, (-9.5, 9.5), (0, 1.2), (z - 2, z + 6), out((206, 200, 190), 0.08))
    for i in range(5):
        sheet.polygon(view.facing(-2.4, 0.24 * i, 2.4, 0.24 * i + 0.24, z - 3.2 + 0.25 * i), shade(out((214, 208, 198)), 0.82 + 0.05 * i))
    sheet.polygon(view.facing(-8, 1.2, 8, 5.6, z), vertical(view.at(0, 5.6, z)[1], view.at(0, 1.2, z)[1], shade(dark, 0.7), dark))
    glow = stage.palette.lamps
    door = mix(shade(red, 0.7), built.GLOW, 0.75 * glow)
    for x in (-5.6, -2.8, 0.0, 2.8, 5.6):
        sheet.polygon(view.facing(x - 1.0, 1.2, x + 1.0, 4.6, z), door)
        for k in (-0.66, -0.33, 0.0, 0.33, 0.66):
            sheet.polygon(view.facing(x + k - 0.03, 1.6, x + k + 0.03, 4.6, z), shade(door, 0.6))
    for x in (-8.0, -4.2, -1.4, 1.4, 4.2, 8.0):
        face = view.facing(x - 0.24, 1.2, x + 0.24, 5.6, z - 1)
        sheet.polygon(face, shade(red, 1.05))
        sheet.polygon(view.facing(x + 0.06, 1.2, x + 0.24, 5.6, z - 1), shade(red, 0.66))
    sheet.polygon(view.facing(-8.6, 5.1, 8.6, 5.8, z - 1), out((60, 110, 112), 0.1))
    sheet.polygon(view.facing(-8.6, 5.05, 8.6, 5.2, z - 1), gold)
    if not stage.sign(sheet, view.facing(-1.7, 4.3, 1.7, 5.3, z - 1.1), "sign"):
        sheet.polygon(view.facing(-1.1, 4.5, 1.1, 5.4, z - 1.1), shade(dark, 0.7))
    _sweep(stage, sheet, z - 2, 10.6, 5.5, 3.2)
    sheet.polygon(view.facing(-5.6, 8.2, 5.6, 9.6, z), shade(red, 0.8))
    _sweep(stage, sheet, z - 1.2, 7.6, 9.4, 3.0)


def _sweep(stage: Stage, sheet: Canvas, z: float, half: float, y: float, rise: float) -> None:
    """Draw a tiled roof with upturned eaves, `half` metres to each side, its eaves at `y`."""
    view = stage.view
    tile = stage.palette.out((238, 242, 250) if stage.panel.season == "winter" else (92, 96, 106), 0.12)
    low = [(x, y + 1.1 * (abs(x) / half) ** 4) for x in np.linspace(-half, half, 25).tolist()]
    top = [(x, y + rise + 0.35 * (abs(x) / (half * 0.62)) ** 4) for x in np.linspace(half * 0.62, -half * 0.62, 25).tolist()]
    outline = [view.at(x, h, z) for x, h in low] + [view.at(x, h, z + 2.4) for x, h in top]
    ys = [p[1] for p in outline]
    sheet.polygon(outline, vertical(min(ys), max(ys), shade(tile, 1.15), shade(tile, 0.7)))
    for (xa, ya), (xb, yb) in zip(low[1:-1], top[::-1][1:-1], strict=True):
        sheet.stroke([view.at(xa, ya, z), view.at(xb, yb, z + 2.4)], 0.09 * view.unit(z), shade(tile, 0.72), 0.55)
    sheet.stroke([view.at(x, h, z) for x, h in low], 0.26 * view.unit(z), shade(tile, 0.6))
    sheet.stroke([view.at(x, h, z + 2.4) for x, h in top], 0.36 * view.unit(z), shade(tile, 0.8))


def _stone_lantern(stage: Stage, sheet: Canvas, x: float, z: float) -> None:
    stone = stage.palette.out((168, 164, 156))
    stage.ground_shadow(sheet, (x - 0.5, x + 0.6), (z - 0.3, z + 0.5), 0.35)
    for half, low, high in ((0.36, 0.0, 0.16), (0.13, 0.16, 0.85), (0.3, 0.85, 0.98), (0.22, 0.98, 1.32), (0.44, 1.32, 1.46), (0.2, 1.46, 1.6)):
        stage.solid(sheet, (x - half, x + half), (low, high), (z - half * 0.5, z + half * 0.5), stone)
    if stage.palette.lamps > 0.3:
        sheet.polygon(stage.view.facing(x - 0.12, 1.02, x + 0.12, 1.28, z - 0.12), (255, 220, 150))
        px, py = stage.view.at(x, 1.15, z)
        r = 1.3 * stage.view.unit(z)
        sheet.ellipse((px, py), (r, r), halo(px, py, r, built.GLOW, 0.55 * stage.palette.lamps))


def station(stage: Stage) -> None:
    """A railway platform under a roof, the rails running away, a clock."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.7)
    built.skyline(stage, far, "city", 0.22, 0.62)
    stage.put(far, "city", 12)
    depth = max(view.depth(10), 1.6)
    sheet = stage.sheet(depth)
    near = max(view.distance * 0.3, 0.5)
    land.ground(stage, sheet, 220, palette.out((128, 120, 114)), palette.out((140, 132, 126), 0.4))
    for x in (3.0, 4.5, 7.0, 8.5):
        land.path_strip(stage, sheet, x, 0.07, (near, 200), palette.out((196, 200, 208)))
    for z in np.arange(math.ceil(near), 70, 0.9).tolist()[::-1]:
        for x in (3.75, 7.75):
            sheet.polygon(view.flat(x - 1.2, x + 1.2, z, z + 0.25), mix(palette.out((96, 78, 66)), palette.haze, min(z / 90, 0.8)), 0.9)
    floor = palette.indoors((188, 184, 180)) if stage.panel.interior else palette.out((184, 182, 182))
    stage.solid(sheet, (-16, 2.0), (-0.9, 0.0), (near, 160), floor)
    sheet.polygon(view.flat(1.2, 1.6, near, 160), palette.out((236, 196, 70)))
    for z in _posts(stage, 8.0, 90):
        far_air = min(z / 110, 0.75)
        post = mix(palette.out((92, 112, 122)), palette.haze, far_air)
        for x in (-4.2,):
            stage.solid(sheet, (x - 0.14, x + 0.14), (0, 4.2), (z, z + 0.28), post)
        sheet.polygon(view.facing(-9, 4.2, 3.0, 4.5, z), shade(post, 0.9))
        if palette.lamps > 0.25 or stage.panel.interior:
            px, py = view.at(-1.4, 4.1, z)
            r = 1.6 * view.unit(z)
            sheet.ellipse((px, py), (r, r * 0.7), halo(px, py, r, (255, 240, 206), 0.6))
    sheet.polygon(view.flat(-9.5, 3.2, near + 1, 150, 4.5), vertical(view.at(0, 4.5, near + 1)[1], view.horizon, palette.out((74, 84, 96)), palette.out((110, 120, 130), 0.4)))
    _station_board(stage, sheet)
    land.mottle(stage, sheet, "platform", 0.05)
    stage.put(sheet, "platform", depth)
    seat = stage.sheet(1.25)
    bench(stage, seat, -2.9, view.distance * 1.3 + 1.4)
    stage.put(seat, "bench", 1.25)


def _station_board(stage: Stage, sheet: Canvas) -> None:
    view = stage.view
    z = view.distance * 1.5 + 5
    board = view.facing(-3.4, 2.9, -0.4, 3.8, z)
    sheet.polygon(board, stage.palette.indoors((28, 66, 104)))
    if not stage.sign(sheet, board, "sign"):
        sheet.polygon(view.facing(-3.2, 3.25, -1.0, 3.4, z), (236, 240, 244), 0.9)
        sheet.polygon(view.facing(-3.2, 3.05, -1.8, 3.12, z), (236, 240, 244), 0.7)
    cx, cy = view.at(0.5, 3.4, z)
    r = 0.42 * view.unit(z)
    sheet.ellipse((cx, cy), (r * 1.15, r * 1.15), (40, 44, 52))
    sheet.ellipse((cx, cy), (r, r), (248, 246, 238))
    sheet.stroke([(cx, cy), (cx + r * 0.4, cy - r * 0.35)], r * 0.12, (30, 30, 40))
    sheet.stroke([(cx, cy), (cx - r * 0.1, cy - r * 0.75)], r * 0.08, (30, 30, 40))


def ruins(stage: Stage) -> None:
    """Broken walls and columns, rubble, smoke in the distance."""
    paint_sky(stage, 0.65)
    palette, view = stage.palette, stage.view
    far = stage.sheet(10, 0.7)
    built.skyline(stage, far, "broken city", 0.2, 0.66)
    if stage.has("fire"):
        _blaze(stage, far, 1)
    stage.put(far, "broken city", 10)
    depth = max(view.depth(9), 1.5)
    sheet = stage.sheet(depth)
    dust = (150, 138, 122)
    land.ground(stage, sheet, 120, palette.out(dust), palette.out(dust, 0.4))
    dice = stage.dice("walls")
    for i, z in enumerate(np.geomspace(view.distance * 1.4 + 4, 60, 8).tolist()[::-1]):
        side = -1 if i % 2 else 1
        x = side * (2.6 + 3.5 * float(dice.random()))
        _broken_wall(stage, sheet, dice, (x, z), min(z / 80, 0.6))
    land.rocks(stage, sheet, "rubble", 60, (2, 40), palette.out((140, 130, 120)))
    land.mottle(stage, sheet, "dust", 0.1)
    stage.put(sheet, "walls", depth)


def _broken_wall(stage: Stage, sheet: Canvas, dice: np.random.Generator, at: tuple[float, float], far: float) -> None:
    x, z = at
    view = stage.view
    wide = 4.0
    wall = stage.palette.out((164, 148, 132), far)
    top = [(x - wide / 2 + wide * k / 9, 0.8 + 3.4 * float(dice.random())) for k in range(10)]
    points = [view.at(px, py, z) for px, py in top] + [view.at(x + wide / 2, 0, z), view.at(x - wide / 2, 0, z)]
    ys = [p[1] for p in points]
    sheet.polygon([(px + 0.35 * view.unit(z) * (1 if x < 0 else -1), py - 0.05 * view.unit(z)) for px, py in points], shade(wall, 0.6))
    sheet.polygon(points, vertical(min(ys), max(ys), shade(wall, 1.08), shade(wall, 0.78)))
    for k in range(14):
        bx, by = x - wide / 2 + wide * float(dice.random()), 0.9 * float(dice.random())
        sheet.polygon(view.facing(bx, by, bx + 0.4, by + 0.16, z), shade(wall, 0.8 + 0.2 * (k % 3)), 0.6)
    sheet.polygon(view.facing(x - 0.5, 0.9, x + 0.4, 2.0, z), mix(shade(wall, 0.4), stage.palette.haze, far))


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
    grass = (230, 236, 244) if stage.panel.season == "winter" else {"autumn": (176, 150, 92)}.get(stage.panel.season, (138, 156, 100))
    land.ground(stage, sheet, 240, palette.out(grass), palette.out(grass, 0.4))
    land.path_strip(stage, sheet, -0.5, 1.4, (max(view.distance * 0.3, 0.4), 120), palette.out((190, 174, 146)), 1.0)
    land.mottle(stage, sheet, "ground", 0.08)
    for i, (u, z) in enumerate(((0.7, 40.0), (-0.8, 26.0), (0.86, 17.0))):
        z = max(z, view.distance * 1.4)
        plants.tree(stage, sheet, f"tree {i}", (u * view.across(z), z), 6.0, min(z / 80, 0.6))
    stage.put(sheet, "ground", depth)
