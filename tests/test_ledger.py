"""The ledger: no step out of order, no ceiling passed, nothing lost in a crash, no damage unseen."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import FIVE, NOON, PRICE, UPGRADE, bring, enter, intent, python, reserve, way

from filmc.base.failpoints import NAMES, FailpointError, failpoint
from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.produce.ledger import schema
from filmc.produce.ledger.book import Ledger, open_ledger
from filmc.produce.ledger.budget import Ceiling, Claimed, Rates, Refusal, Reservation, Scope, shown
from filmc.produce.ledger.states import NEXT, State

SOAK = bool(os.environ.get("FILMC_SOAK"))
RATES = Rates({("USD", "CNY"): Fraction("7.12")})
REST = sorted(set(State) - {State.PLANNED})


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Fault) as caught:
        action()
    assert caught.value.hints or caught.value.code == "E1007"
    return caught.value.code


# --- states -----------------------------------------------------------------------------------------------------------


def test_only_lawful_steps_are_taken_and_noted(ledger: Ledger) -> None:
    for before in REST:
        for after in REST:
            ident = f"{before} {after}"
            bring(ledger, ident, before)
            noted = len(ledger.history(ident))
            if after in NEXT[before]:
                assert enter(ledger, ident, after).state is after
            else:
                assert code_of(lambda: enter(ledger, ident, after)) == "E1007"
                assert len(ledger.history(ident)) == noted
    assert ledger.verify() == len(ledger.history())


def test_every_state_can_be_reached() -> None:
    assert all(way(state)[-1] is state for state in REST)


MISSTEPS = {
    "a stranger": lambda ledger: enter(ledger, "nobody", State.INTENT),
    "no facts": lambda ledger: ledger.record("i1", State.INTENT, at=NOON),
    "another body": lambda ledger: ledger.record("i2", State.INTENT, at=NOON, key="key of i2", request="changed"),
    "another key": lambda ledger: ledger.record("i2", State.INTENT, at=NOON, key="changed", request="request of i2"),
    "a key twice": lambda ledger: ledger.record("i1", State.INTENT, at=NOON, key="key of i2", request="r"),
    "an id twice": lambda ledger: reserve(ledger, "i1", take="something else"),
    "billed and unbilled": lambda ledger: enter(ledger, "i2", State.REFUSED, 1),
    "billed nothing": lambda ledger: enter(ledger, "i2", State.FAILED_BILLED, 0),
    "another currency": lambda ledger: ledger.record("i2", State.SUBMITTED, at=NOON, billed=Money(1, "CNY"), job="j"),
    "cancelled, bill unknown": lambda ledger: ledger.record("i2", State.CANCELLED, at=NOON, reason="r"),
    "released after it was sent": lambda ledger: ledger.release("i2", at=NOON, reason="r"),
    "no rate": lambda ledger: reserve(ledger, "i3", price=Money(1, "CNY")),
}


@pytest.mark.parametrize("name", MISSTEPS)
def test_a_misstep_is_refused_and_leaves_nothing(ledger: Ledger, name: str) -> None:
    reserve(ledger, "i1")
    bring(ledger, "i2", State.INTENT)
    before = ledger.history()
    assert code_of(lambda: MISSTEPS[name](ledger)) == ("E1008" if name == "no rate" else "E1007")
    assert ledger.history() == before
    ledger.verify()


def test_a_price_is_whole_and_not_negative(ledger: Ledger) -> None:
    for micros in (-1, 10**15 + 1):
        with pytest.raises(ValueError, match="no price"):
            reserve(ledger, price=Money(micros, "USD"))


def test_the_same_key_may_try_again(ledger: Ledger) -> None:
    bring(ledger, "i1", State.INTENT)
    enter(ledger, "i1", State.INTENT)
    assert enter(ledger, "i1", State.SUBMITTED).state is State.SUBMITTED


# --- money ------------------------------------------------------------------------------------------------------------


def balance(ledger: Ledger, scope: Scope = Scope()) -> tuple[int, int]:  # noqa: B008 - a frozen value
    found = ledger.balance(scope, "USD")
    return found.spent.micros, found.reserved.micros


BILLS = [
    (State.SUCCEEDED, 40_000),
    (State.SUCCEEDED, 500_000),
    (State.FAILED_BILLED, 100_000),
    (State.CANCELLED, 30_000),
]


@pytest.mark.parametrize(("state", "micros"), BILLS)
def test_the_bill_takes_the_place_of_the_reservation(ledger: Ledger, state: State, micros: int) -> None:
    bring(ledger, "i1", State.RUNNING)
    assert balance(ledger) == (0, 100_000)
    assert enter(ledger, "i1", state, micros).overrun == micros - 100_000
    assert balance(ledger) == (micros, 0)


@pytest.mark.parametrize("state", [State.REFUSED, State.FAILED_UNBILLED, State.CANCELLED])
def test_what_cost_nothing_gives_back_money_and_take(ledger: Ledger, state: State) -> None:
    bring(ledger, "i1", State.SUBMITTED)
    assert isinstance(reserve(ledger, "again", take="take of i1"), Claimed)
    enter(ledger, "i1", state)
    assert balance(ledger) == (0, 0)
    assert isinstance(reserve(ledger, "again", take="take of i1"), Reservation)
    enter(ledger, "i1", State.FAILED_BILLED)  # the bill came later: the truth is noted all the same
    assert balance(ledger) == (100_000, 100_000)


@pytest.mark.parametrize("state", sorted({State.COMMITTED, State.UNKNOWN, State.FAILED_BILLED, State.EXPIRED}))
def test_a_take_that_may_be_paid_is_not_bought_again(ledger: Ledger, state: State) -> None:
    bring(ledger, "i1", state)
    refused = reserve(ledger, "again", take="take of i1")
    assert isinstance(refused, Claimed)
    assert refused.by.intent.id == "i1"
    assert str(state) in str(refused)


def test_an_unknown_fate_holds_its_reservation(ledger: Ledger) -> None:
    bring(ledger, "i1", State.UNKNOWN)
    assert balance(ledger) == (0, 100_000)
    assert [purchase.may_have_left for purchase in ledger.unfinished()] == [True]


def test_release_gives_back_what_was_reserved(ledger: Ledger) -> None:
    reserve(ledger)
    assert ledger.release("i1", at=NOON, reason="interrupted").done
    assert balance(ledger) == (0, 0)
    assert ledger.unfinished() == []


def test_a_bill_can_come_with_the_commit(ledger: Ledger) -> None:
    bring(ledger, "i1", State.RUNNING)
    ledger.record("i1", State.SUCCEEDED, at=NOON, url="u")
    enter(ledger, "i1", State.DOWNLOADED)
    enter(ledger, "i1", State.VERIFIED)
    assert code_of(lambda: ledger.commit("i1", at=NOON)) == "E1007"
    assert ledger.commit("i1", at=NOON, billed=Money(7, "USD")).spent == 7


def test_an_overrun_stops_the_next_reservation(ledger: Ledger) -> None:
    for number in range(10):
        bring(ledger, f"i{number}", State.RUNNING)
        enter(ledger, f"i{number}", State.SUCCEEDED, 510_000)
    refused = reserve(ledger, "next", price=Money(0, "USD"))
    assert isinstance(refused, Refusal)
    [excess] = refused.over
    assert (excess.taken.micros, excess.by.micros) == (5_100_000, 100_000)


def test_a_refusal_names_each_ceiling_and_by_how_much(ledger: Ledger) -> None:
    ceilings = [
        Ceiling(Scope(film="kitchen", shot="desk"), Money(150_000, "USD")),
        Ceiling(Scope(run="r1"), Money(1_000_000, "CNY")),
        Ceiling(Scope(provider="p1"), Money(1_000_000, "USD")),
        Ceiling(Scope(film="another"), Money(0, "USD")),
    ]
    given = [ledger.reserve(intent(f"i{n}", shot="desk"), PRICE, ceilings, at=NOON, rates=RATES) for n in range(2)]
    assert isinstance(given[0], Reservation)
    assert isinstance(given[1], Refusal)
    assert str(given[1]) == (
        "film kitchen, shot desk may cost 0.15 USD: 0.10 USD are spent or reserved, 0.10 USD more are 0.05 USD too much;"
        " run r1 may cost 1.00 CNY: 0.712 CNY are spent or reserved, 0.712 CNY more are 0.424 CNY too much"
    )
    assert len(ledger.history()) == 2


def test_scopes_count_what_they_say(ledger: Ledger) -> None:
    for number, (film, run, provider, shot) in enumerate(
        [("a", "1", "x", "s"), ("a", "2", "y", "s"), ("b", "2", "x", "t")]
    ):
        price = Money(10**number, "USD")
        reserve(ledger, f"i{number}", price, (), film=film, run=run, provider=provider, shot=shot)
    counted = [
        (Scope(), 111),
        (Scope(film="a"), 11),
        (Scope(run="2"), 110),
        (Scope(provider="x"), 101),
        (Scope(film="a", shot="s"), 11),
        (Scope(film="b", shot="s"), 0),
    ]
    assert [(scope, balance(ledger, scope)[1]) for scope, _ in counted] == counted


def test_currencies_meet_at_stated_rates_rounded_up(ledger: Ledger) -> None:
    reserve(ledger, "i1", Money(1_000_000, "USD"), ())
    reserve(ledger, "i2", Money(1, "CNY"), ())
    found = ledger.balance(Scope(), "USD", RATES)
    assert found.reserved == Money(1_000_001, "USD")
    assert found.by_currency == {"USD": (0, 1_000_000), "CNY": (0, 1)}
    assert ledger.balance(Scope(), "CNY", RATES).reserved == Money(7_120_001, "CNY")
    assert code_of(lambda: ledger.balance(Scope(), "EUR", RATES)) == "E1008"


@pytest.mark.parametrize(
    ("micros", "text"), [(0, "0.00 USD"), (350_000, "0.35 USD"), (1_000_001, "1.000001 USD"), (-5, "-0.000005 USD")]
)
def test_amounts_are_shown_exactly(micros: int, text: str) -> None:
    assert shown(Money(micros, "USD")) == text


BUYER = """
import sys
from pathlib import Path
from ledgers import reserve
from filmc.produce.ledger.book import open_ledger
from filmc.produce.ledger.budget import Reservation
path, me = sys.argv[1:]
with open_ledger(Path(path)) as ledger:
    print(sum(isinstance(reserve(ledger, f"{me}-{n}"), Reservation) for n in range(100)))
