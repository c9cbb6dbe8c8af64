"""A buyer in a process of its own, that may be killed: `buy_all` starts them, `main` is what they do."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from buyers import Hand, offer, short
from emulators.faults import EPOCH
from ready import Begun, begin

from filmc.frontend.value import Money
from filmc.produce.buying.age import tick
from filmc.produce.buying.buy import buy
from filmc.produce.buying.cancel import call_off
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.patience import Patience
from filmc.produce.buying.reconcile import NeverMade, reconcile
from filmc.produce.buying.resume import resume
from filmc.produce.ledger.budget import Ceiling, Scope
from filmc.produce.protocol.base import Abilities

SLOWEST = 120
"""Seconds after which a buyer counts as hanging."""
PATIENCE = Patience(job=300, lookups=(1, 4), others=1e6)


@dataclass(frozen=True)
class Task:
    """What a buyer does: `doing` are `resume`, `buy`, `cancel`, `reconcile`, one after another."""

    url: str
    folder: str
    run: str
    idempotency: str = "replay"
    lookup: bool = True
    doing: tuple[str, ...] = ("buy",)
    takes: tuple[str, ...] = ("take-1",)
    failpoint: str = ""
    after: float | None = None
    """Seconds until it is killed."""
    decodes: bool = True
    ceiling: int = 0


@dataclass
class Far(Hand):
    """A hand in front of an emulator in another process, whose clock it can not move: it waits a little, truly."""

    answers: list[str] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(min(max(seconds * 0.001, 0.005), 0.02))

    def counter(self, provider: Any) -> Counter:
        return replace(super().counter(provider), tick=tick)


async def work(task: Task, counter: Counter) -> list[str]:
    said: list[Any] = []
    for doing in task.doing:
        match doing:
            case "resume":
                await resume(counter, task.run)
            case "buy":
                takes = random.sample(task.takes, len(task.takes))
                said += await asyncio.gather(*(buy(offer(take, task.run), counter) for take in takes))
            case "cancel":
                await call_off(counter, [left.intent.id for left in counter.ledger.unfinished()])
            case "reconcile":
                await reconcile(counter, lambda _: NeverMade())
    return [short(outcome) for outcome in said]


def do(task: Task) -> None:
    os.environ["FILMC_FAILPOINT"] = f"{task.failpoint}=kill" if task.failpoint else ""
    paid = SimpleNamespace(url=task.url, clock=SimpleNamespace(now=EPOCH))
    ceilings = [Ceiling(Scope(), Money(task.ceiling, "USD"))] if task.ceiling else []
    with ExitStack() as stack:
        able = Abilities(task.idempotency, 10**7, lookup=task.lookup, cancel=True)
        hand = Far(paid, Path(task.folder), able, ceilings, PATIENCE, direct=False)
        hand.check = lambda _path, _kind: None if task.decodes else "no frame in it"
        stack.enter_context(hand)
        outcomes = hand.do(lambda counter: work(task, counter))
        (Path(task.folder) / f"outcomes-{task.run}").write_text(json.dumps(outcomes))


def main() -> None:
    """Do the task that the command line tells."""
    told = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(sys.argv[1]).items()}
    signal.alarm(SLOWEST)
    do(Task(**told))


def buy_all(*tasks: Task) -> list[int]:
    """Have buyers do their tasks side by side; return how each ended (below zero: by a signal)."""
    begun = [begin("import buyer; buyer.main()", json.dumps(asdict(task))) for task in tasks]
    return [_ended(process, task.after) for process, task in zip(begun, tasks, strict=True)]


def _ended(process: Begun | subprocess.Popen[str], after: float | None) -> int:
    if after is not None:
        time.sleep(after)
        process.kill()
    _, err = process.communicate()
    sys.stderr.write(err)
    return process.returncode
