"""Every way in which the emulated provider can misbehave, as data: `paid.script("submit", faults.RESET_CHARGED)`.

A fault says whether the call is carried out all the same (`performs`: for a submit, whether it is charged), what is
answered instead of the truth, and how the bytes travel.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from emulators import media

EPOCH = 1_795_219_200.0
"""Where the emulator's clock begins: 2026-11-21 00:00:00 UTC. The dates below are meant from there."""


class Wire(Enum):
    """How an answer travels."""

    WHOLE = auto()
    RESET_UNREAD = auto()  # RST before the request is read
    RESET = auto()  # the request is read, then RST
    CLOSE = auto()  # the request is read, then the connection ends in order
    SILENT = auto()  # no answer until the client leaves
    CUT = auto()  # half of the announced length, then the end
    CHUNKS_CUT = auto()  # a chunk and no last one
    RESET_HALFWAY = auto()  # half of the announced length, then RST
    UNFRAMED_CUT = auto()  # no length announced, half of the bytes, then the end: only a told size finds it
    DRIP = auto()  # a byte at a time
    ENDLESS = auto()  # never stops sending


@dataclass(frozen=True)
class Fault:
    """One way to misbehave. None of `status`, `body`, `edit` leaves that part of the answer true."""

    performs: bool = False
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    edit: Callable[[bytes], bytes] | None = None
    wire: Wire = Wire.WHOLE


def complaint(code: str, message: str = "no", **more: Any) -> bytes:
    return json.dumps({"error": {"code": code, "message": message, **more}}).encode()


def answers(status: int, body: bytes = b"{}", *headers: tuple[str, str], performs: bool = False) -> Fault:
    return Fault(performs=performs, status=status, headers=headers, body=body)


PAGE = b"<!doctype html><title>Bad gateway</title><p>nginx"
AS_PAGE = ("content-type", "text/html")

# The connection.
RESET_UNREAD = Fault(wire=Wire.RESET_UNREAD)
RESET = Fault(wire=Wire.RESET)
RESET_CHARGED = Fault(performs=True, wire=Wire.RESET)
CLOSE = Fault(wire=Wire.CLOSE)
CLOSE_CHARGED = Fault(performs=True, wire=Wire.CLOSE)
SILENT = Fault(wire=Wire.SILENT)
SILENT_CHARGED = Fault(performs=True, wire=Wire.SILENT)
CUT = Fault(performs=True, wire=Wire.CUT)
CHUNKS_CUT = Fault(performs=True, wire=Wire.CHUNKS_CUT)
RESET_HALFWAY = Fault(performs=True, wire=Wire.RESET_HALFWAY)
UNFRAMED_CUT = Fault(performs=True, wire=Wire.UNFRAMED_CUT)
DRIP = Fault(performs=True, wire=Wire.DRIP)
ENDLESS = Fault(performs=True, wire=Wire.ENDLESS)

# Too many requests, in all forms of saying how long; each names the seconds it asks for, from EPOCH.
RATE_BARE = answers(429)
RATE_SECONDS = answers(429, b"{}", ("retry-after", "30"))
RATE_FRACTION = answers(429, b"{}", ("retry-after", "1.5"))
RATE_DATE = answers(429, b"{}", ("retry-after", "Sat, 21 Nov 2026 00:00:30 GMT"))
RATE_PAST_DATE = answers(429, b"{}", ("retry-after", "Fri, 20 Nov 2026 00:00:30 GMT"))
RATE_MILLISECONDS = answers(429, b"{}", ("retry-after-ms", "2500"))
RATE_BODY = answers(429, complaint("rate_limited", retry_after=12))
RATE_BODY_TEXT = answers(429, complaint("rate_limited", retryDelay="7s"))
RATE_NEGATIVE = answers(429, b"{}", ("retry-after", "-5"))
RATE_HUGE = answers(429, b"{}", ("retry-after", "9" * 30))
RATE_GARBAGE = answers(429, b"{}", ("retry-after", "soon"))
RATE_BOTH = answers(429, complaint("rate_limited", retry_after=40), ("retry-after", "30"))
RATE_UNBILLED = answers(429, complaint("rate_limited", billed=0))

# No money, no entry, no sense.
NO_MONEY_402 = answers(402, complaint("payment_required"))
NO_MONEY_429 = answers(429, complaint("insufficient_quota"), ("retry-after", "30"))
NO_MONEY_200 = answers(200, complaint("balance_not_enough"))
BAD_KEY = answers(401, complaint("invalid_api_key"))
FORBIDDEN = answers(403, complaint("region_blocked"))
BAD_REQUEST = answers(400, complaint("invalid_duration", "duration: 7 is not one of 5, 10"))
INVALID = answers(422, complaint("validation_error"))
NOT_FOUND = answers(404, complaint("not_found"))
GONE = answers(410)
TOO_LARGE = answers(413, PAGE, AS_PAGE)
MODERATED = answers(400, complaint("content_policy_violation", billed=0))
MODERATED_BILLED = answers(400, complaint("content_policy_violation", billed=100_000), performs=True)
FAILURE_INSIDE = answers(200, complaint("model_not_found"))
FAILURE_INSIDE_UNKNOWN = answers(200, complaint("e_17"))
IN_PROGRESS = answers(409, complaint("request_in_progress"), ("retry-after", "3"), performs=True)
CONFLICT = answers(409)
REQUEST_TIMEOUT = answers(408)

