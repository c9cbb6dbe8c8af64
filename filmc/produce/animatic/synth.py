"""Primitives of synthesis: noise, tones, curves, resonant bodies and filters. Mono float32 at 48 kHz unless said.

Filters are the textbook analogue responses, applied by multiplying spectra. That is causal, needs no
loop over samples, and on a ring (a sound whose end joins its start) it stays exactly seamless.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from filmc.base.digest import seed

RATE = 48_000
Samples = NDArray[Any]
"""Sound or a control curve; what is kept or handed on is float32."""
Rng = np.random.Generator
Response = Callable[[NDArray[Any]], NDArray[Any]]
"""The complex gain of a filter at each frequency (Hz)."""

_SMOOTH = (1, 3, 5, 9, 15, 25, 27, 45, 75, 81, 125, 135, 225, 243, 375, 405, 625, 675)
RINGING = RATE // 5
"""Samples that filters ring on."""
_BLOCK = 512
_TABLE = 4096
_LN_1000 = math.log(1000.0)


def dice(*parts: str) -> Rng:
    """Return a generator of random numbers that depends on `parts` alone."""
    return np.random.Generator(np.random.PCG64(seed(*parts)))


def count(seconds: float) -> int:
    """Return the number of samples in `seconds`, at least one."""
    return max(round(seconds * RATE), 1)


def fft_size(n: int) -> int:
    """Return the smallest quick transform size (2, 3 and 5 its only factors) that is at least `n`."""
    return min(odd << max(math.ceil(math.log2(n / odd)), 0) for odd in _SMOOTH)


def noise(rng: Rng, n: int) -> Samples:
    """Return `n` samples of white noise, rms 1."""
    return rng.standard_normal(n, dtype=np.float32)


def wander(rng: Rng, n: int, per_second: float, low: float = 0.0, high: float = 1.0) -> Samples:
    """Return a smooth random curve from `low` to `high`, about `per_second` turns; its end joins its start."""
    points = max(round(n / RATE * per_second), 3)
    values = rng.random(points)
    place = np.arange(n) * (points / n)
    left = place.astype(np.int64)
    blend = 0.5 - 0.5 * np.cos(np.pi * (place - left))
    curve = values[left % points] * (1 - blend) + values[(left + 1) % points] * blend
    turned: Samples = (low + (high - low) * curve).astype(np.float32)
    return turned


def curve(n: int, *points: tuple[float, float]) -> Samples:
    """Return `n` samples through the `points` (seconds, value) in straight lines."""
    times, values = zip(*points, strict=True)
    line: Samples = np.interp(np.arange(n) / RATE, times, values).astype(np.float32)
    return line


def fall(n: int, t60: float, attack: float = 0.002) -> Samples:
    """Return an envelope that rises in `attack` seconds and falls by 60 dB in `t60`."""
    time = np.arange(n) / RATE
    return (np.minimum(time / attack, 1.0) * np.exp(-_LN_1000 / t60 * time)).astype(np.float32)


def hump(n: int, peak: float = 0.5, power: float = 1.0) -> Samples:
    """Return an envelope from 0 up to 1 at the part `peak` of its length and down to 0, rounded."""
    time = np.linspace(0.0, 1.0, n)
    bent = np.interp(time, (0.0, peak, 1.0), (0.0, 0.5, 1.0))
    return (np.sin(np.pi * bent) ** power).astype(np.float32)


def phase(frequency: Samples | float, n: int, *, ring: bool = False) -> NDArray[np.float64]:
    """Return the running phase in cycles of a tone of `frequency` (Hz, or a curve); on a ring it closes exactly."""
    cycles = np.cumsum(np.broadcast_to(np.asarray(frequency, np.float64), (n,))) / RATE
    return cycles * (max(round(cycles[-1]), 1) / cycles[-1]) if ring else cycles


def sine(cycles: NDArray[np.float64]) -> Samples:
    """Return the sine of a phase in cycles."""
    return np.sin(2 * np.pi * cycles).astype(np.float32)


def wave(cycles: NDArray[np.float64], partials: Sequence[float]) -> Samples:
    """Return a harmonic tone along a phase: `partials` are the strengths of the 1st, 2nd, … harmonic."""
    spectrum = np.zeros(_TABLE // 2 + 1, np.complex128)
    spectrum[1 : len(partials) + 1] = np.asarray(partials) * (-0.5j * _TABLE)
    table = np.fft.irfft(spectrum).astype(np.float32)
    found: Samples = table[(cycles * _TABLE).astype(np.int64) & (_TABLE - 1)]
    return found


def saw(highest: int, tilt: float = 1.0) -> list[float]:
    """Return the partials 1 … `highest` falling as 1 / k**tilt: a bowed or buzzing tone."""
    return [1.0 / k**tilt for k in range(1, highest + 1)]


def modes(n: int, frequencies: Sequence[float], strengths: Sequence[float], t60: Sequence[float]) -> Samples:
    """Return the ringing of a struck body: one dying sine for each frequency, strength and 60 dB time.

    exp(a(iB + j)) = exp(aiB) exp(aj), so that all modes together are one product of two small matrices: the
    imaginary part of coarse x fine. `einsum` sums it in one thread and always in the same order.
    """
    step = (2j * np.pi * np.asarray(frequencies, float) - _LN_1000 / np.asarray(t60, float)) / RATE
    coarse = np.exp(np.outer(np.arange(-(-n // _BLOCK)) * _BLOCK, step)) * np.asarray(strengths, float)
    fine = np.exp(np.outer(step, np.arange(_BLOCK)))
    left = np.concatenate((coarse.real, coarse.imag), axis=1).astype(np.float32)
    right = np.concatenate((fine.imag, fine.real)).astype(np.float32)
    ringing: Samples = np.einsum("ik,kj->ij", left, right).ravel()[:n]
    return ringing


def low_pass(cutoff: float, q: float = 0.707) -> Response:
    """Return the response that keeps what is below `cutoff` (12 dB an octave)."""
    return lambda f: 1 / (1 - (f / cutoff) ** 2 + 1j * f / cutoff / q)


def high_pass(cutoff: float, q: float = 0.707) -> Response:
    """Return the response that keeps what is above `cutoff` (12 dB an octave)."""
    return lambda f: -((f / cutoff) ** 2) / (1 - (f / cutoff) ** 2 + 1j * f / cutoff / q)


def band_pass(centre: float, q: float) -> Response:
    """Return the response of one resonance: gain 1 at `centre`, narrow for a great `q`."""
    return lambda f: (1j * f / centre / q) / (1 - (f / centre) ** 2 + 1j * f / centre / q)


def bell_curve(centre: float, decibels: float, q: float = 1.0) -> Response:
    """Return the response of an equaliser's bell: `decibels` more or less around `centre`."""
    root = 10 ** (decibels / 40)
    return lambda f: (
        (1 - (f / centre) ** 2 + 1j * f / centre * root / q) / (1 - (f / centre) ** 2 + 1j * f / centre / root / q)
    )


