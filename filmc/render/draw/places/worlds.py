"""Inside vehicles, and far from home: car, train, spaceship, space, caves, under water, the void."""

from __future__ import annotations

import math

import cv2
import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.outline import ellipse, rounded
from filmc.render.draw.paint import Linear, Radial, halo, mix, shade, vertical
from filmc.render.draw.places import built, furniture, land, plants
from filmc.render.draw.places.room import Room, Style
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage, cloudy, line_noise


def car(stage: Stage) -> None:
    """From the back seat: windscreen and side windows on a passing world, dashboard, wheel, the seats near us."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(10, 0.6)
    built.skyline(stage, far, "passing town", 0.22, 0.55)
    plants.treeline(stage, far, "passing trees", 0.1, 0.4)
    land.ground(stage, far, 60, palette.out((96, 98, 106)), palette.haze)
    stage.put(far, "outside", 10, Motion(travel=(-0.25, 0.0)))
    cabin = stage.sheet(1.6)
    cloth = palette.indoors((62, 64, 72))
    w = view.aspect
    cabin.flood(vertical(0, 1, shade(cloth, 0.9), shade(cloth, 0.5)))
    horizon = min(max(view.horizon, 0.42), 0.6)
    screen = [(w * 0.17, 0.1), (w * 0.83, 0.1), (w * 0.93, horizon + 0.08), (w * 0.07, horizon + 0.08)]
    cabin.erase(screen)
    for side in (0, 1):
        edge, inner = (cabin.left - 0.1, w * 0.04) if side == 0 else (cabin.right + 0.1, w * 0.96)
        cabin.erase([(edge, 0.06), (inner + (0.07 if side == 0 else -0.07), 0.12), (inner - (0.01 if side == 0 else -0.01), horizon + 0.1), (edge, horizon + 0.13)])
    cabin.polygon([(w * 0.2, 0.1), (w * 0.34, 0.1), (w * 0.2, horizon), (w * 0.1, horizon)], (255, 255, 255), 0.08)
    dash = horizon + 0.06
    cabin.blob([(w * 0.02, dash + 0.02), (w * 0.5, dash - 0.02), (w * 0.98, dash + 0.02), (w * 1.1, 1.2), (-w * 0.1, 1.2)], vertical(dash, dash + 0.3, shade(cloth, 1.25), shade(cloth, 0.55)))
    for x, r in ((0.31, 0.06), (0.385, 0.04)):
        cabin.ellipse((w * x, dash + 0.1), (r, r * 0.8), (22, 24, 30))
        cabin.ellipse((w * x, dash + 0.1), (r * 0.82, r * 0.64), Radial((w * x, dash + 0.1), r, r, ((0.0, (40, 90, 120), 1.0), (1.0, (16, 22, 32), 1.0))))
    console = (w * 0.46, dash + 0.05, w * 0.58, dash + 0.19)
    cabin.box(console, (24, 30, 40), bend=0.012)
    (l, t, r2, b) = console
    if not stage.sign(cabin, [(l, t), (r2, t), (r2, b), (l, b)], "screen"):
        cabin.box((l + 0.01, t + 0.01, r2 - 0.01, b - 0.01), vertical(t, b, (70, 150, 190), (30, 70, 110)), bend=0.006)
    wheel = ellipse((w * 0.34, dash + 0.26), (0.21, 0.2), 0, cabin.scale)
    cabin.polygons([wheel, ellipse((w * 0.34, dash + 0.26), (0.178, 0.168), 0, cabin.scale)], (30, 31, 36))
    cabin.box((w * 0.34 - 0.18, dash + 0.24, w * 0.34 + 0.18, dash + 0.28), (34, 35, 40))
    cabin.box((w * 0.47, 0.08, w * 0.55, 0.135), (28, 30, 36), bend=0.02)
    cabin.box((w * 0.474, 0.086, w * 0.546, 0.129), mix(palette.sky, (60, 66, 80), 0.4), bend=0.016)
    stage.put(cabin, "cabin", 1.6)


def train(stage: Stage) -> None:
    """A carriage: seats in rows at both sides of the aisle, windows on a passing land, racks and lamps."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(10, 0.6)
    land.ridge(stage, far, "hills", 0.14, palette.out((108, 130, 112), 0.5), palette.haze)
    plants.treeline(stage, far, "trees", 0.07, 0.3)
    land.ground(stage, far, 80, palette.out((130, 152, 92)), palette.haze)
    stage.put(far, "outside", 10, Motion(travel=(-0.3, 0.0)))
    room = Room(stage, Style((226, 226, 220), (126, 132, 142), (238, 238, 234), (110, 120, 130), (170, 176, 180), height=2.5, half=1.75, back=11.0, boards=0.0), narrow=True)
    for side in (-1, 1):
        for z in np.arange(room.far - 2.0, max(room.near, 0.5), -2.1).tolist():
            room.window(room.on_side(side, 1.0, 1.9, z, z + 1.7), (0, 0))
        rack = view.flat(*sorted((side * 1.2, side * 1.75))[:2], room.near, room.far, 2.05)
        room.sheet.polygon(rack, room.colour((150, 156, 162)))
    room.sheet.polygon(room.on_back(-0.45, 0, 0.45, 2.0), room.colour((150, 160, 168)))
    room.sheet.polygon(room.on_back(-0.3, 0.9, 0.3, 1.8), room.colour((84, 104, 122)))
    furniture.tube_lamp(stage, room.sheet, 0, room.height, (1.5, room.far))
    room.daylight(-1, view.distance, room.far)
    room.finish("carriage")
    seats = stage.sheet(1.35)
    cloth = room.colour(((58, 96, 140), (150, 62, 58), (62, 118, 104))[int(stage.dice("seats").integers(3))])
    for z in np.arange(view.distance + 0.6, room.far - 0.6, 1.05).tolist()[::-1]:
        for a, b in ((-1.7, -0.55), (0.55, 1.7)):
            stage.solid(seats, (a, b), (0.25, 0.5), (z - 0.5, z), shade(cloth, 0.85))
            stage.solid(seats, (a, b), (0.4, 1.25), (z, z + 0.14), cloth)
            stage.solid(seats, (a + 0.08, b - 0.08), (1.08, 1.22), (z - 0.02, z), room.colour((240, 238, 230)))
    stage.put(seats, "seats", 1.35)


