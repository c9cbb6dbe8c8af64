"""Places that nobody built: mountains, snow, fields, deserts, forests, rivers, seas, beaches, the sky."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places import land, plants
from filmc.render.draw.places.sky import paint_sky, sun_at
from filmc.render.draw.places.stage import Stage, line_noise


Values = NDArray[np.float64]


def mountain(stage: Stage) -> None:
    """Ranges behind ranges, firs on the slopes, a rocky meadow; a cliff's edge where the words name one."""
    paint_sky(stage, 0.45)
    _ranges(stage, snow=0.42 if stage.panel.season in {"", "winter"} else 0.25)
    _firs(stage, "firs", 26, 0.45)
    grass = (196, 204, 214) if stage.panel.season == "winter" else (112, 128, 84)
    _meadow(stage, (96, 112, 80) if stage.panel.season != "winter" else (222, 230, 242), grass)


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
    slope = (150, 166, 190) if stage.panel.season == "winter" or stage.panel.place == "snow" else (84, 106, 82)
    land.ridge(stage, sheet, f"{name} slope", 0.10, stage.palette.out(slope, far), mix(stage.palette.haze, stage.palette.out(slope, far), 0.4), 2.2)
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
    if stage.panel.season != "winter":
        land.tufts(stage, sheet, "grass", 150, (2.0, min(edge, 30)), greens)
        if stage.has("flowers") or stage.panel.season == "spring":
            land.blooms(stage, sheet, "flowers", 260, (1.5, min(edge, 40)), ((250, 210, 90), (240, 120, 130), (250, 246, 240)))
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
    near = crops.get(stage.panel.season, (150, 170, 84))
    depth = max(stage.view.depth(8), 1.4)
    sheet = stage.sheet(depth)
    land.ground(stage, sheet, 300, palette.out(near), palette.out(shade(near, 1.05), 0.35))
    _furrows(stage, sheet, palette.out(shade(near, 0.84)))
    land.mottle(stage, sheet, "field", 0.08)
    if stage.panel.season != "winter":
        land.tufts(stage, sheet, "grass", 300, (2.5, 34), tuple(palette.out(shade(near, k)) for k in (0.75, 0.95, 1.12)))
    if stage.has("flowers") or stage.panel.season == "spring":
        land.blooms(stage, sheet, "flowers", 420, (1.5, 50), ((250, 214, 92), (236, 96, 96), (250, 246, 240), (170, 130, 220)))
    for i, (u, z) in enumerate(((0.62, 44.0), (-0.7, 30.0))):
        z = max(z, stage.view.distance * 1.5)
        x = u * stage.view.across(z)
        stage.ground_shadow(sheet, (x - 2, x + 3), (z - 1, z + 1), 0.3)
        plants.tree(stage, sheet, f"tree {i}", (x, z), 6.5, 0.15)
    stage.put(sheet, "field", depth)
    _near_grass(stage, near)


def _furrows(stage: Stage, sheet: Canvas, colour: tuple[int, int, int]) -> None:
    for x in np.arange(-60, 61, 2.4).tolist():
        a, b, c, d = stage.view.at(x, 0, 3), stage.view.at(x + 0.5, 0, 3), stage.view.at(x + 0.5, 0, 220), stage.view.at(x, 0, 220)
        sheet.polygon([a, b, c, d], colour, 0.5)


