"""Machines: engines, clocks, telephones, vehicles and the hum of rooms."""

from __future__ import annotations

import numpy as np

from filmc.produce.animatic.stage import Stage
from filmc.produce.animatic.struck import struck
from filmc.produce.animatic.synth import (
    Samples,
    band_pass,
    burst,
    count,
    curve,
    filtered,
    formants,
    gusts,
    high_pass,
    hiss,
    hump,
    low_pass,
    modes,
    phase,
    saw,
    sine,
    swept,
    wander,
    wave,
)


def clock(stage: Stage) -> None:
    """Tick, tock: two small clicks in a wooden case, two a second; `alarm` rings."""
    if stage.says("alarm", "闹钟"):
        for at in stage.beats(1 / 16, 0.002):
            stage.place(struck(2150, (1.0, 2.6, 4.3), 0.35, count(0.35)), at, stage.between(0.7, 1.0))
        return
    for index, at in enumerate(stage.beats(0.5, 0.0, 0.01)):
        n = count(0.1)
        root = 2600 if index % 2 else 2150
        click = modes(n, [root, root * 1.62, root * 2.4, 480], [0.6, 0.5, 0.3, 0.5], [0.03, 0.02, 0.015, 0.05])
        stage.place(click, at, 0.8 if index % 2 else 1.0)
    stage.room(0.4, 0.2)


def phone(stage: Stage) -> None:
    """An old bell telephone; `mobile` or `cell` plays a small tune, `vibrate` buzzes, an `alarm` clock beeps."""
    if stage.says("vibrat", "buzz", "震"):
        for at in stage.beats(1.4, 0.0, 0.02):
            n = count(0.7)
            stage.place(filtered(wave(phase(162.0, n), saw(16)), band_pass(500, 0.7)) * hump(n, 0.5, 0.25), at)
    elif stage.says("alarm", "闹"):
        for at in stage.beats(0.8, 0.0, 0.02):
            for index in range(4):
                n = count(0.06)
                stage.place(wave(phase(2050.0, n), [1, 0, 0.3]) * hump(n, 0.5, 0.3), at + 0.1 * index)
    elif stage.says("mobile", "cell", "手机", "message", "notification", "微信", "短信"):
        for at in stage.beats(1.9, 0.0, 0.02):
            for index, note in enumerate((1319, 1568, 2093, 1760)):
                stage.place(struck(note, (1.0, 2.0, 3.01), 0.5, count(0.6)), at + 0.14 * index)
    else:
        _ring(stage)
    stage.room(0.5, 0.2)


def _ring(stage: Stage) -> None:
    """Two gongs a third apart, twenty strokes a second, one second on and one off."""
    for at in stage.beats(2.0, 0.0, 0.02):
        for stroke in range(22):
            root = 1090 if stroke % 2 else 1370
            stage.place(
                struck(root, (1.0, 2.42, 4.1, 5.6), 0.6, count(0.5)), at + stroke * 0.048, stage.between(0.8, 1.0)
            )


def _cylinders(stage: Stage, firing: Samples, *, ring: bool) -> Samples:
    """An engine: one thump each firing, so many partials that it growls, roughened and heard through an exhaust."""
    cycles = phase(firing, len(firing), ring=ring)
    tone = wave(cycles, saw(40, 0.7)) + 0.8 * wave(cycles * 0.5, saw(24, 0.8))
    rough = tone * (0.75 + 0.5 * wander(stage.rng, len(firing), 30, 0.0, 1.0))
    pipe = formants((95, 1.5, 1.0), (240, 1.6, 0.7), (620, 1.4, 0.3), (1500, 1.2, 0.12))
    return filtered(rough, pipe, ring=ring)


def engine(stage: Stage) -> None:
    """An engine that idles as a loop; once, it starts: the starter whinnies, then it revs and settles."""
    if stage.ring:
        firing = wander(stage.rng, stage.n, 1.5, 37, 41)
        stage.place(_cylinders(stage, firing, ring=True), 0, 1.0)
        stage.bed(lambda: hiss(stage.rng, stage.n, band_pass(900, 0.5)), 0.02)
        return
    crank = min(0.9, stage.seconds * 0.35)
    n = count(crank)
    pulse = 0.5 + 0.5 * sine(phase(9.0, n))
    stage.place(
        filtered(wave(phase(170.0 + 30 * pulse, n), saw(20)), band_pass(700, 0.8)) * pulse * hump(n, 0.5, 0.3), 0, 0.5
    )
    rest = max(stage.n - n, count(0.1))
    firing = curve(rest, (0, 35), (0.35, 96), (1.1, 46), (30, 42))
    stage.place(_cylinders(stage, firing, ring=False) * curve(rest, (0, 0.2), (0.3, 1.0), (1.2, 0.6)), crank, 1.0)


