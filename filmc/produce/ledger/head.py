"""The note of the newest event, in a file beside the ledger: it tells when the ledger has lost its end.

A chain of hashes shows what was changed in it, not what was cut off: a deleted or damaged write-ahead log, or an old
copy put back, leave a ledger that is whole and too short. The note is written after the event is durable, so it is
never ahead of a ledger that is in order. A kill between the two leaves it one behind, until the ledger is opened again.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from filmc.base.digest import digest
from filmc.produce.ledger.trouble import damaged


class Head(NamedTuple):
    """The number and hash of an event."""

    seq: int
    hash: str


def place(ledger: Path) -> Path:
    """Return where the note of a ledger is."""
    return ledger.with_name(f"{ledger.name}.head")


def write(ledger: Path, head: Head) -> None:
    """Note the newest event, where that can be done: an older note is a true one, and the event is safe already."""
    with suppress(OSError):
        _write(ledger, head)


def _write(ledger: Path, head: Head) -> None:
    handle, name = tempfile.mkstemp(dir=ledger.parent, prefix=f".{ledger.name}.head.")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{head.seq} {head.hash} {digest(head)}\n")
        Path(name).replace(place(ledger))
    except BaseException:
        Path(name).unlink()
        raise


def read(ledger: Path) -> Head | None:
    """Return the note; None where there is none. Fault E1001 where it was changed; OSError where it can not be read."""
    try:
        text = place(ledger).read_bytes().decode("ascii", "replace")
    except FileNotFoundError:
        return None
    if not text:  # a power cut between its making and its writing
        return None
    number, _, rest = text.partition(" ")
    head = Head(int(number) if number.isdecimal() else -1, rest[:64])
    if text != f"{head.seq} {head.hash} {digest(head)}\n":
        raise damaged(ledger, f"the note of its newest event, {place(ledger).name}, was changed")
    return head
