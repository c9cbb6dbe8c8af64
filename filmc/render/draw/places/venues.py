"""Rooms open to the public: restaurant, gallery, hospital, shop, theatre."""

from __future__ import annotations

import numpy as np

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import Linear, halo, mix, shade, vertical
from filmc.render.draw.places import furniture as kit
from filmc.render.draw.places.room import Room, Style, outlook
from filmc.render.draw.places.stage import Stage
from filmc.render.draw.places.streets import lantern

_WIDE = 4.5
"""Metres from the camera to the subject beyond which furniture beside the subject is in the picture."""


def restaurant(stage: Stage) -> None:
    """Round tables under red lanterns, a carved screen and windows at the back, a counter."""
    outlook(stage)
    room = Room(
        stage, Style((214, 178, 136), (128, 84, 58), (150, 108, 78), (110, 62, 44), (128, 60, 46), height=3.3, back=4.6)
    )
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
    for z in np.arange(max(view.distance * 0.62, 1.2), room.far - 0.9, 2.1).tolist()[::-1]:
        for x in (-5.0, -2.5, 0.0, 2.5, 5.0):
            behind = z > view.distance + (2 if x == 0 else 0.9)
            if behind or (abs(x) > 2 and view.distance > _WIDE):
                _round_table(stage, things, x, z + 0.5)
    stage.put(things, "tables", 1.35)
    hung = stage.sheet(1.6)
    for i, z in enumerate(np.arange(max(view.distance * 0.7, 1.4) + 0.8, room.far - 0.4, 1.6).tolist()[::-1]):
        for x in (-4.4, -2.6, -1.0, 1.0, 2.6, 4.4):
            px, py = view.at(x + 0.3 * (i % 2), room.height - 0.75, z)
            hung.stroke([view.at(x + 0.3 * (i % 2), room.height, z), (px, py)], 0.004, (50, 30, 26))
            lantern(stage, hung, (px, py), 0.22 * view.unit(z))
    stage.put(hung, "lanterns", 1.3, Motion(sway=0.25, period=5))


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
        sheet.blob(
            [
                (cx - r * (0.8 - 0.2 * k), cy + r * (0.3 + 0.16 * k)),
                (cx - r * 0.2, cy + r * (-0.3 + 0.3 * k)),
                (cx + r * 0.7, cy + r * (0.2 + 0.2 * k)),
                (cx, cy + r * 0.8),
            ],
            room.colour(((150, 160, 140), (116, 130, 116), (88, 100, 92))[k]),
            0.8,
        )
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
    sheet.polygon(
        [
            (top[0] - w, top[1]),
            (top[0] + w, top[1]),
            (top[0] + w * 0.98, top[1] + 0.16 * unit),
            (top[0] - w * 0.98, top[1] + 0.16 * unit),
        ],
        shade(cloth, 0.8),
    )
    sheet.ellipse((top[0], top[1] + 0.16 * unit), (w * 0.98, w * tilt), shade(cloth, 0.8))
    sheet.ellipse(top, (w, w * tilt), cloth)
    for dx, dz, size, tone in (
        (-0.3, 0.1, 0.15, (246, 242, 232)),
        (0.25, 0.2, 0.12, (238, 226, 200)),
        (0.05, -0.2, 0.17, (250, 248, 240)),
        (0.4, -0.1, 0.06, (226, 214, 190)),
    ):
        px, py = view.at(x + dx, 0.79, z + dz)
        sheet.ellipse((px, py), (size * unit, size * unit * max(tilt, 0.12)), light(tone))
        sheet.ellipse(
            (px, py - 0.01 * unit), (size * unit * 0.7, size * unit * max(tilt, 0.12) * 0.6), light((206, 130, 70))
        )


