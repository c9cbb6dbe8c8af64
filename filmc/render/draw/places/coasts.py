"""Where land meets the sea: rocky shores, lighthouses, harbours."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import Linear, halo, mix, shade, vertical
from filmc.render.draw.places import built, land
from filmc.render.draw.places.sky import paint_sky, sun_at
from filmc.render.draw.places.stage import Stage, line_noise

Spot = tuple[float, float]
ROCK: Colour = (112, 108, 110)


def open_sea(stage: Stage, deep: Colour, bright: Colour) -> None:
    """Paint water to the horizon, between two colours; when the sky is fair the sun glitters on it."""
    palette, view = stage.palette, stage.view
    sheet = stage.sheet(16, 0.6)
    deep, bright = mix(palette.out(deep), palette.zenith, 0.25), mix(palette.sky, palette.out(bright), 0.4)
    land.water(stage, sheet, view.horizon, deep, bright, 0.6)
    if stage.setting.weather == "":
        land.glitter(stage, sheet, sun_at(stage)[0], view.horizon, palette.sun, 0.16)
    stage.put(sheet, "sea", 16)


def rocky_shore(stage: Stage) -> None:
    """Boulders and wet rock before a rough sea; a lighthouse on its headland where the words name one."""
    paint_sky(stage, 0.6)
    view = stage.view
    open_sea(stage, (26, 78, 104), (90, 140, 156))
    if stage.has("lighthouse"):
        _headland(stage)
    z = max(view.distance * 1.7, 5.0)
    water = view.at(0, 0, z)[1]
    rough = 2.0 if stage.setting.weather == "storm" else 1.0
    rows = ((5.0, 0.16, 0.006), (3.0, 0.45, 0.010), (2.0, 0.8, 0.014))
    for row, (depth, share, high) in enumerate(rows):
        _swell(stage, row, depth, view.horizon + (water - view.horizon) * share, high * rough)
    _skerries(stage, view.horizon + (water - view.horizon) * 0.75)
    _rocks(stage, z)


def _swell(stage: Stage, row: int, depth: float, y: float, high: float) -> None:
    sheet = stage.sheet(depth, 0.8)
    palette = stage.palette
    x = np.linspace(sheet.left - 0.3, sheet.right + 0.3, 160)
    crest = y - high * 2 * line_noise(stage.dice(f"swell {row}"), 160, 6 - row, 3) ** 1.4
    tone = mix(mix(palette.out((20, 66, 92)), palette.zenith, 0.2), palette.horizon, 0.3 / (1 + row))
    body = [*zip(x, crest, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)]
    sheet.polygon(
        body, vertical(y - high * 2, y + 0.14, mix(tone, palette.out((110, 176, 184)), 0.4), shade(tone, 0.8))
    )
    foam = palette.out((240, 247, 250), 0.1)
    sheet.polygon([*zip(x, crest, strict=True), *zip(x[::-1], (crest + high * 0.22)[::-1], strict=True)], foam, 0.5)
    motion = Motion(hop=0.005 + 0.003 * row, period=3.0 + 0.4 * row, phase=row * 0.3)
    stage.put(sheet, f"swell {row}", depth, motion)


def _skerries(stage: Stage, y: float) -> None:
    """Rocks in the water, white where the sea breaks on them."""
    sheet = stage.sheet(2.4)
    dice = stage.dice("skerries")
    foam = stage.palette.out((244, 250, 252), 0.05)
    for side, u, size in ((-1, 0.72, 0.13), (1, 0.86, 0.1), (1, 0.52, 0.055), (-1, 0.4, 0.045)):
        x = stage.view.aspect * (0.5 + side * u * 0.55)
        boulder(sheet, dice, (x, y + 0.02), size, stage.palette.out(ROCK, 0.18))
        for a, b, c in dice.random((14, 3)).tolist():
            r = size * (0.05 + 0.1 * c)
            sheet.ellipse((x + (a - 0.5) * size * 2.9, y + 0.025 - size * 0.25 * b * b), (r * 1.7, r * 0.7), foam, 0.75)
    stage.put(sheet, "skerries", 2.4)


def _rocks(stage: Stage, z: float) -> None:
    """The rock one stands on, with its ragged edge to the sea and boulders at both sides."""
    palette, view = stage.palette, stage.view
    depth = max(view.depth(z) * 0.8, 1.3)
    sheet = stage.sheet(depth)
    dice = stage.dice("shelf")
    rock = palette.out(ROCK)
    y = view.at(0, 0, z)[1]
    x = np.linspace(sheet.left - 0.05, sheet.right + 0.05, 46)
    edge = y + 0.03 - 0.05 * line_noise(dice, 46, 7, 3)
    foam = palette.out((244, 250, 252), 0.05)
    below: list[Spot] = [(sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)]
    sheet.polygon([*zip(x, edge - 0.014, strict=True), *below], foam, 0.8)
    sheet.polygon(
        [*zip(x, edge, strict=True), *below], vertical(y - 0.02, y + 0.5, shade(rock, 0.62), rock, shade(rock, 0.7))
    )
    _cracks(stage, sheet, dice, rock, y)
    spots = dice.random((26, 3)).tolist()
    for u, v, w in sorted(spots, key=lambda spot: -spot[1]):
        bz = view.distance * 0.75 + (z - view.distance * 0.75) * v
        reach = view.across(bz)
        bx = (1 if u > 0.5 else -1) * (0.9 + (reach - 0.9) * (abs(u - 0.5) * 2) ** 0.7)
        size = (0.25 + 0.75 * w**2) * view.unit(bz) * min(0.4 + abs(bx) / 4, 1.5)
        boulder(sheet, dice, view.at(bx, 0, bz), min(size, 0.3), shade(rock, 0.85 + 0.3 * u))
    land.mottle(stage, sheet, "rock", 0.14, 16)
    stage.put(sheet, "rocks", depth)


def _cracks(stage: Stage, sheet: Canvas, dice: np.random.Generator, rock: Colour, y: float) -> None:
    """Ledges, and pools that mirror the sky."""
    for u, v, w in dice.random((40, 3)).tolist():
        px, py = sheet.left + u * (sheet.right - sheet.left), y + 0.03 + 0.5 * v**1.3
        near = (py - y) * 1.4 + 0.12
        line = [(px - 0.3 * near, py), (px - 0.05 * near, py - 0.05 * near * w), (px + 0.3 * near, py + 0.03 * near)]
        sheet.polygon([*line, (px, py + 0.07 * near)], shade(rock, 0.7 if w < 0.6 else 1.16), 0.55)
    for u, v, w in dice.random((7, 3)).tolist():
        px, py = sheet.left + u * (sheet.right - sheet.left), y + 0.06 + 0.36 * v
        wide = (0.05 + 0.1 * w) * (0.3 + 2 * (py - y))
        sheet.ellipse((px, py), (wide, wide * 0.16), mix(stage.palette.horizon, rock, 0.4), 0.8)


def boulder(sheet: Canvas, dice: np.random.Generator, foot: Spot, size: float, tone: Colour) -> None:
    """Draw a faceted rock, `size` half as wide, lit from above."""
    x, y = foot
    angles = np.linspace(math.pi, 2 * math.pi, 8) + (dice.random(8) - 0.5) * 0.2
    radii = size * (0.82 + 0.36 * dice.random(8))
    rim = [(x + r * math.cos(a), y + 0.85 * r * math.sin(a)) for a, r in zip(angles, radii, strict=True)]
    rim[0], rim[-1] = (x - size * 1.1, y + size * 0.06), (x + size * 1.15, y + size * 0.05)
    base = [(x + size * 0.5, y + size * 0.14), (x - size * 0.5, y + size * 0.15)]
    shadow = [
        (x - size, y + size * 0.05),
        (x + size * 1.5, y),
        (x + size * 1.3, y + size * 0.22),
        (x - size * 0.8, y + size * 0.2),
    ]
    sheet.shadow(shadow, size * 0.12, (8, 10, 20), 0.4)
    sheet.polygon([*rim, *base], vertical(y - size * 0.9, y, shade(tone, 1.12), shade(tone, 0.55)))
    peak = (x + size * 0.1, y - size * (0.42 + 0.16 * float(dice.random())))
    sheet.polygon([rim[2], rim[3], rim[4], rim[5], peak], shade(tone, 1.24), 0.8)
    sheet.polygon([peak, rim[5], rim[6], rim[7], base[0]], shade(tone, 0.5), 0.6)
    sheet.polygon([rim[1], rim[2], peak, (x - size * 0.3, y + size * 0.1)], shade(tone, 0.86), 0.6)


def _headland(stage: Stage) -> None:
    """A cape with a lighthouse, whose light goes round when it is dark."""
    palette, view = stage.palette, stage.view
    sheet = stage.sheet(5)
    dice = stage.dice("headland")
    side = 1 if dice.random() < 0.6 else -1
    x, foot = view.aspect * (0.5 + side * 0.24), view.horizon - 0.075
    reach = np.linspace(0, 1, 18)
    rise = 0.085 * (1 - reach**1.6) + 0.012 * dice.random(18)
    out = [
        (x - side * 0.26 * float(t) - side * 0.02, view.horizon + 0.02 - float(h))
        for t, h in zip(reach, rise, strict=True)
    ]
    rock = palette.out((104, 102, 100), 0.22)
    end = sheet.right + 1 if side > 0 else sheet.left - 1
    shape = [
        *out[::-1],
        (x + side * 0.2, view.horizon - 0.1),
        (end, view.horizon - 0.16),
        (end, view.horizon + 0.04),
        (out[-1][0], view.horizon + 0.04),
    ]
    sheet.polygon(shape, vertical(view.horizon - 0.14, view.horizon + 0.03, shade(rock, 1.1), shade(rock, 0.55)))
    tall = 0.3
    _tower(stage, sheet, (x, foot), tall)
    hut = (x + side * 0.06, foot - 0.03, x + side * 0.15, foot + 0.012)
    left, right = min(hut[0], hut[2]), max(hut[0], hut[2])
    sheet.box((left, hut[1], right, hut[3]), palette.out((226, 220, 208), 0.12))
    sheet.polygon(
        [(left - 0.008, hut[1]), ((left + right) / 2, hut[1] - 0.035), (right + 0.008, hut[1])],
        palette.out((150, 74, 62), 0.15),
    )
    if palette.lamps > 0.3:
        sheet.box((left + 0.02, hut[1] + 0.012, left + 0.034, hut[1] + 0.028), built.GLOW)
    stage.put(sheet, "headland", 5)
    if palette.lamps > 0.3 or stage.setting.weather in {"fog", "storm", "rain"}:
        _beam(stage, (x, foot - tall * 0.93), -side)


def _tower(stage: Stage, sheet: Canvas, foot: Spot, tall: float) -> None:
    """Draw a white tower with red bands, a gallery and a lantern."""
    x, y = foot
    wide = tall * 0.13
    white, red = stage.palette.out((240, 238, 232), 0.1), stage.palette.out((190, 52, 46), 0.1)

    def edge(t: float) -> float:
        return wide * (1 - 0.42 * t)

    for i in range(5):
        a, b = i * 0.8 / 5, (i + 1) * 0.8 / 5
        tone = red if i % 2 else white
        lit = Linear(
            (x - wide, 0),
            (x + wide, 0),
            ((0.0, shade(tone, 0.95), 1.0), (0.4, shade(tone, 1.05), 1.0), (1.0, shade(tone, 0.62), 1.0)),
        )
        quad = [
            (x - edge(b), y - tall * b),
            (x + edge(b), y - tall * b),
            (x + edge(a), y - tall * a),
            (x - edge(a), y - tall * a),
        ]
        sheet.polygon(quad, lit)
    dark = stage.palette.out((52, 54, 60), 0.1)
    top = y - tall * 0.8
    sheet.box((x - wide * 0.85, top - tall * 0.025, x + wide * 0.85, top), dark)
    glass = built.GLOW if stage.palette.lamps > 0.3 else stage.palette.out((190, 216, 226))
    sheet.box((x - wide * 0.46, top - tall * 0.13, x + wide * 0.46, top - tall * 0.025), glass)
    for k in (-0.46, 0.0, 0.46):
        sheet.stroke([(x + k * wide, top - tall * 0.13), (x + k * wide, top)], wide * 0.08, dark)
    sheet.polygon(
        [(x - wide * 0.62, top - tall * 0.13), (x, top - tall * 0.22), (x + wide * 0.62, top - tall * 0.13)], red
    )


def _beam(stage: Stage, lamp: Spot, way: int) -> None:
    x, y = lamp
    glow = stage.sheet(4.9, 0.5)
    for aim, spread, power in ((way, 0.16, 0.62), (-way, 0.1, 0.4)):
        end = x + aim * stage.view.aspect
        tones = Linear(
            (x, y),
            (end, y),
            ((0.0, (255, 240, 196), power), (0.5, (255, 240, 196), power * 0.35), (1.0, (255, 240, 196), 0.0)),
        )
        glow.polygon([(x, y - 0.006), (end, y - spread), (end, y + spread * 0.5), (x, y + 0.006)], tones)
    glow.ellipse((x, y), (0.16, 0.16), halo(x, y, 0.16, (255, 240, 200), 0.95))
    glow.soften(0.005)
    stage.put(glow, "beam", 4.9, Motion(pulse=0.55, period=4.0))


def harbour(stage: Stage) -> None:
    """A basin with moored boats, the town beyond it, a stone quay to stand on."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    water = stage.sheet(16, 0.6)
    deep, bright = (
        mix(palette.out((34, 84, 104)), palette.zenith, 0.25),
        mix(palette.sky, palette.out((110, 156, 166)), 0.4),
    )
    land.water(stage, water, view.horizon, deep, bright, 0.35)
    if palette.lamps > 0.3:
        for k in range(7):
            land.glitter(stage, water, view.aspect * (0.06 + 0.15 * k), view.horizon, built.GLOW, 0.03)
    stage.put(water, "sea", 16)
    _town(stage)
    z = max(view.distance * 1.3, 3.0)
    quay = view.at(0, 0, z)[1]
    for row, (depth, share, size) in enumerate(((6.0, 0.12, 0.10), (3.6, 0.34, 0.16), (2.2, 0.7, 0.25))):
        _moorings(stage, row, depth, view.horizon + (quay - view.horizon) * share, size)
    _quay(stage, z)


