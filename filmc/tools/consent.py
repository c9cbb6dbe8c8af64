"""Who agrees to spend: a person at the terminal, `--yes`, `--max-cost`, or a plan that was approved before."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import Rates, shown
from filmc.produce.plan.plan import Plan, Wish, moneys
from filmc.produce.plan.saved import SavedPlan, hold, read_plan
from filmc.produce.shoot.accord import Accord
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError
from filmc.tools.sums import amount

Earlier = Callable[[str], Plan]
"""Returns the plan as it was before any run carried out the plan of this base."""


class DeclinedError(Exception):
    """Nobody agreed; the message says why, and what to type."""


@record
class Consent:
    """What the command line says about money."""

    yes: bool = False
    max_cost: Money | None = None
    approved: SavedPlan | None = None
    remake: tuple[str, ...] | None = None

    def wish(self, scenes: tuple[str, ...], shots: tuple[str, ...]) -> Wish:
        """Return what the plan is asked for."""
        return self.approved.wish if self.approved else Wish(scenes, shots, self.remake)

    def agree(self, plan: Plan, earlier: Earlier, rates: Rates, console: Console, tight: Sequence[str] = ()) -> Accord:
        """Return what was agreed on. `tight` tells of ceilings that will hold some of it back, to who is asked.

        DeclinedError where nobody agrees; Fault E1070 where the approved plan is stale, E1008 for a rate not stated.
        """
        self.check_ceiling(plan, rates)
        if self.approved:
            if self.approved.base != plan.base:  # a run that broke off has left the rest of it
                plan = earlier(self.approved.base)
            hold(self.approved, plan)
            if self.approved.expires < datetime.now(UTC).date():
                console.say(f"this plan was good until {self.approved.expires}: prices may have moved since")
        elif not (self.yes or self.max_cost):
            _ask(plan, console, tight)
        return Accord.on(plan, rates)

    def check_ceiling(self, plan: Plan, rates: Rates) -> None:
        """Hold a plan against the most that the run may spend. DeclinedError where it costs more."""
        most = self.max_cost
        cost = rates.total(list(moneys(plan.cost)), most.currency) if most else None
        if most and cost and cost.micros > most.micros:
            raise DeclinedError(f"the plan costs {shown(cost)}, more than {shown(most)}")

    def check_rates(self, notes: Notes, desk: Desk) -> None:
        """Note E1030 where `--max-cost` would be held by what a project says that nobody has agreed to."""
        if self.max_cost and not desk.target.free and (place := desk.config.unagreed_rates):
            told = "--max-cost would be held by what this project says that currencies are worth"
            notes.add("E1030", place, told, "read it; `filmc trust` lets it be obeyed")


def consent_of(arguments: argparse.Namespace) -> Consent:
    """Return what the options say. NoFilmError for an amount or a file that is none, Faults E1071, E1072 of a plan."""
    remake = arguments.remake
    return Consent(
        yes=arguments.yes,
        max_cost=amount("--max-cost", arguments.max_cost) if arguments.max_cost else None,
        approved=_read(Path(arguments.plan)) if arguments.plan else None,
        remake=None if remake is None else tuple(word for word in remake if word),
    )


def _read(path: Path) -> SavedPlan:
    try:
        return read_plan(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise NoFilmError(f"--plan {path} can not be read: {error}") from None


def _ask(plan: Plan, console: Console, tight: Sequence[str]) -> None:
    takes = plan.takes
    cost, worst = said(plan.cost), said(plan.worst)
    most = f" ({worst} at most)" if worst != cost else ""
    if not somebody_is_here(console):
        raise DeclinedError(
            f"the plan buys {takes} takes for {cost}{most}, and nobody is here to agree: --yes, --max-cost or --plan"
        )
    console.say(f"To buy: {takes} takes for {cost}{most}, as `filmc plan` lists them.")
    for line in tight:
        console.say(f"  {line}")
    if not agreed("Buy them? [y/N] "):
        raise DeclinedError("nothing was bought")


def somebody_is_here(console: Console) -> bool:
    """Tell whether a person can be asked."""
    return not console.as_json and sys.stdin.isatty() and sys.stderr.isatty()


def agreed(question: str) -> bool:
    """Ask on the terminal and tell whether the answer was yes."""
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes", "j", "ja", "是", "好")


def said(sums: Mapping[str, int]) -> str:
    """Return amounts by currency for people."""
    return " + ".join(map(shown, moneys(sums))) or "nothing"