def gallery(stage: Stage) -> None:
    """White walls with framed pictures under spots, a polished floor, a bench in the middle."""
    room = Room(stage, Style((238, 236, 232), (170, 142, 112), (226, 226, 226), (220, 216, 210), height=3.6, back=5.0))
    view, sheet = stage.view, room.sheet
    if stage.has("window", "moonlight"):
        _tall_windows(room)
    gap = 1.9
    for i, x in enumerate(np.arange(-room.half + 0.5, room.half - 1.2, gap).tolist()):
        tall = 0.9 + 0.4 * (i % 2)
        frame = room.on_back(x, 1.62 - tall / 2, x + 1.25, 1.62 + tall / 2)
        _spot(stage, sheet, frame)
        kit.picture(stage, sheet, frame, f"painting {i}")
    for side in (-1, 1):
        for z in np.arange(room.far - 2.2, max(room.near, 1.0), -2.4).tolist():
            if side < 0 and stage.has("window", "moonlight"):
                continue
            kit.picture(stage, sheet, room.on_side(side, 1.1, 2.2, z, z + 1.4), f"side painting {side} {z:.1f}")
    sheet.polygon(
        view.flat(-room.half * 0.5, -room.half * 0.5 + 0.1, room.near, room.far, room.height - 0.05), (60, 60, 64)
    )
    sheet.polygon(
        view.flat(room.half * 0.5 - 0.1, room.half * 0.5, room.near, room.far, room.height - 0.05), (60, 60, 64)
    )
    reflect = view.at(0, 0, room.far)[1]
    sheet.box(
        (sheet.left, reflect, sheet.right, reflect + 0.14),
        Linear((0, reflect), (0, reflect + 0.14), ((0.0, (255, 250, 240), 0.28), (1.0, (255, 250, 240), 0.0))),
    )
    room.finish("gallery")
    bench = stage.sheet(1.3)
    z = view.distance + 1.2
    stage.ground_shadow(bench, (0.6, 2.3), (z, z + 0.5), 0.4)
    stage.solid(bench, (0.6, 2.2), (0.36, 0.46), (z, z + 0.5), room.colour((70, 58, 52)))
    for x in (0.7, 1.98):
        stage.solid(bench, (x, x + 0.12), (0, 0.36), (z + 0.05, z + 0.4), room.colour((150, 146, 142)))
    stage.put(bench, "bench", 1.3)


def _tall_windows(room: Room) -> None:
    """Windows along the left wall, and the light of sun or moon that they lay across the floor."""
    stage, view = room.stage, room.stage.view
    night = stage.setting.hour == "night"
    light = (176, 204, 255) if night else mix(stage.palette.sun, (255, 255, 255), 0.3)
    for z in np.arange(room.far - 2.0, max(room.near, 0.6), -2.2).tolist():
        room.window(room.on_side(-1, 0.5, room.height - 0.4, z, z + 1.3), (1, 3))
        start, end = -room.half * 0.86, room.half * 0.3
        patch = [view.at(start, 0, z + 1.2), view.at(start, 0, z), view.at(end, 0, z - 1.4), view.at(end, 0, z - 0.4)]
        room.sheet.shadow(patch, 0.006, light, 0.5 if night else 0.4)


def _spot(stage: Stage, sheet: Canvas, frame: object) -> None:
    corners = np.asarray(frame, np.float64)
    x, y = float(corners[:, 0].mean()), float(corners[:, 1].mean())
    r = float(np.ptp(corners[:, 0])) * 1.1
    sheet.ellipse(
        (x, y - r * 0.1), (r, r * 1.15), halo(x, y - r * 0.1, r, (255, 246, 222), 0.35 + 0.4 * stage.palette.lamps)
    )


