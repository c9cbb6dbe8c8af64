"""Choosing on the command line: done to the lock, then told with all that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from filmc.frontend.value import Money
from filmc.produce.choice import find
from filmc.produce.consequence import Consequence, consequence
from filmc.produce.ledger.budget import shown
from filmc.produce.locked import SHORT, Block, Lock, Take
from filmc.produce.plan.plan import moneys
from filmc.produce.survey import Surveyed
from filmc.tools.production import Production
from filmc.tools.report.cells import neutral


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
    follows = consequence((production.survey, production.plan()), (after.survey, after.plan()), found.job.name)
    now = after.survey.jobs.get(found.job.name, found)
    if production.console.as_json:
        production.console.answer(
            ok=True, job=now.job.name, changed=differs, state=now.standing.state, **more, **_object(follows)
        )
    else:
        _tell(production, said if differs else f"{found.job.name}: nothing changed by it", follows, now)
    return follows


def _object(follows: Consequence) -> dict[str, Any]:
    return {
        "stale": [_consequence(found) for found in follows.stale],
        "fit_again": [found.job.name for found in follows.fit],
        "orders": [{"job": item.job, "takes": item.now, "cost": _money(item.cost)} for item in follows.orders],
        "cost": [_money(money) for money in moneys(follows.cost)],
    }


def _money(money: Money | None) -> dict[str, Any] | None:
    return {"micros": money.micros, "currency": money.currency} if money else None


def _consequence(found: Surveyed) -> dict[str, Any]:
    return {"job": found.job.name, "state": found.standing.state, "reason": found.standing.reason}


def _tell(production: Production, said: str, follows: Consequence, now: Surveyed) -> None:
    say = production.console.say
    say(neutral(said))
    if now.standing.take and not now.whole:
        say(neutral(f"  it can not play: {now.standing.reason}"))
    for found in follows.stale:
        say(neutral(f"  {found.job.name} is {found.standing.state} now: {found.standing.reason}"))
    for found in follows.fit:
        say(neutral(f"  {found.job.name} fits again"))
    if follows.orders:
        told = ", ".join(f"{item.job} ({shown(item.cost) if item.cost else 'free'})" for item in follows.orders)
        total = " + ".join(map(shown, moneys(follows.cost))) or "nothing"
        say(neutral(f"  the next plan would make {told}, for {total} together; nothing was ordered"))


def told_take(found: Surveyed, take: Take) -> str:
    """Return how a take is called to people: job, number, first digits."""
    digests = [each.digest for each in block_of(found).takes]
    number = digests.index(take.digest) + 1 if take.digest in digests else len(digests) + 1
    return f"{found.job.name}: take {number} ({take.digest[:SHORT]})"
