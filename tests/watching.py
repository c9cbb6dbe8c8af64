"""A `filmc watch` that runs: its events as they come, and what it has left."""

from __future__ import annotations

import json
import os
import queue
import signal
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from lot import Lot
from ready import FILMC, begin
from toil import toil

Event = Mapping[str, Any]
PATIENCE = 90.0
"""Seconds that an event may take on a machine that is busy with other tests."""


class Watching:
    """A process of `filmc watch --json`; a context whose end interrupts it, if it still runs."""

    def __init__(self, here: Lot, *words: str) -> None:
        self.here = here
        self.events: list[Event] = []
        self._coming: queue.Queue[Event | None] = queue.Queue()
        self.process = here.start("watch", "--json", "--size", "64x36", *words)
        self._reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self._reader.join(PATIENCE)  # it reads what is about to be closed
        self.process.communicate()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._coming.put(json.loads(line))
        self._coming.put(None)

    def next(self, seconds: float = PATIENCE) -> Event | None:
        """Return the next event; None where none comes in time."""
        try:
            event = self._coming.get(timeout=seconds)
        except queue.Empty:
            return None
        assert event is not None, f"it has ended: {self.process.stderr.read() if self.process.stderr else ''}"
        self.events.append(event)
        return event

    def until(self, kind: str) -> Event:
        """Return the next event of this kind."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            event = self.next()
            if event and event["event"] == kind:
                return event
        raise AssertionError(f"no {kind} came; last were {[event['event'] for event in self.events[-5:]]}")

    def saved(self, text: str, kind: str = "preview") -> Event:
        """Save the film as most editors do, by renaming over it; return the next event of `kind`."""
        path = self.here.home / "main.film"
        path.with_name("new~").write_text(text, "utf-8")
        path.with_name("new~").replace(path)
        return self.until(kind)

    def interrupt(self, number: int = signal.SIGINT) -> tuple[int, float]:
        """Interrupt it; return its exit code, and for how many seconds it still worked."""
        before = toil()
        os.kill(self.process.pid, number)
        code = self.process.wait(PATIENCE)
        return code, toil() - before


def half_written(*folders: Path) -> list[Path]:
    """Return the files that nobody wants to find."""
    return [path for folder in folders for path in folder.rglob("*") if ".part" in path.name or path.name[0] == "."]


def preview(here: Lot) -> Path:
    return here.home / "out" / "film.preview.mp4"


def from_scratch(here: Lot, folder: Path) -> bytes:
    """Return the preview that a new machine would make of the film as it is now."""
    out = folder / "scratch.mp4"
    command = ["watch", "--once", "--size", "64x36", "-o", str(out)]
    environment = {**here.environment, "FILMC_CACHE": str(folder / "other-cache")}
    process = begin(FILMC, *command, folder=here.home, environment=environment)
    _, err = process.communicate()
    assert process.returncode == 0, err
    return out.read_bytes()
