"""Kill at every edge of buying, and kill again while it recovers: one charge a take at most, and nothing paid is lost."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from buyer import Task, buy_all
from buyers import BEHAVIOURS, PRICE, SOAK, agree, purchases, room
from emulators import books, faults
from emulators.books import Life
from emulators.faults import Fault
from emulators.paid import PaidEmulator

from filmc.base.failpoints import NAMES
from filmc.produce.ledger.book import open_ledger
from filmc.produce.ledger.states import State
from filmc.produce.store import Store, Whole

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as they are on POSIX")
KILLED = -9
LIFE = Life()


class Stepping(PaidEmulator):
    """Its jobs go on by being asked after: the buyers, in other processes, can not move its clock."""

    def answer(self, call: str, *rest: Any) -> Any:
        if call == "poll":
            self.clock.advance(6)
        return super().answer(call, *rest)


@dataclass(frozen=True)
class Scene:
    """How a failpoint is reached. `first` is one at which an earlier buyer was killed."""

    script: dict[str, tuple[Fault, ...]] = field(default_factory=dict)
    life: Life = LIFE
    doing: tuple[str, ...] = ("buy",)
    first: str = ""
    lookup: bool | None = None
    decodes: bool = True
    only: tuple[str, ...] = BEHAVIOURS


PLAIN = Scene()
STOPPED = Scene(life=books.STUCK, doing=("buy", "cancel"))
LOST = Scene({"submit": (faults.RESET_CHARGED,)}, lookup=True)
SPECIAL: dict[str, Scene] = {
    **dict.fromkeys(("ledger.before_refused", "ledger.after_refused"), Scene({"submit": (faults.BAD_REQUEST,)})),
    **dict.fromkeys(
        ("ledger.before_failed-unbilled", "ledger.after_failed-unbilled"), Scene(life=books.FAILED_UNBILLED)
    ),
    **dict.fromkeys(("ledger.before_failed-billed", "ledger.after_failed-billed"), Scene(life=books.FAILED_BILLED)),
    **dict.fromkeys(("ledger.before_expired", "ledger.after_expired"), Scene(life=books.EMPTY_SUCCESS)),
    **dict.fromkeys(("ledger.before_unknown", "ledger.after_unknown"), replace(LOST, lookup=None)),
    **dict.fromkeys(("ledger.before_cancelled", "ledger.after_cancelled"), STOPPED),
    **dict.fromkeys(("buying.before_cancel", "buying.after_cancel"), STOPPED),
    **dict.fromkeys(("buying.before_lookup", "buying.after_lookup"), LOST),
    **dict.fromkeys(("buying.before_quarantine", "buying.after_quarantine"), Scene(decodes=False)),
    "buying.before_again": Scene({"submit": (faults.RATE_UNBILLED,)}),
    "buying.before_collect": Scene({"submit": (faults.ERROR_504_CHARGED,)}, lookup=False, only=("replay", "expire")),
    "buying.taken_up": Scene(first="buying.after_submit", doing=("resume",)),
    "buying.before_release": Scene(first="buying.before_order", doing=("resume",)),
    "buying.before_answer": Scene(
        {"submit": (faults.RESET,)}, doing=("buy", "reconcile"), lookup=False, only=("none", "reject")
    ),
}
EDGES = [f"ledger.{side}_{state}" for state in State if state is not State.PLANNED for side in ("before", "after")]
OURS = sorted(name for name in NAMES if name.startswith("buying."))
NAMED = [*EDGES, *OURS]
POINTS = [(name, behaviour) for name in NAMED for behaviour in SPECIAL.get(name, PLAIN).only]
FEW = [(name, only[number % len(only)]) for number, name in enumerate(NAMED) if (only := SPECIAL.get(name, PLAIN).only)]
"""Each name with one behaviour."""


def test_there_are_enough_points() -> None:
    assert len(OURS) >= 15
    assert len(POINTS) >= 112
    assert {name for name, _ in FEW} == {*EDGES, *OURS} <= NAMES


@dataclass
class World:
    """An emulator, a folder, and buyers of new runs."""

    paid: PaidEmulator
    folder: Path
    task: Task
    runs: int = 0

    def run(self, **terms: Any) -> int:
        return self.together(1, **terms)[0]

    def together(self, count: int, **terms: Any) -> list[int]:
        tasks = []
        for _ in range(count):
            self.runs += 1
            tasks.append(replace(self.task, run=f"run-{self.runs}", **terms))
        return buy_all(*tasks)

    def outcomes(self, run: int) -> list[str]:
        return json.loads((self.folder / f"outcomes-run-{run}").read_text())

    def judge(self) -> list[Any]:
        with self.paid.lock, open_ledger(self.folder / "ledger.db") as ledger:
            agree(self.paid, ledger)
            return purchases(ledger)

    def judge_unknown(self, purchases: list[Any]) -> None:
        """After a recovery: what is still unknown could not be found out, or was never ordered."""
        charged = {entry.reference for entry in self.paid.books.entries}
        for purchase in purchases:
            if purchase.state is State.UNKNOWN:
                assert not (self.task.lookup and purchase.facts["key"] in charged), "it could have been looked up"
                assert (
                    self.task.lookup or self.task.idempotency in ("none", "reject") or purchase.facts["key"] in charged
                )


@pytest.fixture
def world() -> Iterator[Any]:
    stack: list[Any] = []

    def open_world(behaviour: str, *, lookup: bool, decodes: bool = True, life: Life = LIFE) -> World:
        place, paid = room(), Stepping(behaviour, life, key_lifetime=10**7)
        folder = place.__enter__()
        paid.__enter__()
        stack.extend([place, paid])
        task = Task(paid.url, str(folder), "", behaviour, lookup, decodes=decodes)
        return World(paid, folder, task)

    yield open_world
    for each in reversed(stack):
        each.__exit__(None, None, None)


def staged(world: Any, name: str, behaviour: str, number: int) -> World:
    """Set the scene of a failpoint, and kill a buyer at it."""
    scene = SPECIAL.get(name, PLAIN)
    lookup = scene.lookup if scene.lookup is not None else bool(number % 2)
    stage = world(behaviour, lookup=lookup, decodes=scene.decodes, life=scene.life)
    for call, misbehaviour in scene.script.items():
        stage.paid.script(call, *misbehaviour)
    if scene.first:
        assert stage.run(failpoint=scene.first) == KILLED
    assert stage.run(failpoint=name, doing=scene.doing) == KILLED, "the failpoint was not reached"
    return stage


def recovered(stage: World, *, twice: bool) -> None:
    """Run the command again, as a user would, and see that all is well; a second time changes nothing."""
    stage.paid.books.life = replace(stage.paid.books.life, lasts=10)
    assert stage.run(doing=("resume", "buy")) == 0
    [outcome] = stage.outcomes(stage.runs)
    stage.judge_unknown(stage.judge())
    if not twice:
        return
    taken = (stage.paid.charges, stage.paid.requests["submit"])
    assert stage.run(doing=("resume", "buy")) == 0
    again = stage.outcomes(stage.runs)
    stage.judge()
    if outcome == "Bought":
        assert (again, stage.paid.charges, stage.paid.requests["submit"]) == (["Bought"], *taken)
        store = Store(stage.folder / "store")
        [digest] = store.digests()
        assert isinstance(store.look(digest), Whole)
        assert store.origins(digest).paid
        store.close()


@pytest.mark.parametrize(("name", "behaviour"), POINTS if SOAK else FEW)
def test_a_kill_at_any_edge_costs_nothing(world, name, behaviour) -> None:
    number = POINTS.index((name, behaviour))
    for parity in (0, 1) if SOAK else (number // 4,):
        stage = staged(world, name, behaviour, parity)
        stage.judge()
        recovered(stage, twice=SOAK or number % 3 == 0)


PLAINLY = [name for name in [*EDGES, *OURS] if name not in SPECIAL]
AGAIN = [
    f"ledger.{side}_{state}"
    for state in ("submitted", "running", "succeeded", "downloaded", "verified", "committed")
    for side in ("before", "after")
] + [
    "buying.taken_up",
    "buying.before_lookup",
    "buying.after_lookup",
    "buying.before_poll",
    "buying.before_store",
    "buying.after_store",
]


@pytest.mark.parametrize("seed", range(200 if SOAK else 6))
def test_a_kill_while_it_recovers_from_a_kill_while_it_recovers(world, seed) -> None:
    dice = random.Random(seed)
    stage = staged(world, dice.choice(PLAINLY), BEHAVIOURS[seed % 4], seed // 4)
    for _ in range(2):
        assert stage.run(failpoint=dice.choice(AGAIN), doing=("resume", "buy")) in (KILLED, 0)
        stage.judge()
    recovered(stage, twice=True)


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_kill_at_any_moment_costs_nothing(world, behaviour) -> None:
    stage = world(behaviour, lookup=behaviour in ("none", "expire"))
    dice = random.Random(behaviour)
    rounds = 250 if SOAK else 4
    for number in range(rounds):
        takes = tuple(f"take-{number}-{each}" for each in range(3))
        stage.run(doing=("resume", "buy"), takes=takes, after=dice.uniform(0.0, 0.25))
        if number % 25 == 0:
            stage.judge()
    assert stage.run(doing=("resume",)) == 0
    purchases = stage.judge()
    assert all(purchase.done or purchase.state is State.UNKNOWN for purchase in purchases)
    stage.judge_unknown(purchases)


@pytest.mark.parametrize("number", range(100 if SOAK else 1))
def test_several_processes_buy_each_take_once(world, number) -> None:
    many, takes = (8, 50) if SOAK else (4, 12)
    stage = world(BEHAVIOURS[number % 4], lookup=True)
    codes = stage.together(many, takes=tuple(f"take-{each}" for each in range(takes)))
    assert codes == [0] * many
    assert stage.paid.charges == stage.paid.requests["submit"] == takes
    assert all(stage.outcomes(run) == ["Bought"] * takes for run in range(1, many + 1))
    stage.judge()


@pytest.mark.parametrize("seed", range(60 if SOAK else 1))
def test_several_processes_take_over_from_dead_ones(world, seed) -> None:
    """Two buyers die over the same takes; then four come at once, and each take is bought by one of them, or was."""
    behaviour = BEHAVIOURS[(seed + 1) % 4]
    stage = world(behaviour, lookup=True)
    dice = random.Random(seed)
    takes = tuple(f"take-{each}" for each in range(8))
    for _ in range(2):
        stage.run(doing=("resume", "buy"), takes=takes, after=dice.uniform(0.05, 0.4))
        stage.judge()
    first = stage.runs + 1
    assert stage.together(4, doing=("resume", "buy"), takes=takes) == [0] * 4
    found = stage.judge()
    stage.judge_unknown(found)
    lost = sum(purchase.state is State.UNKNOWN for purchase in found)  # killed between its intent and its sending
    assert stage.paid.charges == len(takes) - lost
    for run in range(first, first + 4):
        assert sorted(stage.outcomes(run)) == ["Bought"] * (len(takes) - lost) + ["Unknown False"] * lost


def test_several_processes_stop_together_at_a_ceiling(world) -> None:
    stage = world("none", lookup=True)
    stage.runs = 0
    tasks = [
        replace(
            stage.task, run=f"run-{run}", takes=tuple(f"take-{run}-{each}" for each in range(10)), ceiling=20 * PRICE
        )
        for run in range(4)
    ]
    assert buy_all(*tasks) == [0] * 4
    assert stage.paid.charges == 20
    assert sorted(said for run in range(4) for said in stage.outcomes(run)) == ["Bought"] * 20 + ["OverCeiling"] * 20
    stage.judge()
