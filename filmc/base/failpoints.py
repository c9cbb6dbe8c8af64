"""Failpoints: named places where a test may break the program, to see what it has left behind.

`failpoint("ledger.after_intent")` does nothing, unless the environment says `FILMC_FAILPOINT=ledger.after_intent=kill`.
What can be asked for: `kill` (SIGKILL to this process, as a power cut would), `raise` (`FailpointError`), `enospc` and
`eio` (the OSError of a full and of a failing disk), `delay:2` (two seconds of sleep).
"""

from __future__ import annotations

import errno
import os
import signal
import time

VARIABLE = "FILMC_FAILPOINT"

_EDGES = (
    "reserved",
    "intent",
    "submitted",
    "running",
    "succeeded",
    "downloaded",
    "verified",
    "committed",
    "refused",
    "failed-unbilled",
    "failed-billed",
    "cancelled",
    "expired",
    "unknown",
)

NAMES = frozenset(
    {
        "ledger.before_create",  # nothing is there yet
        "ledger.created_aside",  # whole, but under its temporary name
        "ledger.after_create",
        "ledger.before_backup",  # an older ledger, not yet copied
        "ledger.copied_aside",  # the copy is whole, but under its temporary name
        "ledger.after_backup",
        "ledger.before_upgrade",  # upgraded, not yet committed
        "ledger.after_upgrade",
        "ledger.between_planned_and_reserved",
        "ledger.before_head",  # the event is durable, the note of the newest one is still old
        *(f"ledger.before_{state}" for state in _EDGES),  # the event is written, not yet committed
        *(f"ledger.after_{state}" for state in _EDGES),  # the event is durable
        "buying.run_held",  # a run is at work, nothing is reserved
        "buying.before_reserve",
        "buying.before_order",  # reserved, the order is not kept
        "buying.order_kept",  # the order is durable, the intent is not noted
        "buying.before_submit",  # the intent is noted, nothing has left
        "buying.after_submit",  # there is an answer, and it is not noted
        "buying.before_again",  # refused for now, before the wait for another try
        "buying.before_lookup",
        "buying.after_lookup",  # what the provider knows of our key is heard, and not noted
        "buying.before_collect",
        "buying.before_poll",
        "buying.after_poll",
        "buying.before_fetch",
        "buying.after_fetch",  # a file is here under the name of a part
        "buying.file_named",  # under its own name, not noted
        "buying.before_check",
        "buying.after_check",
        "buying.before_store",  # verified, not in the store
        "buying.after_store",  # in the store, not noted
        "buying.before_quarantine",  # a wrong file, not yet set aside
        "buying.after_quarantine",
        "buying.before_tidy",  # the purchase has ended, its files lie about
        "buying.taken_up",  # an orphan is in hand
        "buying.before_release",
        "buying.before_cancel",
        "buying.after_cancel",  # the provider has answered, and it is not noted
        "buying.before_answer",  # the user has answered, and it is not noted
        "render.before_kept",  # a segment or the sound is whole, but under its temporary name
        "render.kept_without_mark",  # it has its name, but nothing tells yet that it is whole
        "render.before_join",
        "render.half_joined",  # picture and sound are partly copied
        "render.joined_aside",  # the film is whole, but under its temporary name
        "render.after_join",
    }
)
"""Every failpoint of the program; a test goes through each."""


class FailpointError(RuntimeError):
    """What a failpoint set to `raise` raises."""


def failpoint(name: str) -> None:
    """Do what the environment asks for at the place `name`, which is nothing outside of tests.

    ValueError where the environment names a failpoint or an action that there is not: a test must not pass by a slip.
    """
    assert name in NAMES, f"{name} is not listed in NAMES"
    if asked := os.environ.get(VARIABLE):
        where, _, action = asked.partition("=")
        if where not in NAMES:
            raise ValueError(f"{VARIABLE}: there is no failpoint {where!r}")
        if where == name:
            _act(name, action)


def _act(name: str, action: str) -> None:
    match action.partition(":"):
        case ("kill", _, _):
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        case ("raise", _, _):
            raise FailpointError(name)
        case ("enospc", _, _):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        case ("eio", _, _):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        case ("delay", ":", seconds):
            time.sleep(float(seconds))
        case _:
            raise ValueError(f"{VARIABLE}: a failpoint can not {action!r}")
