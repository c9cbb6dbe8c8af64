"""The ledger in a crash: whatever the moment, what was said is kept and what was not is undone."""

from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from ledgers import UPGRADE, balance, bring, code_of, enter, killed, reserve, way
from ready import begin

from filmc.base.failpoints import NAMES, FailpointError, failpoint
from filmc.produce.ledger import book, schema
from filmc.produce.ledger.book import Ledger, open_ledger
from filmc.produce.ledger.budget import Reservation
from filmc.produce.ledger.purchase import begun
from filmc.produce.ledger.states import State

SOAK = bool(os.environ.get("FILMC_SOAK"))
REST = sorted(set(State) - {State.PLANNED})


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


EDGES = sorted(NAMES & {f"ledger.{side}_{state}" for side in ("before", "after") for state in State})
ABOUT_FILES = {
    "ledger.before_create": None,
    "ledger.created_aside": None,
    "ledger.after_create": 0,
    "ledger.between_planned_and_reserved": 0,
    "ledger.before_head": 2,
}
"""Failpoints of making a ledger and of its first purchase: how many events are there afterwards (None: no file)."""
ABOUT_UPGRADES = {
    "ledger.before_backup": (0, False),
    "ledger.copied_aside": (0, False),
    "ledger.after_backup": (0, True),
    "ledger.before_upgrade": (0, True),
    "ledger.after_upgrade": (1, True),
}
"""Failpoints of an upgrade: by how much the version is higher afterwards, and whether there is a copy of the older ledger."""


def test_every_failpoint_of_the_ledger_is_tried() -> None:
    assert {*EDGES, *ABOUT_FILES, *ABOUT_UPGRADES} == {name for name in NAMES if name.startswith("ledger.")}


@pytest.mark.parametrize("name", EDGES)
def test_a_kill_at_an_edge_leaves_the_state_before_or_after_it(tmp_path: Path, name: str) -> None:
    side, _, word = name.removeprefix("ledger.").partition("_")
    goal = State(word)
    killed(name, tmp_path / "ledger.db", goal)
    steps = way(goal)
    reached = steps if side == "after" else steps[:-1]
    with open_ledger(tmp_path / "ledger.db") as ledger:
        purchase = ledger.purchase("i1")
        assert [event.state for event in ledger.history()] == ([State.PLANNED, *reached] if reached else [])
        assert (purchase and purchase.state) == (reached[-1] if reached else None)
        assert ledger.unfinished() == ([purchase] if purchase and not purchase.done else [])
        if purchase and State.INTENT in reached:
            assert purchase.facts["key"] == "key of i1"
        if purchase and State.SUBMITTED in reached:
            assert purchase.facts["job"] == "job of i1"
        if purchase and side == "before":  # and the work goes on from there
            assert enter(ledger, "i1", goal).state is goal


@pytest.mark.parametrize("name", ABOUT_FILES)
def test_a_kill_while_it_is_made_leaves_all_or_nothing(tmp_path: Path, name: str) -> None:
    killed(name, tmp_path / "ledger.db", "reserved")
    assert (tmp_path / "ledger.db").exists() is (ABOUT_FILES[name] is not None)
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert len(ledger.history()) == (ABOUT_FILES[name] or 0)
        assert isinstance(reserve(ledger, "i2"), Reservation)


@pytest.mark.parametrize("name", ABOUT_UPGRADES)
def test_a_kill_while_it_is_upgraded_leaves_the_old_or_the_new(tmp_path: Path, monkeypatch, name: str) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        bring(ledger, "i0", State.COMMITTED)
        before = ledger.history()
    killed(name, path, "reserved", "older")
    more, copied = ABOUT_UPGRADES[name]
    version = len(schema.STEPS)
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (version + more,)
    raw.close()
    copy = tmp_path / f"ledger.db.version-{version}"
    assert copy.exists() is copied
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, UPGRADE))
    with open_ledger(path) as ledger:
        assert ledger.history() == before
    monkeypatch.undo()
    copy.rename(path)
    with open_ledger(path) as ledger:
        assert ledger.history() == before
        assert balance(ledger) == (100_000, 0)


