"""An event loop whose clock jumps to the next timer as soon as nothing else is to be done: hours pass at once."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class _Jumping(selectors.DefaultSelector):
    """Where the loop would wait for a timer, its clock is set to the timer's time; waiting for nothing is a fault."""

    loop: VirtualLoop

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise AssertionError("everything waits, and nothing will ever happen")
        if not ready and timeout:
            self.loop.now = self.loop._scheduled[0].when()
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.now = 0.0
        selector = _Jumping()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now


def pass_time(work: Coroutine[Any, Any, Any]) -> Any:
    """Run `work` to its end in no time, from the time 0."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(work)
    finally:
        for left in asyncio.all_tasks(loop):
            left.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