def _near_grass(stage: Stage, near: tuple[int, int, int]) -> None:
    """Out-of-focus blades at the lower edge, close to the camera."""
    if stage.panel.season == "winter":
        return
    sheet = stage.sheet(0.6, 0.6)
    dice = stage.dice("near grass")
    dark = mix(stage.palette.out(near), (16, 30, 24), 0.4)
    for u, v, w in dice.random((110, 3)).tolist():
        x = sheet.left + u * (sheet.right - sheet.left)
        tall = 0.04 + 0.10 * v * v
        sheet.polygon([(x - 0.006, 1.12), (x + (w - 0.5) * 0.08, 1.03 - tall), (x + 0.006, 1.12)], shade(dark, 0.8 + 0.5 * w))
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
        crest = view.horizon + drop - rise * line_noise(stage.dice(f"dune {i}"), 90, 2.6 * (sheet.right - sheet.left) / 1.8, 2)
        sheet.polygon([*zip(x, crest, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)], vertical(view.horizon - rise, view.horizon + 0.3, sand, shade(sand, 0.86)))
        slope = np.clip(np.gradient(crest) / max(rise * 0.02, 1e-6), 0.0, 1.0)
        lee = crest + rise * slope * (0.4 + 0.6 * line_noise(stage.dice(f"lee {i}"), 90, 5.0, 2))
        sheet.polygon([*zip(x, crest, strict=True), *zip(x[::-1], lee[::-1], strict=True)], mix(shade(sand, 0.74), palette.zenith, 0.12), 0.85)
        stage.put(sheet, f"dunes {i}", depth)
    depth = max(view.depth(6), 1.2)
    sheet = stage.sheet(depth)
    land.ground(stage, sheet, 14, palette.out((222, 176, 116)), palette.out((234, 194, 138), 0.1))
    land.mottle(stage, sheet, "sand", 0.06)
    dice = stage.dice("wind ripples")
    for z in np.geomspace(2, 14, 34).tolist():
        px, y = view.at((dice.random() * 2 - 1) * view.across(z), 0, z)
        w, h = 2.2 * view.unit(z), 0.03 * view.unit(z)
        sheet.curve([(px - w, y), (px - w * 0.4, y - h), (px + w * 0.3, y + h), (px + w, y)], h * 0.5, palette.out((188, 140, 92)), 0.35)
    stage.put(sheet, "sand", depth)


def forest(stage: Stage) -> None:
    """Trunks in three depths of haze, light falling between them, ferns and a path; bamboo where the words say so."""
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.5)
    glow = mix(palette.horizon, palette.out(plants.crown_colours(stage)[1]), 0.4)
    deep = palette.out((52, 78, 62), 0.15)
    far.flood(vertical(view.horizon - 0.6, view.horizon + 0.45, deep, mix(glow, deep, 0.35), glow, mix(glow, deep, 0.5)))
    x, y = stage.view.aspect * 0.55, view.horizon - 0.18
    far.ellipse((x, y), (0.7, 0.55), halo(x, y, 0.7, palette.sun, 0.7))
    stage.put(far, "light", 12)
    for i, (depth, air, count) in enumerate(((7.0, 0.55, 26), (4.0, 0.34, 16), (2.2, 0.14, 9))):
        _stand(stage, i, depth, air, count)
    depth = max(view.depth(6), 1.3)
    sheet = stage.sheet(depth)
    moss = palette.out((236, 240, 246) if stage.panel.season == "winter" else (150, 104, 60) if stage.panel.season == "autumn" else (72, 94, 58))
    land.ground(stage, sheet, 16, moss, mix(moss, glow, 0.5))
    land.mottle(stage, sheet, "moss", 0.16, 14)
    land.path_strip(stage, sheet, 0.3, 0.9, (0.5, 15), mix(moss, palette.out((150, 124, 92)), 0.65), 0.8)
    land.tufts(stage, sheet, "ferns", 150, (1.5, 12), tuple(palette.out(shade(c, k)) for c, k in zip(plants.crown_colours(stage), (0.7, 0.9, 1.05), strict=True)))
    stage.put(sheet, "ground", depth)
    _shafts(stage)
    front = stage.sheet(0.55, 0.6)
    plants.foreground_leaves(stage, front, "twig left", 0)
    plants.foreground_leaves(stage, front, "twig right", 1)
    stage.put(front, "near leaves", 0.55, Motion(sway=0.25, period=6.0))


