"""What the page is told: the newest message of each topic, from any thread to all who listen.

A listener that is slow misses messages, never the newest one: so a burst of edits ends with the last text on the page.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from typing import Any


class Feed:
    """The newest message of each topic, numbered as they came."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[int, str]] = {}
        self._passing: set[str] = set()
        self._count = 0
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()

    def tell(self, topic: str, message: Mapping[str, Any]) -> None:
        """Make `message` the newest of its topic."""
        text = as_json({"topic": topic, **message})
        with self._lock:
            self._count += 1
            self._newest[topic] = (self._count, text)
            for woken, loop in self._listeners.items():
                with suppress(RuntimeError):  # its loop has ended
                    loop.call_soon_threadsafe(woken.set)

    def mention(self, topic: str, message: Mapping[str, Any]) -> None:
        """Tell it to those who listen now: who comes later does not hear of it."""
        with self._lock:
            self._passing.add(topic)
        self.tell(topic, message)

    async def listen(self) -> AsyncIterator[str]:
        """Yield the newest message of each topic as JSON, at first of all of them in the order in which they came."""
        woken, told = asyncio.Event(), 0
        with self._lock:
            self._listeners[woken] = asyncio.get_running_loop()
            first, gone = self._since(0), self._passing & self._newest.keys()
            missed = {self._newest[topic][0] for topic in gone}
            told = self._count
        try:
            for number, text in first:
                if number not in missed:
                    yield text
            while True:
                woken.clear()
                for number, text in self._locked_since(told):
                    yield text
                    told = number
                await woken.wait()
        finally:
            with self._lock:
                del self._listeners[woken]

    def _locked_since(self, told: int) -> list[tuple[int, str]]:
        with self._lock:
            return self._since(told)

    def _since(self, told: int) -> list[tuple[int, str]]:
        return sorted(each for each in self._newest.values() if each[0] > told)


def as_json(value: Mapping[str, Any]) -> str:
    """Return JSON that can be sent: halves of characters, as in a file's name that is no text, become `?`."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
