"""A suspension bridge over water."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import mix, shade, vertical
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.sky import paint_sky, sun_at
from filmc.render.draw.places.stage import Stage
from filmc.render.draw.places.streets import posts

ASPHALT: Colour = (92, 95, 104)


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
    land.water(
        stage,
        low,
        view.horizon + 0.012,
        palette.out((52, 92, 112)),
        mix(palette.horizon, palette.out((110, 140, 160)), 0.4),
        0.5,
    )
    x, y = sun_at(stage)
    if stage.setting.weather == "" and view.horizon - y < 0.6:
        land.glitter(stage, low, x, view.horizon + 0.012, palette.sun)
    stage.put(low, "water", 7)
    depth = max(view.depth(10), 1.6)
    sheet = stage.sheet(depth)
    steel = palette.out((196, 78, 62) if stage.dice("steel").random() < 0.6 else (120, 140, 156))
    for z in (110.0, 40.0):
        _bridge_tower(stage, sheet, z, mix(steel, palette.haze, z / 180))
    start = max(view.distance * 0.3, 0.5)
    land.path_strip(stage, sheet, 0, 7.4, (start, 200), palette.out((150, 150, 152)))
    asphalt = ASPHALT if stage.setting.season != "winter" else (196, 204, 216)
    land.path_strip(stage, sheet, 0, 6.0, (start, 200), palette.out(asphalt))
    _lanes(stage, sheet, start)
    for side in (-1, 1):
        _cables(stage, sheet, side * 7.2, steel)
        if stage.has("sakura") or stage.setting.season == "spring":
            for i, z in enumerate(posts(stage, 9.0, 70)):
                plants.broad(
                    stage,
                    sheet,
                    stage.dice(f"blossom {side} {i}"),
                    view.at(side * 10.0, -0.4, z),
                    5.0 * view.unit(z),
                    min(z / 100, 0.7),
                )
    stage.put(sheet, "bridge", depth)


def _lanes(stage: Stage, sheet: Canvas, start: float) -> None:
    palette, view = stage.palette, stage.view
    for lane in (-2.0, 2.0):
        for z in np.arange(math.ceil(start), 90, 4.0).tolist():
            sheet.polygon(
                view.flat(lane - 0.08, lane + 0.08, z, z + 2),
                mix(palette.out((244, 240, 224)), palette.haze, min(z / 100, 0.85)),
            )


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
        return (
            24 - 21.5 * 4 * t * (1 - t)
            if 0 <= t <= 1
            else 24 - 21 * min(abs(z - 40) / 40, 1) ** 0.9
            if t < 0
            else 24 - 21 * min((z - 110) / 60, 1)
        )

    zs = np.arange(start, 168, 2.0).tolist()
    top = [view.at(x, height(z), z) for z in zs]
    for z, (px, py) in list(zip(zs, top, strict=True))[::-1]:
        tone = mix(steel, stage.palette.haze, min(z / 180, 0.85))
        sheet.stroke([(px, py), view.at(x, 0.9, z)], max(0.05 * view.unit(z), 0.0008), shade(tone, 0.9))
        if z % 4 < 2:
            sheet.polygon(view.facing(x - 0.05, 0, x + 0.05, 1.0, z), shade(tone, 0.7))
    for (a, b), z in zip(pairwise(top), zs, strict=False):
        sheet.stroke([a, b], max(0.24 * view.unit(z), 0.0018), mix(steel, stage.palette.haze, min(z / 180, 0.8)))
    sheet.polygon(view.beside(x, 0.9, 1.05, start, 168), shade(steel, 0.85))