def car(stage: Stage) -> None:
    """A car: it passes from left to right with its Doppler fall; `horn` sounds the horn, a loop is the ride inside."""
    if stage.says("horn", "honk", "喇叭"):
        for at in stage.strokes(1.3):
            n = count(0.55)
            pair = wave(phase(415.0, n), saw(18, 0.8)) + wave(phase(523.0, n), saw(16, 0.8))
            stage.place(filtered(pair, band_pass(1300, 0.6)) * hump(n, 0.4, 0.2), at)
    elif stage.says("brak", "screech", "skid", "刹"):
        n = min(count(1.6), stage.n)
        squeal = wave(
            phase(wander(stage.rng, n, 14, 780, 900) * curve(n, (0, 1.1), (1.6, 0.8)), n), [1, 0.5, 0.5, 0.3, 0.2]
        )
        stage.place(squeal * hump(n, 0.3, 0.6) * wander(stage.rng, n, 30, 0.5, 1.0))
        stage.place(hiss(stage.rng, n, band_pass(2200, 0.6)) * hump(n, 0.3), 0, 0.3)
    elif stage.ring:
        stage.bed(lambda: gusts(stage.rng, stage.n, (2, 0.7, 1.0), low_pass(210)), 1.0)
        stage.place(_cylinders(stage, wander(stage.rng, stage.n, 0.4, 52, 60), ring=True), 0, 0.5)
    else:
        _pass(stage, min(stage.seconds, 5.0), 0.5)
    stage.room(0.6, 0.12)


def _pass(stage: Stage, long: float, nearest: float) -> None:
    """A vehicle goes by: louder and brighter until `nearest` (part of the way), then lower by a tenth."""
    n = count(long)
    middle = long * nearest
    loud = 1 / (1 + (np.abs(np.arange(n) / 48000 - middle) / (long * 0.13)) ** 2).astype(np.float32)
    firing = 62 * curve(n, (0, 1.06), (middle - long * 0.1, 1.05), (middle + long * 0.1, 0.94), (long, 0.93))
    tyres = swept(stage.rng, 500 + 1500 * loud, 0.8)
    sound = (_cylinders(stage, firing, ring=False) + 1.1 * tyres) * loud * hump(n, nearest, 0.3)
    side = np.linspace(0, 1, n, dtype=np.float32)
    stage.place(sound * np.sqrt(1 - side), 0, 1.0, -0.8)
    stage.place(sound * np.sqrt(side), 0, 1.0, 0.8)


def traffic(stage: Stage) -> None:
    """A street: the city's roar, cars that go by on both sides, a horn far away now and then."""
    stage.bed(lambda: gusts(stage.rng, stage.n, (0.4, 0.5, 1.0), low_pass(320)), 0.8)
    stage.bed(lambda: gusts(stage.rng, stage.n, (0.5, 0.2, 0.8), band_pass(1100, 0.5)), 0.15)
    for at in stage.scatter(0.45):
        n = count(3.2)
        near = hump(n, 0.5, 3)
        stage.place(
            swept(stage.rng, 380 + 900 * near, 0.8) * near, at, stage.between(0.3, 0.9), stage.between(-0.8, 0.8)
        )
    if stage.seconds > 3:
        n = count(0.4)
        horn = filtered(wave(phase(392.0, n), saw(12)), band_pass(900, 0.7), low_pass(1500)) * hump(n, 0.4, 0.3)
        stage.place(horn, stage.between(0.5, stage.seconds * 0.8), 0.12, 0.5)


def train(stage: Stage) -> None:
    """Rails: da-dum, da-dum over a heavy roll; `whistle` or `horn` blows first."""
    if stage.says("whistle", "horn", "汽笛", "鸣笛"):
        n = min(count(1.8), stage.n)
        chord = sum((wave(phase(hz, n), saw(10, 1.2)) for hz in (311.0, 370.0, 466.0, 554.0)), np.zeros(n, np.float32))
        stage.place(
            chord * hump(n, 0.3, 0.25) + 0.3 * hiss(stage.rng, n, band_pass(2000, 0.6)) * hump(n, 0.3, 0.25), 0, 0.3
        )
    stage.bed(lambda: gusts(stage.rng, stage.n, (1, 0.7, 1.0), low_pass(260)), 0.28)
    stage.bed(lambda: gusts(stage.rng, stage.n, (2, 0.4, 0.8), band_pass(1500, 0.5)), 0.07)
    for at in stage.beats(0.92, 0.0):
        for delay, gain in ((0.0, 1.0), (0.13, 0.8), (0.38, 0.5), (0.51, 0.4)):
            n = count(0.2)
            clack = modes(n, [105, 172, 420, 1350], [1, 0.7, 0.4, 0.25], [0.16, 0.13, 0.08, 0.05])
            stage.place(clack, at + delay, 2.6 * gain * stage.between(0.85, 1.0))
    stage.room(0.8, 0.2)


