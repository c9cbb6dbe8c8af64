"""Sound to AAC in stretches: each is levelled, encoded and heard once, and kept under the name of what it is made of.

An edit changes a few seconds of a film's sound, and encoding is what takes long. So the mix is cut every `STRETCH`
packets, counted from the film's beginning, and each stretch is made by itself, with some sound before it in which
limiter and encoder settle, and some behind it that they look ahead to. `splice.py` puts their packets together.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from filmc.base.digest import digest, digest_bytes
from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import started
from filmc.base.record import record
from filmc.lower.graph import FilterGraph, master_graph
from filmc.render.command import SAFE, End, Options, arguments, file_url
from filmc.render.encode import check
from filmc.render.kept import keep, kept
from filmc.render.key import code_version
from filmc.render.loudness import STEP, Heard, hear
from filmc.render.mix import SAMPLE_RATE
from filmc.render.track import Track, read_track

PACKET = 1024
"""Samples by which a packet is later than the one before it."""
STRETCH = 450
"""Packets: some ten seconds, and a whole number of the steps in which loudness is told."""
LEAD = 75
"""Packets before a stretch, also whole steps: the limiter has let go after half of them, and after eight more the
encoder's noise is what it would have been, had it heard all before."""
TAIL = 24
"""Packets behind a stretch: what is looked ahead to, and more than a splice may lie late."""
BARE: Options = {"f": "f32le", "ar": SAMPLE_RATE, "ac": 2}
"""How samples are handed on: floats without a head."""

_BYTES = PACKET * 2 * 4


@record
class Coder:
    """Encodes sound: by which program, at how many kilobits a second, how many loudness units off at most.

    Stretches are kept in `folder`. Levels do not follow every breath of the mix, else an edit of some seconds would
    change all stretches: they go by `step` decibels, which leaves a third of what may be missed to the encoder.
    """

    ffmpeg: FFmpeg
    kilobits: int
    tolerance: float
    folder: Path

    @property
    def step(self) -> float:
        """Decibels from one level to the next."""
        return self.tolerance * 4 / 3

    @property
    def options(self) -> Options:
        """What the encoder is told.

        Of its two ways of searching the fast one is also the better at such a rate, and its noise does not depend on
        what came long before: the other one takes five seconds to settle, and a stretch would sound otherwise.
        """
        return {
            "c:a": "aac",
            "aac_coder": "fast",
            "b:a": f"{self.kilobits}k",
            "fflags": "+bitexact",
            "flags:a": "+bitexact",
            "threads": 1,
            "write_btrt": 0,
            "f": "mp4",
        }


@record
class Level:
    """What the mix is brought to: `gain` decibels more, then peaks held under `ceiling` dBFS."""

    gain: float
    ceiling: float

    def of(self, peak: float) -> tuple[float, float | None]:
        """Return gain and ceiling for a stretch with a peak of so many dBFS: None needs no limiter."""
        return self.gain, self.ceiling if peak + self.gain > self.ceiling else None


@record
class Raw:
    """A stretch of the mix, not levelled yet: packets `low` to `high`; with what is around them, `first` to `last`."""

    mix: Path
    first: int
    low: int
    high: int
    last: int

    @property
    def samples(self) -> bytes:
        """Its sound as `BARE` says, with what is around it."""
        with self.mix.open("rb") as file:
            file.seek(self.first * _BYTES)
            return file.read((self.last - self.first) * _BYTES)

    @cached_property
    def digest(self) -> str:
        """The name of its sound: stretches that sound alike, as of silence, have one file."""
        return digest_bytes(self.samples)

    def own(self, told: Heard) -> Heard:
        """Return what was heard of its own packets, from what was heard of all."""
        low, high = ((packet - self.first) * PACKET // STEP for packet in (self.low, self.high))
        own = slice(low, high if self.high < self.last else None)
        return Heard(told.blocks[own], told.peaks[own])


@record
class Stretch:
    """Packets of the film in a file of their own: those from number `low` on, and before them some from `first` on."""

    first: int
    low: int
    track: Track
    heard: Heard

    def part(self, low: int, high: int) -> Track:
        """Return the track of the film's packets `low` to `high`."""
        return self.track.part(low - self.first, high - self.first)

    @property
    def end(self) -> int:
        """The number after that of its last packet."""
        return self.first + self.track.samples


def divided(mix: Path) -> list[Raw]:
    """Return the stretches of the mix in a file (as `BARE` says)."""
    size = mix.stat().st_size
    at, end = cuts(size // (2 * 4)), -(-size // _BYTES)
    bounds = zip([0, *at], [*at, end], strict=True)
    return [Raw(mix, max(low - LEAD, 0), low, high, min(high + TAIL, end)) for low, high in bounds]


def cuts(samples: int) -> list[int]:
    """Return before which packets sound of so many samples is cut: no stretch is shorter than a half."""
    return list(range(STRETCH, samples // PACKET - STRETCH // 2, STRETCH))


def heard(raw: Raw, coder: Coder) -> Heard:
    """Return how a stretch of the mix sounds as it is. Fault E0903 where that can not be measured."""
    return raw.own(_heard(raw, coder))


def _heard(raw: Raw, coder: Coder) -> Heard:
    """Return how a stretch sounds with what is around it."""

    def make(part: Path) -> Heard:
        part.touch()
        return hear(End("pipe:0", BARE), coder.ffmpeg, raw.samples)

    _, told = _kept([raw.digest], "heard", make, coder)
    return told


def encoded(raw: Raw, level: Level, coder: Coder) -> Stretch:
    """Return a stretch of the mix brought to a level and encoded.

    Fault E0903 where that can not be done, E0904 on a full disk.
    """
    gain, ceiling = level.of(max(_heard(raw, coder).peaks))
    made_of = [raw.digest, gain, ceiling, sorted(coder.options.items())]

    def make(part: Path) -> Heard:
        _encode(raw.samples, master_graph(gain, ceiling), part, coder)
        return hear(End(file_url(part), SAFE), coder.ffmpeg)

    path, told = _kept(made_of, "m4a", make, coder)
    return Stretch(raw.first, raw.low, read_track(path), raw.own(told))


def _kept(made_of: list[object], kind: str, make: Callable[[Path], Heard], coder: Coder) -> tuple[Path, Heard]:
    """Return the file that is kept of something, made by `make` if need be, and what was heard of it."""
    path = coder.folder / f"{digest([*made_of, coder.ffmpeg.version, code_version()])}.{kind}"
    if said := kept(path):
        blocks = len(said) // 2
        return path, Heard(tuple(said[:blocks]), tuple(said[blocks:]))
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        told = make(part)
        keep(part, path, [*told.blocks, *told.peaks])
    except OSError as error:
        raise Fault.of(error) from None
    finally:
        part.unlink(missing_ok=True)
    return path, told


def _encode(samples: bytes, graph: FilterGraph, out: Path, coder: Coder) -> None:
    command = arguments(coder.ffmpeg, End("pipe:0", BARE), graph, End(file_url(out), coder.options))
    with started(command, feed=True) as program:
        with suppress(BrokenPipeError):  # it has ended: `check` tells why
            program.stdin.write(samples)
            program.stdin.close()
        check(program, "the sound")
