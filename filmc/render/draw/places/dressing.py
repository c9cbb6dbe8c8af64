"""What keeps a large room from looking empty: furniture along its walls, and what its words name."""

from __future__ import annotations

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.paint import halo, mix, shade
from filmc.render.draw.places import furniture as kit
from filmc.render.draw.places.room import BULB, Room

_LARGE = 5.0
"""Metres from the camera to the subject beyond which a room shows its side walls and much of its floor."""


def along_walls(room: Room, wood: Colour) -> None:
    """Stand sideboards, shelves, chairs and plants along the walls of a room that is seen from afar."""
    stage = room.stage
    if stage.view.distance < _LARGE or stage.has("empty"):
        return
    sheet = stage.sheet(1.3)
    dice = stage.dice("along walls")
    for i, z in enumerate(np.arange(room.far - 2.4, stage.view.distance * 0.62, -2.3).tolist()):
        for side in (-1, 1):
            kind = int(dice.integers(4)) if i else 0
            _piece(room, sheet, (kind + i) % 4, (side, z), wood)
    for i, x in enumerate(np.arange(3.9, room.half - 0.9, 1.7).tolist()):
        for side in (-1, 1):
            _back_piece(room, sheet, i if side < 0 else i + 1, side * x, wood)
    stage.put(sheet, "along walls", 1.3)


def _back_piece(room: Room, sheet: Canvas, kind: int, x: float, wood: Colour) -> None:
    stage, far = room.stage, room.far
    match kind % 3:
        case 0:
            kit.shelf(stage, sheet, (x - 0.65, x + 0.65), far, 2.1, wood)
        case 1:
            stage.ground_shadow(sheet, (x - 0.8, x + 0.9), (far - 0.5, far), 0.35)
            stage.solid(sheet, (x - 0.75, x + 0.75), (0.08, 0.85), (far - 0.5, far - 0.05), wood)
            kit.picture(stage, sheet, room.on_back(x - 0.6, 1.35, x + 0.6, 2.15), f"wall picture {x:.1f}")
        case _:
            kit.chair(stage, sheet, x, far - 0.6, wood, away=False)
            kit.plant(stage, sheet, x + 0.8, far - 0.5, 1.4)


def _piece(room: Room, sheet: Canvas, kind: int, at: tuple[int, float], wood: Colour) -> None:
    stage, (side, z) = room.stage, at
    wall = side * room.half
    a, b = sorted((wall, wall - side * 0.5))
    if kind == 0:
        stage.ground_shadow(sheet, (a - 0.1, b + 0.2), (z, z + 1.4), 0.35)
        stage.solid(sheet, (a, b), (0.08, 0.85), (z, z + 1.4), wood)
        for k, tone in enumerate(((196, 92, 72), (226, 214, 190), (92, 120, 140))):
            stage.solid(
                sheet,
                (a + 0.15, a + 0.3),
                (0.85, 1.05 + 0.08 * k),
                (z + 0.3 * k + 0.2, z + 0.3 * k + 0.34),
                room.colour(tone),
            )
    elif kind == 1:
        kit.plant(stage, sheet, wall - side * 0.4, z + 0.5, 1.5)
    elif kind == 2:
        kit.chair(stage, sheet, wall - side * 0.5, z + 0.4, wood, away=False)
    else:
        stage.ground_shadow(sheet, (a - 0.1, b + 0.2), (z, z + 1.0), 0.35)
        stage.solid(sheet, (a, b), (0, 1.9), (z, z + 1.0), shade(wood, 0.9))
        face = a if side > 0 else b
        for y in (0.12, 0.72, 1.3):
            sheet.polygon(stage.view.beside(face, y, y + 0.5, z + 0.06, z + 0.94), shade(wood, 0.5))


def rug(room: Room, colour: Colour) -> None:
    """Lay a rug on the middle of the floor, about where the subject stands."""
    view = room.stage.view
    near, far = max(view.distance * 0.85, room.near), min(view.distance * 1.1 + 1.6, room.far - 0.6)
    if far <= near:
        return
    tone = room.colour(colour)
    room.sheet.polygon(view.flat(-1.9, 1.9, near, far), shade(tone, 0.8))
    room.sheet.polygon(view.flat(-1.72, 1.72, near + 0.12, far - 0.12), tone)
    room.sheet.polygon(view.flat(-1.45, 1.45, near + 0.3, far - 0.3), mix(tone, (255, 244, 224), 0.25))
    room.sheet.polygon(view.flat(-1.38, 1.38, near + 0.36, far - 0.36), tone)


def wall_map(room: Room, x: tuple[float, float]) -> None:
    """Hang a map on the back wall: land, sea, a dotted route."""
    stage, sheet = room.stage, room.sheet
    left, right = x
    sheet.polygon(room.on_back(left - 0.05, 1.05, right + 0.05, 2.35), room.colour((110, 78, 52)))
    sheet.polygon(room.on_back(left, 1.1, right, 2.3), room.colour((184, 208, 206)))
    dice = stage.dice("map")
    for u, v, w in dice.random((5, 3)).tolist():
        cx, cy = stage.view.at(left + (right - left) * (0.15 + 0.7 * u), 1.3 + 0.8 * v, room.far)
        size = (0.12 + 0.16 * w) * stage.view.unit(room.far)
        rim = [(cx + size * (0.7 + 0.6 * float(dice.random())) * c, cy + size * 0.7 * s) for c, s in _RING]
        sheet.blob(rim, room.colour((224, 208, 160)))
    dots = [
        stage.view.at(left + (right - left) * t, 1.4 + 0.5 * t * (1.6 - t), room.far)
        for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
    ]
    for dot in dots:
        sheet.ellipse(dot, (0.025 * stage.view.unit(room.far),) * 2, room.colour((190, 52, 44)))


_RING = ((1.0, 0.0), (0.6, 0.8), (-0.3, 0.95), (-0.95, 0.3), (-0.7, -0.7), (0.2, -1.0))


def desk_lamp(room: Room, sheet: Canvas, at: tuple[float, float, float]) -> None:
    """Draw a desk lamp with its foot at `at` (metres), bent over the desk; it shines."""
    view = room.stage.view
    x, y, z = at
    unit = view.unit(z)
    foot, knee, head = view.at(x, y, z), view.at(x - 0.1, y + 0.28, z), view.at(x + 0.14, y + 0.42, z)
    iron = room.colour((60, 96, 84))
    sheet.ellipse(foot, (0.1 * unit, 0.03 * unit), iron)
    sheet.stroke([foot, knee, head], 0.025 * unit, iron)
    glow = view.at(x + 0.2, y + 0.2, z)
    sheet.ellipse(glow, (0.9 * unit, 0.7 * unit), halo(*glow, 0.9 * unit, BULB, 0.4 + 0.4 * room.stage.palette.lamps))
    hood = [view.at(x + dx, y + dy, z) for dx, dy in ((0.06, 0.5), (0.2, 0.46), (0.3, 0.3), (0.08, 0.34))]
    sheet.polygon(hood, iron)
    sheet.ellipse(view.at(x + 0.19, y + 0.32, z), (0.1 * unit, 0.03 * unit), (255, 244, 214))