def _stand(stage: Stage, row: int, depth: float, air: float, count: int) -> None:
    palette, view = stage.palette, stage.view
    sheet = stage.sheet(depth)
    dice = stage.dice(f"stand {row}")
    foot = view.horizon + (0.03, 0.07, 0.15)[row]
    bark = (104, 92, 84) if stage.panel.season == "winter" else (92, 74, 60)
    sheet.box((sheet.left - 1, foot, sheet.right + 1, sheet.bottom + 1), vertical(foot, foot + 0.2, palette.out((96, 116, 84), air + 0.1), palette.out((70, 90, 62), air)))
    for u, v, w in dice.random((count, 3)).tolist():
        x = sheet.left + (u + 0.0) * (sheet.right - sheet.left)
        width = (0.014, 0.03, 0.07)[row] * (0.6 + 0.8 * v)
        if stage.has("bamboo"):
            plants.bamboo(stage, sheet, f"bamboo {row} {u:.4f}", x, width * 0.6, air)
            continue
        lean = (w - 0.5) * 0.12
        tone = palette.out(bark, air)
        y = foot + 0.02 * v
        sheet.polygon([(x - width * 0.9, y + width * 0.3), (x - width * 0.5, y - width), (x + lean - width * 0.35, sheet.top - 0.1), (x + lean + width * 0.35, sheet.top - 0.1), (x + width * 0.5, y - width), (x + width * 0.95, y + width * 0.3)], tone)
        sheet.polygon([(x + width * 0.1, y), (x + lean + width * 0.05, sheet.top - 0.1), (x + lean + width * 0.35, sheet.top - 0.1), (x + width * 0.5, y - width), (x + width * 0.95, y + width * 0.3)], shade(tone, 0.68))
        for k in range(3):
            by = view.horizon - 0.12 - 0.2 * k - 0.1 * v
            side = 1 if (k + row) % 2 else -1
            sheet.curve([(x + lean * 0.4, by), (x + side * 0.05, by - 0.04), (x + side * 0.13, by - 0.06)], width * 0.22, tone, end=width * 0.05)
    if not stage.has("bamboo"):
        _canopy(stage, sheet, dice, row, air)
    stage.put(sheet, f"stand {row}", depth)


def _canopy(stage: Stage, sheet: Canvas, dice: np.random.Generator, row: int, air: float) -> None:
    if stage.panel.season == "winter":
        return
    colours = plants.crown_colours(stage)
    size = (0.05, 0.08, 0.12)[row]
    for u, v, w, k in dice.random((70, 4)).tolist():
        x = sheet.left + u * (sheet.right - sheet.left)
        y = sheet.top + (stage.view.horizon - 0.22 - 0.12 * row - sheet.top) * v**1.4
        leaf = stage.palette.out(colours[int(k * 3)], air)
        r = size * (0.5 + 0.7 * w)
        sheet.ellipse((x, y), (r * 1.3, r * 0.8), shade(leaf, 0.62 + 0.3 * v), 0.9)
        for a in range(5):
            sheet.ellipse((x + r * math.cos(a * 1.3 + w * 6), y + r * 0.7 * math.sin(a * 1.3 + w * 6)), (r * 0.36, r * 0.22), shade(leaf, 0.75 + 0.35 * w), 0.9, 30 * a)


def _shafts(stage: Stage) -> None:
    """Light falling in beams from the upper left."""
    if stage.panel.weather not in {"", "fog", "wind"}:
        return
    sheet = stage.sheet(1.6, 0.34)
    dice = stage.dice("shafts")
    strength = 0.16 if stage.panel.hour != "night" else 0.1
    for u, v in dice.random((6, 2)).tolist():
        x = stage.view.aspect * (0.1 + 0.75 * u)
        wide = 0.03 + 0.09 * v
        sheet.polygon([(x, -0.3), (x + wide, -0.3), (x + wide * 2.4 - 0.35, 1.0), (x - 0.42, 1.0)], vertical(-0.1, 0.95, stage.palette.sun, stage.palette.haze), strength * (0.5 + v))
    sheet.soften(0.02)
    stage.put(sheet, "light shafts", 1.6, Motion(pulse=0.25, period=7.0))


