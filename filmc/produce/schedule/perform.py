"""The way into asynchronous work from a command: an event loop of its own, and Ctrl-C that cancels in good order."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TypeVar

from filmc.produce.schedule.halt import Halt

T = TypeVar("T")

_INTERRUPTS = (signal.SIGINT, signal.SIGTERM)


def perform(work: Coroutine[Any, Any, T], halt: Halt | None = None) -> T:
    """Run `work` to its end and return what it returns. `halt` cancels it from elsewhere.

    The first Ctrl-C or polite kill cancels it; the next ones do nothing, for what is being tidied up may be money.
    KeyboardInterrupt where `work` lets the cancelling through; work that answers it with an exception raises that.
    What still runs when `work` has ended is left behind.
    """
    loop = asyncio.new_event_loop()
    try:
        task = loop.create_task(work)
        with (
            _cancelled_by_interrupts(loop, task),
            (halt or Halt()).over(lambda: loop.call_soon_threadsafe(task.cancel)),
        ):
            return loop.run_until_complete(task)
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        _end(loop)


@contextmanager
def _cancelled_by_interrupts(loop: asyncio.AbstractEventLoop, task: asyncio.Task[Any]) -> Iterator[None]:
    """Let interrupts cancel `task`. Only the main thread hears them; whoever started us deaf to one stays so."""
    cancelled = False

    def cancel(_signal: int, _frame: FrameType | None) -> None:
        nonlocal cancelled
        if not cancelled:
            cancelled = True
            loop.call_soon_threadsafe(task.cancel)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = [number for number in _INTERRUPTS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, cancel) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)


def _end(loop: asyncio.AbstractEventLoop) -> None:
    """Close the loop without waiting for work that does not let itself be cancelled, and without a word about it."""
    loop.set_exception_handler(lambda _loop, _context: None)
    for left in asyncio.all_tasks(loop):
        left.cancel()
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
