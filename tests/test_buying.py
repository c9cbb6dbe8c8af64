"""The law of buying, case by case: what was sent, what was charged, what the ledger says; the provider's books judge."""

from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from buyers import ABLE, BEHAVIOURS, LONG, SOAK, USD, Hand, agree, hand, offer, paid, short, tmp_path
from emulators import books, faults, media
from emulators.adapter import PATIENT, PaidProvider
from emulators.books import PRICE, Life
from emulators.faults import Fault, Wire
from emulators.paid import PaidEmulator

from filmc.base.fault import Fault as Trouble
from filmc.frontend.value import Money
from filmc.produce.buying.age import Tick, age, tick
from filmc.produce.buying.buy import buy
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.outcome import Bought, Expired, Failed, OverCeiling, Refused, Unknown
from filmc.produce.buying.patience import Patience
from filmc.produce.buying.resume import resume
from filmc.produce.buying.runs import folder
from filmc.produce.ledger.budget import Ceiling, Scope
from filmc.produce.ledger.states import State
from filmc.produce.protocol import base
from filmc.produce.protocol.base import Abilities, Handle, Known, Order
from filmc.produce.store import Whole

__all__ = ["hand", "paid", "tmp_path"]

NOTHING = Money(0, "USD")
ALL = faults.named()


# The law of the submit: fault → for each behaviour of keys (none, replay, reject, expire) the outcome and how often the
# order was sent; where one pair stands, it holds for all. Each charges once at most. `lost` is what can not be known.
LOST_CHARGED = [
    "RESET_CHARGED",
    "CLOSE_CHARGED",
    "SILENT_CHARGED",
    "CUT",
    "CHUNKS_CUT",
    "RESET_HALFWAY",
    "UNFRAMED_CUT",
    "DRIP",
    "ENDLESS",
    "ERROR_500_CHARGED",
    "ERROR_502_CHARGED",
    "PAGE_200",
    "EMPTY_200",
    "NO_JOB",
    "NULL_JOB",
    "LIST_200",
    "DEEP_200",
    "NOT_UTF8",
    "TRUNCATED",
    "HUGE_REPLY",
    "GZIP_BOMB",
    "GZIP_LIE",
    "UNKNOWN_PACKING",
    "REDIRECT_302_CHARGED",
    "ERROR_504_CHARGED",
    "IN_PROGRESS",
]
LOST_UNCHARGED = [
    "RESET_UNREAD",
    "RESET",
    "CLOSE",
    "SILENT",
    "ERROR_500",
    "ERROR_502",
    "ERROR_504",
    "ERROR_599",
    "REQUEST_TIMEOUT",
    "REDIRECT_BARE",
    "FAILURE_INSIDE_UNKNOWN",
    "CONFLICT",
]
LATER = [
    "RATE_BARE",
    "RATE_SECONDS",
    "RATE_FRACTION",
    "RATE_DATE",
    "RATE_PAST_DATE",
    "RATE_MILLISECONDS",
    "RATE_BODY",
    "RATE_BODY_TEXT",
    "RATE_NEGATIVE",
    "RATE_GARBAGE",
    "RATE_BOTH",
]
NEVER = [
    "NO_MONEY_402",
    "NO_MONEY_429",
    "NO_MONEY_200",
    "BAD_KEY",
    "FORBIDDEN",
    "BAD_REQUEST",
    "INVALID",
    "NOT_FOUND",
    "GONE",
    "TOO_LARGE",
    "HOSTILE",
    "FAILURE_INSIDE",
    "MODERATED",
    "REDIRECT_307",
]
TRIES = Patience().submits
COLLECTS = Patience().collects
Row = tuple[tuple[str, int], ...]


def alike(outcome: str, sent: int) -> Row:
    return ((outcome, sent),) * 4


