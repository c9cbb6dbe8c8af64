"""The server's routes: one table. Every one of them is behind the guard, and there are no others."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from filmc.base.digest import digest_bytes
from filmc.base.fault import Fault
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.buying import Buyer
from filmc.tools.preview.choosing import choose
from filmc.tools.preview.guard import Door, Guard
from filmc.tools.preview.opening import Editor
from filmc.tools.preview.pictures import Playhead
from filmc.tools.preview.said import RefusedError, Said, said_in
from filmc.tools.preview.writing import Writer
from filmc.tools.storyboards import FORMS
from filmc.tools.watch.reading import Version

PAGE = Path(__file__).parent / "page"
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

Act = Callable[[Said], Mapping[str, Any]]


@dataclass(frozen=True)
class Routes:
    """The handlers, over one booth."""

    booth: Booth
    door: Door
    editor: Editor
    buyer: Buyer
    page: Mapping[str, Response]

    def table(self) -> list[BaseRoute]:
        """Return all routes."""
        return [
            Route("/", self.enter, methods=["GET"]),
            Route("/page/{name}", self.asset, methods=["GET"]),
            Route("/media/{ident}", self.medium, methods=["GET"]),
            WebSocketRoute("/live", self.live),
            *(Route(f"/{name}", self._doing(act), methods=["POST"]) for name, act in self._acts().items()),
        ]

    async def enter(self, request: Request) -> Response:
        """Show the page to who has the cookie; exchange a launch code for it."""
        code = request.query_params.get("code")
        if code and self.door.enter(code):
            return self.door.admit(RedirectResponse("/", 303))
        if self.door.knows(request.headers):
            return self.page["index.html"]
        return PlainTextResponse("Open the address that filmc preview has printed: it works once.\n", 401)

    async def asset(self, request: Request) -> Response:
        """Return a file of the page."""
        return self.page.get(request.path_params["name"]) or _nothing()

    async def medium(self, request: Request) -> Response:
        """Return a medium by its id, also a part of it."""
        medium = self.booth.gallery.find(request.path_params["ident"])
        if medium is None:
            return _nothing()
        if medium.path is None:
            return Response(medium.data, media_type=medium.kind)
        if not medium.path.is_file():
            return _nothing()
        return FileResponse(medium.path, media_type=medium.kind)

    # ---- what changes something

    def _acts(self) -> Mapping[str, Act]:
        """Return what can be asked for, by the name of its route; each is done in a thread of its own."""
        writer = Writer(self.editor)
        return {
            "take": lambda said: {"message": choose(self._film(), said)},
            "write": lambda said: {"message": writer.write(self._film(), said)},
            "open": self._open,
            "offer": lambda said: self.buyer.offer(self._film(), said),
            "buy": lambda said: {"message": self.buyer.buy(self._film(), said)},
            "export": self._export,
            "stop": lambda _: {"message": self.buyer.stop()},
        }

    def _open(self, said: Said) -> Mapping[str, Any]:
        film, name = self._film(), said.text("file")
        source = film.checked.sources.get(name)
        if source is None or name.startswith("stdlib:"):
            raise RefusedError("that is no file of this film", 404)
        start = min(said.number("start"), len(source.text))
        self.editor.open(film.session.world.locate(name), source, source.span(start, start))
        return {"message": ""}

    def _film(self) -> Version:
        if self.booth.version is None:
            raise RefusedError("there is no film yet", 409)
        return self.booth.version

    def _export(self, said: Said) -> Mapping[str, Any]:
        """Make a file of the storyboard; it is served by its id."""
        film, form = self._film().lowered.film, FORMS.get(said.text("kind"))
        if form is None:
            raise RefusedError(f"there is {', '.join(FORMS)}", 404)
        pictures = self.booth.pictures()
        if len(pictures) < len(film.shots):
            raise RefusedError(f"{len(pictures)} of {len(film.shots)} shots are drawn: wait a little", 409)
        data = form.make(film, pictures, "zh" if film.settings.language in ("cmn", "zh", "yue") else "en")
        ident = self.booth.gallery.draw(f"export {digest_bytes(data)}", data, form.kind)
        return {"media": ident, "name": f"{film.settings.title}{form.ending}"}

    def _doing(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        """Return the handler that does `act`: what is refused is told in words."""

        async def handle(request: Request) -> Response:
            try:
                return JSONResponse(await run_in_threadpool(act, await said_in(request)))
            except RefusedError as refused:
                return JSONResponse({"message": str(refused)}, refused.status)
            except Fault as fault:
                return JSONResponse({"message": f"{fault.code} {fault.message}", "code": fault.code}, 409)

        return handle

    # ---- what is told

    async def live(self, socket: WebSocket) -> None:
        """Tell the page what is new, as long as it is open, and hear where its playhead is."""
        await socket.accept()
        telling = asyncio.create_task(self._tell(socket))
        with suppress(WebSocketDisconnect, KeyError):
            while True:
                self._hear(await socket.receive_text())
        telling.cancel()

    async def _tell(self, socket: WebSocket) -> None:
        async for message in self.booth.feed.listen():
            await socket.send_text(message)

    def _hear(self, text: str) -> None:
        with suppress(ValueError):
            said: Any = json.loads(text)
            if isinstance(said, dict) and isinstance(shot := said.get("playhead"), str):
                frame = said.get("frame")
                self.booth.playhead = Playhead(shot, max(frame, 0) if type(frame) is int else 0)


def app_of(booth: Booth, door: Door, editor: Editor, buyer: Buyer, port: int) -> ASGIApp:
    """Return the whole server, guarded; `port` is where it listens."""
    return Guard(Starlette(routes=Routes(booth, door, editor, buyer, _page()).table()), door, port)


def _page() -> Mapping[str, Response]:
    """Return the page's own files by name: read once, and nothing else of the folder is ever served."""
    return {
        path.name: Response(path.read_bytes(), media_type=_KINDS[path.suffix])
        for path in PAGE.iterdir()
        if path.suffix in _KINDS
    }


def _nothing() -> Response:
    return PlainTextResponse("there is nothing here\n", 404)
