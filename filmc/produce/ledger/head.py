"""The note of the newest event, in a file beside the ledger: it tells when the ledger has lost its end.

A chain of hashes shows what was changed in it, not what was cut off: a deleted or damaged write-ahead log, or an old
copy put back, leave a ledger that is whole and too short. The note is written after the event is durable, so it is
never ahead of a ledger that is in order. A kill between the two leaves it one behind, until the ledger is opened again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from filmc.base.digest import digest
from filmc.produce.ledger.trouble import damaged

_DIGITS = 19
_GLANCES = 9
"""So often the note is looked at before it is called damaged: another process may be writing it at that moment."""


class Head(NamedTuple):
    """The number and hash of an event."""

    seq: int
    hash: str


def place(ledger: Path) -> Path:
    """Return where the note of a ledger is."""
    return ledger.with_name(f"{ledger.name}.head")


def was_there(ledger: Path) -> bool:
    """Tell whether there is a ledger, or its note says that there was one: then opening it tells that it is gone."""
    return ledger.exists() or place(ledger).exists()


def write(ledger: Path, head: Head) -> None:
    """Note the newest event, where that can be done: an older note is a true one, and the event is safe already."""
    with suppress(OSError):
        handle = os.open(place(ledger), os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            _ = os.write(handle, _text(head))  # in place, always as long: a rename would cost as much as the event
        finally:
            os.close(handle)


def read(ledger: Path) -> Head | None:
    """Return the note; None where there is none. Fault E1001 where it was changed; OSError where it can not be read."""
    for _ in range(_GLANCES):
        try:
            text = place(ledger).read_bytes()
        except FileNotFoundError:
            return None
        if not text:  # a power cut, or another process, between its making and its writing
            return None
        head = Head(int(text[:_DIGITS]) if text[:_DIGITS].isdigit() else -1, text[_DIGITS + 1 :][:64].decode("latin-1"))
        if text == _text(head):
            return head
    raise damaged(ledger, f"the note of its newest event, {place(ledger).name}, was changed")


def _text(head: Head) -> bytes:
    return f"{head.seq:0{_DIGITS}} {head.hash} {digest(head)}\n".encode()