FOUND: dict[str, Row] = {
    "": alike("Bought", 1),
    "GZIPPED": alike("Bought", 1),
    **dict.fromkeys(LOST_CHARGED, alike("Bought", 1)),  # found by our reference
    **dict.fromkeys(LOST_UNCHARGED, alike("Unknown False", 1)),
    **dict.fromkeys(LATER, (("Refused", 1), *alike("Bought", 2)[1:])),
    **dict.fromkeys(NEVER, alike("Refused", 1)),
    "RATE_HUGE": alike("Unknown False", 1),
    "RATE_UNBILLED": alike("Bought", 2),
    "MODERATED_BILLED": alike("Failed", 1),
    # The emulator remembers a 5xx with its key, as some do: it is replayed, or the key is used up.
    **dict.fromkeys(
        ("ERROR_503", "ERROR_529"), (("Refused", 1), ("Refused", TRIES), ("Unknown False", 2), ("Refused", TRIES))
    ),
    "ERROR_503_CHARGED": (("Bought", 1), ("Bought", TRIES), ("Bought", 2), ("Bought", TRIES)),
    "ERROR_503_UNBILLED": (("Bought", 2), ("Refused", TRIES), ("Unknown False", 2), ("Refused", TRIES)),
}
"""With a provider that can be asked for an order by our reference."""
LOST_FOR_GOOD: dict[str, Row] = {
    **FOUND,
    **dict.fromkeys([*LOST_CHARGED, *LOST_UNCHARGED], alike("Unknown False", 1)),
    **dict.fromkeys(LATER, (("Unknown False", 1), *alike("Bought", 2)[1:])),
    # With a wait under a key that is replayed, the first answer is collected; here it is the same again.
    **dict.fromkeys(
        ("ERROR_504_CHARGED", "IN_PROGRESS"),
        (("Unknown False", 1), ("Unknown False", 1 + COLLECTS), ("Unknown False", 1), ("Unknown False", 1 + COLLECTS)),
    ),
    **dict.fromkeys(
        ("ERROR_503", "ERROR_529", "ERROR_503_CHARGED"),
        (("Unknown False", 1), ("Unknown False", TRIES), ("Unknown False", 2), ("Unknown False", TRIES)),
    ),
}
"""With a provider that can not."""
OF_QUESTIONS = {
    name for name in ALL if name.startswith(("REDIRECT_", "EXPIRED_")) or name.endswith(("_AS_MEDIA", "_FILE"))
} | {
    "PICTURE_AS_FILM",
    "OTHER_BYTES",
    "ODD_WORD",
    "NO_WORD",
}


def test_every_fault_of_a_submit_is_in_the_table() -> None:
    assert set(FOUND) == set(LOST_FOR_GOOD)
    assert set(ALL) - set(FOUND) <= OF_QUESTIONS


@dataclass
class HastyAtSubmit(PaidProvider):
    """Loses patience with what never ends, at the submit only."""

    async def submit(self, order: Order) -> Any:
        self.transport._limits = replace(PATIENT, read=0.3, whole=0.4)
        try:
            return await super().submit(order)
        finally:
            self.transport._limits = PATIENT


def hastily(hand: Hand, take: str) -> Any:
    def work(counter: Counter) -> Any:
        return buy(offer(take), replace(counter, provider=HastyAtSubmit(**vars(counter.provider))))

    return hand.do(work)


