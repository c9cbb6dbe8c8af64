"""What a viewer would notice in a finished film, as numbers: frames and sound of the mp4 itself, bus by bus where asked.

Frames are grey, 0..255, number × height × width; sound is samples × 2 at 48 kHz; levels are decibels below full scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from screen import ffmpeg, frames_of, sound_of

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.world import DiskWorld
from filmc.frontend.value import Size
from filmc.ir.film import Line, Shot
from filmc.ir.frames import FrameRange, to_samples
from filmc.render.command import SAFE, End, file_url
from filmc.render.delivery import Options
from filmc.render.loudness import Loudness, measure
from filmc.render.mix import mixed, place
from filmc.session import Built, Cut, Session

RATE = 48_000
SMALL = Size(192, 108)


@dataclass
class Result:
    """A built film: what was asked, what was told, and what is in the file."""

    session: Session
    options: Options
    built: Built
    path: Path
    mixes: dict[tuple[tuple[str, ...], bool], np.ndarray] = field(default_factory=dict, repr=False)

    @property
    def film(self):
        return self.built.checked.film

    @property
    def size(self) -> tuple[int, int]:
        return self.film.settings.width, self.film.settings.height

    @cached_property
    def frames(self) -> np.ndarray:
        return frames_of(self.path, self.size)

    @cached_property
    def colours(self) -> np.ndarray:
        return frames_of(self.path, self.size, "rgb24")

    @cached_property
    def sound(self) -> np.ndarray:
        return sound_of(self.path)

    @cached_property
    def cut(self) -> Cut:
        checked = self.session.check()
        lowered = self.session.lower(checked, self.session.desk(checked.notes), self.options, lambda *_: None)
        return self.session.cut(lowered, self.options, lambda *_: None)

    @property
    def told(self) -> str:
        """What ffmpeg says of the file."""
        return ffmpeg("-i", str(self.path)).stderr.decode()

    @property
    def loudness(self) -> Loudness:
        return measure(End(file_url(self.path), SAFE), find_ffmpeg())

    def shot(self, label: str) -> Shot:
        return next(shot for shot in self.film.shots if shot.label == label)

    def seen(self, label: str) -> np.ndarray:
        """Return the frames of a shot, those that it shares with its neighbours left out."""
        shots = self.film.shots
        at = next(index for index, shot in enumerate(shots) if shot.label == label)
        start, end = shots[at].film_range
        first = max(start, shots[at - 1].film_range.end) if at else start
        last = min(end, shots[at + 1].film_range.start) if at + 1 < len(shots) else end
        return self.frames[first:last]

    def lines(self) -> Iterator[tuple[Line, FrameRange]]:
        """Yield each line with its frames in the film."""
        for shot in self.film.shots:
            for line in shot.lines:
                yield line, line.shot_range.shifted(shot.film_range.start)

    def heard(self, frames: FrameRange) -> np.ndarray:
        """Return the sound of some frames."""
        return samples(self.sound, self, frames)

    def bus(self, *names: str, ducked: bool = True) -> np.ndarray:
        """Return what only these buses play in the mix; `ducked` as under speech, else as if nobody spoke."""
        key = (names, ducked)
        if key not in self.mixes:
            self.mixes[key] = self._mix(names, ducked=ducked)
        return self.mixes[key]

    def _mix(self, names: tuple[str, ...], *, ducked: bool) -> np.ndarray:
        timeline, takes = self.cut.timeline, self.cut.takes
        total = to_samples(timeline.frames, timeline.rate, RATE)
        kept = [sound for sound in timeline.sounds if sound.bus in names]
        speech = [sound for sound in timeline.sounds if sound.bus == "speech" and sound.bus not in names]
        placed = place([*kept, *(speech if ducked else [])], takes, total)
        mix = np.concatenate(list(mixed(placed, total)))
        if ducked and speech:
            mix = mix - np.concatenate(list(mixed(place(speech, takes, total), total)))
        return mix


def build(project: Path, out: Path, options: Options | None = None) -> Result:
    """Build the main.film of a folder to `out`."""
    session = Session(DiskWorld(project), "main.film")
    checked = session.check()
    assert checked.ok, [str(note.message) for note in checked.notes]
    options = options or Options(size=SMALL, quality="draft")
    out.parent.mkdir(parents=True, exist_ok=True)
    lowered = session.lower(checked, session.desk(checked.notes), options, lambda *_: None)
    return Result(session, options, session.build(checked, lowered, session.order(out, options, lambda *_: None)), out)


# Pictures


def distance(first: np.ndarray, second: np.ndarray) -> float:
    """Return the mean difference of two pictures, 0..255."""
    return float(np.abs(first.astype(np.int16) - second).mean())


def similarity(first: np.ndarray, second: np.ndarray) -> float:
    """Return the structural similarity of two grey pictures (Wang et al. 2004), 1 for equal ones."""
    a, b = first.astype(np.float64), second.astype(np.float64)
    blur = lambda image: cv2.GaussianBlur(image, (0, 0), 1.5)  # noqa: E731 - a name for a formula
    mean_a, mean_b = blur(a), blur(b)
    spread = blur(a * a) - mean_a**2 + blur(b * b) - mean_b**2
    shared = blur(a * b) - mean_a * mean_b
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    top = (2 * mean_a * mean_b + low) * (2 * shared + high)
    return float((top / ((mean_a**2 + mean_b**2 + low) * (spread + high))).mean())


def blank(frames: np.ndarray) -> np.ndarray:
    """Tell of each frame whether it is one colour: nothing is to be seen."""
    return frames.reshape(len(frames), -1).astype(np.float32).std(axis=1) < 1.5


def motion(frames: np.ndarray) -> np.ndarray:
    """Return how much each frame differs from the one before: mean, 0..255, one fewer than there are frames."""
    return np.array([distance(a, b) for a, b in pairwise(frames)])


def longest(marks: np.ndarray) -> int:
    """Return the longest run of True."""
    runs = "".join("x" if mark else " " for mark in marks).split()
    return max(map(len, runs), default=0)


# Sound


def samples(sound: np.ndarray, result: Result, frames: FrameRange) -> np.ndarray:
    """Return the samples of some frames."""
    rate = result.film.settings.rate
    return sound[max(to_samples(frames.start, rate, RATE), 0) : to_samples(frames.end, rate, RATE)]


def level(sound: np.ndarray) -> float:
    """Return the level of a sound."""
    return float(10 * np.log10((sound.astype(np.float64) ** 2).mean() + 1e-12)) if len(sound) else -120.0


def speech_band(sound: np.ndarray) -> np.ndarray:
    """Return what lies between 300 and 4000 Hz, where words are understood."""
    spectrum = np.fft.rfft(sound.mean(axis=1))
    at = np.fft.rfftfreq(len(sound), 1 / RATE)
    spectrum[(at < 300) | (at > 4000)] = 0
    return np.fft.irfft(spectrum, len(sound))


def steps(sound: np.ndarray, at: int) -> float:
    """Return the largest jump from one sample to the next around sample `at`, beyond what the sound does near it."""
    near = np.abs(np.diff(sound[max(at - 480, 0) : at + 480].mean(axis=1)))
    here = np.abs(np.diff(sound[max(at - 4, 0) : at + 4].mean(axis=1)))
    return float(here.max(initial=0.0) - 3 * np.sqrt((near**2).mean())) if len(near) else 0.0


# Subtitles


def cues(path: Path) -> list[tuple[float, float, str]]:
    """Return the entries of a .srt or .vtt file: start and end in seconds, and the words."""
    text = path.read_text("utf-8")
    found = re.findall(r"([\d:.,]+) --> ([\d:.,]+)\n(.*?)(?:\n\n|\Z)", text + "\n", re.DOTALL)
    return [(_seconds(start), _seconds(end), words.strip()) for start, end, words in found]


def _seconds(clock: str) -> float:
    parts = [float(part) for part in clock.replace(",", ".").split(":")]
    return sum(part * 60**power for power, part in enumerate(reversed(parts)))
