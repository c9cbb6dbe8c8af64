"""Rooms to learn, work and live in: each a shell with its furniture, and something near the camera."""

from __future__ import annotations

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import Linear, halo, mix, shade, vertical
from filmc.render.draw.places import furniture as kit
from filmc.render.draw.places.room import Room, Style, outlook
from filmc.render.draw.places.stage import Stage


def classroom(stage: Stage) -> None:
    """A blackboard wall, tall windows at the left, desks in rows; a desk's edge near the camera."""
    outlook(stage, "trees")
    room = Room(stage, Style((232, 226, 208), (188, 150, 108), (244, 242, 234), (150, 124, 96), (156, 184, 168), back=4.2))
    _board_wall(room)
    _window_row(room, -1)
    _door(room, 1)
    for x in (-1.6, 1.6):
        kit.tube_lamp(stage, room.sheet, x, room.height, (stage.view.distance * 0.6, room.far - 0.8))
    kit.fan(stage, room.sheet, 0.0, room.height, stage.view.distance * 0.85 + 1.6)
    room.daylight(-1, stage.view.distance * 0.7, room.far)
    room.finish("classroom")
    desks = stage.sheet(1.3)
    wood, steel = room.colour((206, 160, 104)), room.colour((122, 130, 138))
    for z in np.arange(stage.view.distance + 0.9, room.far - 1.3, 1.25).tolist()[::-1]:
        for x in np.arange(-2.55, 2.6, 1.7).tolist():
            kit.school_desk(stage, desks, x, z, wood, steel)
    stage.put(desks, "desks", 1.3)
    _near_desk(stage, wood)


def _board_wall(room: Room) -> None:
    stage, half = room.stage, min(room.half * 0.66, 3.0)
    board = room.on_back(-half, 1.0, half, 2.35)
    room.sheet.polygon(room.on_back(-half - 0.09, 0.91, half + 0.09, 2.44), room.colour((160, 116, 74)))
    green = room.colour((52, 88, 74))
    room.sheet.polygon(board, vertical(board[0][1], board[3][1], shade(green, 1.1), shade(green, 0.9)))
    dice = stage.dice("chalk")
    for u, v, w in dice.random((6, 3)).tolist():
        (l, t), (r, b) = board[0], board[2]
        x, y = l + (r - l) * u, t + (b - t) * v
        room.sheet.ellipse((x, y), ((r - l) * 0.12 * (0.4 + w), (b - t) * 0.1), (214, 226, 218), 0.05)
    if not stage.sign(room.sheet, room.on_back(-half + 0.3, 1.1, half - 0.3, 2.25), "board"):
        _chalk_lines(room, half)
    room.sheet.polygon(room.on_back(-half, 0.93, half, 0.99), room.colour((190, 144, 96)))
    kit.clock(stage, room.sheet, stage.view.at(0, 2.78, room.far), 0.19 * stage.view.unit(room.far))
    kit.table(stage, room.sheet, (-0.8, 0.8), (room.far - 1.2, room.far - 0.6), 0.85, room.colour((170, 122, 78)))


def _chalk_lines(room: Room, half: float) -> None:
    dice = room.stage.dice("chalk lines")
    for row in range(4):
        x = -half + 0.3
        while x < half * (0.2 + 0.6 * float(dice.random())):
            wide = 0.1 + 0.25 * float(dice.random())
            y = 2.1 - 0.27 * row
            room.sheet.stroke([room.stage.view.at(x, y, room.far), room.stage.view.at(x + wide, y + 0.02, room.far)], 0.022 * room.stage.view.unit(room.far), (232, 238, 232), 0.55)
            x += wide + 0.09


def _window_row(room: Room, side: int, low: float = 1.05, high: float = 2.6) -> None:
    for z in np.arange(room.far - 2.2, max(room.near, 0.6), -2.3).tolist():
        room.window(room.on_side(side, low, min(high, room.height - 0.3), z, z + 1.8), (1, 1))


def _door(room: Room, side: int) -> None:
    wood = room.colour((150, 104, 70))
    z = room.far - 1.6
    room.sheet.polygon(room.on_side(side, 0, 2.2, z - 0.06, z + 1.06), shade(wood, 0.7))
    room.sheet.polygon(room.on_side(side, 0, 2.12, z, z + 1.0), shade(wood, 0.95))
    room.sheet.polygon(room.on_side(side, 1.3, 1.9, z + 0.3, z + 0.7), room.colour((190, 206, 214)))


