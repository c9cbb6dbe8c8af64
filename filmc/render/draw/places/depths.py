"""Below: caves and the bottom of the sea."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.outline import rounded
from filmc.render.draw.paint import Radial, halo, mix, shade, vertical
from filmc.render.draw.places import land
from filmc.render.draw.places.stage import Stage, line_noise


def cave(stage: Stage) -> None:
    """Rock arches behind each other, light at the end, stalactites, glowing crystals or embers of a lair."""
    view = stage.view
    fiery = stage.has("fire")
    glow: Colour = (255, 150, 70) if fiery else (120, 200, 226)
    base = stage.sheet(20, 0.5)
    base.flood((14, 14, 22))
    x, y = view.aspect * 0.5, view.horizon - 0.06
    base.ellipse((x, y), (0.75, 0.6), halo(x, y, 0.75, glow, 1.0))
    stage.put(base, "light", 20)
    for i, (depth, hole, tone) in enumerate(((8.0, 0.26, 0.5), (4.0, 0.38, 0.32), (2.2, 0.52, 0.18))):
        sheet = stage.sheet(depth)
        rock = mix((58, 56, 70), glow, tone * 0.5)
        _arch(stage, sheet, i, (x + 0.05 * (i % 2 * 2 - 1), y), hole, rock)
        stage.put(sheet, f"arch {i}", depth)
    depth = max(view.depth(7), 1.3)
    floor = stage.sheet(depth)
    land.ground(stage, floor, 18, (52, 50, 62), mix((60, 58, 72), glow, 0.3))
    px, py = view.at(0, 0, 16)
    floor.ellipse((px, py), (0.8, 0.14), halo(px, py, 0.8, glow, 0.4))
    land.mottle(stage, floor, "rock", 0.16, 14)
    land.rocks(stage, floor, "rocks", 26, (1.6, 16), (84, 82, 96))
    dice = stage.dice("crystals")
    for u, v, w in dice.random((9, 3)).tolist():
        z = view.distance * 1.3 + 8 * v
        side = -1 if u < 0.5 else 1
        cx, cy = view.at(side * (1.6 + 2.6 * w), 0, z)
        s = (0.35 + 0.5 * w) * view.unit(z)
        floor.ellipse((cx, cy - s * 0.4), (s * 1.6, s * 1.4), halo(cx, cy - s * 0.4, s * 1.6, glow, 0.4))
        for lean in (-0.35, 0.05, 0.4):
            floor.polygon(
                [
                    (cx - s * 0.12 + lean * s * 0.5, cy),
                    (cx + lean * s * 1.2, cy - s * (1 - abs(lean))),
                    (cx + s * 0.12 + lean * s * 0.5, cy),
                ],
                mix(glow, (255, 255, 255), 0.3 + lean * 0.4),
                0.85,
            )
    stage.put(floor, "floor", depth)


def _arch(stage: Stage, sheet: Canvas, row: int, centre: tuple[float, float], hole: float, rock: Colour) -> None:
    noise = line_noise(stage.dice(f"arch {row}"), 73, 16, 3)
    noise[-1] = noise[0]
    angles = np.linspace(0, 2 * math.pi, 73)
    radii = hole * (0.75 + 0.55 * noise)
    opening = [
        (centre[0] + 1.75 * r * math.cos(a), centre[1] + 1.15 * r * math.sin(a))
        for a, r in zip(angles, radii, strict=True)
    ]
    outer = rounded((sheet.left - 1, sheet.top - 1, sheet.right + 1, sheet.bottom + 1))
    sheet.polygons(
        [outer, opening],
        Radial(
            centre,
            hole * 3.2,
            hole * 2.6,
            ((0.0, shade(rock, 1.2), 1.0), (0.45, rock, 1.0), (1.0, shade(rock, 0.35), 1.0)),
        ),
    )
    dice = stage.dice(f"stalactites {row}")
    for u, v in dice.random((9, 2)).tolist():
        a = math.pi + math.pi * (0.12 + 0.76 * u)
        px, py = centre[0] + 1.75 * hole * 1.1 * math.cos(a), centre[1] + 1.15 * hole * 1.1 * math.sin(a)
        wide, long = hole * (0.03 + 0.06 * v), hole * (0.25 + 0.5 * v)
        sheet.polygon(
            [(px - wide, py - 0.08), (px, py + long), (px + wide, py - 0.08)],
            vertical(py, py + long, shade(rock, 0.6), shade(rock, 1.1)),
        )


def underwater(stage: Stage) -> None:
    """Light from above in shafts, rocks and coral in hazy depths, weed swaying, sand below."""
    view = stage.view
    night = stage.setting.hour == "night"
    top: Colour = (40, 110, 150) if night else (110, 206, 226)
    deep: Colour = (6, 26, 60) if night else (14, 74, 122)
    base = stage.sheet(40, 0.5)
    base.flood(vertical(-0.15, 1.05, top, mix(top, deep, 0.5), deep, shade(deep, 0.8)))
    x = view.aspect * 0.45
    base.ellipse((x, -0.12), (0.9, 0.5), halo(x, -0.12, 0.9, (226, 252, 255), 0.75))
    stage.put(base, "water", 40)
    _light_shafts(stage, x, top)
    for i, (depth, rise, far) in enumerate(((9.0, 0.26, 0.7), (4.5, 0.18, 0.42), (2.2, 0.12, 0.15))):
        sheet = stage.sheet(depth)
        tone = mix((52, 66, 96), deep, far)
        line = view.horizon + 0.06 + 0.09 * i
        xs = np.linspace(sheet.left - 0.05, sheet.right + 0.05, 70)
        ridge = line - rise * line_noise(stage.dice(f"reef {i}"), 70, 4 + i) ** 1.6 * 1.5
        sheet.polygon(
            [*zip(xs, ridge, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)],
            vertical(line - rise, line + 0.25, mix(tone, top, 0.25), tone, shade(tone, 0.75)),
        )
        _coral(stage, sheet, i, list(zip(xs.tolist(), ridge.tolist(), strict=True)), far, deep)
        stage.put(sheet, f"reef {i}", depth)
    depth = max(view.depth(7), 1.3)
    sand = stage.sheet(depth)
    above = view.horizon < 0
    end = view.distance * 6 if above else 16.0
    land.ground(stage, sand, end, mix((206, 190, 150), deep, 0.45), mix((190, 180, 150), deep, 0.75))
    if above:
        _from_above(stage, sand, top)
    land.mottle(stage, sand, "sand", 0.14, 16)
    land.rocks(stage, sand, "rocks", 40 if above else 14, (1.6, end - 2), mix((110, 112, 120), deep, 0.4))
    stage.put(sand, "sand", depth)
    _weed(stage, deep)


def _from_above(stage: Stage, sand: Canvas, light: Colour) -> None:
    """Draw what the sea floor shows from above: the net of light that waves throw on it, patches of weed."""
    dice = stage.dice("floor")
    width, height = sand.right - sand.left, sand.bottom - sand.top
    for u, v, w in dice.random((16, 3)).tolist():
        at = (sand.left + width * u, sand.top + height * v)
        sand.ellipse(at, (0.1 + 0.16 * w, 0.05 + 0.07 * w), (24, 62, 66), 0.4)
    for u, v, w in dice.random((90, 3)).tolist():
        x, y, r = sand.left + width * u, sand.top + height * v, 0.05 + 0.07 * w
        ring = [(x + r * (0.7 + 0.5 * float(k)) * math.cos(a), y + r * 0.6 * (0.7 + 0.5 * float(k)) * math.sin(a))
                for k, a in zip(dice.random(7), np.linspace(0, 2 * math.pi, 8), strict=False)]  # fmt: skip
        sand.curve([*ring, ring[0]], 0.004, mix(light, (255, 255, 255), 0.4), 0.3)


def _weed(stage: Stage, deep: Colour) -> None:
    view = stage.view
    weed = stage.sheet(0.65, 0.7)
    for u, v, w in stage.dice("weed").random((22, 3)).tolist():
        wx = weed.left + u * (weed.right - weed.left)
        tall = (0.12 + 0.3 * v) * (1.4 if abs(wx - view.aspect / 2) > view.aspect * 0.32 else 0.45)
        weed.curve(
            [
                (wx, 1.15),
                (wx + 0.03, 1.08 - tall * 0.4),
                (wx - 0.02, 1.06 - tall * 0.75),
                (wx + 0.03 * (w - 0.5), 1.03 - tall),
            ],
            0.022,
            mix((20, 60, 56), deep, 0.4 * w),
            end=0.003,
        )
    weed.soften(0.002)
    stage.put(weed, "weed", 0.65, Motion(sway=1.2, period=5))


def _light_shafts(stage: Stage, x: float, top: Colour) -> None:
    view = stage.view
    shafts = stage.sheet(14, 0.4)
    for u, v in stage.dice("shafts").random((8, 2)).tolist():
        sx = view.aspect * (-0.05 + 1.0 * u)
        shafts.polygon(
            [
                (sx, -0.3),
                (sx + 0.04 + 0.08 * v, -0.3),
                (sx + (sx - x) * 0.9 + 0.2 * v + 0.08, 1.0),
                (sx + (sx - x) * 0.9 - 0.03, 1.0),
            ],
            vertical(-0.2, 0.95, (226, 252, 255), top),
            0.10 + 0.14 * v,
        )
    shafts.soften(0.014)
    stage.put(shafts, "light shafts", 14, Motion(pulse=0.3, period=6))


def _coral(stage: Stage, sheet: Canvas, row: int, ridge: list[tuple[float, float]], far: float, deep: Colour) -> None:
    dice = stage.dice(f"coral {row}")
    tones: tuple[Colour, ...] = ((226, 110, 110), (240, 164, 96), (196, 104, 168), (120, 190, 150))
    size = 0.03 + 0.022 * row
    for u, v, w in dice.random((16, 3)).tolist():
        x, y = ridge[int(u * (len(ridge) - 1))]
        tone = mix(tones[int(v * 4)], deep, min(far + 0.15, 0.9))
        if w < 0.5:
            for a in np.linspace(-0.9, 0.9, 6).tolist():
                tip = (x + size * 1.6 * math.sin(a), y - size * 1.6 * math.cos(a))
                sheet.curve(
                    [(x, y + 0.01), (x + size * 0.6 * math.sin(a), y - size * 0.8), tip],
                    size * 0.2,
                    tone,
                    end=size * 0.1,
                )
        else:
            sheet.ellipse((x, y), (size * 1.1, size * 0.8), tone)
            sheet.ellipse((x - size * 0.3, y - size * 0.25), (size * 0.5, size * 0.3), shade(tone, 1.2), 0.7)