"""
TAKER = """
import sys
from pathlib import Path
from ledgers import reserve
from filmc.produce.ledger.book import open_ledger
from filmc.produce.ledger.budget import Reservation
path, me = sys.argv[1:]
with open_ledger(Path(path)) as ledger:
    print(sum(isinstance(reserve(ledger, f"{me}-{n}", take=f"take {n}"), Reservation) for n in range(40)))
"""


def together(program: str, path: Path, crowd: int = 8) -> int:
    """Run a program in several processes at once; return the sum of what they print."""
    printed: list[int] = []

    def run(number: int) -> None:
        ran = python(program, str(path), str(number))
        assert ran.returncode == 0, ran.stderr
        printed.append(int(ran.stdout))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(crowd)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(printed) == crowd
    return sum(printed)


def test_eight_processes_never_pass_a_ceiling(tmp_path: Path) -> None:
    assert together(BUYER, tmp_path / "ledger.db") == 50  # the ledger itself is made in the race
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert balance(ledger, FIVE.scope) == (0, 5_000_000)


def test_eight_processes_buy_each_take_once(tmp_path: Path) -> None:
    assert together(TAKER, tmp_path / "ledger.db") == 40


def test_a_hundred_threads_never_pass_a_ceiling(ledger: Ledger) -> None:
    given: list[object] = []
    threads = [threading.Thread(target=lambda n=n: given.append(reserve(ledger, f"i{n}"))) for n in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(one, Reservation) for one in given) == 50
    assert sum(isinstance(one, Refusal) for one in given) == 50


@pytest.mark.parametrize("seed", range(300 if SOAK else 6))
def test_random_histories_add_up(tmp_path: Path, seed: int) -> None:
    """Any lawful walk: the sums are those of a second, simpler bookkeeping, and a reopened ledger says the same."""
    dice = random.Random(seed)
    bills: dict[str, int | None] = {}
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for step in range(120):
            ident = dice.choice([*bills, None]) or f"i{step}"
            if ident not in bills:
                fits = sum(PRICE.micros if bill is None else bill for bill in bills.values()) + PRICE.micros <= 800_000
                made = reserve(ledger, ident, ceilings=[Ceiling(Scope(), Money(800_000, "USD"))])
                assert isinstance(made, Reservation) is fits
                if fits:
                    bills[ident] = None
                continue
            state = dice.choice([*sorted(NEXT[ledger.purchase(ident).state]), None])
            if state is not None and (state, ident) != (State.CANCELLED, None):
                free = state in {State.REFUSED, State.FAILED_UNBILLED, State.CANCELLED}
                micros = 0 if free else dice.choice([PRICE.micros, 120_000])
                enter(ledger, ident, state, micros)
                bills[ident] = micros
        sums = balance(ledger)
        assert sums == (sum(filter(None, bills.values())), PRICE.micros * list(bills.values()).count(None))
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert balance(ledger) == sums


# --- crashes ----------------------------------------------------------------------------------------------------------

BREAK = "import ledgers; ledgers.main()"
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
    "ledger.before_backup": (1, False),
    "ledger.copied_aside": (1, False),
    "ledger.after_backup": (1, True),
    "ledger.before_upgrade": (1, True),
    "ledger.after_upgrade": (2, True),
}
"""Failpoints of an upgrade: the version afterwards, and whether there is a copy of the older ledger."""


def killed(name: str, path: Path, *arguments: str) -> None:
    ran = python(BREAK, str(path), *arguments, FILMC_FAILPOINT=f"{name}=kill")
    assert ran.returncode == -9, ran.stderr


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
    version, copied = ABOUT_UPGRADES[name]
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (version,)
    raw.close()
    copy = tmp_path / "ledger.db.version-1"
    assert copy.exists() is copied
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, UPGRADE))
    with open_ledger(path) as ledger:
        assert ledger.history() == before
    monkeypatch.undo()
    copy.rename(path)
    with open_ledger(path) as ledger:
        assert ledger.history() == before
        assert balance(ledger) == (100_000, 0)


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
    import subprocess
    import sys

    path = tmp_path / "ledger.db"
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": f"{here.parent}:{here}"}
    program = subprocess.Popen(
        [sys.executable, "-c", LOOP, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )
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


# --- damage -----------------------------------------------------------------------------------------------------------


def said(path: Path) -> tuple[object, ...]:
    with open_ledger(path) as ledger:
        return ledger.history(), ledger.unfinished(), ledger.balance(Scope(), "USD"), ledger.verify()


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A folder with a ledger as a crash leaves it: half of its events only in the write-ahead log."""
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "ledger.db"
    with open_ledger(path) as ledger:
        for number, state in enumerate(REST * 2):
            bring(ledger, f"early {number}", state)
    killed("ledger.before_committed", path, "committed")
    assert (folder / "ledger.db-wal").stat().st_size > 0
    return folder