@pytest.mark.parametrize("lookup", [True, False])
@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_the_law_of_the_submit(behaviour, lookup, tmp_path) -> None:
    table = FOUND if lookup else LOST_FOR_GOOD
    abilities = Abilities(behaviour, LONG, lookup=lookup)
    with PaidEmulator(behaviour, key_lifetime=LONG) as paid, Hand(paid, tmp_path, abilities) as hand:
        for name, row in table.items():
            before, sent = paid.charges, paid.requests["submit"]
            paid.script("submit", *([ALL[name]] if name else []))
            endless = name and ALL[name].wire in (Wire.SILENT, Wire.DRIP)
            outcome = hastily(hand, name) if endless else hand.buy(name)
            assert (short(outcome), paid.requests["submit"] - sent) == row[BEHAVIOURS.index(behaviour)], (name, outcome)
            assert paid.charges - before == (
                name in LOST_CHARGED or short(outcome) in ("Bought", "Failed") or name == "ERROR_503_CHARGED"
            ), name
        agree(paid, hand.ledger)
        tries = [body for line, headers, body in paid.seen if line.startswith("POST")]
        keys = [headers["idempotency-key"] for line, headers, _ in paid.seen if line.startswith("POST")]
        assert len(set(keys)) == len(table) - 1, "a key for each intent (one request was not read)"
        assert len(set(zip(keys, tries, strict=True))) == len(set(keys)), "the same body with it every time"


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_a_lost_answer_is_no_new_order(behaviour: str, tmp_path: Path) -> None:
    """Twelve kinds of not knowing, nothing to look it up with: bought again or resumed, nothing is sent blindly."""
    twelve = ["RESET_UNREAD", *LOST_UNCHARGED[1:7], *LOST_CHARGED[:2], "CUT", "NO_JOB", "ERROR_500_CHARGED"]
    with PaidEmulator(behaviour) as paid, Hand(paid, tmp_path, Abilities(behaviour)) as hand:
        for name in twelve:
            paid.script("submit", ALL[name])
            first = hastily(hand, name)
            if behaviour not in ("replay", "expire"):
                assert hand.buy(name, "run-2") == first, name
        assert paid.requests["submit"] == len(twelve)
        agree(paid, hand.ledger)
        assert len(hand.ledger.unfinished()) == len(twelve)


# What a provider answers one after another → outcome without and with a list of orders (in which there is none)
LATER_WORDS: list[tuple[list[Any], str, str]] = [
    ([base.Refused("busy", "503"), base.Refused("auth", "401")], "Unknown False", "Refused"),
    (
        [base.Refused("busy", "503"), base.Refused("rate", "429", billed=NOTHING), base.NotSent("no")],
        "Unknown False",
        "Unknown False",
    ),
    ([base.Refused("busy", "503"), base.Duplicate("422")], "Unknown False", "Unknown False"),
    ([base.Refused("busy", "503"), base.Unknown("500")], "Unknown False", "Unknown False"),
    ([base.NotSent("no"), base.Refused("auth", "401")], "Refused", "Refused"),
    ([base.Refused("rate", "429", billed=NOTHING), base.Refused("request", "400")], "Refused", "Refused"),
    ([base.Unknown("504", 3.0), base.Refused("request", "404")], "Unknown False", "Refused"),
    ([base.Unknown("504", 3.0), base.Refused("content", "no")], "Refused", "Refused"),
    ([base.Unknown("504", 3.0), base.Refused("auth", "401"), base.NotSent("no")], "Unknown False", "Unknown False"),
]


@pytest.mark.parametrize("row", LATER_WORDS, ids=str)
def test_a_later_answer_does_not_wipe_out_a_doubt(hand: Hand, row: Any) -> None:
    answers, *expected = row

    def speaking(counter: Counter) -> Any:
        said = iter([*answers, *[answers[-1]] * 9])

        async def submit(_order: Order) -> Any:
            return next(said)

        counter.provider.submit = submit
        return buy(offer(f"take-{hand.abilities.lookup}"), counter)

    assert [short(hand.can(lookup=lookup).do(speaking)) for lookup in (False, True)] == expected


def test_what_never_left_is_sent_later_or_dropped(hand: Hand, paid: PaidEmulator) -> None:
    closed = before_a_shut_door(hand)
    outcome = closed.buy()
    assert isinstance(outcome, Failed)
    assert (outcome.billed.micros, paid.requests["submit"]) == (0, 0)
    assert len(closed.slept) == TRIES - 1
    assert closed.slept == sorted(closed.slept), "the pauses grow"
    assert isinstance(hand.buy(), Bought), "the take is free again"


