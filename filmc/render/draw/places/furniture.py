"""What stands in rooms: tables, desks, chairs, beds, shelves, lamps, plants, pictures."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.outline import Points
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places.stage import Stage

Span = tuple[float, float]
WOOD: Colour = (176, 128, 82)
_SPINES: tuple[Colour, ...] = (
    (150, 58, 52),
    (54, 84, 120),
    (196, 160, 92),
    (76, 110, 82),
    (110, 74, 104),
    (214, 204, 184),
    (70, 66, 72),
)


def table(stage: Stage, sheet: Canvas, x: Span, z: Span, top: float, colour: Colour) -> None:
    """Draw a table with four legs; metres."""
    stage.ground_shadow(sheet, (x[0] - 0.05, x[1] + 0.15), z, 0.3)
    leg = 0.05
    for lz in (z[1] - leg, z[0]):
        for lx in (x[0] + 0.03, x[1] - 0.03 - leg):
            stage.solid(sheet, (lx, lx + leg), (0, top), (lz, lz + leg), shade(colour, 0.72))
    stage.solid(sheet, x, (top - 0.07, top), z, colour)


def chair(stage: Stage, sheet: Canvas, x: float, z: float, colour: Colour, *, away: bool = True) -> None:
    """Draw a chair, `x` its middle, `z` its near edge; its back is near us when it faces `away`."""
    half, seat = 0.2, 0.45
    back_z = z if away else z + 0.38
    legs = [(x - half, z + 0.34), (x + half - 0.04, z + 0.34), (x - half, z), (x + half - 0.04, z)]
    if not away:
        stage.solid(sheet, (x - half, x + half), (0.55, 0.9), (back_z, back_z + 0.03), colour)
    for lx, lz in legs:
        stage.solid(sheet, (lx, lx + 0.04), (0, seat), (lz, lz + 0.04), shade(colour, 0.6))
    stage.solid(sheet, (x - half, x + half), (seat, seat + 0.04), (z, z + 0.4), colour)
    if away:
        for px in (x - half, x + half - 0.04):
            stage.solid(sheet, (px, px + 0.04), (seat, 0.9), (back_z, back_z + 0.03), shade(colour, 0.7))
        stage.solid(sheet, (x - half, x + half), (0.62, 0.92), (back_z, back_z + 0.03), colour)


def school_desk(stage: Stage, sheet: Canvas, x: float, z: float, wood: Colour, steel: Colour) -> None:
    """Draw a pupil's desk with its chair in front of it (nearer to us), papers on top."""
    stage.ground_shadow(sheet, (x - 0.4, x + 0.45), (z - 0.4, z + 0.5), 0.28)
    for lx in (x - 0.34, x + 0.3):
        stage.solid(sheet, (lx, lx + 0.04), (0, 0.72), (z + 0.38, z + 0.42), steel)
        stage.solid(sheet, (lx, lx + 0.04), (0, 0.72), (z, z + 0.04), steel)
    stage.solid(sheet, (x - 0.36, x + 0.36), (0.56, 0.72), (z, z + 0.45), shade(steel, 0.85))
    stage.solid(sheet, (x - 0.38, x + 0.38), (0.72, 0.76), (z - 0.02, z + 0.47), wood)
    dice = stage.dice(f"desk {x:.2f} {z:.2f}")
    for _ in range(2):
        px, pz = x - 0.3 + 0.3 * float(dice.random()), z + 0.06 + 0.15 * float(dice.random())
        sheet.polygon(stage.view.flat(px, px + 0.21, pz, pz + 0.28, 0.765), mix((246, 244, 238), wood, 0.15))
    if dice.random() < 0.6:
        bx = x + 0.1 * float(dice.random())
        for k in range(int(dice.integers(1, 4))):
            spine = _SPINES[int(dice.integers(len(_SPINES)))]
            stage.solid(
                sheet,
                (bx, bx + 0.2),
                (0.76 + 0.04 * k, 0.8 + 0.04 * k),
                (z + 0.2, z + 0.44),
                stage.palette.indoors(spine),
            )
    chair(stage, sheet, x, z - 0.42, wood)


