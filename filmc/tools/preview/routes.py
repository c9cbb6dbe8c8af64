"""The server's routes: one table. Every one of them is behind the guard, and there are no others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from filmc.base.assets import asset
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.tools.preview.acts import Act
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.door import Door
from filmc.tools.preview.feed import as_json
from filmc.tools.preview.gallery import Medium
from filmc.tools.preview.guard import Guard
from filmc.tools.preview.pictures import Playhead
from filmc.tools.preview.said import RefusedError, said_by, said_in

PAGE = Path(__file__).parent / "page"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_SEEN = ("image/", "video/", "audio/")


@record
class Routes:
    """The handlers, over one booth."""

    booth: Booth
    door: Door
    acts: Mapping[str, Act]
    page: Mapping[str, Response]

    def table(self) -> list[BaseRoute]:
        """Return all routes."""
        return [
            Route("/", self.enter, methods=["GET"]),
            Route("/page/{name}", self.asset, methods=["GET"]),
            Route("/media/{ident}", self.medium, methods=["GET"]),
            WebSocketRoute("/live", self.live),
            *(Route(f"/{name}", self._doing(act), methods=["POST"]) for name, act in self.acts.items()),
        ]

    async def enter(self, request: Request) -> Response:
        """Show the page to who has the cookie; exchange a launch code for it, if a person asks."""
        code = request.query_params.get("code")
        asked = request.method == "GET" and "prefetch" not in request.headers.get("sec-purpose", "")
        if code and asked and self.door.enter(code):
            return self.door.admit(RedirectResponse("/", 303))
        if self.door.session(request.headers):
            return self.page["index.html"]
        return PlainTextResponse("Open the address that filmc preview has printed: it works once.\n", 401)

    async def asset(self, request: Request) -> Response:
        """Return a file of the page."""
        return self.page.get(request.path_params["name"]) or _nothing()

    async def medium(self, request: Request) -> Response:
        """Return a medium by its id, also a part of it. What is not looked at or heard is only ever downloaded."""
        medium = self.booth.gallery.find(request.path_params["ident"])
        if medium is None or (medium.path and not medium.path.is_file()):
            return _nothing()
        response = _served(medium)
        if not medium.kind.startswith(_SEEN) or "svg" in medium.kind:
            response.headers["content-disposition"] = "attachment"
        return response

    # ---- what changes something

    def _doing(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        """Return the handler that does `act`: what is refused is told in words."""

        async def handle(request: Request) -> Response:
            try:
                said = await said_in(request, self.door.session(request.headers) or "")
                return _answer(200, await run_in_threadpool(act, said))
            except RefusedError as refused:
                return _answer(refused.status, {"message": str(refused)})
            except (Fault, OSError) as error:
                fault = error if isinstance(error, Fault) else Fault.of(error)
                return _answer(409, {"message": f"{fault.code} {fault.message}", "code": fault.code})

        return handle

    # ---- what is told

    async def live(self, socket: WebSocket) -> None:
        """Tell the page what is new, as long as it is open, and hear where its playhead is."""
        await socket.accept()
        telling = asyncio.create_task(self._tell(socket))
        try:
            with suppress(WebSocketDisconnect, KeyError):  # KeyError: what was sent is no text
                while True:
                    self._hear(await socket.receive_text())
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await telling

    async def _tell(self, socket: WebSocket) -> None:
        async for message in self.booth.feed.listen():
            await socket.send_text(message)

    def _hear(self, text: str) -> None:
        with suppress(RefusedError):
            said = said_by(text)
            self.booth.playhead = Playhead(said.text("playhead"), said.number("frame"))


def app_of(booth: Booth, door: Door, acts: Mapping[str, Act]) -> ASGIApp:
    """Return the whole server, guarded."""
    app = Starlette(routes=Routes(booth, door, acts, _page()).table())
    app.router.redirect_slashes = False  # an address that is not in the table is nothing
    return Guard(app, door)


def _page() -> Mapping[str, Response]:
    """Return the page's own files by name: read once, and nothing else of the folder is ever served."""
    found = [path for path in PAGE.iterdir() if path.suffix in _KINDS]
    page = {path.name: Response(path.read_bytes(), media_type=_KINDS[path.suffix]) for path in found}
    letters = asset("stdlib/fonts/text.ttf")  # Chinese, for who has no such letters; asked for only then
    return {**page, letters.name: FileResponse(letters, media_type="font/ttf")}


def _served(medium: Medium) -> Response:
    if medium.path is None:
        return Response(medium.data, media_type=medium.kind)
    return FileResponse(medium.path, media_type=medium.kind)


def _answer(status: int, told: Mapping[str, Any]) -> Response:
    return Response(as_json(told), status, media_type="application/json")


def _nothing() -> Response:
    return PlainTextResponse("there is nothing here\n", 404)
