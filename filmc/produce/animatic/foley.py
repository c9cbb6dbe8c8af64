"""Foley: what hands, feet and everyday things do."""

from __future__ import annotations

import numpy as np

from filmc.produce.animatic.stage import Stage
from filmc.produce.animatic.synth import (
    Samples,
    band_pass,
    burst,
    count,
    curve,
    fall,
    filtered,
    formants,
    gusts,
    high_pass,
    hump,
    low_pass,
    modes,
    noise,
    phase,
    saw,
    swept,
    wander,
    wave,
)


def footsteps(stage: Stage) -> None:
    """A heel, then a sole; the ground by words (snow, gravel, wood, water), the pace by walking or running."""
    period = 0.32 if stage.says("run", "跑", "hurr", "quick", "急") else 0.58
    period *= 1.5 if stage.says("slow", "慢", "creep") else 1.0
    for index, at in enumerate(stage.beats(period, 0.02, 0.03)):
        pan = 0.12 if index % 2 else -0.12
        stage.place(_heel(stage), at, stage.between(0.8, 1.0), pan)
        stage.place(_sole(stage), at + period * 0.16, stage.between(0.35, 0.5), pan)
    stage.room(0.35, 0.18)


def _heel(stage: Stage) -> Samples:
    n = count(0.16)
    low, ring = (95, 0.10) if not stage.says("wood", "木", "heels", "高跟") else (150, 0.16)
    thud = modes(n, [low, low * 2.1, low * 3.7], [0.9, 0.4, 0.2], [ring, ring * 0.7, ring * 0.4])
    click = burst(stage.rng, fall(n, 0.045, 0.001), band_pass(2200, 0.8))
    return thud + 0.35 * click + _ground(stage, n)


def _sole(stage: Stage) -> Samples:
    n = count(0.14)
    scuff = burst(stage.rng, hump(n, 0.3, 2), band_pass(1300, 0.7))
    return 0.5 * scuff + _ground(stage, n)


def _ground(stage: Stage, n: int) -> Samples:
    if stage.says("gravel", "leaves", "leaf", "砂", "落叶", "snow", "雪", "grass", "草"):
        return 0.5 * _crunch(stage, n, 3200 if stage.says("leaves", "落叶", "gravel") else 1800)
    if stage.says("water", "puddle", "wet", "水"):
        return 0.5 * swept(stage.rng, curve(n, (0, 2500), (0.14, 500)), 0.6) * hump(n, 0.2)
    return np.zeros(n, np.float32)


def _crunch(stage: Stage, n: int, centre: float) -> Samples:
    """Many tiny grains that break one after the other."""
    grains = (stage.rng.random(n) < 0.012).astype(np.float32) * stage.rng.random(n, dtype=np.float32) * 12
    return filtered(grains, band_pass(centre, 0.7)) * hump(n, 0.35, 1.5)


def snow(stage: Stage) -> None:
    """Steps in snow; as a loop the hush of falling snow."""
    if stage.ring:
        stage.bed(lambda: gusts(stage.rng, stage.n, (0.4, 0.3, 0.6), band_pass(3800, 0.5)), 0.3)
        stage.bed(lambda: gusts(stage.rng, stage.n, (0.3, 0.3, 1.0), low_pass(320)), 0.6)
        return
    for at in stage.beats(0.72, 0.03, 0.02):
        n = count(0.34)
        stage.place(_crunch(stage, n, 1700) + 0.5 * _crunch(stage, n, 700), at, stage.between(0.8, 1.1))


def door(stage: Stage) -> None:
    """The latch, the swing, the leaf into its frame; `opens` leaves the slam out, `slam` leaves the latch out."""
    latch = modes(count(0.12), [620, 1480, 2710, 3900], [0.5, 0.6, 0.4, 0.2], [0.09, 0.06, 0.05, 0.03])
    if not stage.says("slam", "摔"):
        stage.place(latch, 0.02, 0.7)
        stage.place(latch, 0.11, 0.5)
        air = swept(stage.rng, curve(count(0.5), (0, 250), (0.5, 500)), 0.6) * hump(count(0.5))
        stage.place(air, 0.12, 0.06)
    if not stage.says("open", "开"):
        thud = modes(count(0.5), [62, 98, 171, 262, 410], [1, 0.9, 0.6, 0.35, 0.2], [0.4, 0.3, 0.2, 0.12, 0.08])
        knock = burst(stage.rng, fall(count(0.5), 0.09, 0.001), low_pass(1500))
        at = 0.0 if stage.says("slam", "摔") else min(0.55, stage.seconds * 0.5)
        stage.place(thud + 0.9 * knock, at)
        stage.place(latch, at + 0.03, 0.4)
    stage.room(0.6, 0.3)


