"""The way to an emulator inside this process, on the loop's own clock: hours of jobs pass at once (`virtual_time.py`).

The real transport signs, resolves and judges; only the wire is none. A border stands before the emulator: it keeps a
vendor's limits, and says in the vendor's words where an order is over them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, replace
from typing import Any

import httpx

from emulators.faults import EPOCH, Fault
from emulators.paid import TRUE, Request
from emulators.vendor import VendorEmulator
from filmc.base.record import record
from filmc.produce.protocol.http import Transport
from filmc.produce.protocol.opening import Opening

MINUTE = 60.0
TAKES: ContextVar[float] = ContextVar("TAKES", default=0.0)
"""Seconds that an order's own answer takes: what is made at once is at work for that long."""


@dataclass
class Allowance:
    """How much of what is counted together an account may do: jobs `at_once`, orders `a_minute` (0: no limit).

    `over` is what the vendor says beyond; `tells` it also for how long, as its pages have it: in a header, or not.
    """

    over: Fault
    at_once: int = 0
    a_minute: int = 0
    tells: bool = False
    jobs: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)

    def refusal(self, there: VendorEmulator, now: float) -> Fault | None:
        """Return what is said to one more order; None where there is room."""
        running = sum(there.books.running(there.books.jobs[job]) for job in self.jobs)
        recent = [start for start in self.starts if start > now - MINUTE]
        if self.a_minute and len(recent) >= self.a_minute:
            return self._said(recent[0] + MINUTE - now)
        return self._said(5) if self.at_once and running >= self.at_once else None

    def _said(self, seconds: float) -> Fault:
        told = (("retry-after", str(int(seconds) + 1)),) if self.tells else ()
        return replace(self.over, headers=(*self.over.headers, *told))


@dataclass
class Border:
    """Before one emulator: `allowance_of` an order is found by whoever knows what is counted together."""

    there: VendorEmulator
    allowance_of: Callable[[Request], Allowance | None]
    broken: list[tuple[float, int]] = field(default_factory=list)
    """When limits were broken, and which (by the allowance's identity)."""
    late: int = 0
    """How often one was broken after it had been told."""

    async def answer(self, request: Request) -> tuple[int, bytes, dict[str, str]]:
        there, now = self.there, asyncio.get_running_loop().time()
        there.clock.now = EPOCH + now
        call = there.call_of(request.method, request.target)
        there.requests[call] += 1
        allowance = self.allowance_of(request) if call == "submit" else None
        fault = allowance.refusal(there, now) if allowance else None
        before = len(there.books.jobs)
        status, data, *more = there.answer(call, request, fault or TRUE)
        if allowance and fault:
            told = [at for at, which in self.broken if which == id(allowance) and at < now]
            self.late += bool(told)
            self.broken.append((now, id(allowance)))
        elif allowance and len(there.books.jobs) > before:
            allowance.jobs.append([*there.books.jobs][-1])
            allowance.starts.append(now)
            await asyncio.sleep(TAKES.get())
        return status, data, {**(more[0] if more else {}), **dict(fault.headers if fault else ())}


class _Wire(httpx.AsyncBaseTransport):
    def __init__(self, border: Border) -> None:
        self.border = border

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Request(request.method, request.url.raw_path.decode(), headers, await request.aread())
        status, data, said = await self.border.answer(asked)
        return httpx.Response(status, headers=said, stream=httpx.ByteStream(data), request=request)


@record
class InsideOpening(Opening):
    """An opening whose ways lead to the border."""

    border: Border | None = None

    def transport(self, *given: Any, **named: Any) -> Transport:
        assert self.border
        way = super().transport(*given, **named)
        way._pool = _Wire(self.border)  # type: ignore[assignment]
        return way


def inside(opening: Opening, border: Border) -> Opening:
    """Return the opening with its ways leading to `border`."""
    return InsideOpening(**{each.name: getattr(opening, each.name) for each in fields(opening)}, border=border)


def over(faults: Sequence[tuple[Fault, str]]) -> Fault:
    """Return what a vendor says to an order that is one too many, from its table of refusals."""
    return next(fault for fault, kind in faults if kind == "rate")