def _near_desk(stage: Stage, wood: Colour) -> None:
    """The edge of a desk with books on it, close to the camera and out of focus."""
    if stage.panel.figure_scale > 2.4:
        return
    front = stage.sheet(0.6, 0.6)
    side = stage.dice("near desk").random() < 0.5
    x = -0.1 if side else stage.view.aspect * 0.72
    dark = shade(wood, 0.62)
    front.polygon([(x - 0.3, 0.93), (x + 0.52, 0.93), (x + 0.62, 1.3), (x - 0.5, 1.3)], vertical(0.92, 1.1, shade(wood, 0.8), dark))
    for k, spine in enumerate(((122, 52, 48), (48, 72, 104), (176, 142, 84))):
        y = 0.93 - 0.032 * (k + 1)
        front.box((x + 0.06 + 0.015 * k, y, x + 0.3 - 0.02 * k, y + 0.032), stage.palette.indoors(spine, 0.7), bend=0.005)
        front.box((x + 0.29 - 0.02 * k, y + 0.006, x + 0.3 - 0.02 * k, y + 0.026), stage.palette.indoors((230, 226, 214), 0.7))
    front.soften(0.004)
    stage.put(front, "near desk", 0.6)


def corridor(stage: Stage) -> None:
    """A long passage: lockers at one side, windows at the other, lamps that run to the vanishing point."""
    outlook(stage, "trees")
    room = Room(stage, Style((226, 222, 208), (176, 172, 160), (240, 240, 234), (120, 126, 128), (150, 174, 178), height=3.0, half=1.9, back=17.0, boards=0.8, tiles=True), narrow=True)
    view, sheet = stage.view, room.sheet
    for z in np.arange(room.far - 2.5, max(room.near, 0.5), -2.6).tolist():
        room.window(room.on_side(-1, 1.1, 2.5, z, z + 1.9), (1, 1))
    _lockers(room)
    end = room.on_back(-0.9, 0, 0.9, 2.3)
    sheet.polygon(end, room.colour((120, 136, 142)))
    glow = room.on_back(-0.75, 0.9, 0.75, 2.1)
    sheet.polygon(glow, mix(stage.palette.horizon, (255, 250, 236), 0.5))
    sheet.polygon(room.on_back(-0.04, 0, 0.04, 2.3), room.colour((90, 100, 106)))
    for z in np.arange(2.0, room.far, 3.2).tolist()[::-1]:
        kit.tube_lamp(stage, sheet, 0, room.height, (z, z + 1.4))
        shine = view.flat(-0.5, 0.5, z, z + 1.4)
        sheet.shadow(shine, 0.012, (255, 250, 232), 0.14 + 0.1 * stage.palette.lamps)
    room.daylight(-1, max(view.distance * 0.5, 1.5), room.far)
    room.finish("corridor")


def _lockers(room: Room) -> None:
    colour = room.colour(((104, 140, 160), (168, 108, 92), (120, 146, 120))[int(room.stage.dice("lockers").integers(3))])
    room.sheet.polygon(room.on_side(1, 0.1, 2.0, room.near, room.far - 3), shade(colour, 0.88))
    for z in np.arange(room.near, room.far - 3, 0.5).tolist():
        room.sheet.polygon(room.on_side(1, 0.1, 2.0, z, z + 0.03), shade(colour, 0.55))
        for y in (1.6, 1.7, 1.8):
            room.sheet.polygon(room.on_side(1, y, y + 0.03, z + 0.15, z + 0.38), shade(colour, 0.6))
        room.sheet.polygon(room.on_side(1, 1.0, 1.14, z + 0.38, z + 0.44), shade(colour, 1.3))
    room.sheet.polygon(room.on_side(1, 1.0, 1.04, room.near, room.far - 3), shade(colour, 0.66))
    room.sheet.polygon(room.on_side(1, 2.0, 2.08, room.near, room.far - 3), shade(colour, 1.15))