def flip(data: bytearray, dice: random.Random) -> bytearray:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def blank(data: bytearray, dice: random.Random) -> bytearray:
    start = dice.randrange(len(data))
    data[start : start + 512] = bytes(len(data[start : start + 512]))
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    return data[: dice.randrange(len(data))]


@pytest.mark.parametrize("seed", range(1000 if SOAK else 60))
def test_damage_is_found_before_use_or_harms_nothing(tmp_path: Path, filled: Path, seed: int) -> None:
    dice = random.Random(seed)
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    truth = said(tmp_path / "ledger.db")
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    victim = tmp_path / dice.choice(["ledger.db", "ledger.db", "ledger.db-wal", "ledger.db.head"])
    victim.write_bytes(dice.choice([flip, flip, blank, cut])(bytearray(victim.read_bytes()), dice))
    try:
        found = said(tmp_path / "ledger.db")
    except Fault as fault:
        assert fault.code in {"E1001", "E1002"}  # noqa: PT017 - either way out is right
        assert fault.hints  # noqa: PT017 - the same
    else:
        assert found == truth


def without_log(folder: Path) -> None:
    (folder / "ledger.db-wal").unlink()


def old_copy(folder: Path) -> None:
    for beside in ("-wal", "-shm"):
        (folder / f"ledger.db{beside}").unlink(missing_ok=True)


