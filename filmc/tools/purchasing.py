"""Purchasing at a desk: what was left is brought home, what was agreed on is bought, Ctrl-C calls off in good order."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from filmc.base.process import stop_all
from filmc.base.record import field, record, replace
from filmc.frontend.value import Money
from filmc.lower.jobgraph import JobGraph
from filmc.produce.buying.cancel import call_off
from filmc.produce.buying.counter import Tell
from filmc.produce.buying.outcome import Outcome
from filmc.produce.buying.resume import resume
from filmc.produce.desk import Desk
from filmc.produce.ledger.budget import Ceiling, shown
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.ledger.states import State
from filmc.produce.plan.plan import Item
from filmc.produce.schedule.event import Watcher
from filmc.produce.schedule.halt import Halt
from filmc.produce.schedule.local import Local
from filmc.produce.schedule.perform import perform
from filmc.produce.schedule.report import Interrupted, Report
from filmc.produce.schedule.tally import Tally
from filmc.produce.schedule.task import Blocked, Ending, Failed, Later, Limit, Task
from filmc.produce.shoot.accord import Accord
from filmc.produce.shoot.counters import Counters
from filmc.produce.shoot.lab import Lab
from filmc.produce.shoot.order import Call
from filmc.produce.shoot.run import Shoot
from filmc.tools.board import Board, board_for, drawn
from filmc.tools.bought import Shot
from filmc.tools.consent import said
from filmc.tools.console import Console
from filmc.tools.report.cells import count

LEAVE = 1.2
"""Seconds that providers have to hear that jobs are called off, when somebody pressed Ctrl-C."""
_THREADS = 3

Meanwhile = Callable[[], None]
"""Work of this machine, done while the network is waited for."""


@record
class Purchasing:
    """One run's purchases; the console shows how they go on, or a board of somebody's own. `halt` is a Ctrl-C.

    `tell` is told of each step of what is bought.
    """

    desk: Desk
    lab: Callable[[], Lab]
    """Makes what a shoot works with, once something is to be bought."""
    console: Console
    run: str
    halt: Halt = field(default_factory=Halt)
    board: Callable[[Tally, Callable[[int], str]], Board] | None = None
    tell: Tell = lambda _: None

    def bring_home(self) -> list[Outcome]:
        """Go on with what earlier runs have left, as far as that needs nobody's word. Nothing is bought."""
        if not self.desk.has_ledger:
            return []
        left = {purchase.intent.provider for purchase in self.desk.ledger.unfinished()}
        ready = [name for name in sorted(left) if self.desk.agency.lacking(name) is None]
        return perform(self._resumed(ready), self.halt) if ready else []

    def name_film(self) -> None:
        """Give the film the id by which the ledger knows it, if it has none."""
        ident = uuid.uuid4().hex[:16]
        self.desk.change(lambda lock: lock if lock.film else replace(lock, film=ident))

    def shot(
        self,
        graph: JobGraph,
        items: Sequence[Item],
        accord: Accord,
        ceilings: Sequence[Ceiling],
        meanwhile: Meanwhile = lambda: None,
    ) -> Shot:
        """Buy `items`; return what became of them.

        KeyboardInterrupt after what was ordered is called off and noted.
        """
        return perform(self._shoot(graph, items, accord, ceilings, meanwhile), self.halt)

    async def _resumed(self, providers: Sequence[str]) -> list[Outcome]:
        async with Counters(self.desk, self.lab(), (), lambda _: None) as counters:
            counters.open(providers)
            found = [await resume(counters.counters[name], self.run) for name in providers]
        return [outcome for each in found for outcome in each]

    async def _shoot(
        self,
        graph: JobGraph,
        items: Sequence[Item],
        accord: Accord,
        ceilings: Sequence[Ceiling],
        meanwhile: Meanwhile,
    ) -> Shot:
        lab, local = self.lab(), Local(_THREADS)
        async with Counters(self.desk, lab, ceilings, self.tell) as counters:
            counters.open(item.provider for item in items)
            surveyor = self.desk.surveyor()
            for job in graph.jobs.values():
                surveyor.look(job)
            call = Call(self.desk.lock.lock.film or "", self.run, accord.plan)
            shoot = Shoot(self.desk, graph, surveyor, counters.counters, counters.adapters, lab, call, local)
            ahead = asyncio.create_task(local.stoppable(stop_all, meanwhile))
            try:
                report = await shoot.buy(items, lambda tasks, limits: self._shown(items, tasks, limits))
                await ahead
            except Interrupted:
                ahead.cancel()
                await self._call_off(counters)
                raise KeyboardInterrupt(self._broken_off()) from None
            finally:
                local.close()
            return Shot(shoot.outcomes, _troubles(report), shoot.wanting)

    @asynccontextmanager
    async def _shown(
        self, items: Sequence[Item], tasks: Sequence[Task], limits: Mapping[str, Limit]
    ) -> AsyncIterator[Watcher]:
        """Show a run on the board, its amounts in the currency of its first job."""
        currency = next((item.unit.currency for item in items if item.unit), "")
        tally, money = Tally(tasks, limits), lambda micros: shown(Money(micros, currency))
        board = self.board(tally, money) if self.board else board_for(self.console, tally, money)
        async with drawn(board, self.console):
            yield board.see

    async def _call_off(self, counters: Counters) -> None:
        """Stop what this run has ordered, where the provider can; what it can not is listed and resumed later."""
        try:
            async with asyncio.timeout(LEAVE):
                for name, counter in counters.counters.items():
                    await call_off(counter, [each.intent.id for each in self._left() if each.intent.provider == name])
        except TimeoutError:
            return

    def _broken_off(self) -> str:
        """Return what this run has bought and called off until it was interrupted, and how it goes on."""
        ours = [each for each in self.desk.ledger.purchases() if each.intent.run == self.run]
        came = [each for each in ours if each.state is State.COMMITTED]
        spent: dict[str, int] = {}
        for each in came:
            if each.billed:
                spent[each.billed.currency] = spent.get(each.billed.currency, 0) + each.billed.micros
        off, left = sum(each.state is State.CANCELLED for each in ours), len(self._left())
        told = (
            f"{count(len(came), 'take')} came, for {said(spent)}" if came else "",
            f"{count(off, 'order')} called off" if off else "",
            f"{count(left, 'order')} not finished: filmc resume brings home what comes of that" if left else "",
            "what is there is not bought again" if ours else "",
        )
        return "; ".join(filter(None, told))

    def _left(self) -> list[Purchase]:
        """Return what this run has ordered and not finished."""
        return [each for each in self.desk.ledger.unfinished() if each.intent.run == self.run]


def _troubles(report: Report) -> dict[str, list[str]]:
    """Return what was not bought, by the name of its job, and why."""
    found: dict[str, list[str]] = {}
    for outcome in report.outcomes:
        if why := _trouble(outcome.ending):
            found.setdefault(_job(outcome.task.name), []).append(f"{outcome.task.title}: {why}")
    return found


def _trouble(ending: Ending) -> str:
    match ending:
        case Failed(reason):
            return reason
        case Later():
            return "its provider takes no orders for a while; run the same command later"
        case Blocked(by):
            return f"it waits for {_job(by)}"
        case _:
            return ""


def _job(task: str) -> str:
    """Return the job that a task makes a take of."""
    return task.rpartition(" #")[0]