def office(stage: Stage) -> None:
    """Desks with screens, a glass wall on the town, shelves, a plant, a counter sign."""
    outlook(stage)
    room = Room(stage, Style((222, 224, 226), (138, 146, 156), (238, 240, 242), (110, 118, 128), boards=0.6, tiles=True))
    half = room.half
    for x in np.arange(-half * 0.82, half * 0.7, half * 0.42).tolist():
        room.window(room.on_back(x, 0.7, x + half * 0.38, 2.6), (0, 1))
    board = room.on_side(1, 1.2, 2.2, room.far - 2.6, room.far - 0.7)
    room.sheet.polygon(board, room.colour((246, 247, 248)))
    stage.sign(room.sheet, board, "board") or stage.sign(room.sheet, board, "sign")
    for x in (-1.7, 1.7):
        kit.tube_lamp(stage, room.sheet, x, room.height, (stage.view.distance * 0.6, room.far - 1))
    room.daylight(-1, stage.view.distance * 0.8, room.far)
    room.finish("office")
    desks = stage.sheet(1.3)
    for z in np.arange(stage.view.distance + 0.8, room.far - 0.7, 1.7).tolist()[::-1]:
        for x in (-2.4, 0.9):
            _work_place(stage, desks, x, z)
    kit.plant(stage, desks, half * 0.8, room.far - 0.6, 1.5)
    stage.put(desks, "desks", 1.3)


def _work_place(stage: Stage, sheet: Canvas, x: float, z: float) -> None:
    light = stage.palette.indoors
    kit.table(stage, sheet, (x, x + 1.5), (z, z + 0.7), 0.74, light((214, 190, 158)))
    screen = stage.view.facing(x + 0.4, 0.92, x + 1.0, 1.28, z + 0.5)
    stage.solid(sheet, (x + 0.66, x + 0.74), (0.74, 0.95), (z + 0.5, z + 0.54), light((70, 74, 82)))
    sheet.polygon(stage.view.facing(x + 0.37, 0.89, x + 1.03, 1.31, z + 0.5), light((48, 52, 60)))
    if not stage.sign(sheet, screen, "screen"):
        sheet.polygon(screen, vertical(screen[0][1], screen[3][1], (120, 176, 220), (70, 120, 180)))
        for k in range(4):
            sheet.polygon(stage.view.facing(x + 0.45, 1.2 - 0.07 * k, x + 0.62 + 0.08 * (k % 3), 1.22 - 0.07 * k, z + 0.49), (232, 242, 250), 0.7)
    sheet.polygon(stage.view.flat(x + 0.5, x + 0.92, z + 0.2, z + 0.34, 0.75), light((70, 74, 84)))
    sheet.polygon(stage.view.flat(x + 0.1, x + 0.34, z + 0.15, z + 0.42, 0.75), light((248, 248, 246)))
    kit.chair(stage, sheet, x + 0.72, z - 0.5, light((62, 78, 98)))


def bedroom(stage: Stage) -> None:
    """A bed under a window with curtains, a bedside lamp, a shelf, a rug."""
    outlook(stage)
    hue = int(stage.dice("walls").integers(3))
    room = Room(stage, Style(((214, 220, 226), (232, 216, 200), (206, 218, 204))[hue], (190, 150, 110), (244, 240, 234), (232, 226, 216)))
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
    bed = stage.sheet(max(view.depth(room.far - 1.4), 1.25))
    _bed(stage, bed, (-2.7, -0.6), room.far, cloth)
    stage.solid(bed, (1.35, 1.9), (0, 0.55), (room.far - 0.75, room.far - 0.3), room.colour((170, 126, 86)))
    _table_lamp(stage, bed, 1.62, 0.55, room.far - 0.5)
    kit.shelf(stage, bed, (2.3, 3.3), room.far, 1.9, room.colour((188, 146, 104)))
    stage.put(bed, "bed", max(view.depth(room.far - 1.4), 1.25))


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
    sheet.polygon([(neck[0] - w * 0.55, neck[1] - w), (neck[0] + w * 0.55, neck[1] - w), (neck[0] + w, neck[1] + w * 0.3), (neck[0] - w, neck[1] + w * 0.3)], lamp)


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
    depth = max(view.depth(room.far - 1.2), 1.25)
    seat = stage.sheet(depth)
    kit.shelf(stage, seat, (2.3, 3.5), room.far, 2.1, room.colour((150, 108, 74)))
    _sofa(stage, seat, (-1.9, 1.1), room.far - 0.2, room.colour(((96, 122, 132), (178, 104, 82), (122, 134, 96))[hue]))
    foot, head = view.at(1.9, 0, room.far - 0.6), view.at(1.9, 1.35, room.far - 0.6)
    seat.stroke([foot, head], 0.035 * view.unit(room.far), room.colour((70, 62, 58)))
    _table_lamp(stage, seat, 1.9, 1.1, room.far - 0.6)
    kit.table(stage, seat, (-1.1, 0.4), (room.far - 2.4, room.far - 1.8), 0.42, room.colour((158, 110, 72)))
    kit.plant(stage, seat, -room.half * 0.84, room.far - 0.6, 1.5)
    stage.put(seat, "sofa", depth)


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


