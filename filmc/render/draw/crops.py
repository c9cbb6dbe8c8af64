"""What a picture is seen through: keyhole, binoculars, scope, screen, mirror, door, window, leaves; or split in two."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.outline import Points, ellipse, rounded
from filmc.render.draw.paint import Linear, Radial, mix, shade, vertical
from filmc.render.draw.places.stage import Stage

LENS = 0.0
"""The depth of what is fixed to the camera: see `lower.camera.placement`."""
_DOOR, _GLASS, _NEAR = 0.62, 0.72, 0.5
_BLACK: Colour = (4, 4, 6)


def paint_crop(stage: Stage) -> None:
    """Put what the panel's `crop` names before everything else."""
    if crop := _CROPS.get(stage.panel.crop):
        crop(stage)


def _lens(stage: Stage) -> Canvas:
    rim = 0.02
    return Canvas(-rim, -rim, stage.view.aspect + 2 * rim, 1 + 2 * rim, stage.scale)


def _mask(stage: Stage, holes: Sequence[Points], soft: float) -> Canvas:
    """Return a black sheet on the lens with holes in it, their edges `soft`."""
    sheet = _lens(stage)
    sheet.flood(_BLACK)
    for hole in holes:
        sheet.erase(hole)
    sheet.soften(soft)
    return sheet


def _keyhole(stage: Stage) -> None:
    x = stage.view.aspect / 2
    stem = [(x - 0.1, 0.42), (x + 0.1, 0.42), (x + 0.2, 0.95), (x - 0.2, 0.95)]
    sheet = _mask(stage, [ellipse((x, 0.36), (0.29, 0.29), 0, stage.scale), stem], 0.006)
    stage.front.append(sheet.to_layer("keyhole", LENS))


def _binoculars(stage: Stage) -> None:
    x, r = stage.view.aspect / 2, 0.45
    holes = [ellipse((x + side * r * 0.78, 0.5), (r, r), 0, stage.scale) for side in (-1, 1)]
    stage.front.append(_mask(stage, holes, 0.008).to_layer("binoculars", LENS))


def _scope(stage: Stage) -> None:
    x, r = stage.view.aspect / 2, 0.44
    sheet = _mask(stage, [ellipse((x, 0.5), (r, r), 0, stage.scale)], 0.005)
    thin, thick = max(0.002, 1.2 / stage.scale), 0.012
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        sheet.stroke([(x + 0.02 * dx, 0.5 + 0.02 * dy), (x + r * dx, 0.5 + r * dy)], thin, _BLACK)
        sheet.stroke([(x + 0.28 * dx, 0.5 + 0.28 * dy), (x + r * dx, 0.5 + r * dy)], thick, _BLACK)
        for k in range(1, 5):
            at = 0.055 * k
            tick = [
                (x + at * dx - 0.01 * dy, 0.5 + at * dy - 0.01 * dx),
                (x + at * dx + 0.01 * dy, 0.5 + at * dy + 0.01 * dx),
            ]
            sheet.stroke(tick, thin, _BLACK)
    sheet.ellipse((x, 0.5), (0.004, 0.004), (210, 40, 36))
    stage.front.append(sheet.to_layer("scope", LENS))


def _screen(stage: Stage) -> None:
    """A bezel with rounded corners, scan lines, a shine across the glass."""
    aspect, rim = stage.view.aspect, 0.055
    lines = _lens(stage)
    lines.flood((0, 0, 0))
    pitch = max(3, round(stage.scale / 160))
    rows = np.arange(lines.pixels.shape[0]) % pitch == 0
    lines.pixels[:, :, 3] = np.where(rows, 58, 10)[:, None]
    shine: Points = [(aspect * 0.5, 0.0), (aspect * 0.74, 0.0), (aspect * 0.42, 1.0), (aspect * 0.18, 1.0)]
    lines.polygon(shine, (210, 226, 255), 0.05)
    stage.front.append(lines.to_layer("scan lines", LENS))
    bezel = _lens(stage)
    bezel.flood(vertical(0.0, 1.0, (44, 46, 52), (22, 23, 27)))
    glass = rounded((rim, rim, aspect - rim, 1 - rim), 0.04)
    bezel.erase(glass)
    inner = rounded((rim + 0.008, rim + 0.008, aspect - rim - 0.008, 1 - rim - 0.008), 0.036)
    bezel.polygons([glass, inner], (8, 8, 10))
    bezel.ellipse((aspect - rim * 1.3, 1 - rim * 0.45), (0.007, 0.007), (110, 230, 140))
    stage.front.append(bezel.to_layer("bezel", LENS))


