"""Land: ridges, mountains, ground, grass, rocks, water."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import Linear, mix, shade, vertical
from filmc.render.draw.places.stage import Stage, cloudy, line_noise


def ridge(
    stage: Stage, sheet: Canvas, name: str, rise: float, colour: Colour, base: Colour, hills: float = 3.0
) -> None:
    """Paint a line of hills up to `rise` frame heights over the horizon, fading to `base` at its foot."""
    x = np.linspace(sheet.left - 0.02, sheet.right + 0.02, 160)
    up = rise * (0.25 + 0.75 * line_noise(stage.dice(name), 160, hills * (sheet.right - sheet.left) / 1.8))
    top = stage.view.horizon - up
    points = np.concatenate(
        [np.stack([x, top], 1), [[sheet.right + 1, sheet.bottom + 1], [sheet.left - 1, sheet.bottom + 1]]]
    )
    sheet.polygon(points, vertical(stage.view.horizon - rise, stage.view.horizon + 0.02, colour, base))


def ground(stage: Stage, sheet: Canvas, far: float, near_colour: Colour, far_colour: Colour) -> None:
    """Cover the ground from distance `far` (metres) to below the frame, fading into the distance."""
    top = stage.view.at(0, 0, far)[1]
    if top < sheet.bottom:
        tones = vertical(
            top, max(stage.view.horizon + 0.55, top + 0.3), far_colour, mix(far_colour, near_colour, 0.7), near_colour
        )
        sheet.box((sheet.left - 1, top, sheet.right + 1, sheet.bottom + 1), tones)


def mottle(stage: Stage, sheet: Canvas, name: str, strength: float = 0.08, cells: int = 10) -> None:
    """Vary the brightness of what is painted, in flat patches: nothing in nature is one colour."""
    rows, columns = 90, max(round(90 * sheet.pixels.shape[1] / sheet.pixels.shape[0] / 2.4), 8)
    noise = cloudy(stage.dice(name), rows, columns, cells, 3)
    gain = 1 + (noise - 0.5) * 2 * strength
    sheet.relight(np.repeat(gain[:, :, None], 3, 2).astype(np.float32))


def mountains(stage: Stage, sheet: Canvas, name: str, rise: float, far: float, *, snow: float) -> None:
    """Paint a range of faceted peaks, lit from one side; `snow` is the share of them that is white."""
    dice = stage.dice(name)
    rock = stage.palette.out((96, 100, 116), far)
    dark = stage.palette.out((58, 62, 84), far)
    white, blue = stage.palette.out((246, 249, 255), far * 0.8), stage.palette.out((176, 194, 224), far * 0.8)
    span = rise * 1.25
    x = sheet.left - span
    peaks: list[tuple[float, float, float]] = []
    while x < sheet.right + span:
        height = rise * (0.45 + 0.55 * dice.random())
        peaks.append((x, height, height * (0.85 + 0.5 * dice.random())))
        x += span * (0.35 + 0.5 * dice.random())
    for px, height, width in sorted(peaks, key=lambda peak: peak[1]):
        _peak(stage, sheet, dice, (px, height, width), (rock, dark, white, blue), snow)


def _peak(stage: Stage, sheet: Canvas, dice: np.random.Generator, shape: tuple[float, float, float],
          tones: tuple[Colour, Colour, Colour, Colour], snow: float) -> None:  # fmt: skip
    x, height, width = shape
    foot, top = stage.view.horizon + 0.03, stage.view.horizon - height
    left = _edge(dice, (x, top), (x - width, foot))
    right = _edge(dice, (x, top), (x + width, foot))
    keel = _edge(dice, (x, top), (x + width * (0.1 + 0.3 * dice.random()), foot), 0.1)
    fade = mix(stage.palette.haze, tones[0], 0.45)
    sheet.polygon([*left[::-1], *right], vertical(top, foot, tones[0], mix(tones[0], fade, 0.3), fade))
    sheet.polygon([*keel[::-1], *right], vertical(top, foot, tones[1], mix(tones[1], fade, 0.4), fade))
    if snow > 0:
        line = top + height * snow * (0.7 + 0.3 * dice.random())
        _cap(sheet, dice, left, keel, line, tones[2])
        _cap(sheet, dice, keel, right, line, tones[3])


def _edge(
    dice: np.random.Generator, start: tuple[float, float], end: tuple[float, float], rough: float = 0.07
) -> list[tuple[float, float]]:
    points = [start]
    steps = 14
    reach = abs(end[0] - start[0]) + abs(end[1] - start[1])
    for i in range(1, steps):
        t = i / steps
        jitter = (dice.random() - 0.5) * rough * reach * math.sin(math.pi * t) ** 0.5
        points.append((start[0] + (end[0] - start[0]) * t + jitter, start[1] + (end[1] - start[1]) * t**0.9))
    return [*points, end]


def _cap(
    sheet: Canvas,
    dice: np.random.Generator,
    a: list[tuple[float, float]],
    b: list[tuple[float, float]],
    line: float,
    colour: Colour,
) -> None:
    """Cover the part of a face above `line` with snow that ends in ragged tongues."""
    upper_a = [p for p in a if p[1] <= line] or a[:1]
    upper_b = [p for p in b if p[1] <= line] or b[:1]
    (ax, ay), (bx, by) = upper_a[-1], upper_b[-1]
    drop = (line - a[0][1]) * 0.28
    teeth = [(ax + (bx - ax) * t, ay + (by - ay) * t + (drop if i % 2 else -drop * 0.5) * (0.4 + dice.random()))
             for i, t in enumerate(np.linspace(0.1, 0.9, 7).tolist())]  # fmt: skip
    sheet.polygon([*upper_a, *teeth, *upper_b[::-1]], colour)


def rocks(stage: Stage, sheet: Canvas, name: str, count: int, spread: tuple[float, float], colour: Colour) -> None:
    """Scatter rocks over the ground between two distances (metres)."""
    dice = stage.dice(name)
    for z in sorted((spread[0] + (spread[1] - spread[0]) * dice.random(count) ** 1.5).tolist(), reverse=True):
        x = (dice.random() * 2 - 1) * stage.view.across(z)
        size = (0.1 + 0.42 * dice.random() ** 3) * stage.view.unit(z) * min(1.0, 0.2 + z / 9)
        px, py = stage.view.at(x, 0, z)
        angles = np.linspace(0, math.pi, 7)
        radii = size * (0.75 + 0.4 * dice.random(7))
        shape = [(px + r * math.cos(a) * 1.3, py - r * math.sin(a) * 0.8) for a, r in zip(angles, radii, strict=True)]
        sheet.shadow(
            [
                (px - size, py - size * 0.1),
                (px + size * 1.6, py - size * 0.1),
                (px + size * 1.4, py + size * 0.2),
                (px - size, py + size * 0.15),
            ],
            size * 0.15,
            (8, 10, 20),
            0.35,
        )
        sheet.polygon(shape, vertical(py - size, py, shade(colour, 1.12), shade(colour, 0.6)))
        sheet.polygon([shape[0], *shape[1:4], (px - size * 0.1, py - size * 0.2)], shade(colour, 0.7), 0.5)


def _strewn(dice: np.random.Generator, count: int, spread: tuple[float, float]) -> list[float]:
    """Return `count` distances between two, denser towards the nearer, the farthest first."""
    nearest, farthest = spread
    return sorted((nearest + (farthest - nearest) * dice.random(count) ** 1.7).tolist(), reverse=True)


def tufts(
    stage: Stage,
    sheet: Canvas,
    name: str,
    count: int,
    spread: tuple[float, float],
    colours: tuple[Colour, ...],
    clear: float = 0.0,
) -> None:
    """Scatter tufts of grass over the ground between two distances (metres), none nearer to the middle than `clear`."""
    dice = stage.dice(name)
    for z in _strewn(dice, count, spread):
        x = (dice.random() * 2 - 1) * stage.view.across(z)
        colour = colours[int(dice.integers(len(colours)))]
        if abs(x) < clear:
            continue
        px, py = stage.view.at(x, 0, z)
        unit = stage.view.unit(z) * min(1.0, 0.25 + z / 8)
        for lean in (-0.5, -0.1, 0.3, 0.6):
            tall = (0.16 + 0.22 * dice.random()) * unit
            sheet.polygon(
                [
                    (px - 0.012 * unit + lean * 0.05 * unit, py),
                    (px + lean * tall * 0.8, py - tall),
                    (px + 0.018 * unit + lean * 0.05 * unit, py),
                ],
                colour,
            )


def blooms(
    stage: Stage,
    sheet: Canvas,
    name: str,
    count: int,
    spread: tuple[float, float],
    colours: tuple[Colour, ...],
    clear: float = 0.0,
) -> None:
    """Scatter flower heads over the ground between two distances (metres), none nearer to the middle than `clear`."""
    dice = stage.dice(name)
    for z in _strewn(dice, count, spread):
        x, y = (dice.random() * 2 - 1) * stage.view.across(z), 0.12 + 0.2 * dice.random()
        colour = colours[int(dice.integers(len(colours)))]
        if abs(x) < clear:
            continue
        px, py = stage.view.at(x, y, z)
        size = max(0.03 * stage.view.unit(z) * min(1.0, 0.3 + z / 10), 0.0012)
        sheet.ellipse((px, py), (size, size * 0.8), colour)
        if size > 0.004:
            sheet.ellipse((px, py), (size * 0.35, size * 0.3), (250, 226, 120))


def water(stage: Stage, sheet: Canvas, top: float, deep: Colour, bright: Colour, choppy: float = 0.5) -> None:
    """Cover everything below `top` (frame units) with water: reflected sky far away, ripples that grow nearer."""
    bottom = max(sheet.bottom, top + 0.2)
    sheet.box(
        (sheet.left - 1, top, sheet.right + 1, bottom + 1),
        vertical(top, max(top + 0.55, bottom - 0.2), bright, mix(bright, deep, 0.6), deep),
    )
    dice = stage.dice("ripples")
    for u, v, w, glow in dice.random((150, 4)).tolist():
        y = top + 0.004 + (bottom - top) * v**2.2
        near = (y - top) / 0.5
        x = sheet.left + u * (sheet.right - sheet.left)
        length, thick = (0.03 + 0.22 * w) * (0.25 + near), (0.0012 + 0.008 * near * choppy) * (0.5 + glow)
        bend = thick * 1.5
        colour = mix(bright, (255, 255, 255), 0.35) if glow > 0.5 else shade(deep, 0.8)
        sheet.blob(
            [
                (x - length, y),
                (x - length * 0.3, y - thick - bend * 0.3),
                (x + length, y + bend * 0.2),
                (x + length * 0.2, y + thick),
            ],
            colour,
            0.18 + 0.2 * glow,
        )


def glitter(stage: Stage, sheet: Canvas, x: float, top: float, colour: Colour, spread: float = 0.12) -> None:
    """Lay the sun's or a lamp's broken reflection on water below (`x`, `top`)."""
    dice = stage.dice(f"glitter {x:.3f}")
    for u, v, w in dice.random((70, 3)).tolist():
        y = top + 0.003 + (sheet.bottom - top) * v**1.8
        near = (y - top) / 0.5
        px = x + (u - 0.5) * spread * (0.35 + near * 1.8)
        length = (0.006 + 0.03 * w) * (0.4 + near)
        sheet.ellipse((px, y), (length, 0.0012 + 0.0035 * near), colour, 0.2 + 0.5 * w * max(1 - near * 0.6, 0.2))


def path_strip(
    stage: Stage, sheet: Canvas, x: float, half: float, span: tuple[float, float], colour: Colour, bend: float = 0.0
) -> list[tuple[float, float]]:
    """Paint a road or path along the ground from near to far (metres), swinging by `bend`; return its middle line."""
    near, far = span
    zs = np.geomspace(max(near, 0.4), far, 40)
    middle = [x + bend * math.sin(math.log(z / near) * 2.1) * z * 0.22 for z in zs.tolist()]
    left = [stage.view.at(m - half, 0, z) for m, z in zip(middle, zs.tolist(), strict=True)]
    right = [stage.view.at(m + half, 0, z) for m, z in zip(middle, zs.tolist(), strict=True)]
    top, bottom = left[-1][1], left[0][1]
    air = mix(colour, stage.palette.haze, 0.55)
    tones = Linear(
        (0, top),
        (0, max(min(bottom, sheet.bottom), top + 0.05)),
        ((0.0, air, 1.0), (0.4, mix(air, colour, 0.7), 1.0), (1.0, colour, 1.0)),
    )
    sheet.polygon([*left, *right[::-1]], tones)
    return [stage.view.at(m, 0, z) for m, z in zip(middle, zs.tolist(), strict=True)]
