"""Every paid vendor, every way to lose the answer to an order: it is never ordered a second time, and never paid twice.

The order goes through the whole of buying, with a ledger, and is then asked for again by another run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from buyers import Hand
from emulators import faults
from test_vendors import KINDS, LOST, SOAK, VENDORS, Bench, patience

from filmc.frontend.value import Money
from filmc.produce.buying.buy import buy
from filmc.produce.buying.counter import Counter
from filmc.produce.buying.offer import Offer
from filmc.produce.buying.outcome import Bought, Expired, Outcome, Unknown
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import FAMILIES, Written
from filmc.produce.protocol.http import Limits

PAID = [name for name, vendor in VENDORS.items() if not table_of(vendor.name).facts.local]
QUICK = [name for name in LOST if name not in ("SILENT_CHARGED", "DRIP")]
"""Those that do not end by our own patience."""


def matrix() -> list[tuple[str, str]]:
    """Return every vendor with every loss in a soak; else with two, so that all vendors together meet each of them."""
    if SOAK:
        return [(vendor, name) for vendor in PAID for name in LOST]
    return [(vendor, QUICK[(2 * at + more) % len(QUICK)]) for at, vendor in enumerate(PAID) for more in (0, 1)]


@dataclass
class Till(Hand):
    """A hand at a vendor's own adapter."""

    bench: Bench | None = None
    limits: Limits | None = None

    def provider(self) -> Any:
        assert self.bench
        assert self.limits
        return self.bench.opened(self.limits)


def test_the_matrix_is_whole() -> None:
    assert len(LOST) >= 12
    assert {vendor for vendor, _ in matrix()} == set(PAID)
    assert {name for _, name in matrix()} >= set(QUICK)


@pytest.mark.parametrize(("name", "loss"), matrix())
def test_a_lost_answer_is_paid_once(name: str, loss: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    vendor, fault = VENDORS[name], faults.named()[loss]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        there.script("submit", fault)
        with Till(there, tmp_path, bench=bench, limits=patience(fault)) as till:

            async def bought(counter: Counter, run: str) -> Outcome:
                written = await counter.provider.write(bench.asked(bench.first))  # type: ignore[attr-defined]
                return await buy(offered(bench, written, run), counter)

            first = till.do(lambda counter: bought(counter, "run-1"))
            again = till.do(lambda counter: bought(counter, "run-2"))
        assert isinstance(first, Bought | Unknown | Expired), first
        assert isinstance(again, Bought | Unknown | Expired), again
        asked = there.settled("submit")
        keeps_keys = table_of(vendor.name).facts.abilities.idempotency != "none"
        assert asked == 1 or (keeps_keys and there.charges == 1), "only a key that is charged once is sent again"
        assert there.charges <= 1


def offered(bench: Bench, written: Written, run: str) -> Offer:
    model = bench.asked(bench.first).job.model
    assert model
    return Offer(
        take="take-1",
        order_path=written.path,
        body=written.body,
        content_type=written.content_type,
        film="kitchen",
        run=run,
        provider=bench.vendor.name,
        shot="desk",
        model=model.name,
        price=Money(1_000_000, "USD"),
        family=FAMILIES[KINDS[type(bench.first.what)]],
    )