def before_a_shut_door(hand: Hand) -> Hand:
    """A hand on the same ledger, with nobody at the other end."""

    class Shut:
        url = "http://127.0.0.1:1"
        clock = hand.paid.clock

    other = Hand(Shut(), hand.folder, hand.abilities, direct=False)
    other.ledger, other.store = hand.ledger, hand.store
    return other


# How a job ends → outcome, its ledger's last state; all charged once.
ENDS: list[tuple[Life, str, State]] = [
    *[(Life(begins=word), "Bought", State.COMMITTED) for word in books.RUNNING_WORDS],
    *[(Life(end=word), "Bought", State.COMMITTED) for word in books.SUCCESS_WORDS],
    *[(Life(end=word), "Failed", State.FAILED_BILLED) for word in books.FAILURE_WORDS],
    (books.FAILED_UNBILLED, "Failed", State.FAILED_UNBILLED),
    (books.MODERATED_AT_END, "Failed", State.FAILED_BILLED),
    (replace(books.MODERATED_AT_END, refund=True), "Failed", State.FAILED_UNBILLED),
    (books.EMPTY_SUCCESS, "Expired", State.EXPIRED),
    (books.EMPTY_URL, "Expired", State.EXPIRED),
    (books.EXPIRED, "Failed", State.FAILED_UNBILLED),
    (replace(books.EXPIRED, refund=False), "Expired", State.EXPIRED),
    (books.CANCELLED_THERE, "Failed", State.CANCELLED),
    (books.LOST, "Unknown True", State.UNKNOWN),
    (books.STUCK, "Unknown True", State.RUNNING),
    (Life(begins="marinating", lasts=1e12), "Unknown True", State.SUBMITTED),
    (Life(end="evaporated"), "Unknown True", State.RUNNING),
    *[(Life(family=family), "Bought", State.COMMITTED) for family in ("image", "audio")],
]


def test_every_end_of_a_job_ends_the_purchase(hand: Hand, paid: PaidEmulator) -> None:
    for number, (life, expected, state) in enumerate(ENDS):
        paid.books.life = life
        outcome = hand.buy(f"take-{number}", family=life.family)
        assert (short(outcome), hand.purchases()[-1].state) == (expected, state), life
        again = hand.buy(f"take-{number}", family=life.family, run="run-2")
        free = state in (State.FAILED_UNBILLED, State.CANCELLED)
        assert free or short(again) == expected, (life, again)
        assert free or paid.requests["submit"] == paid.charges
        agree(paid, hand.ledger)
    assert max(hand.slept) <= Patience().longest * 1.25
    assert sum(step.state is State.COMMITTED for step in hand.told) == sum(row[1] == "Bought" for row in ENDS)


def test_a_bill_that_is_not_told_is_supposed_or_asked_for(hand: Hand, paid: PaidEmulator) -> None:
    silent = Otherwise(hand, None)
    assert isinstance(outcome := silent.buy("told-1"), Bought)
    assert (outcome.billed, hand.purchases()[-1].facts["bill"]) == (USD, "supposed")
    paid.books.life = books.FAILED_BILLED
    assert isinstance(silent.buy("told-2"), Unknown), "a failure may have cost"
    assert hand.ledger.unfinished()[0].held == PRICE


def test_a_bill_in_a_currency_without_a_rate_is_not_overlooked(hand: Hand, paid: PaidEmulator) -> None:
    foreign = Otherwise(hand, "EUR")
    assert foreign.buy("a", price=USD).billed == USD
    assert hand.purchases()[-1].facts["said"] == "billed 0.10 EUR"
    paid.books.life = books.FAILED_BILLED
    failed = foreign.buy("b")
    assert isinstance(failed, Unknown)
    assert "0.10 EUR" in failed.reason
    for take, lookup in (("c", True), ("c2", False)):
        foreign.can(lookup=lookup)
        paid.script("submit", faults.MODERATED_BILLED)
        refused = foreign.buy(take)
        assert isinstance(refused, Unknown)
        assert "0.10 EUR" in refused.reason
    paid.script("submit", replace(faults.MODERATED_BILLED, performs=False))
    assert isinstance(foreign.can(lookup=True).buy("c3"), Unknown), "what it says of money goes before its list"
    paid.books.life = books.FAILED_UNBILLED
    assert isinstance(foreign.buy("d"), Failed), "nothing is nothing in any currency"


