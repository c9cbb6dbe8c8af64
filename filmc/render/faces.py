"""Faces that live: how far each mouth is open in each frame, and when eyes blink."""

from __future__ import annotations

import random
import wave
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmc.base.digest import seed
from filmc.ir.frames import to_samples
from filmc.lower.timeline import Mouth
from filmc.produce.take import SoundTake

Levels = NDArray[np.float32]
"""One number a frame, 0 (closed) to 1 (wide open)."""

_FALL = 0.55
"""How much of its opening a mouth keeps from one frame to the next at 24 frames a second: lips close softly."""


def spoken(mouths: Sequence[Mouth], takes: Mapping[str, SoundTake], rate: Fraction, frames: int) -> dict[str, Levels]:
    """Return for each figure that speaks how far its mouth is open in each of the shot's `frames`."""
    levels: dict[str, Levels] = {}
    for mouth in mouths:
        if mouth.sound in takes:
            line = envelope(takes[mouth.sound].path, rate)[: mouth.length]
            track = levels.setdefault(mouth.figure, np.zeros(frames, np.float32))
            start, end = max(mouth.start, 0), min(mouth.start + len(line), frames)
            if start < end:
                part = line[start - mouth.start : end - mouth.start]
                track[start:end] = np.maximum(track[start:end], part)
    return levels


def envelope(path: Path, rate: Fraction) -> Levels:
    """Return the loudness of a 48 kHz, 16-bit WAV in each frame, relative to the line's own loud parts."""
    with wave.open(str(path), "rb") as file:
        channels, total, sample_rate = file.getnchannels(), file.getnframes(), file.getframerate()
        samples = np.frombuffer(file.readframes(total), "<i2").reshape(-1, channels).mean(axis=1)
    count = int(len(samples) * rate / sample_rate) + 1
    borders = [to_samples(frame, rate, sample_rate) for frame in range(count + 1)]
    loudness = np.array([_rms(samples[a:b]) for a, b in pairwise(borders)], np.float32)
    loud = float(np.percentile(loudness, 92)) if loudness.any() else 0.0
    if loud < 30.0:  # -60 dBFS: nobody speaks
        return np.zeros(count, np.float32)
    return _closing_softly(((loudness / loud).clip(0, 1) ** 0.8).astype(np.float32), float(rate))


def _rms(samples: NDArray[np.float64]) -> float:
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0


def _closing_softly(levels: Levels, rate: float) -> Levels:
    keep = _FALL ** (24.0 / rate)
    held = 0.0
    for frame, level in enumerate(levels):
        held = max(float(level), held * keep)
        levels[frame] = held
    return levels


def blinks(which: int, frames: int, rate: Fraction) -> NDArray[np.bool_]:
    """Return in which frames the eyes of the shot's figure number `which` are shut: every 2 to 6 s for 0.13 s."""
    chance = random.Random(seed("blink", str(which)))
    shut = np.zeros(frames, np.bool_)
    at = chance.uniform(0.8, 4.0)
    length = max(2, round(0.13 * rate))
    while (start := int(at * rate)) < frames:
        shut[start : start + length] = True
        at += chance.uniform(2.2, 6.0)
    return shut