def library(stage: Stage) -> None:
    """Walls of books, a ladder of light between them, reading tables with green lamps."""
    outlook(stage, "trees")
    room = Room(stage, Style((196, 176, 150), (140, 98, 66), (222, 208, 188), (120, 84, 56), height=3.6, back=5.0))
    view = stage.view
    wood = room.colour((132, 88, 56))
    room.window(room.on_back(-0.7, 1.1, 0.7, 3.0), (1, 2))
    for side in (-1, 1):
        a, b = sorted((side * 0.9, side * room.half))
        for x in np.arange(a, b - 0.3, 1.3).tolist():
            kit.shelf(stage, room.sheet, (x, min(x + 1.25, b)), room.far, 3.0, wood)
        _side_shelves(room, side, wood)
    room.finish("library")
    tables = stage.sheet(1.35)
    for z in (room.far - 1.8, view.distance + 1.1):
        kit.table(stage, tables, (-1.5, 1.5), (z, z + 0.8), 0.76, room.colour((160, 106, 66)))
        for x in (-0.8, 0.8):
            _reading_lamp(stage, tables, x, z + 0.4)
    stage.put(tables, "tables", 1.35)


def _side_shelves(room: Room, side: int, wood: Colour) -> None:
    dice = room.stage.dice(f"side shelves {side}")
    tone = 0.85 if side < 0 else 0.7
    room.sheet.polygon(room.on_side(side, 0, 3.0, room.near, room.far), shade(wood, tone * 0.5))
    spines = ((150, 58, 52), (54, 84, 120), (196, 160, 92), (76, 110, 82), (214, 204, 184))
    for row in range(7):
        low = 0.08 + 0.42 * row
        for z in np.arange(max(room.near, 0.6), room.far, 0.16).tolist():
            tall = 0.24 + 0.12 * float(dice.random())
            colour = room.colour(spines[int(dice.integers(5))], tone * (0.85 + 0.25 * float(dice.random())))
            room.sheet.polygon(room.on_side(side, low, low + tall, z, z + 0.15), colour)
        room.sheet.polygon(room.on_side(side, low - 0.05, low, room.near, room.far), shade(wood, tone))
    for z in np.arange(max(room.near, 0.8), room.far, 1.3).tolist():
        room.sheet.polygon(room.on_side(side, 0, 3.0, z, z + 0.07), shade(wood, tone * 1.05))


def _reading_lamp(stage: Stage, sheet: Canvas, x: float, z: float) -> None:
    view, unit = stage.view, stage.view.unit(z)
    foot, head = view.at(x, 0.76, z), view.at(x, 1.12, z)
    brass = stage.palette.indoors((206, 166, 90))
    sheet.ellipse((head[0], head[1] + 0.05 * unit), (0.7 * unit, 0.5 * unit), halo(head[0], head[1], 0.7 * unit, (255, 226, 160), 0.25 + 0.4 * stage.palette.lamps))
    sheet.stroke([foot, head], 0.03 * unit, brass)
    sheet.box((head[0] - 0.2 * unit, head[1] - 0.06 * unit, head[0] + 0.2 * unit, head[1] + 0.05 * unit), stage.palette.indoors((44, 120, 84), 1.1), bend=0.05 * unit)
    sheet.box((head[0] - 0.19 * unit, head[1] + 0.03 * unit, head[0] + 0.19 * unit, head[1] + 0.06 * unit), (255, 240, 200))