def _town(stage: Stage) -> None:
    """Houses in rows up the slope behind the basin."""
    palette, view = stage.palette, stage.view
    sheet = stage.sheet(9)
    dice = stage.dice("town")
    land.ridge(stage, sheet, "slope", 0.13, palette.out((104, 124, 100), 0.45), palette.out((110, 124, 110), 0.4), 2)
    walls = ((236, 224, 204), (224, 180, 140), (206, 214, 220), (232, 204, 150), (196, 140, 120))
    for row, (y, size) in enumerate(((-0.055, 0.032), (-0.025, 0.042), (0.012, 0.055))):
        x = sheet.left
        while x < sheet.right:
            wide, tall = size * (0.8 + 0.7 * float(dice.random())), size * (0.9 + 0.7 * float(dice.random()))
            foot = view.horizon + y + 0.004
            wall = palette.out(walls[int(dice.integers(5))], 0.42 - 0.1 * row)
            sheet.box((x, foot - tall, x + wide, foot), wall)
            roof = [
                (x - size * 0.08, foot - tall),
                (x + wide / 2, foot - tall - size * 0.5),
                (x + wide + size * 0.08, foot - tall),
            ]
            sheet.polygon(roof, palette.out((158, 88, 70), 0.4 - 0.1 * row))
            for wx in np.arange(x + size * 0.2, x + wide - size * 0.2, size * 0.36).tolist():
                pane = built.lit_window(stage, dice, 0.3)
                sheet.box((wx, foot - tall * 0.7, wx + size * 0.14, foot - tall * 0.45), pane)
            x += wide * (1.0 + 0.35 * float(dice.random()))
    stage.put(sheet, "town", 9)


