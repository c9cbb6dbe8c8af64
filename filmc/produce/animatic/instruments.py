"""The orchestra: each instrument as a function from one note to its sound (mono, before room and place)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from filmc.base.record import record
from filmc.produce.animatic.synth import (
    RATE,
    Samples,
    band_pass,
    burst,
    count,
    curve,
    dice,
    fall,
    filtered,
    high_pass,
    low_pass,
    modes,
    noise,
    phase,
    sine,
    wave,
)


@record
class Tone:
    """A note to sound: its frequency in Hz, how long it is held (seconds), how hard it is played (0..1)."""

    hz: float
    held: float
    force: float


Player = Callable[[Tone], Samples]

_LOOP = 1 << 17
"""Length of an ensemble's endless tone: 2.7 s."""


@record
class _String:
    """A string: its 60 dB time at 220 Hz, how many partials sound, the part of its length where it is plucked.

    Harmonic k dies k**damping times as fast; `stiff` strings are sharp on top; above `cutoff` Hz it gets softer.
    """

    t60: float
    partials: int
    point: float
    damping: float
    cutoff: float
    stiff: float = 0.0


def _plucked(tone: Tone, string: _String) -> Samples:
    """Return a plucked string: harmonic k has the strength sin(pi k point) / k."""
    long = min(string.t60 * (220 / tone.hz) ** 0.4, 6.0)
    ks = np.arange(1, string.partials + 1)
    hz = tone.hz * ks * np.sqrt(1 + string.stiff * ks**2)
    ks, hz = ks[hz < 14000], hz[hz < 14000]
    strengths = np.abs(np.sin(np.pi * ks * string.point)) / ks**0.8 * (0.55 + 0.45 * tone.force) ** (ks - 1)
    strengths /= np.sqrt(1 + (hz / string.cutoff) ** 4)
    n = count(min(max(long * 0.75, 0.4), max(tone.held, 0.25) + 0.9))
    ring = modes(n, hz.tolist(), strengths.tolist(), (long / ks**string.damping).tolist())
    return _damped(ring, tone.held + 0.25)


def _damped(ring: Samples, after: float, release: float = 0.5) -> Samples:
    """Let the note die within `release` seconds after it is let go, and end at nothing."""
    n = len(ring)
    time = np.arange(n) / RATE
    hand = np.exp(-np.maximum(time - after, 0) * 6.9 / release)
    end = np.clip((n / RATE - time) / 0.03, 0, 1)
    out: Samples = ring * hand * end
    return out


def piano(tone: Tone) -> Samples:
    """Two slightly detuned stiff strings and the hammer's knock."""
    cutoff = 4200 + 6500 * tone.force
    one = _plucked(tone, _String(6.0, 26, 0.12, 0.72, cutoff, 0.0004))
    two = _plucked(Tone(tone.hz * 1.0008, tone.held, tone.force), _String(4.5, 20, 0.12, 0.8, cutoff, 0.0004))
    n = min(len(one), len(two))
    hammer = modes(n, (104, 176, 311, 1270, 2140), (0.5, 0.5, 0.4, 0.3, 0.2), (0.07, 0.06, 0.05, 0.03, 0.02))
    return (one[:n] + 0.7 * two[:n] + 0.25 * tone.force * hammer) * 0.55


def guitar(tone: Tone) -> Samples:
    """A nylon string."""
    return _plucked(tone, _String(3.2, 26, 0.18, 0.8, 6000)) * 0.8


def harp(tone: Tone) -> Samples:
    """A long gut string, plucked near the middle."""
    return _plucked(tone, _String(4.0, 18, 0.4, 1.0, 6500)) * 0.8


def guzheng(tone: Tone) -> Samples:
    """A steel string plucked near the bridge that bends up into its note."""
    bright = _plucked(tone, _String(3.6, 30, 0.09, 0.7, 8000))
    below = _plucked(Tone(tone.hz * 0.985, tone.held, tone.force), _String(0.25, 14, 0.09, 0.7, 8000))
    n = len(bright)
    bent = np.pad(below[:n], (0, max(n - len(below), 0)))
    return (bright * curve(n, (0, 0.5), (0.05, 1)) + 0.5 * bent) * 0.7


def bass(tone: Tone) -> Samples:
    """A plucked double bass."""
    return _plucked(tone, _String(2.2, 14, 0.3, 0.9, 1300)) * 0.9


def _bar(tone: Tone, ratios: Sequence[float], strengths: Sequence[float], t60: float) -> Samples:
    kept = [(r, s) for r, s in zip(ratios, strengths, strict=True) if tone.hz * r < 15000]
    n = count(min(t60, 4.0))
    hard = [s * tone.force ** (0.4 * i) for i, (_, s) in enumerate(kept)]
    ring = modes(n, [tone.hz * r for r, _ in kept], hard, [t60 / r**0.6 for r, _ in kept])
    return _damped(ring, n / RATE, 0.1)


