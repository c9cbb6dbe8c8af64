"""Forests: trunks behind trunks, light between them."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places import land, plants
from filmc.render.draw.places.stage import Stage


def forest(stage: Stage) -> None:
    """Trunks in three depths of haze, light falling between them, ferns and a path; bamboo where the words say so."""
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.5)
    glow = mix(palette.horizon, palette.out(plants.crown_colours(stage)[1]), 0.4)
    deep = palette.out((52, 78, 62), 0.15)
    far.flood(
        vertical(view.horizon - 0.6, view.horizon + 0.45, deep, mix(glow, deep, 0.35), glow, mix(glow, deep, 0.5))
    )
    x, y = stage.view.aspect * 0.55, view.horizon - 0.18
    far.ellipse((x, y), (0.7, 0.55), halo(x, y, 0.7, palette.sun, 0.7))
    stage.put(far, "light", 12)
    for i, (depth, air, count) in enumerate(((7.0, 0.55, 26), (4.0, 0.34, 16), (2.2, 0.14, 9))):
        _stand(stage, i, depth, air, count)
    depth = max(view.depth(6), 1.3)
    sheet = stage.sheet(depth)
    moss = palette.out(
        (236, 240, 246)
        if stage.setting.season == "winter"
        else (150, 104, 60)
        if stage.setting.season == "autumn"
        else (72, 94, 58)
    )
    land.ground(stage, sheet, 16, moss, mix(moss, glow, 0.5))
    land.mottle(stage, sheet, "moss", 0.16, 14)
    land.path_strip(stage, sheet, 0.3, 0.9, (0.5, 15), mix(moss, palette.out((150, 124, 92)), 0.65), 0.8)
    land.tufts(
        stage,
        sheet,
        "ferns",
        150,
        (1.5, 12),
        tuple(palette.out(shade(c, k)) for c, k in zip(plants.crown_colours(stage), (0.7, 0.9, 1.05), strict=True)),
    )
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
    bark = (104, 92, 84) if stage.setting.season == "winter" else (92, 74, 60)
    sheet.box(
        (sheet.left - 1, foot, sheet.right + 1, sheet.bottom + 1),
        vertical(foot, foot + 0.2, palette.out((96, 116, 84), air + 0.1), palette.out((70, 90, 62), air)),
    )
    for u, v, w in dice.random((count, 3)).tolist():
        x = sheet.left + (u + 0.0) * (sheet.right - sheet.left)
        width = (0.014, 0.03, 0.07)[row] * (0.6 + 0.8 * v)
        if stage.has("bamboo"):
            plants.bamboo(stage, sheet, f"bamboo {row} {u:.4f}", x, width * 0.6, air)
            continue
        _trunk(stage, sheet, row, (x, foot + 0.02 * v, width, (w - 0.5) * 0.12), palette.out(bark, air))
    if not stage.has("bamboo"):
        _canopy(stage, sheet, dice, row, air)
    stage.put(sheet, f"stand {row}", depth)


def _trunk(stage: Stage, sheet: Canvas, row: int, shape: tuple[float, float, float, float], tone: Colour) -> None:
    """Draw a trunk: its middle, foot, width and lean."""
    x, y, width, lean = shape
    sheet.polygon(
        [
            (x - width * 0.9, y + width * 0.3),
            (x - width * 0.5, y - width),
            (x + lean - width * 0.35, sheet.top - 0.1),
            (x + lean + width * 0.35, sheet.top - 0.1),
            (x + width * 0.5, y - width),
            (x + width * 0.95, y + width * 0.3),
        ],
        tone,
    )
    sheet.polygon(
        [
            (x + width * 0.1, y),
            (x + lean + width * 0.05, sheet.top - 0.1),
            (x + lean + width * 0.35, sheet.top - 0.1),
            (x + width * 0.5, y - width),
            (x + width * 0.95, y + width * 0.3),
        ],
        shade(tone, 0.68),
    )
    for k in range(3):
        by = stage.view.horizon - 0.16 - 0.2 * k
        side = 1 if (k + row) % 2 else -1
        sheet.curve(
            [(x + lean * 0.4, by), (x + side * 0.05, by - 0.04), (x + side * 0.13, by - 0.06)],
            width * 0.22,
            tone,
            end=width * 0.05,
        )


def _canopy(stage: Stage, sheet: Canvas, dice: np.random.Generator, row: int, air: float) -> None:
    if stage.setting.season == "winter":
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
            sheet.ellipse(
                (x + r * math.cos(a * 1.3 + w * 6), y + r * 0.7 * math.sin(a * 1.3 + w * 6)),
                (r * 0.36, r * 0.22),
                shade(leaf, 0.75 + 0.35 * w),
                0.9,
                30 * a,
            )


def _shafts(stage: Stage) -> None:
    """Light falling in beams from the upper left."""
    if stage.setting.weather not in {"", "fog", "wind"}:
        return
    sheet = stage.sheet(1.6, 0.34)
    dice = stage.dice("shafts")
    strength = 0.16 if stage.setting.hour != "night" else 0.1
    for u, v in dice.random((6, 2)).tolist():
        x = stage.view.aspect * (0.1 + 0.75 * u)
        wide = 0.03 + 0.09 * v
        sheet.polygon(
            [(x, -0.3), (x + wide, -0.3), (x + wide * 2.4 - 0.35, 1.0), (x - 0.42, 1.0)],
            vertical(-0.1, 0.95, stage.palette.sun, stage.palette.haze),
            strength * (0.5 + v),
        )
    sheet.soften(0.02)
    stage.put(sheet, "light shafts", 1.6, Motion(pulse=0.25, period=7.0))
