"""The paid half of a build: what was left is brought home, the plan is agreed on, the takes are bought.

Speech is bought first, for its real length sets the shots; then the plan is made anew, and what of it was agreed on is
bought. No job is tried twice in one build, so a refusal ends there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.record import record, replace
from filmc.frontend.value import Money
from filmc.lower.jobgraph import JobGraph
from filmc.produce.assembly import assemble
from filmc.produce.buying.counter import Tell
from filmc.produce.buying.outcome import Bought, Failed, Outcome, OverCeiling, Refused, Unknown
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import Ceiling
from filmc.produce.plan.ceilings import Account, ceilings_of
from filmc.produce.plan.plan import Item, Plan, Wish
from filmc.produce.plan.planner import plan_of
from filmc.produce.plan.saved import used_up
from filmc.produce.schedule.halt import Halt
from filmc.produce.schedule.tally import Tally
from filmc.produce.shoot.accord import Accord
from filmc.produce.shoot.keep import keep, unnoted
from filmc.produce.survey import Bought as Ordered
from filmc.produce.survey import Survey
from filmc.render.delivery import Order
from filmc.session import Checked, Lowered, Session
from filmc.tools.bought import Shot, code_of
from filmc.tools.consent import Earlier, said
from filmc.tools.console import Console
from filmc.tools.hands.cards import NOTHING_WAITS, Cards, Waiting
from filmc.tools.hands.intake import NOTHING_CAME, Intake, Taker, lines
from filmc.tools.plan_table import remedy
from filmc.tools.report.cells import count

if TYPE_CHECKING:
    from filmc.tools.board import Board
    from filmc.tools.purchasing import Purchasing

Agree = Callable[[Plan, Earlier], Accord]
"""Returns what was agreed on; raises where it was declined."""


@record
class Made:
    """What the paid half came to: the film as it stands now, and the outcome of every purchase."""

    lowered: Lowered
    outcomes: tuple[Outcome, ...] = ()
    troubles: tuple[str, ...] = ()
    """What was to be bought and was not, each with its reason."""
    intake: Intake = NOTHING_CAME
    """What people made and came in."""
    waiting: Waiting = NOTHING_WAITS
    """What people are still to make."""

    @property
    def code(self) -> int:
        """As `code_of`."""
        return code_of(self.outcomes, self.troubles)


class UntellableError(Exception):
    """The target's models can not be told what the film asks: its notes say what, and nothing was bought."""

    def __init__(self, notes: Notes) -> None:
        super().__init__()
        self.notes = notes


@dataclass
class Making:
    """One build's buying; the console shows how it goes on, or a board of somebody's own. `halt` is a Ctrl-C.

    `ahead` encodes what is known while the network is waited for, all but some shots; else the session does. `tell` is
    told of each step of what is bought.
    """

    session: Session
    checked: Checked
    desk: Desk
    order: Order
    console: Console
    max_cost: Money | None = None
    run: str = field(default_factory=lambda: uuid.uuid4().hex)
    halt: Halt = field(default_factory=Halt)
    board: Callable[[Tally, Callable[[int], str]], Board] | None = None
    ahead: Callable[[Lowered, Order, Collection[str]], None] | None = None
    tell: Tell = lambda _: None

    def make(self, wish: Wish, agree: Agree) -> Made:
        """Take in what people made, buy what is agreed on, and write cards for what people are still to make.

        KeyboardInterrupt after what was ordered is called off and noted. UntellableError before anything is bought;
        Fault E1070 where earlier runs have bought all that was agreed on, and something is due all the same.
        """
        outcomes = self.bring_home()
        lowered = self._lowered()
        intake = Taker(self.desk, self.session.lab()).take_in(lowered)
        if intake.taken:
            lowered = self._lowered()
        cards = Cards(self.desk, self.session.lab())
        before, plan = self.desk.bought, self._plan(lowered, wish)
        waiting = cards.write(lowered, plan)  # people may begin, whatever is agreed on
        made = self._bought(lowered, (before, plan), wish, agree) if plan.due else Made(lowered)
        if made.lowered is not lowered:
            waiting = cards.write(made.lowered, self._plan(made.lowered, wish))
        return replace(made, outcomes=(*outcomes, *made.outcomes), intake=intake, waiting=waiting)

    def _bought(self, lowered: Lowered, planned: tuple[Ordered, Plan], wish: Wish, agree: Agree) -> Made:
        """Buy what a plan lists, given what the ledger knew before it was made."""
        before, plan = planned
        outcomes: list[Outcome] = []
        troubles: dict[str, list[str]] = {}
        if lowered.notes.errors:
            raise UntellableError(lowered.notes)
        accord = agree(plan, lambda base: self._earlier(base, wish))
        due = _left(plan, accord, lowered.survey, before)
        if not due:
            raise used_up(plan)
        self._purchasing.name_film()
        tried: set[str] = set()
        while items := _next(due, tried, lowered.graph):
            tried |= {item.job for item in items}
            shot = self._shot(lowered, items, accord)
            outcomes += shot.outcomes
            troubles |= shot.by_job
            lowered = self._lowered()
            before, plan = self.desk.bought, self._plan(lowered, wish)
            due = _left(plan, accord, lowered.survey, before)
            again = _again(plan, {item.job for item in due} & shot.wanting)
            tried -= again
            troubles = {job: told for job, told in troubles.items() if job not in again}
        told = dict.fromkeys(line for each in troubles.values() for line in each)  # of several takes the same once
        return Made(lowered, tuple(outcomes), tuple(told))

    def bring_home(self) -> list[Outcome]:
        """As `Purchasing.bring_home`; where nothing was left, nothing that buys is loaded."""
        left = self.desk.ledger.unfinished() if self.desk.has_ledger else ()
        return self._purchasing.bring_home() if left else []

    @cached_property
    def _purchasing(self) -> Purchasing:
        from filmc.tools.purchasing import Purchasing  # noqa: PLC0415 - asyncio, only for who buys

        return Purchasing(self.desk, self.session.lab, self.console, self.run, self.halt, self.board, self.tell)

    def _lowered(self) -> Lowered:
        """Return the film as it stands, every take that came noted, and all put together of takes that can be."""
        lowered = self._read()
        found = [surveyed for surveyed in lowered.survey.jobs.values() if unnoted(self.desk, surveyed)]
        if found:
            keep(self.desk, lowered.survey, found, self.session.lab())
            lowered = self._read()
        while any(each.job.here for each in lowered.survey.jobs.values()) and assemble(
            self.desk, lowered.survey, self.session.lab(), self.console.progress
        ):
            lowered = self._read()
        return lowered

    def _read(self) -> Lowered:
        return self.session.lower(self.checked, self.desk, self.order.options, self.console.progress)

    def _plan(self, lowered: Lowered, wish: Wish) -> Plan:
        return plan_of(lowered.film, lowered.graph, lowered.survey, self.desk, wish)

    def _earlier(self, base: str, wish: Wish) -> Plan:
        desk = self.desk.before(base)
        lowered = self.session.lower(self.checked, desk, self.order.options, self.console.progress)
        return plan_of(lowered.film, lowered.graph, lowered.survey, desk, wish)

    def _ceilings(self, lowered: Lowered, accord: Accord) -> tuple[Ceiling, ...]:
        account = Account(self.desk.lock.lock.film or "", self.run, self.max_cost)
        stated = ceilings_of(lowered.film, lowered.graph, self.desk.config, account)
        return (*stated, *accord.ceilings())

    def _shot(self, lowered: Lowered, items: Sequence[Item], accord: Accord) -> Shot:
        return self._purchasing.shot(
            lowered.graph,
            items,
            accord,
            self._ceilings(lowered, accord),
            lambda: self._encode_ahead(lowered, items),
        )

    def _encode_ahead(self, lowered: Lowered, items: Sequence[Item]) -> None:
        """Encode what waits for none of the takes, while the network is waited for.

        A fault here is the build's own: it will meet it again, and tell. While speech is bought no length is settled.
        """
        if any(item.kind == "speech" for item in items):
            return
        quiet = replace(self.order, tell=lambda *_: None)
        with suppress(Fault, OSError):
            (self.ahead or self.session.prepare)(lowered, quiet, {item.shot for item in items})


