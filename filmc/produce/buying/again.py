"""Fetch again: a take that was bought and is lost here comes back by its job's id. It is never bought a second time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from filmc.base.fault import Fault
from filmc.produce.buying.clerk import aside, noted
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.deliver import download, stored
from filmc.produce.buying.frozen import media_file, tidy
from filmc.produce.buying.outcome import Expired, Outcome, Unknown, outcome_of
from filmc.produce.buying.poll import ask
from filmc.produce.buying.runs import taking
from filmc.produce.buying.work import Work
from filmc.produce.disk import writing
from filmc.produce.ledger.book import Ledger
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Failed, Fetched, Succeeded
from filmc.produce.register import consult
from filmc.produce.store import Damaged, Missing, Store


def lost(ledger: Ledger, store: Store) -> list[Purchase]:
    """Return the purchases whose take a film names, and this store has not any more or has damaged. Fault E1022.

    One without a job's id is none of them: there is nothing to ask for it by.
    """
    named = consult(store.root).named
    bought = (each for each in ledger.purchases() if each.state is State.COMMITTED and "job" in each.facts)
    came = {each.facts["digest"]: each for each in bought}
    return [came[digest] for digest in came if digest in named and isinstance(store.look(digest), Missing | Damaged)]


async def fetch_lost(counter: Counter, purchases: Iterable[Purchase]) -> list[Outcome]:
    """Bring the takes of those of `purchases` back that were bought at this counter, one after the other."""
    return [await fetch_again(counter, each.intent.id) for each in purchases if _is_from(counter, each)]


def _is_from(counter: Counter, purchase: Purchase) -> bool:
    return purchase.intent.provider == counter.provider.name


async def fetch_again(counter: Counter, intent: str) -> Outcome:
    """Bring the take of a committed purchase back into the store; `Unknown` says why that can not be done now.

    `Expired` where the provider has it no longer. The ledger does not change. Fault E1062 where there is no such
    purchase; one that is not committed, or has no job's id, is left alone.
    """
    ledger = counter.ledger
    purchase = await noted(ledger, lambda: ledger.purchase(intent))
    if purchase is None:
        raise Fault("E1062", f"there is no purchase {intent}", "`filmc ledger` lists them")
    if purchase.state is not State.COMMITTED or "job" not in purchase.facts:
        return outcome_of(purchase)
    with taking(ledger.path, purchase) as ours:
        if not ours:
            return Unknown(intent, f"run {purchase.intent.run} is at it", purchase.facts["job"])
        outcome = await _brought(Work(counter, purchase))
        await noted(ledger, lambda: tidy(ledger.path, purchase))
    return outcome


async def _brought(work: Work) -> Outcome:
    """Bring the very bytes that were bought into the store, and return what came of it."""
    intent, job = work.purchase.intent.id, work.purchase.facts["job"]
    for _ in range(work.counter.patience.downloads):
        answer = await ask(work)
        if isinstance(answer, Failed):
            return Expired(intent, f"the provider has it no longer: {answer.kind}", job)
        if isinstance(answer, Succeeded):
            file = await download(work, answer)
            if await _is_kept(work, file.path if isinstance(file, Fetched) else file.file):
                return outcome_of(work.purchase)
        if reason := await work.wait(getattr(answer, "retry_after", None)):
            return Unknown(intent, reason, job)
    return Unknown(intent, "its file does not come, or is not the one that was bought", job)


async def _is_kept(work: Work, file: Path | None) -> bool:
    if file is None:
        return False
    place = media_file(work.counter.ledger.path, work.purchase)
    with writing(place):
        await aside(lambda: file.replace(place))
    return await aside(lambda: stored(work, place))