def _moorings(stage: Stage, row: int, depth: float, y: float, size: float) -> None:
    sheet = stage.sheet(depth)
    dice = stage.dice(f"moorings {row}")
    x = sheet.left + size * float(dice.random())
    while x < sheet.right + size:
        _fishing_boat(stage, sheet, dice, (x, y), size * (0.8 + 0.4 * float(dice.random())), 0.32 - 0.12 * row)
        x += size * (2.6 + 2.2 * float(dice.random()))
    stage.put(
        sheet,
        f"boats {row}",
        depth,
        Motion(hop=0.004 + 0.002 * row, sway=0.25, period=3.4 + 0.5 * row, phase=row * 0.37),
    )


def _fishing_boat(stage: Stage, sheet: Canvas, dice: np.random.Generator, at: Spot, size: float, far: float) -> None:
    x, y = at
    out = stage.palette.out
    hull = out(
        ((52, 92, 136), (168, 62, 52), (64, 116, 92), (226, 222, 212), (206, 150, 62))[int(dice.integers(5))], far
    )
    way = 1 if dice.random() < 0.5 else -1

    def place(points: list[Spot]) -> list[Spot]:
        return [(x + way * size * px, y + size * py) for px, py in points]

    sheet.ellipse((x, y + size * 0.12), (size * 0.9, size * 0.07), (10, 20, 30), 0.3)
    sheet.stroke(place([(-0.1, -0.2), (-0.1, -1.15)]), size * 0.03, out((96, 78, 62), far), end=size * 0.015)
    sheet.stroke(place([(-0.1, -1.1), (0.85, -0.24)]), size * 0.008, out((70, 70, 76), far))
    sheet.stroke(place([(-0.1, -1.1), (-0.8, -0.2)]), size * 0.008, out((70, 70, 76), far))
    cabin = out((238, 234, 224), far)
    sheet.polygon(place([(-0.45, -0.18), (-0.42, -0.52), (0.08, -0.52), (0.14, -0.18)]), cabin)
    sheet.polygon(place([(-0.5, -0.52), (-0.46, -0.58), (0.14, -0.58), (0.16, -0.52)]), shade(cabin, 0.72))
    pane = built.GLOW if stage.palette.lamps > 0.5 and dice.random() < 0.6 else out((90, 116, 132), far)
    for k in (-0.34, -0.12):
        sheet.polygon(place([(k, -0.3), (k, -0.45), (k + 0.15, -0.45), (k + 0.15, -0.3)]), pane)
    shape = place([(-0.82, -0.2), (0.3, -0.18), (0.95, -0.34), (0.72, 0.08), (-0.68, 0.1)])
    sheet.polygon(shape, vertical(y - size * 0.3, y + size * 0.1, shade(hull, 1.12), shade(hull, 0.66)))
    sheet.stroke(place([(-0.82, -0.2), (0.3, -0.18), (0.95, -0.34)]), size * 0.035, out((240, 236, 226), far))


