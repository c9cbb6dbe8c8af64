"""The city from above and what is left of it: skylines, rooftops, ruins."""

from __future__ import annotations

import numpy as np

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.outline import Points, rounded
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places import built, land
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage
from filmc.render.draw.places.waterfront import promenade


def city_skyline(stage: Stage) -> None:
    """A city from above, three rows of towers in the haze; future traffic, or flames, where the words say so."""
    paint_sky(stage, 0.45)
    view = stage.view
    future = stage.has("scifi")
    if stage.has("planet"):
        _great_planet(stage)
    for i, (depth, rise, far) in enumerate(((14.0, 0.40, 0.74), (8.0, 0.34, 0.5), (4.5, 0.24, 0.24))):
        sheet = stage.sheet(depth, 0.8 if i == 0 else 1.0)
        if i == 1 and stage.has("pearl", "tower") and not future:
            built.pearl_tower(stage, sheet, view.aspect * 0.36, 0.46, far)
        built.skyline(stage, sheet, f"towers {i}", rise * (1.25 if future else 1.0), far)
        if stage.has("fire"):
            _blaze(stage, sheet, i)
        stage.put(sheet, f"towers {i}", depth)
        if future and i < 2:
            _traffic(stage, i, depth)
    if _on_foot(stage):
        promenade(stage)
        return
    low = stage.sheet(3, 0.9)
    _roofs(stage, low)
    stage.put(low, "roofs", 3)
    if stage.has("cliff"):
        _ledge(stage)


def _on_foot(stage: Stage) -> bool:
    """Say whether somebody or something stands in the city, which then is not seen from the air."""
    if stage.has("cliff"):
        return False
    near = stage.panel.figure_scale > _FROM_THE_AIR
    return near or stage.stood or stage.has("river")


_FROM_THE_AIR = 0.4
"""Of a standing adult in the frame: up to this, a city without anybody is shown from above."""


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
            sheet.blob(
                [
                    (px - r * 0.12, y),
                    (px - r * 0.06, y - r * 0.5),
                    (px + r * (w - 0.5) * 0.3, y - r * (0.8 + 0.5 * w)),
                    (px + r * 0.08, y - r * 0.4),
                    (px + r * 0.13, y),
                ],
                ((255, 90, 30), (255, 160, 50), (255, 226, 120))[k],
                0.8,
            )
        smoke = [(x + 0.03 * j + 0.05 * (w - 0.5) * j, y - r * 0.9 - 0.07 * j) for j in range(6)]
        for j, (sx, sy) in enumerate(smoke):
            sheet.ellipse(
                (sx, sy),
                (0.04 + 0.022 * j, 0.035 + 0.018 * j),
                mix((52, 40, 44), stage.palette.haze, 0.3 + 0.08 * j),
                0.4,
            )


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
        sheet.blob(
            [
                (x - size, y + size * 0.2),
                (x - size * 0.4, y - size * 0.35),
                (x + size * 0.7, y - size * 0.2),
                (x + size, y + size * 0.15),
                (x, y + size * 0.35),
            ],
            body,
        )
        sheet.ellipse((x + way * size, y), (size * 0.28, size * 0.2), (255, 250, 220))
    stage.put(sheet, f"traffic {row}", depth - 1, Motion(travel=(0.22 * way, 0.0)))


