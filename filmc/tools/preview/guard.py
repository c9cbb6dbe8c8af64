"""Who may speak to the server. Every request passes here, and what is not plainly our own page is refused.

A page of another site can send requests to this machine, and its name can be made to mean this machine (DNS rebinding):
so the host, the origin and what the browser says of the caller must all be right, and a cookie must be there that only
who was given the launch address can have.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "filmc"
_SAFE = {"GET", "HEAD"}

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cache-control": "no-store",
}
"""On every answer, refusals too."""


class Door:
    """The way in: a launch code that works once, and the cookie that it is exchanged for."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(32)
        self._codes: set[str] = set()

    def code(self) -> str:
        """Return a new launch code."""
        code = secrets.token_urlsafe(32)
        self._codes.add(code)
        return code

    def enter(self, code: str) -> bool:
        """Tell whether `code` opens the door, which it does once."""
        found = next((known for known in self._codes if hmac.compare_digest(known, code)), None)
        self._codes.discard(found or "")
        return found is not None

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Tell whether a request carries the cookie."""
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            return False
        return morsel is not None and hmac.compare_digest(morsel.value.encode(), self.token.encode())

    def admit(self, response: Response) -> Response:
        """Give the cookie along with `response`."""
        response.set_cookie(COOKIE, self.token, httponly=True, samesite="strict", path="/")
        return response


class Guard:
    """The outermost layer of the app; `port` is the one that the server listens on."""

    def __init__(self, app: ASGIApp, door: Door, port: int) -> None:
        self._app, self._door = app, door
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on; each answer gets the headers that all have."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        if refusal := self._refusal(scope, Headers(scope=scope)):
            await PlainTextResponse(refusal, 403)(scope, receive, answer)
        else:
            await self._app(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> str:
        """Return why a request is refused, or nothing."""
        host, origin = headers.get("host", ""), headers.get("origin")
        entering = scope["type"] == "http" and scope["method"] in _SAFE and scope["path"] == "/"
        if host not in self._hosts:
            return "this server answers to its own name only"
        if origin is None and not (scope["type"] == "http" and scope["method"] in _SAFE):
            return "it must be said from where this comes"
        if origin is not None and origin != f"http://{host}":
            return "other pages may not ask here"
        if not _near(headers, entering=entering):
            return "other sites may not ask here"
        if not entering and not self._door.knows(headers):
            return "open the address that filmc preview has printed"
        return ""


def _near(headers: Headers, *, entering: bool) -> bool:
    """Tell whether the caller is our own page, or a person who opens the address."""
    site = headers.get("sec-fetch-site")
    if site in (None, "same-origin", "none"):
        return True
    opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return entering and opened
