"""Reconcile: of what nobody knows, the provider is asked first and then the user; each answer is noted."""

from __future__ import annotations

from collections.abc import Callable

from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.buying.clerk import noted
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.course import closed, lead
from filmc.produce.buying.outcome import Outcome
from filmc.produce.buying.runs import taking
from filmc.produce.buying.submit import accept
from filmc.produce.buying.work import Work
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Handle

_USER = "the user"


@record
class Question:
    """What the user is asked about a purchase: with its amount, its job if it is known, and why nobody knows."""

    purchase: Purchase
    amount: Money
    reason: str
    job: str | None


@record
class NeverMade:
    """The provider shows no such job and no such bill: the take may be bought."""


@record
class Made:
    """The provider shows it as job `job`."""

    job: str


@record
class GaveUp:
    """It will not be found; the provider's bill shows `billed` for it, which may be nothing."""

    billed: Money


Answer = NeverMade | Made | GaveUp | None
"""None: asked again another time."""


async def reconcile(counter: Counter, ask: Callable[[Question], Answer]) -> list[Outcome]:
    """Settle every purchase from this provider whose fate is not known and that nobody is at, one after another."""
    ledger = counter.ledger
    left = await noted(ledger, ledger.unfinished)
    open_ones = [each for each in left if each.intent.provider == counter.provider.name and _doubtful(each)]
    outcomes = [await _reconciled(counter, each, ask) for each in open_ones]
    return [outcome for outcome in outcomes if outcome is not None]


def _doubtful(purchase: Purchase) -> bool:
    return purchase.state in {State.INTENT, State.UNKNOWN}


async def _reconciled(counter: Counter, purchase: Purchase, ask: Callable[[Question], Answer]) -> Outcome | None:
    ledger = counter.ledger
    with taking(ledger.path, purchase) as ours:
        if not ours:
            return None
        newest = await noted(ledger, lambda: ledger.purchase(purchase.intent.id))
        assert newest
        work = Work(counter, newest)
        outcome = await lead(work)
        if work.state is not State.UNKNOWN:
            return outcome
        answer = ask(_question(work.purchase))
        failpoint("buying.before_answer")
        await _note(work, answer)
        return await lead(work) if isinstance(answer, Made) else await closed(work)


def _question(purchase: Purchase) -> Question:
    assert purchase.estimate
    return Question(purchase, purchase.estimate, purchase.facts["reason"], purchase.facts.get("job"))


async def _note(work: Work, answer: Answer) -> None:
    match answer:
        case Made(job):
            await _note_made(work, job)
        case NeverMade():
            await work.enter(State.FAILED_UNBILLED, reason="it was never made", by=_USER)
        case GaveUp(billed) if billed.micros:
            await work.enter(State.FAILED_BILLED, _in_its_currency(work, billed), reason="given up", by=_USER)
        case GaveUp():
            await work.enter(State.FAILED_UNBILLED, reason="given up, and nothing was billed", by=_USER)
        case None:
            pass


async def _note_made(work: Work, job: str) -> None:
    """Note the job that the user has found, unless it is known to be another purchase's from this provider."""
    ledger, provider = work.counter.ledger, work.purchase.intent.provider
    others = (each for each in await noted(ledger, ledger.purchases) if each.intent.provider == provider)
    known = {each.facts["job"]: each.intent.id for each in others if "job" in each.facts}
    if known.get(job, work.ident) != work.ident:
        raise Fault(
            "E1063", f"job {job} belongs to purchase {known[job]}", "look for the job of this purchase, or give it up"
        )
    await accept(work, Handle(provider, job), by=_USER)


def _in_its_currency(work: Work, billed: Money) -> Money:
    assert work.purchase.estimate
    return work.counter.rates.convert(billed, work.purchase.estimate.currency)
