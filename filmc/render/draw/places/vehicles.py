"""Inside a car and a spaceship."""

from __future__ import annotations

import math

import numpy as np

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.outline import ellipse
from filmc.render.draw.paint import Radial, mix, shade, vertical
from filmc.render.draw.places import built, land, plants
from filmc.render.draw.places.cosmos import planet, stars
from filmc.render.draw.places.room import Room, Style
from filmc.render.draw.places.sky import paint_sky
from filmc.render.draw.places.stage import Stage


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
        cabin.erase(
            [
                (edge, 0.06),
                (inner + (0.07 if side == 0 else -0.07), 0.12),
                (inner - (0.01 if side == 0 else -0.01), horizon + 0.1),
                (edge, horizon + 0.13),
            ]
        )
    cabin.polygon([(w * 0.2, 0.1), (w * 0.34, 0.1), (w * 0.2, horizon), (w * 0.1, horizon)], (255, 255, 255), 0.08)
    dash = horizon + 0.06
    cabin.blob(
        [(w * 0.02, dash + 0.02), (w * 0.5, dash - 0.02), (w * 0.98, dash + 0.02), (w * 1.1, 1.2), (-w * 0.1, 1.2)],
        vertical(dash, dash + 0.3, shade(cloth, 1.25), shade(cloth, 0.55)),
    )
    _instruments(stage, cabin, w, dash)
    cabin.box((w * 0.47, 0.08, w * 0.55, 0.135), (28, 30, 36), bend=0.02)
    cabin.box((w * 0.474, 0.086, w * 0.546, 0.129), mix(palette.sky, (60, 66, 80), 0.4), bend=0.016)
    stage.put(cabin, "cabin", 1.6)


def _instruments(stage: Stage, cabin: Canvas, w: float, dash: float) -> None:
    """Draw dials, the screen and the wheel on a dashboard whose edge is at `dash`."""
    for x, r in ((0.31, 0.06), (0.385, 0.04)):
        cabin.ellipse((w * x, dash + 0.1), (r, r * 0.8), (22, 24, 30))
        cabin.ellipse(
            (w * x, dash + 0.1),
            (r * 0.82, r * 0.64),
            Radial((w * x, dash + 0.1), r, r, ((0.0, (40, 90, 120), 1.0), (1.0, (16, 22, 32), 1.0))),
        )
    console = (w * 0.46, dash + 0.05, w * 0.58, dash + 0.19)
    cabin.box(console, (24, 30, 40), bend=0.012)
    (left, top, right, bottom) = console
    if not stage.sign(cabin, [(left, top), (right, top), (right, bottom), (left, bottom)], "screen"):
        cabin.box(
            (left + 0.01, top + 0.01, right - 0.01, bottom - 0.01),
            vertical(top, bottom, (70, 150, 190), (30, 70, 110)),
            bend=0.006,
        )
    wheel = ellipse((w * 0.34, dash + 0.26), (0.21, 0.2), 0, cabin.scale)
    cabin.polygons([wheel, ellipse((w * 0.34, dash + 0.26), (0.178, 0.168), 0, cabin.scale)], (30, 31, 36))
    cabin.box((w * 0.34 - 0.18, dash + 0.24, w * 0.34 + 0.18, dash + 0.28), (34, 35, 40))


def spaceship(stage: Stage) -> None:
    """A bridge with a wide window on the stars, consoles with lights, ribs along the walls."""
    stars(stage)
    planet(stage)
    room = Room(
        stage,
        Style(
            (92, 104, 124), (66, 74, 92), (70, 80, 100), (50, 190, 220), height=3.2, back=4.4, boards=0.9, tiles=True
        ),
    )
    view, sheet, far = stage.view, room.sheet, room.far
    half = room.half
    window = [
        view.at(-half * 0.78, 1.0, far),
        view.at(-half * 0.6, 2.55, far),
        view.at(half * 0.6, 2.55, far),
        view.at(half * 0.78, 1.0, far),
    ]
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
        sheet.box(
            (p[0] - r * 1.5, p[1] - r * 0.4, p[0] + r * 1.5, p[1] + r * 0.4),
            ((90, 226, 255), (255, 170, 80), (130, 255, 190), (255, 96, 110))[int(w * 4)],
            0.9,
        )
    screen = view.facing(x[0] + 0.3, 1.05, x[1] - 0.3, 1.6, z + 0.55)
    sheet.polygon(screen, (60, 190, 230), 0.28)
    if not stage.sign(sheet, screen, "screen"):
        curve = [
            view.at(x[0] + 0.35 + (x[1] - x[0] - 0.7) * t, 1.3 + 0.16 * math.sin(9 * t + x[0]), z + 0.54)
            for t in np.linspace(0, 1, 20).tolist()
        ]
        sheet.stroke(curve, 0.02 * view.unit(z), (170, 246, 255), 0.8)
