"""Space, its stars and planets; and the void."""

from __future__ import annotations

import math

import cv2
import numpy as np

from filmc.lower.panel import Colour
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.outline import ellipse
from filmc.render.draw.paint import Linear, Radial, halo, mix, vertical
from filmc.render.draw.places.stage import Stage, cloudy


def space(stage: Stage) -> None:
    """Stars, a nebula, a planet with its lit side and atmosphere; rocks drifting near by."""
    stars(stage)
    planet(stage)
    for i, (depth, count, size) in enumerate(((6.0, 14, 0.014), (2.4, 7, 0.035))):
        sheet = stage.sheet(depth)
        dice = stage.dice(f"asteroids {i}")
        for u, v, w in dice.random((count, 3)).tolist():
            x, y = sheet.left + u * (sheet.right - sheet.left), sheet.top + v * (sheet.bottom - sheet.top)
            r = size * (0.4 + w)
            radii = r * (0.75 + 0.4 * dice.random(9))
            shape = [
                (x + q * math.cos(a), y + q * 0.8 * math.sin(a))
                for a, q in zip(np.linspace(0, 5.6, 9).tolist(), radii.tolist(), strict=True)
            ]
            sheet.blob(
                shape,
                Linear(
                    (x - r, y - r),
                    (x + r, y + r),
                    ((0.0, (150, 142, 140), 1.0), (0.5, (86, 80, 86), 1.0), (1.0, (22, 22, 32), 1.0)),
                ),
            )
        stage.put(sheet, f"asteroids {i}", depth, Motion(travel=(0.03 * (i + 1), -0.006)))


def stars(stage: Stage) -> None:
    """Put a field of stars with a nebula on the stage; it covers everything."""
    sheet = stage.sheet(40, 0.6)
    sheet.flood(vertical(0, 1, (6, 8, 24), (14, 14, 40), (8, 8, 26)))
    height, width = sheet.pixels.shape[:2]
    clouds = cloudy(stage.dice("nebula"), 80, round(80 * width / height), 3, 5)
    band = cloudy(stage.dice("nebula two"), 80, clouds.shape[1], 3, 4)
    rose = np.clip(clouds - 0.45, 0, 1)[:, :, None] * np.array([190, 70, 150], np.float32)
    teal = np.clip(band - 0.5, 0, 1)[:, :, None] * np.array([50, 130, 210], np.float32)
    glow = cv2.resize(np.clip(rose + teal, 0, 120).astype(np.uint8), (width, height), interpolation=cv2.INTER_CUBIC)
    sheet.pixels[:, :, :3] = cv2.add(sheet.pixels[:, :, :3].copy(), glow)
    dice = stage.dice("space stars")
    for u, v, w, k in dice.random((520, 4)).tolist():
        x, y, r = (
            sheet.left + u * (sheet.right - sheet.left),
            sheet.top + v * (sheet.bottom - sheet.top),
            0.0008 + 0.002 * w**8,
        )
        if w > 0.97:
            sheet.ellipse((x, y), (0.014, 0.014), halo(x, y, 0.014, (200, 220, 255), 0.8))
        sheet.ellipse((x, y), (r, r), mix((180, 205, 255), (255, 236, 206), k), 0.3 + 0.7 * w)
    stage.put(sheet, "stars", 40)