def creak(stage: Stage) -> None:
    """Stick and slip: a train of pulses whose rate wanders, heard through a wooden board."""
    n = count(max(stage.seconds * 0.85, 0.2))
    rate = wander(stage.rng, n, 3.5, 38, 170) * curve(n, (0, 0.7), (n / 96000, 1.3), (n / 48000, 0.8))
    pulses = np.diff(np.floor(phase(rate, n)), prepend=0.0).astype(np.float32)
    grip = wander(stage.rng, n, 6, 0.15, 1.0) * hump(n, 0.4, 0.6)
    board = formants((420, 12, 1.0), (860, 14, 0.9), (1530, 16, 0.7), (2650, 14, 0.4))
    stage.place(filtered(pulses * grip, board))
    stage.room(0.5, 0.25)


def knock(stage: Stage) -> None:
    """Knuckles on a door, three times; a `stamp` comes down once."""
    blows = (0.0,) if stage.says("stamp", "印章", "盖章") else (0.0, 0.21, 0.43)
    for start in stage.strokes(1.4):
        for delay in blows:
            at, n = start + delay + stage.between(0, 0.015), count(0.25)
            wood = modes(n, [142, 255, 430, 690, 1120], [0.8, 1, 0.6, 0.4, 0.2], [0.16, 0.13, 0.09, 0.06, 0.04])
            tap = burst(stage.rng, fall(n, 0.03, 0.001), band_pass(1700, 0.8))
            stage.place(wood + 0.5 * tap, at, stage.between(0.8, 1.0))
    stage.room(0.5, 0.25)


def typing(stage: Stage) -> None:
    """Keys in bursts of words, now and then the space bar."""
    for at in stage.scatter(7.5):
        big = stage.rng.random() < 0.15
        n = count(0.09)
        cap = modes(n, [1900 * stage.between(0.9, 1.2), 3700, 5200], [0.5, 0.5, 0.3], [0.03, 0.02, 0.015])
        bottom = modes(n, [210 if big else 330, 560], [0.9, 0.4], [0.06, 0.04])
        click = burst(stage.rng, fall(n, 0.025, 0.0005), band_pass(3200, 0.7))
        stage.place(cap + bottom + 0.5 * click, at, stage.between(0.5, 1.0), stage.between(-0.25, 0.25))
    stage.room(0.25, 0.15)


def writing(stage: Stage) -> None:
    """A pen: short strokes of grainy friction."""
    for at in stage.beats(0.17, 0.05):
        n = count(stage.between(0.06, 0.16))
        centre = wander(stage.rng, n, 30, 2600, 5200)
        stage.place(swept(stage.rng, centre, 0.5) * hump(n, 0.3, 0.8), at, stage.between(0.3, 1.0), 0.1)


def chalk(stage: Stage) -> None:
    """Chalk: a hard tap at the start of each stroke, then a squeaky drag."""
    for at in stage.beats(0.31, 0.06, 0.02):
        n = count(stage.between(0.12, 0.26))
        tap = modes(n, [880, 1650, 3100], [0.7, 0.5, 0.4], [0.05, 0.04, 0.03])
        drag = swept(stage.rng, wander(stage.rng, n, 18, 2200, 4600), 0.35) * hump(n, 0.4)
        stage.place(1.2 * tap + 0.5 * drag, at, stage.between(0.6, 1.0))
    stage.room(0.5, 0.2)


def paper(stage: Stage) -> None:
    """A sheet that is handled: clouds of crackles over a rustle."""
    for at in stage.beats(0.33, 0.12):
        n = count(stage.between(0.15, 0.4))
        rustle = (
            filtered(noise(stage.rng, n), high_pass(1800), low_pass(9000)) * wander(stage.rng, n, 40, 0.0, 1.0) ** 3
        )
        stage.place(
            (0.6 * rustle + 0.6 * _crunch(stage, n, 4200)) * hump(n),
            at,
            stage.between(0.4, 1.0),
            stage.between(-0.3, 0.3),
        )


def page(stage: Stage) -> None:
    """One page turned: a sweep of air that ends in a flap."""
    for at in stage.strokes(1.6):
        n = count(0.55)
        stage.place(
            swept(stage.rng, curve(n, (0, 1500), (0.4, 5200), (0.55, 2600)), 0.5) * hump(n, 0.7, 1.5), at, 0.8, -0.2
        )
        flap = burst(stage.rng, fall(count(0.12), 0.1, 0.004), band_pass(900, 0.6))
        stage.place(flap, at + 0.46, 1.0, 0.2)


