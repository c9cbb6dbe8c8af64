"""What people built out of doors: houses along a street, towers of a skyline, lamps, fences, bridges' cables."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.outline import Points, rounded
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places.stage import Stage

GLOW: Colour = (255, 206, 130)
NEON: tuple[Colour, ...] = ((255, 70, 150), (60, 220, 255), (255, 190, 60), (150, 110, 255), (90, 255, 170))
_WALLS: tuple[Colour, ...] = (
    (206, 178, 150),
    (176, 128, 108),
    (196, 196, 190),
    (150, 160, 168),
    (214, 200, 170),
    (158, 138, 122),
)


def lit_window(stage: Stage, dice: np.random.Generator, far: float) -> Colour:
    """Return a window's colour: sky by day, at night some warm and some dark."""
    if dice.random() < stage.palette.lamps * 0.6:
        return mix(mix(GLOW, (255, 236, 190), float(dice.random())), stage.palette.haze, far * 0.5)
    pane = mix(stage.palette.sky, (40, 52, 70), 0.55 + 0.25 * float(dice.random()))
    return mix(pane, stage.palette.haze, far * 0.8)


def street_side(stage: Stage, sheet: Canvas, side: int, x: float, span: tuple[float, float]) -> None:
    """Draw the houses along one side (-1 left, 1 right) of a street, `x` metres out, from far to near."""
    dice = stage.dice(f"houses {side}")
    houses: list[tuple[float, float, float, Colour]] = []
    z = span[0]
    while z < span[1]:
        deep = 5 + 5 * dice.random()
        houses.append((z, z + deep, 5.5 + 9 * dice.random(), _WALLS[int(dice.integers(len(_WALLS)))]))
        z += deep
    for near, end, height, wall in reversed(houses):
        _house(stage, sheet, dice, (side, x), (near, end), height, wall)


def _house(
    stage: Stage,
    sheet: Canvas,
    dice: np.random.Generator,
    line: tuple[int, float],
    z: tuple[float, float],
    height: float,
    wall: Colour,
) -> None:
    side, x = line
    near, end = max(z[0], 0.4), max(z[1], 0.5)
    view = stage.view
    far = min(near / 90, 0.8)
    tone = stage.palette.out(shade(wall, 0.86 if side < 0 else 0.7), far)
    face = view.beside(side * x, 0, height, near, end)
    sheet.polygon(face, vertical(min(p[1] for p in face), view.horizon + 0.25, shade(tone, 1.06), shade(tone, 0.74)))
    left, right = sorted((side * x, side * (x + 9)))
    sheet.polygon(view.facing(left, 0, right, height, near), shade(tone, 0.82))
    sheet.polygon(view.beside(side * (x - 0.15), height - 0.3, height, near, end), shade(tone, 0.86))
    _windows(stage, sheet, dice, (side * x, 3.4, height - 0.5), (near, end), far)
    _shop_front(stage, sheet, dice, side * x, (near, end), far)


def _windows(
    stage: Stage,
    sheet: Canvas,
    dice: np.random.Generator,
    wall: tuple[float, float, float],
    z: tuple[float, float],
    far: float,
) -> None:
    x, low, high = wall
    for y in np.arange(low, high - 1.4, 2.7).tolist():
        for wz in np.arange(z[0] + 0.8, z[1] - 1.2, 2.1).tolist():
            pane = lit_window(stage, dice, far)
            sheet.polygon(
                stage.view.beside(x, y - 0.12, y + 1.62, wz - 0.12, wz + 1.22),
                shade(mix(pane, stage.palette.out((90, 84, 80), far), 0.8), 0.8),
            )
            sheet.polygon(stage.view.beside(x, y, y + 1.5, wz, wz + 1.1), pane)
            sheet.polygon(stage.view.beside(x, y + 0.72, y + 0.8, wz, wz + 1.1), shade(pane, 0.6))


