"""A temple, from the court and from within."""

from __future__ import annotations

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import Linear, halo, mix, shade, vertical
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.room import Room, Style
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage


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
        sheet.polygon(
            view.facing(-2.4, 0.24 * i, 2.4, 0.24 * i + 0.24, z - 3.2 + 0.25 * i),
            shade(out((214, 208, 198)), 0.82 + 0.05 * i),
        )
    sheet.polygon(
        view.facing(-8, 1.2, 8, 5.6, z), vertical(view.at(0, 5.6, z)[1], view.at(0, 1.2, z)[1], shade(dark, 0.7), dark)
    )
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
    tile = stage.palette.out((238, 242, 250) if stage.setting.season == "winter" else (92, 96, 106), 0.12)
    low = [(x, y + 1.1 * (abs(x) / half) ** 4) for x in np.linspace(-half, half, 25).tolist()]
    top = [
        (x, y + rise + 0.35 * (abs(x) / (half * 0.62)) ** 4)
        for x in np.linspace(half * 0.62, -half * 0.62, 25).tolist()
    ]
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
    for half, low, high in (
        (0.36, 0.0, 0.16),
        (0.13, 0.16, 0.85),
        (0.3, 0.85, 0.98),
        (0.22, 0.98, 1.32),
        (0.44, 1.32, 1.46),
        (0.2, 1.46, 1.6),
    ):
        stage.solid(sheet, (x - half, x + half), (low, high), (z - half * 0.5, z + half * 0.5), stone)
    if stage.palette.lamps > 0.3:
        sheet.polygon(stage.view.facing(x - 0.12, 1.02, x + 0.12, 1.28, z - 0.12), (255, 220, 150))
        px, py = stage.view.at(x, 1.15, z)
        r = 1.3 * stage.view.unit(z)
        sheet.ellipse((px, py), (r, r), halo(px, py, r, built.GLOW, 0.55 * stage.palette.lamps))


def temple_hall(stage: Stage) -> None:
    """A hall with red columns, candles and a golden shrine in the half dark."""
    room = Room(
        stage,
        Style(
            (122, 62, 48),
            (116, 96, 84),
            (70, 40, 36),
            (84, 44, 38),
            height=4.6,
            half=4.4,
            back=6.0,
            boards=0.9,
            tiles=True,
        ),
    )
    view, sheet, far = stage.view, room.sheet, room.far
    gold = room.colour((222, 172, 88))
    _shrine(room, gold)
    plaque = room.on_back(-0.9, 3.7, 0.9, 4.3)
    sheet.polygon(plaque, room.colour((40, 28, 30)))
    stage.sign(sheet, plaque, "sign")
    room.finish("hall")
    columns = stage.sheet(1.45)
    for z in np.arange(view.distance + 1.0, far, 2.4).tolist()[::-1]:
        for side in (-1, 1):
            x = side * 2.7
            stage.ground_shadow(columns, (x - 0.4, x + 0.6), (z - 0.3, z + 0.3), 0.4)
            face = view.facing(x - 0.28, 0, x + 0.28, 4.6, z)
            red = room.colour((164, 52, 42))
            columns.polygon(
                face,
                Linear(
                    (face[0][0], 0),
                    (face[1][0], 0),
                    ((0.0, shade(red, 0.6), 1.0), (0.4, shade(red, 1.15), 1.0), (1.0, shade(red, 0.45), 1.0)),
                ),
            )
            columns.polygon(view.facing(x - 0.34, 0, x + 0.34, 0.2, z), room.colour((140, 132, 124)))
    stage.solid(columns, (-1.4, 1.4), (0, 0.9), (far - 1.2, far - 0.7), room.colour((110, 50, 40)))
    for x in np.arange(-1.2, 1.3, 0.4).tolist():
        candle(stage, columns, x, 0.9, far - 1.0)
    stage.put(columns, "columns", 1.45)


def _shrine(room: Room, gold: Colour) -> None:
    view, sheet, far = room.stage.view, room.sheet, room.far
    sheet.polygon(room.on_back(-1.7, 0.6, 1.7, 3.6), room.colour((84, 34, 32)))
    sheet.polygon(
        room.on_back(-1.5, 0.8, 1.5, 3.4),
        vertical(view.at(0, 3.4, far)[1], view.at(0, 0.8, far)[1], shade(gold, 0.9), shade(gold, 0.5)),
    )
    cx, cy = view.at(0, 2.0, far)
    unit = view.unit(far)
    sheet.ellipse(
        (cx, cy - 0.3 * unit), (1.0 * unit, 1.0 * unit), halo(cx, cy - 0.3 * unit, 1.0 * unit, (255, 232, 170), 0.9)
    )
    sheet.blob(
        [
            (cx - 0.8 * unit, cy + 1.0 * unit),
            (cx - 0.5 * unit, cy + 0.2 * unit),
            (cx - 0.3 * unit, cy - 0.1 * unit),
            (cx + 0.3 * unit, cy - 0.1 * unit),
            (cx + 0.5 * unit, cy + 0.2 * unit),
            (cx + 0.8 * unit, cy + 1.0 * unit),
        ],
        shade(gold, 0.75),
    )
    sheet.ellipse((cx, cy - 0.4 * unit), (0.26 * unit, 0.32 * unit), shade(gold, 0.8))


def candle(stage: Stage, sheet: Canvas, x: float, y: float, z: float) -> None:
    """Light a candle at (x, y, z)."""
    view, unit = stage.view, stage.view.unit(z)
    foot, top = view.at(x, y, z), view.at(x, y + 0.22, z)
    sheet.stroke([foot, top], 0.05 * unit, (240, 226, 200))
    sheet.ellipse(
        (top[0], top[1] - 0.05 * unit),
        (0.5 * unit, 0.5 * unit),
        halo(top[0], top[1] - 0.05 * unit, 0.5 * unit, (255, 190, 100), 0.6),
    )
    sheet.blob(
        [
            (top[0] - 0.025 * unit, top[1] - 0.03 * unit),
            (top[0], top[1] - 0.14 * unit),
            (top[0] + 0.025 * unit, top[1] - 0.03 * unit),
            (top[0], top[1]),
        ],
        (255, 236, 170),
    )
