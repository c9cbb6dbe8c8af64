"""One event of the ledger, and the chain: each event holds the hash of the one before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from filmc.base.digest import canonical, digest
from filmc.base.record import record, replace
from filmc.produce.ledger.states import State

GENESIS = "0" * 64
"""What the first event names as the hash before it."""


class Row(NamedTuple):
    """An event as the table `events` keeps it."""

    seq: int
    intent: str
    state: str
    at: str
    facts: str
    previous: str
    hash: str


@record
class Event:
    """What happened to the purchase `intent`. `seq` alone gives the order: `at` is only for people to read."""

    seq: int
    intent: str
    state: State
    at: datetime
    facts: Mapping[str, Any]
    previous: str
    hash: str = ""

    def sealed(self) -> Event:
        """Return the event with its hash, which covers all else in it and so everything before it."""
        return replace(self, hash=seal(self.row()))

    def row(self) -> Row:
        """Return the event as it is kept."""
        at = self.at.astimezone(UTC).isoformat()
        facts = canonical(self.facts).decode()
        return Row(self.seq, self.intent, str(self.state), at, facts, self.previous, self.hash)


def seal(row: Row) -> str:
    """Return the hash that belongs to a row: over its number, texts and the hash before it."""
    return digest([*row[:-1]])


def read(row: Row) -> Event:
    """Return the event that a row keeps; ValueError or TypeError where the row is none."""
    facts = dict(json.loads(row.facts))
    at = datetime.fromisoformat(row.at)
    return Event(row.seq, row.intent, State(row.state), at, facts, row.previous, row.hash)
