"""Cancel: stop what was ordered, as far as the provider's protocol allows, and note what it has cost."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.produce.buying.clerk import noted
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.course import closed
from filmc.produce.buying.find import look_up
from filmc.produce.buying.outcome import Outcome, Unknown, outcome_of
from filmc.produce.buying.poll import ask, note
from filmc.produce.buying.resume import AT_ONCE
from filmc.produce.buying.runs import taking
from filmc.produce.buying.submit import park
from filmc.produce.buying.work import Work
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Cancelled, Failed, Handle, Succeeded, TooLate, Unclear

_BY_USER = "cancelled by the user"


async def call_off(counter: Counter, intents: Sequence[str]) -> list[Outcome]:
    """Cancel several purchases at once, as after an interrupted build; outcomes in the order of `intents`."""
    few = asyncio.Semaphore(AT_ONCE)

    async def one(intent: str) -> Outcome:
        async with few:
            return await cancel(counter, intent)

    return list(await asyncio.gather(*map(one, intents)))


async def cancel(counter: Counter, intent: str) -> Outcome:
    """Cancel a purchase; `Unknown` says why it goes on, or what is not known. Fault E1062 where there is none.

    A task that still works at it has to be cancelled first.
    """
    ledger = counter.ledger
    purchase = await noted(ledger, lambda: ledger.purchase(intent))
    if purchase is None:
        raise Fault("E1062", f"there is no purchase {intent}", "`filmc ledger` lists them")
    if purchase.done:
        return outcome_of(purchase)
    with taking(ledger.path, purchase) as ours:
        if not ours:
            return Unknown(intent, f"run {purchase.intent.run} is at it", purchase.facts.get("job"))
        newest = await noted(ledger, lambda: ledger.purchase(intent))
        assert newest
        return await _cancelled(Work(counter, newest))


async def _cancelled(work: Work) -> Outcome:
    if work.unsent:
        await work.drop(_BY_USER)
        return await closed(work)
    if work.job is None and await look_up(work) != "found":
        return await park(work) or outcome_of(work.purchase)
    if work.state not in {State.SUBMITTED, State.RUNNING, State.UNKNOWN}:
        return await closed(work) if work.purchase.done else work.stays("it is made: only its file is still to come")
    if not work.counter.provider.abilities.cancel:
        return work.stays("this provider stops no job")
    assert work.job
    return await _stopped(work, work.job)


async def _stopped(work: Work, job: Handle) -> Outcome:
    failpoint("buying.before_cancel")
    answer = await work.counter.provider.cancel(job)
    for _ in range(work.counter.patience.collects):
        if not isinstance(answer, Unclear) or await work.wait(answer.retry_after, answer.reason):
            break
        answer = await work.counter.provider.cancel(job)
    failpoint("buying.after_cancel")
    match answer:
        case Cancelled(billed) if (known := work.counted(billed)) is not None:
            await work.enter(State.CANCELLED, known, reason=_BY_USER)
            return await closed(work)
        case Cancelled():
            return await _ended_how(work, "cancelled; whether it was billed was not said")
        case TooLate(message):
            return await _ended_how(work, f"too late to cancel: {message}")
        case Unclear(reason):
            return work.stays(f"whether it is cancelled is not known: {reason}")


async def _ended_how(work: Work, otherwise: str) -> Outcome:
    """Ask once how a job that runs no longer has ended."""
    answer = await ask(work)
    if isinstance(answer, Succeeded) or (isinstance(answer, Failed) and answer.kind not in {"lost", "empty"}):
        await note(work, answer)
    if work.purchase.done:
        return await closed(work)
    return work.stays("it is made: only its file is still to come" if work.state is State.SUCCEEDED else otherwise)