def bell(tone: Tone) -> Samples:
    """A small tubular bell."""
    return _bar(tone, (0.5, 1.0, 1.19, 1.5, 2.0, 2.51, 3.0), (0.15, 0.6, 0.25, 0.2, 0.4, 0.15, 0.1), 4.0) * 0.6


def triangle(tone: Tone) -> Samples:
    """A steel triangle: high, without a clear pitch."""
    _ = tone
    return _bar(Tone(3150, 1, tone.force), (1.0, 1.41, 2.05, 2.72, 3.61), (0.3, 0.4, 0.35, 0.25, 0.2), 2.4) * 0.35


def celesta(tone: Tone) -> Samples:
    """Steel plates over wooden boxes."""
    return _bar(tone, (1.0, 2.0, 4.0, 6.3), (0.8, 0.15, 0.25, 0.08), 1.8) * 0.7


def music_box(tone: Tone) -> Samples:
    """Combs of steel."""
    return _bar(tone, (1.0, 2.0, 5.9, 11.2), (0.8, 0.3, 0.2, 0.08), 1.5) * 0.7


def marimba(tone: Tone) -> Samples:
    """Rosewood bars tuned to the fourth and tenth harmonic."""
    return _bar(tone, (1.0, 3.93, 9.6), (0.9, 0.3, 0.1), 0.9) * 0.9


