"""Buy one take: reserve, freeze the order, submit, and lead the purchase to its end; or find that somebody else does.

A take is claimed in the ledger by one purchase. Where that one is finished, nothing is sent; where another task or
process is at it, we wait for it; where its process has died, we take it over from its state.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from uuid import uuid4

from filmc.base.digest import canonical
from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.produce.buying.clerk import noted
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.course import closed, lead
from filmc.produce.buying.frozen import freeze
from filmc.produce.buying.offer import Offer
from filmc.produce.buying.outcome import Outcome, OverCeiling, Unknown, outcome_of
from filmc.produce.buying.runs import holding, in_hand, taking
from filmc.produce.buying.submit import submit
from filmc.produce.buying.work import Work
from filmc.produce.ledger.budget import Claimed, Refusal, Reservation
from filmc.produce.ledger.purchase import Intent, Purchase
from filmc.produce.ledger.states import State

_MOST_GLANCES = 10.0
"""Seconds between two looks at what somebody else does, at most."""


async def buy(offer: Offer, counter: Counter) -> Outcome:
    """Buy what is offered, at most once whatever happens. A cancelled task leaves the purchase listed, or dropped.

    Faults of ledger, store and machine leave the purchase where it stands, for `resume`; E1060 names a job that could
    not be noted, E1061 a run's name that another process uses. ValueError where offer and counter do not belong
    together.
    """
    if offer.provider != counter.provider.name:
        raise ValueError(f"an offer of {offer.provider} is not bought from {counter.provider.name}")
    waited, glance = 0.0, counter.patience.glance
    while True:
        done = await _once(offer, counter)
        if not isinstance(done, Busy | None):
            return done
        if isinstance(done, Busy):
            if waited > _patience(counter, done):
                return _given_up(offer, done)
            await counter.sleep(glance)
            waited, glance = waited + glance, min(glance * 1.3, _MOST_GLANCES)


@record
class Busy:
    """Another task or process is at it: at this purchase, or (None) at work under our run's name."""

    purchase: Purchase | None


async def take_up(counter: Counter, purchase: Purchase, run: str) -> Outcome | Busy | None:
    """Go on with a purchase that was left, in the name of `run`; None where nothing of it was sent: it is dropped."""
    if purchase.done:
        return outcome_of(purchase)
    ledger = counter.ledger
    with taking(ledger.path, purchase) as ours:
        if not ours:
            return Busy(purchase)
        newest = await noted(ledger, lambda: ledger.purchase(purchase.intent.id))
        assert newest
        failpoint("buying.taken_up")
        work = Work(counter, newest, run if run != newest.intent.run else "")
        if newest.intent.provider != counter.provider.name:
            return work.stays(f"it was ordered from {newest.intent.provider}")
        if work.unsent:
            await work.drop("its run ended before it was sent")
            await closed(work)
            return None
        return await lead(work)


async def _once(offer: Offer, counter: Counter) -> Outcome | Busy | None:
    """Buy, or go on with what another run has left; None: what stood in the way is gone, try again."""
    ledger = counter.ledger
    with holding(ledger.path, offer.run) as ours:
        if not ours:
            return Busy(None)
        failpoint("buying.run_held")
        by = await noted(ledger, lambda: ledger.claimant(offer.take))
        if by is None:
            made = await _bought(offer, counter)
            if not isinstance(made, Claimed):
                return made
            by = made.by
        return await take_up(counter, by, offer.run)


async def _bought(offer: Offer, counter: Counter) -> Outcome | Claimed:
    """Reserve and buy; Claimed where somebody was quicker."""
    ident = uuid4().hex
    with in_hand(counter.ledger.path, ident):  # before the ledger shows it: nobody shall take it for left
        made = await _reserved(offer, counter, ident)
        match made:
            case Refusal():
                return OverCeiling(made)
            case Claimed():
                return made
            case Reservation(purchase):
                return await _from_the_start(offer, Work(counter, purchase))


async def _reserved(offer: Offer, counter: Counter, ident: str) -> Reservation | Refusal | Claimed:
    intent = Intent(ident, offer.take, offer.film, offer.run, offer.provider, offer.shot, offer.model, offer.plan)
    made: list[Reservation | Refusal | Claimed] = []
    ledger, ceilings, rates = counter.ledger, counter.ceilings, counter.rates
    failpoint("buying.before_reserve")
    try:
        await noted(
            ledger, lambda: made.append(ledger.reserve(intent, offer.price, ceilings, at=counter.now(), rates=rates))
        )
    except asyncio.CancelledError:
        for reservation in made:
            if isinstance(reservation, Reservation):
                await Work(counter, reservation.purchase).let_go()
        raise
    return made[0]


async def _from_the_start(offer: Offer, work: Work) -> Outcome:
    ledger = work.counter.ledger
    key = f"filmc-{work.ident}"
    work.say()
    try:
        failpoint("buying.before_order")
        order = offer.order(key)
        request = await noted(ledger, lambda: freeze(ledger.path, work.purchase, order))
        failpoint("buying.order_kept")
        note = canonical(dict(offer.note)).decode()
        stopped = await submit(work, order, key=key, path=order.path, request=request, family=offer.family, note=note)
        return stopped or await lead(work)
    except (Exception, asyncio.CancelledError):
        await work.let_go()
        with suppress(Fault):
            await closed(work)
        raise


def _patience(counter: Counter, busy: Busy) -> float:
    parked = busy.purchase is not None and busy.purchase.state is State.UNKNOWN
    return counter.patience.parked if parked else counter.patience.others


def _given_up(offer: Offer, busy: Busy) -> Unknown:
    if busy.purchase is None:
        raise Fault(
            "E1061",
            f"another process works as run {offer.run}",
            "wait until it has ended; every process needs a run of its own",
        )
    intent = busy.purchase.intent
    return Unknown(intent.id, f"run {intent.run} is at it", busy.purchase.facts.get("job"))
