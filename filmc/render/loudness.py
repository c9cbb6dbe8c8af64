"""Loudness: programme loudness and true peak by EBU R 128 (ITU-R BS.1770), measured on files by ffmpeg's ebur128."""

from __future__ import annotations

import re
from dataclasses import dataclass

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import run
from filmc.lower.graph import measure_graph
from filmc.render.command import End, arguments

SILENT = -70.0
"""Loudness (LUFS) of what is not heard: R 128's absolute gate."""

_LOUDNESS = re.compile(r"Integrated loudness:\s+I:\s+(\S+) LUFS")
_PEAK = re.compile(r"True peak:\s+Peak:\s+(\S+) dBFS")


@dataclass(frozen=True, slots=True)
class Loudness:
    """Programme loudness in LUFS (`SILENT` or less: nothing to hear) and true peak in dBTP."""

    programme: float
    peak: float


def measure(source: End, ffmpeg: FFmpeg) -> Loudness:
    """Return the loudness of a sound file of ours. Fault E0903 where it can not be read."""
    command = arguments(ffmpeg, source, measure_graph(), End("-", {"f": "null"}))
    answer = run([*("info" if part == "error" else part for part in command)], timeout=600)
    loudness, peak = _LOUDNESS.findall(answer.messages), _PEAK.findall(answer.messages)
    if answer.code != 0 or not loudness or not peak:
        raise Fault("E0903", "ffmpeg could not measure the sound")
    return Loudness(_number(loudness[-1]), _number(peak[-1]))


def _number(text: str) -> float:
    return -120.0 if text in ("-inf", "nan") else float(text)