def gone(folder: Path) -> None:
    old_copy(folder)
    (folder / "ledger.db").unlink()


def empty(folder: Path) -> None:
    (folder / "ledger.db").write_bytes(b"")


def stranger(folder: Path) -> None:
    (folder / "ledger.db").write_bytes(b"what was spent: 12 USD\n" * 500)


def statement(text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        raw = sqlite3.connect(folder / "ledger.db")
        raw.executescript(text)
        raw.close()

    change.__name__ = text
    return change


DAMAGE = [
    without_log,
    old_copy,
    gone,
    empty,
    stranger,
    statement(
        "DROP TRIGGER events_stay; UPDATE events SET facts = replace(facts, '100000', '1') WHERE state = 'reserved'"
    ),
    statement("DROP TRIGGER events_remain; DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)"),
    statement("UPDATE purchases SET billed = 1, spent = 1 WHERE billed > 1"),
    statement("UPDATE purchases SET held = 0"),
    statement("DELETE FROM purchases WHERE NOT done"),
    statement("DELETE FROM purchases"),
    statement("PRAGMA application_id = 1"),
    statement("PRAGMA user_version = 0"),
]


@pytest.mark.parametrize("change", DAMAGE, ids=lambda change: change.__name__)
def test_tampering_is_found(tmp_path: Path, filled: Path, change: Callable[[Path], None]) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    change(tmp_path)
    size = (tmp_path / "ledger.db").stat().st_size if change is not gone else None
    assert code_of(lambda: open_ledger(tmp_path / "ledger.db")) == "E1001"
    assert (tmp_path / "ledger.db").exists() is (size is not None), "nothing new stands in its place"
    assert size is None or (tmp_path / "ledger.db").stat().st_size >= size, "it is never emptied"


def test_events_only_grow(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    raw = sqlite3.connect(tmp_path / "ledger.db")
    for change in ("UPDATE events SET at = ''", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="only grow"):
            raw.execute(change)
    raw.close()


def test_damage_while_it_is_open_is_found_by_verify(ledger: Ledger) -> None:
    bring(ledger, "i1", State.COMMITTED)
    raw = sqlite3.connect(ledger.path, isolation_level=None)
    raw.execute("UPDATE purchases SET spent = 0")
    raw.close()
    assert code_of(ledger.verify) == "E1001"


def test_the_way_out_of_lost_events_works(tmp_path: Path, filled: Path) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    old_copy(tmp_path)
    assert code_of(lambda: open_ledger(tmp_path / "ledger.db")) == "E1001"
    (tmp_path / "ledger.db.head").unlink()
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.unfinished()


# --- the machine ------------------------------------------------------------------------------------------------------


def test_a_newer_ledger_is_refused_untouched(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "ledger.db"
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, UPGRADE))
    open_ledger(path).close()
    monkeypatch.undo()
    before = path.read_bytes()
    assert code_of(lambda: open_ledger(path)) == "E1002"
    assert path.read_bytes() == before


def test_a_locked_ledger_says_so(ledger: Ledger) -> None:
    other = sqlite3.connect(ledger.path, isolation_level=None)
    with open_ledger(ledger.path, wait=0.05) as second:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(lambda: reserve(second)) == "E1004"
        other.execute("ROLLBACK")
        assert isinstance(reserve(second), Reservation)
    other.close()


def test_a_full_disk_stops_before_the_purchase(ledger: Ledger) -> None:
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    def fill() -> None:
        for number in range(1000):
            reserve(ledger, f"i{number}", ceilings=())

    assert code_of(fill) == "E1005"
    noted = ledger.verify()
    ledger._connection.execute("PRAGMA max_page_count = 100000")
    assert isinstance(reserve(ledger, "after"), Reservation)
    assert ledger.verify() == noted + 2


UNREADABLE = """
import os, resource, sys
from pathlib import Path
from ledgers import reserve
from filmc.base.fault import Fault
from filmc.produce.ledger.book import open_ledger
path, how = Path(sys.argv[1]), sys.argv[2]
if how == "files":
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
elif os.geteuid() == 0:
    os.seteuid(65534)
try:
    with open_ledger(path) as ledger:
        reserve(ledger)
except Fault as fault:
    print(fault.code)
"""


@pytest.mark.parametrize(("how", "code"), [("files", "E1006"), ("rights", "E1003"), ("new", "E1003")])
def test_what_can_not_be_opened_is_not_called_damaged(tmp_path: Path, how: str, code: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # pytest's own folders are closed to other users
        path = Path(name) / "ledger.db"
        if how != "new":
            with open_ledger(path) as ledger:
                reserve(ledger, "i0")
            path.chmod(0o444)
        before = path.read_bytes() if path.exists() else b""
        Path(name).chmod(0o555)
        ran = python(UNREADABLE, str(path), how)
        Path(name).chmod(0o755)
        assert ran.stdout == f"{code}\n", ran.stderr
        assert (path.read_bytes() if path.exists() else b"") == before


def test_a_ledger_that_vanished_is_not_made_anew(ledger: Ledger) -> None:
    with pytest.raises(sqlite3.OperationalError):
        schema._opened(ledger.path.with_name("gone.db"), 0)
    assert not ledger.path.with_name("gone.db").exists()
