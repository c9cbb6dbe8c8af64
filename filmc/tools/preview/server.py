"""The server on this machine's own address, in a thread beside the watch."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

_LEAVE = 1
"""Seconds that open connections have when the server ends."""


class Server:
    """Listens on 127.0.0.1 only, at `port` if it is free, else at any. A context."""

    def __init__(self, port: int = 0) -> None:
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, app_of: Callable[[int], ASGIApp]) -> None:
        """Serve `app_of(port)` from now on."""
        config = uvicorn.Config(
            app_of(self.port),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=_LEAVE,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="preview", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """End it."""
        if self._server and self._thread:
            self._server.should_exit = True
            self._thread.join(_LEAVE * 3)
        self._socket.close()


def _bound(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(("127.0.0.1", port))
    except OSError:
        found.bind(("127.0.0.1", 0))
    return found
