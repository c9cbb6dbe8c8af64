"""The check of a whole ledger: its pages, its chain of events, and every purchase folded anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from filmc.base.fault import Fault
from filmc.produce.ledger import head, tables
from filmc.produce.ledger.events import GENESIS, Row, read, seal
from filmc.produce.ledger.purchase import Purchase, fold
from filmc.produce.ledger.schema import expected, schema
from filmc.produce.ledger.trouble import damaged


def audit(connection: sqlite3.Connection, path: Path) -> head.Head:
    """Return the newest event of a ledger that is whole; Fault E1001 with the first thing that is not.

    sqlite3.Error and OSError as they come.
    """
    noted = head.read(path)  # before the ledger is looked at: others may write on meanwhile
    connection.execute("BEGIN")
    try:
        for fault in _faults(connection, noted):
            raise damaged(path, fault)
        return tables.newest(connection)
    finally:
        connection.execute("ROLLBACK")


def _faults(connection: sqlite3.Connection, noted: head.Head | None) -> Iterator[str]:
    if schema(connection) != expected():
        yield "its tables are not those of a ledger"
    for [said] in islice(connection.execute("PRAGMA integrity_check(1)"), 1):
        if said != "ok":
            yield str(said).replace("\n", " ")
    purchases: dict[str, Purchase] = {}
    newest = head.Head(0, GENESIS)
    for row in tables.rows(connection):
        if fault := _broken(row, newest) or _unlawful(row, purchases):
            yield f"event {row.seq} {fault}"
        newest = head.Head(row.seq, row.hash)
        if noted and noted.seq == row.seq and noted.hash != row.hash:
            yield f"event {row.seq} is another one than was noted"
    if noted and noted.seq > newest.seq:
        yield f"it ends with event {newest.seq}, and there was an event {noted.seq}"
    yield from _differing(connection, purchases)


def _broken(row: Row, before: head.Head) -> str:
    """Return what is wrong with an event's place in the chain."""
    if row.seq != before.seq + 1:
        return f"follows event {before.seq}"
    if row.previous != before.hash:
        return "does not continue the one before it"
    return "" if seal(row) == row.hash else "was changed"


def _unlawful(row: Row, purchases: dict[str, Purchase]) -> str:
    """Take the event's step; return why it can not be taken."""
    try:
        purchases[row.intent] = fold(purchases.get(row.intent), read(row))
    except Fault as fault:
        return f"could never happen: {fault.message}"
    except (ValueError, TypeError, KeyError) as error:
        return f"makes no sense: {error}"
    return ""


def _differing(connection: sqlite3.Connection, purchases: dict[str, Purchase]) -> Iterator[str]:
    """Compare where the purchases stand with what their events say."""
    told = {ident: tables.kept(purchase) for ident, purchase in purchases.items() if purchase.estimate}
    for row in tables.all_kept(connection):
        if told.pop(row[0], None) != row:
            yield f"purchase {row[0]} is not what its events say"
    for ident in told:
        yield f"purchase {ident} is missing"
