"""Open land: mountains, snow, fields, deserts."""

from __future__ import annotations

import numpy as np

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import mix, shade, vertical
from filmc.render.draw.places import land, plants
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage, line_noise


def mountain(stage: Stage) -> None:
    """Ranges behind ranges, firs on the slopes, a rocky meadow; a cliff's edge where the words name one."""
    paint_sky(stage, 0.45)
    _ranges(stage, snow=0.42 if stage.setting.season in {"", "winter"} else 0.25)
    _firs(stage, "firs", 26, 0.45)
    grass = (196, 204, 214) if stage.setting.season == "winter" else (112, 128, 84)
    _meadow(stage, (96, 112, 80) if stage.setting.season != "winter" else (222, 230, 242), grass)


def snow(stage: Stage) -> None:
    """White peaks, dark firs, and a road that winds away through the drifts."""
    paint_sky(stage, 0.35)
    _ranges(stage, snow=0.75)
    _firs(stage, "firs", 34, 0.5)
    palette, view = stage.palette, stage.view
    white, blue = palette.out((244, 248, 255)), palette.out((206, 220, 242), 0.25)
    depth = max(view.depth(9), 1.5)
    sheet = stage.sheet(depth)
    land.ground(stage, sheet, 260, white, blue)
    _drifts(stage, sheet)
    road = land.path_strip(stage, sheet, -1.0, 3.2, (0.5, 190), palette.out((112, 118, 132)), 1.3)
    sheet.curve(road[::4], 0.002, palette.out((232, 226, 190)), 0.6, end=0.0006)
    land.mottle(stage, sheet, "snow", 0.035)
    stage.put(sheet, "snowfield", depth)
    near = stage.sheet(1.25)
    for i, (u, more) in enumerate(((0.95, 14.0), (-0.82, 9.0), (0.86, 4.0), (-0.96, 2.0))):
        z = view.distance * 1.25 + more
        x = u * view.across(z)
        stage.ground_shadow(near, (x - 1.5, x + 2.5), (z - 0.6, z + 0.6), 0.2)
        plants.conifer(stage, near, stage.dice(f"near fir {i}"), view.at(x, 0, z), 5.5 * view.unit(z), 0.1)
    stage.put(near, "near firs", 1.25)


def _drifts(stage: Stage, sheet: Canvas) -> None:
    dice = stage.dice("drifts")
    blue = stage.palette.out((178, 198, 232), 0.1)
    for z in np.geomspace(3, 80, 14).tolist()[::-1]:
        x, y = stage.view.at((dice.random() * 2 - 1) * stage.view.across(z), 0, z)
        wide, tall = (2 + 4 * dice.random()) * stage.view.unit(z), 0.28 * stage.view.unit(z)
        sheet.blob([(x - wide, y), (x - wide * 0.2, y - tall), (x + wide, y), (x, y + tall * 0.4)], blue, 0.35)


def _ranges(stage: Stage, snow: float) -> None:
    far = stage.sheet(12, 0.7)
    land.mountains(stage, far, "far range", 0.5, 0.62, snow=snow)
    stage.put(far, "far range", 12)
    near = stage.sheet(7)
    land.mountains(stage, near, "near range", 0.33, 0.34, snow=snow * 0.75)
    stage.put(near, "near range", 7)


def _firs(stage: Stage, name: str, count: int, far: float) -> None:
    sheet = stage.sheet(4)
    dice = stage.dice(name)
    slope = (150, 166, 190) if stage.setting.season == "winter" or stage.setting.place == "snow" else (84, 106, 82)
    land.ridge(
        stage,
        sheet,
        f"{name} slope",
        0.10,
        stage.palette.out(slope, far),
        mix(stage.palette.haze, stage.palette.out(slope, far), 0.4),
        2.2,
    )
    spots = dice.random((count, 3)).tolist()
    for u, v, w in sorted(spots, key=lambda s: s[1]):
        x = sheet.left + u * (sheet.right - sheet.left)
        y = stage.view.horizon - 0.045 + 0.07 * v
        plants.conifer(stage, sheet, dice, (x, y), 0.055 + 0.06 * v + 0.03 * w, far * (1 - 0.4 * v))
    stage.put(sheet, name, 4)


def _meadow(stage: Stage, near: tuple[int, int, int], far: tuple[int, int, int]) -> None:
    palette, view = stage.palette, stage.view
    depth = max(view.depth(8), 1.3)
    sheet = stage.sheet(depth)
    edge = 14.0 if stage.has("cliff") else 220.0
    land.ground(stage, sheet, edge, palette.out(near), palette.out(far, 0.3 if edge > 50 else 0.05))
    land.mottle(stage, sheet, "meadow", 0.10)
    greens = (palette.out(shade(near, 0.8)), palette.out(shade(near, 1.15)), palette.out(near))
    if stage.setting.season != "winter":
        land.tufts(stage, sheet, "grass", 150, (2.0, min(edge, 30)), greens)
        if stage.has("flowers") or stage.setting.season == "spring":
            land.blooms(
                stage, sheet, "flowers", 260, (1.5, min(edge, 40)), ((250, 210, 90), (240, 120, 130), (250, 246, 240))
            )
    land.rocks(stage, sheet, "rocks", 16, (2.0, min(edge, 30)), palette.out((120, 120, 126)))
    stage.put(sheet, "meadow", depth)


