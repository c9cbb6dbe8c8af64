"""Resume: what runs that have ended left unfinished is brought as far as it goes without asking a person."""

from __future__ import annotations

import asyncio

from filmc.produce.buying.buy import Busy, take_up
from filmc.produce.buying.clerk import noted
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.frozen import sweep
from filmc.produce.buying.outcome import Outcome, outcome_of
from filmc.produce.ledger.purchase import Purchase

AT_ONCE = 32
"""Purchases that are gone on with at a time."""


async def resume(counter: Counter, run: str) -> list[Outcome]:
    """Go on, in the name of `run`, with every unfinished purchase from this provider that nobody is at.

    What was reserved and never sent is released; a known job is polled and its file fetched; an order without an
    answer is looked up by our reference, collected under its key where that is replayed, else left as unknown. Nothing
    is bought. The first Fault of ledger, store or machine is raised once all others have gone as far as they go.
    """
    ledger = counter.ledger
    left = [each for each in await noted(ledger, ledger.unfinished) if each.intent.provider == counter.provider.name]
    few = asyncio.Semaphore(AT_ONCE)
    ended = await asyncio.gather(*(_resumed(counter, each, run, few) for each in left), return_exceptions=True)
    await noted(ledger, lambda: sweep(ledger))
    for fault in ended:
        if isinstance(fault, BaseException):
            raise fault
    return [outcome for outcome in ended if outcome is not None and not isinstance(outcome, BaseException)]


async def _resumed(counter: Counter, purchase: Purchase, run: str, few: asyncio.Semaphore) -> Outcome | None:
    """Return what a purchase has come to; None where somebody is at it."""
    async with few:
        outcome = await take_up(counter, purchase, run)
    if isinstance(outcome, Busy):
        return None
    if outcome is None:
        dropped = await noted(counter.ledger, lambda: counter.ledger.purchase(purchase.intent.id))
        assert dropped
        return outcome_of(dropped)
    return outcome
