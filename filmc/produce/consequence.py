"""What a choice brings about: two surveys and two plans compared."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.base.record import record
from filmc.produce.plan.plan import Item, Plan, summed
from filmc.produce.survey import Survey, Surveyed

_SETTLED = ("fresh", "usable")


@record
class Consequence:
    """What changed by a choice: takes that no longer fit, takes that fit again, and what is to be made anew for it.

    `orders` are what the next plan would buy and would not have bought before, with what follows from those.
    """

    stale: tuple[Surveyed, ...]
    fit: tuple[Surveyed, ...]
    orders: tuple[Item, ...]

    @property
    def cost(self) -> Mapping[str, int]:
        """What the orders would cost, in micro-units by currency."""
        return summed(self.orders, lambda item: item.cost)


def consequence(before: tuple[Survey, Plan], after: tuple[Survey, Plan], chosen: str) -> Consequence:
    """Return what differs, but for the state of the job `chosen` itself."""
    surveys, plans = (before[0], after[0]), (before[1], after[1])
    common = [(surveys[0].jobs[name], found) for name, found in surveys[1].jobs.items() if name in surveys[0].jobs]
    moved = [new for old, new in common if _settled(old) != _settled(new) and new.job.name != chosen]
    due = {item.job: item.recipe for item in plans[0].due}
    return Consequence(
        stale=tuple(found for found in moved if not _settled(found) and found.standing.take),
        fit=tuple(found for found in moved if _settled(found)),
        orders=tuple(item for item in plans[1].due if due.get(item.job) != item.recipe),
    )


def _settled(found: Surveyed) -> bool:
    return found.standing.state in _SETTLED