def shelf(stage: Stage, sheet: Canvas, x: Span, z: float, height: float, wood: Colour, what: str = "books") -> None:
    """Draw a shelf against the wall at `z`, full of books or goods."""
    view, dice = stage.view, stage.dice(f"shelf {x[0]:.2f} {z:.2f}")
    deep = 0.35
    stage.solid(sheet, x, (0, height), (z - deep, z), wood)
    rows = max(round(height / 0.42), 2)
    for row in range(rows):
        low, high = height * row / rows + 0.05, height * (row + 1) / rows - 0.03
        sheet.polygon(view.facing(x[0] + 0.04, low, x[1] - 0.04, high, z - deep), shade(wood, 0.42))
        px = x[0] + 0.06
        while px < x[1] - 0.1:
            wide = 0.03 + 0.05 * float(dice.random()) if what == "books" else 0.1 + 0.1 * float(dice.random())
            tall = (high - low) * (0.6 + 0.36 * float(dice.random()))
            colour = stage.palette.indoors(
                _SPINES[int(dice.integers(len(_SPINES)))], 0.85 + 0.25 * float(dice.random())
            )
            right = min(px + wide, x[1] - 0.05)
            sheet.polygon(view.facing(px, low, right, low + tall, z - deep), colour)
            if what == "books" and view.unit(z) > 0.08:
                sheet.polygon(
                    view.facing(px, low + tall * 0.72, right, low + tall * 0.8, z - deep),
                    mix(colour, (240, 220, 170), 0.5),
                )
            px = right + (0.004 if dice.random() < 0.93 else 0.12)


def picture(stage: Stage, sheet: Canvas, corners: Points, name: str) -> None:
    """Hang a framed painting: an abstract, a landscape or a portrait's shadow, by the place's dice."""
    p = np.asarray(corners, np.float64)
    dice = stage.dice(name)
    drop = float(np.hypot(*(p[3] - p[0])))
    sheet.shadow([(float(x) + drop * 0.02, float(y) + drop * 0.05) for x, y in p], drop * 0.03, (10, 8, 14), 0.35)
    sheet.polygon(
        corners, stage.palette.indoors(((190, 150, 84), (70, 56, 48), (228, 222, 212))[int(dice.integers(3))])
    )
    middle = p.mean(0)
    inner = [(float(x), float(y)) for x, y in middle + (p - middle) * 0.84]
    sets = (
        ((236, 214, 170), (212, 120, 84), (78, 98, 128)),
        ((206, 222, 226), (92, 140, 140), (44, 70, 92)),
        ((240, 230, 214), (196, 84, 84), (60, 50, 70)),
        ((222, 214, 230), (130, 110, 170), (240, 190, 120)),
    )
    light, middle_tone, dark = (stage.palette.indoors(c) for c in sets[int(dice.integers(len(sets)))])
    sheet.polygon(inner, light)
    q = np.asarray(inner, np.float64)

    def at(u: float, v: float) -> Span:
        top, low = q[0] + (q[1] - q[0]) * u, q[3] + (q[2] - q[3]) * u
        x, y = (top + (low - top) * v).tolist()
        return x, y

    if dice.random() < 0.5:
        hills = [at(t, 0.45 + 0.2 * math.sin(5 * t + 6 * float(dice.random()))) for t in np.linspace(0, 1, 7).tolist()]
        sheet.polygon([*hills, at(1, 1), at(0, 1)], middle_tone)
        sheet.polygon([at(0, 0.78), at(0.5, 0.68), at(1, 0.82), at(1, 1), at(0, 1)], dark)
        r = drop * 0.07
        sheet.ellipse(at(0.3 + 0.4 * float(dice.random()), 0.26), (r, r), mix(light, (255, 250, 220), 0.7))
        return
    for k in range(5):
        u, v, w = dice.random(3).tolist()
        tone = (middle_tone, dark, mix(light, middle_tone, 0.5))[k % 3]
        a, b = 0.7 * u, 0.7 * v
        sheet.polygon([at(a, b), at(a + 0.3, b), at(a + 0.3, b + 0.1 + 0.2 * w), at(a, b + 0.1 + 0.2 * w)], tone, 0.9)


def plant(stage: Stage, sheet: Canvas, x: float, z: float, height: float) -> None:
    """Draw a potted plant."""
    view, unit = stage.view, stage.view.unit(z)
    dice = stage.dice(f"plant {x:.2f} {z:.2f}")
    stage.ground_shadow(sheet, (x - 0.2, x + 0.3), (z - 0.1, z + 0.2), 0.35)
    foot, rim = view.at(x, 0, z), view.at(x, height * 0.28, z)
    w = 0.17 * unit
    pot = stage.palette.indoors(((196, 112, 80), (230, 226, 218), (92, 104, 112))[int(dice.integers(3))])
    sheet.polygon(
        [(rim[0] - w, rim[1]), (rim[0] + w, rim[1]), (foot[0] + w * 0.7, foot[1]), (foot[0] - w * 0.7, foot[1])],
        vertical(rim[1], foot[1], pot, shade(pot, 0.7)),
    )
    sheet.ellipse(rim, (w, w * 0.18), shade(pot, 0.55))
    green = stage.palette.indoors((74, 126, 76))
    for a, b, c in dice.random((16, 3)).tolist():
        angle = -2.75 + 2.36 * a
        long = height * 0.72 * unit * (0.6 + 0.4 * b)
        tip = (rim[0] + long * 0.75 * math.cos(angle), rim[1] + long * math.sin(angle))
        bend = ((rim[0] + tip[0]) / 2 + 0.1 * long * math.cos(angle), (rim[1] + tip[1]) / 2 - 0.12 * long)
        side = 0.05 * unit
        sheet.blob(
            [rim, (bend[0] - side, bend[1] - side * 0.4), tip, (bend[0] + side, bend[1] + side * 0.4)],
            shade(green, 0.7 + 0.5 * c),
        )


