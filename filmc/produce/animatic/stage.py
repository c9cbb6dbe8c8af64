"""The stage on which an effect is performed: a stereo canvas of fixed length, open-ended or a ring."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np

from filmc.produce.animatic.space import reverberated
from filmc.produce.animatic.synth import RATE, Rng, Samples


class Stage:
    """`n` samples of stereo. On a ring, what runs over the end goes on at the start.

    `rng` is the effect's own source of chance, `words` the author's words in lower case.
    """

    def __init__(self, n: int, rng: Rng, words: str = "", *, ring: bool = False) -> None:
        self.n = n
        self.rng = rng
        self.words = words
        self.ring = ring
        self.sound = np.zeros((n, 2), np.float32)

    @property
    def seconds(self) -> float:
        """Length."""
        return self.n / RATE

    def says(self, *words: str) -> bool:
        """Tell whether one of `words` is among the author's words."""
        return any(word in self.words for word in words)

    def between(self, low: float, high: float) -> float:
        """Return a random number."""
        return float(self.rng.uniform(low, high))

    def place(self, sound: Samples, at: float = 0.0, gain: float = 1.0, pan: float = 0.0) -> None:
        """Add mono `sound` at `at` seconds, `pan` -1 left to 1 right at equal power."""
        angle = (pan + 1) * math.pi / 4
        pair = np.empty((len(sound), 2), np.float32)  # an outer product takes several times as long
        for side, share in enumerate((math.cos(angle), math.sin(angle))):
            np.multiply(sound, np.float32(gain * share * math.sqrt(2)), out=pair[:, side])
        self._add(pair, round(at * RATE))

    def bed(self, make: Callable[[], Samples], gain: float = 1.0, width: float = 0.7) -> None:
        """Add a full-length layer, made twice and mixed so that it is `width` wide (0 mono, 1 two separate sides)."""
        first, second = make(), make() if width else np.zeros(self.n, np.float32)
        middle, side = math.sqrt(1 - width / 2), math.sqrt(width / 2)
        self.sound[:, 0] += gain * (first * middle + second * side)
        self.sound[:, 1] += gain * (first * middle - second * side)

    def beats(self, period: float, jitter: float = 0.0, start: float = 0.0) -> Iterator[float]:
        """Yield times `period` seconds apart up to the end, each off by up to `jitter`; on a ring they close."""
        number = max(round(self.seconds / period), 1) if self.ring else math.ceil((self.seconds - start) / period)
        step = self.seconds / number if self.ring else period
        for index in range(number):
            yield max(start + index * step + self.between(-jitter, jitter), 0.0)

    def strokes(self, period: float) -> Iterator[float]:
        """Yield the one moment at which a single event happens; on a ring it comes back about every `period`."""
        if self.ring:
            yield from self.beats(period)
        else:
            yield 0.01

    def scatter(self, per_second: float) -> Iterator[float]:
        """Yield about `per_second` random times a second, at least one in all; without a ring the first one is now."""
        number = max(round(per_second * self.seconds), 1)
        times = np.sort(self.rng.uniform(0.0, self.seconds, number))
        yield from (times if self.ring else (times - times[0]) * 0.92 + 0.01).tolist()

    def room(self, t60: float, wet: float) -> None:
        """Put what is there so far into a room with the given 60 dB time; `wet` is the part of the room's sound."""
        self.sound = reverberated(self.sound, t60, wet, ring=self.ring)

    def _add(self, pair: Samples, start: int) -> None:
        if self.ring:
            done = 0
            while done < len(pair):
                at = (start + done) % self.n
                part = pair[done : done + self.n - at]
                self.sound[at : at + len(part)] += part
                done += len(part)
        elif start < self.n:
            part = pair[: self.n - start]
            self.sound[start : start + len(part)] += part