def _shop_front(
    stage: Stage, sheet: Canvas, dice: np.random.Generator, x: float, z: tuple[float, float], far: float
) -> None:
    near, end = z[0] + 0.5, z[1] - 0.5
    view = stage.view
    inside = mix(GLOW, (255, 240, 210), 0.3) if stage.palette.lamps > 0.5 else stage.palette.out((96, 104, 112), far)
    glass = mix(inside, stage.palette.haze, far)
    face = view.beside(x, 0.5, 2.4, near, end)
    tops = [p[1] for p in face]
    sheet.polygon(face, vertical(min(tops), max(tops), shade(glass, 1.08), glass, shade(glass, 0.62)))
    _goods(stage, sheet, dice, (x, near, end), glass)
    for t in np.linspace(near, end, 4).tolist():
        sheet.polygon(view.beside(x, 0, 2.5, t, t + 0.12), shade(glass, 0.5))
    sheet.polygon(view.beside(x, 0, 0.5, near, end), shade(glass, 0.45))
    accent = ((178, 58, 52), (44, 104, 120), (210, 150, 60), (70, 110, 74), (96, 66, 110))[int(dice.integers(5))]
    cloth = (
        stage.palette.out(accent, far)
        if stage.palette.lamps < 0.8
        else mix(stage.palette.out(accent, far), accent, 0.5)
    )
    out = x - math.copysign(1.1, x)
    awning: Points = [view.at(x, 3.1, near), view.at(x, 3.1, end), view.at(out, 2.5, end), view.at(out, 2.5, near)]
    sheet.polygon(awning, cloth)
    steps = np.linspace(near, end, 7)
    for a, b in zip(steps[::2], steps[1::2], strict=False):
        sheet.polygon(
            [view.at(x, 3.1, a), view.at(x, 3.1, b), view.at(out, 2.5, b), view.at(out, 2.5, a)],
            mix(cloth, (255, 250, 240), 0.45),
        )
    _hanging_sign(stage, sheet, dice, x, (near + end) / 2, far)


def _goods(
    stage: Stage, sheet: Canvas, dice: np.random.Generator, wall: tuple[float, float, float], glass: Colour
) -> None:
    """Stand the dark shapes of goods and of a shelf behind a shop's glass."""
    x, near, end = wall
    if near > _SHOPS_SEEN:
        return
    sheet.polygon(stage.view.beside(x, 1.5, 1.55, near, end), shade(glass, 0.6))
    for u, v, w in dice.random((12, 3)).tolist():
        z, low = near + (end - near) * 0.94 * u, 0.5 if v < 0.6 else 1.55
        tall = (0.3 + 0.5 * w) if low < 1 else 0.15 + 0.3 * w
        sheet.polygon(stage.view.beside(x, low, low + tall, z, z + 0.18 + 0.3 * v), shade(glass, 0.5 + 0.35 * w), 0.8)


_SHOPS_SEEN = 30.0
"""Metres beyond which what is in a shop can not be made out."""


def _hanging_sign(stage: Stage, sheet: Canvas, dice: np.random.Generator, x: float, z: float, far: float) -> None:
    neon = stage.palette.lamps > 0.6
    colour = (
        NEON[int(dice.integers(len(NEON)))]
        if neon
        else stage.palette.out(((190, 60, 54), (50, 84, 130), (224, 176, 80))[int(dice.integers(3))], far)
    )
    side = math.copysign(1, x)
    left, right = sorted((x, x - side * 1.0))
    face = stage.view.facing(left, 3.4, right, 6.0, z)
    (left, top), (right, _), (_, bottom), _ = face
    if neon:
        reach = max(right - left, 0.01) * 2.2
        sheet.ellipse(
            ((left + right) / 2, (top + bottom) / 2),
            (reach, reach * 1.5),
            halo((left + right) / 2, (top + bottom) / 2, reach * 1.4, colour, 0.45),
        )
    sheet.box(
        (left, top, right, bottom), mix(colour, (20, 18, 40), 0.72) if neon else colour, bend=(right - left) * 0.12
    )
    rim = (right - left) * 0.07
    sheet.polygons(
        [
            [(left, top), (right, top), (right, bottom), (left, bottom)],
            [
                (left + rim, top + rim),
                (right - rim, top + rim),
                (right - rim, bottom - rim),
                (left + rim, bottom - rim),
            ],
        ],
        colour if neon else shade(colour, 0.7),
    )
    if not stage.sign(
        sheet,
        [(left + rim, top + rim), (right - rim, top + rim), (right - rim, bottom - rim), (left + rim, bottom - rim)],
        "sign",
    ):
        _glyphs(sheet, dice, (left, top, right, bottom), mix(colour, (255, 255, 255), 0.6))


def _glyphs(sheet: Canvas, dice: np.random.Generator, box: tuple[float, float, float, float], colour: Colour) -> None:
    """Strokes that read as lettering from afar and say nothing."""
    left, high, right, bottom = box
    cell = (bottom - high) / 3.4
    if cell * sheet.scale < 6:
        return
    for row in range(3):
        top = high + cell * (row + 0.25)
        for u, v, w in dice.random((4, 3)).tolist():
            y, x = top + cell * 0.8 * u, left + (right - left) * (0.25 + 0.2 * v)
            end = (x + (right - left) * 0.4 * w, y) if v < 0.6 else (x, top + cell * 0.8)
            sheet.stroke([(x, y), end], (right - left) * 0.06, colour)


