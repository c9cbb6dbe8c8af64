"""A shot's money is one purse: what its jobs may spend on further takes is what it has left after the planned ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from filmc.base.fault import Fault
from filmc.base.record import replace
from filmc.frontend.value import Money
from filmc.lower.jobgraph import JobGraph
from filmc.produce.ledger.budget import Rates
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.plan.ceilings import in_one, place
from filmc.produce.plan.plan import Item


def within_purses(
    items: Iterable[Item], graph: JobGraph, purchases: Sequence[Purchase], rates: Rates
) -> Iterator[Item]:
    """Yield the items, none of which may buy more than its shot's `reroll` can pay beside all that is planned.

    `purchases` are those of the film until now. A planned take is never taken away: a purse that is too small for the
    plan is told with the other ceilings, and refuses when the time comes.
    """
    listed = [*items]
    purses = dict(_purses(listed, graph, purchases, rates))
    for item in listed:
        purse = purses.get(_place(item, graph))
        unit = _unit(item, purse.currency, rates) if purse else None
        if purse is None or unit is None or not unit.micros or item.most <= item.now or item.same_as:
            yield item
            continue
        more = min(item.most - item.now, max(purse.micros, 0) // unit.micros)
        purses[_place(item, graph)] = Money(purse.micros - more * unit.micros, purse.currency)
        paid, most = item.unit, item.now + more
        yield replace(item, most=most, worst=Money(paid.micros * most, paid.currency) if paid else None)


def _purses(
    items: Sequence[Item], graph: JobGraph, purchases: Sequence[Purchase], rates: Rates
) -> Iterator[tuple[str, Money]]:
    """Yield what each shot with a bound has left when all that is planned is bought."""
    for name, money in {place(job): job.money for job in graph.bought if job.money}.items():
        taken = in_one([each for each in purchases if each.intent.shot == name], money.currency, rates)
        if taken is None:
            continue
        costs = [_cost(item, money.currency, rates) for item in items if _place(item, graph) == name]
        if all(cost is not None for cost in costs):
            planned = sum(cost.micros for cost in costs if cost)
            yield name, Money(money.micros - taken.micros - planned, money.currency)


def _place(item: Item, graph: JobGraph) -> str:
    return place(graph.jobs[item.job])


def _unit(item: Item, currency: str, rates: Rates) -> Money | None:
    return _converted(item.unit, currency, rates)


def _cost(item: Item, currency: str, rates: Rates) -> Money | None:
    return _converted(item.cost or Money(0, currency), currency, rates)


def _converted(money: Money | None, currency: str, rates: Rates) -> Money | None:
    try:
        return rates.convert(money, currency) if money else None
    except Fault:
        return None
