"""Rooms to learn and work in: classroom, corridor, office, library."""

from __future__ import annotations

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import Radial, halo, mix, shade, vertical
from filmc.render.draw.places import furniture as kit
from filmc.render.draw.places.halls import grand_library
from filmc.render.draw.places.homes import plain_room
from filmc.render.draw.places.room import Room, Style, outlook
from filmc.render.draw.places.stage import Stage

_WIDE = 4.5
"""Metres from the camera to the subject beyond which furniture beside the subject is in the picture."""


def classroom(stage: Stage) -> None:
    """A blackboard wall, tall windows at the left, desks in rows; a desk's edge near the camera."""
    outlook(stage, "trees")
    room = Room(
        stage, Style((232, 226, 208), (188, 150, 108), (244, 242, 234), (150, 124, 96), (156, 184, 168), back=4.2)
    )
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
    wide = max(room.half - 0.9, 2.6)
    for z in np.arange(max(stage.view.distance * 0.6, 1.0), room.far - 1.3, 1.25).tolist()[::-1]:
        for x in np.arange(-1.7 * (wide // 1.7) - 0.85, wide, 1.7).tolist():
            if z > stage.view.distance + 0.7 or (abs(x) > 1.3 and stage.view.distance > _WIDE):
                kit.school_desk(stage, desks, x, z, wood, steel)
    stage.put(desks, "desks", 1.3)
    _near_desk(stage, wood)


def _board_wall(room: Room) -> None:
    stage, half = room.stage, min(room.half * 0.66, 3.0)
    board = room.on_back(-half, 1.0, half, 2.35)
    room.sheet.polygon(room.on_back(-half - 0.09, 0.91, half + 0.09, 2.44), room.colour((160, 116, 74)))
    green = room.colour((52, 88, 74))
    room.sheet.polygon(board, vertical(board[0][1], board[3][1], shade(green, 1.1), shade(green, 0.9)))
    (left, top), (right, bottom) = board[0], board[2]
    for u, v, w in stage.dice("chalk").random((6, 3)).tolist():
        rx, ry = (right - left) * (0.05 + 0.07 * w), (bottom - top) * 0.14
        x, y = left + rx + (right - left - 2 * rx) * u, top + ry + (bottom - top - 2 * ry) * v
        smear = Radial((x, y), rx, ry, ((0.0, (214, 226, 218), 0.12), (1.0, (214, 226, 218), 0.0)))
        room.sheet.ellipse((x, y), (rx, ry), smear)
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
            room.sheet.stroke(
                [room.stage.view.at(x, y, room.far), room.stage.view.at(x + wide, y + 0.02, room.far)],
                0.022 * room.stage.view.unit(room.far),
                (232, 238, 232),
                0.55,
            )
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
    top = [(x - 0.3, 0.92), (x + 0.52, 0.92), (x + 0.62, 1.3), (x - 0.5, 1.3)]
    front.shadow([(px + 0.02, py - 0.012) for px, py in top], 0.02, (10, 8, 16), 0.5)
    front.polygon(top, vertical(0.92, 1.12, shade(wood, 0.62), shade(wood, 0.4)))
    front.stroke(top[:2], 0.008, shade(wood, 0.95))
    for k, spine in enumerate(((122, 52, 48), (48, 72, 104), (176, 142, 84))):
        y = 0.93 - 0.032 * (k + 1)
        front.box(
            (x + 0.06 + 0.015 * k, y, x + 0.3 - 0.02 * k, y + 0.032), stage.palette.indoors(spine, 0.7), bend=0.005
        )
        front.box(
            (x + 0.29 - 0.02 * k, y + 0.006, x + 0.3 - 0.02 * k, y + 0.026), stage.palette.indoors((230, 226, 214), 0.7)
        )
    front.soften(0.004)
    stage.put(front, "near desk", 0.6)


def corridor(stage: Stage) -> None:
    """A long passage: lockers at one side, windows at the other, lamps that run to the vanishing point."""
    outlook(stage, "trees")
    room = Room(
        stage,
        Style(
            (226, 222, 208),
            (176, 172, 160),
            (240, 240, 234),
            (120, 126, 128),
            (150, 174, 178),
            height=3.0,
            half=1.9,
            back=17.0,
            boards=0.8,
            tiles=True,
        ),
        narrow=True,
    )
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
    colour = room.colour(
        ((104, 140, 160), (168, 108, 92), (120, 146, 120))[int(room.stage.dice("lockers").integers(3))]
    )
    room.sheet.polygon(room.on_side(1, 0.1, 2.0, room.near, room.far - 3), shade(colour, 0.88))
    for z in np.arange(room.near, room.far - 3, 0.5).tolist():
        room.sheet.polygon(room.on_side(1, 0.1, 2.0, z, z + 0.03), shade(colour, 0.55))
        for y in (1.6, 1.7, 1.8):
            room.sheet.polygon(room.on_side(1, y, y + 0.03, z + 0.15, z + 0.38), shade(colour, 0.6))
        room.sheet.polygon(room.on_side(1, 1.0, 1.14, z + 0.38, z + 0.44), shade(colour, 1.3))
    room.sheet.polygon(room.on_side(1, 1.0, 1.04, room.near, room.far - 3), shade(colour, 0.66))
    room.sheet.polygon(room.on_side(1, 2.0, 2.08, room.near, room.far - 3), shade(colour, 1.15))


def office(stage: Stage) -> None:
    """Desks with screens, a glass wall on the town, shelves, a plant, a counter sign; a plain room if it is small."""
    if stage.has("small"):
        plain_room(stage)
        return
    outlook(stage)
    room = Room(
        stage, Style((222, 224, 226), (138, 146, 156), (238, 240, 242), (110, 118, 128), boards=0.6, tiles=True)
    )
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
    for z in np.arange(max(stage.view.distance * 0.75, 1.5), room.far - 0.7, 1.7).tolist()[::-1]:
        for x in (-4.6, -2.4, 0.9, 3.1):
            if z > stage.view.distance + 0.6 or (abs(x + 0.75) > 1.6 and stage.view.distance > _WIDE):
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
            sheet.polygon(
                stage.view.facing(x + 0.45, 1.2 - 0.07 * k, x + 0.62 + 0.08 * (k % 3), 1.22 - 0.07 * k, z + 0.49),
                (232, 242, 250),
                0.7,
            )
    sheet.polygon(stage.view.flat(x + 0.5, x + 0.92, z + 0.2, z + 0.34, 0.75), light((70, 74, 84)))
    sheet.polygon(stage.view.flat(x + 0.1, x + 0.34, z + 0.15, z + 0.42, 0.75), light((248, 248, 246)))
    kit.chair(stage, sheet, x + 0.72, z - 0.5, light((62, 78, 98)))


def library(stage: Stage) -> None:
    """Walls of books, a ladder of light between them, reading tables with green lamps; or a whole hall of them."""
    if stage.has("vast"):
        grand_library(stage)
        return
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
    sheet.ellipse(
        (head[0], head[1] + 0.05 * unit),
        (0.7 * unit, 0.5 * unit),
        halo(head[0], head[1], 0.7 * unit, (255, 226, 160), 0.25 + 0.4 * stage.palette.lamps),
    )
    sheet.stroke([foot, head], 0.03 * unit, brass)
    sheet.box(
        (head[0] - 0.2 * unit, head[1] - 0.06 * unit, head[0] + 0.2 * unit, head[1] + 0.05 * unit),
        stage.palette.indoors((44, 120, 84), 1.1),
        bend=0.05 * unit,
    )
    sheet.box(
        (head[0] - 0.19 * unit, head[1] + 0.03 * unit, head[0] + 0.19 * unit, head[1] + 0.06 * unit), (255, 240, 200)
    )
