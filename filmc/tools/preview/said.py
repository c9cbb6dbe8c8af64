"""What a page or an editor says: small JSON objects, each field of the type that is expected, or it is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from filmc.produce.protocol.reading import read_json

MOST = 64 * 1024
"""Bytes of a request."""


class RefusedError(Exception):
    """What was asked is not done; the message is for people, `status` for the browser."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Said:
    """The fields of one request, and the `session` in which it came."""

    def __init__(self, fields: Mapping[str, Any], session: str = "") -> None:
        self._fields = fields
        self.session = session

    def has(self, name: str) -> bool:
        """Tell whether a field is there and not null."""
        return self._fields.get(name) is not None

    def text(self, name: str) -> str:
        """Return a field that is text. RefusedError where it is not."""
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise RefusedError(f"`{name}` is to be text")
        return value

    def text_or_none(self, name: str) -> str | None:
        """Return a field that is text, or None where it is left out or null."""
        return self.text(name) if self.has(name) else None

    def number(self, name: str) -> int:
        """Return a field that is a whole number, from 0. RefusedError where it is not."""
        value = self._fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
            raise RefusedError(f"`{name}` is to be a whole number")
        return value

    def yes(self, name: str) -> bool:
        """Return a field that is true or false. RefusedError where it is not."""
        value = self._fields.get(name)
        if not isinstance(value, bool):
            raise RefusedError(f"`{name}` is to be true or false")
        return value

    def within(self, name: str) -> Said | None:
        """Return a field that is an object itself, or None where it is left out. RefusedError where it is neither."""
        if not self.has(name):
            return None
        return _object(self._fields[name], self.session)


def said_by(text: str | bytes, session: str = "") -> Said:
    """Return what a JSON object says. RefusedError where `text` is none."""
    try:
        return _object(json.loads(text), session)
    except (ValueError, RecursionError):
        raise RefusedError("that is no JSON") from None


async def said_in(request: Request, session: str) -> Said:
    """Return what a request says, half letters as `?`. RefusedError where it is no JSON object, or too much."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError("only JSON is taken here", 415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            raise RefusedError("that is too much", 413)
    return _object(read_json(body), session)


def _object(value: Any, session: str) -> Said:
    if not isinstance(value, dict):
        raise RefusedError("a JSON object is expected")
    return Said(value, session)
