"""What the scheduler costs: 10,000 simulated jobs, against the least time that their graph and limits allow.

    python bench/schedule.py [TASKS]

`film` is TASKS / 5 shots of five jobs over six resources, `crowd` is TASKS jobs in flight at once. Jobs are sleeps.
The bound is the longest path or, of each resource, all its seconds divided by how many may run at once, whichever is
more. What a run takes is told by a clock that goes on while the run computes and jumps over what it only waits for: as
on a core that nobody else uses. µs a job is all the processor's time of the run, the sleeps' own share (about 30 µs)
included.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from filmc.produce.schedule.graph import graph  # noqa: E402 -- from here, installed or not
from filmc.produce.schedule.run import run  # noqa: E402
from filmc.produce.schedule.task import Done, Limit, Result, Task  # noqa: E402


class Plan(NamedTuple):
    tasks: list[Task]
    limits: dict[str, Limit]

    @property
    def bound(self) -> float:
        """Seconds."""
        loads = dict.fromkeys(self.limits, 0.0)
        for task in self.tasks:
            loads[task.resource] += task.seconds
        least = (load / self.limits[name].at_once for name, load in loads.items())
        return max(*graph(self.tasks).path, *least)


class Found(NamedTuple):
    name: str
    tasks: int
    done: int
    most: int
    bound: float
    took: float
    micros: float
    megabytes: float

    @property
    def ratio(self) -> float:
        return self.took / self.bound

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.done:,} of {self.tasks:,} done, {self.most:,} at once; "
            f"{self.took:.2f} s of {self.bound:.2f} s = {self.ratio:.3f} ×; "
            f"{self.micros:.0f} µs a job; {self.megabytes:.0f} MB"
        )


def film(count: int) -> Plan:
    """Return shots of still → clip → lips, and voice → lips → segment; a tenth of the jobs is twice as long."""
    random = Random(count)
    tasks: list[Task] = []

    def job(name: str, resource: str, seconds: float, *needs: str) -> str:
        tasks.append(
            Task(name, needs, resource, seconds * random.uniform(0.7, 1.3) * (2 if random.random() < 0.1 else 1))
        )
        return name

    for n in range(count // 5):
        still = job(f"{n}.still", "still", 0.15)
        voice = job(f"{n}.voice", "voice", 0.10)
        clip = job(f"{n}.clip", f"clip-{'ab'[n % 2]}", 0.40, still)
        lips = job(f"{n}.lips", "lips", 0.15, clip, voice)
        job(f"{n}.segment", "local", 0.10, lips)
    return Plan(tasks, _limits(tasks, LENGTH))


LENGTH = 24.0
"""Seconds for which the busiest resource has work. Real jobs take minutes, and would hide what the schedule costs."""


def _limits(tasks: list[Task], seconds: float) -> dict[str, Limit]:
    """Return limits with which the busiest resource has work for about `seconds`, and the others for a little less."""
    loads: dict[str, float] = {}
    for task in tasks:
        loads[task.resource] = loads.get(task.resource, 0.0) + task.seconds
    return {
        name: Limit(max(round(load / (seconds if name.startswith("clip") else 0.9 * seconds)), 1))
        for name, load in loads.items()
    }


def crowd(count: int) -> Plan:
    """Return jobs that nothing holds back."""
    random = Random(count)
    return Plan(
        [Task(f"{n}", (), "all", random.uniform(0.5, 1) * LENGTH / 2) for n in range(count)],
        {"all": Limit(count)},
    )


PLANS = {"film": film, "crowd": crowd}


class _Jumping(selectors.DefaultSelector):
    """Where the loop would wait for a timer, its clock jumps there."""

    loop: OwnCore

    def select(self, timeout: float | None = None) -> list[Any]:
        ready = super().select(0)
        if not ready and timeout is None:
            raise AssertionError("everything waits, and nothing will ever happen")
        if not ready and timeout:
            self.loop.slept += timeout
        return ready


class OwnCore(asyncio.SelectorEventLoop):
    """A loop whose time is what it has computed and what it would have slept: no other program takes part in it."""

    def __init__(self) -> None:
        self.slept = 0.0
        selector = _Jumping()
        selector.loop = self
        super().__init__(selector)

    def time(self) -> float:
        return self.slept + time.process_time()


def measured(make: Callable[[int], Plan], count: int) -> Found:
    """Run a plan in a process of its own."""
    command = [sys.executable, __file__, make.__name__, str(count)]
    output = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    return Found(
        *(float(word) if "." in word else int(word) if word.isdigit() else word for word in output.stdout.split())
    )


def measure(name: str, count: int) -> Found:
    plan = PLANS[name](count)
    flying = most = 0

    async def work(task: Task) -> Result:
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await asyncio.sleep(task.seconds)
        flying -= 1
        return Done()

    with asyncio.Runner(loop_factory=OwnCore) as runner:
        loop = runner.get_loop()
        began, load = loop.time(), time.process_time()
        report = runner.run(run(plan.tasks, plan.limits, work))
        took, load = loop.time() - began, time.process_time() - load
    done = len(report.that(Done))
    return Found(name, count, done, most, plan.bound, took, load / count * 1e6, peak_memory())


def peak_memory() -> float:
    """Return the most megabytes that this process has held; what it was started from does not count."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel does not tell")


def main() -> None:
    if len(sys.argv) > 2:
        print(*measure(sys.argv[1], int(sys.argv[2])))
        return
    for make in PLANS.values():
        print(measured(make, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))


if __name__ == "__main__":
    main()