def plane(stage: Stage) -> None:
    """A jet: overhead with its falling whine; as a loop the cabin."""
    if stage.ring:
        stage.bed(lambda: gusts(stage.rng, stage.n, (0.5, 0.85, 1.0), low_pass(500)), 0.9)
        stage.bed(lambda: hiss(stage.rng, stage.n, band_pass(3000, 0.4)), 0.06)
        return
    n = stage.n
    near = hump(n, 0.45, 1.6)
    fallen = np.linspace(1.12, 0.85, n, dtype=np.float32)
    stage.place(swept(stage.rng, (180 + 620 * near) * fallen, 1.1) * near, 0, 1.0, -0.2)
    stage.place(sine(phase(1850 * fallen, n)) * near**2 + 0.6 * sine(phase(2790 * fallen, n)) * near**2, 0, 0.08, 0.2)
    stage.place(hiss(stage.rng, n, low_pass(120)) * near, 0, 0.8)


def siren(stage: Stage) -> None:
    """A siren: two tones in turn (Europe, China), or a wail (`police`, `air raid`)."""
    if stage.says("police", "wail", "air raid", "警报", "防空"):
        turn = np.abs(((phase(0.28, stage.n, ring=stage.ring) % 1.0) * 2) - 1)
        pitch = (560 + 760 * (1 - turn)).astype(np.float32)
    else:
        turn = phase(0.9, stage.n, ring=stage.ring) % 1.0
        pitch = np.where(turn < 0.5, 960.0, 770.0).astype(np.float32)
    tone = wave(phase(pitch, stage.n, ring=stage.ring), [1, 0.1, 0.5, 0.05, 0.2])
    stage.place(filtered(tone, low_pass(3800), ring=stage.ring))
    stage.room(1.5, 0.5)


def fan(stage: Stage) -> None:
    """A ceiling fan: blades that chop the air, a motor's hum, a bearing that ticks."""
    blades = 0.6 + 0.4 * sine(phase(4.6, stage.n, ring=stage.ring))
    stage.bed(lambda: hiss(stage.rng, stage.n, band_pass(420, 0.5)) * blades, 0.8, 0.4)
    stage.place(_hum(stage, 100.0, 6), 0, 0.10)
    for at in stage.beats(0.652, 0.004):
        stage.place(modes(count(0.05), [1900, 3300], [0.6, 0.3], [0.03, 0.02]), at, 0.25)


def _hum(stage: Stage, hz: float, partials: int) -> Samples:
    return wave(phase(hz, stage.n, ring=stage.ring), saw(partials, 1.3))


def machine(stage: Stage) -> None:
    """A factory machine: a press that stamps, a valve that hisses, a motor."""
    stage.place(filtered(_hum(stage, 49.0, 30), low_pass(900), ring=stage.ring), 0, 0.35)
    for at in stage.beats(0.75):
        n = count(0.4)
        stamp = modes(n, [72, 190, 470, 1130], [1, 0.6, 0.4, 0.25], [0.2, 0.2, 0.25, 0.2])
        stage.place(stamp, at)
        valve = burst(stage.rng, hump(n, 0.2, 1.2), high_pass(2500))
        stage.place(valve, at + 0.36, 0.18, 0.4)
    stage.room(0.9, 0.25)


def computer(stage: Stage) -> None:
    """A computer at work: fan, coil whine, bleeps of thought."""
    stage.bed(lambda: hiss(stage.rng, stage.n, band_pass(600, 0.5)), 0.12, 0.4)
    for at in stage.beats(0.16, 0.015, 0.02):
        if stage.rng.random() < 0.65:
            n = count(0.07)
            note = 880 * 2 ** (int(stage.rng.integers(0, 13)) / 6)
            stage.place(
                wave(phase(note, n), [1, 0, 0.2]) * hump(n, 0.2, 0.7),
                at,
                stage.between(0.2, 0.6),
                stage.between(-0.3, 0.3),
            )
    stage.room(0.3, 0.15)


def room_tone(stage: Stage) -> None:
    """The sound of a room in which nothing sounds."""
    stage.bed(lambda: hiss(stage.rng, stage.n, low_pass(240)), 1.0)
    stage.bed(lambda: gusts(stage.rng, stage.n, (0.3, 0.8, 1.0), band_pass(900, 0.3)), 0.12)
    stage.place(_hum(stage, 100.0, 4), 0, 0.08)


RECIPES = {
    "clock": (clock, -29.0),
    "phone": (phone, -22.0),
    "engine": (engine, -22.0),
    "car": (car, -22.0),
    "traffic": (traffic, -28.0),
    "train": (train, -23.0),
    "plane": (plane, -22.0),
    "siren": (siren, -26.0),
    "fan": (fan, -32.0),
    "machine": (machine, -24.0),
    "computer": (computer, -29.0),
    "room-tone": (room_tone, -34.0),
}
