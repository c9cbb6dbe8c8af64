"""The run: starts every task as soon as it may, longest path first, and hears how each ends.

One coroutine decides everything; work that ends and timers that go off only ring its bell.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol

from filmc.produce.schedule.event import Closed, Ended, Paused, Started, Watcher, nobody
from filmc.produce.schedule.gate import Gate
from filmc.produce.schedule.graph import Graph, graph
from filmc.produce.schedule.rehearse import ranks
from filmc.produce.schedule.report import Interrupted, Outcome, Report
from filmc.produce.schedule.task import Blocked, Done, Ending, Failed, Later, Limit, Result, Stopped, Task

PATIENCE = 600.0
"""Seconds that a run waits for a resource that says `later`, before it goes on without."""

GRACE = 1.5
"""Seconds that running work has to end when the run is cancelled."""

Work = Callable[[Task], Coroutine[Any, Any, Result]]


class Clock(Protocol):
    """What tells the time and rings at a time: the running event loop is one."""

    def time(self) -> float:
        """Return the time in seconds."""

    def call_at(self, when: float, callback: Callable[[], object], /) -> asyncio.TimerHandle:
        """Call back at the time `when`."""


async def run(  # noqa: PLR0913 - the whole world of a run
    tasks: Sequence[Task],
    limits: Mapping[str, Limit],
    work: Work,
    watch: Watcher = nobody,
    clock: Clock | None = None,
    *,
    patience: float = PATIENCE,
    grace: float = GRACE,
) -> Report:
    """Do `tasks` by `work` within `limits` by resource, telling `watch`; return what became of each.

    A task that does not succeed blocks those that need it and no others. What `work` raises is a failure of its task.
    Where a resource says `Later` for more than `patience` seconds, its tasks are reported as later.

    Cancelled, it starts nothing more, cancels what runs, waits at most `grace` seconds for that, and raises
    Interrupted with the report so far. ValueError where the tasks are no graph or a resource has no limit.
    """
    running = _Run(graph(tasks), limits, work, watch, clock or asyncio.get_running_loop(), patience)
    try:
        await running.go()
    except asyncio.CancelledError:
        await running.halt(grace)
        raise Interrupted(running.report()) from None
    except BaseException:
        await running.halt(grace)
        raise
    finally:
        running.silence()
    return running.report()


class _Run:
    """The state of one run; tasks are numbers in the order given."""

    def __init__(  # noqa: PLR0913, PLR0917 - see `run`
        self,
        plan: Graph,
        limits: Mapping[str, Limit],
        work: Work,
        watch: Watcher,
        clock: Clock,
        patience: float,
    ) -> None:
        self._plan, self._work, self._watch, self._clock, self._patience = plan, work, watch, clock, patience
        self._gates = _gates(plan, limits)
        self._gate = [self._gates[task.resource] for task in plan.tasks]
        self._rank = ranks(plan, limits)
        self._ranked = sorted(range(len(plan.tasks)), key=self._rank.__getitem__)
        self._unmet = list(plan.needs)
        self._started: list[float | None] = [None] * len(plan.tasks)
        self._latest = [0.0] * len(plan.tasks)
        self._starts = [0] * len(plan.tasks)
        self._outcomes: list[Outcome | None] = [None] * len(plan.tasks)
        self._left = len(plan.tasks)
        self._running: dict[int, asyncio.Task[Result]] = {}
        self._over: list[tuple[int, asyncio.Task[Result], float]] = []
        self._stirred: dict[str, Gate] = {}
        self._bell = asyncio.Event()
        self._began = clock.time()

    async def go(self) -> None:
        """Run to the end of all tasks."""
        for n, unmet in enumerate(self._unmet):
            if not unmet:
                self._queue(n)
        while True:
            self._fill()
            if not self._left:
                return
            await self._bell.wait()
            self._bell.clear()
            self._hear()

    # What may start.

    def _queue(self, n: int) -> None:
        """Let a task whose needs are met wait at its gate; at a closed one it waits for nothing."""
        gate = self._gate[n]
        if gate.closed_until is not None:
            self._settle(n, Later(max(gate.closed_until - self._clock.time(), 0.0)))
            return
        gate.queue(self._rank[n])
        self._stirred[gate.resource] = gate

    def _fill(self) -> None:
        """Start what may start at the gates where something has changed."""
        stirred, self._stirred = self._stirred, {}
        for gate in stirred.values():
            while gate.has_room():
                now = self._clock.time()
                if gate.opens > now:
                    self._set_alarm(gate)
                    break
                self._start(self._ranked[gate.let_in(now)], now)

    def _set_alarm(self, gate: Gate) -> None:
        if gate.alarm is None:
            gate.alarm = self._clock.call_at(gate.opens, lambda: self._wake(gate))

    def _wake(self, gate: Gate) -> None:
        gate.alarm = None
        self._stirred[gate.resource] = gate
        self._bell.set()

    def _start(self, n: int, now: float) -> None:
        task = self._plan.tasks[n]
        self._latest[n] = now
        self._starts[n] += 1
        if self._started[n] is None:
            self._started[n] = now
        job = self._running[n] = asyncio.create_task(_result(self._work, task))
        job.add_done_callback(lambda done: self._note(n, done))
        self._watch(Started(task, now))

    # What has ended.

    def _note(self, n: int, job: asyncio.Task[Result]) -> None:
        self._over.append((n, job, self._clock.time()))
        self._bell.set()

    def _hear(self) -> None:
        """Take in all work that has ended since the last time."""
        over, self._over = self._over, []
        for n, job, at in over:
            del self._running[n]
            gate = self._gate[n]
            gate.let_out()
            self._stirred[gate.resource] = gate
            result = Stopped() if job.cancelled() else job.result()
            if isinstance(result, Later):
                self._put_off(n, result, at)
            else:
                gate.answered()
                self._settle(n, result, at)

    def _put_off(self, n: int, later: Later, at: float) -> None:
        """Let a refused task wait again, unless its gate has closed over it."""
        gate = self._gate[n]
        was_closed = gate.closed_until is not None
        gate.refused(at, self._latest[n], later, self._patience)
        if gate.closed_until is None:
            self._watch(Paused(self._plan.tasks[n], at, gate.opens))
            self._queue(n)
            return
        if not was_closed:
            self._watch(Closed(gate.resource, at, gate.closed_until))
        shut_out, gate.waiting = sorted(gate.waiting), []
        for each in (n, *(self._ranked[rank] for rank in shut_out)):
            self._settle(each, Later(max(gate.closed_until - at, 0.0)), at)

    def _settle(self, n: int, ending: Ending, at: float | None = None) -> None:
        """Note what became of a task, and see to those that need it."""
        task = self._plan.tasks[n]
        end = self._clock.time() if at is None else at
        self._outcomes[n] = Outcome(task, ending, self._started[n], end, self._starts[n])
        self._left -= 1
        self._watch(Ended(task, ending, end, end - self._latest[n] if self._starts[n] else None))
        if isinstance(ending, Done):
            self._free(n)
        elif not isinstance(ending, Blocked):
            self._block(n)

    def _free(self, n: int) -> None:
        for follower in self._plan.followers[n]:
            self._unmet[follower] -= 1
            if not self._unmet[follower] and self._outcomes[follower] is None:
                self._queue(follower)

    def _block(self, cause: int) -> None:
        """Give up all that needs `cause`, near and far."""
        name = self._plan.tasks[cause].name
        lost = [cause]
        for n in lost:  # grows on the way
            for follower in self._plan.followers[n]:
                if self._outcomes[follower] is None:
                    self._settle(follower, Blocked(name))
                    lost.append(follower)

    # The end.

    async def halt(self, grace: float) -> None:
        """Start and tell nothing more, cancel what runs and wait for it at most `grace` seconds, however often told."""
        self._watch = nobody
        loop = asyncio.get_running_loop()
        deadline = loop.time() + grace
        for job in self._running.values():
            job.cancel()
        while (jobs := [job for job in self._running.values() if not job.done()]) and loop.time() < deadline:
            with suppress(asyncio.CancelledError):  # the second Ctrl-C
                await asyncio.wait(jobs, timeout=deadline - loop.time())
        self._close_books()

    def _close_books(self) -> None:
        """Take in what has ended, and say of all others that they were stopped."""
        now = self._clock.time()
        ends = {n: at for n, _, at in self._over}
        for n, outcome in enumerate(self._outcomes):
            if outcome is None:
                task, ending = self._plan.tasks[n], _last_word(self._running.get(n))
                self._outcomes[n] = Outcome(task, ending, self._started[n], ends.get(n, now), self._starts[n])

    def silence(self) -> None:
        """Turn the alarms off."""
        for gate in self._gates.values():
            if gate.alarm is not None:
                gate.alarm.cancel()

    def report(self) -> Report:
        """Return what became of every task."""
        outcomes = tuple(outcome for outcome in self._outcomes if outcome is not None)
        most = {gate.resource: gate.most for gate in self._gates.values()}
        return Report(outcomes, most, self._began, self._clock.time())


def _gates(plan: Graph, limits: Mapping[str, Limit]) -> dict[str, Gate]:
    """Return a gate for each resource that is used, in the order of use."""
    names = dict.fromkeys(task.resource for task in plan.tasks)
    if missing := [name for name in names if name not in limits]:
        raise ValueError(f"there is no limit for {', '.join(missing)}")
    return {name: Gate(name, limits[name]) for name in names}


async def _result(work: Work, task: Task) -> Result:
    try:
        return await work(task)
    except Exception as error:  # noqa: BLE001 - one task's trouble, even a fault of ours, must not stop paid work
        return Failed(str(error) or type(error).__name__, error=error)


def _last_word(job: asyncio.Task[Result] | None) -> Result:
    """Return what a job has come to when the run ends; none was never started, or had to wait again."""
    if job is None or (job.done() and job.cancelled()):
        return Stopped()
    return job.result() if job.done() else Stopped("it did not end in time")
