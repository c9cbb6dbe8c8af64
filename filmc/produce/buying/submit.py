"""From reserved to submitted: what is sent once, and the law of what may be sent again.

| what a submit came to | what is done |
|---|---|
| not sent | the same order again, later |
| refused for now (rate, busy), no bill | again under the same key; without keys only if surely unbilled |
| the same, surely unbilled, as often as `refusals` | the end: who bought it asks anew when it is time |
| the answer was lost | nothing is sent: looked up by our reference, else the user is asked |
| in progress, or lost with a wait, under a key that is replayed | collected: the same order under the same key |
| duplicate | the first order's job is found; if there is none, its first failure is what counts |
| any other refusal | the end; the reservation is free |

The intent, with key and digest of the order, is noted before each sending, the answer after it, whatever happens.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any, assert_never

from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.base.record import replace
from filmc.produce.buying.age import age
from filmc.produce.buying.find import look_up
from filmc.produce.buying.outcome import Unknown
from filmc.produce.buying.work import Work
from filmc.produce.ledger.budget import shown
from filmc.produce.ledger.states import FROZEN, State
from filmc.produce.protocol import base
from filmc.produce.protocol.base import Order

_PASSING = {"rate", "busy"}
_INTERRUPTED = "interrupted while the order was on its way"


async def submit(work: Work, order: Order, **facts: str) -> Unknown | None:
    """Bring a purchase from reserved to submitted or to an end; return why, where it is neither.

    `facts` are noted with the intent: the key and the digest of the frozen order, and what else is known.
    """
    answer = await send(work, order, since=work.counter.tick().written(), **facts)
    for tries in range(1, work.counter.patience.submits):
        if work.state is not State.INTENT or not _may_go_again(work, answer) or _is_for_later(work, answer, tries):
            break
        failpoint("buying.before_again")
        if why := await work.wait(_asked(answer), answer.reason if isinstance(answer, base.NotSent) else ""):
            answer = _told(work, answer, why)
            break
        answer = await send(work, order)
    return await _settle(work, order, answer)


async def send(work: Work, order: Order, **facts: str) -> base.Outcome:
    """Send an order once: the intent is noted before, and the answer after, also when the task is cancelled."""
    try:
        await work.enter(State.INTENT, **{**_frozen(work), **facts, "sent": "maybe"})
    except asyncio.CancelledError:
        await _note_unsent(work, "interrupted before it was sent")
        raise
    failpoint("buying.before_submit")
    sending = asyncio.ensure_future(work.counter.provider.submit(order))
    interrupted = await _ended(work, sending)
    error = None if sending.cancelled() else sending.exception()
    answer = _heard(sending, error)
    failpoint("buying.after_submit")
    await _note(work, answer)
    if error:
        raise error
    if interrupted:
        raise interrupted
    return answer


def _heard(sending: asyncio.Future[base.Outcome], error: BaseException | None) -> base.Outcome:
    """Return the answer; where there is none, the order may have left all the same."""
    if error:
        return base.Unknown(f"the adapter failed: {type(error).__name__}")
    return base.Unknown(_INTERRUPTED) if sending.cancelled() else sending.result()


async def _ended(work: Work, sending: asyncio.Future[base.Outcome]) -> asyncio.CancelledError | None:
    """Wait for an answer; if interrupted, a moment longer, for a job whose name is not heard is hard to find."""
    try:
        await asyncio.wait([sending])
    except asyncio.CancelledError as interrupted:
        grace = asyncio.ensure_future(work.counter.sleep(work.counter.patience.grace))
        either: list[asyncio.Future[Any]] = [sending, grace]
        with suppress(asyncio.CancelledError):
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        grace.cancel()
        sending.cancel()
        while not sending.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([sending])
        return interrupted
    return None


async def _note(work: Work, answer: base.Outcome) -> None:
    """Note what an answer makes certain."""
    match answer:
        case base.Accepted(handle) | base.Duplicate(_, base.Handle() as handle):
            await accept(work, handle)
        case base.NotSent(reason):
            await _note_unsent(work, reason)
        case base.Refused():
            await _note_refusal(work, answer)
        case base.Unknown(said) | base.Duplicate(said):
            work.doubt = work.doubt or said or "the answer was lost"
            await work.enter(State.UNKNOWN, reason=work.doubt)
        case _:
            assert_never(answer)


async def accept(work: Work, handle: base.Handle, **facts: str) -> None:
    """Note an accepted job; Fault E1060 with its id where that can not be done."""
    try:
        await work.enter(State.SUBMITTED, job=handle.job, **facts)
    except Fault as fault:
        raise Fault(
            "E1060",
            f"{handle.provider} has accepted job {handle.job}, and the ledger can not note it: {fault.message}",
            f"write the id down; then `filmc reconcile` asks for the job of purchase {work.ident}",
            *fault.hints,
        ) from fault


async def _note_unsent(work: Work, reason: str) -> None:
    if not work.doubt:
        await work.enter(State.INTENT, **_frozen(work), sent="no", reason=reason)


async def _note_refusal(work: Work, answer: base.Refused) -> None:
    billed = work.counted(answer.billed)
    facts = {"reason": answer.message, "kind": answer.kind}
    if billed is None and answer.billed is not None:
        await work.enter(State.UNKNOWN, reason=f"{answer.message}; billed {shown(answer.billed)}")
    elif billed is not None and billed.micros > 0:
        await work.enter(State.FAILED_BILLED, billed, **facts)
    elif answer.kind not in _PASSING and not work.doubt:
        await work.enter(State.REFUSED, **facts)
    elif answer.surely_unbilled and not work.doubt:
        await work.enter(State.INTENT, **_frozen(work), sent="no", **facts)
    else:
        work.doubt = work.doubt or answer.message


def _told(work: Work, answer: base.Outcome, why: str) -> base.Outcome:
    """Return an answer with what kept us from trying again, which the user shall read with it."""
    if work.doubt:
        work.doubt = f"{work.doubt}; {why}"
    match answer:
        case base.Refused(_, message):
            return replace(answer, message=f"{message}; {why}")
        case base.NotSent(reason):
            return base.NotSent(f"{reason}; {why}")
        case _:
            return answer


def _may_go_again(work: Work, answer: base.Outcome) -> bool:
    """Tell whether the order may be sent again after an answer that left it at its intent."""
    if isinstance(answer, base.Refused) and answer.kind not in _PASSING:
        return False
    ahead = min(_asked(answer) or 0.0, work.counter.patience.asked)  # for longer nobody waits
    return not work.doubt or key_holds(work, ahead)


def _is_for_later(work: Work, answer: base.Outcome, tries: int) -> bool:
    """Tell whether who bought it shall come back with an order that was refused for now, and surely not taken."""
    refused = isinstance(answer, base.Refused) and not work.doubt
    return refused and tries >= work.counter.patience.refusals


def key_holds(work: Work, ahead: float = 0.0) -> bool:
    """Tell whether the provider surely knows our key `ahead` seconds from now still: half its lifetime is trusted."""
    abilities = work.counter.provider.abilities
    if abilities.idempotency == "none" or abilities.key_lifetime is None:  # a lifetime that is not told may be over
        return abilities.idempotency in {"replay", "reject"}
    old = age(work.purchase.facts.get("since", ""), work.counter.tick())
    return old is not None and old + ahead < abilities.key_lifetime / 2


async def _settle(work: Work, order: Order, answer: base.Outcome) -> Unknown | None:
    """End the sending: what was surely never taken is free again, what may have been is looked up."""
    if work.state not in {State.INTENT, State.UNKNOWN}:
        return None
    if work.state is State.INTENT and not work.doubt:
        await _note_end(work, answer)
        return None
    found = await look_up(work, _asked(answer))
    if found == "none" and isinstance(answer, base.Refused) and work.state is State.INTENT:
        await work.enter(State.REFUSED, reason=answer.message, kind=answer.kind)
    if work.state is State.UNKNOWN and _asked(answer) is not None:
        return await collect(work, order, answer)
    return await park(work)


async def _note_end(work: Work, answer: base.Outcome) -> None:
    match answer:
        case base.Refused(kind, message, wait):
            told = {} if wait is None else {"wait": str(wait)}
            await work.enter(State.REFUSED, reason=message, kind=kind, **told)
        case base.NotSent(reason):
            await work.enter(State.FAILED_UNBILLED, reason=reason)
        case _:
            raise AssertionError(answer)  # every other one has left the intent behind, or a doubt


async def collect(work: Work, order: Order, answer: base.Outcome | None = None) -> Unknown | None:
    """Send the same order under the same key, to hear the first answer again: only where the provider replays it."""
    for _ in range(work.counter.patience.collects):
        asked = None if answer is None else _asked(answer)
        replays = work.counter.provider.abilities.idempotency in {"replay", "expire"}
        if not (replays and key_holds(work, asked or 0.0)) or await work.wait(asked, work.doubt):
            break
        failpoint("buying.before_collect")
        answer = await send(work, order)
        if work.state not in {State.INTENT, State.UNKNOWN}:
            return None
        if isinstance(answer, base.Refused) and _is_the_first(work, answer):
            await work.enter(State.REFUSED, reason=answer.message, kind=answer.kind)
            return None
    return await park(work)


def _is_the_first(work: Work, answer: base.Refused) -> bool:
    """Tell whether a refusal under a replayed key says what became of the first order, and not of this request only."""
    if answer.kind not in {"content", "request"}:
        return False
    return work.absent or answer.surely_unbilled or answer.kind == "content"


async def park(work: Work) -> Unknown | None:
    """Leave what nobody knows to the user."""
    if work.state is State.INTENT:
        await work.enter(State.UNKNOWN, reason=work.doubt or "the run ended before the answer was noted")
    if work.state is State.UNKNOWN:
        return work.stays(work.purchase.facts["reason"])
    return None


def _asked(answer: base.Outcome) -> float | None:
    return answer.retry_after if isinstance(answer, base.Refused | base.Duplicate | base.Unknown) else None


def _frozen(work: Work) -> dict[str, str]:
    return {name: work.purchase.facts[name] for name in FROZEN if name in work.purchase.facts}