def field(stage: Stage) -> None:
    """A wide meadow or field of grain under a big sky, a wood at its end."""
    paint_sky(stage, 0.55)
    palette = stage.palette
    hills = stage.sheet(12, 0.6)
    land.ridge(stage, hills, "hills", 0.12, palette.out((110, 132, 120), 0.6), palette.haze)
    plants.treeline(stage, hills, "wood", 0.055, 0.5)
    stage.put(hills, "hills", 12)
    crops = {"spring": (128, 176, 84), "summer": (122, 160, 74), "autumn": (216, 176, 92), "winter": (226, 232, 240)}
    near = crops.get(stage.setting.season, (150, 170, 84))
    depth = max(stage.view.depth(8), 1.4)
    sheet = stage.sheet(depth)
    land.ground(stage, sheet, 300, palette.out(near), palette.out(shade(near, 1.05), 0.35))
    _furrows(stage, sheet, palette.out(shade(near, 0.84)))
    land.mottle(stage, sheet, "field", 0.08)
    if stage.setting.season != "winter":
        land.tufts(
            stage, sheet, "grass", 300, (2.5, 34), tuple(palette.out(shade(near, k)) for k in (0.75, 0.95, 1.12))
        )
    if stage.has("flowers") or stage.setting.season == "spring":
        land.blooms(
            stage, sheet, "flowers", 420, (1.5, 50), ((250, 214, 92), (236, 96, 96), (250, 246, 240), (170, 130, 220))
        )
    for i, (u, least) in enumerate(((0.62, 44.0), (-0.7, 30.0))):
        z = max(least, stage.view.distance * 1.5)
        x = u * stage.view.across(z)
        stage.ground_shadow(sheet, (x - 2, x + 3), (z - 1, z + 1), 0.3)
        plants.tree(stage, sheet, f"tree {i}", (x, z), 6.5, 0.15)
    stage.put(sheet, "field", depth)
    _near_grass(stage, near)


def _furrows(stage: Stage, sheet: Canvas, colour: tuple[int, int, int]) -> None:
    for x in np.arange(-60, 61, 2.4).tolist():
        a, b, c, d = (
            stage.view.at(x, 0, 3),
            stage.view.at(x + 0.5, 0, 3),
            stage.view.at(x + 0.5, 0, 220),
            stage.view.at(x, 0, 220),
        )
        sheet.polygon([a, b, c, d], colour, 0.5)


def _near_grass(stage: Stage, near: tuple[int, int, int]) -> None:
    """Out-of-focus blades at the lower edge, close to the camera."""
    if stage.setting.season == "winter":
        return
    sheet = stage.sheet(0.6, 0.6)
    dice = stage.dice("near grass")
    dark = mix(stage.palette.out(near), (16, 30, 24), 0.4)
    for u, v, w in dice.random((110, 3)).tolist():
        x = sheet.left + u * (sheet.right - sheet.left)
        tall = 0.04 + 0.10 * v * v
        sheet.polygon(
            [(x - 0.006, 1.12), (x + (w - 0.5) * 0.08, 1.03 - tall), (x + 0.006, 1.12)], shade(dark, 0.8 + 0.5 * w)
        )
    sheet.soften(0.0018)
    stage.put(sheet, "near grass", 0.6, Motion(sway=0.3, period=5.0))


def desert(stage: Stage) -> None:
    """Dunes behind dunes, each with its sharp crest and its shadowed lee."""
    paint_sky(stage, 0.15)
    palette, view = stage.palette, stage.view
    for i, (rise, far, depth) in enumerate(((0.16, 0.5, 10.0), (0.13, 0.28, 5.0), (0.08, 0.1, 2.4))):
        sheet = stage.sheet(depth)
        sand = palette.out((232, 190, 132), far)
        drop = 0.02 + i * 0.05
        x = np.linspace(sheet.left - 0.05, sheet.right + 0.05, 90)
        crest = (
            view.horizon
            + drop
            - rise * line_noise(stage.dice(f"dune {i}"), 90, 2.6 * (sheet.right - sheet.left) / 1.8, 2)
        )
        sheet.polygon(
            [*zip(x, crest, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)],
            vertical(view.horizon - rise, view.horizon + 0.3, sand, shade(sand, 0.86)),
        )
        slope = np.clip(np.gradient(crest) / max(rise * 0.02, 1e-6), 0.0, 1.0)
        lee = crest + rise * slope * (0.4 + 0.6 * line_noise(stage.dice(f"lee {i}"), 90, 5.0, 2))
        sheet.polygon(
            [*zip(x, crest, strict=True), *zip(x[::-1], lee[::-1], strict=True)],
            mix(shade(sand, 0.74), palette.zenith, 0.12),
            0.85,
        )
        stage.put(sheet, f"dunes {i}", depth)
    depth = max(view.depth(6), 1.2)
    sheet = stage.sheet(depth)
    land.ground(stage, sheet, 14, palette.out((222, 176, 116)), palette.out((234, 194, 138), 0.1))
    land.mottle(stage, sheet, "sand", 0.06)
    dice = stage.dice("wind ripples")
    for z in np.geomspace(2, 14, 34).tolist():
        px, y = view.at((dice.random() * 2 - 1) * view.across(z), 0, z)
        w, h = 2.2 * view.unit(z), 0.03 * view.unit(z)
        sheet.curve(
            [(px - w, y), (px - w * 0.4, y - h), (px + w * 0.3, y + h), (px + w, y)],
            h * 0.5,
            palette.out((188, 140, 92)),
            0.35,
        )
    stage.put(sheet, "sand", depth)
