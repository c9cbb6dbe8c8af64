"""Rooms: a decaying, darkening cloud of echoes, different in the two ears, by convolution."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmc.produce.animatic.synth import (
    RATE,
    RINGING,
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

Spectrum = NDArray[np.complexfloating[Any, Any]]

_TRANSFORM = 1 << 19
"""Samples of a transform. A long sound passes the room in blocks, counted from its beginning: they fit a processor's
cache, and what begins alike sounds alike to the last bit, however long it is."""
_BEFORE = RATE // 20
"""Samples of each block that come before it: filters made of frequencies are not quite deaf to what is to come."""


def reverberated(sound: Samples, t60: float, wet: float, *filters: Response, ring: bool = False) -> Samples:
    """Return stereo `sound` (n, 2) with a room of 60 dB time `t60` seconds added at `wet` times its level.

    What comes out of the room passes `filters`. Of the same length; on a ring the room's tail goes on at the start.
    """
    echoes = _echoes(round(t60 * 100))
    if ring:
        return _turned(sound, echoes, wet, filters)
    out = np.zeros((len(sound), 2), np.float32)
    rest = len(echoes) + RINGING
    block = _TRANSFORM - rest
    size = fft_size(min(len(sound), block) + rest)
    room = _room(echoes, wet, filters, size)
    for start in range(0, len(sound), block):
        heard = _through(sound[start : start + block], room, size)
        _add(out, heard[:-_BEFORE], start)
        _add(out, heard[-_BEFORE:], start - _BEFORE)
    return out


def _add(out: Samples, sound: Samples, start: int) -> None:
    """Add `sound` to `out` at `start`, as far as it lies in it."""
    shown = sound[max(-start, 0) : len(out) - start]
    out[max(start, 0) : max(start, 0) + len(shown)] += shown


def _turned(sound: Samples, echoes: Samples, wet: float, filters: Sequence[Response]) -> Samples:
    n = len(sound)
    echoes = _folded(echoes, n) if n < len(echoes) else echoes
    return _through(sound, _room(echoes, wet, filters, n), n)[:n]


def _room(echoes: Samples, wet: float, filters: Sequence[Response], size: int) -> Spectrum:
    """Return what a room and filters do to each frequency of a transform of `size` samples, in both ears."""
    room: Spectrum = 1.0 + wet * np.fft.rfft(np.ascontiguousarray(echoes.T), size)
    return room * response_of(filters, size) if filters else room


def _through(sound: Samples, room: Spectrum, size: int) -> Samples:
    spectrum = np.fft.rfft(np.ascontiguousarray(sound.T), size)
    spectrum *= room
    return np.ascontiguousarray(np.fft.irfft(spectrum, size).T, np.float32)


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
