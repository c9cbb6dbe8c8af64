"""Where a film stands, in a few numbers: for status bars. Money is told in words and in micro-units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filmc.tools.lsp.script import Script

Money = list[dict[str, int | str]]


def status(script: Script) -> dict[str, Any]:
    """Return how long a film is, how many shots it has, how many wait to be made (again), and what that would cost."""
    film, standing = script.film, script.standing
    plan = standing.plan
    waiting = {each.shot for each in plan.due if each.shot} if plan else set()
    return {
        "uri": script.uri(script.main),
        "title": film.settings.title,
        "seconds": round(float(film.frames / film.settings.rate), 3),
        "shots": len(film.shots),
        "errors": len(script.checked.notes.errors),
        "target": standing.target,
        "stale": len(waiting),
        "orders": len(plan.due) if plan else 0,
        "cost": moneys(plan.cost) if plan else [],
        "price": standing.exchange.told(plan.cost) if plan and plan.due and standing.exchange else "",
        "trouble": standing.trouble,
        "known": standing.film is not None,
        "outdated": script.is_outdated,
    }


def moneys(sums: Mapping[str, int]) -> Money:
    """Return a sum as JSON: one entry a currency."""
    return [{"micros": micros, "currency": currency} for currency, micros in sums.items()]
