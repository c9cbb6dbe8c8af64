"""Rooms to live in: bedroom, living room, kitchen, and a room of no special kind."""

from __future__ import annotations

import math

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import Linear, halo, shade, vertical
from filmc.render.draw.places import dressing
from filmc.render.draw.places import furniture as kit
from filmc.render.draw.places.room import Room, Style, outlook
from filmc.render.draw.places.stage import Stage


def bedroom(stage: Stage) -> None:
    """A bed under a window with curtains, a bedside lamp, a shelf, a rug."""
    outlook(stage)
    hue = int(stage.dice("walls").integers(3))
    room = Room(
        stage,
        Style(
            ((214, 220, 226), (232, 216, 200), (206, 218, 204))[hue], (190, 150, 110), (244, 240, 234), (232, 226, 216)
        ),
    )
    view, sheet = stage.view, room.sheet
    room.window(room.on_back(-1.0, 1.0, 0.6, 2.4), (1, 1))
    cloth = room.colour(((96, 120, 160), (196, 120, 100), (110, 140, 110))[hue])
    for x in (-1.6, 0.5):
        kit.curtain(stage, sheet, room.on_back(x, 0.4, x + 0.7, 2.6), cloth, f"curtain {x}")
    kit.picture(stage, sheet, room.on_back(1.5, 1.4, 2.2, 2.2), "picture")
    sheet.polygon(view.flat(-1.8, 1.6, room.far - 3.0, room.far - 0.9), room.colour((222, 206, 186)))
    sheet.polygon(view.flat(-1.65, 1.45, room.far - 2.85, room.far - 1.05), shade(cloth, 1.15), 0.55)
    room.daylight(-1, view.distance * 0.8, room.far)
    room.lamp(1.62, 1.0, room.far - 0.5, 2.6, 0.75)
    room.finish("bedroom")
    bed = stage.sheet(min(max(view.depth(room.far - 1.4), 1.25), 1.45))
    _bed(stage, bed, (-2.7, -0.6), room.far, cloth)
    stage.solid(bed, (1.35, 1.9), (0, 0.55), (room.far - 0.75, room.far - 0.3), room.colour((170, 126, 86)))
    _table_lamp(stage, bed, 1.62, 0.55, room.far - 0.5)
    kit.shelf(stage, bed, (2.3, 3.3), room.far, 1.9, room.colour((188, 146, 104)))
    stage.put(bed, "bed", min(max(view.depth(room.far - 1.4), 1.25), 1.45))
    dressing.along_walls(room, room.colour((188, 146, 104)))


def _bed(stage: Stage, sheet: Canvas, x: tuple[float, float], far: float, cloth: Colour) -> None:
    light = stage.palette.indoors
    stage.ground_shadow(sheet, (x[0] - 0.1, x[1] + 0.3), (far - 2.3, far - 0.2), 0.4)
    stage.solid(sheet, x, (0, 1.1), (far - 0.15, far - 0.05), light((150, 106, 70)))
    stage.solid(sheet, x, (0.12, 0.34), (far - 2.2, far - 0.15), light((160, 116, 78)))
    stage.solid(sheet, (x[0] + 0.04, x[1] - 0.04), (0.34, 0.54), (far - 2.15, far - 0.2), light((246, 242, 236)))
    stage.solid(sheet, (x[0] - 0.02, x[1] + 0.02), (0.3, 0.6), (far - 2.22, far - 0.95), cloth)
    for px in (x[0] + 0.18, (x[0] + x[1]) / 2 + 0.08):
        a, b = stage.view.at(px, 0.56, far - 0.5), stage.view.at(px + 0.8, 0.78, far - 0.3)
        sheet.box((a[0], b[1], b[0], a[1]), light((252, 250, 246)), bend=(b[0] - a[0]) * 0.2)


def _table_lamp(stage: Stage, sheet: Canvas, x: float, y: float, z: float) -> None:
    view, unit = stage.view, stage.view.unit(z)
    foot, neck = view.at(x, y, z), view.at(x, y + 0.3, z)
    sheet.stroke([foot, neck], 0.03 * unit, stage.palette.indoors((120, 96, 70)))
    w = 0.17 * unit
    on = stage.palette.lamps > 0.2
    if on:
        sheet.ellipse(neck, (w * 7, w * 7), halo(neck[0], neck[1], w * 7, (255, 214, 140), 0.6))
    lamp = (255, 232, 180) if on else stage.palette.indoors((236, 222, 196))
    sheet.polygon(
        [
            (neck[0] - w * 0.55, neck[1] - w),
            (neck[0] + w * 0.55, neck[1] - w),
            (neck[0] + w, neck[1] + w * 0.3),
            (neck[0] - w, neck[1] + w * 0.3),
        ],
        lamp,
    )


