"""Loudness of scratch sounds: measured where there is sound, set to a target, never clipped."""

from __future__ import annotations

import math

import numpy as np

from filmc.produce.animatic.synth import RATE, Samples

CEILING = 0.95
_KNEE = 0.6
_BLOCK = RATE // 20
_GATE = 0.1
"""Blocks of 50 ms that are 20 dB below the loudest one count as pauses."""
_PUSH = 1.4
"""How far above full scale a peak may be pushed into the soft limiter: 3 dB."""
_STEP = 0.5
"""Decibels from one level to the next, of what is levelled evenly."""


def loudness(sound: Samples) -> float:
    """Return the rms (0..1) of the blocks in which something sounds; `sound` is (n,) or (n, 2); 0.0 for silence."""
    mono = sound if sound.ndim == 1 else np.sqrt(np.mean(np.square(sound), axis=1))
    blocks = np.pad(mono, (0, -len(mono) % _BLOCK)).reshape(-1, _BLOCK)
    power = np.mean(np.square(blocks, dtype=np.float64), axis=1)
    heard = power[power >= power.max() * _GATE**2]
    return float(np.sqrt(heard.mean()))


def levelled(sound: Samples, decibels: float) -> Samples:
    """Return `sound` at `decibels` below full scale (gated rms), its peaks rounded off below 0.95."""
    return limited(sound * _gain(sound, decibels))


def evenly_levelled(sound: Samples, decibels: float) -> Samples:
    """Return the same, at most a quarter of a decibel off: two cuts of a piece are as loud where they are alike."""
    steps = round(20 * math.log10(_gain(sound, decibels)) / _STEP)
    return limited(sound * 10 ** (steps * _STEP / 20))


def _gain(sound: Samples, decibels: float) -> float:
    """Return by what `sound` is multiplied to be at `decibels` below full scale."""
    measured = loudness(sound)
    if measured < 1e-9:
        return 1.0
    return min(10 ** (decibels / 20) / measured, _PUSH / float(np.max(np.abs(sound))))


def limited(sound: Samples) -> Samples:
    """Return `sound` with what is above 0.6 bent to stay under 0.95; below that it is untouched."""
    out = sound.astype(np.float32)
    over = np.abs(out) > _KNEE
    room = CEILING - _KNEE
    bent = _KNEE + room * np.tanh((np.abs(out[over]) - _KNEE) / room)
    out[over] = np.copysign(bent, out[over])
    return out


def edged(sound: Samples, rise: float = 0.003, fade: float = 0.015) -> Samples:
    """Return `sound` with its first `rise` and last `fade` seconds ramped, so that neither end clicks."""
    out = sound.copy()
    shape = (-1,) + (1,) * (sound.ndim - 1)
    up, down = (min(round(s * RATE), len(out)) for s in (rise, fade))
    out[:up] *= np.linspace(0, 1, up, dtype=np.float32).reshape(shape)
    out[len(out) - down :] *= np.linspace(1, 0, down, dtype=np.float32).reshape(shape)
    return out
