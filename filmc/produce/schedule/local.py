"""The processor's own work, in a few threads beside the event loop, so that waiting for the network goes on."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


class Local:
    """At most `threads` calls at once, the others wait in order. The threads do not keep the program from ending."""

    def __init__(self, threads: int) -> None:
        self._most = threads
        self._threads: list[threading.Thread] = []
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._open = 0

    async def __call__(self, function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs) -> T:
        """Return what the function returns, or raise what it raises. Once it has begun it runs to its end."""
        return await self.stoppable(_nothing, function, *arguments, **named)

    async def stoppable(
        self, stop: Callable[[], object], function: Callable[P, T], /, *arguments: P.args, **named: P.kwargs
    ) -> T:
        """Do the same; cancelled, call `stop`, which makes the function end: sets an event, kills a program.

        Cancelled before it has begun, the function is never called. Once it has, the cancelling waits until it ends,
        so that nothing is written behind anybody's back; a second cancelling waits no longer.
        """
        loop = asyncio.get_running_loop()
        order = _Order(lambda: function(*arguments, **named), loop, loop.create_future())
        self._open += 1
        try:
            self._give(order)
            value, error = await _answer(order, stop)
        finally:
            self._open -= 1
        if error is not None:
            raise error
        return cast(T, value)

    def _give(self, order: _Order) -> None:
        if len(self._threads) < min(self._open, self._most):
            self._threads.append(threading.Thread(target=_serve, args=(self._orders,), daemon=True))
            self._threads[-1].start()
        self._orders.put(order)

    def close(self) -> None:
        """Let the threads end when they have nothing left to do."""
        for _ in self._threads:
            self._orders.put(None)
        self._threads.clear()


@dataclass(slots=True)
class _Order:
    """A call for a thread and the future of its caller: what came of it, and what was raised."""

    call: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[tuple[Any, BaseException | None]]
    _claim: threading.Lock = field(default_factory=threading.Lock)

    def claim(self) -> bool:
        """Decide, once, whether a thread performs the call or its caller takes it back."""
        return self._claim.acquire(blocking=False)

    def perform(self) -> None:
        """Call, and tell the caller; one whose loop is closed by now wants to hear nothing."""
        value, error = None, None
        try:
            value = self.call()
        except BaseException as raised:  # noqa: BLE001 - it is the caller's
            error = raised
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(self._tell, (value, error))

    def _tell(self, outcome: tuple[Any, BaseException | None]) -> None:
        if not self.answer.done():
            self.answer.set_result(outcome)


async def _answer(order: _Order, stop: Callable[[], object]) -> tuple[Any, BaseException | None]:
    try:
        return await asyncio.shield(order.answer)
    except asyncio.CancelledError:
        if not order.claim():
            stop()
            await order.answer
        raise


def _serve(orders: queue.SimpleQueue[_Order | None]) -> None:
    while (order := orders.get()) is not None:
        if order.claim():
            order.perform()


def _nothing() -> None:
    """Stop nothing."""
