"""How buying stops and goes on: interrupted, full disk, cancelled, another process, resumed, settled by the user."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from buyers import ABLE, LONG, SOAK, USD, Hand, agree, hand, offer, paid, short, tmp_path
from emulators import books, faults
from emulators.books import PRICE, Life
from emulators.faults import Fault
from emulators.paid import PaidEmulator

from filmc.base.fault import Fault as Trouble
from filmc.frontend.value import Money
from filmc.produce.buying import again
from filmc.produce.buying import buy as buying
from filmc.produce.buying.again import fetch_again, lost
from filmc.produce.buying.buy import buy
from filmc.produce.buying.cancel import call_off, cancel
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.outcome import Bought, Expired, Failed, Unknown
from filmc.produce.buying.patience import Patience
from filmc.produce.buying.reconcile import GaveUp, Made, NeverMade, reconcile
from filmc.produce.buying.resume import resume
from filmc.produce.buying.runs import folder, holding, in_hand
from filmc.produce.ledger.book import open_ledger
from filmc.produce.ledger.purchase import Intent
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Order
from filmc.produce.register import Register
from filmc.produce.store import Whole

__all__ = ["hand", "paid", "tmp_path"]

ALL = faults.named()


# Interruptions.


def interrupted(hand: Hand, after: int, fault: Fault | None = None) -> None:
    """Buy, and cancel the task at its `after`-th wait of any kind."""

    async def whole(counter: Counter) -> None:
        if fault:
            hand.paid.script("submit", fault)
        task = asyncio.ensure_future(buy(offer(), counter))
        for _ in range(after):
            await asyncio.sleep(0)
            if task.done():
                break
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    hand.do(whole)


@pytest.mark.parametrize(
    "fault", [None, faults.RATE_SECONDS, faults.RATE_UNBILLED, faults.RESET_CHARGED, faults.RESET], ids=str
)
@pytest.mark.parametrize("start", range(4 if SOAK else 1))
def test_an_interrupted_purchase_is_dropped_or_listed(tmp_path: Path, start: int, fault: Fault | None) -> None:
    for after in range(start, 900, 4 if SOAK else 45):
        with PaidEmulator("replay", key_lifetime=LONG) as paid:
            place = tmp_path / f"{after}"
            place.mkdir()
            with Hand(paid, place, ABLE) as hand:
                interrupted(hand, after, fault)
                paid.settled("submit") if paid.seen else None
                agree(paid, hand.ledger)
                charged = paid.charges
                listed = hand.ledger.unfinished()
                done = [purchase for purchase in hand.purchases() if purchase.done]
                assert not any(purchase.state is State.RESERVED for purchase in listed)
                assert fault is faults.RATE_SECONDS or not any(purchase.state is State.INTENT for purchase in listed)
                assert listed or not folder(hand.ledger.path, "run-1").exists()
                assert charged <= len(listed) + len(done)
                paid._scripts["submit"].clear()
                outcome = hand.buy(run="run-2")
                assert isinstance(outcome, Bought) or (isinstance(outcome, Unknown) and fault is faults.RESET)
                assert paid.charges <= 1
                agree(paid, hand.ledger)


def test_an_answer_that_comes_in_the_last_moment_is_heard(hand: Hand) -> None:
    async def whole(counter: Counter) -> None:
        counter.sleep = asyncio.sleep
        true = counter.provider.submit

        async def slow(order: Order) -> Any:
            answer = await true(order)
            task.cancel()
            await asyncio.sleep(0.2)
            return answer

        counter.provider.submit = slow
        task = asyncio.ensure_future(buy(offer(), counter))
        with pytest.raises(asyncio.CancelledError):
            await task

    hand.do(whole)
    [left] = hand.ledger.unfinished()
    assert (left.state, left.facts["job"]) == (State.SUBMITTED, "job-1")


def test_an_adapter_that_breaks_leaves_the_order_listed(hand: Hand) -> None:
    async def whole(counter: Counter) -> None:
        async def broken(_: Order) -> Any:
            raise KeyError("sk-secret")

        counter.provider.submit = broken
        await buy(offer(), counter)

    with pytest.raises(KeyError):
        hand.do(whole)
    [left] = hand.ledger.unfinished()
    assert (left.state, left.facts["reason"]) == (State.UNKNOWN, "the adapter failed: KeyError")


@pytest.mark.parametrize(
    "name", ["reserved", "intent", "submitted", "running", "succeeded", "downloaded", "verified", "committed"]
)
def test_a_full_disk_stops_and_nothing_is_lost(hand: Hand, paid: PaidEmulator, monkeypatch, name: str) -> None:
    monkeypatch.setenv("FILMC_FAILPOINT", f"ledger.before_{name}=enospc")
    with pytest.raises(Trouble) as caught:
        hand.buy()
    assert caught.value.code == ("E1060" if name == "submitted" else "E1005")
    assert "job-1" in caught.value.message or name != "submitted"
    monkeypatch.delenv("FILMC_FAILPOINT")
    agree(paid, hand.ledger)
    hand.do(lambda counter: resume(counter, "run-2"))
    assert isinstance(hand.buy(run="run-2"), Bought)
    assert paid.charges == 1


# Who is at it.


def test_a_run_is_held_by_one_process_and_shared_within_it(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    with holding(ledger, "a/b") as first, holding(ledger, "a/b") as second:
        assert first
        assert second
        with in_hand(ledger, "i") as mine, in_hand(ledger, "i") as another:
            assert (mine, another) == (True, False)
        with in_hand(ledger, "i") as mine:
            assert mine
    assert not folder(ledger, "a/b").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_holds_nothing(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    with holding(ledger, "a"), in_hand(ledger, "i"):
        child = os.fork()
        if not child:
            with holding(ledger, "a") as held:
                os._exit(held)
        assert os.waitpid(child, 0)[1] == 0
        assert (folder(ledger, "a") / "lock").exists()


def held_alone(ledger: Path) -> bool:
    """Hold a run many times over, and see that nobody else ever does meanwhile."""
    mark = ledger.with_name("mark")
    for _ in range(5000 if SOAK else 1000):
        with holding(ledger, "a") as held:
            if held:
                try:
                    os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    return False
                mark.unlink()
    return True


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_run_is_never_held_twice_though_its_lock_comes_and_goes(tmp_path: Path) -> None:
    children = []
    for _ in range(4):
        if child := os.fork():
            children.append(child)
        else:
            os._exit(0 if held_alone(tmp_path / "ledger.db") else 1)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 4


def test_a_run_of_that_name_elsewhere_is_waited_for_and_told(hand: Hand, paid: PaidEmulator, monkeypatch) -> None:
    monkeypatch.setattr("filmc.produce.buying.runs._lock", lambda _handle: False)
    with pytest.raises(Trouble, match="E1061"):
        hand.buy()
    assert sum(hand.slept) > Patience().others
    assert paid.requests["submit"] == 0


def test_an_offer_belongs_to_its_counter(hand: Hand) -> None:
    with pytest.raises(ValueError, match="not bought from"):
        hand.buy(provider="another")
    with pytest.raises(ValueError, match="one line"):
        hand.buy(order_path="/a\n/b")
    assert hand.purchases()[-1].state is State.CANCELLED, "nothing was sent"


def test_another_run_at_it_is_named(hand: Hand, paid: PaidEmulator, monkeypatch) -> None:
    paid.books.life = books.STUCK
    first = hand.buy()
    monkeypatch.setattr(buying, "taking", lambda *_: in_hand(hand.ledger.path, "held"))
    with in_hand(hand.ledger.path, "held"):
        outcome = hand.buy(run="run-2")
    assert outcome == Unknown(first.intent, "run run-1 is at it", "job-1")


# Cancel.

# What the job and the call do → outcome, state, what is kept of the price
CANCELS: list[tuple[str, Life, tuple[Fault, ...], str, State, int]] = [
    ("in time", books.STUCK, (), "Failed", State.CANCELLED, 0),
    ("lost words", books.STUCK, (faults.ERROR_500, faults.RESET), "Failed", State.CANCELLED, 0),
    ("done, words lost", books.STUCK, (faults.RESET_CHARGED,), "Failed", State.CANCELLED, 0),
    ("never clear", books.STUCK, (faults.ERROR_500,) * 9, "Unknown True", State.RUNNING, PRICE),
    ("too late", Life(lasts=10), (), "Unknown True", State.SUCCEEDED, PRICE),
    ("too late, failed", replace(books.FAILED_BILLED, lasts=10), (), "Failed", State.FAILED_BILLED, PRICE),
    ("lost there", books.LOST, (), "Unknown True", State.UNKNOWN, PRICE),
]


@pytest.mark.parametrize("row", CANCELS, ids=lambda row: row[0])
def test_a_job_is_cancelled_as_the_provider_allows(hand: Hand, paid: PaidEmulator, row: Any) -> None:
    _, life, misbehaviour, expected, state, kept = row
    paid.books.life = replace(life, lasts=1e12)
    first = hand.buy()
    assert isinstance(first, Unknown)
    paid.books.jobs["job-1"].life = life
    paid.script("cancel", *misbehaviour)
    outcome = hand.do(lambda counter: cancel(counter, first.intent))
    assert (short(outcome), hand.purchases()[0].state, paid.charged) == (expected, state, kept)
    if state is State.CANCELLED:
        assert isinstance(hand.do(lambda counter: cancel(counter, first.intent)), Failed), "once more changes nothing"
        paid.books.life = Life()
        assert isinstance(hand.buy(run="run-2"), Bought), "and the take may be bought"


def test_calling_off_ends_what_was_not_sent_and_leaves_what_is_made(hand: Hand, paid: PaidEmulator) -> None:
    bought = hand.buy("done")
    paid.script("submit", faults.RESET)
    lost = hand.buy("lost")
    paid.books.life = books.STUCK
    stuck = hand.buy("stuck")
    outcomes = hand.do(lambda counter: call_off(counter, [bought.intent, lost.intent, stuck.intent]))
    assert [short(outcome) for outcome in outcomes] == ["Bought", "Unknown False", "Failed"]
    with pytest.raises(Trouble, match="E1062"):
        hand.do(lambda counter: cancel(counter, "nobody"))


def test_a_provider_that_stops_nothing_is_not_asked(hand: Hand, paid: PaidEmulator) -> None:
    hand.can(cancel=False)
    paid.books.life = books.STUCK
    first = hand.buy()
    outcome = hand.do(lambda counter: cancel(counter, first.intent))
    assert isinstance(outcome, Unknown)
    assert (outcome.reason, paid.requests["cancel"]) == ("this provider stops no job", 0)


@pytest.mark.parametrize("damage", [None, b"/v1/jobs\n{}", b""])
def test_an_order_is_collected_as_it_was_or_not_at_all(hand: Hand, paid: PaidEmulator, damage) -> None:
    hand.can(lookup=False)
    paid.script("submit", faults.RESET_CHARGED)
    hand.buy()
    [order] = folder(hand.ledger.path, "run-1").glob("*.order")
    if damage is not None:
        order.write_bytes(damage)
    outcomes = hand.do(lambda counter: resume(counter, "run-2"))
    sent = 2 if damage is None else 1
    assert [short(outcome) for outcome in outcomes] == ["Bought" if damage is None else "Unknown False"]
    assert (paid.requests["submit"], paid.charges) == (sent, 1)
    order.unlink(missing_ok=True)
    hand.do(lambda counter: resume(counter, "run-3"))
    assert paid.requests["submit"] == sent


# Fetch again.


@pytest.mark.parametrize("found", ["damaged", "gone"])
def test_a_lost_take_comes_back_by_its_job(hand: Hand, paid: PaidEmulator, found) -> None:
    bought = hand.buy()
    place = hand.store.path(bought.digest)
    place.chmod(0o644)
    place.write_bytes(b"rotten") if found == "damaged" else place.unlink()
    assert not isinstance(hand.store.look(bought.digest), Whole)
    before = hand.ledger.history()
    paid.script("file", faults.EXPIRED_403, faults.OTHER_BYTES)
    assert hand.do(lambda counter: fetch_again(counter, bought.intent)) == bought
    assert isinstance(hand.store.look(bought.digest), Whole)
    assert len(hand.store.origins(bought.digest).notes) == 1
    assert (paid.charges, hand.ledger.history()) == (1, before)
    assert not folder(hand.ledger.path, "run-1").exists()


def test_what_has_no_jobs_id_is_not_asked_for(hand: Hand, paid: PaidEmulator, monkeypatch: pytest.MonkeyPatch) -> None:
    bought = hand.buy()
    hand.store.path(bought.digest).unlink()
    monkeypatch.setattr(again, "consult", lambda _: Register(frozenset({bought.digest}), (), (), ()))
    assert [each.intent.id for each in lost(hand.ledger, hand.store)] == [bought.intent]
    (purchase,) = hand.purchases()
    nameless = replace(purchase, facts={name: told for name, told in purchase.facts.items() if name != "job"})
    monkeypatch.setattr(type(hand.ledger), "purchases", lambda _: [nameless])
    monkeypatch.setattr(type(hand.ledger), "purchase", lambda *_: nameless)
    assert lost(hand.ledger, hand.store) == []
    asked = dict(paid.requests)
    hand.do(lambda counter: fetch_again(counter, bought.intent))
    assert dict(paid.requests) == asked


def test_what_the_provider_has_no_longer_stays_lost(hand: Hand, paid: PaidEmulator) -> None:
    bought = hand.buy()
    hand.store.path(bought.digest).unlink()
    paid.books.jobs["job-1"].life = Life(family="image")
    outcome = hand.do(lambda counter: fetch_again(counter, bought.intent))
    assert isinstance(outcome, Unknown), "other bytes are another take"
    paid.books.jobs["job-1"].life = books.LOST
    outcome = hand.do(lambda counter: fetch_again(counter, bought.intent))
    assert outcome == Expired(bought.intent, "the provider has it no longer: lost", "job-1")
    assert not list(hand.store.digests())
    with pytest.raises(Trouble, match="E1062"):
        hand.do(lambda counter: fetch_again(counter, "nobody"))


# Reconcile.


# Whether the lost order was charged, what the user says → outcome, state
ANSWERS: list[tuple[bool, Any, str, State]] = [
    (False, NeverMade(), "Failed", State.FAILED_UNBILLED),
    (False, GaveUp(Money(0, "USD")), "Failed", State.FAILED_UNBILLED),
    (True, GaveUp(USD), "Failed", State.FAILED_BILLED),
    (True, Made("job-1"), "Bought", State.COMMITTED),
    (True, Made("job-9"), "Unknown True", State.UNKNOWN),
    (True, None, "Unknown False", State.UNKNOWN),
]


@pytest.mark.parametrize("row", ANSWERS, ids=str)
def test_the_user_settles_what_nobody_knows(hand: Hand, paid: PaidEmulator, row: Any) -> None:
    charged, answer, expected, state = row
    hand.can(lookup=False, idempotency="none")
    paid.script("submit", faults.RESET_CHARGED if charged else faults.RESET)
    hand.buy()
    asked: list[Any] = []
    outcomes = hand.do(lambda counter: reconcile(counter, lambda question: asked.append(question) or answer))
    assert [short(outcome) for outcome in outcomes] == [expected]
    assert (asked[0].amount, asked[0].job) == (USD, None)
    assert hand.purchases()[0].state is state
    assert paid.requests["submit"] == 1
    last = hand.ledger.history()[-1].facts
    assert last.get("by") == "the user" or state in (State.UNKNOWN, State.COMMITTED)


def test_the_provider_is_asked_before_the_user(hand: Hand, paid: PaidEmulator) -> None:
    paid.script("submit", faults.RESET_CHARGED)
    paid.script("lookup", *[faults.ERROR_500] * 3)
    assert isinstance(hand.buy(), Unknown)
    [outcome] = hand.do(lambda counter: reconcile(counter, lambda _: pytest.fail("not needed")))
    assert isinstance(outcome, Bought)


def test_a_job_is_not_given_to_two_purchases(hand: Hand, paid: PaidEmulator) -> None:
    hand.can(lookup=False, idempotency="none")
    hand.buy("one")
    paid.script("submit", faults.RESET)
    hand.buy("two")
    with pytest.raises(Trouble, match="E1063"):
        hand.do(lambda counter: reconcile(counter, lambda _: Made("job-1")))
    assert [purchase.state for purchase in hand.ledger.unfinished()] == [State.UNKNOWN]


def test_jobs_of_two_providers_may_have_one_name(hand: Hand, paid: PaidEmulator) -> None:
    hand.can(lookup=False, idempotency="none")
    paid.script("submit", faults.RESET_CHARGED)
    hand.buy("one")
    other = Intent("other", "other.take.1", "film", "run", "another provider")
    hand.ledger.reserve(other, USD, (), at=hand.now())
    for state in (State.INTENT, State.SUBMITTED):
        hand.ledger.record("other", state, at=hand.now(), key="k", request="r", job="job-1")
    [outcome] = hand.do(lambda counter: reconcile(counter, lambda _: Made("job-1")))
    assert isinstance(outcome, Bought)


def test_resume_brings_everything_as_far_as_it_goes(hand: Hand, paid: PaidEmulator, tmp_path: Path) -> None:
    paid.books.life = books.STUCK
    hand.buy("stuck")
    paid.books.jobs["job-1"].life = Life()
    paid.script("submit", faults.RESET_CHARGED)
    paid.script("lookup", *[faults.ERROR_500] * 3)
    paid.books.life = Life()
    hand.buy("lost")
    with open_ledger(tmp_path / "ledger.db") as other:
        assert len(other.unfinished()) == 2
    outcomes = hand.do(lambda counter: resume(counter, "run-2"))
    assert [short(outcome) for outcome in outcomes] == ["Bought", "Bought"]
    assert {event.facts.get("by") for event in hand.ledger.history()} == {None, "run-2"}
    assert hand.do(lambda counter: resume(counter, "run-3")) == []
    assert paid.requests["submit"] == 2