def test_a_ledger_from_before_there_were_plans_goes_on(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "ledger.db"
    monkeypatch.setattr(book, "begun", lambda intent: {k: v for k, v in begun(intent).items() if k != "plan"})
    with open_ledger(path) as ledger:
        for number, state in enumerate(State):
            if state is not State.PLANNED:
                bring(ledger, f"i{number}", state)
        before = ledger.history(), ledger.purchases(), balance(ledger)
    monkeypatch.undo()
    path.rename(tmp_path / "new.db")
    monkeypatch.setattr(schema, "STEPS", schema.STEPS[:1])
    schema.connect(tmp_path / "old.db", 1).close()
    with closing(sqlite3.connect(tmp_path / "old.db")) as raw:
        columns = ", ".join(name for _, name, *_ in raw.execute("PRAGMA table_info(purchases)"))
        raw.execute("ATTACH ? AS new", (str(tmp_path / "new.db"),))
        raw.execute("INSERT INTO events SELECT * FROM new.events")
        raw.execute(f"INSERT INTO purchases SELECT {columns} FROM new.purchases")
        raw.commit()
    monkeypatch.undo()
    (tmp_path / "old.db").rename(path)
    with open_ledger(path) as ledger:
        assert (ledger.history(), ledger.purchases(), balance(ledger)) == before
        assert isinstance(reserve(ledger, "later", plan="p"), Reservation)
    assert (tmp_path / "ledger.db.version-1").exists()


@pytest.mark.parametrize(("action", "code"), [("enospc", "E1005"), ("eio", "E1006")])
@pytest.mark.parametrize("name", [name for name in EDGES if name.startswith("ledger.before_")])
def test_a_step_that_can_not_be_noted_is_undone(ledger: Ledger, monkeypatch, name: str, action: str, code: str) -> None:
    goal = State(name.partition("_")[2])
    monkeypatch.setenv("FILMC_FAILPOINT", f"{name}={action}")
    assert code_of(lambda: bring(ledger, "i1", goal)) == code
    monkeypatch.delenv("FILMC_FAILPOINT")
    assert goal not in [event.state for event in ledger.history()]
    ledger.verify()


LOOP = """
import itertools, sys
from pathlib import Path
from ledgers import bring
from filmc.produce.ledger.book import open_ledger
from filmc.produce.ledger.states import State
with open_ledger(Path(sys.argv[1])) as ledger:
    start = len(ledger.history())
    for n in itertools.count(start):
        bring(ledger, f"i{n}", State.COMMITTED)
        print(n, flush=True)
"""


@pytest.mark.parametrize("seed", range(200 if SOAK else 4))
def test_a_kill_at_any_moment_loses_nothing_that_was_said(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "ledger.db"
    program = begin(LOOP, path)
    for _ in range(random.Random(seed).randrange(1, 12)):
        program.stdout.readline()
    program.kill()
    said = [int(line) for line in program.communicate()[0].split()]
    with open_ledger(path) as ledger:
        assert all(ledger.purchase(f"i{n}").state is State.COMMITTED for n in said)
        assert len(ledger.unfinished()) <= 1


def test_failpoints_do_what_is_asked(monkeypatch) -> None:
    name = "ledger.before_head"
    monkeypatch.setenv("FILMC_FAILPOINT", f"{name}=raise")
    failpoint("ledger.after_create")
    with pytest.raises(FailpointError):
        failpoint(name)
    for wrong in ("ledger.nowhere=kill", f"{name}=explode"):
        monkeypatch.setenv("FILMC_FAILPOINT", wrong)
        with pytest.raises(ValueError, match="FILMC_FAILPOINT"):
            failpoint(name)
    monkeypatch.setenv("FILMC_FAILPOINT", f"{name}=delay:0.001")
    failpoint(name)
