"""A library as high as a cathedral: shelves in tiers up to the vault, galleries, lancet windows, shafts of light."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import Linear, halo, mix, shade
from filmc.render.draw.places.room import BULB, Room, Style, outlook
from filmc.render.draw.places.stage import Stage

Spot = tuple[float, float]
_TIERS, _TIER, _SPRING = 3, 3.7, 11.2
"""How many storeys of shelves, the height of one, and where the vault begins; metres."""
_BAY = 4.0
_PAPERS: tuple[Colour, ...] = (
    (240, 228, 200), (214, 190, 150), (226, 206, 190), (176, 96, 78), (96, 118, 140), (206, 172, 104), (134, 140, 108),
)  # fmt: skip


def grand_library(stage: Stage) -> None:
    """Paint the hall: a nave between shelves, its end a wall of windows."""
    outlook(stage, "trees")
    style = Style(
        (158, 124, 92), (156, 122, 94), (112, 86, 68), (92, 62, 44), height=14.0, half=5.4, back=26.0, boards=0.0
    )
    room = Room(stage, style, narrow=True)
    _floor(room)
    _end_wall(room)
    for side in (-1, 1):
        _shelves(room, side)
        _galleries(room, side)
    _columns(room)
    room.lamp(0, 4.0, room.far - 2, 9, 0.5)
    room.finish("hall")
    _shafts(stage, room)


def _floor(room: Room) -> None:
    """Chequered stone, and a strip of light from the windows along it."""
    view, sheet = room.stage.view, room.sheet
    pale, dark = room.colour((186, 158, 128)), room.colour((112, 82, 64))
    rows = [room.near, *np.arange(math.ceil(room.near), room.far, 1.2).tolist(), room.far]
    for i, (a, b) in enumerate(pairwise(rows)):
        for k in range(9):
            x = -5.4 + 1.2 * k
            sheet.polygon(view.flat(x, min(x + 1.2, 5.4), a, b), pale if (i + k) % 2 else dark, 0.55)
    top, foot = view.at(0, 0, room.far)[1], max(view.at(0, 0, room.near)[1], view.at(0, 0, room.far)[1] + 0.2)
    shine = Linear((0, top), (0, foot), ((0.0, (255, 240, 206), 0.5), (0.5, (255, 240, 206), 0.12), (1.0, BULB, 0.0)))
    sheet.polygon(view.flat(-1.8, 1.8, room.near, room.far), shine)


def _end_wall(room: Room) -> None:
    """Three lancets over a dark door."""
    view, sheet = room.stage.view, room.sheet
    stone = room.colour((206, 178, 140))
    for x, half, low, high in ((-2.9, 0.8, 3.4, 9.0), (2.9, 0.8, 3.4, 9.0), (0.0, 1.3, 3.2, 11.4)):
        for grow, cut in ((0.18, False), (0.0, True)):
            arch = _lancet(room, x, half + grow, low - grow, high + grow)
            if cut:
                sheet.erase(arch)
            else:
                sheet.polygon(arch, shade(stone, 0.8))
        glow = view.at(x, (low + high) / 2, room.far)
        reach = high * 0.7 * view.unit(room.far)
        sheet.ellipse(glow, (reach, reach), halo(*glow, reach, (255, 236, 196), 0.3))
        for y in np.arange(low + 1.1, high - half, 1.1).tolist():
            sheet.stroke(
                [view.at(x - half, y, room.far), view.at(x + half, y, room.far)], 0.05 * view.unit(room.far), stone
            )
        sheet.stroke([view.at(x, low, room.far), view.at(x, high, room.far)], 0.07 * view.unit(room.far), stone)
    sheet.polygon(room.on_back(-1.0, 0, 1.0, 2.7), room.colour((84, 56, 40)))
    sheet.polygon(room.on_back(-0.03, 0, 0.03, 2.7), room.colour((50, 34, 26)))


def _lancet(room: Room, x: float, half: float, low: float, high: float) -> list[Spot]:
    spring = high - half * 1.5
    bow = [(half * (1 - t**2.2), spring + half * 1.5 * t) for t in np.linspace(0, 1, 9).tolist()]
    points = [(x - half, low), *((x - w, y) for w, y in bow), *((x + w, y) for w, y in bow[::-1]), (x + half, low)]
    return [room.stage.view.at(px, py, room.far) for px, py in points]


def _shelves(room: Room, side: int) -> None:
    """Fill one side with tiers of shelves: letters and books, smaller and paler the further away."""
    tone = 0.92 if side < 0 else 0.8
    wood, dice = room.colour((122, 82, 54), tone), room.stage.dice(f"tiers {side}")
    room.sheet.polygon(room.on_side(side, 0, _SPRING, room.near, room.far), shade(wood, 0.42))
    near = max(room.near, 0.5)
    edges = np.geomspace(near, room.far, 74)
    for tier in range(_TIERS):
        for row in range(6):
            low = 0.25 + _TIER * tier + 0.54 * row
            for a, b in pairwise(edges.tolist()):
                tall = 0.3 + 0.16 * float(dice.random())
                paper = _PAPERS[int(dice.integers(len(_PAPERS)))]
                colour = room.colour(mix(paper, (122, 82, 54), 0.25), tone * (0.75 + 0.3 * float(dice.random())))
                room.sheet.polygon(room.on_side(side, low, low + tall, a, a + (b - a) * 0.9), colour)
            room.sheet.polygon(room.on_side(side, low - 0.07, low, near, room.far), wood)


def _galleries(room: Room, side: int) -> None:
    """A walk along each upper tier, with its balustrade."""
    view = room.stage.view
    wood = room.colour((142, 98, 62), 0.95 if side < 0 else 0.82)
    inner, outer = side * (room.half - 0.8), side * room.half
    for tier in range(1, _TIERS + 1):
        y = _TIER * tier
        room.sheet.polygon(view.flat(min(inner, outer), max(inner, outer), room.near, room.far, y), shade(wood, 0.62))
        room.sheet.polygon(view.beside(inner, y - 0.16, y + 0.1, room.near, room.far), wood)
        if tier == _TIERS:
            continue
        room.sheet.polygon(view.beside(inner, y + 0.92, y + 1.0, room.near, room.far), shade(wood, 1.15))
        for z in np.geomspace(max(room.near, 0.6), room.far, 46).tolist():
            room.sheet.polygon(view.beside(inner, y + 0.1, y + 0.92, z, z * 1.012), shade(wood, 0.8))


def _columns(room: Room) -> None:
    """Pillars along the galleries and the ribs of the vault that they carry, from far to near."""
    view, sheet = room.stage.view, room.sheet
    stone = room.colour((196, 164, 126))
    reach = room.half - 0.85
    for z in np.arange(room.far - 1.0, max(room.near, 1.0), -_BAY).tolist():
        dim = 0.8 + 0.25 * (z / room.far)
        rib = [(reach * math.cos(a), _SPRING + 2.7 * math.sin(a)) for a in np.linspace(0, math.pi, 25).tolist()]
        sheet.stroke([view.at(x, y, z) for x, y in rib], min(0.34 * view.unit(z), 0.09), shade(stone, dim * 0.9))
        for side in (-1, 1):
            x = side * reach
            tone = shade(stone, dim if side < 0 else dim * 0.86)
            for low, high, half in ((0.0, 0.5, 0.34), (0.5, _SPRING - 0.3, 0.2), (_SPRING - 0.3, _SPRING + 0.1, 0.36)):
                face = view.facing(x - half, low, x + half, high, z)
                edges = Linear(
                    face[0], face[1], ((0.0, shade(tone, 1.1), 1.0), (0.5, tone, 1.0), (1.0, shade(tone, 0.6), 1.0))
                )
                sheet.polygon(face, edges)
            lamp = view.at(x - side * 0.4, 2.3, z)
            size = 0.13 * view.unit(z)
            sheet.ellipse(lamp, (size * 6, size * 6), halo(*lamp, size * 6, BULB, 0.5))
            sheet.ellipse(lamp, (size, size * 1.2), (255, 238, 196))


def _shafts(stage: Stage, room: Room) -> None:
    """Light from high windows, leaning across the nave."""
    view = stage.view
    light = (214, 226, 255) if stage.setting.hour == "night" else (255, 238, 200)
    sheet = stage.sheet(1.3, 0.4)
    for i, z in enumerate(np.linspace(view.distance * 1.1 + 2, room.far - 2, 4).tolist()):
        a, b = view.at(4.6, 12.5, z), view.at(-2.2 + 0.8 * (i % 2), 0, z)
        wide = 0.7 * view.unit(z)
        beam = [(a[0] - wide, a[1]), (a[0] + wide, a[1]), (b[0] + wide * 1.7, b[1]), (b[0] - wide * 1.7, b[1])]
        sheet.polygon(beam, Linear(a, b, ((0.0, light, 0.28), (0.7, light, 0.12), (1.0, light, 0.02))))
    sheet.soften(0.01)
    stage.put(sheet, "shafts", 1.3, Motion(pulse=0.18, period=7.0))