def spaceship(stage: Stage) -> None:
    """A bridge with a wide window on the stars, consoles with lights, ribs along the walls."""
    _stars(stage)
    _planet(stage)
    room = Room(stage, Style((92, 104, 124), (66, 74, 92), (70, 80, 100), (50, 190, 220), height=3.2, back=4.4, boards=0.9, tiles=True))
    view, sheet, far = stage.view, room.sheet, room.far
    half = room.half
    window = [view.at(-half * 0.78, 1.0, far), view.at(-half * 0.6, 2.55, far), view.at(half * 0.6, 2.55, far), view.at(half * 0.78, 1.0, far)]
    corners = [window[1], window[2], window[3], window[0]]
    room.window(corners, (2, 0))
    for z in np.arange(1.0, far, 1.3).tolist()[::-1]:
        for side in (-1, 1):
            sheet.polygon(room.on_side(side, 0, room.height, z, z + 0.16), shade(room.colour((120, 132, 152)), 0.8))
            sheet.polygon(room.on_side(side, 1.5, 1.56, z + 0.2, z + 1.2), (90, 220, 245))
            sheet.shadow(room.on_side(side, 1.44, 1.62, z + 0.2, z + 1.2), 0.015, (70, 200, 240), 0.5)
        sheet.polygon(view.flat(-0.5, 0.5, z, z + 0.6, room.height - 0.02), (206, 234, 246), 0.8)
    room.finish("bridge")
    desk = stage.sheet(1.4)
    for a, b in ((-2.6, -0.7), (0.7, 2.6)):
        _console(stage, desk, (a, b), max(far - 1.1, view.distance + 0.8))
    stage.put(desk, "consoles", 1.4)


def _console(stage: Stage, sheet: Canvas, x: tuple[float, float], z: float) -> None:
    view, dice = stage.view, stage.dice(f"console {x[0]}")
    stage.ground_shadow(sheet, x, (z, z + 0.6), 0.4)
    stage.solid(sheet, x, (0, 0.8), (z, z + 0.6), (70, 80, 98))
    top = [view.at(x[0], 0.98, z + 0.6), view.at(x[1], 0.98, z + 0.6), view.at(x[1], 0.78, z), view.at(x[0], 0.78, z)]
    sheet.polygon(top, (44, 52, 68))
    for u, v, w in dice.random((34, 3)).tolist():
        p = view.at(x[0] + (x[1] - x[0]) * (0.05 + 0.9 * u), 0.8 + 0.17 * v, z + 0.6 * v - 0.01)
        r = (0.016 + 0.02 * w) * view.unit(z)
        sheet.box((p[0] - r * 1.5, p[1] - r * 0.4, p[0] + r * 1.5, p[1] + r * 0.4), ((90, 226, 255), (255, 170, 80), (130, 255, 190), (255, 96, 110))[int(w * 4)], 0.9)
    screen = view.facing(x[0] + 0.3, 1.05, x[1] - 0.3, 1.6, z + 0.55)
    sheet.polygon(screen, (60, 190, 230), 0.28)
    if not stage.sign(sheet, screen, "screen"):
        curve = [view.at(x[0] + 0.35 + (x[1] - x[0] - 0.7) * t, 1.3 + 0.16 * math.sin(9 * t + x[0]), z + 0.54) for t in np.linspace(0, 1, 20).tolist()]
        sheet.stroke(curve, 0.02 * view.unit(z), (170, 246, 255), 0.8)


