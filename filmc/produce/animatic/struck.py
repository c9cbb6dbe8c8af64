"""Struck bodies: bells, gongs, drums, glass, metal, blades, coins. Each is a set of modes that ring and die."""

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
    high_pass,
    hump,
    low_pass,
    modes,
    phase,
    sine,
    swept,
)

_CHURCH = (0.5, 1.0, 1.183, 1.506, 2.0, 2.514, 2.662, 3.011, 4.166, 5.433)
"""Hum, prime, tierce, quint, nominal and upper partials of a church bell, relative to the prime (Rossing)."""
_PLATE = (1.0, 1.59, 2.14, 2.30, 2.65, 2.92, 3.16, 3.50, 3.60, 4.06, 4.61, 5.13)
_MEMBRANE = (1.0, 1.594, 2.136, 2.296, 2.653, 2.918, 3.156, 3.501)
"""Modes of an ideal round membrane: zeros of the Bessel functions."""


def struck(root: float, ratios: tuple[float, ...], t60: float, n: int, damping: float = 0.7) -> Samples:
    """Return a body of modes `root` x `ratios`; higher ones are softer and die earlier, by the power `damping`."""
    kept = [r for r in ratios if root * r < 16000]
    least = min(kept)
    return modes(
        n,
        [root * r for r in kept],
        [(least / r) ** 0.6 / len(kept) for r in kept],
        [t60 * (least / r) ** damping for r in kept],
    )


def bell(stage: Stage) -> None:
    """A tower bell; `school` rings an electric one, `doorbell` goes ding-dong, `shop` or `small` is small and clear."""
    if stage.says("school", "alarm", "class", "铃", "下课", "上课"):
        _electric(stage)
        return
    if stage.says("doorbell", "door bell", "ding", "门铃"):
        for at in stage.strokes(2.5):
            stage.place(struck(659, (1.0, 2.0, 3.01, 4.2), 1.6, count(1.6)), at)
            stage.place(struck(523, (1.0, 2.0, 3.01, 4.2), 2.0, count(2.0)), at + 0.62)
        return
    small = stage.says("shop", "small", "hand", "wind", "风铃", "小")
    root, period = (1320.0, 1.3) if small else (330.0, 2.4)
    for at in stage.beats(period, 0.02):
        n = count(2.2 if small else 5.0)
        clang = burst(stage.rng, fall(n, 0.05, 0.001), band_pass(root * 4, 1))
        stage.place(struck(root, _CHURCH, 2.0 if small else 5.0, n) + 0.08 * clang, at, stage.between(0.8, 1.0))
    stage.room(1.6, 0.3)


def _electric(stage: Stage) -> None:
    """A clapper that beats fourteen times a second."""
    for at in stage.beats(1 / 14, 0.003):
        stage.place(struck(1180, (1.0, 2.41, 3.9, 5.3, 7.1), 0.7, count(0.5)), at, stage.between(0.7, 1.0))
    stage.room(0.9, 0.25)


def gong(stage: Stage) -> None:
    """A tam-tam: a dull stroke that blooms into brightness, then dies for long."""
    for at in stage.strokes(6.0):
        n = min(count(7.0), max(stage.n, count(2.0)))
        low = modes(n, [78, 117, 163, 214, 288], [1, 0.7, 0.6, 0.4, 0.3], [7, 6, 5, 4, 3.5])
        roots = stage.rng.uniform(300, 4200, 60)
        shimmer = modes(n, roots.tolist(), (0.4 / np.sqrt(roots / 300) / 8).tolist(), [3.5] * 60)
        bloom = curve(n, (0, 0.1), (0.6, 1.0), (7, 0.5))
        stage.place((low + shimmer * bloom) * curve(n, (0, 0), (0.004, 1)), at)
    stage.room(2.0, 0.3)


def drum(stage: Stage) -> None:
    """A big hand drum in a slow pattern: deep skin whose pitch falls after each blow; an `impact` is one of them."""
    period = 0.3 if stage.says("roll", "fast", "急", "快") else 0.75
    single = stage.says("impact", "hit", "thud", "punch", "fall", "bump", "撞", "击", "落地")
    for index, at in enumerate(stage.strokes(2.0) if single else stage.beats(period, 0.008)):
        n = count(0.7)
        skin = sine(phase(curve(n, (0, 118), (0.06, 82), (0.7, 76)), n)) * fall(n, 0.7, 0.002)
        stage.place(
            skin + 0.3 * struck(96, _MEMBRANE, 0.35, n) + 0.15 * _stick(stage, n),
            at,
            1.0 if index % 4 == 0 else stage.between(0.45, 0.7),
        )
    stage.room(1.1, 0.25)


