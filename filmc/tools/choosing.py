"""Choosing on the command line: done to the lock, then told with all that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.produce.choice import find
from filmc.produce.consequence import Consequence, consequence, price
from filmc.produce.ledger.budget import shown
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.survey import Surveyed
from filmc.tools.production import Production
from filmc.tools.report.cells import neutral

SHORT = 10
"""Digits by which a take is named to people."""


def block_of(found: Surveyed) -> Block:
    """Return the block that speaks for a job; an empty one where there is none."""
    return found.block or Block(found.job.name)


def named_take(production: Production, words: Sequence[str], word: str) -> tuple[Surveyed, Take]:
    """Return the job and the take that SHOT and TAKE name. Faults E1050 and E1052."""
    found = production.job_with_takes(words, word)
    return found, find(block_of(found), word)


def changed(
    production: Production, found: Surveyed, change: Callable[[Lock], Lock], said: str, **more: Any
) -> Consequence:
    """Change the lock, and tell what was done (`said`) and what follows. Faults as `Desk.change`."""
    before = production.desk.lock.base
    production.desk.change(change)
    differs = production.desk.lock.base != before
    after = production.again() if differs else production
    follows = consequence(after.graph, production.survey, after.survey, found.job.name)
    if production.console.as_json:
        production.console.answer(ok=True, job=found.job.name, changed=differs, **more, **_object(follows))
    else:
        _tell(production, said if differs else f"{found.job.name}: nothing changed by it", follows)
    return follows


def _object(follows: Consequence) -> dict[str, Any]:
    return {
        "stale": [_consequence(found) for found in follows.stale],
        "fit_again": [found.job.name for found in follows.fit],
        "following": [job.name for job in follows.following],
        "cost": [{"micros": money.micros, "currency": money.currency} for money in follows.cost],
    }


def _consequence(found: Surveyed) -> dict[str, Any]:
    return {"job": found.job.name, "state": found.standing.state, "reason": found.standing.reason}


def _tell(production: Production, said: str, follows: Consequence) -> None:
    say = production.console.say
    say(neutral(said))
    for found in follows.stale:
        say(neutral(f"  {found.job.name} is {found.standing.state} now: {found.standing.reason}{_costs(found)}"))
    for job in follows.following:
        say(neutral(f"  {job.name} comes after it{_at(price(job))}"))
    for found in follows.fit:
        say(neutral(f"  {found.job.name} fits again: {found.standing.reason}"))
    if follows.cost:
        say(f"  making it anew would cost {amounts(follows.cost)}; nothing was ordered")


def _costs(found: Surveyed) -> str:
    if not found.standing.due:
        return ""
    return _at(price(found.job)) + _often(found.job)


def _at(money: Money | None) -> str:
    return f" ({shown(money)})" if money and money.micros else ""


def _often(job: Job) -> str:
    return f" for {job.takes} takes" if job.takes > 1 else ""


def amounts(total: Sequence[Money]) -> str:
    """Return a sum for people: one amount a currency; `nothing` where there is none."""
    return " + ".join(shown(money) for money in total) or "nothing"


def told_take(found: Surveyed, take: Take) -> str:
    """Return how a take is called to people: job, number, first digits."""
    digests = [each.digest for each in block_of(found).takes]
    number = digests.index(take.digest) + 1 if take.digest in digests else len(digests) + 1
    return f"{found.job.name}: take {number} ({take.digest[:SHORT]})"
