"""A throat without words: a pulsing source through the resonances of a mouth. Animals, crowds and murmurs use it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from filmc.produce.animatic.synth import Response, Rng, Samples, filtered, formants, noise, phase, saw, wave

Vowel = tuple[float, float, float]
"""The first three formants in Hz, of an adult."""

AH: Vowel = (730, 1200, 2500)
EH: Vowel = (550, 1800, 2500)
OH: Vowel = (500, 900, 2400)
OO: Vowel = (330, 800, 2300)
UH: Vowel = (600, 1150, 2400)
EE: Vowel = (300, 2200, 2900)


def voiced(  # noqa: PLR0913 - the four knobs of a throat
    rng: Rng, pitch: Samples, vowels: Sequence[Vowel], *, breath: float = 0.05, tract: float = 1.0, tilt: float = 1.1
) -> Samples:
    """Return a voice along the `pitch` curve (Hz) that glides through `vowels`, about rms 1 before its envelope.

    `breath` is the noise in the source, `tract` above 1 makes the throat shorter (a child, a small animal),
    a small `tilt` makes it pressed and bright.
    """
    n = len(pitch)
    highest = int(min(9000 / float(np.max(pitch)), 60)) or 1
    source = wave(phase(pitch, n), saw(highest, tilt)) + breath * noise(rng, n)
    sound = np.zeros(n, np.float32)
    for index, vowel in enumerate(vowels):
        sound += _weight(index, len(vowels), n) * filtered(source, _mouth(vowel, tract))
    return sound / max(float(np.sqrt(np.mean(sound**2))), 1e-9)


def _mouth(vowel: Vowel, tract: float) -> Response:
    first, second, third = vowel
    return formants((first * tract, 6, 1.0), (second * tract, 9, 0.6), (third * tract, 10, 0.3))


def _weight(index: int, number: int, n: int) -> Samples:
    if number == 1:
        return np.ones(n, np.float32)
    place = np.linspace(0, number - 1, n, dtype=np.float32)
    near: Samples = np.maximum(1 - np.abs(place - index), 0)
    return near
