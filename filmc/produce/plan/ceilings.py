"""What may be spent at most: by the film, by the user's and the project's configuration, by this run, by a shot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.ir.film import Film
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph
from filmc.produce.config import Config
from filmc.produce.ledger.budget import Ceiling, Rates, Scope
from filmc.produce.ledger.purchase import Purchase


@record
class Account:
    """Whose money is counted: the film by its id in the lock, the run, and what the command line allows the run."""

    film: str
    run: str
    max_cost: Money | None = None


def ceilings_of(film: Film, graph: JobGraph, config: Config, account: Account) -> tuple[Ceiling, ...]:
    """Return every ceiling that is stated for `film`, its shots, providers and the run. All of them hold at once."""
    return tuple(_ceilings(film, graph, config, account))


def _ceilings(film: Film, graph: JobGraph, config: Config, account: Account) -> Iterator[Ceiling]:
    of_film = [film.settings.budget, *(limits.film for limits in config.limits)]
    of_run = [*(limits.run for limits in config.limits), account.max_cost]
    yield from (Ceiling(Scope(film=account.film), money) for money in of_film if money)
    yield from (Ceiling(Scope(run=account.run), money) for money in of_run if money)
    for limits in config.limits:
        for provider, money in sorted(limits.providers.items()):
            yield Ceiling(Scope(provider=provider), money)
    for shot, money in _bounds(graph).items():
        yield Ceiling(Scope(film=account.film, shot=shot), money)


def _bounds(graph: JobGraph) -> Mapping[str, Money]:
    return {place(job): job.money for job in graph.bought if job.money}


def place(job: Job) -> str:
    """Return what the ledger counts a job's money by: its shot, or for what belongs to none its own name."""
    return job.shot or job.name


@record
class Left:
    """What a ceiling leaves: nothing is said of it where a rate is missing, and then nothing can be bought under it."""

    ceiling: Ceiling
    taken: Money | None
    """Spent and reserved until now."""

    @property
    def left(self) -> Money | None:
        """What may still be spent; never less than nothing."""
        most = self.ceiling.amount
        return Money(max(most.micros - self.taken.micros, 0), most.currency) if self.taken else None


def what_is_left(ceilings: Iterable[Ceiling], purchases: Sequence[Purchase], rates: Rates) -> Iterator[Left]:
    """Yield each ceiling with what `purchases` (of the whole ledger) have taken of it."""
    for ceiling in ceilings:
        covered = [each for each in purchases if ceiling.scope.covers(each.intent)]
        yield Left(ceiling, in_one(covered, ceiling.amount.currency, rates))


def in_one(purchases: Iterable[Purchase], currency: str, rates: Rates) -> Money | None:
    """Return what purchases have spent and reserved in one currency; None where a rate is missing."""
    amounts = [Money(each.spent + each.held, each.estimate.currency) for each in purchases if each.estimate]
    try:
        return rates.total(amounts, currency)
    except Fault:
        return None


def limits_said(film: Film, config: Config) -> Iterator[list[str]]:
    """Yield every ceiling of film and configuration, without ids: a part of what a plan is approved under."""
    budget = film.settings.budget
    yield ["budget", *map(str, budget or ())]
    for limits in config.limits:
        yield ["film", *map(str, limits.film or ())]
        yield ["run", *map(str, limits.run or ())]
        yield from ([name, *map(str, money)] for name, money in sorted(limits.providers.items()))
