"""Reads a provider's answers by one law: its own code in the body first, then the HTTP status, and in doubt Unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from filmc.base.record import record, replace
from filmc.frontend.value import Money
from filmc.produce.protocol.base import (
    Duplicate,
    Fetched,
    Handle,
    NotFetched,
    NotSent,
    RefusalKind,
    Refused,
    Result,
    Unclear,
    Unknown,
)
from filmc.produce.protocol.delay import retry_after
from filmc.produce.protocol.http import Broken, Reply, Saved
from filmc.produce.protocol.media import is_of, media_type

Meaning = RefusalKind | Literal["duplicate", "unclear"]

FREE = Money(0, "USD")
"""What is charged for what was not taken, and for anything by what runs on the user's own machine."""

_BY_STATUS: dict[int, Meaning] = {
    307: "redirected",
    308: "redirected",
    401: "auth",
    402: "credit",
    403: "auth",
    408: "unclear",
    409: "duplicate",
    429: "rate",
    503: "busy",
    529: "busy",
}


@record
class Complaint:
    """What an answer that is no acceptance says, as the adapter found it in the body. `message` is cleaned."""

    code: str = ""
    message: str = ""
    billed: Money | None = None
    job: Handle | None = None


def unsent_or_unknown(fault: Broken) -> NotSent | Unknown:
    """Return what a submit without a whole answer means."""
    return Unknown(fault.reason) if fault.sent else NotSent(fault.reason)


def refusal(
    reply: Reply, complaint: Complaint, codes: Mapping[str, Meaning], now: float
) -> Refused | Duplicate | Unknown:
    """Return what a submit's answer that is no acceptance means; `codes` are the provider's own words for it.

    An answer of success without a job, a 5xx (but 503 and 529) or an unheard-of status may hide a job that runs.
    """
    wait = retry_after(reply.headers, reply.json, now)
    said = complaint.message or f"the provider answered {reply.status}"
    meaning = codes.get(complaint.code) or _BY_STATUS.get(reply.status) or _by_class(reply.status)
    match meaning:
        case "duplicate":
            return Duplicate(said, complaint.job, wait)
        case "unclear":
            return Unknown(said, wait)
        case _:
            return Refused(meaning, said, wait, complaint.billed)


def in_words(told: Refused | Duplicate | Unknown, complaint: Complaint) -> Refused | Duplicate | Unknown:
    """Return a refusal as what it surely is: who says in words of its own that it is too much has taken nothing.

    A bare 429 may be a gateway's, and says nothing of what is behind it.
    """
    spoken = complaint.code or complaint.message
    if isinstance(told, Refused) and told.kind == "rate" and told.billed is None and spoken:
        return replace(told, billed=FREE)
    return told


def _by_class(status: int) -> Meaning:
    return "request" if 400 <= status < 500 else "unclear"


def unclear(answer: Reply | Broken, now: float, why: str = "") -> Unclear:
    """Return what an answer without use means where only a question was asked."""
    if isinstance(answer, Broken):
        return Unclear(answer.reason)
    return Unclear(why or f"the provider answered {answer.status}", retry_after(answer.headers, answer.json, now))


State = Literal["running", "succeeded", "failed", "content", "cancelled", "expired"]

_WORDS: dict[State, str] = {
    "running": "accepted created in_progress in_queue pending preparing processing queued queueing running starting "
    "submitted throttled waiting",
    "succeeded": "complete completed done finished ok ready succeed succeeded success successful",
    "failed": "error errored fail failed failure",
    "content": "blocked content_moderated moderated moderation_failed nsfw rejected",
    "cancelled": "aborted canceled cancelled",
    "expired": "deadline_exceeded expired timed_out timeout",
}
_STATES = {word: state for state, words in _WORDS.items() for word in words.split()}


def job_state(word: object) -> State | None:
    """Return the state that a status word of any provider means, however spelt; None for a word nobody knows."""
    written = str(word).strip().lower().replace("-", "_").replace(" ", "_")
    return _STATES.get(written) or _STATES.get(written.rpartition("status_")[2])


_BROKEN_AS: dict[str, Literal["bad", "forbidden"]] = {"forbidden": "forbidden", "size": "bad"}


def accepted_file(answer: Saved | Reply | Broken, result: Result, now: float) -> Fetched | NotFetched:
    """Judge what a download brought."""
    if isinstance(answer, Broken):
        return NotFetched(_BROKEN_AS.get(answer.kind, "broken"), answer.reason)
    if isinstance(answer, Reply):
        gone = answer.status in (401, 403, 404, 410)
        wait = retry_after(answer.headers, answer.json, now)
        return NotFetched("gone" if gone else "broken", f"the file's address answered {answer.status}", wait)
    fault = _unlike(answer, result)
    if fault:
        return NotFetched("bad", fault, file=answer.path)
    return Fetched(answer.path, answer.size, answer.sha256, media_type(answer.head) or "")


def _unlike(saved: Saved, result: Result) -> str | None:
    """Return how the file differs from what was ordered and told, or None."""
    kind = media_type(saved.head)
    if not is_of(result.family, kind):
        return f"what came is {kind or 'no media'}, not {result.family}"
    if result.size is not None and result.size != saved.size:
        return f"{saved.size} bytes came of {result.size}"
    if result.sha256 is not None and result.sha256 != saved.sha256:
        return "the file's digest is not the one that the provider told"
    return None
