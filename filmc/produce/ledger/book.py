"""The ledger as the rest of the program meets it: reserve, record, release, commit; balance, history, unfinished.

Order of work for one purchase: `reserve`; `record(INTENT)` with the key and the request's digest, before anything is
sent; `record(SUBMITTED)` with the job id; and on through the states. When a method has returned, the event is on the
disk. Moments and ids come from the caller; the order of events is their number, never their time.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filmc.base.failpoints import failpoint
from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.produce.ledger import head, tables
from filmc.produce.ledger.audit import audit
from filmc.produce.ledger.budget import (
    NO_RATES,
    Balance,
    Ceiling,
    Claimed,
    Rates,
    Refusal,
    Reservation,
    Scope,
    excesses,
    terms,
)
from filmc.produce.ledger.events import Event, read
from filmc.produce.ledger.purchase import Intent, Purchase, amount, begun, fold
from filmc.produce.ledger.schema import connect
from filmc.produce.ledger.states import State
from filmc.produce.ledger.trouble import damaged, told

PATIENCE = 30.0
"""Seconds to wait while another process writes."""


def open_ledger(path: Path, *, wait: float = PATIENCE) -> Ledger:
    """Return the ledger at `path`, made if there is none, checked from end to end.

    Fault E1001 damaged, E1002 of a newer filmc, E1003 not writable, E1004 locked for longer than `wait` seconds,
    E1005 disk full, E1006 not readable just now. Each of them leaves the file as it was.
    """
    with told(path):
        connection = connect(path, wait)
    try:
        ledger = Ledger(path, connection)
        ledger.verify()
    except BaseException:
        connection.close()
        raise
    return ledger


class Ledger:
    """An open ledger, for all threads of one process; every process opens its own.

    Any method can raise the faults of `open_ledger`, and E1007 for a step that the purchase's state does not allow.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._turn = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. What was recorded is on the disk already."""
        with self._turn:
            self._connection.close()

    def reserve(
        self, intent: Intent, price: Money, ceilings: Sequence[Ceiling], *, at: datetime, rates: Rates = NO_RATES
    ) -> Reservation | Refusal | Claimed:
        """Reserve `price` for a purchase, if no ceiling is passed and nobody else buys the same take.

        ValueError for a price that is none, Fault E1008 where a rate between currencies is needed and not stated.
        """
        _ = amount(price.micros)
        with self._writing(State.RESERVED) as connection:
            if standing := tables.claimant(connection, intent.take):
                return Claimed(intent, standing)
            if over := excesses(intent, price, ceilings, rates, lambda scope: _taken(tables.sums(connection, scope))):
                return Refusal(intent, over)
            if tables.purchase(connection, intent.id):
                raise Fault("E1007", f"there was a purchase {intent.id!r} before", "give every purchase a new id")
            purchase = fold(None, tables.append(connection, intent.id, State.PLANNED, at, begun(intent)))
            failpoint("ledger.between_planned_and_reserved")
            facts = terms(price, [ceiling for ceiling in ceilings if ceiling.scope.covers(intent)], rates)
            return Reservation(_step(connection, purchase, State.RESERVED, at, facts))

    def record(self, intent: str, state: State, *, at: datetime, billed: Money | None = None, **facts: str) -> Purchase:
        """Note that a purchase has entered `state`, with what became known, and return where it stands.

        `billed` is the whole bill so far, in the currency of the reservation; it ends the reservation.
        `Purchase.overrun` tells by how much it is above the estimate.
        """
        with self._writing(state) as connection:
            purchase = tables.purchase(connection, intent)
            if purchase is None:
                raise Fault("E1007", f"purchase {intent!r} is not in the ledger", "reserve it first")
            return _step(connection, purchase, state, at, {**facts, **_bill(purchase, billed)})

    def release(self, intent: str, *, at: datetime, reason: str) -> Purchase:
        """Give back what is reserved for a purchase of which nothing was sent."""
        with self._turn:
            purchase = self.purchase(intent)
            if purchase and purchase.state is not State.RESERVED:
                raise Fault("E1007", f"purchase {intent!r} is {purchase.state}: something may have been sent")
            return self.record(intent, State.CANCELLED, at=at, reason=reason)

    def commit(self, intent: str, *, at: datetime, billed: Money | None = None) -> Purchase:
        """Close a purchase whose media is in the store. `billed` where the provider had not told it before."""
        return self.record(intent, State.COMMITTED, at=at, billed=billed)

    def balance(self, scope: Scope, currency: str, rates: Rates = NO_RATES) -> Balance:
        """Return what is spent and reserved in a scope; Fault E1008 where a rate is not stated."""
        with self._reading() as connection:
            found = tables.sums(connection, scope)
        spent = rates.total([Money(spent, paid) for paid, (spent, _) in found.items()], currency)
        held = rates.total([Money(held, paid) for paid, (_, held) in found.items()], currency)
        return Balance(spent, held, found)

    def history(self, intent: str | None = None) -> list[Event]:
        """Return the events, of one purchase or of all, oldest first."""
        with self._reading() as connection:
            return [read(row) for row in tables.rows(connection, intent)]

    def newest(self) -> int:
        """Return the number of the newest event; 0 where there is none."""
        with self._reading() as connection:
            return tables.newest(connection).seq

    def has_news(self, film: str, since: int) -> bool:
        """Tell whether anything was noted of a film's purchases after the event of number `since`."""
        with self._reading() as connection:
            return tables.has_news(connection, film, since)

    def purchase(self, intent: str) -> Purchase | None:
        """Return where a purchase stands; None where there is none of that id."""
        with self._reading() as connection:
            return tables.purchase(connection, intent)

    def purchases(self) -> list[Purchase]:
        """Return every purchase with all that is known of it, in the order in which they began."""
        with self._reading() as connection:
            return tables.purchases(connection)

    def claimant(self, take: str) -> Purchase | None:
        """Return the purchase that is buying or has bought a take."""
        with self._reading() as connection:
            return tables.claimant(connection, take)

    def unfinished(self) -> list[Purchase]:
        """Return the purchases of which something is still awaited, with all that is known of them."""
        with self._reading() as connection:
            return tables.unfinished(connection)

    def verify(self) -> int:
        """Check everything: pages, chain, each purchase against its events. Return the number of events."""
        with self._turn, told(self.path):
            newest = audit(self._connection, self.path)
            if head.read(self.path) != newest:
                head.write(self.path, newest)
            return newest.seq

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._turn, told(self.path):
            try:
                yield self._connection
            except (ValueError, TypeError) as error:  # changed since it was opened
                raise damaged(self.path, str(error)) from error

    @contextmanager
    def _writing(self, state: State) -> Iterator[sqlite3.Connection]:
        """Hold the right to write; what was written becomes durable at the end, or is undone by any exception."""
        connection = self._connection
        with self._turn, told(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                failpoint(f"ledger.before_{state}")
                newest = tables.newest(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk may have undone it already
                    connection.execute("ROLLBACK")
                raise
            failpoint(f"ledger.after_{state}")
            failpoint("ledger.before_head")
            head.write(self.path, newest)


def _step(
    connection: sqlite3.Connection, purchase: Purchase, state: State, at: datetime, facts: Mapping[str, Any]
) -> Purchase:
    """Write an event and what it makes of the purchase; Fault E1007 where it may not follow, or its key is taken."""
    after = fold(purchase, tables.append(connection, purchase.intent.id, state, at, facts))
    try:
        tables.put(connection, after)
    except sqlite3.IntegrityError as error:
        raise Fault("E1007", f"another purchase has the key of {purchase.intent.id!r}", "make a new key") from error
    return after


def _bill(purchase: Purchase, billed: Money | None) -> dict[str, int]:
    if billed is None:
        return {}
    assert purchase.estimate
    if billed.currency != purchase.estimate.currency:
        reserved = purchase.estimate.currency
        raise Fault("E1007", f"purchase {purchase.intent.id!r} was reserved in {reserved}, not {billed.currency}")
    return {"billed": amount(billed.micros)}


def _taken(found: Mapping[str, tuple[int, int]]) -> list[Money]:
    return [Money(spent + held, currency) for currency, (spent, held) in found.items()]