def hospital(stage: Stage) -> None:
    """A ward: a bed with a curtain rail, a monitor, a drip, a wide window, pale green walls."""
    outlook(stage, "trees")
    room = Room(
        stage,
        Style(
            (226, 236, 232), (196, 206, 204), (246, 248, 246), (190, 204, 202), (190, 216, 208), boards=0.8, tiles=True
        ),
    )
    view, sheet, far = stage.view, room.sheet, room.far
    room.window(room.on_back(-2.4, 1.1, -0.4, 2.5), (1, 0))
    kit.curtain(stage, sheet, room.on_back(1.9, 0.3, 3.0, 2.6), room.colour((150, 196, 196)), "curtain")
    sheet.polygon(room.on_back(-room.half, 2.62, room.half, 2.67), room.colour((170, 178, 180)))
    for x in (-1.4, 1.4):
        kit.tube_lamp(stage, sheet, x, room.height, (view.distance * 0.7, far - 0.6))
    room.daylight(-1, view.distance * 0.8, far)
    room.finish("ward")
    depth = min(max(view.depth(far - 1.3), 1.25), 1.45)
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
    beat = [
        view.at(-0.86 + 0.44 * t, 1.0 + (0.1 if i % 4 == 2 else -0.05 if i % 4 == 3 else 0.0), far - 0.5)
        for i, t in enumerate(np.linspace(0, 1, 13).tolist())
    ]
    things.stroke(beat, 0.014 * view.unit(far), (110, 250, 170))
    stage.put(things, "bed", depth)


def _drip(stage: Stage, sheet: Canvas, x: float, z: float) -> None:
    view, unit = stage.view, stage.view.unit(z)
    steel = stage.palette.indoors((176, 184, 188))
    foot, top = view.at(x, 0, z), view.at(x, 1.9, z)
    sheet.stroke([foot, top], 0.03 * unit, steel)
    sheet.stroke([(foot[0] - 0.2 * unit, foot[1]), (foot[0] + 0.2 * unit, foot[1])], 0.04 * unit, steel)
    sheet.box(
        (top[0] + 0.02 * unit, top[1] + 0.04 * unit, top[0] + 0.18 * unit, top[1] + 0.34 * unit),
        stage.palette.indoors((206, 232, 240)),
        0.9,
        0.03 * unit,
    )
    sheet.curve(
        [
            (top[0] + 0.1 * unit, top[1] + 0.34 * unit),
            (top[0] + 0.06 * unit, top[1] + 0.8 * unit),
            (top[0] - 0.3 * unit, top[1] + 1.1 * unit),
        ],
        0.012 * unit,
        (230, 240, 244),
    )


def shop(stage: Stage) -> None:
    """Shelves full of goods along aisles, a counter with a till, lamps in rows."""
    outlook(stage)
    room = Room(
        stage,
        Style((232, 228, 216), (196, 188, 178), (240, 240, 236), (160, 150, 140), boards=0.6, tiles=True, back=4.6),
    )
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
    """A stage between red curtains, boards in perspective, beams of light from above; the audience in front."""
    room = Room(stage, Style((70, 40, 52), (150, 104, 68), (40, 30, 40), (60, 36, 40), height=5.0, half=5.0, back=5.0))
    view, sheet, far = stage.view, room.sheet, room.far
    backdrop = room.on_back(-room.half, 0, room.half, room.height)
    sheet.polygon(backdrop, vertical(backdrop[0][1], backdrop[3][1], (34, 30, 66), (88, 54, 108), (196, 110, 104)))
    if stage.has("moon"):
        _paper_moon(room)
    stage.sign(sheet, room.on_back(-2.2, 1.8, 2.2, 3.2), "sign")
    red = (156, 30, 40)
    for side in (-1, 1):
        a, b = sorted((side * room.half * 0.62, side * room.half * 1.1))
        kit.curtain(stage, sheet, view.facing(a, 0, b, room.height, far - 0.8), red, f"curtain {side}")
    kit.curtain(
        stage,
        sheet,
        view.facing(-room.half * 1.1, room.height - 1.0, room.half * 1.1, room.height + 0.3, far - 0.9),
        shade(red, 0.85),
        "valance",
    )
    for y in (0.16,):
        for x in np.arange(-room.half, room.half, 0.6).tolist():
            px, py = view.at(x, y, max(view.distance * 0.75, 1.0))
            sheet.ellipse((px, py), (0.05, 0.05), halo(px, py, 0.05, (255, 226, 160), 0.35))
    room.finish("stage")
    beams = stage.sheet(1.2, 0.5)
    for i, (x, tone) in enumerate(
        ((-0.5, (255, 236, 196)), (0.5, (255, 236, 196)), (-0.2, (180, 200, 255)), (0.25, (255, 190, 220)))
    ):
        top = (view.vanish + x * 1.2, -0.25)
        aim = (view.vanish + (x * 0.45 if i > 1 else -x * 0.2), view.at(0, 0, view.distance * 1.15)[1])
        beams.polygon(
            [(top[0] - 0.02, top[1]), (top[0] + 0.02, top[1]), (aim[0] + 0.22, aim[1]), (aim[0] - 0.22, aim[1])],
            Linear(top, aim, ((0.0, tone, 0.5), (1.0, tone, 0.06))),
        )
        beams.ellipse(aim, (0.24, 0.05), halo(aim[0], aim[1], 0.24, tone, 0.4))
    beams.soften(0.012)
    stage.put(beams, "beams", 1.2, Motion(pulse=0.12, period=6))
    if stage.panel.figure_scale < 1.4:
        _audience(stage)


