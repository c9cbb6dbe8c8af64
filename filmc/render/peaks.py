"""The shape of a sound over time, small enough for a page: how loud its loudest sample is, a few times a second."""

from __future__ import annotations

import wave

import numpy as np

from filmc.produce.take import SoundTake

PER_SECOND = 20
_FULL = 32768.0


def peaks(take: SoundTake) -> bytes:
    """Return a byte for each 1/`PER_SECOND` s of a take, its last part too: 0 is silence, 255 full scale.

    They go by the square root of the level, as an eye would have it. OSError, wave.Error where it can not be read.
    """
    with wave.open(str(take.path), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        step = file.getframerate() // PER_SECOND * file.getnchannels()
    whole = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step)
    loudest = np.maximum(whole.max(axis=1).astype(np.int32), -whole.min(axis=1).astype(np.int32))
    return bytes(np.rint(np.sqrt(loudest / _FULL) * 255).astype(np.uint8))