def pendant(stage: Stage, sheet: Canvas, at: tuple[float, float, float], ceiling: float, colour: Colour) -> None:
    """Hang a lamp with a shade from the ceiling at (x, y, z)."""
    x, y, z = at
    view, unit = stage.view, stage.view.unit(z)
    px, py = view.at(x, y, z)
    sheet.stroke([view.at(x, ceiling, z), (px, py)], max(0.015 * unit, 0.001), shade(colour, 0.4))
    w = 0.26 * unit
    glow = 0.3 + 0.6 * stage.palette.lamps
    sheet.ellipse((px, py + 0.1 * unit), (w * 5, w * 5), halo(px, py + 0.1 * unit, w * 5, (255, 222, 160), 0.4 * glow))
    sheet.polygon(
        [(px - w * 0.3, py - w * 0.3), (px + w * 0.3, py - w * 0.3), (px + w, py + w * 0.55), (px - w, py + w * 0.55)],
        vertical(py - w * 0.3, py + w * 0.6, colour, mix(colour, (255, 226, 160), 0.45)),
    )
    sheet.ellipse((px, py + w * 0.55), (w, w * 0.16), (255, 244, 214))


def tube_lamp(stage: Stage, sheet: Canvas, x: float, y: float, z: Span) -> None:
    """Fix a long flat lamp to the ceiling, running away from us."""
    face = stage.view.flat(x - 0.14, x + 0.14, max(z[0], 0.4), z[1], y - 0.02)
    on = stage.palette.lamps > 0.2 or stage.setting.weather in {"rain", "storm", "cloud"}
    sheet.polygon(face, (255, 250, 234) if on else stage.palette.indoors((232, 232, 228)))
    if on:
        sheet.shadow(face, 0.02, (255, 246, 220), 0.5)


def clock(stage: Stage, sheet: Canvas, centre: Span, radius: float) -> None:
    """Hang a round clock."""
    x, y = centre
    sheet.ellipse((x + radius * 0.08, y + radius * 0.14), (radius * 1.06, radius * 1.06), (20, 18, 24), 0.25)
    sheet.ellipse((x, y), (radius, radius), stage.palette.indoors((60, 62, 70)))
    sheet.ellipse((x, y), (radius * 0.86, radius * 0.86), stage.palette.indoors((248, 246, 240)))
    hand = (40, 40, 48)
    sheet.stroke([(x, y), (x + radius * 0.32, y - radius * 0.34)], radius * 0.12, hand)
    sheet.stroke([(x, y), (x - radius * 0.12, y - radius * 0.66)], radius * 0.08, hand)


def fan(stage: Stage, sheet: Canvas, x: float, y: float, z: float) -> None:
    """Hang a ceiling fan with its blades a little blurred by turning."""
    view, unit = stage.view, stage.view.unit(z)
    px, py = view.at(x, y - 0.35, z)
    steel = stage.palette.indoors((210, 210, 206))
    sheet.stroke([view.at(x, y, z), (px, py)], 0.04 * unit, shade(steel, 0.7))
    flat = max(abs(py - view.horizon) * 0.35, 0.05) / max(unit, 1e-6)
    for angle in (0.4, 0.4 + 2.094, 0.4 + 4.189):
        for blur in range(4):
            a = angle + 0.06 * blur
            tip = (px + 0.62 * unit * math.cos(a), py + 0.62 * unit * flat * math.sin(a))
            sheet.stroke([(px, py), tip], 0.05 * unit, shade(steel, 0.8), 0.4, end=0.09 * unit)
    sheet.ellipse((px, py), (0.09 * unit, 0.06 * unit), steel)


def curtain(stage: Stage, sheet: Canvas, corners: Points, colour: Colour, name: str) -> None:
    """Hang a curtain with folds over four corners."""
    p = np.asarray(corners, np.float64)
    dice = stage.dice(name)
    sheet.polygon(corners, colour)
    for t in np.linspace(0.04, 0.96, 9).tolist():
        top, low = p[0] + (p[1] - p[0]) * t, p[3] + (p[2] - p[3]) * t
        wide = float(np.hypot(*(p[1] - p[0]))) * 0.05
        tone = shade(colour, 0.72) if dice.random() < 0.55 else shade(colour, 1.14)
        sheet.stroke([tuple(top.tolist()), tuple(low.tolist())], wide, tone, 0.55, end=wide * 1.4)
