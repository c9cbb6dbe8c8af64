"""Makers of ledgers and purchases for the tests, and the small program that a failpoint breaks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ready import begin

from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.produce.ledger import schema
from filmc.produce.ledger.book import Ledger, open_ledger
from filmc.produce.ledger.budget import Ceiling, Reservation, Scope
from filmc.produce.ledger.purchase import Intent, Purchase
from filmc.produce.ledger.states import NEXT, REQUIRED, State

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PRICE = Money(100_000, "USD")
FIVE = Ceiling(Scope(film="kitchen"), Money(5_000_000, "USD"))
UPGRADE = ("ALTER TABLE purchases ADD COLUMN note TEXT",)
"""A second step, as a later version might bring it."""


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Fault) as caught:
        action()
    assert caught.value.hints or caught.value.code == "E1007"
    return caught.value.code


def intent(ident: str = "i1", **named: str) -> Intent:
    return Intent(
        **{"id": ident, "take": f"take of {ident}", "film": "kitchen", "run": "r1", "provider": "p1", **named}
    )


def reserve(ledger: Ledger, ident: str = "i1", price: Money = PRICE, ceilings=(FIVE,), **named: str):
    return ledger.reserve(intent(ident, **named), price, ceilings, at=NOON)


def enter(ledger: Ledger, ident: str, state: State, micros: int | None = None) -> Purchase:
    """Take one step with facts made up; `micros` is the bill, or what the state needs."""
    facts = {fact: f"{fact} of {ident}" for fact in REQUIRED.get(state, ())}
    if micros is None and state in {State.SUCCEEDED, State.FAILED_BILLED, State.EXPIRED}:
        micros = PRICE.micros
    if micros is None and state is State.CANCELLED:
        micros = 0
    return ledger.record(ident, state, at=NOON, billed=None if micros is None else Money(micros, "USD"), **facts)


def way(goal: State) -> list[State]:
    """Return the shortest way from reserved to `goal`."""
    ways: deque[list[State]] = deque([[State.RESERVED]])
    while ways[0][-1] is not goal:
        steps = ways.popleft()
        ways.extend([*steps, state] for state in sorted(NEXT[steps[-1]]) if state not in steps)
    return ways[0]


def bring(ledger: Ledger, ident: str, goal: State) -> Purchase:
    """Reserve a purchase and bring it to `goal`."""
    made = reserve(ledger, ident, ceilings=())
    assert isinstance(made, Reservation)
    purchase = made.purchase
    for state in way(goal)[1:]:
        purchase = enter(ledger, ident, state)
    return purchase


def python(program: str, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a small program in a process of its own."""
    process = begin(program, *arguments, environment={**os.environ, **environment})
    out, err = process.communicate()
    return subprocess.CompletedProcess(program, process.returncode, out, err)


def killed(name: str, path: Path, *arguments: str) -> None:
    """Bring purchase i1 to a state in a process that is killed at a failpoint."""
    ran = python("import ledgers; ledgers.main()", path, *arguments, FILMC_FAILPOINT=f"{name}=kill")
    assert ran.returncode == -9, ran.stderr


def balance(ledger: Ledger, scope: Scope = Scope()) -> tuple[int, int]:  # noqa: B008 - a frozen value
    found = ledger.balance(scope, "USD")
    return found.spent.micros, found.reserved.micros


def main() -> None:
    """Open the ledger and bring purchase i1 to a state; with `older`, the program knows a later version of the file."""
    path, goal, *older = sys.argv[1:]
    if older:
        schema.STEPS = (*schema.STEPS, UPGRADE)
    with open_ledger(Path(path)) as ledger:
        bring(ledger, "i1", State(goal))
