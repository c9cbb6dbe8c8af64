"""Who may speak to the server. Every request passes here, and what is not plainly our own page is refused.

A page of another site can send requests to this machine, and its name can be made to mean this machine (DNS rebinding):
so the host, the origin and what the browser says of the caller must all be right, and a cookie must be there that only
who was given the launch address can have.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from filmc.tools.preview.door import Door

_SAFE = {"GET", "HEAD"}
_PARTS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
)
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


def headers_for(frames: str | None) -> Mapping[str, str]:
    """Return what stands on every answer, refusals too; `frames` is who may show the page in a frame, if anybody."""
    if frames is None:
        return {**_ALWAYS, "content-security-policy": f"{_PARTS}'none'", "x-frame-options": "DENY"}
    return {**_ALWAYS, "content-security-policy": f"{_PARTS}{frames}"}


class Guard:
    """The outermost layer of the app."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self._door = app, door
        self._hosts = {f"127.0.0.1:{door.port}", f"localhost:{door.port}"}
        self._headers = headers_for(door.frames)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on; each answer gets the headers that all have."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        if refusal := self._refusal(scope, Headers(scope=scope)):
            await PlainTextResponse(refusal, 403)(scope, receive, answer)
        else:
            await self.app(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> str:
        """Return why a request is refused, or nothing."""
        safe = scope["type"] == "http" and scope["method"] in _SAFE
        entering = safe and scope["path"] == "/"
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return "this server answers to its own name only"
        if not origins and not safe:
            return "it must be said from where this comes"
        if origins not in ([], [f"http://{hosts[0]}"]):
            return "other pages may not ask here"
        if not (_near(headers) or (entering and self._opened(headers))):
            return "other sites may not ask here"
        if not entering and self._door.session(headers) is None:
            return "open the address that filmc preview has printed"
        return ""

    def _opened(self, headers: Headers) -> bool:
        """Tell whether somebody opens the page from elsewhere: in a tab, or in a frame where frames are allowed."""
        allowed = ("document", "iframe") if self._door.frames else ("document",)
        return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") in allowed


def _near(headers: Headers) -> bool:
    """Tell whether the caller is our own page, or a person who typed the address."""
    return headers.getlist("sec-fetch-site") in ([], ["same-origin"], ["none"])
