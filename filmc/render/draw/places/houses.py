"""Rooms open to the public: restaurant, kitchen, hospital, shop, stage, the hall of a temple."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import Linear, halo, mix, shade, vertical
from filmc.render.draw.places import furniture as kit
from filmc.render.draw.places.room import Room, Style, outlook
from filmc.render.draw.places.stage import Stage
from filmc.render.draw.places.town import lantern


def restaurant(stage: Stage) -> None:
    """Round tables under red lanterns, a carved screen and windows at the back, a counter."""
    outlook(stage)
    room = Room(stage, Style((214, 178, 136), (128, 84, 58), (150, 108, 78), (110, 62, 44), (128, 60, 46), height=3.3, back=4.6))
    view, sheet = stage.view, room.sheet
    half = room.half
    for x in (-half * 0.84, half * 0.5):
        room.window(room.on_back(x, 1.1, x + half * 0.34, 2.5), (2, 2))
    _lattice(room, -half * 0.36, half * 0.36)
    for x in np.arange(-half, half, half * 0.5).tolist():
        beam = view.flat(x - 0.1, x + 0.1, room.near, room.far, room.height - 0.12)
        sheet.polygon(beam, room.colour((92, 54, 40)))
    sheet.polygon(room.on_back(-half, room.height - 0.3, half, room.height - 0.05), room.colour((92, 50, 38)))
    room.lamp(0, 2.2, room.far - 1, 4, 0.5)
    room.finish("restaurant")
    things = stage.sheet(1.35)
    for z in np.arange(view.distance + 1.0, room.far - 0.9, 1.9).tolist()[::-1]:
        for x in (-2.3, 0.0, 2.3) if z > view.distance + 2 else (-2.4, 2.4):
            _round_table(stage, things, x, z + 0.5)
    stage.put(things, "tables", 1.35)
    hung = stage.sheet(1.6)
    for i, z in enumerate(np.arange(view.distance + 0.8, room.far - 0.4, 1.6).tolist()[::-1]):
        for x in (-2.6, -1.0, 1.0, 2.6):
            px, py = view.at(x + 0.3 * (i % 2), room.height - 0.75, z)
            hung.stroke([view.at(x + 0.3 * (i % 2), room.height, z), (px, py)], 0.004, (50, 30, 26))
            lantern(stage, hung, (px, py), 0.22 * view.unit(z))
    stage.put(hung, "lanterns", 1.6, Motion(sway=0.25, period=5))


def _lattice(room: Room, left: float, right: float) -> None:
    """A carved wooden screen with a round opening, and a plaque over it."""
    stage, sheet = room.stage, room.sheet
    wood, paper = room.colour((118, 58, 40)), room.colour((240, 214, 164), 1.05)
    sheet.polygon(room.on_back(left, 0.15, right, 2.5), wood)
    sheet.polygon(room.on_back(left + 0.08, 0.25, right - 0.08, 2.42), paper)
    for x in np.arange(left + 0.08, right, 0.16).tolist():
        sheet.polygon(room.on_back(x, 0.25, x + 0.03, 2.42), wood)
    for y in np.arange(0.25, 2.42, 0.16).tolist():
        sheet.polygon(room.on_back(left + 0.08, y, right - 0.08, y + 0.03), wood)
    (cx, cy), r = stage.view.at((left + right) / 2, 1.4, room.far), 0.8 * stage.view.unit(room.far)
    sheet.ellipse((cx, cy), (r * 1.06, r * 1.06), wood)
    sheet.ellipse((cx, cy), (r * 0.96, r * 0.96), mix(paper, room.colour((226, 160, 96)), 0.35))
    for k in range(3):
        sheet.blob([(cx - r * (0.8 - 0.2 * k), cy + r * (0.3 + 0.16 * k)), (cx - r * 0.2, cy + r * (-0.3 + 0.3 * k)), (cx + r * 0.7, cy + r * (0.2 + 0.2 * k)), (cx, cy + r * 0.8)], room.colour(((150, 160, 140), (116, 130, 116), (88, 100, 92))[k]), 0.8)
    plaque = room.on_back(-0.9, 2.58, 0.9, 3.0)
    sheet.polygon(plaque, room.colour((58, 34, 30)))
    stage.sign(sheet, plaque, "sign")


def _round_table(stage: Stage, sheet: Canvas, x: float, z: float) -> None:
    view, unit = stage.view, stage.view.unit(z)
    light = stage.palette.indoors
    stage.ground_shadow(sheet, (x - 0.7, x + 0.8), (z - 0.5, z + 0.5), 0.4)
    for cx in (-0.95, 0.95):
        kit.chair(stage, sheet, x + cx, z - 0.1, light((110, 60, 42)), away=False)
    foot, top = view.at(x, 0, z), view.at(x, 0.76, z)
    tilt = min(max((view.eye - 0.76) / z, 0.04), 0.6)
    sheet.stroke([foot, top], 0.12 * unit, light((84, 48, 36)))
    w = 0.68 * unit
    sheet.ellipse((top[0], top[1] + 0.05 * unit), (w, w * tilt), light((150, 90, 60)))
    cloth = light((190, 56, 48))
    sheet.polygon([(top[0] - w, top[1]), (top[0] + w, top[1]), (top[0] + w * 0.98, top[1] + 0.16 * unit), (top[0] - w * 0.98, top[1] + 0.16 * unit)], shade(cloth, 0.8))
    sheet.ellipse((top[0], top[1] + 0.16 * unit), (w * 0.98, w * tilt), shade(cloth, 0.8))
    sheet.ellipse(top, (w, w * tilt), cloth)
    for dx, dz, size, tone in ((-0.3, 0.1, 0.15, (246, 242, 232)), (0.25, 0.2, 0.12, (238, 226, 200)), (0.05, -0.2, 0.17, (250, 248, 240)), (0.4, -0.1, 0.06, (226, 214, 190))):
        px, py = view.at(x + dx, 0.79, z + dz)
        sheet.ellipse((px, py), (size * unit, size * unit * max(tilt, 0.12)), light(tone))
        sheet.ellipse((px, py - 0.01 * unit), (size * unit * 0.7, size * unit * max(tilt, 0.12) * 0.6), light((206, 130, 70)))


def kitchen(stage: Stage) -> None:
    """Cupboards above and below a tiled wall, a cooker with a hood, a window over the sink, an island."""
    outlook(stage, "trees")
    room = Room(stage, Style((226, 228, 220), (186, 176, 164), (244, 242, 236), (220, 214, 206), boards=0.6, tiles=True))
    view, sheet, far = stage.view, room.sheet, room.far
    for y in np.arange(0.9, 1.75, 0.14).tolist():
        sheet.polygon(room.on_back(-room.half, y, room.half, y + 0.01), room.colour((186, 198, 200)), 0.8)
    for x in np.arange(-room.half, room.half, 0.2).tolist():
        sheet.polygon(room.on_back(x, 0.9, x + 0.01, 1.75), room.colour((186, 198, 200)), 0.8)
    room.window(room.on_back(-0.6, 1.15, 0.6, 2.2), (1, 0))
    colour = room.colour(((96, 132, 130), (214, 204, 186), (150, 92, 72))[int(stage.dice("cupboards").integers(3))])
    for x in np.arange(-room.half, room.half - 0.3, 0.62).tolist():
        _cupboard(room, x, (0.1, 0.86), colour)
        if abs(x + 0.3) > 1.0:
            _cupboard(room, x, (1.78, 2.5), colour)
    room.daylight(-1, view.distance * 0.8, far)
    room.lamp(0, 2.3, far - 1.2, 3, 0.5)
    room.finish("kitchen")
    near = stage.sheet(max(view.depth(far - 0.4), 1.25))
    stage.solid(near, (-room.half, room.half), (0.86, 0.92), (far - 0.62, far), room.colour((224, 218, 208)))
    stage.solid(near, (1.3, 2.0), (0, 0.9), (far - 0.64, far), room.colour((84, 88, 94)))
    for k in range(4):
        x, y = view.at(1.4 + 0.16 * k, 0.78, far - 0.65)
        near.ellipse((x, y), (0.025 * view.unit(far), 0.025 * view.unit(far)), room.colour((210, 210, 210)))
    _pots(stage, near, far)
    stage.put(near, "counter", max(view.depth(far - 0.4), 1.25))
    island = stage.sheet(1.3)
    z = view.distance + 1.0
    stage.ground_shadow(island, (-2.6, -0.7), (z, z + 0.8), 0.4)
    stage.solid(island, (-2.6, -0.8), (0, 0.86), (z, z + 0.8), shade(colour, 0.9))
    stage.solid(island, (-2.7, -0.7), (0.86, 0.92), (z - 0.05, z + 0.85), room.colour((206, 164, 116)))
    kit.pendant(stage, island, (-1.7, 1.95, z + 0.4), room.height, room.colour((196, 120, 80)))
    stage.put(island, "island", 1.3)


def _cupboard(room: Room, x: float, y: tuple[float, float], colour: Colour) -> None:
    door = room.on_back(x + 0.02, y[0], x + 0.6, y[1])
    room.sheet.polygon(room.on_back(x, y[0] - 0.02, x + 0.62, y[1] + 0.02), shade(colour, 0.6))
    room.sheet.polygon(door, vertical(door[0][1], door[3][1], shade(colour, 1.06), shade(colour, 0.9)))
    room.sheet.polygon(room.on_back(x + 0.1, y[0] + 0.08, x + 0.52, y[1] - 0.08), shade(colour, 0.88), 0.6)
    low = y[1] - 0.16 if y[0] < 1 else y[0] + 0.06
    room.sheet.polygon(room.on_back(x + 0.5, low, x + 0.53, low + 0.1), (224, 222, 214))


def _pots(stage: Stage, sheet: Canvas, far: float) -> None:
    view, unit = stage.view, stage.view.unit(far)
    x, y = view.at(1.5, 0.92, far - 0.4)
    steel = stage.palette.indoors((190, 196, 202))
    sheet.box((x - 0.16 * unit, y - 0.2 * unit, x + 0.16 * unit, y), Linear((x - 0.16 * unit, 0), (x + 0.16 * unit, 0), ((0.0, shade(steel, 0.7), 1.0), (0.35, shade(steel, 1.2), 1.0), (1.0, shade(steel, 0.55), 1.0))), bend=0.02 * unit)
    for k in range(3):
        sx, sy = x + 0.03 * unit * math.sin(k * 2.0), y - (0.3 + 0.16 * k) * unit
        sheet.ellipse((sx, sy), (0.09 * unit, 0.1 * unit), halo(sx, sy, 0.1 * unit, (255, 255, 255), 0.3))
    for k, tone in enumerate(((190, 70, 56), (226, 180, 90), (110, 140, 96))):
        jx, jy = view.at(-2.4 + 0.26 * k, 0.92, far - 0.3)
        sheet.box((jx - 0.07 * unit, jy - 0.22 * unit, jx + 0.07 * unit, jy), stage.palette.indoors(tone), bend=0.02 * unit)


def hospital(stage: Stage) -> None:
    """A ward: a bed with a curtain rail, a monitor, a drip, a wide window, pale green walls."""
    outlook(stage, "trees")
    room = Room(stage, Style((226, 236, 232), (196, 206, 204), (246, 248, 246), (190, 204, 202), (190, 216, 208), boards=0.8, tiles=True))
    view, sheet, far = stage.view, room.sheet, room.far
    room.window(room.on_back(-2.4, 1.1, -0.4, 2.5), (1, 0))
    kit.curtain(stage, sheet, room.on_back(1.9, 0.3, 3.0, 2.6), room.colour((150, 196, 196)), "curtain")
    sheet.polygon(room.on_back(-room.half, 2.62, room.half, 2.67), room.colour((170, 178, 180)))
    for x in (-1.4, 1.4):
        kit.tube_lamp(stage, sheet, x, room.height, (view.distance * 0.7, far - 0.6))
    room.daylight(-1, view.distance * 0.8, far)
    room.finish("ward")
    depth = max(view.depth(far - 1.3), 1.25)
    things = stage.sheet(depth)
    light = room.colour
    stage.ground_shadow(things, (-0.1, 1.3), (far - 2.3, far - 0.1), 0.35)
    for x in (-0.1, 1.0):
        for z in (far - 0.3, far - 2.1):
            stage.solid(things, (x, x + 0.05), (0, 0.5), (z, z + 0.05), light((176, 184, 188)))
    stage.solid(things, (-0.12, 1.07), (0.4, 1.15), (far - 0.15, far - 0.08), light((200, 210, 212)))
    stage.solid(things, (-0.1, 1.05), (0.42, 0.66), (far - 2.15, far - 0.15), light((248, 250, 250)))
    stage.solid(things, (-0.12, 1.07), (0.4, 0.7), (far - 2.2, far - 0.9), light((166, 206, 210)))
    a, b = view.at(0.2, 0.66, far - 0.5), view.at(0.8, 0.84, far - 0.3)
    things.box((a[0], b[1], b[0], a[1]), light((252, 253, 253)), bend=0.02)
    _drip(stage, things, 1.4, far - 0.5)
    stage.solid(things, (-0.9, -0.4), (0, 0.8), (far - 0.6, far - 0.2), light((224, 226, 224)))
    screen = view.facing(-0.86, 0.84, -0.42, 1.16, far - 0.5)
    things.polygon(view.facing(-0.9, 0.8, -0.38, 1.2, far - 0.5), light((64, 70, 76)))
    things.polygon(screen, (18, 44, 48))
    beat = [view.at(-0.86 + 0.44 * t, 1.0 + (0.1 if i % 4 == 2 else -0.05 if i % 4 == 3 else 0.0), far - 0.5) for i, t in enumerate(np.linspace(0, 1, 13).tolist())]
    things.stroke(beat, 0.014 * view.unit(far), (110, 250, 170))
    stage.put(things, "bed", depth)


def _drip(stage: Stage, sheet: Canvas, x: float, z: float) -> None:
    view, unit = stage.view, stage.view.unit(z)
    steel = stage.palette.indoors((176, 184, 188))
    foot, top = view.at(x, 0, z), view.at(x, 1.9, z)
    sheet.stroke([foot, top], 0.03 * unit, steel)
    sheet.stroke([(foot[0] - 0.2 * unit, foot[1]), (foot[0] + 0.2 * unit, foot[1])], 0.04 * unit, steel)
    sheet.box((top[0] + 0.02 * unit, top[1] + 0.04 * unit, top[0] + 0.18 * unit, top[1] + 0.34 * unit), stage.palette.indoors((206, 232, 240)), 0.9, 0.03 * unit)
    sheet.curve([(top[0] + 0.1 * unit, top[1] + 0.34 * unit), (top[0] + 0.06 * unit, top[1] + 0.8 * unit), (top[0] - 0.3 * unit, top[1] + 1.1 * unit)], 0.012 * unit, (230, 240, 244))


def shop(stage: Stage) -> None:
    """Shelves full of goods along aisles, a counter with a till, lamps in rows."""
    outlook(stage)
    room = Room(stage, Style((232, 228, 216), (196, 188, 178), (240, 240, 236), (160, 150, 140), boards=0.6, tiles=True, back=4.6))
    view, far = stage.view, room.far
    wood = room.colour((200, 176, 146))
    for x in np.arange(-room.half, room.half - 0.5, 1.5).tolist():
        kit.shelf(stage, room.sheet, (x, x + 1.44), far, 2.1, wood, "goods")
    banner = room.on_back(-1.6, 2.3, 1.6, 2.8)
    room.sheet.polygon(banner, room.colour((190, 64, 56)))
    stage.sign(room.sheet, banner, "sign")
    for x in (-1.8, 0.0, 1.8):
        kit.tube_lamp(stage, room.sheet, x, room.height, (view.distance * 0.6, far - 0.6))
    room.finish("shop")
    things = stage.sheet(1.4)
    for x in (-3.0, 1.9):
        kit.shelf(stage, things, (x, x + 1.1), view.distance + 2.4, 1.5, wood, "goods")
    z = view.distance + 1.1
    stage.ground_shadow(things, (-2.6, -0.6), (z, z + 0.7), 0.35)
    stage.solid(things, (-2.6, -0.7), (0, 0.95), (z, z + 0.6), room.colour((150, 104, 70)))
    stage.solid(things, (-2.7, -0.6), (0.95, 1.0), (z - 0.05, z + 0.65), room.colour((218, 194, 160)))
    stage.solid(things, (-2.2, -1.8), (1.0, 1.3), (z + 0.2, z + 0.5), room.colour((72, 76, 84)))
    stage.put(things, "counter", 1.4)


def theatre(stage: Stage) -> None:
    """A stage between red curtains, boards in perspective, beams of light from above; heads of the audience in front."""
    room = Room(stage, Style((70, 40, 52), (150, 104, 68), (40, 30, 40), (60, 36, 40), height=5.0, half=5.0, back=5.0))
    view, sheet, far = stage.view, room.sheet, room.far
    backdrop = room.on_back(-room.half, 0, room.half, room.height)
    sheet.polygon(backdrop, vertical(backdrop[0][1], backdrop[3][1], (34, 30, 66), (88, 54, 108), (196, 110, 104)))
    stage.sign(sheet, room.on_back(-2.2, 1.8, 2.2, 3.2), "sign")
    red = (156, 30, 40)
    for side in (-1, 1):
        a, b = sorted((side * room.half * 0.62, side * room.half * 1.1))
        kit.curtain(stage, sheet, view.facing(a, 0, b, room.height, far - 0.8), red, f"curtain {side}")
    kit.curtain(stage, sheet, view.facing(-room.half * 1.1, room.height - 1.0, room.half * 1.1, room.height + 0.3, far - 0.9), shade(red, 0.85), "valance")
    for y in (0.16,):
        for x in np.arange(-room.half, room.half, 0.6).tolist():
            px, py = view.at(x, y, max(view.distance * 0.75, 1.0))
            sheet.ellipse((px, py), (0.05, 0.05), halo(px, py, 0.05, (255, 226, 160), 0.35))
    room.finish("stage")
    beams = stage.sheet(1.2, 0.5)
    for i, (x, tone) in enumerate(((-0.5, (255, 236, 196)), (0.5, (255, 236, 196)), (-0.2, (180, 200, 255)), (0.25, (255, 190, 220)))):
        top = (view.vanish + x * 1.2, -0.25)
        aim = (view.vanish + (x * 0.45 if i > 1 else -x * 0.2), view.at(0, 0, view.distance * 1.15)[1])
        beams.polygon([(top[0] - 0.02, top[1]), (top[0] + 0.02, top[1]), (aim[0] + 0.22, aim[1]), (aim[0] - 0.22, aim[1])], Linear(top, aim, ((0.0, tone, 0.5), (1.0, tone, 0.06))))
        beams.ellipse(aim, (0.24, 0.05), halo(aim[0], aim[1], 0.24, tone, 0.4))
    beams.soften(0.012)
    stage.put(beams, "beams", 1.2, Motion(pulse=0.12, period=6))
    if stage.panel.figure_scale < 1.4:
        _audience(stage)


def _audience(stage: Stage) -> None:
    front = stage.sheet(0.6, 0.6)
    dice = stage.dice("audience")
    x = front.left
    while x < front.right:
        r = 0.05 + 0.012 * float(dice.random())
        y = 1.0 + 0.02 * float(dice.random())
        front.ellipse((x, y), (r, r * 1.15), (16, 12, 20))
        front.blob([(x - r * 2, 1.3), (x - r * 1.6, y + r * 1.5), (x, y + r * 0.8), (x + r * 1.6, y + r * 1.5), (x + r * 2, 1.3)], (16, 12, 20))
        x += r * (3.4 + float(dice.random()))
    front.soften(0.003)
    stage.put(front, "audience", 0.6)


def temple_hall(stage: Stage) -> None:
    """A hall with red columns, candles and a golden shrine in the half dark."""
    room = Room(stage, Style((122, 62, 48), (116, 96, 84), (70, 40, 36), (84, 44, 38), height=4.6, half=4.4, back=6.0, boards=0.9, tiles=True))
    view, sheet, far = stage.view, room.sheet, room.far
    gold = room.colour((222, 172, 88))
    sheet.polygon(room.on_back(-1.7, 0.6, 1.7, 3.6), room.colour((84, 34, 32)))
    sheet.polygon(room.on_back(-1.5, 0.8, 1.5, 3.4), vertical(view.at(0, 3.4, far)[1], view.at(0, 0.8, far)[1], shade(gold, 0.9), shade(gold, 0.5)))
    cx, cy = view.at(0, 2.0, far)
    unit = view.unit(far)
    sheet.ellipse((cx, cy - 0.3 * unit), (1.0 * unit, 1.0 * unit), halo(cx, cy - 0.3 * unit, 1.0 * unit, (255, 232, 170), 0.9))
    sheet.blob([(cx - 0.8 * unit, cy + 1.0 * unit), (cx - 0.5 * unit, cy + 0.2 * unit), (cx - 0.3 * unit, cy - 0.1 * unit), (cx + 0.3 * unit, cy - 0.1 * unit), (cx + 0.5 * unit, cy + 0.2 * unit), (cx + 0.8 * unit, cy + 1.0 * unit)], shade(gold, 0.75))
    sheet.ellipse((cx, cy - 0.4 * unit), (0.26 * unit, 0.32 * unit), shade(gold, 0.8))
    plaque = room.on_back(-0.9, 3.7, 0.9, 4.3)
    sheet.polygon(plaque, room.colour((40, 28, 30)))
    stage.sign(sheet, plaque, "sign")
    room.finish("hall")
    columns = stage.sheet(1.45)
    for z in np.arange(view.distance + 1.0, far, 2.4).tolist()[::-1]:
        for side in (-1, 1):
            x = side * 2.7
            stage.ground_shadow(columns, (x - 0.4, x + 0.6), (z - 0.3, z + 0.3), 0.4)
            face = view.facing(x - 0.28, 0, x + 0.28, 4.6, z)
            red = room.colour((164, 52, 42))
            columns.polygon(face, Linear((face[0][0], 0), (face[1][0], 0), ((0.0, shade(red, 0.6), 1.0), (0.4, shade(red, 1.15), 1.0), (1.0, shade(red, 0.45), 1.0))))
            columns.polygon(view.facing(x - 0.34, 0, x + 0.34, 0.2, z), room.colour((140, 132, 124)))
    stage.solid(columns, (-1.4, 1.4), (0, 0.9), (far - 1.2, far - 0.7), room.colour((110, 50, 40)))
    for x in np.arange(-1.2, 1.3, 0.4).tolist():
        candle(stage, columns, x, 0.9, far - 1.0)
    stage.put(columns, "columns", 1.45)


def candle(stage: Stage, sheet: Canvas, x: float, y: float, z: float) -> None:
    """Light a candle at (x, y, z)."""
    view, unit = stage.view, stage.view.unit(z)
    foot, top = view.at(x, y, z), view.at(x, y + 0.22, z)
    sheet.stroke([foot, top], 0.05 * unit, (240, 226, 200))
    sheet.ellipse((top[0], top[1] - 0.05 * unit), (0.5 * unit, 0.5 * unit), halo(top[0], top[1] - 0.05 * unit, 0.5 * unit, (255, 190, 100), 0.6))
    sheet.blob([(top[0] - 0.025 * unit, top[1] - 0.03 * unit), (top[0], top[1] - 0.14 * unit), (top[0] + 0.025 * unit, top[1] - 0.03 * unit), (top[0], top[1])], (255, 236, 170))
