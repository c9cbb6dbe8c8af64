"""How long a provider asks us to wait, in all the ways of saying it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

FOREVER = 1e9
"""Longer waits (some providers send 9999999999) are as long as this; who waits asks the user well before."""

_BODY_FIELDS = {
    "retry_after": 1.0,
    "retryAfter": 1.0,
    "retry_after_seconds": 1.0,
    "retry_after_ms": 0.001,
    "retryDelay": 1.0,
}
_NUMBER = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*(ms|s)?\s*")


def retry_after(headers: Mapping[str, str], body: Any, now: float) -> float | None:
    """Return the seconds to wait, at least 0, or None where nothing readable is said.

    `headers` have lower-case names, `body` is parsed JSON, `now` is seconds since 1970; the answer's own `date` goes
    before it, for a date is only meant by the clock that wrote it. The longest of several is taken.
    """
    said = [_number(headers.get("retry-after-ms"), 0.001), _moment(headers, now)]
    said += [
        _number(value, unit)
        for part in _parts(body)
        for key, unit in _BODY_FIELDS.items()
        if (value := part.get(key)) is not None
    ]
    return max((min(max(each, 0.0), FOREVER) for each in said if each is not None), default=None)


def _moment(headers: Mapping[str, str], now: float) -> float | None:
    """Read `Retry-After` as a number of seconds or as an HTTP date."""
    written = headers.get("retry-after")
    seconds = _number(written, 1.0)
    if written is None or seconds is not None:
        return seconds
    until, sent = _date(written), _date(headers.get("date", ""))
    return None if until is None else until - (now if sent is None else sent)


def _date(written: str) -> float | None:
    try:
        return parsedate_to_datetime(written).timestamp()
    except (ValueError, OverflowError):
        return None


def _number(value: Any, unit: float) -> float | None:
    """Return a number, or a text that is one (`3`, `3.5s`, `250ms`), in seconds; none for anything else."""
    if isinstance(value, str) and (read := _NUMBER.fullmatch(value[:40])):
        value, unit = float(read[1]), {"ms": 0.001, "s": 1.0}.get(read[2] or "", unit)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = min(float(value), FOREVER / unit) * unit if not isinstance(value, int) or abs(value) < 10**15 else FOREVER
    return seconds if math.isfinite(seconds) else None


def _parts(body: Any) -> list[dict[str, Any]]:
    """Return the objects that may speak of waiting: the body and what it keeps under `error`."""
    whole = body if isinstance(body, dict) else {}
    return [part for part in (whole, whole.get("error")) if isinstance(part, dict)]
