"""The crew: worker processes that make segments side by side, and end with the one who started them.

A crew may be kept for the next rendering (`filmc watch`): its workers have everything loaded and remember what they
drew. It goes home by itself when it has nothing to do.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from filmc.base.fault import Fault
from filmc.base.process import clean_environment
from filmc.lower.timeline import Segment
from filmc.render.draw.memory import drawn_lately
from filmc.render.encode import Quality
from filmc.render.segments import Start
from filmc.render.studio import Studio

Work = tuple[Segment, Path]

_LOOK = 0.02
"""Seconds between two looks whether a worker is free."""
_GRACE = 1.0
"""Seconds that a worker has to end in an orderly way."""


class SupersededError(Exception):
    """Raised by who is told of the progress: there is something newer, and what is being made need not be finished."""


class Board:
    """Work divided into runs of neighbours, one for each worker; whoever is done takes from the end of the longest."""

    def __init__(self, work: Sequence[Work], workers: int) -> None:
        self._lock = threading.Lock()
        self._runs: list[list[int]] = [[] for _ in range(workers)]
        lengths = [segment.film_range.length for segment, _ in work]
        share = sum(lengths) / workers
        done = 0.0
        for number, length in enumerate(lengths):
            self._runs[min(int((done + length / 2) / share), workers - 1)].append(number)
            done += length

    def take(self, worker: int) -> int | None:
        """Return the number of the next piece for `worker`; None when nothing is left."""
        with self._lock:
            if self._runs[worker]:
                return self._runs[worker].pop(0)
            longest = max(self._runs, key=len)
            return longest.pop() if longest else None

    def clear(self) -> None:
        """Take back what nobody has taken yet."""
        with self._lock:
            self._runs = [[] for _ in self._runs]


@dataclass
class Worker:
    """One worker process with the thread that feeds it."""

    process: subprocess.Popen[bytes]
    thread: threading.Thread | None = field(default=None)
    loaded: bool = False
    """Whether it has answered before."""

    @property
    def idle(self) -> bool:
        """Whether it would answer at once."""
        return self.loaded and self.process.poll() is None and not (self.thread and self.thread.is_alive())

    def tell(self, message: object) -> None:
        """Send it something, whole or not at all. OSError where it has ended."""
        assert self.process.stdin is not None
        self.process.stdin.write(pickle.dumps(message))
        self.process.stdin.flush()

    def answer(self) -> Any:
        """Return the next thing that it has to say. OSError or EOFError where it has ended."""
        assert self.process.stdout is not None
        try:
            answer = pickle.load(self.process.stdout)  # noqa: S301 - from our own worker
        except EOFError:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_GRACE)  # its pipes close a moment before it has ended, and who looks must see that
            raise
        self.loaded = True
        return answer


class Crew:
    """`workers` processes, started when they are first needed; a context that ends them.

    With `patience` they end by themselves after so many seconds without work, and are started again for the next.
    `nice` is by how much they let others go first, as for the program of that name.
    """

    def __init__(self, workers: int, patience: float | None = None, nice: int = 0) -> None:
        self.workers = workers
        self._patience, self._nice = patience, nice
        self._folders: set[Path] = set()
        """Where the pieces are put that were asked for last."""
        self._crew: list[Worker] = []
        self._lock = threading.Lock()
        self._turn = 0
        """Counts the renderings: who waits to send the crew home sees that there was another."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self) -> None:
        """Have every worker there, loading what it needs; those that died are replaced."""
        with self._lock:
            self._turn += 1
            alive = [worker for worker in self._crew if worker.process.poll() is None]
            _dismiss([worker for worker in self._crew if worker not in alive])
            self._crew = alive + [_started(self._nice) for _ in range(self.workers - len(alive))]

    @property
    def idle(self) -> list[Worker]:
        """Those who can help at once. One processor is left to who asks."""
        with self._lock:
            return [worker for worker in self._crew if worker.idle][: self.workers - 1]

    def perform(
        self, work: Sequence[Work], studio: Studio, quality: Quality, seen: Callable[[], None]
    ) -> dict[int, Fault]:
        """Make all of `work`; `seen` is called after each frame, in the caller's thread.

        Returns what could not be made, by number. Whatever ends this call, an interrupt too, ends the workers; only
        after SupersededError they finish what they have in hand, while the caller goes on, and stay.
        """
        self.call()
        board = Board(work, self.workers)
        events: queue.Queue[tuple[int, Any]] = queue.Queue()
        self.free(lambda: None)
        self._folders = {path.parent for _, path in work}
        start = Start(studio, quality, drawn_lately())
        try:
            for i, worker in enumerate(self._crew):
                order = (i, worker, board, work, start, events)
                worker.thread = threading.Thread(target=_feed, args=order, daemon=True)
                worker.thread.start()
            faults = _gather(events, len(work), seen)
        except SupersededError:
            board.clear()
            self._leave_later()
            raise
        except BaseException:
            self._send_home()
            raise
        self._leave_later()
        return faults

    def free(self, waiting: Callable[[], None]) -> None:
        """Wait for the pieces in hand of a rendering that was given up: workers that start anew would be slower.

        `waiting` is called again and again meanwhile, and may raise what ends it.
        """
        for thread in [worker.thread for worker in self._crew if worker.thread]:
            while thread.is_alive():
                waiting()
                thread.join(_LOOK)

    def close(self) -> None:
        """End the workers."""
        self._send_home()

    def _send_home(self) -> None:
        with self._lock:
            crew, self._crew = self._crew, []
            _dismiss(crew)
            _tidy(crew, self._folders)

    def _leave_later(self) -> None:
        if self._patience is not None:
            leaving = threading.Timer(self._patience, self._leave, (self._turn,))
            leaving.daemon = True
            leaving.start()

    def _leave(self, turn: int) -> None:
        with self._lock:
            if turn == self._turn:
                crew, self._crew = self._crew, []
                _dismiss(crew)


