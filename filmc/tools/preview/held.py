"""Over budget: what a ceiling holds back of what is due, in words that tell the amount and what can be done.

It is told for the plan's own order. Where takes are made side by side another may begin first; the words say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filmc.base.record import record
from filmc.ir.film import Film
from filmc.lower.jobgraph import JobGraph
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import Excess, shown
from filmc.produce.plan.ceilings import Account, Left, ceilings_of, what_is_left
from filmc.produce.plan.held import Held, held_back
from filmc.produce.plan.plan import Plan
from filmc.tools.plan_table import IN_CONFIGURATION, remedy, scope_name, told_ceiling


@record
class Bounds:
    """What holds a plan: the `ceilings` of the film with what they leave, and why jobs are `held` back, by name."""

    ceilings: Sequence[str]
    held: Mapping[str, str]


def bounds_of(film: Film, graph: JobGraph, desk: Desk, plan: Plan) -> Bounds:
    """Return in words what may be spent, and what of `plan` would not be bought now although it is due."""
    if not plan.due:
        return Bounds((), {})
    ceilings = ceilings_of(film, graph, desk.config, Account(plan.film or "", ""))
    left = [*what_is_left(ceilings, desk.bought.all, desk.config.rates)]
    held = held_back(plan, left, desk.config.rates)
    told = [told_ceiling(each) for each in left if each.ceiling.scope.shot is None]
    return Bounds(told, {job: _told(why, film) for job, why in held.items()})


def _told(held: Held, film: Film) -> str:
    excess, ceiling = held.excess, held.left.ceiling
    limit = f"{scope_name(held.left)} may cost {shown(ceiling.amount)}"
    after = f"it waits for {held.after}, which is over budget: " if held.after else ""
    if excess is None:
        return f"{after}{limit}, and no rate is stated to count it by: state one under [rates], {IN_CONFIGURATION}"
    taken, asked, by = shown(excess.taken), shown(excess.asked), shown(excess.by)
    why = f"{limit}: {taken} are spent or planned before it, {asked} more are {by} too much"
    return f"{after}{why}. {remedy(ceiling, film)}{_otherwise(held.left, excess)}"


def _otherwise(left: Left, excess: Excess) -> str:
    """Return what else can be done, where the ceiling has room for a take of it: then only the order holds it back."""
    if not left.left or left.left.micros < excess.asked.micros:
        return ""
    return ", or make it before the others: of takes that are made side by side, those that begin last are held back"
