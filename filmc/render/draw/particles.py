"""What fills the air: rain, snow, petals, envelopes, fireflies, smoke, flames; each near and far, moving by itself."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from filmc.base.record import record
from filmc.lower.panel import Colour, Particles
from filmc.render.draw.canvas import Canvas
from filmc.render.draw.layer import Layer, Motion
from filmc.render.draw.outline import ellipse
from filmc.render.draw.paint import halo, mix, shade, vertical
from filmc.render.draw.places.stage import Stage, cloudy

FAR, NEAR = 1.5, 0.6
"""Depths of the two sheets of particles: one behind the figures, one before them."""
Spot = tuple[float, float]
Draw = Callable[[Canvas, np.random.Generator, Spot, float], None]


@record
class Swarm:
    """How a kind of particle fills the air: how many a frame, how large, how it goes (frame heights a second)."""

    draw: Draw
    count: int
    size: float
    scroll: Spot
    pulse: float = 0.0
    soften: float = 0.0


def paint_particles(stage: Stage) -> None:
    """Put the panel's particles and weather on the stage, in two depths."""
    kinds = dict.fromkeys((*stage.setting.particles, *_weather(stage)))
    for kind in kinds:
        if kind in {"fire", "splash"}:
            _from_below(stage, kind)
        elif not (stage.setting.interior and kind in {"rain", "snow"}):
            _swarm(stage, kind, FAR, 1.0)
            _swarm(stage, kind, NEAR, 2.1)
    if stage.setting.weather == "fog" and not stage.setting.interior:
        _fog(stage)


def _weather(stage: Stage) -> tuple[Particles, ...]:
    found: dict[str, tuple[Particles, ...]] = {"rain": ("rain",), "storm": ("rain",), "snow": ("snow",)}
    return found.get(stage.setting.weather, ())


def _swarm(stage: Stage, kind: Particles, depth: float, larger: float) -> None:
    """Scatter one sheet of particles as a seamless tile: what crosses an edge comes back at the other."""
    swarm = SWARMS[kind]
    sheet = stage.sheet(1.0, 0.8 if depth > 1 else 0.6)
    dice = stage.dice(f"{kind} {depth}")
    wide, tall = sheet.right - sheet.left, sheet.bottom - sheet.top
    count = round(swarm.count * wide * tall / (1.78 * larger**1.5))
    for u, v, w in dice.random((count, 3)).tolist():
        size = swarm.size * larger * (0.6 + 0.8 * w)
        state = int(dice.integers(1 << 30))
        for x, y in _wrapped((sheet.left + u * wide, sheet.top + v * tall), (wide, tall), sheet, size * 6):
            swarm.draw(sheet, np.random.default_rng(state), (x, y), size)
    sheet.soften(swarm.soften * larger + (0.0016 if depth < 1 else 0.0))
    speed = 1.7 if depth < 1 else 1.0
    motion = Motion(
        scroll=(swarm.scroll[0] * speed, swarm.scroll[1] * speed),
        pulse=swarm.pulse,
        period=2.6 if depth > 1 else 3.7,
        phase=0.0 if depth > 1 else 0.4,
    )
    layer: Layer = sheet.uncut(f"{kind} {'far' if depth > 1 else 'near'}", depth, motion)
    (stage.back if depth > 1 else stage.front).append(layer)


def _wrapped(spot: Spot, tile: Spot, sheet: Canvas, reach: float) -> list[Spot]:
    """Return `spot` and its images beyond the tile's edges that reach back into it."""
    xs = [spot[0] + k * tile[0] for k in (-1, 0, 1)]
    ys = [spot[1] + k * tile[1] for k in (-1, 0, 1)]
    return [
        (x, y)
        for x in xs
        if sheet.left - reach < x < sheet.right + reach
        for y in ys
        if sheet.top - reach < y < sheet.bottom + reach
    ]


