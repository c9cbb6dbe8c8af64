"""Rivers, seas, beaches, and the sky above the clouds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places import coasts, land, plants
from filmc.render.draw.places.sky import paint_sky, sun_at
from filmc.render.draw.places.stage import Stage, line_noise

Values = NDArray[np.float64]


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
    land.water(
        stage,
        sheet,
        top,
        mix(palette.out((44, 92, 104)), palette.zenith, 0.35),
        mix(palette.horizon, palette.out((90, 120, 100)), 0.35),
        0.35,
    )
    x, y = sun_at(stage)
    if stage.setting.weather == "" and view.horizon - y < 0.5:
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
    dice = stage.dice("fall")
    for width, height, tone in ((0.62, 0.78, 0.8), (0.46, 0.92, 0.92), (0.3, 1.0, 1.05)):
        up = (foot - top) * height
        edge = [
            (
                x + width * (t - 0.5) * 1.5,
                foot - up * min(1.0, 3.2 * (0.5 - abs(t - 0.5)) ** 0.8 + 0.12 * dice.random()),
            )
            for t in np.linspace(0, 1, 22).tolist()
        ]
        stone = shade(rock, tone)
        sheet.polygon(
            [(x - width * 0.8, foot), *edge, (x + width * 0.8, foot)],
            vertical(foot - up, foot, shade(stone, 1.1), shade(stone, 0.62)),
        )
        for px, py in edge[3:-3:2]:
            sheet.stroke(
                [(px, py + 0.03), (px + 0.02 * (dice.random() - 0.5), py + up * (0.25 + 0.4 * dice.random()))],
                0.007,
                shade(stone, 0.7),
                0.6,
                end=0.001,
            )
            plants.conifer(stage, sheet, dice, (px, py + 0.012), 0.05 + 0.03 * dice.random(), 0.35)
    white = stage.palette.out((236, 244, 250), 0.1)
    sheet.polygon(
        [(x - 0.05, top), (x + 0.06, top), (x + 0.09, foot), (x - 0.08, foot)],
        vertical(top, foot, mix(white, rock, 0.2), white),
    )
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
    grass = palette.out((228, 234, 242) if stage.setting.season == "winter" else (98, 126, 70))
    sheet.polygon(
        [*zip(x, edge, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)],
        vertical(y, y + 0.35, shade(grass, 1.1), shade(grass, 0.8)),
    )
    land.mottle(stage, sheet, "bank", 0.12)
    span = (1.2, max(view.distance * 1.4, 2.4))
    land.tufts(stage, sheet, "reeds", 90, span, (shade(grass, 0.75), shade(grass, 1.0), shade(grass, 1.2)))
    land.rocks(stage, sheet, "stones", 12, span, palette.out((132, 130, 128)))


def sea(stage: Stage) -> None:
    """Open water in waves behind waves that heave against each other; high and foaming in a storm.

    A harbour, where one is named.
    """
    if stage.has("quay"):
        coasts.harbour(stage)
        return
    paint_sky(stage, 0.6)
    view = stage.view
    rough = 2.2 if stage.setting.weather == "storm" else 1.0
    coasts.open_sea(stage, (20, 74, 108), (70, 130, 150))
    if stage.has("boat"):
        _boat(stage)
    for i, (depth, drop, high) in enumerate(
        ((6.0, 0.05, 0.008), (3.0, 0.12, 0.016), (1.7, 0.22, 0.03), (1.1, 0.36, 0.05), (0.7, 0.52, 0.08))
    ):
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
    tone = mix(deep, palette.horizon, 0.42 / (1 + 0.4 * row))
    body = [*zip(x, crest, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)]
    sheet.polygon(
        body, vertical(y - high * 2, y + 0.16, mix(tone, palette.out((96, 186, 190)), 0.42), tone, shade(tone, 0.72))
    )
    line = crest + high * 0.10
    sheet.polygon(
        [*zip(x, crest, strict=True), *zip(x[::-1], line[::-1], strict=True)],
        mix(palette.horizon, (255, 255, 255), 0.4),
        0.35,
    )
    _foam(stage, sheet, dice, x, crest, high)
    stage.put(
        sheet,
        f"wave {row}",
        depth,
        Motion(
            hop=0.006 + 0.004 * row, period=3.2 + 0.5 * row, phase=row * 0.23, travel=(0.02 * (row % 2 * 2 - 1), 0.0)
        ),
    )


def _foam(stage: Stage, sheet: Canvas, dice: np.random.Generator, x: Values, crest: Values, high: float) -> None:
    white = stage.palette.out((244, 250, 252), 0.05)
    tops = np.argwhere(crest < np.quantile(crest, 0.3 if stage.setting.weather == "storm" else 0.16))[:, 0]
    for i in tops.tolist():
        for u, v, w in dice.random((4, 3)).tolist():
            r = high * 0.05 * (0.3 + w)
            spot = (float(x[i]) + (u - 0.5) * high, float(crest[i]) + high * 0.6 * v**3)
            sheet.ellipse(spot, (r * 1.6, r * 0.7), white, 0.8 * (1 - v * 0.7))


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
    """Sand, a line of surf, the sea beyond; palms where it is tropical, rocks where the words say so."""
    if stage.has("rocks", "lighthouse"):
        coasts.rocky_shore(stage)
        return
    paint_sky(stage, 0.45)
    palette, view = stage.palette, stage.view
    far = stage.sheet(16, 0.6)
    land.water(
        stage, far, view.horizon, palette.out((58, 150, 168)), mix(palette.sky, palette.out((90, 170, 190)), 0.5), 0.5
    )
    x, _ = sun_at(stage)
    if stage.setting.weather == "":
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
    for shift, tone, opacity in (
        (-0.016, palette.out((240, 250, 252)), 0.9),
        (0.0, palette.out((190, 170, 136)), 1.0),
        (0.05, sand, 1.0),
    ):
        sheet.polygon([*zip(line, edge + shift, strict=True), *below], tone, opacity)
    sheet.polygon([*zip(line, edge + 0.05, strict=True), *below], vertical(y, y + 0.5, sand, shade(sand, 0.86)))
    land.mottle(stage, sheet, "sand", 0.05)
    land.rocks(stage, sheet, "shells", 10, (1.5, 8), palette.out((200, 180, 160)))
    stage.put(sheet, "sand", depth)
    if not stage.has("palm"):
        return
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
        top, bottom = (
            mix(palette.cloud, palette.haze, 0.4 - 0.2 * i),
            mix(palette.cloud_shade, palette.haze, 0.45 - 0.2 * i),
        )
        for u, v, w in dice.random((60, 3)).tolist():
            x = sheet.left + u * (sheet.right - sheet.left)
            r = size * (0.35 + 0.65 * v)
            cy = y + size * 0.7 * w
            sheet.ellipse((x, cy), (r * 1.25, r), vertical(cy - r, cy + r, top, bottom))
        sheet.box(
            (sheet.left - 1, y + size * 0.7, sheet.right + 1, sheet.bottom + 1),
            vertical(y + size * 0.4, y + size * 2, mix(top, bottom, 0.6), bottom),
        )
        sheet.soften(0.012)
        stage.put(sheet, f"billows {i}", depth, Motion(travel=(0.02 * (i + 1), 0.0)))
