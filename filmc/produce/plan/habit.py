"""How many takes a good one needs with a model: what this user's own purchases say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State

ENOUGH = 3
"""Pieces that must have been made with a model before their number of takes says something."""


def habits(purchases: Iterable[Purchase]) -> Mapping[str, Fraction]:
    """Return, by model, how many takes were paid for each piece of which one was kept."""
    paid: dict[str, int] = {}
    kept: dict[str, set[tuple[str, str]]] = {}
    for purchase in purchases:
        model = purchase.maker
        paid[model] = paid.get(model, 0) + (purchase.spent > 0)
        if purchase.state is State.COMMITTED:
            kept.setdefault(model, set()).add(piece(purchase))
    return {
        model: max(Fraction(paid[model], len(pieces)), Fraction(1))
        for model, pieces in kept.items()
        if len(pieces) >= ENOUGH
    }


def piece(purchase: Purchase) -> tuple[str, str]:
    """Return what a purchase was one take of: the film and the job's name; without a name, what was asked."""
    asked = purchase.intent.take.rpartition(".")[0]
    return purchase.intent.film, purchase.note.get("name") or asked
