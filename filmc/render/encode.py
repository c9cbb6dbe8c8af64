"""Frames to a segment: one closed-GOP H.264 file with the same parameters as every other of the film."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from fractions import Fraction
from itertools import chain
from pathlib import Path

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import Program, started
from filmc.base.record import record
from filmc.lower.graph import encode_graph
from filmc.render.command import End, arguments, file_url
from filmc.render.kept import keep
from filmc.render.planes import Frame

THREADS = 2
"""Of the encoder, for each segment: pinned, because the bits depend on it."""


@record
class Quality:
    """How carefully the film is encoded: x264's preset and rate factor, AAC's kilobits a second.

    `tolerance` is by how many loudness units the sound may miss what is asked for; coming nearer is encoding it again.
    """

    name: str
    preset: str
    crf: int
    audio: int
    tolerance: float
    piece: int | None = None
    """Frames that a piece has at most; longer segments are made in several, by several workers."""


DRAFT = Quality("draft", "ultrafast", 24, 160, 0.5, 60)
FINAL = Quality("final", "veryfast", 20, 192, 0.15)


def timescale(rate: Fraction) -> int:
    """Return the ticks a second of the picture's track: frames last a whole number of them at every rate."""
    return rate.numerator * 512 if rate.denominator == 1 else rate.numerator


@record
class Encoding:
    """A segment whose frames are all handed over: the encoder still works on the last of them."""

    path: Path
    part: Path
    program: Program
    opened: ExitStack

    @property
    def running(self) -> bool:
        """Tell whether the encoder still works."""
        return self.program.process.poll() is None

    def finish(self) -> None:
        """Wait for the encoder and give the file its name. Fault E0903 where it failed, E0904 on a full disk."""
        try:
            check(self.program, "the picture")
            keep(self.part, self.path)
        except OSError as error:
            raise Fault.of(error) from None
        finally:
            self.cancel()

    def cancel(self) -> None:
        """Stop what still runs, and leave nothing half-written."""
        self.opened.close()
        self.part.unlink(missing_ok=True)


def encode(frames: Iterable[Frame], path: Path, ffmpeg: FFmpeg, rate: Fraction, quality: Quality) -> Encoding:
    """Hand `frames` (at least one; they may share one Frame's memory) to an encoder that writes the mp4 file `path`.

    `path` appears with `finish`, whole or not at all.
    """
    pending = iter(frames)
    first = next(pending)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    opened = ExitStack()
    program = opened.enter_context(started(_command(first, part, ffmpeg, rate, quality), feed=True))
    encoding = Encoding(path, part, program, opened)
    try:
        for frame in chain([first], pending):
            if not _took(program, frame):
                break
        with suppress(BrokenPipeError):
            program.stdin.close()
    except BaseException:
        encoding.cancel()
        raise
    return encoding


def _took(program: Program, frame: Frame) -> bool:
    """Hand a frame over. An encoder that has ended takes none: `finish` tells why.

    Only its own pipe is meant: whoever makes the frames may meet another one that is broken.
    """
    with suppress(BrokenPipeError):
        program.stdin.write(frame.data.data)
        return True
    return False


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
