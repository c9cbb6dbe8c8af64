"""Loudness: programme loudness and true peak by EBU R 128 (ITU-R BS.1770).

ffmpeg's ebur128 listens; what it tells of each block is gated here, so that stretches can be heard one by one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from contextlib import suppress

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import started
from filmc.base.record import record
from filmc.lower.graph import measure_graph
from filmc.render.command import End, arguments

SILENT = -70.0
"""Loudness (LUFS) of what is not heard: R 128's absolute gate."""
STEP = 4800
"""Samples at 48 kHz after which the next block ends: three quarters of it are those of the one before."""

_STEPS = 4
"""Of a block."""
_NOTHING = -120.0
"""Decibels of digital silence."""
_GATE = -10.0
"""Loudness units below all that passes the absolute gate, under which a block does not count."""
_TOLD = re.compile(r" M: *(\S+) .* FTPK: *([^d]*) dBFS")
_PEAK = re.compile(r"True peak:\s+Peak:\s+(\S+) dBFS")
_PATIENCE = 600.0
"""Seconds that measuring takes at most."""
_MESSAGES = 32 << 20
"""Bytes of messages that are read, some two hundred for each step: hours of sound."""


@record
class Loudness:
    """Programme loudness in LUFS (`SILENT` or less: nothing to hear) and true peak in dBTP."""

    programme: float
    peak: float


@record
class Heard:
    """What was heard of a sound in each `STEP`: loudness (LUFS) of the block of 0.4 s that ends then, and true peak.

    Before the first block is whole, it is silent. Behind the last step a part of one has a peak, too.
    """

    blocks: tuple[float, ...]
    peaks: tuple[float, ...]

    def at(self, gain: float, ceiling: float) -> Heard:
        """Return about how it will sound `gain` decibels louder, with peaks held under `ceiling` dBFS.

        A limiter makes a block softer by what its peaks are too high, in the mean of its steps: measured on the
        examples, within a tenth of that.
        """
        over = [max(peak + gain - ceiling, 0.0) for peak in self.peaks]
        softer = [math.fsum(over[max(end - _STEPS, 0) : end]) / _STEPS for end in range(1, len(self.blocks) + 1)]
        blocks = [block + gain - less for block, less in zip(self.blocks, softer, strict=True)]
        return Heard(tuple(blocks), tuple(min(peak + gain, ceiling) for peak in self.peaks))


def measure(source: End, ffmpeg: FFmpeg) -> Loudness:
    """Return the loudness of a sound file of ours. Fault E0903 where it can not be read."""
    return loudness_of([hear(source, ffmpeg)])


def hear(source: End, ffmpeg: FFmpeg, samples: bytes = b"") -> Heard:
    """Listen to a sound of ours: to a file, or to `samples` through a pipe.

    Fault E0903 where it can not be read; TimeoutError where that takes ten minutes.
    """
    command = arguments(ffmpeg, source, measure_graph(), End("-", {"f": "null"}))
    with started(["info" if part == "error" else part for part in command], feed=True) as program:
        with suppress(BrokenPipeError):  # it has ended: its code tells
            program.stdin.write(samples)
            program.stdin.close()
        code, messages = program.ended(_PATIENCE), program.messages(_MESSAGES)
    whole = _PEAK.findall(messages)
    if code != 0 or not whole:
        raise Fault("E0903", "ffmpeg could not measure the sound")
    steps = _TOLD.findall(messages)
    peaks = [max(map(_number, channels.split())) for _, channels in steps]
    return Heard(tuple(_number(block) for block, _ in steps), (*peaks, _rest(peaks, _number(whole[-1]))))


def _rest(peaks: list[float], whole: float) -> float:
    """Return the peak behind the last step, where it is the highest of the `whole`; else it does not matter."""
    return whole if whole > max(peaks, default=_NOTHING) else _NOTHING


def _number(text: str) -> float:
    return _NOTHING if text in ("-inf", "nan") else float(text)


def loudness_of(parts: Iterable[Heard]) -> Loudness:
    """Return the loudness of a sound that was heard in `parts`, in tenths (BS.1770-5, annex 1: two gates)."""
    heard = list(parts)
    audible = [block for part in heard for block in part.blocks if block > SILENT]
    programme = _gated(audible) if audible else SILENT
    return Loudness(round(programme, 1), max(peak for part in heard for peak in part.peaks))


def _gated(audible: list[float]) -> float:
    gate = _mean(audible) + _GATE
    return _mean([block for block in audible if block > gate])


def _mean(blocks: list[float]) -> float:
    """Return the loudness of blocks together: their power is what adds up."""
    return 10.0 * math.log10(sum(10.0 ** (block / 10.0) for block in blocks) / len(blocks))
