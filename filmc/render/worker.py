"""A render worker: a process that is sent segments and makes them, until its standard input ends.

Messages are pickles on its pipes, from and to the process that started it: first a `Start`, then (number, segment,
path). It answers with (number, "frame"), (number, "done") or (number, Fault).
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from dataclasses import dataclass
from typing import IO, Any

import cv2

from filmc.base.fault import Fault
from filmc.render.encode import Quality
from filmc.render.segments import SegmentMaker
from filmc.render.studio import Studio


@dataclass(frozen=True)
class Start:
    """The first message."""

    studio: Studio
    quality: Quality


def main() -> None:
    """Work until there is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    cv2.setNumThreads(1)
    start: Start = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent process
    maker = SegmentMaker(start.studio, start.quality)
    try:
        _work(maker, answers)
    finally:
        maker.close()


def _leave(_signal: int, _frame: object) -> None:
    """End in the orderly way, so that encoders are stopped and half-written files go."""
    raise SystemExit(1)


def _work(maker: SegmentMaker, answers: IO[bytes]) -> None:
    while True:
        try:
            number, segment, path = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent process
        except EOFError:
            return
        try:
            maker.make(segment, path, lambda number=number: _say(answers, number, "frame"))  # type: ignore[misc]
            _say(answers, number, "done")
        except Fault as fault:
            _say(answers, number, (fault.code, fault.message, *fault.hints))


def _say(answers: IO[bytes], number: int, what: Any) -> None:
    pickle.dump((number, what), answers)
    answers.flush()


if __name__ == "__main__":
    main()
