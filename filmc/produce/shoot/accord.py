"""What somebody agreed to spend: the plan's worst case, held as ceilings of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from filmc.frontend.value import Money
from filmc.produce.ledger.budget import Ceiling, Rates, Scope
from filmc.produce.plan.plan import Item, Plan


@dataclass(frozen=True, slots=True)
class Accord:
    """An accepted plan: which jobs may be bought, and how much each provider may get for it."""

    jobs: frozenset[str]
    amounts: Mapping[str, Money]

    @classmethod
    def on(cls, plan: Plan, rates: Rates) -> Accord:
        """Return the accord on all that `plan` would buy. Fault E1008: one bills in two currencies without a rate."""
        worst: dict[str, list[Money]] = {}
        for item in plan.due:
            if item.worst:
                worst.setdefault(item.provider, []).append(item.worst)
        amounts = {name: rates.total(each, each[0].currency) for name, each in worst.items()}
        return cls(frozenset(item.job for item in plan.due), amounts)

    def covers(self, item: Item) -> bool:
        """Tell whether a job that is due now was agreed on; its price is held by the ceilings."""
        return item.job in self.jobs

    def ceilings(self, run: str) -> tuple[Ceiling, ...]:
        """Return the amounts as ceilings of `run`. A provider that was not agreed on gets nothing: it is not asked."""
        return tuple(Ceiling(Scope(run=run, provider=name), money) for name, money in sorted(self.amounts.items()))
