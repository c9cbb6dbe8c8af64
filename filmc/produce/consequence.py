"""What a choice brings about: two surveys compared, what follows, and what making it anew would cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph
from filmc.produce.survey import Survey, Surveyed

_SETTLED = ("fresh", "usable")


@dataclass(frozen=True, slots=True)
class Consequence:
    """What changed by a choice. `stale` no longer fit, `fit` fit again, `following` come after what is made anew."""

    stale: tuple[Surveyed, ...]
    fit: tuple[Surveyed, ...]
    following: tuple[Job, ...]

    @property
    def cost(self) -> tuple[Money, ...]:
        """What making all of it anew would cost, an amount a currency: as many takes as the film wants of each."""
        return total([*(price(each.job) for each in self.stale if each.standing.due), *map(price, self.following)])


def consequence(graph: JobGraph, before: Survey, after: Survey, chosen: str) -> Consequence:
    """Return what differs between the surveys, but for the job `chosen` itself; `graph` is that of `after`."""
    common = [(before.jobs[name], found) for name, found in after.jobs.items() if name in before.jobs]
    moved = [(old, new) for old, new in common if _settled(old) != _settled(new) and new.job.name != chosen]
    stale = tuple(new for _, new in moved if not _settled(new) and new.standing.take)
    remade = {found.job.name for found in stale if found.standing.due}
    following = tuple(job for job in _after(graph, remade) if job.model and after.jobs[job.name].standing.take)
    return Consequence(stale, tuple(new for _, new in moved if _settled(new)), following)


def price(job: Job) -> Money | None:
    """Return what all takes that the film wants of `job` cost; None where nobody has stated a price."""
    if job.model is None or job.model.price is None:
        return None
    return job.model.price.of(job.billed * Fraction(job.takes))


def total(amounts: Iterable[Money | None]) -> tuple[Money, ...]:
    """Return the sum of what is known, an amount a currency."""
    sums: dict[str, int] = {}
    for amount in amounts:
        if amount and amount.micros:
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.micros
    return tuple(Money(micros, currency) for currency, micros in sorted(sums.items()))


def _settled(found: Surveyed) -> bool:
    return found.standing.state in _SETTLED


def _after(graph: JobGraph, names: set[str]) -> Iterable[Job]:
    """Yield the jobs that need, directly or not, what is made of `names`, but not those themselves."""
    reached = set(names)
    for name, job in graph.jobs.items():  # inputs first, so one pass is enough
        if name not in reached and any(each.job in reached for each in job.inputs):
            reached.add(name)
            yield job