@lru_cache(maxsize=160)
def _ensemble(hz: float, kind: str, partials: tuple[float, ...], spread: float) -> Samples:
    """Return an endless tone of many players: each harmonic a narrow band of noise (after Nasca's PADsynth)."""
    spectrum = np.zeros(_LOOP // 2 + 1, np.complex128)
    bins = np.arange(_LOOP // 2 + 1)
    rng = dice("ensemble", kind, f"{hz:.3f}")
    for k, strength in enumerate(partials, 1):
        if hz * k > 13000:
            break
        centre, width = hz * k * _LOOP / RATE, max(spread * hz * k * _LOOP / RATE, 0.6)
        near = slice(max(int(centre - 4 * width), 1), int(centre + 4 * width) + 2)
        shape = np.exp(-0.5 * ((bins[near] - centre) / width) ** 2) / np.sqrt(width)
        spectrum[near] += strength * shape * np.exp(2j * np.pi * rng.random(len(shape)))
    tone = np.fft.irfft(spectrum)
    endless: Samples = (tone / np.sqrt(np.mean(tone**2))).astype(np.float32)
    return endless


def _held(  # noqa: PLR0913 - a kind of player and its envelope
    tone: Tone, kind: str, partials: tuple[float, ...], *, spread: float, attack: float, release: float
) -> Samples:
    """Cut a note out of an ensemble's endless tone, with a slow start and end."""
    loop = _ensemble(round(tone.hz, 3), kind, partials, spread)
    n = count(tone.held + release)
    begin = int(dice(kind, f"{tone.hz:.2f}{tone.held:.3f}").integers(_LOOP))
    piece = np.take(loop, np.arange(begin, begin + n), mode="wrap")
    attack = min(attack, tone.held * 0.6)
    rise = curve(n, (0, 0), (attack * 0.5, 0.35), (attack, 1.0), (tone.held, 0.9), (tone.held + release, 0))
    out: Samples = piece * rise**1.5 * (0.4 + 0.6 * tone.force)
    return out


def _formed(highest: int, tilt: float, *peaks: tuple[int, float]) -> tuple[float, ...]:
    """Partials 1/k**tilt, some of them raised."""
    raised = dict(peaks)
    return tuple(raised.get(k, 1.0) / k**tilt for k in range(1, highest + 1))


def strings(tone: Tone) -> Samples:
    """A string section."""
    return _held(tone, "strings", _formed(22, 1.25, (2, 1.3), (5, 1.4)), spread=0.004, attack=0.35, release=0.5) * 0.24


def pad(tone: Tone) -> Samples:
    """A soft synthetic cloud."""
    return _held(tone, "pad", _formed(10, 1.7), spread=0.007, attack=0.7, release=0.9) * 0.26


def choir(tone: Tone) -> Samples:
    """Voices on ah: harmonics near 650 and 1100 Hz are strong, wherever the note is."""
    near = [
        np.exp(-(((tone.hz * k - 650) / 220) ** 2)) + 0.6 * np.exp(-(((tone.hz * k - 1100) / 260) ** 2))
        for k in range(1, 16)
    ]
    partials = tuple(round((0.12 + float(v)) / k**0.7, 4) for k, v in enumerate(near, 1))
    return _held(tone, "choir", partials, spread=0.006, attack=0.45, release=0.6) * 0.26


def brass(tone: Tone) -> Samples:
    """Horns: bright when blown hard."""
    partials = _formed(14, 1.5 - 0.6 * tone.force, (2, 1.3), (3, 1.2))
    return _held(tone, "brass", partials, spread=0.0015, attack=0.14, release=0.25) * 0.26


def organ(tone: Tone) -> Samples:
    """Flue pipes: 8', 4', 2 2/3' and 2'."""
    return (
        _held(tone, "organ", (1.0, 0.6, 0.25, 0.35, 0.0, 0.15, 0.0, 0.12), spread=0.0004, attack=0.06, release=0.2)
        * 0.22
    )


def synth(tone: Tone) -> Samples:
    """A filtered saw with a quick close: plucky when short."""
    body = _held(tone, "synth", _formed(18, 1.1), spread=0.0025, attack=0.012, release=0.18)
    dark = filtered(body, low_pass(min(tone.hz * 3, 4000)))
    swing = np.exp(-np.arange(len(body)) / RATE * 7).astype(np.float32)
    return (body * swing + dark * (1 - swing)) * 0.24


def _sung(tone: Tone, partials: Sequence[float], vibrato: float, attack: float, slide: float = 0.0) -> Samples:
    """A solo line: one player, a vibrato that comes late, perhaps a slide into the note."""
    n = count(tone.held + 0.15)
    late = np.clip((np.arange(n) / RATE - 0.22) / 0.4, 0, 1)
    bend = (
        1 + vibrato * late * np.sin(2 * np.pi * 5.3 * np.arange(n) / RATE) - slide * np.exp(-np.arange(n) / RATE / 0.05)
    )
    tune = wave(phase(tone.hz * bend, n), [p for k, p in enumerate(partials, 1) if tone.hz * k < 14000])
    shape = curve(n, (0, 0), (min(attack, tone.held * 0.4), 1), (tone.held, 0.8), (tone.held + 0.15, 0))
    out: Samples = tune * shape * (0.45 + 0.55 * tone.force)
    return out


def flute(tone: Tone) -> Samples:
    """A flute: nearly a sine, with breath."""
    sung = _sung(tone, (1.0, 0.28, 0.12, 0.04), 0.005, 0.08)
    breath = filtered(noise(dice("flute", f"{tone.hz:.2f}"), len(sung)), band_pass(tone.hz * 2, 2))
    return (sung + 0.10 * breath * np.abs(filtered(np.abs(sung), low_pass(20)))) * 0.45


def erhu(tone: Tone) -> Samples:
    """Two silk strings over snake skin: a nasal singing tone that slides into its notes."""
    sung = _sung(
        tone,
        [f / k for k, f in enumerate((1, 1.1, 1.6, 1.5, 0.8, 1.0, 1.2, 0.7, 0.4, 0.4, 0.3, 0.2), 1)],
        0.009,
        0.1,
        0.03,
    )
    return (0.7 * filtered(sung, low_pass(2600)) + 0.5 * filtered(sung, band_pass(1150, 2.0))) * 0.34


PLAYERS: dict[str, Player] = {
    "piano": piano, "strings": strings, "pad": pad, "triangle": triangle, "bell": bell, "harp": harp, "flute": flute,
    "guitar": guitar, "bass": bass, "brass": brass, "choir": choir, "marimba": marimba, "music-box": music_box,
    "erhu": erhu, "guzheng": guzheng, "synth": synth, "organ": organ, "celesta": celesta,
}  # fmt: skip
"""Who plays notes; drums and percussion have blows instead."""


def kick(force: float) -> Samples:
    """A soft bass drum."""
    n = count(0.45)
    return sine(phase(curve(n, (0, 115), (0.05, 58), (0.45, 46)), n)) * fall(n, 0.4, 0.003) * force * 0.8


def snare(force: float) -> Samples:
    """Brushes on a snare drum."""
    n = count(0.25)
    wires = burst(dice("snare"), fall(n, 0.2, 0.003), high_pass(1200), low_pass(7000))
    return (0.22 * wires + 0.25 * modes(n, [185, 330], [0.8, 0.4], [0.12, 0.08])) * force


def hat(force: float) -> Samples:
    """A closed hi-hat or a shaker."""
    n = count(0.08)
    return burst(dice("hat"), fall(n, 0.06, 0.004), high_pass(6000), low_pass(12000)) * force * 0.24


def tom(force: float) -> Samples:
    """A low frame drum."""
    n = count(0.6)
    return (
        (modes(n, [82, 131, 175, 190], [1, 0.4, 0.25, 0.2], [0.6, 0.35, 0.25, 0.2]) * fall(n, 2.0, 0.002)) * force * 0.6
    )


def wood(force: float) -> Samples:
    """A wood block."""
    n = count(0.15)
    return modes(n, [820, 1310, 2240], [0.7, 0.4, 0.2], [0.08, 0.06, 0.04]) * force * 0.3


BLOWS: dict[str, Callable[[float], Samples]] = {"kick": kick, "snare": snare, "hat": hat, "tom": tom, "wood": wood}
