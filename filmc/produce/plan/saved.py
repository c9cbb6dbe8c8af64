"""A plan as a file: what somebody approves, and what `filmc build --plan` then holds against the film as it is.

The file lists every call with its price and holds no secret: no key, no address, no prompt. It is approved as a whole:
what is carried out is the plan made anew, and only if it is equal to the one in the file. What runs that carried it out
have done already is no difference, and counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.lower.model import HERE
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.plan.plan import Item, Plan, Wish, moneys
from filmc.produce.plan.planner import essence

VERSION = 1
LASTS = timedelta(days=7)
"""How long a plan is good by the calendar; after that people are told, since prices may have moved."""


@record
class SavedPlan:
    """A plan that was read back. `wish` and `target` say how to make it anew; `expires` is its last day."""

    base: str
    target: str
    wish: Wish
    items: tuple[Item, ...]
    expires: date


def dump(plan: Plan) -> dict[str, Any]:
    """Return the plan as a JSON object; equal plans give equal objects."""
    return {
        "base": plan.base,
        "film": plan.film,
        "title": plan.title,
        "target": plan.target,
        "wish": {
            "scenes": [*plan.wish.scenes],
            "shots": [*plan.wish.shots],
            "remake": None if plan.wish.remake is None else [*plan.wish.remake],
        },
        "items": [_item(item) for item in plan.items],
        "unfinished": [_unfinished(purchase) for purchase in plan.unfinished],
        "notes": [*plan.notes],
        "cost": [_money(money) for money in moneys(plan.cost)],
        "worst": [_money(money) for money in moneys(plan.worst)],
    }


def saved_text(plan: Plan, today: date) -> str:
    """Return the text of the file that holds `plan`, made `today`."""
    head = {"filmc_plan": VERSION, "made": today.isoformat(), "expires": (today + LASTS).isoformat()}
    return json.dumps({**head, **dump(plan)}, ensure_ascii=False, indent=2) + "\n"


def _item(item: Item) -> dict[str, Any]:
    names = ("job", "kind", "scene", "shot", "state", "reason", "maker")
    price = item.price
    return {
        **{name: getattr(item, name) for name in names},
        "price": {
            "unit": _money(price.unit),
            "per": price.per,
            "date": price.date,
            "source": price.source,
        }
        if price
        else None,
        "units": str(item.units),
        "now": item.now,
        "most": item.most,
        "expected": str(item.expected),
        "expected_from": item.expected_from,
        "cost": _money(item.cost),
        "worst": _money(item.worst),
        "follows": [*item.follows],
        "recipe": item.recipe,
        "caution": item.caution,
        "same_as": item.same_as,
        "hands": item.hands,
        "here": item.here,
    }


def _money(money: Money | None) -> dict[str, Any] | None:
    return {"micros": money.micros, "currency": money.currency} if money else None


def _unfinished(purchase: Purchase) -> dict[str, Any]:
    return {
        "purchase": purchase.intent.id,
        "maker": purchase.maker,
        "shot": purchase.intent.shot,
        "state": str(purchase.state),
        "amount": _money(purchase.estimate),
        "job": purchase.facts.get("job"),
    }


def read_plan(text: str, file: str) -> SavedPlan:
    """Return the plan that `text` holds; `file` is told in faults. Faults E1071 (no plan), E1072 (a newer one)."""
    from filmc.produce.plan.paper import paper_of  # noqa: PLC0415 - pydantic, only for who was given one

    try:
        data = json.loads(text)
        version = data.get("filmc_plan") if isinstance(data, dict) else None
        if isinstance(version, int) and version > VERSION:
            raise Fault("E1072", f"{file} is a plan of version {version}; this filmc knows {VERSION}", "update filmc")
        paper = paper_of(data)
        expires = date.fromisoformat(paper.expires)
    except (ValueError, RecursionError) as error:
        raise Fault(
            "E1071", f"{file} can not be read as a plan: {error}", "make it anew: filmc plan -o plan.json"
        ) from None
    items = tuple(item.read() for item in paper.items)
    return SavedPlan(paper.base, paper.target, paper.wish.read(), items, expires)


def hold(saved: SavedPlan, now: Plan) -> None:
    """Raise Fault E1070 where `now`, the plan made anew, is not the one that was saved; with what has moved."""
    moved = [*_moved(saved.items, now.items)]
    if saved.base == now.base and not moved:
        return
    if saved.base == now.base:
        raise Fault("E1070", "the plan's file was changed by hand", *moved[:5], "make it anew: filmc plan -o plan.json")
    told = moved[:5] or ["the lock, the ledger, a ceiling or a rate is another one now"]
    raise Fault("E1070", "the plan is stale: it was made for something else", *told, "look at the new one: filmc plan")


def used_up(now: Plan) -> Fault:
    """Return the fault of an approved plan that was carried out to its end, while `now` lists something due."""
    due = [f"`{item.job}` is due: {item.reason}" for item in now.due[:5]]
    return Fault(
        "E1070", "the plan was carried out before: nothing of it is left to do", *due, "look at the new one: filmc plan"
    )


def _moved(then: tuple[Item, ...], now: tuple[Item, ...]) -> Iterator[str]:
    """Yield what differs, in words, job by job; names that changed alone are no difference."""
    before, after = _by_recipe(then), _by_recipe(now)
    names = {item.job for item in now}
    for recipe, item in before.items():
        other = after.get(recipe)
        if other is None:
            yield f"`{item.job}` {'asks for something else now' if item.job in names else 'is no longer in it'}"
        elif essence(item) != essence(other):
            yield f"`{item.job}`: {_difference(item, other)}"
    known = {item.job for item in then}
    for recipe, item in after.items():
        if recipe not in before and item.job not in known:
            yield f"`{item.job}` is new"


def _by_recipe(items: tuple[Item, ...]) -> Mapping[str, Item]:
    """Return what is approved by its recipe; what is put together here needs no approval."""
    return {item.recipe: item for item in items if item.maker != HERE}


def _difference(then: Item, now: Item) -> str:
    for word, before, after in (
        ("its price", _stated(then), _stated(now)),
        ("its state", then.state, now.state),
        ("takes", str(then.now), str(now.now)),
        ("takes at most", str(then.most), str(now.most)),
    ):
        if before != after:
            return f"{word} was {before} and is {after}"
    return "what it can cost at most is another sum now"


def _stated(item: Item) -> str:
    price = item.price
    return f"{price.unit.micros / 10**6:g} {price.unit.currency} a {price.per} of {price.date}" if price else "none"
