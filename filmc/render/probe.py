"""What a media file holds, without ffprobe: ffmpeg opens it under the whitelist and tells."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import run
from filmc.base.record import record
from filmc.render.command import SAFE, file_url
from filmc.render.media import require

_DURATION = re.compile(r"Duration: (\d+):(\d\d):(\d\d\.\d+)")
_VIDEO = re.compile(r"Stream #\d+:\d+.*?: Video: (\w+).*?, (\d+)x(\d+)[ ,\[]")
_AUDIO = re.compile(r"Stream #\d+:\d+.*?: Audio: (\w+).*?, (\d+) Hz, ([\w.]+)")
_RATE = re.compile(r", (\d+(?:\.\d+)?) fps")
_COVER = re.compile(r"\(attached pic\)")


@record
class MediaInfo:
    """A file's measure: seconds (None: it does not say), picture size and rate, sound rate; 0 where it has none."""

    seconds: Fraction | None
    video: str
    width: int
    height: int
    rate: Fraction
    audio: str
    sample_rate: int


def probe(path: Path, wanted: str, ffmpeg: FFmpeg) -> MediaInfo:
    """Return what the `footage` or `sound` at `path` holds.

    Fault E0920/E0921 as in `media.require`; E0924 where it can not be opened or has no stream of that kind.
    """
    require(path, wanted)
    options = [part for name, value in SAFE.items() for part in (f"-{name}", value)]
    command = [str(ffmpeg.path), "-hide_banner", "-nostdin", *options, "-i", file_url(path)]
    try:
        told = run(command, timeout=30).messages
    except TimeoutError:
        raise Fault("E0924", f"{path.name} takes too long to open") from None
    info = _read(told)
    if not (info.video if wanted == "footage" else info.audio):
        missing = "picture" if wanted == "footage" else "sound"
        raise Fault("E0924", f"{path.name} holds no {missing} that can be played", "open it in a player to check it")
    return info


def _read(told: str) -> MediaInfo:
    told = told.partition("Input #0")[2]  # what went wrong before names files, too
    lines = [line for line in told.splitlines() if not _COVER.search(line)]
    duration = _DURATION.search(told)
    video = next(filter(None, map(_VIDEO.search, lines)), None)
    audio = next(filter(None, map(_AUDIO.search, lines)), None)
    rate = _RATE.search(video.string) if video else None
    return MediaInfo(
        seconds=_seconds(duration) if duration else None,
        video=video[1] if video else "",
        width=int(video[2]) if video else 0,
        height=int(video[3]) if video else 0,
        rate=Fraction(rate[1]) if rate else Fraction(0),
        audio=audio[1] if audio else "",
        sample_rate=int(audio[2]) if audio else 0,
    )


def _seconds(found: re.Match[str]) -> Fraction:
    hours, minutes, seconds = found.groups()
    return Fraction(int(hours) * 3600 + int(minutes) * 60) + Fraction(seconds)
