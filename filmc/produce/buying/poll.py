"""From submitted to succeeded: the job is asked after until it has ended, or until our patience has.

What ends a job without a file is told apart by money: billed, not billed, and not known, which only the user can tell.
"""

from __future__ import annotations

from filmc.base.failpoints import failpoint
from filmc.produce.buying.outcome import Unknown
from filmc.produce.buying.work import Work
from filmc.produce.ledger.budget import shown
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Failed, Progress, Running, Succeeded, Unclear

_MAYBE_NOT_YET = {"lost", "empty"}
"""What may be said by a provider whose left hand does not know yet what the right one has taken."""


async def watch(work: Work) -> Unknown | None:
    """Poll until the job has ended and that is noted; return why, where it has not."""
    empty = unclear = 0
    while True:
        answer = await ask(work)
        empty = empty + 1 if isinstance(answer, Failed) and answer.kind in _MAYBE_NOT_YET else 0
        unclear = unclear + 1 if isinstance(answer, Unclear) else 0
        if unclear >= work.counter.patience.unclear:
            return work.stays(f"the provider gives no clear answer: {_said(answer)}")
        if isinstance(answer, Succeeded | Failed) and (not empty or empty >= work.counter.patience.lost):
            await note(work, answer)
            return work.stays(work.purchase.facts["reason"]) if work.state is State.UNKNOWN else None
        if isinstance(answer, Running) and work.state in {State.SUBMITTED, State.UNKNOWN}:
            await work.enter(State.RUNNING)
        progress = answer.progress if isinstance(answer, Running) else None
        if reason := await work.wait(_asked(answer), _said(answer), progress):
            return work.stays(reason)


async def ask(work: Work) -> Progress:
    """Poll once."""
    assert work.job
    failpoint("buying.before_poll")
    answer = await work.counter.provider.poll(work.job)
    failpoint("buying.after_poll")
    return answer


async def note(work: Work, answer: Succeeded | Failed) -> None:
    """Note how a job has ended."""
    if isinstance(answer, Succeeded):
        await note_success(work, answer)
    elif work.state in {State.SUCCEEDED, State.DOWNLOADED, State.VERIFIED}:  # it was there
        await expire(work, f"{answer.kind}: {answer.message}", answer)
    else:
        await _note_failure(work, answer)


async def note_success(work: Work, answer: Succeeded) -> None:
    """Note that there is a file; its address without what gives access to it."""
    work.polled = answer
    await work.enter(
        State.SUCCEEDED, answer.billed, url=answer.results[0].url.partition("?")[0], **_uncounted(work, answer)
    )


async def _note_failure(work: Work, answer: Failed) -> None:
    reason = f"{answer.kind}: {answer.message}" if answer.message else answer.kind
    billed = work.counted(answer.billed)
    if billed is None and work.purchase.billed is not None:
        billed = work.purchase.billed
    match answer.kind, billed:
        case "empty", _ if billed is None or billed.micros:
            await expire(work, reason, answer)
        case "expired", _ if billed is not None and billed.micros:
            await expire(work, reason, answer)
        case _, None:
            if work.state is not State.UNKNOWN:
                said = _uncounted(work, answer).get("said", "whether it was billed was not said")
                await work.enter(State.UNKNOWN, reason=f"{reason}; {said}")
        case "cancelled", _:
            await work.enter(State.CANCELLED, billed, reason=reason)
        case _:
            state = State.FAILED_BILLED if billed.micros else State.FAILED_UNBILLED
            await work.enter(state, billed if billed.micros else None, reason=reason)


async def expire(work: Work, reason: str, answer: Failed | None = None) -> None:
    """Note that what was made is lost at the provider: paid, as far as anybody knows."""
    said = work.counted(answer.billed) if answer else None
    told = said is not None or work.purchase.billed is not None
    facts = {} if told else {"bill": "supposed"}
    await work.enter(State.EXPIRED, said or work.supposed, reason=reason, **facts)


def _uncounted(work: Work, answer: Succeeded | Failed) -> dict[str, str]:
    """Return the fact of a bill that is no amount in our currency, or none."""
    if answer.billed is None or work.counted(answer.billed) is not None:
        return {}
    return {"said": f"billed {shown(answer.billed)}"}


def _said(answer: Progress) -> str:
    return answer.reason if isinstance(answer, Unclear) else ""


def _asked(answer: Progress) -> float | None:
    return answer.retry_after if isinstance(answer, Running | Unclear) else None