def river(stage: Stage) -> None:
    """A river or lake between wooded banks, reflecting the sky; a waterfall where the words name one."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.7)
    land.mountains(stage, far, "range", 0.2, 0.6, snow=0.2)
    stage.put(far, "range", 12)
    bank = stage.sheet(5)
    land.ridge(stage, bank, "bank", 0.06, palette.out((96, 120, 84), 0.35), palette.out((110, 126, 96), 0.35))
    plants.treeline(stage, bank, "wood", 0.12, 0.28)
    stage.put(bank, "far bank", 5)
    depth = max(view.depth(10), 2.0)
    sheet = stage.sheet(depth)
    top = view.horizon + 0.018
    land.water(stage, sheet, top, mix(palette.out((44, 92, 104)), palette.zenith, 0.35), mix(palette.horizon, palette.out((90, 120, 100)), 0.35), 0.35)
    x, y = sun_at(stage)
    if stage.panel.weather == "" and view.horizon - y < 0.5:
        land.glitter(stage, sheet, x, top, palette.sun)
    if stage.has("waterfall"):
        _waterfall(stage)
    stage.put(sheet, "water", depth)
    near = stage.sheet(1.2)
    _bank(stage, near)
    stage.put(near, "near bank", 1.2)


def _waterfall(stage: Stage) -> None:
    sheet = stage.sheet(4)
    x, top, foot = stage.view.aspect * 0.66, stage.view.horizon - 0.42, stage.view.horizon + 0.03
    rock = stage.palette.out((86, 88, 92), 0.25)
    sheet.polygon([(x - 0.3, foot), (x - 0.24, top + 0.08), (x - 0.08, top - 0.02), (x + 0.12, top), (x + 0.3, top + 0.1), (x + 0.36, foot)], vertical(top, foot, shade(rock, 1.1), shade(rock, 0.7)))
    white = stage.palette.out((236, 244, 250), 0.1)
    sheet.polygon([(x - 0.05, top), (x + 0.06, top), (x + 0.09, foot), (x - 0.08, foot)], vertical(top, foot, mix(white, rock, 0.2), white))
    dice = stage.dice("fall")
    for u, v in dice.random((26, 2)).tolist():
        px = x - 0.06 + 0.13 * u
        sheet.stroke([(px, top + 0.4 * v * 0.3), (px + (u - 0.5) * 0.03, foot)], 0.003, mix(white, rock, 0.35), 0.4)
    sheet.ellipse((x, foot), (0.16, 0.05), halo(x, foot, 0.16, white, 0.9))
    stage.put(sheet, "waterfall", 4)


def _bank(stage: Stage, sheet: Canvas) -> None:
    palette, view = stage.palette, stage.view
    y = view.at(0, 0, max(view.distance * 1.5, 2.5))[1]
    x = np.linspace(sheet.left - 0.05, sheet.right + 0.05, 60)
    edge = y + 0.05 * line_noise(stage.dice("bank edge"), 60, 5)
    grass = palette.out((228, 234, 242) if stage.panel.season == "winter" else (98, 126, 70))
    sheet.polygon([*zip(x, edge, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)], vertical(y, y + 0.35, shade(grass, 1.1), shade(grass, 0.8)))
    land.mottle(stage, sheet, "bank", 0.12)
    span = (1.2, max(view.distance * 1.4, 2.4))
    land.tufts(stage, sheet, "reeds", 90, span, (shade(grass, 0.75), shade(grass, 1.0), shade(grass, 1.2)))
    land.rocks(stage, sheet, "stones", 12, span, palette.out((132, 130, 128)))


def sea(stage: Stage) -> None:
    """Open water in waves behind waves that heave against each other; high and foaming in a storm."""
    paint_sky(stage, 0.6)
    palette, view = stage.palette, stage.view
    rough = 2.2 if stage.panel.weather == "storm" else 1.0
    far = stage.sheet(16, 0.6)
    deep, bright = mix(palette.out((20, 74, 108)), palette.zenith, 0.25), mix(palette.sky, palette.out((70, 130, 150)), 0.4)
    land.water(stage, far, view.horizon, deep, bright, 0.6)
    x, y = sun_at(stage)
    if stage.panel.weather == "":
        land.glitter(stage, far, x, view.horizon, palette.sun, 0.16)
    stage.put(far, "sea", 16)
    if stage.has("boat"):
        _boat(stage)
    for i, (depth, drop, high) in enumerate(((6.0, 0.05, 0.008), (3.0, 0.12, 0.016), (1.7, 0.22, 0.03), (1.1, 0.36, 0.05), (0.7, 0.52, 0.08))):
        _wave(stage, i, depth, view.horizon + drop, high * rough)


def _wave(stage: Stage, row: int, depth: float, y: float, high: float) -> None:
    """One row of waves: a crest line, light along it, foam at the tops; it heaves to and fro."""
    palette = stage.palette
    sheet = stage.sheet(depth, 0.8)
    if y - high > sheet.bottom:
        return
    dice = stage.dice(f"wave {row}")
    x = np.linspace(sheet.left - 0.3, sheet.right + 0.3, 220)
    hills = line_noise(dice, 220, 4.5 + 9 / (1 + row), 3)
    crest = y - high * (hills**1.5 * 2.0)
    deep = mix(palette.out((16, 66, 98)), palette.zenith, 0.22)
    tone = mix(deep, palette.horizon, 0.3 / (1 + row))
    body = [*zip(x, crest, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)]
    sheet.polygon(body, vertical(y - high * 2, y + 0.16, mix(tone, palette.out((96, 186, 190)), 0.42), tone, shade(tone, 0.72)))
    line = crest + high * 0.10
    sheet.polygon([*zip(x, crest, strict=True), *zip(x[::-1], line[::-1], strict=True)], mix(palette.horizon, (255, 255, 255), 0.4), 0.35)
    _foam(stage, sheet, dice, x, crest, high)
    stage.put(sheet, f"wave {row}", depth, Motion(hop=0.006 + 0.004 * row, period=3.2 + 0.5 * row, phase=row * 0.23, travel=(0.02 * (row % 2 * 2 - 1), 0.0)))


def _foam(stage: Stage, sheet: Canvas, dice: np.random.Generator, x: Values, crest: Values, high: float) -> None:
    white = stage.palette.out((244, 250, 252), 0.05)
    tops = np.argwhere(crest < np.quantile(crest, 0.35 if stage.panel.weather == "storm" else 0.16))[:, 0]
    for i in tops[::1].tolist():
        for u, v, w in dice.random((2, 3)).tolist():
            r = high * (0.05 + 0.10 * w)
            sheet.ellipse((float(x[i]) + (u - 0.5) * high, float(crest[i]) + high * 0.5 * v * v), (r * 1.6, r * 0.7), white, 0.75 * (1 - v * 0.6))


def _boat(stage: Stage) -> None:
    sheet = stage.sheet(9)
    x, y = stage.view.aspect * 0.34, stage.view.horizon + 0.03
    hull, sail = stage.palette.out((120, 74, 52), 0.2), stage.palette.out((244, 236, 218), 0.15)
    sheet.stroke([(x, y), (x, y - 0.16)], 0.004, shade(hull, 0.7))
    sheet.blob([(x + 0.004, y - 0.16), (x + 0.075, y - 0.05), (x + 0.06, y - 0.022), (x + 0.004, y - 0.02)], sail)
    sheet.blob([(x - 0.004, y - 0.14), (x - 0.045, y - 0.04), (x - 0.004, y - 0.02)], shade(sail, 0.86))
    sheet.polygon([(x - 0.07, y - 0.012), (x + 0.08, y - 0.012), (x + 0.055, y + 0.016), (x - 0.05, y + 0.016)], hull)
    stage.put(sheet, "boat", 9, Motion(sway=1.2, hop=0.004, period=4.0))


def beach(stage: Stage) -> None:
    """Sand, a line of surf, the sea beyond; palms where it is tropical."""
    paint_sky(stage, 0.45)
    palette, view = stage.palette, stage.view
    far = stage.sheet(16, 0.6)
    land.water(stage, far, view.horizon, palette.out((58, 150, 168)), mix(palette.sky, palette.out((90, 170, 190)), 0.5), 0.5)
    x, _ = sun_at(stage)
    if stage.panel.weather == "":
        land.glitter(stage, far, x, view.horizon, palette.sun)
    stage.put(far, "sea", 16)
    _wave(stage, 1, 4.0, view.horizon + 0.05, 0.012)
    depth = max(view.depth(7), 1.3)
    sheet = stage.sheet(depth)
    y = view.at(0, 0, max(view.distance * 2.2, 5))[1]
    line = np.linspace(sheet.left - 0.05, sheet.right + 0.05, 80)
    edge = y + 0.03 * line_noise(stage.dice("surf"), 80, 4, 2)
    sand = palette.out((232, 208, 164))
    below = [(sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)]
    for shift, tone, opacity in ((-0.016, palette.out((240, 250, 252)), 0.9), (0.0, palette.out((190, 170, 136)), 1.0), (0.05, sand, 1.0)):
        sheet.polygon([*zip(line, edge + shift, strict=True), *below], tone, opacity)
    sheet.polygon([*zip(line, edge + 0.05, strict=True), *below], vertical(y, y + 0.5, sand, shade(sand, 0.86)))
    land.mottle(stage, sheet, "sand", 0.05)
    land.rocks(stage, sheet, "shells", 10, (1.5, 8), palette.out((200, 180, 160)))
    stage.put(sheet, "sand", depth)
    near = stage.sheet(1.15)
    for i, (u, more) in enumerate(((-0.74, 1.0), (-0.92, 3.0), (0.84, 2.2))):
        z = view.distance * 1.2 + more
        plants.palm(stage, near, stage.dice(f"palm {i}"), view.at(u * view.across(z), 0, z), 5 * view.unit(z), 0.05)
    stage.put(near, "palms", 1.15, Motion(sway=0.35, period=6))


def sky(stage: Stage) -> None:
    """Above the clouds: billows behind billows."""
    paint_sky(stage, 0.4)
    palette = stage.palette
    for i, (depth, y, size) in enumerate(((12.0, 0.62, 0.10), (5.0, 0.76, 0.16), (2.2, 0.94, 0.24))):
        sheet = stage.sheet(depth, 0.5)
        dice = stage.dice(f"billows {i}")
        top, bottom = mix(palette.cloud, palette.haze, 0.4 - 0.2 * i), mix(palette.cloud_shade, palette.haze, 0.45 - 0.2 * i)
        for u, v, w in dice.random((60, 3)).tolist():
            x = sheet.left + u * (sheet.right - sheet.left)
            r = size * (0.35 + 0.65 * v)
            cy = y + size * 0.7 * w
            sheet.ellipse((x, cy), (r * 1.25, r), vertical(cy - r, cy + r, top, bottom))
        sheet.box((sheet.left - 1, y + size * 0.7, sheet.right + 1, sheet.bottom + 1), vertical(y + size * 0.4, y + size * 2, mix(top, bottom, 0.6), bottom))
        sheet.soften(0.012)
        stage.put(sheet, f"billows {i}", depth, Motion(travel=(0.02 * (i + 1), 0.0)))
