"""Footage as frames: ffmpeg decodes and normalises, we read frame after frame from its pipe."""

from __future__ import annotations

from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

import numpy as np

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg
from filmc.base.process import Program, started
from filmc.lower.graph import footage_graph, printed
from filmc.render.command import SAFE, End, arguments, file_url
from filmc.render.media import require
from filmc.render.planes import Frame

_LEAD = 2
"""Frames of run-in, so that a frame is the same from wherever reading begins."""


class FootageReader:
    """Frames of the file at `path` from `start` seconds on, at the film's size and rate; its last frame stays."""

    def __init__(self, ffmpeg: FFmpeg, path: Path, start: Fraction, size: tuple[int, int], rate: Fraction) -> None:
        require(path, "footage")
        self._ffmpeg, self._path, self._start, self._size, self._rate = ffmpeg, path, start, size, rate
        self._open = ExitStack()
        self._program: Program | None = None
        self._frame = Frame(*size)
        self._coming = 0
        """Number of the frame that the pipe delivers next."""
        self._held = False
        """Whether `_frame` holds anything since the last seek."""

    def read(self, number: int) -> Frame:
        """Return frame `number`, counted from `start`; what is returned is valid until the next call.

        Fault E0924 where the file has no picture there at all.
        """
        if self._program is None or number < self._coming - 1:
            self._seek(number)
        self._advance(number)
        if not self._held and number:
            self._seek(0)  # past the end: go there from the beginning, to keep the last frame
            self._advance(number)
        if not self._held:
            raise Fault("E0924", f"{self._path.name} has no picture at {printed(float(self._start))}s")
        return self._frame

    def close(self) -> None:
        """Stop reading."""
        self._open.close()
        self._program = None

    def _seek(self, number: int) -> None:
        self.close()
        self._open = ExitStack()
        self._program = self._open.enter_context(started(self._command(number), read=True))
        self._coming, self._held = number, False

    def _command(self, number: int) -> list[str]:
        time = self._start + number / self._rate
        lead = min(_LEAD, int(time * self._rate))
        seek = {**SAFE, "ss": f"{float(time - lead / self._rate):.6f}"}
        graph = footage_graph(*self._size, self._rate, lead)
        source, target = End(file_url(self._path), seek), End("pipe:1", {"f": "rawvideo"})
        return arguments(self._ffmpeg, source, graph, target)

    def _advance(self, number: int) -> None:
        assert self._program is not None
        while self._coming <= number:
            data = self._program.stdout.read(self._frame.data.size)
            if len(data) < self._frame.data.size:
                break
            self._frame.data[:] = np.frombuffer(data, np.uint8)
            self._coming += 1
            self._held = True
