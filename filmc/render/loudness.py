"""Loudness: programme loudness and true peak by EBU R 128 (ITU-R BS.1770), measured on files by ffmpeg's ebur128."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import Program, run, started
from filmc.base.record import record
from filmc.lower.graph import measure_graph
from filmc.render.command import End, arguments

SILENT = -70.0
"""Loudness (LUFS) of what is not heard: R 128's absolute gate."""

_LOUDNESS = re.compile(r"Integrated loudness:\s+I:\s+(\S+) LUFS")
_PEAK = re.compile(r"True peak:\s+Peak:\s+(\S+) dBFS")


@record
class Loudness:
    """Programme loudness in LUFS (`SILENT` or less: nothing to hear) and true peak in dBTP."""

    programme: float
    peak: float


def measure(source: End, ffmpeg: FFmpeg) -> Loudness:
    """Return the loudness of a sound file of ours. Fault E0903 where it can not be read."""
    answer = run(_command(source, ffmpeg), timeout=600)
    return _told(answer.messages, answer.code)


@contextmanager
def meter(source: End, ffmpeg: FFmpeg) -> Iterator[Meter]:
    """Yield what measures a sound while it is made; `source` says how its bytes are to be read."""
    with started(_command(source, ffmpeg), feed=True) as program:
        yield Meter(program)


@record
class Meter:
    """Measures the sound that it is fed."""

    program: Program

    def feed(self, data: bytes) -> None:
        """Listen to the next part of the sound."""
        with suppress(BrokenPipeError):  # it has ended: `read` tells
            self.program.stdin.write(data)

    def read(self) -> Loudness:
        """Return the loudness of all that was fed. Fault E0903 as in `measure`."""
        with suppress(BrokenPipeError):
            self.program.stdin.close()
        code = self.program.process.wait()
        return _told(self.program.messages(20_000), code)


def _command(source: End, ffmpeg: FFmpeg) -> list[str]:
    command = arguments(ffmpeg, source, measure_graph(), End("-", {"f": "null"}))
    return ["info" if part == "error" else part for part in command]


def _told(messages: str, code: int) -> Loudness:
    loudness, peak = _LOUDNESS.findall(messages), _PEAK.findall(messages)
    if code != 0 or not loudness or not peak:
        raise Fault("E0903", "ffmpeg could not measure the sound")
    return Loudness(_number(loudness[-1]), _number(peak[-1]))


def _number(text: str) -> float:
    return -120.0 if text in ("-inf", "nan") else float(text)