def lamp_post(stage: Stage, sheet: Canvas, x: float, z: float, height: float = 4.6) -> None:
    """Draw a street lamp whose arm reaches over the road; it glows when lamps do."""
    view, unit = stage.view, stage.view.unit(z)
    far = min(z / 90, 0.8)
    iron = stage.palette.out((58, 62, 70), far)
    foot, head = view.at(x, 0, z), view.at(x, height, z)
    tip = (head[0] - math.copysign(0.9, x) * unit, head[1] - 0.12 * unit)
    sheet.stroke([foot, (head[0], head[1] + 0.4 * unit)], 0.12 * unit, iron, end=0.07 * unit)
    sheet.curve(
        [(head[0], head[1] + 0.42 * unit), (head[0] - math.copysign(0.2, x) * unit, head[1] - 0.08 * unit), tip],
        0.06 * unit,
        iron,
    )
    sheet.box(
        (tip[0] - 0.3 * unit, tip[1] - 0.05 * unit, tip[0] + 0.3 * unit, tip[1] + 0.09 * unit),
        shade(iron, 0.8),
        bend=0.05 * unit,
    )
    if stage.palette.lamps > 0.3:
        glow = stage.palette.lamps
        reach = 2.4 * unit
        sheet.ellipse(
            (tip[0], tip[1] + 0.1 * unit), (reach, reach), halo(tip[0], tip[1] + 0.1 * unit, reach, GLOW, 0.5 * glow)
        )
        sheet.polygon(
            [
                (tip[0] - 0.25 * unit, tip[1] + 0.1 * unit),
                (tip[0] + 0.25 * unit, tip[1] + 0.1 * unit),
                (tip[0] + 1.6 * unit, foot[1]),
                (tip[0] - 1.6 * unit, foot[1]),
            ],
            vertical(tip[1], foot[1], GLOW, mix(GLOW, stage.palette.haze, 0.6)),
            0.10 * glow,
        )
        sheet.ellipse((tip[0], tip[1] + 0.09 * unit), (0.24 * unit, 0.06 * unit), (255, 246, 220))


def skyline(stage: Stage, sheet: Canvas, name: str, rise: float, far: float) -> None:
    """Draw a row of towers up to `rise` frame heights over the horizon, `far` 0..1 in the haze."""
    dice = stage.dice(name)
    x = sheet.left - 0.1
    foot = stage.view.horizon + 0.04
    while x < sheet.right + 0.05:
        width = rise * (0.14 + 0.2 * dice.random())
        height = rise * (0.3 + 0.7 * dice.random() ** 1.6)
        _tower(stage, sheet, dice, (x, foot - height, x + width, sheet.bottom + 0.1), far)
        x += width * (0.8 + 0.5 * dice.random())


def _tower(
    stage: Stage, sheet: Canvas, dice: np.random.Generator, box: tuple[float, float, float, float], far: float
) -> None:
    left, high, right, bottom = box
    wall = ((122, 134, 150), (146, 138, 134), (104, 118, 140), (160, 156, 150), (88, 100, 126))[int(dice.integers(5))]
    tone = stage.palette.out(wall, far)
    air = mix(tone, stage.palette.haze, 0.65)
    mid = left + (right - left) * (0.55 + 0.2 * dice.random())
    foot = stage.view.horizon + 0.06
    top = high
    if stage.has("scifi") and dice.random() < 0.6:
        top = _taper(sheet, (left, high, right), foot, tone, air, dice)
    else:
        sheet.box((left, high, mid, bottom), vertical(high, foot, tone, mix(tone, air, 0.5), air))
        sheet.box(
            (mid, high, right, bottom), vertical(high, foot, shade(tone, 0.78), mix(shade(tone, 0.8), air, 0.5), air)
        )
        if dice.random() < 0.4:
            inset = (right - left) * 0.2
            sheet.box((left + inset, high - (right - left) * 0.4, right - inset, high), shade(tone, 0.9))
            top = high - (right - left) * 0.4
        if dice.random() < 0.35:
            cx = (left + right) / 2
            sheet.stroke(
                [(cx, top), (cx, top - (right - left) * 0.9)], (right - left) * 0.04, shade(tone, 0.8), end=0.001
            )
    _lights(stage, sheet, dice, (left, high, right, foot), far)