class Otherwise(Hand):
    """A provider that bills in another currency, or (None) does not tell what it bills."""

    def __init__(self, hand: Hand, currency: str | None) -> None:
        super().__init__(hand.paid, hand.folder, hand.abilities)
        self.ledger, self.store, self.currency = hand.ledger, hand.store, currency

    def provider(self) -> PaidProvider:
        provider = super().provider()
        for name in ("poll", "submit"):
            setattr(provider, name, self.said_otherwise(getattr(provider, name)))
        return provider

    def said_otherwise(self, honest: Any) -> Any:
        async def ask(what: Any) -> Any:
            answer = await honest(what)
            billed = getattr(answer, "billed", None)
            return (
                replace(answer, billed=self.currency and billed._replace(currency=self.currency)) if billed else answer
            )

        return ask


QUESTIONS = [
    "RESET_UNREAD",
    "RESET",
    "CLOSE",
    "CUT",
    "CHUNKS_CUT",
    "RESET_HALFWAY",
    "ERROR_500",
    "ERROR_502",
    "ERROR_504",
    "BAD_KEY",
    "PAGE_200",
    "EMPTY_200",
    "ODD_WORD",
    "NO_WORD",
]


def test_a_failed_question_is_asked_again(hand: Hand, paid: PaidEmulator) -> None:
    paid.script("poll", *[ALL[name] for name in QUESTIONS[:7]], faults.Fault(), *[ALL[name] for name in QUESTIONS[7:]])
    assert isinstance(hand.buy(), Bought)
    assert paid.charges == 1


def test_a_provider_that_says_nothing_any_more_keeps_the_purchase(hand: Hand, paid: PaidEmulator) -> None:
    paid.script("poll", *[faults.ERROR_500] * Patience().unclear)
    assert short(hand.buy()) == "Unknown True"
    assert isinstance(hand.buy(run="run-2"), Bought), "and it is found where it was left"
    assert paid.requests["submit"] == 1


GONE = [faults.EXPIRED_403, faults.EXPIRED_404, faults.EXPIRED_410]
FILES: list[tuple[str, list[Fault], str, State]] = [
    *[("one dead address", [fault], "Bought", State.COMMITTED) for fault in GONE],
    ("two of them", GONE[:2], "Bought", State.COMMITTED),
    ("all", GONE * 2, "Expired", State.EXPIRED),
    *[
        (name, [ALL[name]], "Bought", State.COMMITTED)
        for name in [
            "CUT",
            "CHUNKS_CUT",
            "UNFRAMED_CUT",
            "RESET_HALFWAY",
            "SHORTER_FILE",
            "OTHER_BYTES",
            "PAGE_AS_MEDIA",
            "ERROR_AS_MEDIA",
            "EMPTY_FILE",
            "PICTURE_AS_FILM",
            "PLAYLIST_AS_MEDIA",
            "PACKED_FILE",
            "ERROR_500",
            "RATE_SECONDS",
            "ENDLESS",
        ]
    ],
    *[
        (f"{name} for ever", [ALL[name]] * 9, "Failed", State.FAILED_BILLED)
        for name in [
            "PAGE_AS_MEDIA",
            "ERROR_AS_MEDIA",
            "PICTURE_AS_FILM",
            "PLAYLIST_AS_MEDIA",
            "EMPTY_FILE",
            "SHORTER_FILE",
            "UNFRAMED_CUT",
        ]
    ],
    ("no server for ever", [faults.ERROR_502] * 9, "Unknown True", State.SUCCEEDED),
    ("another host", [faults.REDIRECT_UNDECLARED], "Unknown True", State.SUCCEEDED),
]