def perform(
    work: Sequence[Work], studio: Studio, quality: Quality, workers: int, seen: Callable[[], None]
) -> dict[int, Fault]:
    """Make all of `work` with a crew of its own, as `Crew.perform`."""
    with Crew(workers) as crew:
        return crew.perform(work, studio, quality, seen)


def _started(nice: int) -> Worker:
    """Start a worker in a group of its own, out of reach of the terminal's Ctrl-C, with our own import path."""
    environment = {**clean_environment(), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return Worker(
        subprocess.Popen(
            [sys.executable, "-m", "filmc.render.worker", str(nice)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            process_group=0 if os.name == "posix" else None,
        ),
    )


def _feed(  # noqa: PLR0913, PLR0917 - a thread's whole world
    place: int,
    worker: Worker,
    board: Board,
    work: Sequence[Work],
    start: Start,
    events: queue.Queue[tuple[int, Any]],
) -> None:
    """Send a worker its pieces one by one and pass on what it answers."""
    number: int | None = -1
    try:
        worker.tell(start)
        while (number := board.take(place)) is not None:
            worker.tell((number, *work[number]))
            while (answer := worker.answer())[1] == "frame":
                events.put(answer)
            events.put(answer)
    except (OSError, EOFError, ValueError):
        events.put((-1 if number is None else number, ("E0905", "a render worker ended before its work was done")))
    except Exception as fault:  # noqa: BLE001 - whatever it is, somebody waits for a word of it
        events.put((-1 if number is None else number, ("E0905", f"a render worker was not told its work: {fault}")))


def _gather(events: queue.Queue[tuple[int, Any]], count: int, seen: Callable[[], None]) -> dict[int, Fault]:
    faults: dict[int, Fault] = {}
    left = count
    while left:
        number, what = events.get()
        if what == "frame":
            seen()
            continue
        left -= 1
        if what != "done":
            faults[number] = Fault(*what)
            if what[0] in ("E0904", "E0905") or number < 0:
                raise faults[number]
    return faults


def _dismiss(crew: Sequence[Worker]) -> None:
    for worker in crew:
        with suppress(OSError):
            worker.process.terminate()
    for worker in crew:
        try:
            worker.process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            worker.process.kill()
            worker.process.wait()
        for pipe in (worker.process.stdin, worker.process.stdout):
            with suppress(OSError, ValueError):
                assert pipe is not None
                pipe.close()
        if worker.thread:
            worker.thread.join(_GRACE)


def _tidy(crew: Sequence[Worker], folders: set[Path]) -> None:
    """Take away what a worker that had to be killed left half-written."""
    for worker in crew:
        for folder in folders:
            for part in folder.glob(f"*.{worker.process.pid}.part"):
                part.unlink(missing_ok=True)
