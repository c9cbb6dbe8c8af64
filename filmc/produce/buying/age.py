"""The age of a key, by a clock that nobody sets: the machine's own count since it was started.

The wall clock may jump. What was noted before a restart of the machine has no known age, and is treated as old.
"""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from filmc.base.digest import digest_bytes

_BOOT = Path("/proc/sys/kernel/random/boot_id")


class Tick(NamedTuple):
    """A moment: `seconds` of the count named `boot`; only moments of one count can be compared."""

    boot: str
    seconds: float

    def written(self) -> str:
        """Return the moment as the ledger keeps it."""
        return f"{self.boot} {self.seconds!r}"


def tick() -> Tick:
    """Return the present moment. The count goes on while the machine sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    seconds = time.monotonic() if clock is None else time.clock_gettime(clock)
    return Tick(_boot(), seconds)


def age(written: str, now: Tick) -> float | None:
    """Return the seconds since a moment that was `written`; None where they are not known."""
    boot, _, seconds = written.partition(" ")
    try:
        passed = now.seconds - float(seconds)
    except ValueError:
        return None
    return passed if boot == now.boot and passed >= 0 else None


@cache
def _boot() -> str:
    """Name this start of the machine; where it has no name, this process."""
    try:
        return digest_bytes(_BOOT.read_bytes())[:16]
    except OSError:
        return uuid4().hex[:16]