def _stick(stage: Stage, n: int) -> Samples:
    return burst(stage.rng, fall(n, 0.05, 0.001), low_pass(2400), high_pass(200))


def glass(stage: Stage) -> None:
    """Glass: `clink` touches it once, anything else breaks it into a shower of shards."""
    if stage.says("clink", "cheers", "toast", "碰杯"):
        for at in stage.strokes(1.2):
            stage.place(struck(2300, (1.0, 2.32, 4.25, 5.9), 0.9, count(1.0)), at)
            stage.place(struck(2650, (1.0, 2.32, 4.25), 0.7, count(0.9)), at + 0.012, 0.7)
        return
    n = count(0.3)
    stage.place(burst(stage.rng, fall(n, 0.18, 0.0005), high_pass(1500)), 0.01, 0.6)
    for _ in range(70):
        at = 0.01 + float(stage.rng.exponential(0.22))
        shard = struck(stage.between(1800, 7000), (1.0, 1.58, 2.3), stage.between(0.05, 0.4), count(0.4))
        stage.place(shard, at, stage.between(0.05, 0.7), stage.between(-0.7, 0.7))
    stage.room(0.7, 0.2)


def metal(stage: Stage) -> None:
    """A pipe or plate that is struck; `keys` jingle."""
    if stage.says("key", "lock", "chain", "钥匙", "锁"):
        for at in stage.scatter(14):
            stage.place(struck(stage.between(2600, 5200), _PLATE[:5], 0.12, count(0.2)), at, stage.between(0.2, 1.0))
        return
    for at in stage.strokes(0.85):
        root = stage.between(330, 520)
        stage.place(struck(root, _PLATE, 1.1, count(1.3), 0.5), at, stage.between(0.5, 1.0), stage.between(-0.3, 0.3))
        stage.place(burst(stage.rng, fall(count(0.1), 0.03, 0.0005), high_pass(2500)), at, 0.15)
    stage.room(1.0, 0.3)


def sword(stage: Stage) -> None:
    """A blade: `draw` slides it out, otherwise blade meets blade."""
    if stage.says("draw", "unsheath", "拔", "出鞘"):
        n = min(count(0.9), stage.n)
        stage.place(swept(stage.rng, curve(n, (0, 2200), (0.5, 5200), (0.9, 7000)), 0.4) * hump(n, 0.55), 0, 0.3)
        stage.place(struck(2900, (1.0, 1.41, 2.05, 2.76), 1.4, count(1.6)), 0.35, 1.0)
    else:
        for at in stage.beats(0.62, 0.12, 0.01):
            root = stage.between(1500, 2300)
            stage.place(
                struck(root, (1.0, 1.37, 1.93, 2.71, 3.49, 4.6), 0.9, count(1.1), 0.4),
                at,
                1.0,
                stage.between(-0.4, 0.4),
            )
            stage.place(burst(stage.rng, fall(count(0.1), 0.05, 0.0005), high_pass(3000)), at, 0.3)
    stage.room(0.9, 0.25)


def coins(stage: Stage) -> None:
    """A handful of coins on a table."""
    for _ in range(max(round(min(stage.seconds, 2.0) * 14), 5)):
        at = stage.between(0, min(stage.seconds, 2.0) * 0.7)
        stage.place(
            struck(stage.between(3600, 6400), (1.0, 1.52, 2.26), stage.between(0.06, 0.3), count(0.35)),
            at,
            stage.between(0.2, 1.0),
            stage.between(-0.4, 0.4),
        )
    stage.room(0.4, 0.15)


RECIPES = {
    "bell": (bell, -21.0),
    "gong": (gong, -20.0),
    "drum": (drum, -19.0),
    "glass": (glass, -21.0),
    "metal": (metal, -21.0),
    "sword": (sword, -21.0),
    "coins": (coins, -24.0),
}
