"""The counter where takes are bought: ledger, store, provider, ceilings, rates, clock and patience."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from filmc.base.record import record
from filmc.produce.buying.age import Tick, tick
from filmc.produce.buying.patience import Patience
from filmc.produce.ledger.book import Ledger
from filmc.produce.ledger.budget import Ceiling, Rates
from filmc.produce.ledger.purchase import Intent
from filmc.produce.ledger.states import State
from filmc.produce.protocol.base import Provider
from filmc.produce.store import Store


@record
class Step:
    """Something to tell: a purchase entered `state`, or waits in it. `wait` is in seconds, `progress` from 0 to 1.

    `name` is that of the job, where it was noted with the order.
    """

    intent: Intent
    state: State
    job: str | None = None
    said: str = ""
    wait: float | None = None
    progress: float | None = None
    name: str = ""


Tell = Callable[[Step], None]
"""Is told of each step of what is bought."""


@dataclass
class Counter:
    """Where a take is bought. Everything that waits goes through `sleep`, so that tests have a clock of their own.

    `check` gets a downloaded file and its media type and returns what is wrong with it, or None; it may raise a Fault
    where the machine could not tell. `tick` measures the age of keys, `now` only dates what is noted.
    """

    ledger: Ledger
    store: Store
    provider: Provider
    ceilings: Sequence[Ceiling]
    rates: Rates
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    tell: Tell
    check: Callable[[Path, str], str | None]
    patience: Patience = field(default_factory=Patience)
    tick: Callable[[], Tick] = tick