def _taper(
    sheet: Canvas, span: tuple[float, float, float], foot: float, tone: Colour, air: Colour, dice: np.random.Generator
) -> float:
    """Draw a spire of the future: it narrows upwards in a curve."""
    left, top, right = span
    cx, half = (left + right) / 2, (right - left) / 2
    top -= half * (0.5 + 2 * dice.random())
    edge = [(cx - half * (1 - k) ** 0.6 - half * 0.08, foot - (foot - top) * k) for k in np.linspace(0, 1, 9).tolist()]
    mirrored = [(2 * cx - x, y) for x, y in edge]
    sheet.polygon([*edge, *mirrored[::-1]], vertical(top, foot, shade(tone, 1.1), tone, air))
    sheet.polygon([(cx, top), *mirrored[::-1]], vertical(top, foot, shade(tone, 0.7), shade(tone, 0.75), air))
    ring = foot - (foot - top) * 0.62
    sheet.ellipse((cx, ring), (half * 1.1, half * 0.16), shade(tone, 1.2))
    return top


def _lights(
    stage: Stage, sheet: Canvas, dice: np.random.Generator, box: tuple[float, float, float, float], far: float
) -> None:
    left, top, right, bottom = box
    columns, rows = max(int((right - left) / 0.011), 2), max(int((bottom - top) / 0.016), 2)
    shining = stage.palette.lamps
    share = 0.16 + 0.4 * shining
    on = dice.random((rows, columns))
    hue = dice.random((rows, columns))
    panes: dict[bool, list[Points]] = {False: [], True: []}
    for i, j in np.argwhere(on < share).tolist():
        x, y = left + (right - left) * (j + 0.25) / columns, top + (bottom - top) * (i + 0.3) / rows
        panes[bool(hue[i, j] > 0.8)].append(rounded((x, y, x + 0.0055, y + 0.006)))
    for cold, boxes in panes.items():
        if shining > 0.3:
            sheet.polygons(boxes, mix((190, 220, 255) if cold else GLOW, stage.palette.haze, far * 0.7), 0.9)
        else:
            sheet.polygons(boxes, mix(stage.palette.sky, stage.palette.haze, 0.3 + far * 0.6), 0.5)


def pearl_tower(stage: Stage, sheet: Canvas, x: float, rise: float, far: float) -> None:
    """Draw a television tower with spheres on a tripod: a landmark that everybody knows."""
    foot, top = stage.view.horizon + 0.03, stage.view.horizon - rise
    steel, pink = stage.palette.out((150, 150, 168), far), stage.palette.out((190, 80, 120), far)
    if stage.palette.lamps > 0.6:
        pink = mix(pink, (255, 90, 170), 0.6)
    for dx in (-0.07, -0.02, 0.02, 0.07):
        sheet.stroke([(x + dx * rise, foot), (x + dx * rise * 0.3, foot - rise * 0.6)], rise * 0.022, steel)
    sheet.stroke([(x, foot - rise * 0.5), (x, top)], rise * 0.03, steel, end=rise * 0.004)
    for height, radius in ((0.24, 0.085), (0.62, 0.06), (0.74, 0.024)):
        y = foot - rise * height
        sheet.ellipse(
            (x, y),
            (radius * rise, radius * rise),
            halo(x - radius * rise * 0.3, y - radius * rise * 0.3, radius * rise * 2, (255, 255, 255), 0.0),
        )
        sheet.ellipse((x, y), (radius * rise, radius * rise), pink)
        sheet.ellipse(
            (x - radius * rise * 0.25, y - radius * rise * 0.3),
            (radius * rise * 0.5, radius * rise * 0.42),
            mix(pink, (255, 255, 255), 0.5),
            0.6,
        )


def railing(sheet: Canvas, y: float, colour: Colour, *, gap: float = 0.16) -> None:
    """Draw a railing across the whole picture, its hand rail at `y` (frame units): a near edge to look over."""
    for x in np.arange(sheet.left, sheet.right, gap).tolist():
        sheet.box((x - 0.006, y, x + 0.006, sheet.bottom + 0.1), vertical(y, y + 0.5, colour, shade(colour, 0.6)))
    sheet.box(
        (sheet.left - 1, y - 0.014, sheet.right + 1, y + 0.016),
        vertical(y - 0.014, y + 0.016, shade(colour, 1.25), shade(colour, 0.7)),
    )
    sheet.box((sheet.left - 1, y + 0.13, sheet.right + 1, y + 0.143), shade(colour, 0.8))