def _rain(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    """A streak as thin as a pixel allows, that fades in towards its lower end: rain is speed, not sticks."""
    x, y = at
    long = size * (1.0 + dice.random())
    wide = max(size * 0.014, 0.6 / sheet.scale)
    foot = x - long * 0.12
    sheet.polygon([(x, y), (foot + wide, y + long), (foot, y + long)], (206, 222, 238), 0.24)


def _snow(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    sheet.ellipse(at, (size, size), (250, 252, 255), 0.65 + 0.3 * dice.random())


def _petal(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    tone = mix((250, 190, 208), (255, 232, 238), float(dice.random()))
    angle, flat = 180 * dice.random(), 0.3 + 0.5 * dice.random()
    sheet.ellipse(at, (size, size * flat), tone, 0.95, angle)
    sheet.ellipse((at[0] + size * 0.15, at[1]), (size * 0.5, size * flat * 0.4), shade(tone, 0.9), 0.6, angle)


def _leaf(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    tones: tuple[Colour, ...] = ((214, 120, 44), (190, 76, 44), (228, 172, 66), (150, 110, 52))
    tone = tones[int(dice.integers(4))]
    angle = 2 * math.pi * dice.random()
    shape = [(0.0, -1.0), (0.42, -0.3), (0.34, 0.4), (0.0, 1.0), (-0.34, 0.4), (-0.42, -0.3)]
    points = _turned(shape, at, size, angle, 0.5 + 0.5 * float(dice.random()))
    sheet.blob(points, tone)
    sheet.stroke(_turned([(0.0, -0.9), (0.0, 1.25)], at, size, angle, 1.0), size * 0.09, shade(tone, 0.65))


def _envelope(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    tones: tuple[Colour, ...] = ((252, 246, 232), (246, 214, 206), (206, 226, 240), (248, 230, 176), (214, 232, 206))
    paper = tones[int(dice.integers(len(tones)))]
    angle, flat = (dice.random() - 0.5) * 2.2, 0.55 + 0.45 * float(dice.random())

    def place(points: list[Spot]) -> list[Spot]:
        return _turned(points, at, size, angle, flat)

    body: list[Spot] = [(-1.45, -1.0), (1.45, -1.0), (1.45, 1.0), (-1.45, 1.0)]
    sheet.polygon([(x + size * 0.1, y + size * 0.14) for x, y in place(body)], (20, 20, 40), 0.18)
    sheet.polygon(place(body), paper)
    sheet.polygon(place([(-1.45, 1.0), (0.0, -0.05), (1.45, 1.0)]), shade(paper, 0.93))
    sheet.polygon(place([(-1.45, -1.0), (0.0, 0.28), (1.45, -1.0)]), shade(paper, 0.84))
    sheet.polygon(place([(-1.38, -1.0), (0.0, 0.18), (1.38, -1.0)]), shade(paper, 0.97))
    if dice.random() < 0.6:
        seal = _turned([(0.0, 0.16)], at, size, angle, flat)[0]
        sheet.ellipse(seal, (size * 0.2, size * 0.2 * flat), (196, 62, 56))


def _paper(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    angle, flat = 3.14 * float(dice.random()), 0.4 + 0.6 * float(dice.random())
    sheet.polygon(_turned([(-0.8, -1.1), (0.8, -1.1), (0.9, 1.1), (-0.7, 1.1)], at, size, angle, flat), (248, 246, 238))
    for k in range(4):
        y = -0.7 + 0.4 * k
        sheet.polygon(
            _turned([(-0.55, y), (0.5, y), (0.5, y + 0.1), (-0.55, y + 0.1)], at, size, angle, flat),
            (150, 154, 166),
            0.7,
        )


def _confetti(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    tones: tuple[Colour, ...] = ((240, 84, 96), (250, 190, 60), (80, 180, 240), (130, 210, 120), (180, 120, 230))
    flat = 0.25 + 0.75 * float(dice.random())
    sheet.polygon(
        _turned([(-1, -0.5), (1, -0.5), (1, 0.5), (-1, 0.5)], at, size, 3.14 * float(dice.random()), flat),
        tones[int(dice.integers(5))],
    )


def _firefly(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    glow = mix((226, 255, 130), (255, 226, 120), float(dice.random()))
    sheet.ellipse(at, (size * 5, size * 5), halo(at[0], at[1], size * 5, glow, 0.7))
    sheet.ellipse(at, (size * 0.7, size * 0.7), (255, 255, 220))


def _spark(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    lean = (dice.random() - 0.5) * 2 * size
    sheet.stroke(
        [at, (at[0] + lean, at[1] + size * 2.4)],
        size * 0.4,
        mix((255, 240, 180), (255, 150, 50), float(dice.random())),
        end=size * 0.05,
    )


def _ember(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    tone = mix((255, 196, 90), (255, 96, 40), float(dice.random()))
    sheet.ellipse(at, (size * 3, size * 3), halo(at[0], at[1], size * 3, tone, 0.5))
    sheet.ellipse(at, (size * 0.7, size * 0.5), shade(tone, 1.3))


def _smoke(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    grey = mix((214, 216, 224), (150, 154, 166), float(dice.random()))
    for a, b in dice.random((4, 2)).tolist():
        x, y, r = at[0] + (a - 0.5) * size * 1.6, at[1] + (b - 0.5) * size, size * (0.7 + 0.5 * b)
        sheet.ellipse((x, y), (r * 1.3, r), halo(x, y, r * 1.15, grey, 0.26))


def _bubble(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    x, y = at
    size *= 0.5 + dice.random()
    sheet.ellipse(at, (size, size), (220, 244, 255), 0.16)
    sheet.polygons(
        [ellipse(at, (size, size), 0, sheet.scale), ellipse(at, (size * 0.87, size * 0.87), 0, sheet.scale)],
        (226, 248, 255),
        0.7,
    )
    sheet.ellipse((x - size * 0.35, y - size * 0.4), (size * 0.24, size * 0.16), (255, 255, 255), 0.9, -30)


def _dust(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    sheet.ellipse(at, (size, size), (255, 240, 208), 0.25 + 0.45 * dice.random())


def _meteor(sheet: Canvas, dice: np.random.Generator, at: Spot, size: float) -> None:
    long = size * (14 + 10 * dice.random())
    sheet.stroke([at, (at[0] + long, at[1] - long * 0.5)], size * 0.9, (240, 246, 255), 0.8, end=size * 0.03)
    sheet.ellipse(at, (size * 3, size * 3), halo(at[0], at[1], size * 3, (220, 234, 255), 0.8))


def _turned(points: list[Spot], at: Spot, size: float, angle: float, flat: float) -> list[Spot]:
    c, s = math.cos(angle), math.sin(angle)
    return [(at[0] + size * (x * c - y * flat * s), at[1] + size * (x * s + y * flat * c)) for x, y in points]


SWARMS: dict[str, Swarm] = {
    "rain": Swarm(_rain, 300, 0.05, (-0.36, 3.0)),
    "snow": Swarm(_snow, 260, 0.0026, (-0.03, 0.11)),
    "petals": Swarm(_petal, 90, 0.0085, (-0.07, 0.085)),
    "leaves": Swarm(_leaf, 42, 0.012, (-0.06, 0.1)),
    "envelopes": Swarm(_envelope, 34, 0.022, (-0.02, 0.055)),
    "fireflies": Swarm(_firefly, 46, 0.0042, (0.012, -0.01), 0.75),
    "sparks": Swarm(_spark, 60, 0.006, (0.03, -0.4), 0.3),
    "smoke": Swarm(_smoke, 10, 0.11, (0.02, -0.05), 0.15, 0.012),
    "bubbles": Swarm(_bubble, 60, 0.01, (0.008, -0.1)),
    "dust": Swarm(_dust, 150, 0.0017, (0.012, 0.006), 0.25),
    "embers": Swarm(_ember, 70, 0.0035, (0.03, -0.12), 0.4),
    "stars": Swarm(_meteor, 5, 0.0035, (-0.5, 0.25), 0.6),
    "paper": Swarm(_paper, 32, 0.02, (-0.03, 0.07)),
    "confetti": Swarm(_confetti, 120, 0.0075, (-0.01, 0.14)),
}


def _from_below(stage: Stage, kind: Particles) -> None:
    for depth, strength in ((FAR, 0.75), (NEAR, 1.0)):
        sheet = stage.sheet(1.0, 0.7)
        dice = stage.dice(f"{kind} {depth}")
        (_flames if kind == "fire" else _spray)(sheet, dice, strength * (0.34 if depth > 1 else 0.2))
        motion = Motion(pulse=0.22, hop=0.012, sway=0.5, period=0.9 if kind == "fire" else 1.7, phase=depth)
        (stage.back if depth > 1 else stage.front).append(
            sheet.to_layer(f"{kind} {'far' if depth > 1 else 'near'}", depth, motion)
        )
    if kind == "fire":
        _swarm(stage, "embers", NEAR, 1.6)


def _flames(sheet: Canvas, dice: np.random.Generator, rise: float) -> None:
    base = 1.04
    sheet.polygon(
        [
            (sheet.left, base - rise * 1.5),
            (sheet.right, base - rise * 1.5),
            (sheet.right, sheet.bottom),
            (sheet.left, sheet.bottom),
        ],
        vertical(base - rise * 1.5, base, (255, 120, 40), (255, 120, 40)),
        0.12,
    )
    for tone, share, high in (
        ((216, 52, 24), 1.0, 1.0),
        ((255, 122, 36), 0.75, 0.78),
        ((255, 190, 70), 0.5, 0.55),
        ((255, 240, 170), 0.3, 0.34),
    ):
        x = sheet.left
        while x < sheet.right:
            tall = rise * high * (0.45 + 0.75 * dice.random())
            wide = rise * 0.22 * (0.7 + 0.6 * dice.random()) * (0.5 + share * 0.5)
            lean = (dice.random() - 0.5) * wide * 1.6
            sheet.blob(
                [
                    (x - wide, base + 0.2),
                    (x - wide * 0.8, base - tall * 0.3),
                    (x - wide * 0.3 + lean * 0.4, base - tall * 0.6),
                    (x + lean, base - tall),
                    (x + wide * 0.35 + lean * 0.3, base - tall * 0.55),
                    (x + wide * 0.85, base - tall * 0.22),
                    (x + wide, base + 0.2),
                ],
                tone,
                0.85,
            )
            x += wide * (1.1 + 1.2 * (1 - share))
    sheet.soften(0.005)


def _spray(sheet: Canvas, dice: np.random.Generator, rise: float) -> None:
    for u, v, w, k in dice.random((260, 4)).tolist():
        x = sheet.left + u * (sheet.right - sheet.left)
        y = 1.02 - rise * 1.6 * v**2.2 * (0.5 + 0.5 * math.sin(u * 17) ** 2)
        r = 0.002 + 0.012 * w**4
        sheet.ellipse((x, y), (r, r * (1 + 0.6 * k)), (236, 248, 252), 0.75)
    for u, v in dice.random((46, 2)).tolist():
        x, r = sheet.left + u * (sheet.right - sheet.left), rise * (0.16 + 0.24 * v)
        sheet.ellipse((x, 1.03), (r * 1.4, r), halo(x, 1.03, r * 1.3, (244, 250, 253), 0.7))


def _fog(stage: Stage) -> None:
    """Two banks of mist that drift past each other."""
    for depth, strength, way in ((2.0, 0.62, 1), (0.8, 0.34, -1)):
        sheet = stage.sheet(1.0, 0.25)
        height, width = sheet.pixels.shape[:2]
        noise = cloudy(stage.dice(f"fog {depth}"), height, width, 3, 4)
        rows = (np.arange(height) / sheet.scale + sheet.top - stage.view.horizon)[:, None]
        band = np.exp(-((rows / 0.34) ** 2)).astype(np.float32)
        alpha = np.clip(strength * band * (0.35 + noise), 0, 0.9)
        colour = np.array(mix(stage.palette.haze, (255, 255, 255), 0.12), np.float32)
        sheet.pixels[:, :, :3] = (alpha[:, :, None] * colour).astype(np.uint8)
        sheet.pixels[:, :, 3] = np.ceil(alpha * 255).astype(np.uint8)
        layer = sheet.to_layer(f"fog {depth}", depth, Motion(travel=(0.03 * way, 0.0)))
        (stage.back if depth >= 1 else stage.front).append(layer)
