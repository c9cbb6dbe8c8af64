"""The run of a shoot: a task for each take that the plan buys, started as soon as what it needs is there.

A take is noted in the lock when it has come, with its verdict, so that whatever happens next it is not lost. Where a
candidate fails its checks and the author allows more, more are bought, never above the plan's bound.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path

from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph
from filmc.lower.model import Model
from filmc.lower.request import Question
from filmc.lower.reviewing import TAKE
from filmc.produce.assembly import missing_part
from filmc.produce.buying.buy import buy
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.outcome import Bought, Expired, Outcome, OverCeiling, Refused, Unknown
from filmc.produce.buying.outcome import Failed as Lost
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import Rates
from filmc.produce.locked import Lock, Take
from filmc.produce.plan.plan import Item
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.schedule.event import Watcher
from filmc.produce.schedule.local import Local
from filmc.produce.schedule.report import Report
from filmc.produce.schedule.run import run
from filmc.produce.schedule.task import Done, Failed, Later, Limit, Result, Task
from filmc.produce.shoot.keep import judged, with_judgement, with_take
from filmc.produce.shoot.lab import Lab
from filmc.produce.shoot.order import Call, inputs_of, offer_of, price_of
from filmc.produce.shoot.reviewing import to_mend
from filmc.produce.shoot.writing import to_rewrite
from filmc.produce.survey import Survey, Surveyed, Surveyor, bought_take, judged_by

Show = Callable[[Sequence[Task], Mapping[str, Limit]], AbstractAsyncContextManager[Watcher]]
"""Gives who is told how the run goes, for as long as it goes."""

_PASSING = {"rate", "busy"}
"""Refusals that pass with time: the run lets everybody wait who would ask there."""

_STOPPERS = {"auth", "credit"}
"""Refusals after which a provider refuses everything: nothing more is asked of it in this run."""


@dataclass
class Shoot:
    """A plan's execution. `counters` and `adapters` by provider; `outcomes` has what each purchase came to."""

    desk: Desk
    graph: JobGraph
    surveyor: Surveyor
    counters: Mapping[str, Counter]
    adapters: Mapping[str, Adapter]
    lab: Lab
    call: Call
    local: Local
    outcomes: list[Outcome] = field(default_factory=list)
    wanting: set[str] = field(default_factory=set)
    """Jobs of which a review found a take wanting."""
    _bounds: dict[str, int] = field(default_factory=dict)
    """How many takes of each job may still be asked for."""
    _short: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """How many candidates were wanting of what was fresh when its turn came, less those that were begun."""
    _numbers: dict[tuple[str, str, str], Iterator[int]] = field(default_factory=dict)
    _came: dict[str, dict[str, int]] = field(default_factory=dict)
    """By job, the digests of the takes that have come, with their numbers."""
    _asked: set[tuple[str, str]] = field(default_factory=set)
    """Reviews, each with the take that it was asked about in this run."""
    _closed: dict[str, str] = field(default_factory=dict)
    """Providers that refuse everything, and why."""
    _lock_turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def buy(self, items: Sequence[Item], show: Show) -> Report:
        """Buy what `items` list. Interrupted as `schedule.run`; what was ordered by then is in the ledger."""
        self._bounds = {item.job: item.most for item in items}
        tasks = list(_tasks(items, self.graph, self.desk.config.rates))
        limits = limits_of(job.model for job in self.graph.bought if job.model)
        # Cleaning waits: a take that has come is in no lock for a moment.
        with self.desk.store.using():
            async with show(tasks, limits) as watch:
                return await run(tasks, limits, self._work, watch)

    async def _work(self, task: Task) -> Result:
        job = self.graph.jobs[task.name.rpartition(" #")[0]]
        if job.kind == "review":
            return await self._seen(job)
        name = job.name
        for review in job.after:
            self.surveyor.look(self.graph.jobs[review])
        surveyed = self.surveyor.look(job)
        if not self._wanted(surveyed):
            return Done(cost=0)
        self._count(surveyed, -1)
        spent = 0
        while self._bounds[name] > 0:
            self._bounds[name] -= 1
            result, again = await self._take(surveyed)
            if isinstance(result, Later):
                self._bounds[name] += 1
                self._count(surveyed, 1)
                return result
            spent += result.cost or 0
            if not again:
                return result
        if isinstance(surveyed.job.what, Question):
            return Done(cost=spent)  # a text that will not do is a text all the same
        return Failed(f"no take passed its checks, and {surveyed.job.name} may have no more", spent)

    async def _seen(self, job: Job) -> Result:
        """Ask about one candidate of which nothing is said yet, again where the answer can not be used.

        Who can not be understood says nothing against a take.
        """
        askings = self.surveyor.look(job).askings
        digest = next((each for each in askings if (job.name, each) not in self._asked), None)
        if digest is None:
            return Done(cost=0)
        self._asked.add((job.name, digest))
        spent = 0
        for _ in range(min(askings[digest], self._bounds[job.name])):
            self._bounds[job.name] -= 1
            result, again = await self._take(self._ready(self.surveyor.candidate(job, digest)))
            if isinstance(result, Later):
                self._bounds[job.name] += 1
                self._asked.discard((job.name, digest))  # it is still to be asked about
                return result
            spent += result.cost or 0
            if not again:
                return result
        return Done(cost=spent)

    def _wanted(self, surveyed: Surveyed) -> bool:
        """Tell whether the job still needs anything, now that its inputs are there: early cutoff.

        Where takes of it fit as they are, only the candidates that lack are wanted, also of several begun at once.
        """
        if self._ready(surveyed).standing.state != "fresh":
            return True
        lacking = surveyed.job.takes - surveyed.passing
        return min(lacking, self._short.setdefault(_recipe(surveyed), lacking)) > 0

    def _count(self, surveyed: Surveyed, change: int) -> None:
        """Note that one of the wanting candidates was begun, or given back."""
        if (recipe := _recipe(surveyed)) in self._short:
            self._short[recipe] += change

    def _ready(self, surveyed: Surveyed) -> Surveyed:
        """Return a job of which a take can be asked for now; raise _NotReadyError where none can."""
        if surveyed.standing.state in ("unknown", "blocked"):
            raise _NotReadyError(surveyed.standing.reason)
        if part := missing_part(surveyed, self.surveyor.found):
            raise _NotReadyError(f"it waits for {part}, which is put together first")
        return surveyed

    async def _take(self, surveyed: Surveyed) -> tuple[Done | Failed | Later, bool]:
        """Buy one take; the second value says that it failed its checks and another may be tried."""
        job = surveyed.job
        assert job.model
        if why := self._closed.get(job.model.provider):
            return Failed(why), False
        number, files = next(self._left(surveyed)), await self.local(self._inputs, surveyed)
        adapter = self.adapters[job.model.provider]
        offer = await offer_of(surveyed, number, self.call, adapter, files)
        outcome = await buy(offer, self.counters[job.model.provider])
        if isinstance(outcome, Refused) and outcome.kind in _PASSING and not outcome.billed.micros:
            self._numbers[_recipe(surveyed)] = chain((number,), self._left(surveyed))  # it is still to be bought
            return later(outcome.kind, outcome.wait), False
        self.outcomes.append(outcome)
        if isinstance(outcome, Bought):
            verdict = await self._keep(surveyed, outcome)
            return Done(outcome.digest, outcome.billed.micros), verdict.startswith("failed")
        return self._lost(outcome, job.model.provider), False

    def _lost(self, outcome: Refused | Lost | OverCeiling | Unknown | Expired, provider: str) -> Failed:
        """Return what a purchase without a take means; close a provider that will refuse everything."""
        match outcome:
            case Refused(reason) | Lost(reason):
                if isinstance(outcome, Refused) and outcome.kind in _STOPPERS:
                    self._closed[provider] = reason
                return Failed(reason, outcome.billed.micros)
            case OverCeiling(refusal):
                return Failed(str(refusal))
            case Unknown(_, reason) | Expired(_, reason):
                return Failed(reason)

    def _inputs(self, surveyed: Surveyed) -> dict[str, Path]:
        playing = {
            name: found.standing.take.digest for name, found in self.surveyor.found.items() if found.standing.take
        }
        if digest := surveyed.about.get(surveyed.want.what):  # a review is about a take that may not play
            playing[judged_by(surveyed.job)] = digest
        files = inputs_of(surveyed.job, playing, self.desk.store, self.lab)
        store = self.desk.store
        return {
            **files,
            **to_mend(surveyed, store),
            **to_rewrite(self.surveyor.found[surveyed.job.name], store, self.lab),
        }

    def _left(self, surveyed: Surveyed) -> Iterator[int]:
        """Return the numbers of takes of this job that nobody has bought yet."""
        name = _recipe(surveyed)
        if name not in self._numbers:
            taken = {
                int(purchase.intent.take.rpartition(".")[2])
                for purchase in self.surveyor.bought.of_want(surveyed.want)
                if purchase.claims and purchase.done
            }
            first = surveyed.made + 1 if not taken else 1
            self._numbers[name] = (number for number in count(first) if number not in taken)
        return self._numbers[name]

    async def _keep(self, surveyed: Surveyed, bought: Bought) -> str:
        """Note the take in the lock with its verdict; return the verdict."""
        async with self._lock_turn:  # a lock is short, and who waits for it needs no thread
            return await self.local(self._kept, surveyed, bought)

    def _kept(self, surveyed: Surveyed, bought: Bought) -> str:
        purchase = self.desk.ledger.purchase(bought.intent)
        assert purchase
        take = judged(self.desk, surveyed, bought_take(surveyed.want, purchase), self.lab)
        numbers = self._came.setdefault(surveyed.job.name, {})
        numbers[bought.digest] = int(purchase.intent.take.rpartition(".")[2])
        known = Survey(self.surveyor.found, self.surveyor.lock)
        self.desk.change(lambda lock: self._with(lock, known, surveyed, take, numbers))
        self.surveyor.renew(self.desk.lock.lock, self.surveyor.bought)
        if surveyed.job.kind == "review":
            self._look_again(surveyed)
        self.surveyor.look(surveyed.job)
        return take.verdict or ""

    def _look_again(self, review: Surveyed) -> None:
        """See what plays now that something is said of a take: it may be another."""
        judged = self.graph.jobs[judged_by(review.job)]
        before, after = self.surveyor.found[judged.name], self.surveyor.look(judged)
        if after.passing < before.passing:
            self.wanting.add(judged.name)

    def _with(self, lock: Lock, known: Survey, surveyed: Surveyed, take: Take, numbers: Mapping[str, int]) -> Lock:
        noted = with_take(lock, known, surveyed, take, numbers)
        return with_judgement(noted, self.desk.store, surveyed, take, known.jobs)