def _left(plan: Plan, accord: Accord, survey: Survey, before: Ordered) -> list[Item]:
    """Return what is due and was agreed on. `before`: the purchases that were known before the plan was made."""
    found = [accord.left(item, survey.jobs[item.job].want, before) for item in plan.due]
    return [item for item in found if item.due]


def _next(due: Sequence[Item], tried: set[str], graph: JobGraph) -> list[Item]:
    """Return what is bought next: speech as long as there is some, then what needs nothing put together here first."""
    items = [item for item in due if item.job not in tried]
    return [item for item in items if item.kind == "speech"] or [*_before_assembly(items, graph)] or items


def _before_assembly(items: Sequence[Item], graph: JobGraph) -> Iterator[Item]:
    """Yield what is not made, near or far, of something that is put together of others of `items`."""
    later: set[str] = set()
    coming = {item.job for item in items}
    for name, job in graph.jobs.items():
        if any(each.job in later or (job.here and each.job in coming) for each in job.inputs):
            later.add(name)
    return (item for item in items if item.job not in later)


def _again(plan: Plan, wanting: Collection[str]) -> set[str]:
    """Return the jobs of which more may be bought, since a review has found what they had wanting, and what follows."""
    found = {*wanting}
    for item in plan.items:
        if not found.isdisjoint(item.follows):
            found.add(item.job)
    return found


def outcomes_told(made: Made) -> Iterator[str]:
    """Yield what came in, what was bought, what was not and why, and what waits for hands, in lines."""
    yield from lines(made.intake)
    bought = [outcome for outcome in made.outcomes if isinstance(outcome, Bought)]
    if bought:
        yield f"bought {count(len(bought), 'take')} for {said(_billed(bought))}"
    lost = [each for each in made.outcomes if isinstance(each, Failed | Refused) and each.billed.micros]
    if lost:
        yield f"{said(_billed(lost))} billed for {count(len(lost), 'take')} that did not come"
    yield from made.troubles
    over = [each.refusal.over[0].ceiling for each in made.outcomes if isinstance(each, OverCeiling)]
    lasting = (each for each in over if each.scope.run is None and each.scope.plan is None)
    yield from dict.fromkeys(remedy(each, made.lowered.film) for each in lasting)
    if made.waiting.jobs:
        yield made.waiting.line
    if any(isinstance(outcome, Unknown) for outcome in made.outcomes):
        yield "nobody knows what became of an order, so it is not sent again: filmc reconcile"


def _billed(outcomes: Sequence[Bought | Failed | Refused]) -> dict[str, int]:
    """Return what was billed, in micro-units by currency."""
    found: dict[str, int] = {}
    for each in outcomes:
        found[each.billed.currency] = found.get(each.billed.currency, 0) + each.billed.micros
    return found