def _quay(stage: Stage, z: float) -> None:
    """Stone slabs to the water's edge, with bollards, crates and a lamp."""
    palette, view = stage.palette, stage.view
    depth = max(view.depth(z), 1.2)
    sheet = stage.sheet(depth)
    stone = palette.out((158, 152, 146))
    land.ground(stage, sheet, z, stone, shade(stone, 0.94))
    near = max(view.distance * 0.3, 0.4)
    half = view.across(z) + 1
    dice = stage.dice("slabs")
    for gz in np.geomspace(near, z, 9).tolist():
        sheet.polygon(view.flat(-half, half, gz, gz * 1.012), shade(stone, 0.72), 0.7)
    for x in np.arange(-half, half, 1.3).tolist():
        sheet.polygon(view.flat(x, x + 0.03, near, z), shade(stone, 0.78), 0.7)
    stage.solid(sheet, (-half, half), (0, 0.14), (z - 0.35, z), shade(stone, 1.06))
    iron = palette.out((54, 56, 62))
    for x in np.arange(-half + float(dice.random()), half, 2.6).tolist():
        px, py = view.at(x, 0.14, z - 0.2)
        u = view.unit(z)
        sheet.box((px - 0.13 * u, py - 0.34 * u, px + 0.13 * u, py), iron)
        sheet.ellipse((px, py - 0.34 * u), (0.22 * u, 0.08 * u), shade(iron, 1.3))
    wood = palette.out((158, 118, 76))
    for side in (-1, 1):
        x = side * max(view.across(z) * 0.72, 1.6)
        for k, (dx, low, size) in enumerate(((0.0, 0.0, 0.7), (0.8, 0.0, 0.6), (0.15, 0.7, 0.55))):
            if side > 0 and k == 1:
                continue
            cx = x + side * dx
            stage.solid(
                sheet,
                (cx - size / 2, cx + size / 2),
                (low, low + size),
                (z - 1.1, z - 1.1 + size),
                shade(wood, 0.9 + 0.1 * k),
            )
            sheet.polygon(
                view.facing(cx - size / 2, low + size * 0.45, cx + size / 2, low + size * 0.55, z - 1.1),
                shade(wood, 0.62),
            )
    built.lamp_post(stage, sheet, math.copysign(max(view.across(z) * 0.5, 1.4), dice.random() - 0.5), z - 0.5, 3.6)
    land.mottle(stage, sheet, "quay", 0.08, 14)
    stage.put(sheet, "quay", depth)
