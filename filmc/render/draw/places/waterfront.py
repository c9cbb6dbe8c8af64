"""Where a city is lived in: a promenade by the river, the towers across the water."""

from __future__ import annotations

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import mix, shade, vertical
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.stage import Stage

PAVING: Colour = (176, 170, 164)


def promenade(stage: Stage) -> None:
    """Put a river, a railing and a paved walk before the skyline that is already on the stage."""
    palette, view = stage.palette, stage.view
    z = max(view.distance * 1.45, 4.0)
    river = stage.sheet(3.2, 0.7)
    deep = mix(palette.out((52, 92, 118)), palette.zenith, 0.25)
    land.water(stage, river, view.horizon + 0.012, deep, mix(palette.sky, palette.out((128, 160, 170)), 0.4), 0.4)
    if palette.lamps > 0.3:
        for k in range(9):
            land.glitter(stage, river, view.aspect * (0.04 + 0.115 * k), view.horizon + 0.012, built.GLOW, 0.03)
    stage.put(river, "river", 3.2)
    depth = max(view.depth(z), 1.25)
    sheet = stage.sheet(depth)
    _walk(stage, sheet, z)
    _railing(stage, sheet, z)
    stage.put(sheet, "promenade", depth)
    if stage.panel.figure_scale > 1.1:
        return
    trees = stage.sheet(1.2)
    for i, (side, more) in enumerate(((-1, 4.0), (1, 3.0))):
        tz = view.distance * 1.15 + more
        x = side * max(view.across(tz) * 0.97, 3.4)
        stage.ground_shadow(trees, (x - 1.2, x + 1.8), (tz - 0.5, tz + 0.5), 0.25)
        plants.tree(stage, trees, f"promenade tree {i}", (x, tz), 5.2, 0.05)
    stage.put(trees, "promenade trees", 1.2)


def _walk(stage: Stage, sheet: Canvas, z: float) -> None:
    view = stage.view
    stone = stage.palette.out((228, 232, 240) if stage.setting.season == "winter" else PAVING)
    land.ground(stage, sheet, z, stone, shade(stone, 0.95))
    near, half = max(view.distance * 0.3, 0.4), view.across(z) + 1
    for gz in np.geomspace(near, z, 12).tolist():
        sheet.polygon(view.flat(-half, half, gz, gz * 1.01), shade(stone, 0.8), 0.6)
    for x in np.arange(-half, half, 1.0).tolist():
        sheet.polygon(view.flat(x, x + 0.025, near, z), shade(stone, 0.82), 0.6)
    land.mottle(stage, sheet, "walk", 0.06, 14)


def _railing(stage: Stage, sheet: Canvas, z: float) -> None:
    view = stage.view
    iron, half = stage.palette.out((74, 84, 92)), view.across(z) + 1
    stage.solid(sheet, (-half, half), (0, 0.16), (z - 0.3, z), stage.palette.out((190, 184, 176)))
    for x in np.arange(-half, half, 0.22).tolist():
        sheet.polygon(view.facing(x, 0.16, x + 0.03, 0.98, z - 0.15), iron)
    for x in np.arange(-half, half, 2.2).tolist():
        face = view.facing(x - 0.07, 0.1, x + 0.07, 1.16, z - 0.2)
        sheet.polygon(face, vertical(face[0][1], face[3][1], shade(iron, 1.2), shade(iron, 0.7)))
    sheet.polygon(view.facing(-half, 0.96, half, 1.06, z - 0.16), shade(iron, 1.25))
    for x in (-0.62, 0.62):
        built.lamp_post(stage, sheet, x * view.across(z), z - 0.4, 4.0)
