"""The tables of the ledger as purchases and events: reading and writing rows, nothing decided."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from filmc.base.digest import canonical
from filmc.frontend.value import Money
from filmc.produce.ledger.budget import Scope
from filmc.produce.ledger.events import GENESIS, Event, Row
from filmc.produce.ledger.head import Head
from filmc.produce.ledger.purchase import Intent, Purchase
from filmc.produce.ledger.states import State

_COLUMNS = (
    "intent, take, film, run, provider, shot, model, state, currency, estimate, billed, held, spent, facts, key,"
    " claims, done, plan"
)
_MARKS = ", ".join("?" * len(_COLUMNS.split(",")))
_INSERT = f"INSERT INTO purchases ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608 - our own column names
_SELECT = f"SELECT {_COLUMNS} FROM purchases"  # noqa: S608 - our own column names
_SCOPE = ("film", "run", "provider", "shot", "plan")


def newest(connection: sqlite3.Connection) -> Head:
    """Return the number and hash of the newest event; of none, number 0."""
    found = connection.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(*found) if found else Head(0, GENESIS)


def append(connection: sqlite3.Connection, intent: str, state: State, at: datetime, facts: Mapping[str, Any]) -> Event:
    """Write the next event of the chain."""
    head = newest(connection)
    event = Event(head.seq + 1, intent, state, at, facts, head.hash).sealed()
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", event.row())
    return event


def rows(connection: sqlite3.Connection, intent: str | None = None) -> Iterator[Row]:
    """Return the events, of one purchase or of all, oldest first."""
    columns = "SELECT seq, intent, state, at, facts, previous, hash FROM events"
    if intent is None:
        found = connection.execute(f"{columns} ORDER BY seq")
    else:
        found = connection.execute(f"{columns} WHERE intent = ? ORDER BY seq", (intent,))
    return map(Row._make, found)


def has_news(connection: sqlite3.Connection, film: str, since: int) -> bool:
    """Tell whether there is an event of a film's purchases with a number above `since`."""
    found = "SELECT 1 FROM events JOIN purchases USING (intent) WHERE seq > ? AND film = ? LIMIT 1"
    return connection.execute(found, (since, film)).fetchone() is not None


def put(connection: sqlite3.Connection, purchase: Purchase) -> None:
    """Write where a purchase stands, over what was there before; IntegrityError where another has its key."""
    connection.execute("DELETE FROM purchases WHERE intent = ?", (purchase.intent.id,))
    connection.execute(_INSERT, kept(purchase))


def kept(purchase: Purchase) -> tuple[Any, ...]:
    """Return a purchase as its row is kept."""
    assert purchase.estimate
    intent, estimate, billed = purchase.intent, purchase.estimate, purchase.billed
    return (
        intent.id,
        intent.take,
        intent.film,
        intent.run,
        intent.provider,
        intent.shot,
        intent.model,
        str(purchase.state),
        estimate.currency,
        estimate.micros,
        billed.micros if billed else None,
        purchase.held,
        purchase.spent,
        canonical(dict(purchase.facts)).decode(),
        purchase.facts.get("key"),
        int(purchase.claims),
        int(purchase.done),
        intent.plan,
    )


def all_kept(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """Return the rows of all purchases."""
    return iter(connection.execute(_SELECT))


def purchase(connection: sqlite3.Connection, intent: str) -> Purchase | None:
    """Return the purchase with that id."""
    found = _where(connection, "intent = ?", intent)
    return found[0] if found else None


def purchases(connection: sqlite3.Connection) -> list[Purchase]:
    """Return all purchases, by the first event of each."""
    columns = ", ".join(f"purchases.{name.strip()}" for name in _COLUMNS.split(","))
    begun = "(SELECT intent, min(seq) AS first FROM events GROUP BY intent) AS begun"
    found = connection.execute(
        f"SELECT {columns} FROM purchases JOIN {begun} USING (intent) ORDER BY begun.first"  # noqa: S608 - names
    )
    return [_read(row) for row in found]


def claimant(connection: sqlite3.Connection, take: str) -> Purchase | None:
    """Return the purchase that claims a take."""
    found = _where(connection, "claims AND take = ?", take)
    return found[0] if found else None


def unfinished(connection: sqlite3.Connection) -> list[Purchase]:
    """Return the purchases of which something is still awaited, by id."""
    return _where(connection, "NOT done")


def sums(connection: sqlite3.Connection, scope: Scope) -> dict[str, tuple[int, int]]:
    """Return what is spent and held in a scope, in micro-units by currency."""
    said = scope.said()
    where = " AND ".join(f"{name} = ?" for name in _SCOPE if name in said) or "1"
    found = connection.execute(
        f"SELECT currency, sum(spent), sum(held) FROM purchases WHERE {where} GROUP BY currency",  # noqa: S608 - names
        [said[name] for name in _SCOPE if name in said],
    )
    return {currency: (spent, held) for currency, spent, held in found}


def _where(connection: sqlite3.Connection, condition: str, *values: str) -> list[Purchase]:
    return [_read(row) for row in connection.execute(f"{_SELECT} WHERE {condition} ORDER BY intent", values)]


def _read(row: tuple[Any, ...]) -> Purchase:
    ident, take, film, run, provider, shot, model, state, currency, estimate, billed, _, _, facts, _, _, _, plan = row
    return Purchase(
        Intent(ident, take, film, run, provider, shot, model, plan),
        State(state),
        Money(estimate, currency),
        None if billed is None else Money(billed, currency),
        json.loads(facts),
    )
