"""A conversation with one client: messages are taken in order, and films checked when nobody is waiting for an answer.

While a film is checked more may come; all of it is taken in before the next check, so that a burst of edits costs one
check, of the newest text. A request is answered of the text that the client had when it asked, or not at all.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
from contextlib import suppress
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcParseError, JsonRpcRequestCancelled
from pygls.io_ import StdoutWriter

from filmc.tools.lsp.inbox import Inbox, is_request
from filmc.tools.lsp.server import FilmServer
from filmc.tools.lsp.wire import read_aside

_log = logging.getLogger("filmc.lsp")

_PAUSE = 1.5
"""Seconds in which nothing comes: the person reads, or thinks. Clients ask by themselves every two seconds."""

_OUTDATED = types.ResponseError(types.LSPErrorCodes.ContentModified.value, "the text has been edited since")
_TOO_EARLY = types.ResponseError(types.ErrorCodes.ServerNotInitialized.value, "the first request is `initialize`")
_TOO_LATE = types.ResponseError(types.ErrorCodes.InvalidRequest.value, "the server has been shut down")
_TWICE = types.ResponseError(types.ErrorCodes.InvalidRequest.value, "the server is initialized already")
_CANCELLED = JsonRpcRequestCancelled("the request was taken back").to_response_error()


def converse(server: FilmServer, source: BinaryIO, sink: BinaryIO) -> int:
    """Serve a client until it leaves, and return the exit code: 0 where it said so before.

    The collector of circles only runs in pauses: of a long film it walks for seconds, and a film has none.
    """
    gc.disable()
    return asyncio.run(_converse(server, source, sink))


async def _converse(server: FilmServer, source: BinaryIO, sink: BinaryIO) -> int:
    loop, conversation = asyncio.get_running_loop(), Conversation(server)
    server.protocol.set_writer(StdoutWriter(sink))
    read_aside(
        source,
        lambda body: _call(loop, conversation.take, body),
        lambda why: _call(loop, conversation.leave, why),
    )
    try:
        return await conversation.last()
    except BrokenPipeError:
        return 1


def _call(loop: asyncio.AbstractEventLoop, take: Any, said: Any) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(take, said)


class Conversation:
    """What has been said so far."""

    def __init__(self, server: FilmServer) -> None:
        self._server = server
        self._inbox = Inbox()
        self._woken = asyncio.Event()
        self._shut = self._left = False
        self._stirred = True
        """Whether anything but what clients ask by themselves has come since circles were looked for."""

    # ---- what comes in

    def take(self, body: bytes) -> None:
        """Take a message: answers and cancellations at once, the rest in turn."""
        message = self._understood(body)
        if message is None:
            return
        if not hasattr(message, "method"):
            self._server.protocol.handle_message(message)
        elif message.method == types.CANCEL_REQUEST:
            self._cancel(message.params.id)
        else:
            self._inbox.put(message)
            self._woken.set()

    def leave(self, why: str) -> None:
        """Take note that nothing more will come."""
        if why:
            _log.error("the client can not be understood any more: %s", why)
        self._left = True
        self._woken.set()

    @property
    def is_idle(self) -> bool:
        """Whether all that has been said is answered, and every film checked."""
        return not self._inbox and self._is_settled and not self._server.is_busy

    @property
    def _is_settled(self) -> bool:
        return not self._server.is_met or self._server.films.is_settled

    def _understood(self, body: bytes) -> Any:
        """Return the message in `body`; None after answering what is none."""
        data: Any = None
        try:
            data = json.loads(body)
            if not _is_message(data):
                raise JsonRpcInvalidRequest("no message of JSON-RPC 2.0")
            return self._server.protocol.structure_message(data)
        except (ValueError, RecursionError) as fault:
            self._refuse(None, JsonRpcParseError(f"no JSON: {fault}"))
        except JsonRpcException as fault:
            asked = isinstance(data, dict) and "method" in data and "id" in data
            if asked or not isinstance(data, dict):
                self._refuse(data["id"] if asked else None, fault)
            _log.warning("a message could not be understood: %s", fault)
        return None

    def _refuse(self, request: Any, fault: JsonRpcException) -> None:
        known = request if isinstance(request, int | str) else None
        self._answer(known, fault.to_response_error())

    def _answer(self, request: int | str | None, error: types.ResponseError) -> None:
        self._server.protocol._send_data(types.ResponseErrorMessage(jsonrpc="2.0", id=request, error=error))  # noqa: SLF001

    def _cancel(self, request: Any) -> None:
        if not isinstance(request, int | str):
            _log.warning("no request has the id that a client takes back: %s", request)
        elif self._inbox.withdraw(request):
            self._answer(request, _CANCELLED)
        elif request in self._server.protocol._request_futures:  # noqa: SLF001
            self._server.protocol._handle_cancel_notification(request)  # noqa: SLF001

    # ---- what is done about it

    async def last(self) -> int:
        """Answer until the client leaves, and return the exit code."""
        while True:
            if self._inbox:
                message = self._inbox.take()
                if message.method == types.EXIT:
                    break
                self._handle(message)
            elif self._left:
                break
            elif self._is_settled:
                await self._get_ready()
                await self._wake()
            else:
                self._settle()
            if self._server.is_met:
                self._server.tell_news()
            await asyncio.sleep(0)
        if self._server.is_met:
            self._server.aside.close()
        return 0 if self._shut else 1

    async def _get_ready(self) -> None:
        """Find out what will be asked, until something comes."""
        try:
            for _ in self._server.ahead() if self._server.is_met else ():
                await asyncio.sleep(0)
                if self._woken.is_set():
                    return
        except Exception as fault:  # noqa: BLE001 -- as below; whoever asks hears of it again
            self._server.report_server_error(fault)

    async def _wake(self) -> None:
        """Wait for something to come. Where nothing does for a while, there is time to look for circles in memory."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), _PAUSE)
        if not self._woken.is_set():
            self._tidy()
            await self._woken.wait()
        self._woken.clear()

    def _tidy(self) -> None:
        """Look for circles, once in a rest: a client that asks every two seconds would wait for it each time."""
        if self._stirred:
            self._stirred = False
            gc.collect()

    def _settle(self) -> None:
        """Check a film that nobody has asked about yet; a fault in that is told like one in an answer."""
        try:
            self._server.films.settle_one()
        except Exception as fault:  # noqa: BLE001 -- whatever it is, the editor keeps its server
            self._server.report_server_error(fault)

    def _handle(self, message: Any) -> None:
        refused = self._refusal(message)
        self._stirred |= message.method != types.WORKSPACE_DIAGNOSTIC
        if refused is None:
            self._server.handle(message)
            if message.method == types.INITIALIZE and self._server.is_met:
                self._server.prepare()
            self._shut |= message.method == types.SHUTDOWN
        elif is_request(message):
            self._answer(message.id, refused)

    def _refusal(self, message: Any) -> types.ResponseError | None:
        if self._shut:
            return _TOO_LATE
        if message.method == types.INITIALIZE:
            return _TWICE if self._server.is_met else None
        if not self._server.is_met:
            return _TOO_EARLY
        return _OUTDATED if is_request(message) and self._inbox.is_outdated(message) else None


def _is_message(data: Any) -> bool:
    """Tell whether `data` has the outer shape of a message: who asks says what, and who is asked."""
    if not isinstance(data, dict) or data.get("jsonrpc") != "2.0":
        return False
    named = isinstance(data.get("method", ""), str) and ("method" in data or "id" in data)
    return named and ("id" not in data or isinstance(data["id"], int | str))
