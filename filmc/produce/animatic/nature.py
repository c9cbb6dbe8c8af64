"""Nature: air, water, fire and small wild life. All layers close on a ring, for ambiences that go on and on."""

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
    gusts,
    high_pass,
    hiss,
    hump,
    low_pass,
    noise,
    phase,
    sine,
    swept,
    wander,
)


def wind(stage: Stage) -> None:
    """Gusts that whistle higher as they blow harder, over a low roar; a rainstorm brings its rain."""
    if stage.says("rain", "thunderstorm", "雨"):
        rain(stage)
    for pan, per_second in ((-0.5, 0.45), (0.5, 0.37)):
        gust = wander(stage.rng, stage.n, per_second, 0.12, 1.0)
        howl = swept(stage.rng, 260 + 620 * gust, 0.45) * gust**1.5
        stage.place(howl, 0, 0.5, pan)
    stage.bed(lambda: gusts(stage.rng, stage.n, (0.5, 0.3, 1.0), low_pass(260)), 0.5)


def rain(stage: Stage) -> None:
    """A fine hiss, a patter of middle drops, and near drops one by one."""
    heavy = 2.0 if stage.says("heavy", "storm", "downpour", "暴", "大雨") else 1.0
    stage.bed(
        lambda: gusts(stage.rng, stage.n, (0.6, 0.75, 1.0), high_pass(1200), low_pass(9000)),
        0.45,
    )
    stage.bed(lambda: _patter(stage, 160 * heavy), 0.9)
    for at in stage.scatter(14 * heavy):
        stage.place(_drop(stage, 1400, 4200), at, stage.between(0.1, 0.9), stage.between(-0.9, 0.9))


def _patter(stage: Stage, per_second: float) -> Samples:
    hits = (stage.rng.random(stage.n) < per_second / 48000).astype(np.float32)
    hits *= stage.rng.random(stage.n, dtype=np.float32) ** 2 * 6
    return filtered(hits, band_pass(2800, 0.9), ring=True)


def _drop(stage: Stage, low: float, high: float) -> Samples:
    n = count(0.04)
    hz = stage.between(low, high)
    return sine(phase(curve(n, (0, hz), (0.04, hz * 1.25)), n)) * fall(n, 0.035, 0.001)


def thunder(stage: Stage) -> None:
    """A crack, then rolling booms from ever farther parts of the flash."""
    for at in stage.strokes(9.0):
        long = max(min(stage.seconds - at, 6.0), 0.4)
        n = count(long)
        crack = burst(stage.rng, fall(count(0.7), 0.5, 0.003), high_pass(300), low_pass(5000))
        stage.place(crack * wander(stage.rng, count(0.7), 45, 0.2, 1.0), at, 0.5)
        for pan in (-0.4, 0.4):
            roll = filtered(noise(stage.rng, n), low_pass(130), high_pass(28))
            rolls = wander(stage.rng, n, 2.5, 0.05, 1.0) ** 2 * curve(n, (0, 0.3), (0.25, 1.0), (long, 0.04))
            stage.place(roll * rolls, at, 9.0, pan)
    stage.room(2.5, 0.35)


def sea(stage: Stage) -> None:
    """Waves: each rises dark, breaks bright and runs back as foam."""
    stage.bed(lambda: gusts(stage.rng, stage.n, (0.25, 0.4, 1.0), low_pass(420)), 0.35)
    for index, at in enumerate(stage.beats(5.2, 0.4) if stage.seconds > 5.2 else (0.0,)):
        long = 6.5 if stage.ring else min(stage.seconds, 6.5)
        n = count(long)
        centre = curve(n, (0, 240), (0.34 * long, 700), (0.46 * long, 2600), (long, 4200))
        swell = curve(n, (0, 0), (0.35 * long, 0.5), (0.45 * long, 1.0), (0.65 * long, 0.35), (long, 0))
        stage.place(swept(stage.rng, centre, 0.9) * swell, at, stage.between(0.7, 1.0), -0.35 if index % 2 else 0.35)


def river(stage: Stage) -> None:
    """Running water: a soft hiss and a great many little bubbles."""
    stage.bed(lambda: gusts(stage.rng, stage.n, (3, 0.7, 1.0), band_pass(900, 0.4)), 0.12)
    for at in stage.scatter(55):
        stage.place(_bubble(stage, 450, 1900), at, stage.between(0.05, 0.6), stage.between(-0.8, 0.8))


