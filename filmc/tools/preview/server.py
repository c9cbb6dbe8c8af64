"""The server on this machine's own address, in a thread beside the watch."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from filmc.tools.preview.said import MOST

_LEAVE = 1
"""Seconds that open connections have when the server ends."""
_LOGGERS = ("uvicorn", "uvicorn.error", "uvicorn.access", "websockets", "websockets.server", "asyncio")


class Server:
    """Listens on 127.0.0.1 only, at `port` if it is free, else at any.

    `troubled` is told in a line what went wrong in a request; nothing else of it reaches the terminal.
    """

    def __init__(self, port: int, troubled: Callable[[str], None]) -> None:
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        self._troubled = troubled
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, app: ASGIApp) -> None:
        """Serve `app` from now on."""
        for name in _LOGGERS:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [_Log(self._troubled)], False
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_LEAVE,
            ws_max_size=MOST,
            ws_per_message_deflate=False,
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


class _Log(logging.Handler):
    """Passes on, in a line, what broke in our own code; all else that the server has to say is for nobody."""

    def __init__(self, troubled: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._troubled = troubled

    def emit(self, record: logging.LogRecord) -> None:
        """Take in what is logged."""
        bug = record.exc_info[1] if record.exc_info else None
        if isinstance(bug, Exception) and not isinstance(bug, OSError):
            self._troubled(f"this is a fault in filmc itself, not in your film: {type(bug).__name__}: {bug}")


def _bound(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let another program have the same port
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(("127.0.0.1", port))
    except OSError:
        found.bind(("127.0.0.1", 0))
    found.listen(128)  # who comes before the server is up waits for it
    return found
