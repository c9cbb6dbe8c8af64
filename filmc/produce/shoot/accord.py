"""What somebody agreed to spend: the plan's worst case, held as ceilings over all runs that carry this plan out."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.base.record import record, replace
from filmc.frontend.value import Money
from filmc.produce.ledger.budget import Ceiling, Rates, Scope
from filmc.produce.plan.plan import Item, Plan
from filmc.produce.survey import Bought
from filmc.produce.takes import Wanted


@record
class Accord:
    """An accepted plan by its base: how many takes of each job may be bought, and how much each provider may get."""

    plan: str
    jobs: Mapping[str, int]
    amounts: Mapping[str, Money]

    @classmethod
    def on(cls, plan: Plan, rates: Rates) -> Accord:
        """Return the accord on all that `plan` would buy. Fault E1008: one bills in two currencies without a rate."""
        worst: dict[str, list[Money]] = {}
        for item in plan.due:
            if item.worst:
                worst.setdefault(item.provider, []).append(item.worst)
        amounts = {name: rates.total(each, each[0].currency) for name, each in worst.items()}
        return cls(plan.base, {item.job: item.most for item in plan.due}, amounts)

    def left(self, item: Item, want: Wanted, orders: Bought) -> Item:
        """Return a job that is due now, within what was agreed on; its price is held by the ceilings.

        What runs that carried the plan out have ordered for just this, or for the job of this name, counts.
        """
        wanted = {each.intent.id for each in orders.of_want(want)}
        ours = [each for each in orders.all if each.intent.plan == self.plan and each.claims]
        taken = sum(each.intent.id in wanted or each.note.get("name") == item.job for each in ours)
        most = max(self.jobs.get(item.job, 0) - taken, 0)
        return replace(item, now=min(item.now, most), most=min(item.most, most))

    def ceilings(self) -> tuple[Ceiling, ...]:
        """Return the amounts as ceilings. A provider that was not agreed on gets nothing: it is not asked."""
        return tuple(
            Ceiling(Scope(provider=name, plan=self.plan), money) for name, money in sorted(self.amounts.items())
        )
