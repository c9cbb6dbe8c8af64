"""The clerk: the one thread that writes and reads a ledger for all tasks, so that no task waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from filmc.produce.ledger.book import Ledger

T = TypeVar("T")

_CLERKS: WeakKeyDictionary[Ledger, ThreadPoolExecutor] = WeakKeyDictionary()


async def noted(ledger: Ledger, call: Callable[[], T]) -> T:
    """Let the ledger's clerk do `call`, after what he was given before; it is done even if the task is cancelled."""
    clerk = _CLERKS.get(ledger) or _CLERKS.setdefault(ledger, ThreadPoolExecutor(1, "ledger"))
    return await unbroken(_run(clerk, call))


async def aside(call: Callable[[], T]) -> T:
    """Do `call` in a thread of its own, to its end even if the task is cancelled."""
    return await unbroken(asyncio.to_thread(call))


async def _run(clerk: ThreadPoolExecutor, call: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(clerk, call)


async def unbroken(work: Coroutine[Any, Any, T]) -> T:
    """Wait for what must not be left half-way; a cancellation meanwhile is raised when it has ended."""
    task = asyncio.ensure_future(work)
    interrupted: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            interrupted = error
    result = task.result()  # its own failure goes before the interruption
    if interrupted:
        raise interrupted
    return result