@pytest.mark.parametrize("row", FILES, ids=lambda row: row[0])
def test_only_the_right_file_comes_in_and_no_paid_one_is_lost(hand: Hand, paid: PaidEmulator, row: Any) -> None:
    _, misbehaviour, expected, state = row
    paid.script("file", *misbehaviour)
    outcome = hand.buy()
    assert (short(outcome), hand.purchases()[0].state) == (expected, state)
    paid._scripts["file"].clear()
    again = hand.buy(run="run-2")
    assert short(again) == (expected if expected != "Unknown True" else "Bought")
    assert paid.requests["submit"] == paid.charges == 1
    if isinstance(again, Bought):
        assert isinstance(hand.store.look(again.digest), Whole)
        assert hand.store.path(again.digest).read_bytes() == media.mp4()
        assert len(hand.store.origins(again.digest).notes) == 1
    else:
        assert not list(hand.store.digests())
    kept = list(hand.store.quarantine.glob("*"))
    assert bool(kept) == (expected == "Failed"), kept
    assert not folder(hand.ledger.path, "run-1").exists(), "nothing lies about"


def test_an_address_may_die_between_any_two_questions(tmp_path: Path) -> None:
    with PaidEmulator("none", result_lifetime=0.0) as paid, Hand(paid, tmp_path, ABLE) as hand:
        assert isinstance(hand.buy(), Expired)
        agree(paid, hand.ledger)
        paid.books.result_lifetime = 100.0
        assert isinstance(hand.buy(), Expired), "never bought again by itself"
        assert paid.charges == 1


def test_a_file_that_can_not_be_decoded_is_kept_aside(hand: Hand, paid: PaidEmulator) -> None:
    hand.check = lambda path, kind: f"{path.name[-5:]} {kind}: no frame in it"
    outcome = hand.buy()
    assert isinstance(outcome, Failed)
    assert "no frame in it" in outcome.reason
    assert outcome.billed == USD
    [kept] = hand.store.quarantine.iterdir()
    assert kept.read_bytes() == media.mp4()
    assert str(kept) in outcome.reason
    assert paid.requests["file"] == 2, "the same bytes twice are no accident"
    assert hand.buy(run="run-2") == outcome
    assert paid.charges == 1


@pytest.mark.parametrize("damage", [None, b"", b"rotten"])
def test_a_machine_that_can_not_tell_leaves_the_file(hand: Hand, paid: PaidEmulator, damage) -> None:
    def no_ffmpeg(_path: Path, _kind: str) -> str | None:
        raise Trouble("E0901", "no ffmpeg", "install it")

    hand.check = no_ffmpeg
    with pytest.raises(Trouble, match="E0901"):
        hand.buy()
    assert hand.purchases()[0].state is State.DOWNLOADED
    [file] = folder(hand.ledger.path, "run-1").glob("*.media")
    if damage is not None:
        file.write_bytes(damage)
    looked: list[bytes] = []
    hand.check = lambda path, _kind: looked.append(path.read_bytes())
    assert isinstance(hand.buy(run="run-2"), Bought)
    assert looked == [media.mp4()], "what was damaged here is no fault of the provider"
    assert (paid.requests["submit"], paid.requests["file"]) == (1, 1 + (damage is not None))


def test_another_kind_of_media_is_not_what_was_ordered(hand: Hand, paid: PaidEmulator) -> None:
    paid.books.life = Life(family="image")
    assert isinstance(outcome := hand.buy(), Failed)
    assert "image/png" in outcome.reason
    assert [path.read_bytes() for path in hand.store.quarantine.iterdir()] == [media.png()]


# A wait that is asked for → the seconds that no request may come earlier.
WAITS = {
    "RATE_SECONDS": 30,
    "RATE_FRACTION": 1.5,
    "RATE_DATE": 30,
    "RATE_PAST_DATE": 0,
    "RATE_MILLISECONDS": 2.5,
    "RATE_BODY": 12,
    "RATE_BODY_TEXT": 7,
    "RATE_NEGATIVE": 0,
    "RATE_GARBAGE": 0,
    "RATE_BOTH": 40,
    "ERROR_503": 5,
}


