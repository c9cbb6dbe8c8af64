"""The course of a purchase once its order may have left: one stretch a state, the same after a crash as before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from filmc.base.failpoints import failpoint
from filmc.produce.buying.clerk import noted
from filmc.produce.buying.deliver import check, fetch, keep
from filmc.produce.buying.find import look_up
from filmc.produce.buying.frozen import thaw, tidy
from filmc.produce.buying.outcome import Outcome, Unknown, outcome_of
from filmc.produce.buying.poll import watch
from filmc.produce.buying.submit import collect, park
from filmc.produce.buying.work import Work
from filmc.produce.ledger.states import State

_MOST = 100
"""Stretches of one course: a file that vanishes again and again is no reason to go on without end."""


async def lead(work: Work) -> Outcome:
    """Bring a purchase as far as it goes without asking anybody, and return what it has come to."""
    for _ in range(_MOST):
        stretch = _STRETCHES.get(work.state)
        if stretch is None:
            return await closed(work)
        if stopped := await stretch(work):
            return stopped
    return work.stays("its file does not stay where it is put")


async def closed(work: Work) -> Outcome:
    """Tidy up after a purchase, if it has ended, and return what it has come to."""
    if work.purchase.done:
        ledger = work.counter.ledger
        failpoint("buying.before_tidy")
        await noted(ledger, lambda: tidy(ledger.path, work.purchase))
    return outcome_of(work.purchase)


async def pick_up(work: Work) -> Unknown | None:
    """Find out what became of an order whose answer was not noted. It is sent again only to hear that answer."""
    if work.unsent:
        await work.drop("its run ended before it was sent again")
        return None
    known = work.state is State.UNKNOWN
    work.doubt = work.purchase.facts["reason"] if known else "its run ended before an answer was noted"
    if work.job:
        return await watch(work)
    if await look_up(work) == "found":
        return None
    ledger = work.counter.ledger
    order = await noted(ledger, lambda: thaw(ledger.path, work.purchase))
    return await (collect(work, order) if order else park(work))


_STRETCHES: dict[State, Callable[[Work], Awaitable[Unknown | None]]] = {
    State.INTENT: pick_up,
    State.UNKNOWN: pick_up,
    State.SUBMITTED: watch,
    State.RUNNING: watch,
    State.SUCCEEDED: fetch,
    State.DOWNLOADED: check,
    State.VERIFIED: keep,
}