def later(kind: str, wait: float | None) -> Later:
    """Return what a refusal of a `kind` that passes means for the run; `wait`: seconds, where they were said."""
    return Later(wait, full=kind == "rate")


def limits_of(models: Iterable[Model]) -> dict[str, Limit]:
    """Return the limits of what models wait at, by its name; of several that share one the strictest."""
    found: dict[str, Limit] = {}
    for model in models:
        known = found.get(model.queue, Limit(model.at_once, model.per_second))
        rates = [rate for rate in (known.per_second, model.per_second) if rate is not None]
        found[model.queue] = Limit(min(known.at_once, model.at_once), min(rates, default=None))
    return found


class _NotReadyError(Exception):
    """A job that was to be made can not be: why."""


def _recipe(surveyed: Surveyed) -> tuple[str, str, str]:
    """Return what a job asks for, and whose asking it is: two jobs that ask for the same begin with the same take."""
    return surveyed.job.name, surveyed.want.what, surveyed.want.how


def _tasks(items: Sequence[Item], graph: JobGraph, rates: Rates) -> Iterator[Task]:
    """Yield a task for each take; a job that needs another waits for all of that one's candidates.

    Costs are in the currency of the first, as far as rates are stated: they are only shown.
    """
    currency = price_of(graph.jobs[items[0].job]).currency
    takes = {item.job: [f"{item.job} #{number}" for number in range(1, item.now + 1)] for item in items}
    for item in items:
        job = graph.jobs[item.job]
        assert job.model
        for number, name in enumerate(takes[item.job]):
            needs = tuple(_needed(job, takes, len(takes[item.job]) - number))
            cost = _shown(price_of(job), currency, rates)
            yield Task(name, needs, job.model.queue, job.model.seconds, cost, job.label)


def _needed(job: Job, takes: Mapping[str, Sequence[str]], left: int) -> Iterator[str]:
    """Yield the tasks that one of `job` waits for; a review that is followed by `left - 1` others, for one candidate.

    The first reviews are about candidates that are there already, the last ones about those that come.
    """
    for each in job.inputs:
        tasks = takes.get(each.job, ())
        if each.role != TAKE:
            yield from tasks
        elif left <= len(tasks):
            yield tasks[-left]
    for name in job.after:
        yield from takes.get(name, ())


def _shown(money: Money, currency: str, rates: Rates) -> int:
    try:
        return rates.convert(money, currency).micros
    except Fault:
        return 0