@pytest.mark.parametrize("call", ["submit", "poll", "file", "lookup"])
def test_no_request_comes_earlier_than_asked(call: str, hand: Hand, paid: PaidEmulator) -> None:
    moments: list[tuple[str, float]] = []
    true = paid.answer

    def noting(kind: str, *rest: Any) -> Any:
        moments.append((kind, paid.clock.now))
        return true(kind, *rest)

    paid.answer = noting
    for name, seconds in WAITS.items():
        if call == "submit" and name == "ERROR_503":
            continue  # replayed with its key, again and again: the law's table has it
        moments.clear()
        paid.clock.now = faults.EPOCH  # what the dates are meant from
        if call == "lookup":
            paid.script("submit", faults.RESET_CHARGED)
        paid.script(call, ALL[name])
        assert isinstance(hand.buy(name), Bought)
        refused = next(index for index, (kind, _) in enumerate(moments) if kind == call)
        then, after = moments[refused][1], moments[refused + 1][1]
        earliest = faults.EPOCH + seconds if name == "RATE_DATE" else then + seconds
        assert earliest <= after <= earliest + Patience().lookups[-1] + 10, (name, moments)


@pytest.mark.parametrize("call", ["submit", "poll", "file"])
def test_who_asks_for_too_much_is_not_waited_for(call: str, hand: Hand, paid: PaidEmulator) -> None:
    paid.script(call, faults.RATE_HUGE)
    outcome = hand.buy()
    assert isinstance(outcome, Unknown), outcome
    assert "1000000000 seconds" in outcome.reason
    assert sum(hand.slept) < Patience().asked
    assert (outcome.job is None) == (call == "submit")


def test_a_key_is_trusted_for_half_of_its_life(tmp_path: Path) -> None:
    """A provider that forgets keys after a minute: what it asks us to wait is too long for the same key."""
    with PaidEmulator("expire", key_lifetime=60) as paid, Hand(paid, tmp_path, Abilities("expire", 60)) as hand:
        paid.script("submit", faults.RATE_BODY)
        assert isinstance(hand.buy("quick"), Bought)
        paid.script("submit", faults.RATE_BOTH)
        assert isinstance(hand.buy("slow"), Unknown)
        assert paid.requests["submit"] == 3
        agree(paid, hand.ledger)


def test_a_key_that_may_expire_at_any_time_is_not_trusted(hand: Hand, paid: PaidEmulator) -> None:
    hand.can(idempotency="expire", key_lifetime=None, lookup=False)
    paid.script("submit", faults.RATE_SECONDS)
    assert isinstance(hand.buy(), Unknown)
    assert paid.requests["submit"] == 1


def test_the_age_of_a_key_is_known_only_within_one_start_of_the_machine() -> None:
    then = Tick("a", 10.0)
    assert age(then.written(), Tick("a", 70.5)) == 60.5
    assert age(then.written(), Tick("b", 70.5)) is None
    assert age(then.written(), Tick("a", 9.0)) is None
    assert age("", then) is None
    assert 0 <= (age(tick().written(), tick()) or -1) + 0.001 < 5


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_several_jobs_under_one_key_are_seen(behaviour: str, hand: Hand, paid: PaidEmulator) -> None:
    hand.can(idempotency=behaviour)
    paid.script("submit", faults.RESET_CHARGED)

    def doubled(counter: Counter) -> Any:
        true = counter.provider.lookup

        async def lookup(reference: str, path: str) -> Any:
            found = await true(reference, path)
            return Known((*found.handles, Handle("emulator", "job-7")))

        counter.provider.lookup = lookup
        return buy(offer(), counter)

    assert isinstance(hand.do(doubled), Bought)
    assert hand.purchases()[0].facts["others"] == "job-7"


# Money.


