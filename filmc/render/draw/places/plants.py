"""Trees and leaves: broad crowns, conifers, bamboo, palms; in leaf, in blossom, golden, bare or under snow."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import mix, shade
from filmc.render.draw.places.stage import Stage

Spread = tuple[float, float]

_CROWNS: dict[str, tuple[Colour, ...]] = {
    "": ((70, 128, 66), (86, 144, 70), (62, 112, 72)),
    "spring": ((120, 176, 84), (146, 190, 92), (98, 158, 84)),
    "summer": ((58, 124, 60), (76, 140, 62), (48, 106, 62)),
    "autumn": ((214, 132, 52), (196, 88, 48), (226, 172, 66)),
    "winter": ((118, 112, 116), (104, 100, 108), (128, 124, 128)),
    "sakura": ((246, 190, 206), (250, 208, 218), (236, 168, 192)),
}


def crown_colours(stage: Stage) -> tuple[Colour, ...]:
    """Return the season's colours of leaves, blossom where the place has it."""
    blossom = stage.has("sakura") and stage.setting.season in {"", "spring"}
    return _CROWNS["sakura" if blossom else stage.setting.season]


def tree(stage: Stage, sheet: Canvas, name: str, at: tuple[float, float], height: float, far: float = 0.0) -> None:
    """Draw a tree of the place's own kind at `at` = (x, z) metres, `height` metres tall, `far` 0..1 in the air."""
    x, y = stage.view.at(at[0], 0, at[1])
    size = height * stage.view.unit(at[1])
    dice = stage.dice(name)
    if stage.has("pine"):
        conifer(stage, sheet, dice, (x, y), size, far)
    elif stage.has("palm"):
        palm(stage, sheet, dice, (x, y), size, far)
    elif stage.setting.season == "winter":
        bare(stage, sheet, dice, (x, y), size, far)
    else:
        broad(stage, sheet, dice, (x, y), size, far)


def broad(stage: Stage, sheet: Canvas, dice: np.random.Generator, foot: Spread, size: float, far: float) -> None:
    """Draw a tree with a round crown in three tones: shade below, leaves, light on top."""
    x, y = foot
    colours = crown_colours(stage)
    leaf = stage.palette.out(colours[int(dice.integers(len(colours)))], far)
    trunk = stage.palette.out((92, 70, 56), far)
    lean = (dice.random() - 0.5) * 0.1 * size
    sheet.curve(
        [(x, y), (x + lean * 0.3, y - size * 0.3), (x + lean, y - size * 0.66)], size * 0.075, trunk, end=size * 0.03
    )
    for side in (-1, 1):
        sheet.curve(
            [
                (x + lean * 0.4, y - size * 0.36),
                (x + side * size * 0.1, y - size * 0.5),
                (x + side * size * 0.2, y - size * 0.62),
            ],
            size * 0.03,
            trunk,
            end=size * 0.012,
        )
    puffs = [
        (
            x + lean + math.cos(a) * r * size * 0.3,
            y - size * 0.7 + math.sin(a) * r * size * 0.22,
            size * (0.1 + 0.1 * d),
        )
        for a, r, d in zip(dice.random(15) * 6.283, dice.random(15) ** 0.5, dice.random(15), strict=True)
    ]
    puffs.sort(key=lambda puff: puff[1])
    shadow, light = mix(shade(leaf, 0.62), stage.palette.zenith, 0.12), mix(shade(leaf, 1.16), stage.palette.sun, 0.12)
    for px, py, r in puffs:
        _puff(sheet, dice, (px + r * 0.1, py + r * 0.42), r * 1.05, shadow)
    for px, py, r in puffs:
        _puff(sheet, dice, (px, py), r * 0.95, leaf)
    for px, py, r in puffs[:11]:
        _puff(sheet, dice, (px - r * 0.22, py - r * 0.3), r * 0.55, light, 0.8)
    if size > 0.2:
        _leaves(sheet, dice, puffs, (shadow, leaf, light), size)


def _puff(
    sheet: Canvas, dice: np.random.Generator, centre: Spread, radius: float, colour: Colour, opacity: float = 1.0
) -> None:
    angles = np.linspace(0, 2 * math.pi, 11)[:-1]
    radii = radius * (0.82 + 0.34 * dice.random(10))
    sheet.blob(
        [(centre[0] + r * math.cos(a), centre[1] + r * 0.86 * math.sin(a)) for a, r in zip(angles, radii, strict=True)],
        colour,
        opacity,
    )


