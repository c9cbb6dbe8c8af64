"""Sound to AAC in stretches: each is encoded once, and kept under a name that its samples give it.

An edit changes a few seconds of a film's sound, and encoding is what takes long. So the sound is cut every
`STRETCH` packets, counted from the film's beginning, and each stretch is encoded by itself, with some sound before it
in which the encoder settles, and some behind it that it looks ahead to. `splice.py` puts their packets together.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from filmc.base.digest import digest, digest_bytes
from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import started
from filmc.base.record import record
from filmc.lower.graph import FilterGraph
from filmc.render.command import End, Options, arguments, file_url
from filmc.render.encode import check
from filmc.render.kept import keep, kept
from filmc.render.key import code_version
from filmc.render.mix import SAMPLE_RATE
from filmc.render.track import Track, read_track

PACKET = 1024
"""Samples by which a packet is later than the one before it."""
STRETCH = 480
"""Packets: some ten seconds."""
LEAD = 24
"""Packets before a stretch: after eight the encoder's noise is what it would have been, had it heard all before."""
TAIL = 24
"""Packets behind a stretch: what the encoder looks ahead to, and more than a splice may lie late."""
BARE: Options = {"f": "f32le", "ar": SAMPLE_RATE, "ac": 2}
"""How samples are handed on: floats without a head."""

_BYTES = PACKET * 2 * 4
_AS_IT_IS = FilterGraph("packets", "audio", ())


@record
class Coder:
    """Encodes sound: by which program, at how many kilobits a second; stretches are kept in `folder`."""

    ffmpeg: FFmpeg
    kilobits: int
    folder: Path

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
class Stretch:
    """Packets of the film in a file of their own: those from number `first` on, counted from 0."""

    first: int
    track: Track

    def part(self, low: int, high: int) -> Track:
        """Return the track of the film's packets `low` to `high`."""
        return self.track.part(low - self.first, high - self.first)

    @property
    def end(self) -> int:
        """The number after that of its last packet."""
        return self.first + self.track.samples


def cuts(samples: int) -> list[int]:
    """Return before which packets sound of so many samples is cut: no stretch is shorter than a half."""
    return list(range(STRETCH, samples // PACKET - STRETCH // 2, STRETCH))


def encoded(sound: IO[bytes], at: Sequence[int], coder: Coder) -> Iterator[Stretch]:
    """Yield the stretches of `sound` (as `BARE` says) that is cut before the packets `at`.

    Only those that are not there are encoded. Fault E0903 where that can not be done, E0904 on a full disk.
    """
    held, begin = bytearray(), 0
    for low, high in zip([0, *at], [*at, None], strict=True):
        first = max(low - LEAD, 0)
        del held[: (first - begin) * _BYTES]
        begin = first
        held += sound.read() if high is None else sound.read((high + TAIL - begin) * _BYTES - len(held))
        yield Stretch(first, read_track(_kept(bytes(held), coder)))


def _kept(samples: bytes, coder: Coder) -> Path:
    made_of = [digest_bytes(samples), sorted(coder.options.items()), coder.ffmpeg.version, code_version()]
    path = coder.folder / f"{digest(made_of)}.m4a"
    if kept(path) is None:
        _encode(samples, path, coder)
    return path


def _encode(samples: bytes, path: Path, coder: Coder) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    command = arguments(coder.ffmpeg, End("pipe:0", BARE), _AS_IT_IS, End(file_url(part), coder.options))
    try:
        with started(command, feed=True) as program:
            with suppress(BrokenPipeError):  # it has ended: `check` tells why
                program.stdin.write(samples)
                program.stdin.close()
            check(program, "the sound")
        keep(part, path)
    except OSError as error:
        raise Fault.of(error) from None
    finally:
        part.unlink(missing_ok=True)