def planet(stage: Stage) -> None:
    """Put a planet with its atmosphere on the stage: blue with land and clouds, or banded, perhaps ringed."""
    dice = stage.dice("planet")
    earth = stage.has("earth") or dice.random() < 0.4
    sheet = stage.sheet(20)
    x, y, r = stage.view.aspect * (0.68 + 0.16 * dice.random()), 0.34 + 0.12 * dice.random(), 0.2 + 0.08 * dice.random()
    air = (110, 180, 255) if earth else (240, 180, 130)
    sheet.ellipse(
        (x, y),
        (r * 1.22, r * 1.22),
        Radial(
            (x - r * 0.1, y - r * 0.1),
            r * 1.2,
            r * 1.2,
            ((0.0, air, 0.0), (0.78, air, 0.0), (0.84, air, 0.5), (1.0, air, 0.0)),
        ),
    )
    body: tuple[Colour, Colour] = ((58, 120, 190), (20, 56, 120)) if earth else ((214, 160, 110), (150, 92, 76))
    sheet.ellipse((x, y), (r, r), vertical(y - r, y + r, *body))
    for u, v, w, k in dice.random((13, 4)).tolist():
        bx, by = x + (u - 0.5) * 1.7 * r, y + (v - 0.5) * 1.7 * r
        room = math.sqrt(max(r * r - (by - y) ** 2, 0)) - abs(bx - x)
        if room < r * 0.12:
            continue
        wide = min(room * 0.9, r * (0.2 + 0.3 * w))
        tone = ((96, 150, 96), (236, 244, 250))[int(k * 2)] if earth else mix((240, 206, 150), (130, 76, 66), k)
        sheet.blob(
            [
                (bx - wide, by),
                (bx - wide * 0.2, by - r * (0.1 if earth else 0.03)),
                (bx + wide, by + r * 0.02),
                (bx + wide * 0.1, by + r * (0.09 if earth else 0.03)),
            ],
            tone,
            0.7,
        )
    sheet.ellipse(
        (x, y),
        (r * 1.004, r * 1.004),
        Radial(
            (x - r * 0.45, y - r * 0.45),
            r * 1.7,
            r * 1.7,
            ((0.0, (255, 255, 255), 0.16), (0.4, (10, 10, 30), 0.0), (0.75, (4, 4, 18), 0.75), (1.0, (2, 2, 12), 0.94)),
        ),
    )
    if not earth and dice.random() < 0.7:
        _ring(stage, sheet, (x, y), r)
    stage.put(sheet, "planet", 20)


def _ring(stage: Stage, sheet: Canvas, centre: tuple[float, float], r: float) -> None:
    """Lay a ring around a planet of radius `r`: its near half on `sheet`, its far half behind."""
    ring = ellipse(centre, (r * 1.9, r * 0.36), -14, sheet.scale)
    inner = ellipse(centre, (r * 1.4, r * 0.25), -14, sheet.scale)
    half = len(ring) // 2
    front_out, front_in = ring[: half + 1], inner[: len(inner) // 2 + 1]
    sheet.polygon(np.concatenate([front_out, front_in[::-1]]), (232, 206, 170), 0.7)
    back_out, back_in = ring[half:], inner[len(inner) // 2 :]
    rear = stage.sheet(21)
    rear.polygon(np.concatenate([back_out, back_in[::-1]]), (190, 160, 130), 0.6)
    stage.put(rear, "ring", 21)


def void(stage: Stage) -> None:
    """Nothing but light: a pool of it in the dark, or a white space."""
    white = stage.has("white")
    sheet = stage.sheet(40, 0.5)
    x, y = stage.view.aspect / 2, 0.46
    dark: Colour = (196, 200, 208) if white else (7, 7, 13)
    light: Colour = (250, 250, 252) if white else (58, 60, 82)
    sheet.flood(Radial((x, y), 1.15, 0.85, ((0.0, light, 1.0), (0.5, mix(light, dark, 0.6), 1.0), (1.0, dark, 1.0))))
    stage.put(sheet, "void", 40)
    floor = stage.sheet(2, 0.5)
    fy = stage.view.at(0, 0, stage.view.distance)[1]
    glow: Colour = (255, 255, 255) if white else (110, 116, 150)
    floor.ellipse((x, fy), (0.75, 0.13), Radial((x, fy), 0.75, 0.13, ((0.0, glow, 0.5), (1.0, glow, 0.0))))
    stage.put(floor, "pool of light", 2)