def _leaves(
    sheet: Canvas,
    dice: np.random.Generator,
    puffs: list[tuple[float, float, float]],
    tones: tuple[Colour, ...],
    size: float,
) -> None:
    """Break the crown's outline with single leaves, so that a near tree is not a balloon."""
    for px, py, r in puffs:
        for a, d, t, k in dice.random((14, 4)).tolist():
            lx, ly = px + math.cos(a * 6.283) * r * (0.3 + 0.85 * d), py + math.sin(a * 6.283) * r * (0.2 + 0.85 * d)
            leaf = size * 0.0095 * (0.6 + t)
            tone = tones[2] if math.sin(a * 6.283) < 0.25 else tones[0] if k < 0.4 else tones[1]
            sheet.ellipse((lx, ly), (leaf, leaf * 0.5), mix(tone, tones[1], 0.35), 1.0, 180 * t)


def bare(stage: Stage, sheet: Canvas, dice: np.random.Generator, foot: Spread, size: float, far: float) -> None:
    """Draw a leafless tree, snow on its upper branches."""
    bark, white = stage.palette.out((84, 72, 70), far), stage.palette.out((240, 245, 252), far)

    def grow(start: Spread, angle: float, length: float, width: float) -> None:
        end = (start[0] + length * math.sin(angle), start[1] - length * math.cos(angle))
        sheet.stroke([start, end], width, bark, end=width * 0.6)
        if abs(angle) > 0.3 and width > size * 0.008:
            sheet.stroke([(start[0], start[1] - width * 0.4), (end[0], end[1] - width * 0.4)], width * 0.5, white, 0.9)
        if length > size * 0.07:
            for turn in (-0.5 - 0.25 * dice.random(), 0.1 * (dice.random() - 0.5), 0.5 + 0.25 * dice.random()):
                grow(end, angle + turn, length * (0.6 + 0.12 * dice.random()), width * 0.58)

    grow(foot, 0.06 * (dice.random() - 0.5), size * 0.32, size * 0.06)


def conifer(stage: Stage, sheet: Canvas, dice: np.random.Generator, foot: Spread, size: float, far: float) -> None:
    """Draw a fir in tiers, its right side in shade, snow on the tiers in winter."""
    x, y = foot
    snowy = stage.setting.season == "winter" or stage.setting.place == "snow"
    leaf = stage.palette.out(mix((48, 92, 76), (66, 108, 70), float(dice.random())), far)
    dark, white = shade(leaf, 0.68), stage.palette.out((240, 245, 252), far)
    sheet.box((x - size * 0.025, y - size * 0.14, x + size * 0.025, y), stage.palette.out((84, 64, 52), far))
    tiers = 6
    for i in range(tiers):
        low = y - size * (0.08 + 0.78 * i / tiers)
        high = low - size * 0.3
        half = size * 0.25 * (1 - i / tiers * 0.82)
        teeth = [
            (x - half + 2 * half * t, low + (0.02 * size if j % 2 else -0.012 * size) * (0.6 + 0.8 * dice.random()))
            for j, t in enumerate(np.linspace(0, 1, 9).tolist())
        ]
        sheet.polygon([(x, high), *teeth[::-1]], leaf)
        sheet.polygon([(x, high), *teeth[:3:-1]], dark)
        if snowy:
            cover = [
                (x - half * k * 0.82, low - size * (0.04 + 0.2 * (1 - abs(k)))) for k in (-0.9, -0.5, 0.0, 0.45, 0.85)
            ]
            sheet.blob([*cover, (x, low - size * 0.08)], white, 0.92)


def palm(stage: Stage, sheet: Canvas, dice: np.random.Generator, foot: Spread, size: float, far: float) -> None:
    """Draw a palm: a bent trunk and a star of fronds."""
    x, y = foot
    lean = (dice.random() - 0.5) * 0.4 * size
    top = (x + lean, y - size * 0.86)
    sheet.curve(
        [foot, (x + lean * 0.3, y - size * 0.45), top],
        size * 0.05,
        stage.palette.out((126, 100, 74), far),
        end=size * 0.028,
    )
    leaf = stage.palette.out((66, 128, 74), far)
    for i, angle in enumerate(np.linspace(-2.9, -0.24, 9).tolist()):
        reach = size * (0.3 + 0.08 * dice.random())
        tip = (top[0] + reach * math.cos(angle), top[1] + reach * math.sin(angle) * 0.6 + size * 0.12)
        knee = (top[0] + reach * 0.55 * math.cos(angle), top[1] + reach * 0.75 * math.sin(angle))
        sheet.curve([top, knee, tip], size * 0.045, shade(leaf, 0.75 + 0.1 * (i % 4)), end=size * 0.005)


