"""What no microphone ever caught, and what moves too fast for one: magic, space, blasts and whooshes."""

from __future__ import annotations

import numpy as np

from filmc.produce.animatic.stage import Stage
from filmc.produce.animatic.struck import struck
from filmc.produce.animatic.synth import (
    band_pass,
    count,
    curve,
    fall,
    filtered,
    high_pass,
    hiss,
    hump,
    low_pass,
    noise,
    phase,
    saw,
    sine,
    swept,
    wander,
    wave,
)


def whoosh(stage: Stage) -> None:
    """Something flies by: a band of air that swells, peaks past the middle, and crosses; `wings` beat."""
    if stage.says("wing", "flap", "flutter", "翅", "扑"):
        for at in stage.beats(0.24, 0.02):
            n = count(0.2)
            flap = swept(stage.rng, curve(n, (0, 300), (0.1, 900), (0.2, 350)), 0.6)
            stage.place(flap * hump(n, 0.4, 1.5), at, stage.between(0.6, 1.0))
        return
    for at in stage.strokes(2.2):
        long = min(max(stage.seconds - at, 0.15), 1.1)
        n = count(long)
        near = hump(n, 0.6, 2)
        air = swept(stage.rng, 300 + 2600 * near, 0.6) * near
        side = np.linspace(0, 1, n, dtype=np.float32)
        stage.place(air * np.sqrt(1 - side), at, 1.0, -0.8)
        stage.place(air * np.sqrt(side), at, 1.0, 0.8)


def explosion(stage: Stage) -> None:
    """The shock, the fireball's roar, the debris that comes down; a `gun` cracks, `fireworks` burst and crackle."""
    if stage.says("gun", "shot", "rifle", "pistol", "firework", "firecracker", "枪", "烟花", "爆竹", "鞭炮"):
        _bangs(stage)
        return
    for at in stage.strokes(5.0):
        long = min(max(stage.seconds - at, 0.5), 4.5)
        n = count(long)
        boom = sine(phase(curve(n, (0, 105), (0.25, 46), (long, 30)), n)) * fall(n, long * 0.7, 0.003)
        stage.place(boom, at, 1.2)
        blast = swept(stage.rng, curve(n, (0, 2600), (0.2, 700), (long, 130)), 1.0) * fall(n, long * 0.9, 0.004)
        stage.place(np.tanh(2.0 * blast), at, 0.9)
        for _ in range(round(long * 12)):
            bit = filtered(noise(stage.rng, count(0.08)), band_pass(stage.between(500, 3500), 1)) * fall(
                count(0.08), 0.07, 0.001
            )
            stage.place(
                bit, at + 0.4 + stage.between(0, long * 0.7), stage.between(0.05, 0.35), stage.between(-0.9, 0.9)
            )
    stage.room(2.2, 0.3)


def _bangs(stage: Stage) -> None:
    many = stage.says("firework", "firecracker", "烟花", "爆竹", "鞭炮")
    for at in stage.scatter(2.5) if many else stage.strokes(3.0):
        n = count(0.6)
        crack = hiss(stage.rng, n, high_pass(250), low_pass(6000)) * fall(n, 0.18, 0.0008)
        thump = sine(phase(curve(n, (0, 190), (0.1, 70), (0.6, 50)), n)) * fall(n, 0.3, 0.001)
        pan = stage.between(-0.6, 0.6) if many else 0.0
        stage.place(np.tanh(2 * crack) + thump, at, stage.between(0.6, 1.0), pan)
        for _ in range(14 if many else 0):
            spark = hiss(stage.rng, 900, band_pass(stage.between(2500, 6000), 1)) * fall(900, 0.015, 0.0005)
            stage.place(spark, at + stage.between(0.25, 0.9), stage.between(0.05, 0.25), stage.between(-0.9, 0.9))
    stage.room(1.8, 0.45)


def magic(stage: Stage) -> None:
    """A run of small bells upward in a pentatonic scale, with dust that glitters after them."""
    scale = [
        1046.5 * 2 ** (step / 12)
        for octave in (0, 12)
        for step in (octave, octave + 2, octave + 4, octave + 7, octave + 9)
    ]
    for at in stage.strokes(2.6):
        for index, note in enumerate(scale):
            stage.place(
                struck(note, (1.0, 2.76, 5.4), 1.1, count(1.2)),
                at + index * 0.06,
                0.5 + 0.05 * index,
                -0.6 + 0.12 * index,
            )
        for _ in range(26):
            stage.place(
                struck(stage.between(3500, 9000), (1.0, 1.5), 0.25, count(0.3)),
                at + 0.3 + stage.between(0, 1.4),
                stage.between(0.05, 0.3),
                stage.between(-0.9, 0.9),
            )
    stage.room(2.2, 0.5)


def spaceship(stage: Stage) -> None:
    """A drive: beating low tones, a slow phaser over them, far air; once, it also rises away."""
    n, ring = stage.n, stage.ring
    rise = np.ones(n, np.float32) if ring else np.linspace(0.8, 1.7, n, dtype=np.float32) ** 1.5
    swell = wander(stage.rng, n, 0.4, 0.5, 1.0)
    for hz, pan in ((41.0, -0.6), (41.6, 0.6), (61.5, 0.0), (82.7, 0.3)):
        stage.place(
            filtered(wave(phase(hz * rise, n, ring=ring), saw(24, 0.9)), low_pass(420), ring=ring) * swell, 0, 0.6, pan
        )
    stage.place(swept(stage.rng, 500 * rise * wander(stage.rng, n, 0.6, 0.7, 2.2), 0.4), 0, 0.12)
    stage.bed(lambda: hiss(stage.rng, n, band_pass(2800, 0.5)) * swell, 0.03)
    stage.room(1.8, 0.3)


def laser(stage: Stage) -> None:
    """A shot of light: a tone that falls four octaves in a fifth of a second."""
    for index, at in enumerate(stage.beats(0.45, 0.06, 0.01)):
        n = count(0.3)
        pitch = 180 + 3400 * np.exp(-np.arange(n) / 48000 * 14).astype(np.float32)
        zap = wave(phase(pitch, n), [1, 0.3, 0.4, 0.1]) * fall(n, 0.3, 0.001)
        stage.place(
            zap + 0.2 * filtered(noise(stage.rng, n), high_pass(3000)) * fall(n, 0.05, 0.001),
            at,
            1.0,
            0.5 * (-1) ** index,
        )
    stage.room(1.0, 0.25)


RECIPES = {
    "whoosh": (whoosh, -21.0),
    "explosion": (explosion, -16.0),
    "magic": (magic, -24.0),
    "spaceship": (spaceship, -25.0),
    "laser": (laser, -22.0),
}