def _split(stage: Stage) -> None:
    x, half = stage.view.aspect / 2, 0.007
    sheet = _lens(stage)
    sheet.box((x - half, -1, x + half, 2), (246, 244, 238))
    stage.front.append(sheet.to_layer("split", LENS))


def _wall(stage: Stage, depth: float, hole: Points, wall: Colour) -> Canvas:
    """Return a wall before the scene, over all that the camera sees, with an opening in it."""
    sheet = stage.sheet(depth, 0.8)
    x = stage.view.aspect / 2
    tones = ((0.0, shade(wall, 1.1), 1.0), (1.0, shade(wall, 0.6), 1.0))
    sheet.flood(Radial((x, 0.4), stage.view.aspect, 1.0, tones))
    sheet.erase(hole)
    return sheet


def _mirror(stage: Stage) -> None:
    """A gilt frame on a wall; what it shows is the picture."""
    x, wide, tall = stage.view.aspect / 2, 0.56, 0.47
    rims = [ellipse((x, 0.5), (wide + grow, tall + grow), 0, stage.scale) for grow in (0.0, 0.018, 0.05, 0.065)]
    sheet = _wall(stage, _GLASS, rims[0], _own(stage, (92, 74, 78)))
    gold = _own(stage, (206, 164, 84))
    lit = Linear(
        (x - wide, 0.0),
        (x + wide, 1.0),
        ((0.0, shade(gold, 1.35), 1.0), (0.5, gold, 1.0), (1.0, shade(gold, 0.55), 1.0)),
    )
    sheet.polygons([rims[3], rims[0]], shade(gold, 0.45))
    sheet.polygons([rims[2], rims[1]], lit)
    for k in range(40):
        a = 2 * math.pi * k / 40
        sheet.ellipse(
            (x + (wide + 0.034) * math.cos(a), 0.5 + (tall + 0.034) * math.sin(a)), (0.009, 0.009), shade(gold, 1.3)
        )
    for dx, w in ((-0.2, 0.09), (-0.05, 0.03)):
        sheet.polygon(
            [(x + dx + 0.28, 0.12), (x + dx + w + 0.28, 0.12), (x + dx + w, 0.84), (x + dx, 0.84)],
            (255, 255, 255),
            0.10,
        )
    stage.front.append(sheet.to_layer("mirror", _GLASS))


def _doorway(stage: Stage) -> None:
    """The dark side of a door frame, and the edge of the open door."""
    x, half = stage.view.aspect / 2, 0.42
    hole: Points = [(x - half, 0.05), (x + half, 0.05), (x + half, 2.0), (x - half, 2.0)]
    wall = _own(stage, (40, 34, 34), 0.75)
    sheet = _wall(stage, _DOOR, hole, wall)
    wood = _own(stage, (96, 66, 46), 0.8)
    for side in (-1, 1):
        a, b = sorted((x + side * half, x + side * (half + 0.07)))
        sheet.box(
            (a, -0.02, b, 2.0), Linear((a, 0), (b, 0), ((0.0, shade(wood, 1.15), 1.0), (1.0, shade(wood, 0.6), 1.0)))
        )
    sheet.box((x - half - 0.07, -0.02, x + half + 0.07, 0.05), shade(wood, 0.9))
    door: Points = [(x + half, 0.05), (x + half - 0.13, 0.0), (x + half - 0.13, 2.1), (x + half, 2.0)]
    sheet.polygon(
        door, Linear((x + half - 0.13, 0), (x + half, 0), ((0.0, shade(wood, 0.9), 1.0), (1.0, shade(wood, 0.5), 1.0)))
    )
    sheet.soften(0.003)
    stage.front.append(sheet.to_layer("doorway", _DOOR))


