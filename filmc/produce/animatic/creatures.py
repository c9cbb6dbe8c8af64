"""Living things: animals, crowds, breath and heart."""

from __future__ import annotations

from collections.abc import Sequence

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
    hiss,
    hump,
    low_pass,
    modes,
    noise,
    phase,
    sine,
    swept,
    wander,
    wave,
)
from filmc.produce.animatic.throat import AH, EH, OH, OO, UH, Vowel, voiced


def dog(stage: Stage) -> None:
    """Barks in pairs: a sharp rise, a hoarse fall. `growl` growls."""
    if stage.says("growl", "低吼"):
        n = count(min(stage.seconds, 2.0))
        rough = wander(stage.rng, n, 24, 0.3, 1.0)
        stage.place(voiced(stage.rng, 62 + 14 * wander(stage.rng, n, 8), (OH, UH), breath=0.5) * hump(n, 0.4) * rough)
        return
    small = 1.5 if stage.says("small", "puppy", "小") else 1.0
    for index, at in enumerate(stage.beats(0.42, 0.04, 0.02)):
        if index % 4 < 2:
            n = count(0.2 / small)
            pitch = small * curve(n, (0, 260), (0.04, 470), (0.2, 210)) * stage.between(0.95, 1.05)
            bark = voiced(stage.rng, pitch, (UH, AH, OH), breath=0.9, tract=1.25 * small, tilt=0.8)
            stage.place(bark * hump(n, 0.25, 0.8), at)
    stage.room(0.8, 0.25)


def cat(stage: Stage) -> None:
    """A meow: ee to ah to oo, up and down again. `purr` purrs."""
    if stage.says("purr", "呼噜"):
        beat = np.maximum(sine(phase(25.0, stage.n, ring=stage.ring)), 0)
        stage.bed(
            lambda: hiss(stage.rng, stage.n, low_pass(420)) * beat * wander(stage.rng, stage.n, 0.8, 0.4, 1.0), 1.0, 0.2
        )
        return
    for at in stage.strokes(1.7):
        n = min(count(0.75), stage.n)
        pitch = stage.between(0.92, 1.08) * curve(n, (0, 430), (0.25, 720), (0.55, 610), (0.75, 400))
        meow = voiced(stage.rng, pitch, (OO, EH, AH, OO), breath=0.04, tract=1.55, tilt=0.9)
        stage.place(meow * hump(n, 0.4, 0.7), at)
    stage.room(0.5, 0.15)


def birds(stage: Stage) -> None:
    """Three kinds of song from three sides: a warble, a two-note call, a trill."""
    songs = ((0.8, -0.6, _warble), (0.45, 0.5, _call), (0.5, 0.0, _trill))
    for per_second, pan, song in songs:
        for at in stage.scatter(per_second):
            stage.place(song(stage), at, stage.between(0.3, 1.0), pan + stage.between(-0.2, 0.2))
    stage.room(1.2, 0.25)


def _warble(stage: Stage) -> Samples:
    n = count(stage.between(0.35, 0.8))
    pitch = wander(stage.rng, n, 14, 2600, 4400)
    return sine(phase(pitch, n)) * hump(n) * wander(stage.rng, n, 11, 0.1, 1.0)


def _call(stage: Stage) -> Samples:
    high = stage.between(3000, 3600)
    n = count(0.42)
    notes = curve(n, (0, high), (0.16, high * 1.02), (0.2, high * 0.8), (0.42, high * 0.78))
    return sine(phase(notes, n)) * np.abs(sine(phase(1 / 0.42, n))) ** 0.6


def _trill(stage: Stage) -> Samples:
    n = count(stage.between(0.4, 0.7))
    base = stage.between(4200, 5400)
    return sine(phase(base + 420 * sine(phase(26.0, n)), n)) * hump(n, 0.7) * 0.7


