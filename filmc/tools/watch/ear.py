"""Waiting for a change: the system's reports say when to look, and where it sends none, the clock does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Self

from watchfiles import watch

from filmc.base.collector import Rest
from filmc.tools.watch.inputs import Inputs

_STEP = 5
"""Milliseconds without a report after which a change is looked at."""
_GATHER = 50
"""Milliseconds that reports are gathered at most."""
_TICK = 500
"""Milliseconds after which the disk is looked at in any case: network drives send no reports."""
_BESIDES = 0.4
"""Seconds at least between two looks at what is on no disk."""
_BURST = 0.4
"""Seconds: a change so soon after the last one is one of many …"""
_QUIET = 0.12
"""… and they are over when for so many seconds nothing has happened …"""
_PATIENCE = 1.0
"""… or after so many."""
_GLANCE = 0.03


class Ear:
    """Waits for changes. A context: its end gives the system's watchers back.

    `besides` is done now and then while nothing changes, in the thread that waits.
    """

    def __init__(self, besides: Callable[[], None] = lambda: None) -> None:
        self.besides = besides
        self._called = threading.Event()
        self._folders: Mapping[Path, int] = {}
        self._reports: Generator[object, None, None] | None = None
        self._last = self._looked = 0.0
        self._hasty = False
        """Whether the last change is one of many."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listen({})

    @property
    def called(self) -> bool:
        """Whether somebody has called since the last wait ended."""
        return self._called.is_set()

    def call(self) -> None:
        """End the wait, from any thread: something has changed that is on no disk."""
        self._called.set()

    def wait(self, inputs: Inputs, root: Path) -> None:
        """Return when something of `inputs` has changed, or at a `call`."""
        self._listen(inputs.folders(root))
        rest = Rest()
        while not (self.called or inputs.changed()):
            if next(self._reports or _clock(), self) is self:  # a call has ended it
                self._folders, self._reports = {}, None
            self._listen(inputs.folders(root))
            if time.monotonic() - self._looked >= _BESIDES:
                self.besides()
                self._looked = time.monotonic()
            rest.take()
        now = time.monotonic()
        self._hasty = not self.called and now - self._last < _BURST
        self._called.clear()
        self._last = now

    def settle(self, inputs: Inputs) -> None:
        """Wait until the changes are over, where the last one is one of many; but not for ever."""
        if self._hasty:
            _settle(inputs)
            self._last = time.monotonic()

    def pause(self, inputs: Inputs) -> None:
        """Wait for the next change, where the last one is one of many; but only until it would have come."""
        until = time.monotonic() + (_QUIET if self._hasty else 0.0)
        while time.monotonic() < until and not (self.called or inputs.changed()):
            time.sleep(_GLANCE)

    def _listen(self, folders: Mapping[Path, int]) -> None:
        """Have the system report on `folders` from now on, where they are other ones than before."""
        if folders == self._folders:
            return
        if self._reports:
            self._reports.close()
        self._folders, self._reports = folders, _reports(folders, self._called) if folders else None


def _reports(folders: Mapping[Path, int], called: threading.Event) -> Generator[object, None, None]:
    """Yield whenever something happens in one of the folders, and every now and then; end at a call."""
    listening = watch(
        *folders,
        watch_filter=None,
        debounce=_GATHER,
        stop_event=called,
        step=_STEP,
        rust_timeout=_TICK,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
    try:
        with closing(listening):
            yield from listening
    except (OSError, RuntimeError):  # the system has no watcher left, or a folder went meanwhile
        yield from _clock()


def _clock() -> Iterator[None]:
    while True:
        time.sleep(_TICK / 1000)
        yield None


def _settle(inputs: Inputs) -> None:
    """Wait until nothing changes any more, but not for ever."""
    until, quiet, was = time.monotonic() + _PATIENCE, 0.0, inputs.stamps()
    while quiet < _QUIET and time.monotonic() < until:
        time.sleep(_GLANCE)
        now = inputs.stamps()
        quiet = quiet + _GLANCE if now == was else 0.0
        was = now