def living_room(stage: Stage) -> None:
    """A sofa before a wall with pictures, a low table, a floor lamp, shelves and a window."""
    outlook(stage)
    hue = int(stage.dice("walls").integers(3))
    wall = ((224, 214, 198), (200, 212, 214), (222, 202, 186))[hue]
    room = Room(stage, Style(wall, (170, 128, 90), (244, 240, 232), (236, 230, 220)))
    view, sheet = stage.view, room.sheet
    room.window(room.on_side(-1, 0.8, 2.5, room.far - 3.4, room.far - 1.2), (1, 1))
    for i, x in enumerate((-1.5, -0.35, 0.6)):
        kit.picture(stage, sheet, room.on_back(x, 1.5, x + 0.8, 2.15 + 0.15 * (i % 2)), f"picture {i}")
    sheet.polygon(view.flat(-2.2, 1.9, room.far - 3.2, room.far - 0.9), room.colour((206, 180, 150)))
    sheet.polygon(view.flat(-2.0, 1.7, room.far - 3.05, room.far - 1.05), room.colour((186, 120, 96)), 0.5)
    room.daylight(-1, view.distance * 0.7, room.far)
    room.lamp(1.9, 1.6, room.far - 0.7, 2.8, 0.7)
    room.finish("living room")
    depth = min(max(view.depth(room.far - 1.2), 1.25), 1.45)
    seat = stage.sheet(depth)
    kit.shelf(stage, seat, (2.3, 3.5), room.far, 2.1, room.colour((150, 108, 74)))
    _sofa(stage, seat, (-1.9, 1.1), room.far - 0.2, room.colour(((96, 122, 132), (178, 104, 82), (122, 134, 96))[hue]))
    foot, head = view.at(1.9, 0, room.far - 0.6), view.at(1.9, 1.35, room.far - 0.6)
    seat.stroke([foot, head], 0.035 * view.unit(room.far), room.colour((70, 62, 58)))
    _table_lamp(stage, seat, 1.9, 1.1, room.far - 0.6)
    kit.table(stage, seat, (-1.1, 0.4), (room.far - 2.4, room.far - 1.8), 0.42, room.colour((158, 110, 72)))
    kit.plant(stage, seat, -room.half * 0.84, room.far - 0.6, 1.5)
    stage.put(seat, "sofa", depth)
    dressing.along_walls(room, room.colour((150, 108, 74)))


def _sofa(stage: Stage, sheet: Canvas, x: tuple[float, float], back: float, colour: Colour) -> None:
    stage.ground_shadow(sheet, (x[0] - 0.1, x[1] + 0.2), (back - 1.0, back), 0.4)
    stage.solid(sheet, x, (0.1, 0.92), (back - 0.25, back), colour)
    stage.solid(sheet, (x[0] + 0.2, x[1] - 0.2), (0.1, 0.46), (back - 0.95, back - 0.25), shade(colour, 1.04))
    middle = (x[0] + x[1]) / 2
    face = stage.view.at(middle, 0.46, back - 0.95)
    sheet.stroke([face, stage.view.at(middle, 0.12, back - 0.95)], 0.02 * stage.view.unit(back), shade(colour, 0.6))
    for lx in (x[0], x[1] - 0.24):
        stage.solid(sheet, (lx, lx + 0.24), (0.1, 0.66), (back - 0.95, back - 0.02), shade(colour, 0.94))
    for px, tone in ((x[0] + 0.35, (226, 190, 120)), (x[1] - 0.8, (232, 226, 214))):
        a, b = stage.view.at(px, 0.47, back - 0.4), stage.view.at(px + 0.45, 0.88, back - 0.4)
        sheet.box((a[0], b[1], b[0], a[1]), stage.palette.indoors(tone), bend=(b[0] - a[0]) * 0.22)