def gallery(stage: Stage) -> None:
    """White walls with framed pictures under spots, a polished floor, a bench in the middle."""
    room = Room(stage, Style((238, 236, 232), (170, 142, 112), (226, 226, 226), (220, 216, 210), height=3.6, back=5.0))
    view, sheet = stage.view, room.sheet
    gap = 1.9
    for i, x in enumerate(np.arange(-room.half + 0.5, room.half - 1.2, gap).tolist()):
        tall = 0.9 + 0.4 * (i % 2)
        frame = room.on_back(x, 1.62 - tall / 2, x + 1.25, 1.62 + tall / 2)
        _spot(stage, sheet, frame)
        kit.picture(stage, sheet, frame, f"painting {i}")
    for side in (-1, 1):
        for z in np.arange(room.far - 2.2, max(room.near, 1.0), -2.4).tolist():
            kit.picture(stage, sheet, room.on_side(side, 1.1, 2.2, z, z + 1.4), f"side painting {side} {z:.1f}")
    sheet.polygon(view.flat(-room.half * 0.5, -room.half * 0.5 + 0.1, room.near, room.far, room.height - 0.05), (60, 60, 64))
    sheet.polygon(view.flat(room.half * 0.5 - 0.1, room.half * 0.5, room.near, room.far, room.height - 0.05), (60, 60, 64))
    reflect = view.at(0, 0, room.far)[1]
    sheet.box((sheet.left, reflect, sheet.right, reflect + 0.14), Linear((0, reflect), (0, reflect + 0.14), ((0.0, (255, 250, 240), 0.28), (1.0, (255, 250, 240), 0.0))))
    room.finish("gallery")
    bench = stage.sheet(1.3)
    z = view.distance + 1.2
    stage.ground_shadow(bench, (0.6, 2.3), (z, z + 0.5), 0.4)
    stage.solid(bench, (0.6, 2.2), (0.36, 0.46), (z, z + 0.5), room.colour((70, 58, 52)))
    for x in (0.7, 1.98):
        stage.solid(bench, (x, x + 0.12), (0, 0.36), (z + 0.05, z + 0.4), room.colour((150, 146, 142)))
    stage.put(bench, "bench", 1.3)


def _spot(stage: Stage, sheet: Canvas, frame: object) -> None:
    corners = np.asarray(frame, np.float64)
    x, y = float(corners[:, 0].mean()), float(corners[:, 1].mean())
    r = float(np.ptp(corners[:, 0])) * 1.1
    sheet.ellipse((x, y - r * 0.1), (r, r * 1.15), halo(x, y - r * 0.1, r, (255, 246, 222), 0.35 + 0.4 * stage.palette.lamps))


def plain_room(stage: Stage) -> None:
    """A room of no special kind: a window, a picture, a chair, a plant."""
    outlook(stage)
    hue = int(stage.dice("walls").integers(4))
    wall = ((218, 214, 206), (202, 212, 218), (224, 210, 192), (206, 214, 200))[hue]
    room = Room(stage, Style(wall, (176, 142, 108), (242, 240, 234), (234, 230, 222)))
    room.window(room.on_side(-1, 0.9, 2.4, room.far - 3.2, room.far - 1.2), (1, 1))
    if not stage.has("empty"):
        kit.picture(stage, room.sheet, room.on_back(-1.4, 1.3, -0.4, 2.1), "picture")
    wood = room.colour((140, 100, 72))
    room.sheet.polygon(room.on_back(1.0, 0, 2.0, 2.15), shade(wood, 0.75))
    room.sheet.polygon(room.on_back(1.07, 0, 1.93, 2.08), wood)
    knob = stage.view.at(1.18, 1.0, room.far)
    room.sheet.ellipse(knob, (0.035 * stage.view.unit(room.far),) * 2, room.colour((216, 190, 120)))
    room.daylight(-1, stage.view.distance * 0.7, room.far)
    room.lamp(0, room.height - 0.3, room.far - 1.4, 2.6, 0.5)
    room.finish("room")
    if stage.has("empty"):
        return
    things = stage.sheet(1.35)
    kit.table(stage, things, (-2.3, -1.0), (room.far - 1.3, room.far - 0.6), 0.74, wood)
    kit.chair(stage, things, -1.6, room.far - 1.75, wood)
    kit.plant(stage, things, room.half * 0.82, room.far - 0.6, 1.3)
    stage.put(things, "furniture", 1.35)
