"""Mixing: every sound of the timeline at its exact sample, block by block, so that memory does not grow with the film.

Four buses. All others give way to speech: their level follows an envelope that falls within `ATTACK` seconds
of a voice and comes back within `RELEASE`. The envelope looks ahead, so that a first syllable is never covered.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filmc.base.record import record
from filmc.ir.frames import snap
from filmc.lower.timeline import SoundClip
from filmc.produce.take import SoundTake

SAMPLE_RATE = 48_000
DUCKED = {"music": -9.0, "ambience": -4.0, "sfx": -3.0}
"""Decibels by which a bus gives way to speech: music clearly, the others little, for a bed that pumps is noticed."""
ATTACK, RELEASE = 0.12, 0.40
_PAUSE = 0.35
"""Seconds of silence between words that do not bring the music back."""
_BLOCK = 10 * SAMPLE_RATE

Samples = NDArray[np.float32]
"""Samples × 2, 1.0 is full scale."""


@record
class Placed:
    """A sound on the film's samples: from `start` for `length`, beginning `offset` samples into the take."""

    clip: SoundClip
    take: SoundTake
    start: int
    length: int
    offset: int

    @property
    def end(self) -> int:
        """The first sample after it."""
        return self.start + self.length


def place(sounds: Sequence[SoundClip], takes: Mapping[str, SoundTake], total: int) -> list[Placed]:
    """Return the sounds that have a take, as samples inside a film of `total` samples."""
    placed = []
    for clip in sounds:
        take = takes.get(clip.key)
        if take is None or not take.samples:
            continue
        start, offset = _samples(clip.start), _samples(clip.offset)
        length = _samples(clip.length) if clip.loop else min(_samples(clip.length), take.samples - offset)
        length = min(length, total - start)
        if length > 0 and start + length > 0:
            placed.append(Placed(clip, take, start, length, offset))
    return placed


def _samples(seconds: Fraction) -> int:
    return snap(Fraction(seconds), Fraction(SAMPLE_RATE))


def mixed(placed: Sequence[Placed], total: int) -> Iterator[Samples]:
    """Yield the mix of `total` samples in blocks."""
    sources = [(sound, _Source(sound)) for sound in placed]
    speech = spans([sound for sound in placed if sound.clip.bus == "speech"])
    for start in range(0, total, _BLOCK):
        end = min(start + _BLOCK, total)
        block = np.zeros((end - start, 2), np.float32)
        depth = ducking(speech, start, end)
        for sound, source in sources:
            if sound.start < end and start < sound.end:
                low, high = max(sound.start, start), min(sound.end, end)
                part = source.read(low - sound.start, high - sound.start)
                if sound.clip.bus in DUCKED:
                    part *= _factor(DUCKED[sound.clip.bus] * depth[low - start : high - start])
                block[low - start : high - start] += part
        yield block


def _factor(decibels: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(10.0 ** (decibels / 20.0), np.float32)[:, None]


def spans(speech: Sequence[Placed]) -> list[tuple[int, int]]:
    """Return when somebody speaks, as sample ranges: pauses shorter than a breath are spoken through."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(part for sound in speech for part in _voiced(sound)):
        if found and low - found[-1][1] < _PAUSE * SAMPLE_RATE:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found


def _voiced(sound: Placed) -> Iterator[tuple[int, int]]:
    """Yield the parts of a line that are not silence, in steps of 20 ms, 40 dB below its loudest."""
    step = SAMPLE_RATE // 50
    data = _Source(sound).read(0, sound.length)
    peaks = [float(np.abs(data[at : at + step]).max()) for at in range(0, sound.length, step)]
    threshold = max(peaks, default=0.0) * 0.01
    for number, peak in enumerate(peaks):
        if peak > max(threshold, 1e-4):
            yield sound.start + number * step, min(sound.start + (number + 1) * step, sound.end)


def ducking(speech: Sequence[tuple[int, int]], start: int, end: int) -> NDArray[np.float32]:
    """Return how far the other buses give way at each sample from `start` to `end`: 0 not at all, 1 wholly."""
    attack, release = ATTACK * SAMPLE_RATE, RELEASE * SAMPLE_RATE
    depth = np.zeros(end - start, np.float32)
    for low, high in speech:
        first, last = max(int(low - attack), start), min(int(high + release), end)
        if first < last:
            at = np.arange(first, last, dtype=np.float32)
            slope = np.minimum((at - (low - attack)) / attack, ((high + release) - at) / release).clip(0, 1)
            part = depth[first - start : last - start]
            np.maximum(part, slope, out=part)
    return depth


class _Source:
    """Reads a placed sound, gained, panned and faded. Only what is asked for is in memory, but for what loops."""

    def __init__(self, sound: Placed) -> None:
        self._sound = sound
        self._level = _pan(sound.clip.pan) * np.float32(10.0 ** (sound.clip.gain / 20.0))

    def read(self, low: int, high: int) -> Samples:
        """Return the samples `low` to `high`, counted from the clip's own start."""
        data = self._raw(low + self._sound.offset, high + self._sound.offset)
        return data * self._level * self._fade(low, high)[:, None]

    def _raw(self, low: int, high: int) -> Samples:
        take = self._sound.take
        if not self._sound.clip.loop:
            return read_wave(take.path, low, high)
        turns = range(low // take.samples, (high - 1) // take.samples + 1)
        parts = [
            read_wave(take.path, max(low - turn * take.samples, 0), min(high - turn * take.samples, take.samples))
            for turn in turns
        ]
        return np.concatenate(parts)

    def _fade(self, low: int, high: int) -> NDArray[np.float32]:
        """Return the clip's fades: straight lines in amplitude, softened by a quarter sine."""
        clip, length = self._sound.clip, self._sound.length
        at = np.arange(low, high, dtype=np.float32)
        level = np.ones(high - low, np.float32)
        for seconds, distance in ((clip.fade_in, at), (clip.fade_out, length - at)):
            if seconds:
                level *= np.sin((distance / np.float32(_samples(seconds))).clip(0, 1) * np.float32(np.pi / 2))
        return level


def _pan(pan: float) -> NDArray[np.float32]:
    """Return the factors of left and right: equal power, 1 and 1 in the middle."""
    angle = (min(max(pan, -1.0), 1.0) + 1.0) * np.pi / 4
    return np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(np.sqrt(2.0))


def read_wave(path: Path, low: int, high: int) -> Samples:
    """Return the samples `low` to `high` of a 48 kHz, 16-bit WAV as two channels; silence past its end."""
    with wave.open(str(path), "rb") as file:
        channels, total = file.getnchannels(), file.getnframes()
        file.setpos(min(max(low, 0), total))
        data = np.frombuffer(file.readframes(high - low), "<i2").reshape(-1, channels)
    out = np.zeros((high - low, 2), np.float32)
    out[: len(data)] = data[:, :2].astype(np.float32) / 32768.0
    return out