def space(stage: Stage) -> None:
    """Stars, a nebula, a planet with its lit side and atmosphere; rocks drifting near by."""
    _stars(stage)
    _planet(stage)
    for i, (depth, count, size) in enumerate(((6.0, 14, 0.014), (2.4, 7, 0.035))):
        sheet = stage.sheet(depth)
        dice = stage.dice(f"asteroids {i}")
        for u, v, w in dice.random((count, 3)).tolist():
            x, y = sheet.left + u * (sheet.right - sheet.left), sheet.top + v * (sheet.bottom - sheet.top)
            r = size * (0.4 + w)
            radii = r * (0.75 + 0.4 * dice.random(9))
            shape = [(x + q * math.cos(a), y + q * 0.8 * math.sin(a)) for a, q in zip(np.linspace(0, 5.6, 9).tolist(), radii.tolist(), strict=True)]
            sheet.blob(shape, Linear((x - r, y - r), (x + r, y + r), ((0.0, (150, 142, 140), 1.0), (0.5, (86, 80, 86), 1.0), (1.0, (22, 22, 32), 1.0))))
        stage.put(sheet, f"asteroids {i}", depth, Motion(travel=(0.03 * (i + 1), -0.006)))


def _stars(stage: Stage) -> None:
    sheet = stage.sheet(40, 0.6)
    sheet.flood(vertical(0, 1, (6, 8, 24), (14, 14, 40), (8, 8, 26)))
    height, width = sheet.pixels.shape[:2]
    clouds = cloudy(stage.dice("nebula"), 80, round(80 * width / height), 3, 5)
    band = cloudy(stage.dice("nebula two"), 80, clouds.shape[1], 3, 4)
    rose = np.clip(clouds - 0.45, 0, 1)[:, :, None] * np.array([190, 70, 150], np.float32)
    teal = np.clip(band - 0.5, 0, 1)[:, :, None] * np.array([50, 130, 210], np.float32)
    glow = cv2.resize(np.clip(rose + teal, 0, 120).astype(np.uint8), (width, height), interpolation=cv2.INTER_CUBIC)
    sheet.pixels[:, :, :3] = cv2.add(sheet.pixels[:, :, :3].copy(), glow)
    dice = stage.dice("space stars")
    for u, v, w, k in dice.random((520, 4)).tolist():
        x, y, r = sheet.left + u * (sheet.right - sheet.left), sheet.top + v * (sheet.bottom - sheet.top), 0.0008 + 0.002 * w**8
        if w > 0.97:
            sheet.ellipse((x, y), (0.014, 0.014), halo(x, y, 0.014, (200, 220, 255), 0.8))
        sheet.ellipse((x, y), (r, r), mix((180, 205, 255), (255, 236, 206), k), 0.3 + 0.7 * w)
    stage.put(sheet, "stars", 40)


