"""What the page is told: the newest message of each topic, from any thread to all who listen.

A listener that is slow misses messages, never the newest one: so a burst of edits ends with the last text on the page.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Mapping
from typing import Any


class Feed:
    """The newest message of each topic, numbered as they came."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[int, str]] = {}
        self._count = 0
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()

    def tell(self, topic: str, message: Mapping[str, Any]) -> None:
        """Make `message` the newest of its topic."""
        text = json.dumps({"topic": topic, **message}, ensure_ascii=False)
        with self._lock:
            self._count += 1
            self._newest[topic] = (self._count, text)
            for woken, loop in self._listeners.items():
                loop.call_soon_threadsafe(woken.set)

    async def listen(self) -> AsyncIterator[str]:
        """Yield the newest message of each topic as JSON, at first of all of them in the order in which they came."""
        woken, told = asyncio.Event(), 0
        with self._lock:
            self._listeners[woken] = asyncio.get_running_loop()
        try:
            while True:
                woken.clear()
                for number, text in self._since(told):
                    yield text
                    told = number
                await woken.wait()
        finally:
            with self._lock:
                del self._listeners[woken]

    def _since(self, told: int) -> list[tuple[int, str]]:
        with self._lock:
            return sorted(each for each in self._newest.values() if each[0] > told)