def formants(*peaks: tuple[float, float, float]) -> Response:
    """Return resonances side by side, as of a mouth: (Hz, q, strength) each."""
    return lambda f: sum((band_pass(hz, q)(f) * gain for hz, q, gain in peaks), np.zeros(len(f), np.complex128))


def filtered(sound: Samples, *responses: Response, ring: bool = False) -> Samples:
    """Return `sound` (mono) through the filters, of the same length; on a ring the tail goes on at the start."""
    n = len(sound)
    size = n if ring else fft_size(n + RINGING)
    spectrum = np.fft.rfft(sound, size) * response_of(responses, size)
    return np.fft.irfft(spectrum, size)[:n].astype(np.float32)


def response_of(filters: Sequence[Response], size: int) -> Samples:
    """Return what `filters` do together to each frequency of a transform of `size` samples."""
    frequencies = np.arange(size // 2 + 1, dtype=np.float32) * np.float32(RATE / size)
    together = np.ones(len(frequencies), np.complex64)
    for response in filters:
        together *= response(frequencies)
    return together


def hiss(rng: Rng, n: int, *responses: Response) -> Samples:
    """Return filtered noise, rms 1, whose end joins its start."""
    made = filtered(noise(rng, n), *responses, ring=True)
    return made / max(rms(made), 1e-9)


def burst(rng: Rng, envelope: Samples, *responses: Response) -> Samples:
    """Return filtered noise as long and as loud as `envelope`: a knock, a click, a puff."""
    return filtered(noise(rng, len(envelope)), *responses) * envelope


def gusts(rng: Rng, n: int, swell: tuple[float, float, float], *responses: Response) -> Samples:
    """Return filtered noise that swells and sinks, closed to a ring; `swell` is turns a second, lowest, highest."""
    return hiss(rng, n, *responses) * wander(rng, n, *swell)


def swept(rng: Rng, centre: Samples, octaves: float = 0.5) -> Samples:
    """Return noise in a band that follows the curve `centre` (Hz), about `octaves` wide to each side.

    A bank of fixed bands, each turned up as the curve passes, so that it closes on a ring.
    """
    n = len(centre)
    spectrum = np.fft.rfft(noise(rng, n))
    pitch = np.log2(np.maximum(np.fft.rfftfreq(n, 1 / RATE), 1.0))
    follow = np.log2(centre)
    width = max(octaves, 0.25)
    sound = np.zeros(n, np.float32)
    for band in np.arange(follow.min() - width, follow.max() + 2 * width, width):
        part = np.fft.irfft(spectrum * np.exp(-0.5 * ((pitch - band) / width * 1.4) ** 2), n)
        sound += (part * np.exp(-0.5 * ((follow - band) / width) ** 2)).astype(np.float32)
    return sound / max(rms(sound), 1e-9)


def rms(sound: Samples) -> float:
    """Return the root of the mean square."""
    return math.sqrt(float(np.mean(np.square(sound, dtype=np.float64))))