def test_a_hundred_at_once_stop_at_the_ceiling(paid: PaidEmulator, tmp_path: Path) -> None:
    ceiling = Ceiling(Scope(film="kitchen"), Money(5_000_000, "USD"))
    with Hand(paid, tmp_path, ABLE, [ceiling]) as hand:

        async def all_of_them(counter: Counter) -> Any:
            return await asyncio.gather(*(buy(offer(f"t{number}"), counter) for number in range(100)))

        outcomes = hand.do(all_of_them)
        assert sum(isinstance(outcome, Bought) for outcome in outcomes) == 50
        assert sum(isinstance(outcome, OverCeiling) for outcome in outcomes) == 50
        assert (paid.charges, paid.requests["submit"]) == (50, 50)
        agree(paid, hand.ledger)


def test_several_threads_stop_at_the_ceiling_together(paid: PaidEmulator, tmp_path: Path) -> None:
    with Hand(paid, tmp_path, ABLE, [Ceiling(Scope(provider="emulator"), Money(20 * PRICE, "USD"))]) as hand:
        with ThreadPoolExecutor(8) as threads:
            outcomes = list(threads.map(hand.buy, [f"t{number}" for number in range(40)]))
        assert sum(isinstance(outcome, Bought) for outcome in outcomes) == paid.charges == 20
        agree(paid, hand.ledger)


def test_the_same_take_at_once_is_bought_once(hand: Hand, paid: PaidEmulator) -> None:
    async def all_of_them(counter: Counter) -> Any:
        return await asyncio.gather(*(buy(offer(run=f"run-{number % 3}"), counter) for number in range(20)))

    outcomes = hand.do(all_of_them)
    assert len(set(outcomes)) == 1
    assert isinstance(outcomes[0], Bought)
    assert (paid.charges, len(hand.purchases())) == (1, 1)


@pytest.mark.parametrize("factor", [0.2, 0.5, 0.999, 1.001, 2, 5])
def test_a_wrong_estimate_stops_the_next_purchase_not_this_one(
    factor: float, paid: PaidEmulator, tmp_path: Path
) -> None:
    limit = 6 * PRICE
    guess = Money(int(PRICE / factor), "USD")
    with Hand(paid, tmp_path, ABLE, [Ceiling(Scope(), Money(limit, "USD"))]) as hand:
        outcomes: list[Any] = []
        while not outcomes or isinstance(outcomes[-1], Bought):
            outcomes.append(hand.buy(f"t{len(outcomes)}", price=guess))
        assert isinstance(outcomes[-1], OverCeiling)
        spent = paid.charged
        assert spent + guess.micros > limit
        assert spent <= limit - guess.micros + PRICE, "never more than the last one's surprise"
        assert all(purchase.overrun == PRICE - guess.micros for purchase in hand.purchases())
        assert any("above the estimate" in step.said for step in hand.told) == (factor > 1)
        agree(paid, hand.ledger)
        assert isinstance(hand.buy("t0", run="run-2", price=guess), Bought), "what is bought stays so"


# Clocks.


@pytest.mark.parametrize("seed", range(30 if SOAK else 6))
def test_a_clock_that_jumps_changes_nothing(seed: int, paid: PaidEmulator, tmp_path: Path) -> None:
    dice = random.Random(seed)
    with Hand(paid, tmp_path, ABLE) as hand:
        true = hand.now

        def jumping() -> Any:
            hand.drift = dice.choice([-7200.0, 63_072_000.0, 0.0, -63_072_000.0, 3600.0])
            return true()

        hand.now = jumping
        paid.script(
            "submit", *dice.choices([faults.RATE_SECONDS, faults.RESET_CHARGED, faults.ERROR_503_UNBILLED], k=1)
        )
        outcome = hand.buy()
        assert isinstance(outcome, Bought | Refused)
        assert hand.buy(run="run-2") == outcome or isinstance(outcome, Refused)
        assert paid.charges <= 1 or isinstance(outcome, Refused)
        assert sum(hand.slept) < 300
        assert isinstance(hand.do(lambda counter: resume(counter, "run-3")), list)
        agree(paid, hand.ledger)
