"""What a listener would notice, as numbers: level, brightness, pitch, what tells two sounds apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from filmc.lower.request import MusicRequest, SpeechRequest
from filmc.produce.animatic.level import loudness
from filmc.produce.animatic.synth import RATE

QUIET = 10 ** (-55 / 20)


def decibels(sound):
    return 20 * np.log10(loudness(sound) + 1e-9)


def mono(sound):
    return sound if sound.ndim == 1 else sound.mean(axis=1)


def centroid(sound):
    power = np.abs(np.fft.rfft(mono(sound))) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


def pitch(sound):
    """Median fundamental of the voiced parts, by autocorrelation."""
    found = []
    for start in range(0, len(sound) - 2048, 1024):
        part = sound[start : start + 2048].astype(float)
        echo = np.fft.irfft(np.abs(np.fft.rfft(part, 4096)) ** 2)[:2048]
        lag = RATE // 500 + int(np.argmax(echo[RATE // 500 : RATE // 60]))
        if np.sqrt(np.mean(part**2)) > 0.04 and echo[lag] > 0.5 * echo[0]:
            found.append(RATE / lag)
    return float(np.median(found))


def fingerprint(sound):
    """Spectrum in half octaves and loudness over time, each of unit length: what an ear tells sounds apart by."""
    power = np.abs(np.fft.rfft(mono(sound))) ** 2
    octaves = np.log2(np.maximum(np.fft.rfftfreq(len(sound), 1 / RATE), 20) / 20) * 2
    spectrum = np.sqrt(np.bincount(octaves.astype(int), power, 24)[:24])
    shape = np.array([np.sqrt(np.mean(part**2)) for part in np.array_split(mono(sound), 60)])
    return np.concatenate([spectrum / np.linalg.norm(spectrum), shape / np.linalg.norm(shape)])


def check_sound(sound, seconds):
    assert len(sound) == round(seconds * RATE)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert 0.005 < np.abs(sound).max() <= 0.98


def line(text="The night train leaves at nine.", language="en", voice="woman", identity="a", **how):
    return SpeechRequest(text, language, voice, identity, **how)


def piece(identity="a", seconds=12.0, **changes):
    plain = MusicRequest(identity, (), "major", 96, 0.5, 0.5, ("piano", "strings"), (), round(seconds * 1000))
    return replace(plain, **changes)
