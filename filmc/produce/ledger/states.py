"""The states of a purchase, which may follow which, and what must be known on entering each: all data."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a purchase stands."""

    PLANNED = "planned"
    RESERVED = "reserved"
    INTENT = "intent"
    """Key and request are settled and durable: from here on the request may have left."""
    SUBMITTED = "submitted"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    DOWNLOADED = "downloaded"
    VERIFIED = "verified"
    COMMITTED = "committed"
    REFUSED = "refused"
    FAILED_UNBILLED = "failed-unbilled"
    FAILED_BILLED = "failed-billed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """Submitted or not, billed or not: nobody knows. Nothing is sent again; `filmc reconcile` finds out."""


_FAILURES = {
    State.REFUSED,
    State.FAILED_UNBILLED,
    State.FAILED_BILLED,
    State.CANCELLED,
    State.UNKNOWN,
}
_LATER_BILL = frozenset({State.FAILED_BILLED})

NEXT: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.RESERVED}),
    State.RESERVED: frozenset({State.INTENT, State.CANCELLED}),
    State.INTENT: frozenset({State.INTENT, State.SUBMITTED, *_FAILURES}),  # tried again under the same key
    State.SUBMITTED: frozenset({State.RUNNING, State.SUCCEEDED, State.EXPIRED, *_FAILURES}),
    State.RUNNING: frozenset({State.SUCCEEDED, State.EXPIRED, *_FAILURES}),
    State.SUCCEEDED: frozenset(  # itself: the provider gave a new address
        {State.SUCCEEDED, State.DOWNLOADED, State.FAILED_UNBILLED, State.FAILED_BILLED, State.EXPIRED, State.UNKNOWN}
    ),
    State.DOWNLOADED: frozenset(  # back: the file was not whole, or is gone
        {State.VERIFIED, State.SUCCEEDED, State.FAILED_UNBILLED, State.FAILED_BILLED, State.EXPIRED}
    ),
    State.VERIFIED: frozenset({State.COMMITTED, State.SUCCEEDED, State.FAILED_BILLED, State.EXPIRED}),
    State.COMMITTED: frozenset(),
    State.REFUSED: _LATER_BILL,
    State.FAILED_UNBILLED: _LATER_BILL,
    State.CANCELLED: _LATER_BILL,
    State.FAILED_BILLED: frozenset({State.FAILED_UNBILLED}),  # the money came back
    State.EXPIRED: frozenset({State.SUCCEEDED}),  # the provider found it after all
    State.UNKNOWN: frozenset(  # intent: only to collect, under the same key, where the provider honours keys
        {State.INTENT, State.SUBMITTED, State.RUNNING, State.SUCCEEDED, State.EXPIRED, *_FAILURES} - {State.UNKNOWN}
    ),
}
"""Which state may follow which. A purchase begins as planned."""

REQUIRED: dict[State, frozenset[str]] = {
    State.INTENT: frozenset({"key", "request"}),
    State.SUBMITTED: frozenset({"job"}),
    State.SUCCEEDED: frozenset({"url"}),
    State.DOWNLOADED: frozenset({"file"}),
    State.VERIFIED: frozenset({"digest"}),
    State.REFUSED: frozenset({"reason"}),
    State.FAILED_UNBILLED: frozenset({"reason"}),
    State.FAILED_BILLED: frozenset({"reason"}),
    State.CANCELLED: frozenset({"reason"}),
    State.EXPIRED: frozenset({"reason"}),
    State.UNKNOWN: frozenset({"reason"}),
}
"""The facts that an event of each state brings: idempotency key, digest of the request, the provider's job id …"""

FROZEN = ("key", "request")
"""Facts that never change once stated: every try carries the same key and the same body."""

UNBILLED = frozenset({State.REFUSED, State.FAILED_UNBILLED})
"""States that cost nothing by definition."""

NEEDS_BILL = frozenset({State.COMMITTED, State.FAILED_BILLED, State.CANCELLED})
"""States that can be entered only when the bill is known."""

FINAL = frozenset(
    {State.COMMITTED, State.REFUSED, State.FAILED_UNBILLED, State.FAILED_BILLED, State.CANCELLED, State.EXPIRED}
)
"""States in which nothing more is awaited, once the bill is known."""

FREEING = frozenset({State.REFUSED, State.FAILED_UNBILLED, State.CANCELLED})
"""States after which the same take may be bought by another purchase, if this one cost nothing."""