def horse(stage: Stage) -> None:
    """Hooves: a gallop in threes, a walk in fours; `neigh` neighs."""
    if stage.says("neigh", "whinn", "嘶"):
        n = min(count(1.5), stage.n)
        shake = 1 + 0.09 * sine(phase(11.0, n))
        pitch = curve(n, (0, 500), (0.25, 1150), (0.9, 900), (1.5, 420)) * shake
        stage.place(voiced(stage.rng, pitch, (EH, AH, UH), breath=0.4, tract=1.1, tilt=0.8) * hump(n, 0.3, 0.7))
        return
    gallop = not stage.says("walk", "走", "trot")
    pattern, period = ((0.0, 0.12, 0.24), 0.5) if gallop else ((0.0, 0.27, 0.54, 0.81), 1.08)
    for at in stage.beats(period, 0.01):
        for index, delay in enumerate(pattern):
            n = count(0.14)
            hoof = modes(n, [330 + 70 * index, 720, 1180, 1900], [0.8, 0.7, 0.4, 0.2], [0.06, 0.05, 0.04, 0.03])
            thud = modes(n, [88, 140], [0.8, 0.4], [0.12, 0.1])
            stage.place(hoof + thud, at + delay, stage.between(0.7, 1.0), 0.15 * (-1) ** index)
    stage.room(0.5, 0.15)


def roar(stage: Stage) -> None:
    """A great beast: a deep torn throat, its double an octave lower, and the wind of its lungs."""
    for at in stage.strokes(3.4):
        long = min(2.8, max(stage.seconds - at, 0.4))
        n = count(long)
        tear = wander(stage.rng, n, 32, 0.35, 1.0)
        for factor, pan in ((1.0, -0.3), (0.53, 0.3)):
            pitch = factor * curve(n, (0, 70), (0.3 * long, 128), (long, 52)) * wander(stage.rng, n, 20, 0.88, 1.12)
            stage.place(
                voiced(stage.rng, pitch, (OH, AH, UH), breath=1.6, tract=0.62, tilt=0.7) * tear * hump(n, 0.3, 0.7),
                at,
                0.8,
                pan,
            )
        stage.place(swept(stage.rng, curve(n, (0, 300), (0.3 * long, 1500), (long, 350)), 0.8) * hump(n, 0.3), at, 0.4)
    stage.room(2.2, 0.4)


def crowd(stage: Stage) -> None:
    """Walla: many people talking at once, no word of it to be understood; `cheer` lets them shout for joy."""
    stage.bed(lambda: gusts(stage.rng, stage.n, (2, 0.6, 1.0), band_pass(520, 0.6)), 0.25)
    voice = _shout if stage.says("cheer", "hurra", "欢呼", "喝彩") else _babble
    talkers = [voice(stage) for _ in range(10)]
    for index, at in enumerate(stage.scatter(7)):
        stage.place(talkers[index % len(talkers)], at, stage.between(0.15, 0.5), stage.between(-0.9, 0.9))
    stage.room(0.9, 0.6)


def _babble(stage: Stage) -> Samples:
    n = count(stage.between(0.8, 1.7))
    base = stage.between(95, 230)
    vowels = _some(stage, (AH, EH, OH, OO, UH), 5)
    syllables = np.abs(sine(phase(wander(stage.rng, n, 3, 1.7, 2.9), n))) ** 0.8
    talk = voiced(stage.rng, base * wander(stage.rng, n, 4, 0.85, 1.25), vowels, breath=0.15, tract=0.8 + base / 600)
    return filtered(talk, low_pass(1900)) * syllables * hump(n, 0.3, 0.5)


def _shout(stage: Stage) -> Samples:
    n = count(stage.between(0.9, 1.6))
    pitch = stage.between(190, 420) * curve(n, (0, 0.8), (0.25, 1.15), (1.6, 0.9))
    return voiced(stage.rng, pitch, (EH, AH), breath=0.4, tract=1.1, tilt=0.8) * hump(n, 0.3, 0.6)


def _some(stage: Stage, vowels: Sequence[Vowel], number: int) -> list[Vowel]:
    return [vowels[int(i)] for i in stage.rng.integers(0, len(vowels), number)]