def _planet(stage: Stage) -> None:
    dice = stage.dice("planet")
    earth = stage.has("earth") or dice.random() < 0.4
    sheet = stage.sheet(20)
    x, y, r = stage.view.aspect * (0.68 + 0.16 * dice.random()), 0.34 + 0.12 * dice.random(), 0.2 + 0.08 * dice.random()
    air = (110, 180, 255) if earth else (240, 180, 130)
    sheet.ellipse((x, y), (r * 1.22, r * 1.22), Radial((x - r * 0.1, y - r * 0.1), r * 1.2, r * 1.2, ((0.0, air, 0.0), (0.78, air, 0.0), (0.84, air, 0.5), (1.0, air, 0.0))))
    body: tuple[Colour, Colour] = ((58, 120, 190), (20, 56, 120)) if earth else ((214, 160, 110), (150, 92, 76))
    sheet.ellipse((x, y), (r, r), vertical(y - r, y + r, *body))
    for u, v, w, k in dice.random((13, 4)).tolist():
        bx, by = x + (u - 0.5) * 1.7 * r, y + (v - 0.5) * 1.7 * r
        room = math.sqrt(max(r * r - (by - y) ** 2, 0)) - abs(bx - x)
        if room < r * 0.12:
            continue
        wide = min(room * 0.9, r * (0.2 + 0.3 * w))
        tone = ((96, 150, 96), (236, 244, 250))[int(k * 2)] if earth else mix((240, 206, 150), (130, 76, 66), k)
        sheet.blob([(bx - wide, by), (bx - wide * 0.2, by - r * (0.1 if earth else 0.03)), (bx + wide, by + r * 0.02), (bx + wide * 0.1, by + r * (0.09 if earth else 0.03))], tone, 0.7)
    sheet.ellipse((x, y), (r * 1.004, r * 1.004), Radial((x - r * 0.45, y - r * 0.45), r * 1.7, r * 1.7, ((0.0, (255, 255, 255), 0.16), (0.4, (10, 10, 30), 0.0), (0.75, (4, 4, 18), 0.75), (1.0, (2, 2, 12), 0.94))))
    if not earth and dice.random() < 0.7:
        ring = ellipse((x, y), (r * 1.9, r * 0.36), -14, sheet.scale)
        inner = ellipse((x, y), (r * 1.4, r * 0.25), -14, sheet.scale)
        half = len(ring) // 2
        front_out, front_in = ring[: half + 1], inner[: len(inner) // 2 + 1]
        sheet.polygon(np.concatenate([front_out, front_in[::-1]]), (232, 206, 170), 0.7)
        back_out, back_in = ring[half:], inner[len(inner) // 2 :]
        rear = stage.sheet(21)
        rear.polygon(np.concatenate([back_out, back_in[::-1]]), (190, 160, 130), 0.6)
        stage.put(rear, "ring", 21)
    stage.put(sheet, "planet", 20)


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
            floor.polygon([(cx - s * 0.12 + lean * s * 0.5, cy), (cx + lean * s * 1.2, cy - s * (1 - abs(lean))), (cx + s * 0.12 + lean * s * 0.5, cy)], mix(glow, (255, 255, 255), 0.3 + lean * 0.4), 0.85)
    stage.put(floor, "floor", depth)


def _arch(stage: Stage, sheet: Canvas, row: int, centre: tuple[float, float], hole: float, rock: Colour) -> None:
    noise = line_noise(stage.dice(f"arch {row}"), 73, 16, 3)
    noise[-1] = noise[0]
    angles = np.linspace(0, 2 * math.pi, 73)
    radii = hole * (0.75 + 0.55 * noise)
    opening = [(centre[0] + 1.75 * r * math.cos(a), centre[1] + 1.15 * r * math.sin(a)) for a, r in zip(angles, radii, strict=True)]
    outer = rounded((sheet.left - 1, sheet.top - 1, sheet.right + 1, sheet.bottom + 1))
    sheet.polygons([outer, opening], Radial(centre, hole * 3.2, hole * 2.6, ((0.0, shade(rock, 1.2), 1.0), (0.45, rock, 1.0), (1.0, shade(rock, 0.35), 1.0))))
    dice = stage.dice(f"stalactites {row}")
    for u, v in dice.random((9, 2)).tolist():
        a = math.pi + math.pi * (0.12 + 0.76 * u)
        px, py = centre[0] + 1.75 * hole * 1.1 * math.cos(a), centre[1] + 1.15 * hole * 1.1 * math.sin(a)
        wide, long = hole * (0.03 + 0.06 * v), hole * (0.25 + 0.5 * v)
        sheet.polygon([(px - wide, py - 0.08), (px, py + long), (px + wide, py - 0.08)], vertical(py, py + long, shade(rock, 0.6), shade(rock, 1.1)))


def underwater(stage: Stage) -> None:
    """Light from above in shafts, rocks and coral in hazy depths, weed swaying, sand below."""
    view = stage.view
    night = stage.panel.hour == "night"
    top: Colour = (40, 110, 150) if night else (110, 206, 226)
    deep: Colour = (6, 26, 60) if night else (14, 74, 122)
    base = stage.sheet(40, 0.5)
    base.flood(vertical(-0.15, 1.05, top, mix(top, deep, 0.5), deep, shade(deep, 0.8)))
    x = view.aspect * 0.45
    base.ellipse((x, -0.12), (0.9, 0.5), halo(x, -0.12, 0.9, (226, 252, 255), 0.75))
    stage.put(base, "water", 40)
    shafts = stage.sheet(14, 0.4)
    for u, v in stage.dice("shafts").random((8, 2)).tolist():
        sx = view.aspect * (-0.05 + 1.0 * u)
        shafts.polygon([(sx, -0.3), (sx + 0.04 + 0.08 * v, -0.3), (sx + (sx - x) * 0.9 + 0.2 * v + 0.08, 1.0), (sx + (sx - x) * 0.9 - 0.03, 1.0)], vertical(-0.2, 0.95, (226, 252, 255), top), 0.10 + 0.14 * v)
    shafts.soften(0.014)
    stage.put(shafts, "light shafts", 14, Motion(pulse=0.3, period=6))
    for i, (depth, rise, far) in enumerate(((9.0, 0.26, 0.7), (4.5, 0.18, 0.42), (2.2, 0.12, 0.15))):
        sheet = stage.sheet(depth)
        tone = mix((52, 66, 96), deep, far)
        line = view.horizon + 0.06 + 0.09 * i
        xs = np.linspace(sheet.left - 0.05, sheet.right + 0.05, 70)
        ridge = line - rise * line_noise(stage.dice(f"reef {i}"), 70, 4 + i) ** 1.6 * 1.5
        sheet.polygon([*zip(xs, ridge, strict=True), (sheet.right + 1, sheet.bottom + 1), (sheet.left - 1, sheet.bottom + 1)], vertical(line - rise, line + 0.25, mix(tone, top, 0.25), tone, shade(tone, 0.75)))
        _coral(stage, sheet, i, list(zip(xs.tolist(), ridge.tolist(), strict=True)), far, deep)
        stage.put(sheet, f"reef {i}", depth)
    depth = max(view.depth(7), 1.3)
    sand = stage.sheet(depth)
    land.ground(stage, sand, 16, mix((206, 190, 150), deep, 0.45), mix((190, 180, 150), deep, 0.75))
    land.mottle(stage, sand, "sand", 0.14, 16)
    land.rocks(stage, sand, "rocks", 14, (1.6, 14), mix((110, 112, 120), deep, 0.4))
    stage.put(sand, "sand", depth)
    weed = stage.sheet(0.65, 0.7)
    for u, v, w in stage.dice("weed").random((22, 3)).tolist():
        wx = weed.left + u * (weed.right - weed.left)
        tall = (0.12 + 0.3 * v) * (1.4 if abs(wx - view.aspect / 2) > view.aspect * 0.32 else 0.45)
        weed.curve([(wx, 1.15), (wx + 0.03, 1.08 - tall * 0.4), (wx - 0.02, 1.06 - tall * 0.75), (wx + 0.03 * (w - 0.5), 1.03 - tall)], 0.022, mix((20, 60, 56), deep, 0.4 * w), end=0.003)
    weed.soften(0.002)
    stage.put(weed, "weed", 0.65, Motion(sway=1.2, period=5))


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
                sheet.curve([(x, y + 0.01), (x + size * 0.6 * math.sin(a), y - size * 0.8), tip], size * 0.2, tone, end=size * 0.1)
        else:
            sheet.ellipse((x, y), (size * 1.1, size * 0.8), tone)
            sheet.ellipse((x - size * 0.3, y - size * 0.25), (size * 0.5, size * 0.3), shade(tone, 1.2), 0.7)


def void(stage: Stage) -> None:
    """Nothing but light: a pool of it in the dark, or a white space."""
    white = stage.has("white")
    sheet = stage.sheet(40, 0.5)
    x, y = stage.view.aspect / 2, 0.46
    dark: Colour = (196, 200, 208) if white else (7, 7, 13)
    light: Colour = (250, 250, 252) if white else (58, 60, 82)
    sheet.flood(Radial((x, y), 1.15, 0.85, ((0.0, light, 1.0), (0.5, mix(light, dark, 0.6), 1.0), (1.0, dark, 1.0))))
    stage.put(sheet, "void", 40)
    floor = stage.sheet(2, 0.5)
    fy = stage.view.at(0, 0, stage.view.distance)[1]
    glow: Colour = (255, 255, 255) if white else (110, 116, 150)
    floor.ellipse((x, fy), (0.75, 0.13), Radial((x, fy), 0.75, 0.13, ((0.0, glow, 0.5), (1.0, glow, 0.0))))
    stage.put(floor, "pool of light", 2)
