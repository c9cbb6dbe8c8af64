"""For the tests of buying: a counter on a clock that only sleeping moves, offers, the oracle's verdict, and fixtures."""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections import Counter as Tally
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest
from emulators.adapter import KEY as SECRET
from emulators.adapter import PATIENT, PaidProvider, numeric
from emulators.books import PRICE
from emulators.direct import Direct
from emulators.paid import PaidEmulator

from filmc.frontend.value import Money
from filmc.produce.buying.age import Tick
from filmc.produce.buying.buy import buy
from filmc.produce.buying.counter import Counter, Step
from filmc.produce.buying.offer import Offer
from filmc.produce.buying.outcome import Bought, Outcome, Unknown
from filmc.produce.buying.patience import Patience
from filmc.produce.ledger.book import Ledger, open_ledger
from filmc.produce.ledger.budget import NO_RATES, Ceiling
from filmc.produce.ledger.purchase import Purchase
from filmc.produce.protocol.base import Abilities
from filmc.produce.protocol.http import Site, Transport, bearer
from filmc.produce.store import Store

SOAK = bool(os.environ.get("FILMC_SOAK"))
BEHAVIOURS = ("none", "replay", "reject", "expire")
USD = Money(PRICE, "USD")
LONG = 7200
"""Lifetime of a key where a test is not about it."""
ABLE = Abilities("replay", LONG, lookup=True, cancel=True)


def offer(take: str = "take-1", run: str = "run-1", **named: Any) -> Offer:
    body = json.dumps({"prompt": f"what {take} shows"}).encode()
    terms = {"film": "kitchen", "provider": "emulator", "shot": "desk", "model": "m1", "price": USD, "family": "video"}
    return Offer(
        **{"take": take, "order_path": "/v1/jobs", "body": body, "run": run, "note": {"seed": "7"}, **terms, **named}
    )


@dataclass
class Hand:
    """A counter in front of an emulator, its provider open only while `asyncio` runs. `slept` is what was waited."""

    paid: Any
    folder: Path
    abilities: Abilities = ABLE
    ceilings: Sequence[Ceiling] = ()
    patience: Patience = field(default_factory=Patience)
    check: Callable[[Path, str], str | None] = lambda _path, _kind: None
    direct: bool = not SOAK
    """Without a network: quick, and the same."""
    slept: list[float] = field(default_factory=list)
    told: list[Step] = field(default_factory=list)
    drift: float = 0.0
    """Seconds by which the wall clock is wrong."""

    def __enter__(self) -> Self:
        self.ledger = open_ledger(self.folder / "ledger.db")
        self.store = Store(self.folder / "store")
        return self

    def __exit__(self, *_: object) -> None:
        self.ledger.close()
        self.store.close()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.paid.clock.advance(seconds)
        await asyncio.sleep(0)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.paid.clock.now + self.drift, UTC)

    def provider(self) -> PaidProvider:
        return PaidProvider(self.way(), self.abilities, self.paid)

    def way(self) -> Any:
        if self.direct:
            return Direct(self.paid, PATIENT)
        site = Site(self.paid.url, frozenset({"localhost"}), local=True)
        return Transport(site, bearer(SECRET), PATIENT, numeric)

    def counter(self, provider: Any) -> Counter:
        return Counter(
            self.ledger,
            self.store,
            provider,
            self.ceilings,
            NO_RATES,
            self.now,
            self.sleep,
            self.told.append,
            self.check,
            self.patience,
            lambda: Tick("test", self.paid.clock.now),
        )

    def do(self, work: Callable[[Counter], Awaitable[Any]]) -> Any:
        """Do `work` at the counter, in an event loop of its own."""

        async def whole() -> Any:
            provider = self.provider()
            try:
                return await work(self.counter(provider))
            finally:
                await provider.transport.close()

        return asyncio.run(whole())

    def buy(self, take: str = "take-1", run: str = "run-1", **named: Any) -> Outcome:
        return self.do(lambda counter: buy(offer(take, run, **named), counter))

    def purchases(self) -> list[Purchase]:
        return purchases(self.ledger)

    def can(self, **abilities: Any) -> Hand:
        self.abilities = replace(self.abilities, **abilities)
        return self


@pytest.fixture
def paid() -> Iterator[PaidEmulator]:
    with PaidEmulator("replay", key_lifetime=LONG) as opened:
        yield opened


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Instead of pytest's own."""
    with room() as folder:
        yield folder


@pytest.fixture
def hand(paid: PaidEmulator, tmp_path: Path) -> Iterator[Hand]:
    """A counter whose ledger agrees with the provider's books in the end."""
    with Hand(paid, tmp_path, ABLE) as opened:
        yield opened
        agree(paid, opened.ledger)


@contextmanager
def room() -> Iterator[Path]:
    """A folder in memory, where there is such a thing: a kill loses nothing that was written, on any disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def purchases(ledger: Ledger) -> list[Purchase]:
    idents = dict.fromkeys(event.intent for event in ledger.history())
    found = [ledger.purchase(ident) for ident in idents]
    return [purchase for purchase in found if purchase]


def agree(paid: Any, ledger: Ledger) -> None:
    """Hold the ledger against the provider's own books: no second charge, nothing unknown to us, the same sums."""
    ledger.verify()
    orders = {
        (headers["idempotency-key"], body) for line, headers, body in paid.seen if line.startswith("POST /v1/jobs H")
    }
    assert len(orders) == len({key for key, _ in orders}), "a key came with two bodies"
    ours = purchases(ledger)
    by_key = {purchase.facts["key"]: purchase for purchase in ours if "key" in purchase.facts}
    net: Tally[str] = Tally()
    for entry in paid.books.entries:
        net[entry.reference] += entry.micros
    charged = Tally(entry.reference for entry in paid.books.entries if entry.micros > 0)
    assert all(count == 1 for count in charged.values()), f"charged twice: {charged}"
    assert set(charged) <= set(by_key), "charged for what we do not know"
    unfinished = {purchase.intent.id for purchase in ledger.unfinished()}
    for key, purchase in by_key.items():
        said = (key, purchase.state, dict(purchase.facts))
        if purchase.done:
            assert purchase.spent == net[key], said
        else:
            assert purchase.intent.id in unfinished, said
            assert purchase.billed is None or purchase.spent == net[key], said
    kept = Tally(purchase.intent.take for key, purchase in by_key.items() if net[key] > 0)
    assert all(count == 1 for count in kept.values()), f"a take was paid for twice: {kept}"
    assert all(purchase.spent == 0 for purchase in ours if "key" not in purchase.facts)
    waiting = sum(net[key] for key, purchase in by_key.items() if not purchase.done)
    assert sum(purchase.spent for purchase in ours if purchase.done) + waiting == paid.charged


def short(outcome: Outcome) -> str:
    """Say an outcome in a word, `Unknown` with whether its job is known."""
    if isinstance(outcome, Bought):
        return "Bought"
    return f"Unknown {outcome.job is not None}" if isinstance(outcome, Unknown) else type(outcome).__name__