def laugh(stage: Stage) -> None:
    """Ha-ha-ha: bursts of breath and voice that sink and tire. `child` and `woman` are higher."""
    base = 330 if stage.says("child", "kid", "孩", "girl") else 235 if stage.says("woman", "女", "lady") else 150
    for start in stage.strokes(2.3):
        for index in range(8):
            n = count(0.15)
            pitch = base * (1.25 - 0.05 * index) * curve(n, (0, 1.1), (0.05, 1.15), (0.15, 0.85))
            ha = voiced(stage.rng, pitch, (UH, AH), breath=0.5, tract=0.85 + base / 900)
            stage.place(ha * hump(n, 0.35), start + index * 0.205, 1.0 - 0.08 * index)
            puff = burst(stage.rng, hump(count(0.06)), band_pass(1500, 0.6))
            stage.place(puff, start + index * 0.205 - 0.03 if index else start, 0.4)
    stage.room(0.6, 0.2)


def applause(stage: Stage) -> None:
    """Some forty pairs of hands, each at its own pace, each with its own hollow."""
    hands = [_clap(stage) for _ in range(24)]
    people = 44 if stage.seconds > 1 else 20
    swell = 1.0 if stage.ring else 0.0
    for person in range(people):
        pan = stage.between(-0.95, 0.95)
        for at in stage.beats(stage.between(0.19, 0.30), 0.02, stage.between(0, 0.4)):
            edge = 1.0 if swell else min(1.0, 0.3 + at * 1.5, max(stage.seconds - at, 0.0) * 0.9)
            stage.place(hands[person % len(hands)], at, edge * stage.between(0.4, 1.0), pan)
    stage.room(1.2, 0.35)


def _clap(stage: Stage) -> Samples:
    n = count(0.07)
    return filtered(noise(stage.rng, n), band_pass(stage.between(800, 2100), 1.6)) * fall(
        n, stage.between(0.03, 0.06), 0.001
    )


def heartbeat(stage: Stage) -> None:
    """Lub-dub, deep and close; the pace by words."""
    period = 0.6 if stage.says("fast", "rac", "快", "pound") else 1.25 if stage.says("slow", "慢") else 0.88
    for at in stage.beats(period, 0.008):
        for delay, hz, gain in ((0.0, 58.0, 1.0), (0.27 * min(period, 1.0), 72.0, 0.7)):
            n = count(0.26)
            beat = wave(phase(curve(n, (0, hz * 1.4), (0.05, hz), (0.26, hz * 0.8)), n), [1, 0.5, 0.25, 0.12]) * hump(
                n, 0.15, 1.6
            )
            stage.place(beat, at + delay, gain)


def breath(stage: Stage) -> None:
    """Air in, air out, through a mouth; `pant` and fast words hurry it, `snore` makes the way in rattle."""
    if stage.says("snor", "鼾"):
        for at in stage.beats(3.4, 0.05):
            n = count(1.3)
            rattle = voiced(stage.rng, 38 + 12 * wander(stage.rng, n, 9), (OH, UH), breath=1.2, tilt=0.8)
            stage.place(rattle * hump(n, 0.6, 0.8), at)
            stage.place(swept(stage.rng, curve(n, (0, 900), (1.3, 500)), 0.5) * hump(n, 0.3), at + 1.5, 0.25)
        return
    period = 0.9 if stage.says("pant", "fast", "喘", "急") else 3.2
    for at in stage.beats(period, 0.03):
        for delay, low, high, gain in ((0.0, 900, 2100, 0.6), (0.45, 1500, 600, 1.0)):
            n = count(period * 0.36)
            long = n / 48000
            stage.place(
                swept(stage.rng, curve(n, (0, low), (long, high)), 0.55) * hump(n, 0.4, 1.4), at + delay * period, gain
            )


RECIPES = {
    "dog": (dog, -20.0),
    "cat": (cat, -22.0),
    "birds": (birds, -30.0),
    "horse": (horse, -22.0),
    "roar": (roar, -18.0),
    "crowd": (crowd, -28.0),
    "laugh": (laugh, -22.0),
    "applause": (applause, -23.0),
    "heartbeat": (heartbeat, -20.0),
    "breath": (breath, -28.0),
}