def plain_room(stage: Stage) -> None:
    """A room of no special kind: a window, a picture, a door, a table, a chair, a plant, and what its words name."""
    outlook(stage)
    hue = int(stage.dice("walls").integers(4))
    wall = ((218, 214, 206), (202, 212, 218), (224, 210, 192), (206, 214, 200))[hue]
    room = Room(stage, Style(wall, (176, 142, 108), (242, 240, 234), (234, 230, 222)))
    wood = room.colour((140, 100, 72))
    _openings(room, wood)
    room.daylight(-1, stage.view.distance * 0.7, room.far)
    room.lamp(0, room.height - 0.3, room.far - 1.4, 2.6, 0.5)
    if not stage.has("empty"):
        dressing.rug(room, ((150, 84, 70), (84, 108, 130), (170, 130, 80), (92, 116, 92))[hue])
    room.finish("room")
    if stage.has("empty"):
        return
    things = stage.sheet(1.35)
    if stage.has("books"):
        kit.shelf(stage, things, (2.3, 3.2), room.far, 2.1, wood)
    kit.table(stage, things, (-2.5, -0.9), (room.far - 1.3, room.far - 0.6), 0.74, wood)
    for x, near in (
        ((-2.1, room.far - 1.75), (-1.1, room.far - 1.6)) if stage.has("small") else ((-1.6, room.far - 1.75),)
    ):
        kit.chair(stage, things, x, near, wood)
    if stage.has("lamp"):
        dressing.desk_lamp(room, things, (-2.2, 0.74, room.far - 0.9))
    kit.plant(stage, things, room.half * 0.82, room.far - 0.6, 1.3)
    stage.put(things, "furniture", 1.35)
    dressing.along_walls(room, wood)


def _openings(room: Room, wood: Colour) -> None:
    """Windows and a door: a row of windows along the back wall where the words name them, else one at the side."""
    stage = room.stage
    if stage.has("window", "sea"):
        for x in np.arange(-room.half * 0.9, 0.7, 1.5).tolist():
            room.window(room.on_back(x, 0.95, x + 1.25, 2.45), (1, 1))
    else:
        room.window(room.on_side(-1, 0.9, 2.4, room.far - 3.2, room.far - 1.2), (1, 1))
        if stage.has("map"):
            dressing.wall_map(room, (-1.9, 0.3))
        elif not stage.has("empty"):
            kit.picture(stage, room.sheet, room.on_back(-1.4, 1.3, -0.4, 2.1), "picture")
    room.sheet.polygon(room.on_back(1.0, 0, 2.0, 2.15), shade(wood, 0.75))
    room.sheet.polygon(room.on_back(1.07, 0, 1.93, 2.08), wood)
    knob = stage.view.at(1.18, 1.0, room.far)
    room.sheet.ellipse(knob, (0.035 * stage.view.unit(room.far),) * 2, room.colour((216, 190, 120)))


def kitchen(stage: Stage) -> None:
    """Cupboards above and below a tiled wall, a cooker with a hood, a window over the sink, an island."""
    outlook(stage, "trees")
    room = Room(
        stage, Style((226, 228, 220), (186, 176, 164), (244, 242, 236), (220, 214, 206), boards=0.6, tiles=True)
    )
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
    sheet.box(
        (x - 0.16 * unit, y - 0.2 * unit, x + 0.16 * unit, y),
        Linear(
            (x - 0.16 * unit, 0),
            (x + 0.16 * unit, 0),
            ((0.0, shade(steel, 0.7), 1.0), (0.35, shade(steel, 1.2), 1.0), (1.0, shade(steel, 0.55), 1.0)),
        ),
        bend=0.02 * unit,
    )
    for k in range(3):
        sx, sy = x + 0.03 * unit * math.sin(k * 2.0), y - (0.3 + 0.16 * k) * unit
        sheet.ellipse((sx, sy), (0.09 * unit, 0.1 * unit), halo(sx, sy, 0.1 * unit, (255, 255, 255), 0.3))
    for k, tone in enumerate(((190, 70, 56), (226, 180, 90), (110, 140, 96))):
        jx, jy = view.at(-2.4 + 0.26 * k, 0.92, far - 0.3)
        sheet.box(
            (jx - 0.07 * unit, jy - 0.22 * unit, jx + 0.07 * unit, jy), stage.palette.indoors(tone), bend=0.02 * unit
        )