def _roofs(stage: Stage, sheet: Canvas) -> None:
    """Roofs below the camera, from far to near: the city that one looks down on."""
    palette, view, dice = stage.palette, stage.view, stage.dice("roofs")
    base = view.horizon + 0.03
    sheet.box(
        (sheet.left - 1, base, sheet.right + 1, sheet.bottom + 1),
        vertical(base, base + 0.5, palette.out((104, 108, 122), 0.35), palette.out((64, 68, 84))),
    )
    for row in range(7):
        t = row / 6
        y, size = base + 0.55 * t**1.5, 0.045 + 0.17 * t
        x = sheet.left - size * float(dice.random())
        while x < sheet.right:
            wide, tall = size * (0.7 + 0.9 * float(dice.random())), size * (0.5 + 1.1 * float(dice.random()))
            tone = palette.out(
                ((128, 132, 142), (150, 132, 122), (104, 112, 130), (140, 140, 136))[int(dice.integers(4))],
                0.42 * (1 - t),
            )
            top = y - tall * 0.4
            sheet.box(
                (x, top, x + wide, sheet.bottom + 0.1),
                vertical(top, top + size * 1.6, shade(tone, 0.86), shade(tone, 0.5)),
            )
            sheet.polygon(
                [(x, top), (x + wide, top), (x + wide * 0.92, top - size * 0.14), (x + wide * 0.08, top - size * 0.14)],
                shade(tone, 1.1),
            )
            _facade_lights(stage, sheet, dice, (x, top, x + wide, top + size * 1.4), size)
            x += wide + size * 0.12
    land.mottle(stage, sheet, "city", 0.07)


def _facade_lights(
    stage: Stage, sheet: Canvas, dice: np.random.Generator, box: tuple[float, float, float, float], size: float
) -> None:
    left, top, right, low = box
    step = size * 0.16
    panes: dict[str, list[Points]] = {"dark": [], "warm": [], "cold": []}
    for y in np.arange(top + step * 0.7, min(low, sheet.bottom), step).tolist():
        for x in np.arange(left + step * 0.5, right - step * 0.6, step).tolist():
            draw = dice.random()
            if draw < 0.3 + 0.3 * stage.palette.lamps:
                lit = stage.palette.lamps > 0.3 and draw < 0.45
                kind = "dark" if not lit else "cold" if draw < 0.08 else "warm"
                panes[kind].append(rounded((x, y, x + step * 0.55, y + step * 0.5)))
    sheet.polygons(panes["dark"], mix(stage.palette.sky, (50, 58, 78), 0.6), 0.5)
    sheet.polygons(panes["warm"], built.GLOW, 0.9)
    sheet.polygons(panes["cold"], mix(built.GLOW, (200, 226, 255), 0.7), 0.9)


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
    drop = [
        (right + 0.03, y + 0.06),
        (right - 0.03, y + 0.2),
        (right + 0.02, y + 0.32),
        (right - 0.06, sheet.bottom + 0.1),
    ]
    sheet.polygon(
        [*zip(x, edge, strict=True), *drop, (sheet.left - 0.1, sheet.bottom + 0.1)],
        vertical(y, y + 0.3, shade(rock, 1.15), shade(rock, 0.6)),
    )
    for u, v in dice.random((20, 2)).tolist():
        px = sheet.left + u * (right - sheet.left)
        sheet.polygon(
            [
                (px, y + 0.05 + 0.2 * v),
                (px + 0.12, y + 0.03 + 0.2 * v),
                (px + 0.16, y + 0.09 + 0.2 * v),
                (px + 0.02, y + 0.14 + 0.2 * v),
            ],
            shade(rock, 0.55 + 0.5 * u),
            0.35,
        )
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
    floor = palette.out((150, 148, 150) if stage.setting.season != "winter" else (232, 238, 246))
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
    front = stage.sheet(0.6, 0.7)
    built.railing(front, 0.95, palette.out((92, 98, 106)))
    stage.put(front, "railing", 0.6)


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
    sheet.polygon(
        [(px + 0.35 * view.unit(z) * (1 if x < 0 else -1), py - 0.05 * view.unit(z)) for px, py in points],
        shade(wall, 0.6),
    )
    sheet.polygon(points, vertical(min(ys), max(ys), shade(wall, 1.08), shade(wall, 0.78)))
    for k in range(14):
        bx, by = x - wide / 2 + wide * float(dice.random()), 0.9 * float(dice.random())
        sheet.polygon(view.facing(bx, by, bx + 0.4, by + 0.16, z), shade(wall, 0.8 + 0.2 * (k % 3)), 0.6)
    sheet.polygon(view.facing(x - 0.5, 0.9, x + 0.4, 2.0, z), mix(shade(wall, 0.4), stage.palette.haze, far))
