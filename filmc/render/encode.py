"""Frames to a segment: one closed-GOP H.264 file with the same parameters as every other of the film."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import Program, started
from filmc.lower.graph import encode_graph
from filmc.render.command import End, arguments, file_url
from filmc.render.planes import Frame

THREADS = 2
"""Of the encoder, for each segment: pinned, because the bits depend on it."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How carefully the film is encoded: x264's preset and rate factor, AAC's kilobits a second."""

    name: str
    preset: str
    crf: int
    audio: int


DRAFT = Quality("draft", "superfast", 26, 160)
FINAL = Quality("final", "veryfast", 20, 192)


def timescale(rate: Fraction) -> int:
    """Return the ticks a second of the picture's track: frames last a whole number of them at every rate."""
    return rate.numerator * 512 if rate.denominator == 1 else rate.numerator


def encode(frames: Iterable[Frame], path: Path, ffmpeg: FFmpeg, rate: Fraction, quality: Quality) -> int:
    """Write `frames` to the mp4 file `path` and return how many there were; `path` appears whole or not at all.

    Fault E0903 where the encoder fails, E0904 where the disk is full. `frames` may reuse one Frame's memory.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        count = _encode(frames, part, ffmpeg, rate, quality)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def _encode(frames: Iterable[Frame], part: Path, ffmpeg: FFmpeg, rate: Fraction, quality: Quality) -> int:
    pending = iter(frames)
    first = next(pending)
    count = 1
    with started(_command(first, part, ffmpeg, rate, quality), feed=True) as program:
        try:
            program.stdin.write(first.data.data)
            for frame in pending:
                program.stdin.write(frame.data.data)
                count += 1
            program.stdin.close()
        except BrokenPipeError:
            pass  # the encoder has ended: its exit code tells why
        check(program, "the picture")
    return count


def check(program: Program, what: str) -> None:
    """Wait for an ffmpeg to end. Fault E0904 on a full disk, E0903 on any other failure."""
    if program.process.wait() == 0:
        return
    said = program.messages()
    if "No space left" in said:
        raise Fault("E0904", f"the disk is full: {what} can not be written", "make room, then build again")
    raise Fault("E0903", f"ffmpeg could not make {what}: {said.splitlines()[0] if said else 'it said nothing'}")


def _command(frame: Frame, target: Path, ffmpeg: FFmpeg, rate: Fraction, quality: Quality) -> list[str]:
    raw: dict[str, str | int] = {
        "f": "rawvideo",
        "pix_fmt": "yuv420p",
        "s": f"{frame.width}x{frame.height}",
        "framerate": str(rate),
    }
    coded: dict[str, str | int] = {
        "c:v": "libx264",
        "preset": quality.preset,
        "crf": quality.crf,
        "threads": THREADS,
        "pix_fmt": "yuv420p",
        "color_range": "tv",
        "colorspace": "bt709",
        "color_primaries": "bt709",
        "color_trc": "bt709",
        "chroma_sample_location": "left",
        "fflags": "+bitexact",
        "flags:v": "+bitexact",
        "video_track_timescale": timescale(rate),
        "write_btrt": 0,  # of each segment its own: the tracks could not be joined
        "f": "mp4",
    }
    return arguments(ffmpeg, End("pipe:0", raw), encode_graph(), End(file_url(target), coded))