# The server's own faults; a gateway's answer says nothing of what happened behind it.
ERROR_500 = answers(500)
ERROR_500_CHARGED = answers(500, performs=True)
ERROR_502 = answers(502, PAGE, AS_PAGE)
ERROR_502_CHARGED = answers(502, PAGE, AS_PAGE, performs=True)
ERROR_503 = answers(503, b"{}", ("retry-after", "5"))
ERROR_503_CHARGED = answers(503, performs=True)
ERROR_503_UNBILLED = answers(503, complaint("overloaded", billed=0))
ERROR_504 = answers(504, PAGE, AS_PAGE)
ERROR_504_CHARGED = answers(504, PAGE, AS_PAGE, ("retry-after", "20"), performs=True)
ERROR_529 = answers(529, complaint("overloaded"))
ERROR_599 = answers(599)

# Success that says nothing, or too much.
PAGE_200 = answers(200, PAGE, AS_PAGE, performs=True)
EMPTY_200 = answers(200, b"", performs=True)
NO_JOB = answers(200, b"{}", performs=True)
NULL_JOB = answers(200, b'{"id": null}', performs=True)
LIST_200 = answers(200, b"[1, 2]", performs=True)
DEEP_200 = answers(200, b"[" * 100_000, performs=True)
NOT_UTF8 = answers(200, b'{"id": "\xff\xfe"}', performs=True)
TRUNCATED = Fault(performs=True, edit=lambda body: body[: len(body) // 2])
HUGE_REPLY = answers(200, b" " * 2_000_000, performs=True)
GZIP_BOMB = answers(200, gzip.compress(bytes(50_000_000)), ("content-encoding", "gzip"), performs=True)
GZIP_LIE = answers(200, b"not packed", ("content-encoding", "gzip"), performs=True)
GZIPPED = Fault(performs=True, headers=(("content-encoding", "gzip"),), edit=gzip.compress)
UNKNOWN_PACKING = Fault(performs=True, headers=(("content-encoding", "zstd"),))
HOSTILE = answers(400, b"")
"""Its body, made by the emulator, repeats the headers that it was sent, the key too, between terminal commands."""

# Elsewhere.
REDIRECT_307 = answers(307, b"", ("location", "/v1/elsewhere"))
REDIRECT_302_CHARGED = answers(302, b"", ("location", "/v1/jobs/somewhere"), performs=True)
REDIRECT_BARE = answers(302, b"")
REDIRECT_DECLARED = answers(302, b"", ("location", "http://localhost:{port}{path}"))
REDIRECT_UNDECLARED = answers(302, b"", ("location", "http://127.0.0.2:{port}{path}"))
REDIRECT_PRIVATE = answers(302, b"", ("location", "http://169.254.169.254/latest/meta-data/"))
REDIRECT_SCHEME = answers(302, b"", ("location", "file:///etc/passwd"))
REDIRECT_NONSENSE = answers(302, b"", ("location", "http://[::1"))
REDIRECT_LOOP = answers(302, b"", ("location", "{path}"))

# What a job's answer can say wrongly.
ODD_WORD = answers(200, b'{"id": "x", "status": "marinating"}')
NO_WORD = answers(200, b'{"id": "x"}')

# What is delivered instead of the film.
EXPIRED_403 = answers(403, b"<Error><Code>AccessDenied</Code></Error>")
EXPIRED_404 = answers(404)
EXPIRED_410 = answers(410)
PAGE_AS_MEDIA = answers(200, PAGE, ("content-type", "video/mp4"))
ERROR_AS_MEDIA = answers(200, complaint("internal"), ("content-type", "video/mp4"))
PLAYLIST_AS_MEDIA = answers(200, b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", ("content-type", "video/mp4"))
PICTURE_AS_FILM = answers(200, media.png(), ("content-type", "video/mp4"))
EMPTY_FILE = answers(200, b"", ("content-type", "video/mp4"))
PACKED_FILE = Fault(headers=(("content-encoding", "gzip"),), edit=gzip.compress)
SHORTER_FILE = Fault(edit=lambda body: body[:-10])
OTHER_BYTES = Fault(edit=lambda body: body[:-1] + bytes([body[-1] ^ 1]))


def named() -> dict[str, Fault]:
    """Every fault of this file by its name."""
    return {name: value for name, value in globals().items() if isinstance(value, Fault)}