def kitchen(stage: Stage) -> None:
    """Plates, cutlery and something that simmers."""
    stage.bed(lambda: gusts(stage.rng, stage.n, (2, 0.5, 1.0), band_pass(2600, 0.5)), 0.025)
    for at in stage.scatter(2.2):
        root = stage.between(1100, 2900)
        ratios = (1.0, 2.32, 4.25, 6.63) if stage.rng.random() < 0.5 else (1.0, 1.53, 2.81, 3.9)
        clink = modes(
            count(0.5),
            [root * r for r in ratios if root * r < 15000],
            [0.6, 0.5, 0.3, 0.15][: sum(root * r < 15000 for r in ratios)],
            [stage.between(0.1, 0.4)] * sum(root * r < 15000 for r in ratios),
        )
        stage.place(clink, at, stage.between(0.1, 0.8), stage.between(-0.7, 0.7))
    stage.room(0.6, 0.3)


def camera(stage: Stage) -> None:
    """Mirror, shutter, motor."""
    for at in stage.strokes(0.9):
        for delay, hz, gain in ((0.0, 1400, 1.0), (0.055, 2300, 0.8), (0.075, 900, 0.5)):
            n = count(0.06)
            click = burst(stage.rng, fall(n, 0.04, 0.0005), band_pass(hz, 0.9))
            stage.place(click + modes(n, [hz * 0.4, hz * 1.3], [0.5, 0.3], [0.05, 0.03]), at + delay, gain)
        whirr = wave(phase(curve(count(0.16), (0, 210), (0.16, 320)), count(0.16)), saw(14)) * hump(count(0.16))
        stage.place(filtered(whirr, band_pass(1800, 0.8)), at + 0.09, 0.5)


def switch(stage: Stage) -> None:
    """A light switch: two tiny snaps of plastic."""
    for at in stage.strokes(1.0):
        for delay, gain in ((0.0, 0.5), (0.028, 1.0)):
            n = count(0.05)
            snap = modes(n, [1250, 2900, 4700], [0.6, 0.7, 0.4], [0.035, 0.02, 0.015])
            stage.place(
                snap + 0.4 * filtered(noise(stage.rng, n), high_pass(2500)) * fall(n, 0.01, 0.0005), at + delay, gain
            )
    stage.room(0.25, 0.2)


def zip_fastener(stage: Stage) -> None:
    """Teeth that click ever faster as the slider runs."""
    n = min(count(0.75), stage.n)
    rate = curve(n, (0, 70), (n / 96000, 260), (n / 48000, 210))
    teeth = np.diff(np.floor(phase(rate, n)), prepend=0.0).astype(np.float32)
    body = formants((1900, 4, 0.7), (3300, 4, 1.0), (5200, 4, 0.6))
    drag = 0.02 * filtered(noise(stage.rng, n), band_pass(4200, 0.6))
    stage.place((filtered(teeth, body) + drag) * hump(n, 0.7, 0.5))


def pop(stage: Stage) -> None:
    """A cork: a short hollow tone that jumps up, with a puff."""
    for at in stage.strokes(0.8):
        n = count(0.14)
        stage.place(wave(phase(curve(n, (0, 260), (0.05, 640), (0.14, 700)), n), [1, 0.2]) * fall(n, 0.12, 0.001), at)
        stage.place(burst(stage.rng, fall(n, 0.05, 0.001), band_pass(1100, 0.6)), at, 0.5)


def tick(stage: Stage) -> None:
    """A small neutral touch: a breath of air and a soft tap, for words that no recipe knows."""
    n = min(count(0.28), stage.n)
    stage.place(swept(stage.rng, curve(n, (0, 400), (0.14, 1500), (0.28, 600)), 0.6) * hump(n, 0.4, 2), 0.0, 0.5)
    stage.place(modes(count(0.12), [320, 760], [0.8, 0.3], [0.09, 0.05]), min(0.1, stage.seconds * 0.3))


RECIPES = {
    "footsteps": (footsteps, -24.0),
    "snow": (snow, -27.0),
    "door": (door, -20.0),
    "creak": (creak, -24.0),
    "knock": (knock, -20.0),
    "typing": (typing, -27.0),
    "writing": (writing, -31.0),
    "chalk": (chalk, -26.0),
    "paper": (paper, -27.0),
    "page": (page, -26.0),
    "kitchen": (kitchen, -28.0),
    "camera": (camera, -23.0),
    "switch": (switch, -25.0),
    "zip": (zip_fastener, -26.0),
    "pop": (pop, -20.0),
    "tick": (tick, -26.0),
}
