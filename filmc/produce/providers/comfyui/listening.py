"""How far ComfyUI is with a job: heard on its websocket while it works.

Nothing hangs on it: when the line breaks, a job is only known to run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from filmc.produce.protocol.reading import read_json

_LARGEST = 16 << 20
"""Bytes of a message: previews come on the same line."""
_PATIENCE = 5.0


class Listener:
    """Listens as `client` at the server whose address is `base`; a context of one process."""

    def __init__(self, base: str, client: str) -> None:
        self._url = f"{base.rstrip('/').replace('http', 'ws', 1)}/ws?clientId={client}"
        self._done: dict[str, dict[str, float]] = {}
        self._task: asyncio.Task[None] | None = None

    def share(self, job: str, graph: Mapping[str, Any]) -> float | None:
        """Return how much of a job is done, 0 to 1, or None where nothing was heard; begin to listen, if need be."""
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._listen())
        done = self._done.get(job)
        if not done:
            return None
        weights = {ident: _weight(node) for ident, node in graph.items()}
        behind = sum(weights.get(ident, 0) * part for ident, part in done.items())
        return min(behind / sum(weights.values()), 1.0) if weights else None

    def forget(self, job: str) -> None:
        """Drop what was heard of a job that has ended."""
        self._done.pop(job, None)

    async def close(self) -> None:
        """Stop listening."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _listen(self) -> None:
        from websockets.asyncio.client import connect  # noqa: PLC0415 -- only who polls needs it
        from websockets.exceptions import WebSocketException  # noqa: PLC0415

        with suppress(OSError, TimeoutError, WebSocketException):
            async with connect(
                self._url, proxy=None, open_timeout=_PATIENCE, close_timeout=1, max_size=_LARGEST
            ) as line:
                async for message in line:
                    self._hear(message)

    def _hear(self, message: str | bytes) -> None:
        """Take note of what a message says of a job's nodes; previews are bytes, and say nothing."""
        try:
            told = read_json(message) if isinstance(message, str) else {}
            data = told.get("data") or {}
            match told.get("type"):
                case "progress_state":
                    self._done[str(data["prompt_id"])] = {ident: _part(node) for ident, node in data["nodes"].items()}
                case "progress":  # of older servers: the node that runs
                    self._done.setdefault(str(data["prompt_id"]), {})[str(data["node"])] = _part(data)
        except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
            return


def _part(node: Mapping[str, Any]) -> float:
    return min(max(float(node["value"]) / (float(node["max"]) or 1.0), 0.0), 1.0)


def _weight(node: Any) -> int:
    """Return how long a node takes beside others: one that goes in steps takes as many times as long."""
    steps = node.get("inputs", {}).get("steps") if isinstance(node, dict) else None
    return steps if isinstance(steps, int) and steps > 0 else 1
