"""Rooms: a decaying, darkening cloud of echoes, different in the two ears, by convolution."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from filmc.produce.animatic.synth import (
    RATE,
    Response,
    Samples,
    count,
    dice,
    fft_size,
    filtered,
    high_pass,
    low_pass,
    noise,
    response_of,
)


def reverberated(sound: Samples, t60: float, wet: float, *filters: Response, ring: bool = False) -> Samples:
    """Return stereo `sound` (n, 2) with a room of 60 dB time `t60` seconds added at `wet` times its level.

    What comes out of the room passes `filters`. Of the same length; on a ring the room's tail goes on at the start.
    """
    echoes = _echoes(round(t60 * 100))
    n = len(sound)
    if ring and n < len(echoes):
        echoes = _folded(echoes, n)
    size = n if ring else fft_size(n + len(echoes))
    room = 1.0 + wet * np.fft.rfft(np.ascontiguousarray(echoes.T), size)
    if filters:
        room *= response_of(filters, size)
    spectrum = np.fft.rfft(np.ascontiguousarray(sound.T), size)
    spectrum *= room
    return np.ascontiguousarray(np.fft.irfft(spectrum, size)[:, :n].T, np.float32)


@cache
def _echoes(hundredths: int) -> Samples:
    t60 = hundredths / 100
    n = count(t60)
    rng = dice("room", str(hundredths))
    time = np.arange(n) / RATE
    sides = [_side(noise(rng, n), time, t60) for _ in range(2)]
    return np.stack(sides, axis=1)


def _side(cloud: Samples, time: NDArray[np.float64], t60: float) -> Samples:
    """Bright echoes die in half the time of dark ones; the first reflections come after 8 ms."""
    dark = filtered(cloud, low_pass(1800), high_pass(150)) * np.exp(-6.9 * time / t60)
    bright = filtered(cloud, high_pass(1800), low_pass(7000)) * np.exp(-13.8 * time / t60) * 0.6
    shaped = (dark + bright) * np.clip((time - 0.008) / 0.01, 0, 1)
    side: Samples = (shaped / np.sqrt(np.sum(shaped**2))).astype(np.float32)
    return side


def _folded(echoes: Samples, n: int) -> Samples:
    padded = np.pad(echoes, ((0, -len(echoes) % n), (0, 0)))
    folded: Samples = padded.reshape(-1, n, 2).sum(axis=0)
    return folded
