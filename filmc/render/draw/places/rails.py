"""Trains: the platform and the carriage."""

from __future__ import annotations

import math

import numpy as np

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places import built, furniture, land, plants
from filmc.render.draw.places.greens import bench
from filmc.render.draw.places.room import Room, Style
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage
from filmc.render.draw.places.streets import posts


def station(stage: Stage) -> None:
    """A railway platform under a roof, the rails running away, a clock."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(12, 0.7)
    built.skyline(stage, far, "city", 0.22, 0.62)
    stage.put(far, "city", 12)
    depth = max(view.depth(10), 1.6)
    sheet = stage.sheet(depth)
    near = max(view.distance * 0.3, 0.5)
    land.ground(stage, sheet, 220, palette.out((128, 120, 114)), palette.out((140, 132, 126), 0.4))
    for x in (3.0, 4.5, 7.0, 8.5):
        land.path_strip(stage, sheet, x, 0.07, (near, 200), palette.out((196, 200, 208)))
    for z in np.arange(math.ceil(near), 70, 0.9).tolist()[::-1]:
        for x in (3.75, 7.75):
            sheet.polygon(
                view.flat(x - 1.2, x + 1.2, z, z + 0.25),
                mix(palette.out((96, 78, 66)), palette.haze, min(z / 90, 0.8)),
                0.9,
            )
    floor = palette.indoors((188, 184, 180)) if stage.setting.interior else palette.out((184, 182, 182))
    stage.solid(sheet, (-16, 2.0), (-0.9, 0.0), (near, 160), floor)
    sheet.polygon(view.flat(1.2, 1.6, near, 160), palette.out((236, 196, 70)))
    for z in posts(stage, 8.0, 90):
        far_air = min(z / 110, 0.75)
        post = mix(palette.out((92, 112, 122)), palette.haze, far_air)
        for x in (-4.2,):
            stage.solid(sheet, (x - 0.14, x + 0.14), (0, 4.2), (z, z + 0.28), post)
        sheet.polygon(view.facing(-9, 4.2, 3.0, 4.5, z), shade(post, 0.9))
        if palette.lamps > 0.25 or stage.setting.interior:
            px, py = view.at(-1.4, 4.1, z)
            r = 1.6 * view.unit(z)
            sheet.ellipse((px, py), (r, r * 0.7), halo(px, py, r, (255, 240, 206), 0.6))
    sheet.polygon(
        view.flat(-9.5, 3.2, near + 1, 150, 4.5),
        vertical(
            view.at(0, 4.5, near + 1)[1], view.horizon, palette.out((74, 84, 96)), palette.out((110, 120, 130), 0.4)
        ),
    )
    _station_board(stage, sheet)
    land.mottle(stage, sheet, "platform", 0.05)
    stage.put(sheet, "platform", depth)
    seat = stage.sheet(1.25)
    bench(stage, seat, -2.9, view.distance * 1.3 + 1.4)
    stage.put(seat, "bench", 1.25)


def _station_board(stage: Stage, sheet: Canvas) -> None:
    view = stage.view
    z = view.distance * 1.5 + 5
    board = view.facing(-3.4, 2.9, -0.4, 3.8, z)
    sheet.polygon(board, stage.palette.indoors((28, 66, 104)))
    if not stage.sign(sheet, board, "sign"):
        sheet.polygon(view.facing(-3.2, 3.25, -1.0, 3.4, z), (236, 240, 244), 0.9)
        sheet.polygon(view.facing(-3.2, 3.05, -1.8, 3.12, z), (236, 240, 244), 0.7)
    cx, cy = view.at(0.5, 3.4, z)
    r = 0.42 * view.unit(z)
    sheet.ellipse((cx, cy), (r * 1.15, r * 1.15), (40, 44, 52))
    sheet.ellipse((cx, cy), (r, r), (248, 246, 238))
    sheet.stroke([(cx, cy), (cx + r * 0.4, cy - r * 0.35)], r * 0.12, (30, 30, 40))
    sheet.stroke([(cx, cy), (cx - r * 0.1, cy - r * 0.75)], r * 0.08, (30, 30, 40))


def train(stage: Stage) -> None:
    """A carriage: seats in rows at both sides of the aisle, windows on a passing land, racks and lamps."""
    paint_sky(stage, 0.5)
    palette, view = stage.palette, stage.view
    far = stage.sheet(10, 0.6)
    land.ridge(stage, far, "hills", 0.14, palette.out((108, 130, 112), 0.5), palette.haze)
    plants.treeline(stage, far, "trees", 0.07, 0.3)
    land.ground(stage, far, 80, palette.out((130, 152, 92)), palette.haze)
    stage.put(far, "outside", 10, Motion(travel=(-0.3, 0.0)))
    room = Room(
        stage,
        Style(
            (226, 226, 220),
            (126, 132, 142),
            (238, 238, 234),
            (110, 120, 130),
            (170, 176, 180),
            height=2.5,
            half=1.75,
            back=11.0,
            boards=0.0,
        ),
        narrow=True,
    )
    for side in (-1, 1):
        for z in np.arange(room.far - 2.0, max(room.near, 0.5), -2.1).tolist():
            room.window(room.on_side(side, 1.0, 1.9, z, z + 1.7), (0, 0))
        rack = view.flat(min(side * 1.2, side * 1.75), max(side * 1.2, side * 1.75), room.near, room.far, 2.05)
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
