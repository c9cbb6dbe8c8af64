"""A render worker: a process that is sent segments and makes them, until its standard input ends.

Messages are pickles on its pipes, from and to the process that started it: a `Start`, then (number, segment, path)
until the next `Start`. It answers with (number, "frame"), (number, "done") or (number, Fault). Any time between two
segments it may be sent a `Piece` to draw: it answers with what was drawn.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import cv2

import filmc.render.painters  # noqa: F401 - the pens come by name: they are loaded while nothing is asked for
from filmc.base.fault import Fault
from filmc.lower.timeline import Segment
from filmc.render.draw.memory import Piece, learn
from filmc.render.segments import SegmentMaker, Start


def main() -> None:
    """Work until there is no more; the argument is by how much others go first."""
    if os.name == "posix":
        os.nice(int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not be taken for an answer
    cv2.setNumThreads(1)
    gc.freeze()  # what is loaded stays: looking through it for circles took a tenth of the time
    maker: SegmentMaker | None = None
    try:
        for message in _messages():
            if isinstance(message, Piece):
                _answer(answers, message.sent())
            elif isinstance(message, Start):
                if maker:
                    maker.close()
                maker = SegmentMaker(message.studio, message.quality)
                learn(message.drawn)
            else:
                assert maker, "a rendering begins with a Start"
                _make(maker, message, answers)
    except BrokenPipeError:  # who started us has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())  # nobody takes what is left to say
    finally:
        if maker:
            maker.close()


def _leave(_signal: int, _frame: object) -> None:
    """End in the orderly way, so that encoders are stopped and half-written files go."""
    raise SystemExit(1)


def _messages() -> Iterator[Any]:
    while True:
        try:
            yield pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent process
        except EOFError:
            return


def _make(maker: SegmentMaker, message: tuple[int, Segment, Path], answers: IO[bytes]) -> None:
    number, segment, path = message
    try:
        maker.make(segment, path, lambda: _say(answers, number, "frame"))
        _say(answers, number, "done")
    except Fault as fault:
        _say(answers, number, (fault.code, fault.message, *fault.hints))


def _say(answers: IO[bytes], number: int, what: Any) -> None:
    _answer(answers, (number, what))


def _answer(answers: IO[bytes], answer: object) -> None:
    pickle.dump(answer, answers)
    answers.flush()


if __name__ == "__main__":
    main()