def bamboo(stage: Stage, sheet: Canvas, name: str, x: float, width: float, far: float) -> None:
    """Draw a stalk of bamboo through the whole height of the sheet at `x` (frame units)."""
    dice = stage.dice(name)
    green = stage.palette.out(mix((104, 150, 84), (142, 170, 90), float(dice.random())), far)
    lean = (dice.random() - 0.5) * 0.12
    top, bottom = sheet.top - 0.1, min(stage.view.horizon + 0.5, sheet.bottom + 0.1)
    sheet.stroke([(x + lean, top), (x, bottom)], width, green)
    sheet.stroke([(x + lean + width * 0.26, top), (x + width * 0.26, bottom)], width * 0.4, shade(green, 0.7), 0.7)
    for t in np.arange(float(dice.random()) * 0.12, 1.0, 0.12).tolist():
        kx, ky = x + lean * (1 - t), top + (bottom - top) * t
        sheet.stroke([(kx - width * 0.55, ky), (kx + width * 0.55, ky)], width * 0.16, shade(green, 0.6))
        for side in (-1, 1) if dice.random() < 0.4 else ():
            for k in range(4):
                tip = (kx + side * width * (1.6 + 1.6 * dice.random()), ky - width * (0.9 - 0.8 * k))
                sheet.blob(
                    [
                        (kx, ky),
                        ((kx + tip[0]) / 2, (ky + tip[1]) / 2 - width * 0.22),
                        tip,
                        ((kx + tip[0]) / 2, (ky + tip[1]) / 2 + width * 0.16),
                    ],
                    shade(green, 0.8 + 0.1 * k),
                )


def treeline(stage: Stage, sheet: Canvas, name: str, rise: float, far: float) -> None:
    """Paint the hazy edge of a wood along the horizon, up to `rise` frame heights."""
    dice = stage.dice(name)
    colours = crown_colours(stage)
    base = stage.view.horizon + rise * 0.12
    for row, tone in enumerate((1.1, 0.92, 0.76)):
        x = sheet.left - rise
        while x < sheet.right + rise:
            size = rise * (0.4 + 0.6 * dice.random()) * (1 - row * 0.24)
            leaf = shade(stage.palette.out(colours[int(dice.integers(len(colours)))], far), tone)
            _puff(sheet, dice, (x, base - size * 0.55), size * 0.6, leaf)
            x += size * 0.55
        sheet.box(
            (sheet.left - 1, base - rise * (0.34 - row * 0.1), sheet.right + 1, base + 0.02),
            shade(stage.palette.out(colours[2], far), tone * 0.9),
        )


def foreground_leaves(stage: Stage, sheet: Canvas, name: str, corner: int) -> None:
    """Hang a dark, near twig into a corner of the picture: 0 top left, 1 top right."""
    dice = stage.dice(name)
    leaf = mix(stage.palette.out(crown_colours(stage)[0]), (14, 20, 30), 0.45)
    side = 1 if corner == 0 else -1
    x0 = -0.05 if corner == 0 else stage.view.aspect + 0.05
    for _ in range(4):
        y0 = -0.08 + 0.12 * dice.random()
        tip = (x0 + side * (0.2 + 0.25 * dice.random()), y0 + 0.06 + 0.14 * dice.random())
        twig = [(x0, y0), ((x0 + tip[0]) / 2, (y0 + tip[1]) / 2 - 0.02), tip]
        sheet.curve(twig, 0.008, shade(leaf, 0.6), end=0.002)
        for t, d, r in dice.random((26, 3)).tolist():
            lx = x0 + (tip[0] - x0) * t
            ly = y0 + (tip[1] - y0) * t - 0.02 * math.sin(math.pi * t) + (d - 0.5) * 0.07
            size = 0.014 + 0.016 * r
            sheet.ellipse(
                (lx, ly), (size, size * 0.42), shade(leaf, 0.75 + 0.5 * d), 1.0, 40 * side + 70 * (r - 0.5) * 2
            )