def _paper_moon(room: Room) -> None:
    """A crescent of paper that hangs on a thread before the backdrop, with a few stars."""
    view, sheet = room.stage.view, room.sheet
    unit = view.unit(room.far)
    x, y = view.at(1.1, 2.9, room.far)
    r = 0.62 * unit
    sheet.stroke([(x, y - r), view.at(1.1, room.height, room.far)], 0.012 * unit, (210, 200, 180))
    sheet.ellipse((x, y), (r * 2, r * 2), halo(x, y, r * 2, (255, 236, 170), 0.35))
    a = np.linspace(0.75, 2 * np.pi - 0.75, 30)
    outer = [(x + r * float(np.cos(t)), y - r * float(np.sin(t))) for t in a]
    inner = [
        (x + r * 0.34 + r * 0.79 * float(np.cos(t)), y - r * 0.79 * float(np.sin(t)))
        for t in np.linspace(2 * np.pi - 1.05, 1.05, 26)
    ]
    sheet.polygon([(px + 0.05 * unit, py + 0.05 * unit) for px, py in [*outer, *inner]], (10, 8, 20), 0.35)
    sheet.polygon([*outer, *inner], (255, 232, 158))
    for sx, sy, size in ((-1.7, 3.3, 0.13), (-0.7, 2.5, 0.09), (-1.2, 2.0, 0.1), (0.2, 3.5, 0.08)):
        cx, cy = view.at(sx, sy, room.far)
        star = [
            (
                cx + unit * size * (1.0 if k % 2 else 0.42) * float(np.sin(k * np.pi / 5)),
                cy + unit * size * (1.0 if k % 2 else 0.42) * float(np.cos(k * np.pi / 5)),
            )
            for k in range(10)
        ]
        sheet.polygon(star, (255, 240, 196))


def _audience(stage: Stage) -> None:
    front = stage.sheet(0.6, 0.6)
    dice = stage.dice("audience")
    x = front.left
    while x < front.right:
        r = 0.05 + 0.012 * float(dice.random())
        y = 1.0 + 0.02 * float(dice.random())
        front.ellipse((x, y), (r, r * 1.15), (16, 12, 20))
        front.blob(
            [
                (x - r * 2, 1.3),
                (x - r * 1.6, y + r * 1.5),
                (x, y + r * 0.8),
                (x + r * 1.6, y + r * 1.5),
                (x + r * 2, 1.3),
            ],
            (16, 12, 20),
        )
        x += r * (3.4 + float(dice.random()))
    front.soften(0.003)
    stage.put(front, "audience", 0.6)
