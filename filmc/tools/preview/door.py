"""The way in: a launch code that works once, and the cookie that it is exchanged for.

A session is what one exchange begins: one browser. Sessions outlive the server (see `kept.py`), codes do not.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.responses import Response

MOST = 8
"""Codes and sessions that are known at a time; the oldest go."""


@dataclass
class Door:
    """`port` is a part of the cookie's name: cookies are of a host, and several films may be served on it.

    `frames`: who may show the page in a frame (a source of the Content-Security-Policy), None: nobody.
    `keep` is called with the sessions when there is a new one.
    """

    port: int
    sessions: list[str] = field(default_factory=list)
    frames: str | None = None
    keep: Callable[[list[str]], None] = lambda _: None
    _codes: list[str] = field(default_factory=list)

    @property
    def cookie(self) -> str:
        """The cookie's name."""
        return f"filmc-{self.port}"

    def address(self) -> str:
        """Return an address that opens the page once."""
        code = secrets.token_urlsafe(32)
        self._codes = [*self._codes[1 - MOST :], code]
        return f"http://127.0.0.1:{self.port}/?code={code}"

    def enter(self, code: str) -> bool:
        """Tell whether `code` opens the door, which it does once."""
        found = _equal(self._codes, code)
        if found:
            self._codes.remove(found)
        return found is not None

    def session(self, headers: Mapping[str, str]) -> str | None:
        """Return the session of a request, by the cookie that it carries."""
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return None
        return _equal(self.sessions, morsel.value) if morsel else None

    def admit(self, response: Response) -> Response:
        """Begin a session: give its cookie along with `response`.

        In a frame of another site a cookie is sent only with `SameSite=None`, which wants `Secure`; `Partitioned`
        keeps it to frames of that site. Elsewhere it is sent by our own page only.
        """
        token = secrets.token_urlsafe(32)
        self.sessions = [*self.sessions[1 - MOST :], token]
        self.keep(self.sessions)
        reach = "SameSite=None; Secure; Partitioned" if self.frames else "SameSite=Strict"
        response.headers.append("set-cookie", f"{self.cookie}={token}; Path=/; HttpOnly; {reach}")
        return response


def _equal(known: Iterable[str], said: str) -> str | None:
    """Return the one of `known` that equals `said`; how long that takes tells nothing of them."""
    found = None
    for each in known:
        if hmac.compare_digest(each.encode(), said.encode("utf-8", "replace")):
            found = each
    return found