def _window(stage: Stage) -> None:
    """A wooden window with its bars, and what the glass throws back."""
    x, half, top, foot = stage.view.aspect / 2, 0.66, 0.04, 0.9
    hole: Points = [(x - half, top), (x + half, top), (x + half, foot), (x - half, foot)]
    sheet = _wall(stage, _GLASS, hole, _own(stage, (120, 92, 80)))
    frame = _own(stage, (232, 226, 214))
    rim = 0.035
    outer = [
        (x - half - rim, top - rim),
        (x + half + rim, top - rim),
        (x + half + rim, foot + rim),
        (x - half - rim, foot + rim),
    ]
    sheet.polygons([outer, hole], vertical(top, foot, frame, shade(frame, 0.8)))
    for bar in (-half / 3, half / 3):
        sheet.box((x + bar - 0.012, top, x + bar + 0.012, foot), shade(frame, 0.92))
    middle = top + (foot - top) * 0.36
    sheet.box((x - half, middle - 0.012, x + half, middle + 0.012), shade(frame, 0.85))
    sheet.box((x - half - 0.07, foot + rim, x + half + 0.07, foot + rim + 0.035), shade(frame, 0.7))
    sky = mix(stage.palette.horizon, (255, 255, 255), 0.3)
    for dx, wide in ((-0.5, 0.2), (-0.22, 0.05), (0.25, 0.16)):
        sheet.polygon(
            [(x + dx + 0.2, top), (x + dx + wide + 0.2, top), (x + dx + wide - 0.1, foot), (x + dx - 0.1, foot)],
            sky,
            0.13,
        )
    stage.front.append(sheet.to_layer("window", _GLASS))


def _leaves(stage: Stage) -> None:
    """Dark leaves out of focus all around: somebody watches from where they are not seen."""
    sheet = stage.sheet(_NEAR, 0.5)
    dice = stage.dice("leaves before the lens")
    left, right, top, bottom = sheet.left, sheet.right, sheet.top, sheet.bottom
    x, y = stage.view.aspect / 2, 0.48
    for u, v, w, k in dice.random((420, 4)).tolist():
        px, py = left + (right - left) * u, top + (bottom - top) * v
        away = math.hypot((px - x) / (stage.view.aspect * 0.40), (py - y) / 0.40)
        if away < 1.0:
            continue
        size, turn = 0.07 + 0.09 * w, 2 * math.pi * k
        tone = mix(_own(stage, (30, 62, 36)), _own(stage, (92, 128, 62)), 0.7 * k * w)
        tip = (px + size * math.cos(turn), py + size * math.sin(turn))
        bow = (0.38 * size * math.sin(turn), -0.38 * size * math.cos(turn))
        mid = ((px + tip[0]) / 2, (py + tip[1]) / 2)
        sheet.blob(
            [(px, py), (mid[0] + bow[0], mid[1] + bow[1]), tip, (mid[0] - bow[0], mid[1] - bow[1])], shade(tone, 0.7)
        )
    sheet.soften(0.009)
    stage.front.append(sheet.to_layer("leaves before the lens", _NEAR, Motion(sway=0.5, period=5.0)))


def _own(stage: Stage, colour: Colour, gain: float = 1.0) -> Colour:
    light = stage.palette.indoors if stage.setting.interior else stage.palette.out
    return shade(light(colour), gain)


_CROPS: dict[str, Callable[[Stage], None]] = {
    "keyhole": _keyhole, "binoculars": _binoculars, "scope": _scope, "screen": _screen, "split": _split,
    "mirror": _mirror, "frame": _doorway, "window": _window, "leaves": _leaves,
}  # fmt: skip
