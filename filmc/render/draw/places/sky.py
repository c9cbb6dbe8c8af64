"""The sky: gradient, sun or moon, stars, clouds. The first layer of every place that is out of doors."""

from __future__ import annotations

import math

import cv2
import numpy as np

from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Motion
from filmc.render.draw.paint import Linear, Stop, halo, mix, shade
from filmc.render.draw.places.stage import Stage, cloudy

FAR = 40.0
"""Depth of the sky."""


def paint_sky(stage: Stage, clouds: float = 0.5) -> None:
    """Put the sky and its clouds on the stage; `clouds` 0..1 is how covered it is on a fair day."""
    sheet = stage.sheet(FAR, 0.5)
    sheet.flood(sky_gradient(stage))
    if stage.setting.hour == "night" and stage.setting.weather in {"", "wind"}:
        _stars(stage, sheet)
    if stage.setting.weather in {"", "wind"}:
        _sun(stage, sheet)
    stage.put(sheet, "sky", FAR)
    cover = {"": clouds, "wind": clouds + 0.15, "fog": 0.0, "snow": 0.7, "rain": 0.85, "cloud": 0.85, "storm": 1.0}
    if stage.has("rainbow"):
        _rainbow(stage)
    if cover[stage.setting.weather]:
        _clouds(stage, cover[stage.setting.weather])


def sky_gradient(stage: Stage) -> Linear:
    """Return the sky's colours from the zenith down to the horizon, and the hazy land below it."""
    palette, view = stage.palette, stage.view
    top, bottom = view.horizon - 1.05, view.horizon + 0.5
    at = 1.05 / (bottom - top)
    stops: tuple[Stop, ...] = (
        (0.0, palette.zenith, 1.0),
        (at * 0.55, palette.sky, 1.0),
        (at * 0.88, mix(palette.sky, palette.horizon, 0.75), 1.0),
        (at, palette.horizon, 1.0),
        (min(at + 0.02, 1.0), palette.haze, 1.0),
        (1.0, mix(palette.haze, palette.out((90, 96, 90)), 0.6), 1.0),
    )
    return Linear((0.0, top), (0.0, bottom), stops)


def sun_at(stage: Stage) -> tuple[float, float]:
    """Return where the sun or moon stands; low at dawn and dusk, high by day and night."""
    dice = stage.dice("sun")
    side = 0.26 if dice.random() < 0.5 else 0.74
    height = {"day": 0.55, "dawn": 0.13, "dusk": 0.07, "night": 0.36}[stage.setting.hour] + 0.06 * dice.random()
    return stage.view.aspect * (side + 0.08 * dice.random()), stage.view.horizon - height


def _sun(stage: Stage, sheet: Canvas) -> None:
    x, y = sun_at(stage)
    sun, hour = stage.palette.sun, stage.setting.hour
    if hour == "night":
        sheet.ellipse((x, y), (0.5, 0.5), halo(x, y, 0.5, shade(sun, 0.75), 0.28))
        size = 0.06 if stage.has("moon") else 0.038
        sheet.ellipse((x, y), (size, size), mix(sun, (250, 246, 226), 0.6))
        for dx, dy, r in ((-0.3, -0.2, 0.22), (0.25, 0.3, 0.16), (0.2, -0.4, 0.12)):
            sheet.ellipse((x + dx * size, y + dy * size), (r * size, r * size), shade(sun, 0.82), 0.6)
        return
    warm = 0.85 if hour != "day" else 0.55
    sheet.ellipse((x, y), (0.9, 0.62), halo(x, y, 0.9, sun, 0.75 * warm))
    sheet.ellipse((x, y), (0.3, 0.3), halo(x, y, 0.3, sun, warm))
    size = 0.05 if hour != "day" else 0.036
    sheet.ellipse((x, y), (size, size), mix(sun, (255, 255, 255), 0.5), 0.95)


def _stars(stage: Stage, sheet: Canvas) -> None:
    dice = stage.dice("stars")
    count = 420 if stage.has("stars") else 200
    left, top, right, _ = stage.view.sight
    for x, y, size, light in dice.random((count, 4)).tolist():
        px, py = left + x * (right - left), top + y * y * (stage.view.horizon - 0.08 - top)
        radius = 0.0009 + 0.0017 * size**6
        sheet.ellipse((px, py), (radius, radius), mix((190, 205, 255), (255, 244, 220), light), 0.25 + 0.7 * light)


def _rainbow(stage: Stage) -> None:
    sheet = stage.sheet(FAR, 0.5)
    x, y = stage.view.aspect * 0.5, stage.view.horizon + 0.25
    bands = ((226, 84, 84), (240, 160, 80), (246, 226, 110), (110, 200, 120), (90, 150, 230), (150, 110, 210))
    for i, colour in enumerate(bands):
        radius = 0.78 - 0.018 * i
        arc = [
            (x + radius * math.cos(math.radians(a)), y - radius * math.sin(math.radians(a))) for a in range(0, 181, 4)
        ]
        sheet.stroke(arc, 0.02, colour, 0.35)
    sheet.soften(0.008)
    stage.put(sheet, "rainbow", FAR - 2)


def _clouds(stage: Stage, cover: float) -> None:
    """Clouds from soft noise, flatter towards the horizon; lit from above, shaded below; they drift a little."""
    sheet = stage.sheet(FAR, 0.34)
    height, width = sheet.pixels.shape[:2]
    rows = (np.arange(height) + 0.5) / sheet.scale + sheet.top
    above = np.maximum((stage.view.horizon - rows) / 0.9, 0.0).astype(np.float32)
    dice = stage.dice("clouds")
    tall = cloudy(dice, 150, max(round(150 * width / height * 0.55), 20), 4, 5)
    high = np.minimum(above, 1.0)
    depth_rows = (1 - high) ** 1.6 - 0.35 * (above - high)  # clouds crowd together towards the horizon
    map_y = np.repeat((149 * (0.25 + 0.75 * depth_rows))[:, None], width, 1).astype(np.float32)
    squeeze = 0.6 + 0.4 * above[:, None]
    middle = tall.shape[1] / 2
    map_x = (middle + (np.arange(width)[None, :] / width - 0.5) * squeeze * tall.shape[1] * 0.98).astype(np.float32)
    noise = cv2.remap(tall, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    threshold = 0.74 - 0.5 * cover
    alpha = np.clip((noise - threshold) / 0.2, 0, 1)
    alpha = alpha * alpha * (3 - 2 * alpha) * np.clip(above[:, None] * 9, 0, 1) * (0.72 + 0.25 * cover)
    lower = np.roll(noise, max(height // 60, 1), 0)
    lit = np.clip(0.62 + (noise - lower) * 5 - (noise - threshold) * 0.55, 0, 1)[:, :, None]
    bright = np.array(stage.palette.cloud, np.float32)
    dark = np.array(stage.palette.cloud_shade, np.float32)
    colour = dark + (bright - dark) * lit
    sheet.pixels[:, :, :3] = (colour * alpha[:, :, None]).astype(np.uint8)
    sheet.pixels[:, :, 3] = np.ceil(alpha * 255).astype(np.uint8)
    stage.put(sheet, "clouds", FAR, Motion(travel=(0.012, 0.0)))
