"""The ledger: no step out of order, no ceiling passed, no take bought twice."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from contextlib import closing
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from ledgers import FIVE, NOON, PRICE, balance, bring, code_of, enter, intent, python, reserve, way

from filmc.frontend.value import Money
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
                assert code_of(partial(enter, ledger, ident, after)) == "E1007"
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
        "shot desk may cost 0.15 USD: 0.10 USD are spent or reserved, 0.10 USD more are 0.05 USD too much;"
        " this run may cost 1.00 CNY: 0.712 CNY are spent or reserved, 0.712 CNY more are 0.424 CNY too much"
    )
    assert len(ledger.history()) == 2


def test_scopes_count_what_they_say(ledger: Ledger) -> None:
    for number, (film, run, provider, shot, plan) in enumerate(
        [("a", "1", "x", "s", "p"), ("a", "2", "y", "s", "p"), ("b", "2", "x", "t", "q")]
    ):
        price = Money(10**number, "USD")
        reserve(ledger, f"i{number}", price, (), film=film, run=run, provider=provider, shot=shot, plan=plan)
    counted = [
        (Scope(), 111),
        (Scope(film="a"), 11),
        (Scope(run="2"), 110),
        (Scope(provider="x"), 101),
        (Scope(film="a", shot="s"), 11),
        (Scope(film="b", shot="s"), 0),
        (Scope(plan="p"), 11),
        (Scope(plan="p", provider="y"), 10),
    ]
    assert [(scope, balance(ledger, scope)[1]) for scope, _ in counted] == counted


def test_what_a_ceiling_counts_is_read_from_an_index(ledger: Ledger) -> None:
    scopes = [{"film"}, {"film", "shot"}, {"run"}, {"provider"}, {"run", "provider"}, {"plan", "provider"}]
    with closing(sqlite3.connect(ledger.path)) as raw:
        for scope in scopes:
            where = " AND ".join(f"{name} = 'x'" for name in scope)
            asked = f"SELECT currency, sum(spent), sum(held) FROM purchases WHERE {where} GROUP BY currency"
            [*_, how], *_ = raw.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall()
            assert "USING COVERING INDEX" in how, (scope, how)


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