def _bubble(stage: Stage, low: float, high: float) -> Samples:
    """An air bubble sings at its own pitch and rises a little as it nears the surface (van den Doel)."""
    hz = low * (high / low) ** stage.between(0, 1)
    long = stage.between(0.02, 0.03) + 14.0 / hz
    n = count(long)
    return sine(phase(curve(n, (0, hz), (long, hz * stage.between(1.1, 1.6))), n)) * fall(n, long * 1.1, 0.003)


def bubbles(stage: Stage) -> None:
    """Bubbles under water, in clusters."""
    stage.bed(lambda: hiss(stage.rng, stage.n, low_pass(300)), 0.05)
    for at in stage.scatter(16):
        for delay in range(int(stage.rng.integers(1, 4))):
            stage.place(_bubble(stage, 220, 900), at + delay * 0.06, stage.between(0.3, 1.0), stage.between(-0.5, 0.5))


def splash(stage: Stage) -> None:
    """A body into water: the slap, the spray, the bubbles that come up."""
    for at in stage.strokes(2.4):
        n = count(1.0)
        stage.place(burst(stage.rng, fall(n, 0.25, 0.004), low_pass(700)), at, 1.6)
        stage.place(swept(stage.rng, curve(n, (0, 900), (0.15, 4200), (1.0, 2600)), 0.8) * hump(n, 0.2, 1.5), at, 0.7)
        for _ in range(24):
            stage.place(
                _bubble(stage, 300, 1300),
                at + stage.between(0.15, 1.2),
                stage.between(0.1, 0.6),
                stage.between(-0.5, 0.5),
            )


def fire(stage: Stage) -> None:
    """Flames that breathe and wood that snaps."""
    stage.bed(lambda: gusts(stage.rng, stage.n, (5, 0.3, 1.0), low_pass(420)), 0.5)
    stage.bed(lambda: gusts(stage.rng, stage.n, (4, 0.1, 0.6), band_pass(2600, 0.5)), 0.10)
    for at in stage.scatter(11):
        n = count(0.05)
        snap = filtered(noise(stage.rng, n), band_pass(stage.between(1200, 5000), 0.9)) * fall(
            n, stage.between(0.01, 0.05), 0.0005
        )
        stage.place(
            snap,
            at,
            float(stage.rng.pareto(2.0)) * 0.5 + 0.3 if stage.rng.random() < 0.9 else 2.4,
            stage.between(-0.7, 0.7),
        )


def rumble(stage: Stage) -> None:
    """The earth shakes: below hearing to 120 Hz, with a slow throb."""
    stage.bed(
        lambda: gusts(stage.rng, stage.n, (3, 0.4, 1.0), low_pass(85), high_pass(24)),
        1.0,
        0.4,
    )
    stage.bed(lambda: gusts(stage.rng, stage.n, (7, 0.0, 0.6), band_pass(160, 0.8)), 0.3)


def insects(stage: Stage) -> None:
    """Crickets, each with its own pitch and rhythm, over a far shimmer; `cicada` makes one broad buzz."""
    if stage.says("cicada", "蝉", "知了"):
        buzz = 0.5 + 0.5 * sine(phase(118.0, stage.n, ring=True))
        stage.bed(
            lambda: hiss(stage.rng, stage.n, band_pass(4700, 3)) * buzz * wander(stage.rng, stage.n, 0.5, 0.3, 1.0), 1.0
        )
        return
    stage.bed(lambda: gusts(stage.rng, stage.n, (1.5, 0.5, 1.0), band_pass(5200, 4)), 0.05)
    for pan, hz, period in ((-0.7, 4150.0, 0.62), (0.6, 4620.0, 0.83), (0.1, 3880.0, 1.21)):
        n = count(0.20)
        pulses = np.maximum(sine(phase(32.0, n)), 0) ** 0.7
        chirp = sine(phase(hz, n)) * pulses * hump(n, 0.6)
        for at in stage.beats(period, 0.02):
            stage.place(chirp, at, stage.between(0.5, 1.0) * (1.2 - abs(pan)), pan)


RECIPES = {
    "wind": (wind, -27.0),
    "rain": (rain, -27.0),
    "thunder": (thunder, -18.0),
    "sea": (sea, -26.0),
    "river": (river, -28.0),
    "bubbles": (bubbles, -26.0),
    "splash": (splash, -20.0),
    "fire": (fire, -26.0),
    "rumble": (rumble, -22.0),
    "insects": (insects, -32.0),
}
