"""What the film has cost and would cost, as the page shows it, and what makes an approval of that stale."""

from __future__ import annotations

from typing import Any

from filmc.ir.film import Film
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import shown
from filmc.produce.plan.plan import Item, Plan, summed
from filmc.tools.preview.held import Bounds
from filmc.tools.sums import Exchange


def money_of(film: Film, desk: Desk, plan: Plan, bounds: Bounds) -> dict[str, Any]:
    """Return a plan's sums in words, and by provider; `base` names the plan that an approval is for."""
    exchange = Exchange.of(film, desk.config.rates)
    why_not = why_not_buyable(plan) or _all_held(plan, bounds)
    return {
        "base": plan.base,
        "takes": plan.takes,
        "jobs": len(plan.due),
        "cost": exchange.told(plan.cost),
        "hoped": exchange.told(plan.hoped),
        "worst": exchange.told(plan.worst),
        "by_provider": [
            {
                "provider": name,
                "takes": sum(item.now for item in items if not item.same_as),
                "worst": exchange.told(summed(items, lambda item: item.worst)),
            }
            for name, items in plan.by_provider.items()
        ],
        "spent": exchange.told(_spent(desk, plan)),
        "budget": shown(film.settings.budget) if film.settings.budget else None,
        "ceilings": [*bounds.ceilings],
        "held": {"jobs": len(bounds.held), "why": next(iter(bounds.held.values()), "")},
        "buyable": not why_not,
        "why_not": why_not,
        "by_hand": [item.job for item in plan.by_hand],
    }


def _spent(desk: Desk, plan: Plan) -> dict[str, int]:
    """Return what was billed for this film, in micro-units by currency."""
    found: dict[str, int] = {}
    for purchase in desk.bought.all:
        billed = purchase.billed
        if purchase.intent.film == plan.film and billed and billed.micros:
            found[billed.currency] = found.get(billed.currency, 0) + billed.micros
    return found


def why_not_buyable(plan: Plan) -> str:
    """Return why the page offers no button to buy the plan; nothing where it does."""
    if not plan.due:
        return "nothing is to be bought"
    unpriced = [item.job for item in plan.due if item.worst is None]
    if unpriced:
        return f"nobody knows what {unpriced[0]} costs"
    return ""


def _all_held(plan: Plan, bounds: Bounds) -> str:
    """Return why nothing of the plan could be bought under its ceilings; nothing where something can."""
    due = [item.job for item in plan.due]
    return f"{due[0]} is over budget: {bounds.held[due[0]]}" if all(job in bounds.held for job in due) else ""


def cost_of(item: Item | None) -> str | None:
    """Return what a job's takes cost, in words; None where nothing of it is due or its price is not known."""
    return shown(item.cost) if item and item.due and item.cost else None
