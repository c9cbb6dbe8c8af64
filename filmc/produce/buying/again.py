"""Fetch again: a take that was bought and is lost here comes back by its job's id. It is never bought a second time."""

from __future__ import annotations

from pathlib import Path

from filmc.base.fault import Fault
from filmc.produce.buying.clerk import aside, noted
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.deliver import download, stored
from filmc.produce.buying.frozen import media_file, tidy
from filmc.produce.buying.outcome import Outcome, Unknown, outcome_of
from filmc.produce.buying.poll import ask
from filmc.produce.buying.runs import taking
from filmc.produce.buying.work import Work
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Failed, Fetched, Succeeded


async def fetch_again(counter: Counter, intent: str) -> Outcome:
    """Bring the take of a committed purchase back into the store; `Unknown` says why that can not be done now.

    The ledger does not change. Fault E1062 where there is no such purchase; one that is not committed is left alone.
    """
    ledger = counter.ledger
    purchase = await noted(ledger, lambda: ledger.purchase(intent))
    if purchase is None:
        raise Fault("E1062", f"there is no purchase {intent}", "`filmc ledger` lists them")
    if purchase.state is not State.COMMITTED:
        return outcome_of(purchase)
    with taking(ledger.path, purchase) as ours:
        if not ours:
            return Unknown(intent, f"run {purchase.intent.run} is at it", purchase.facts["job"])
        reason = await _brought(Work(counter, purchase))
        await noted(ledger, lambda: tidy(ledger.path, purchase))
    return Unknown(intent, reason, purchase.facts["job"]) if reason else outcome_of(purchase)


async def _brought(work: Work) -> str:
    """Bring the very bytes that were bought into the store; return why not, if so."""
    for _ in range(work.counter.patience.downloads):
        answer = await ask(work)
        if isinstance(answer, Failed):
            return f"the provider has it no longer: {answer.kind}"
        if isinstance(answer, Succeeded):
            file = await download(work, answer)
            if await _is_kept(work, file.path if isinstance(file, Fetched) else file.file):
                return ""
        if reason := await work.wait(getattr(answer, "retry_after", None)):
            return reason
    return "its file does not come, or is not the one that was bought"


async def _is_kept(work: Work, file: Path | None) -> bool:
    if file is None:
        return False
    place = media_file(work.counter.ledger.path, work.purchase)
    await aside(lambda: file.replace(place))
    return await aside(lambda: stored(work, place))
