"""What a page says in a request: small JSON objects, each field of the type that is expected, or it is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

MOST = 64 * 1024
"""Bytes of a request."""


class RefusedError(Exception):
    """What was asked is not done; the message is for people, `status` for the browser."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Said:
    """The fields of one request."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self._fields = fields

    def text(self, name: str) -> str:
        """Return a field that is text. RefusedError where it is not."""
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise RefusedError(f"`{name}` is to be text")
        return value

    def text_or_none(self, name: str) -> str | None:
        """Return a field that is text, or None where it is left out or null."""
        return None if self._fields.get(name) is None else self.text(name)

    def number(self, name: str) -> int:
        """Return a field that is a whole number, from 0. RefusedError where it is not."""
        value = self._fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
            raise RefusedError(f"`{name}` is to be a whole number")
        return value


async def said_in(request: Request) -> Said:
    """Return what a request says. RefusedError where it is no JSON object, or too much."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError("only JSON is taken here", 415)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            raise RefusedError("that is too much", 413)
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError("that is no JSON") from None
    if not isinstance(fields, dict):
        raise RefusedError("a JSON object is expected")
    return Said(fields)
