"""Why a job stands where it stands: in words, what it is made from down to the files, the price, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.lower.job import Input
from filmc.produce.ledger.budget import shown
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.locked import SHORT
from filmc.produce.plan.plan import Item
from filmc.produce.survey import Bought, Surveyed
from filmc.tools.report.cells import count


@record
class Link:
    """One input, how deep it lies below the job that is asked about, and where it stands."""

    depth: int
    role: str
    name: str
    state: str
    reason: str


@record
class Reasons:
    """What there is to tell about one job."""

    found: Surveyed
    chain: tuple[Link, ...]
    paid: tuple[Money, ...]
    orders: int
    """How many purchases there were for it."""
    item: Item | None
    """What the next plan has for it; None where no model makes it."""

    def lines(self) -> Iterator[str]:
        """Yield it for people."""
        job, standing = self.found.job, self.found.standing
        yield f"{job.name}: {standing.state}, {standing.reason}"
        if standing.take:
            yield f"  {'plays' if self.found.whole else 'should play'} {self._take()}"
        elif job.model is None and not job.here:
            yield "  the animatic serves it, for nothing"
        for link in self.chain:
            state = f": {link.state}, {link.reason}" if link.state else ""
            yield f"  {'  ' * link.depth}{link.role} ← {link.name}{state}"
        if self.orders:
            yield f"  paid so far: {' + '.join(map(shown, self.paid)) or 'nothing'} ({count(self.orders, 'purchase')})"
        yield f"  the next plan: {self._next()}"

    def _take(self) -> str:
        take, block = self.found.standing.take, self.found.block
        assert take
        assert block
        on = f" on {block.on}" if block.on and self.found.standing.by != "auto" else ""
        by = "the first that passes" if self.found.standing.by == "auto" else f"chosen by {self.found.standing.by}{on}"
        made = f"by {take.model}" if take.model else "elsewhere"
        number = block.takes.index(take) + 1
        pinned = ", pinned" if self.found.standing.pinned else ""
        return f"take {number} ({take.digest[:SHORT]}), made {made}; {by}{pinned}"

    def _next(self) -> str:
        if self.item is not None and self.item.hands:
            return f"wants {count(self.item.hands, 'take')} by hand; `filmc build` writes its order card"
        if self.item is not None and self.item.here:
            return f"puts it together here, for nothing, because {self.item.reason}"
        if self.item is None or not self.item.due:
            return "makes nothing of it"
        cost = f" for {shown(self.item.cost)}" if self.item.cost else ""
        return f"{self.item.now} of {self.item.maker}{cost}, because {self.item.reason}"

    def object(self) -> dict[str, Any]:
        """Return it as a JSON-able object."""
        standing = self.found.standing
        take = standing.take
        item = self.item if self.item and (self.item.due or self.item.here) else None
        return {
            "job": self.found.job.name,
            "state": standing.state,
            "reason": standing.reason,
            "take": take.digest if take else None,
            "whole": self.found.whole,
            "by": standing.by if take else None,
            "on": self.found.block.on if take and self.found.block and standing.by != "auto" else None,
            "pinned": standing.pinned,
            "inputs": [
                {"depth": link.depth, "role": link.role, "from": link.name, "state": link.state, "reason": link.reason}
                for link in self.chain
            ],
            "paid": [{"micros": money.micros, "currency": money.currency} for money in self.paid],
            "purchases": self.orders,
            "next": {"takes": item.now or item.here, "maker": item.maker, "reason": item.reason} if item else None,
        }


def reasons(found: Surveyed, jobs: Mapping[str, Surveyed], bought: Bought, items: Mapping[str, Item]) -> Reasons:
    """Return what there is to tell about `found`."""
    orders = list(_orders(found, bought))
    return Reasons(found, tuple(_chain(found, jobs, 0)), _paid(orders), len(orders), items.get(found.job.name))


def _chain(found: Surveyed, jobs: Mapping[str, Surveyed], depth: int) -> Iterator[Link]:
    """Yield the inputs, each followed by its own, and the reviews that are waited for."""
    for given in found.job.inputs:
        before = jobs.get(given.job)
        if before is None:
            yield Link(depth, given.role, _file(given), "", "")
            continue
        moment = f", at {given.moment}" if given.moment else ""
        standing = before.standing
        yield Link(depth, given.role, f"{given.job}{moment}", standing.state, standing.reason)
        yield from _chain(before, jobs, depth + 1)
    for name in found.job.after:
        standing = jobs[name].standing
        yield Link(depth, "after", name, standing.state, standing.reason)


def _file(given: Input) -> str:
    return f"{given.file or given.job} ({given.digest[:SHORT]})" if given.digest else given.file or given.job


def _orders(found: Surveyed, bought: Bought) -> Iterator[Purchase]:
    """Yield the purchases for what is wanted now, and those of the takes that the block has from before."""
    digests = {take.digest for take in found.block.takes} if found.block else set()
    now = {purchase.intent.id for purchase in bought.of_want(found.want)}
    for each in bought.purchases.values():
        for purchase in each:
            if purchase.intent.id in now or purchase.facts.get("digest") in digests:
                yield purchase


def _paid(orders: Sequence[Purchase]) -> tuple[Money, ...]:
    sums: dict[str, int] = {}
    for billed in (purchase.billed for purchase in orders):
        if billed:
            sums[billed.currency] = sums.get(billed.currency, 0) + billed.micros
    return tuple(Money(micros, currency) for currency, micros in sorted(sums.items()))
