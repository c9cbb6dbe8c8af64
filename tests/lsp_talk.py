"""Conversations with the language server in this process: what is said, in order, and all that is answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from pygls.protocol import default_converter

from filmc.tools.lsp.conversation import Conversation
from filmc.tools.lsp.films import Films
from filmc.tools.lsp.server import FilmServer

URI = "untitled:Untitled-1"
FILM = """\
character MEI
    appearance: girl

scene exam: INT. ROOM - DAY

    shot desk: medium, on MEI, 3s
        Mei waits.
        MEI (sad): Yes.
"""


@cache
def converter() -> Any:
    """Return the one converter of all conversations: it takes longer to learn a message than to answer it."""
    return default_converter()


class Sink:
    """Takes what the server writes."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        head, _, body = data.partition(b"\r\n\r\n")
        assert int(head.split(b":")[1].split()[0]) == len(body)
        self.said.append(json.loads(body))

    def close(self) -> None:
        pass


class Talk:
    """What came of a conversation."""

    def __init__(self, said: list[dict[str, Any]], code: int, server: FilmServer) -> None:
        self.said = said
        self.code = code
        self.server = server

    def answers(self, request: Any) -> list[dict[str, Any]]:
        return [message for message in self.said if "method" not in message and message.get("id") == request]

    def result(self, request: Any) -> Any:
        (answer,) = self.answers(request)
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, request: Any) -> int:
        (answer,) = self.answers(request)
        code: int = answer["error"]["code"]
        return code

    def told(self, method: str) -> list[Any]:
        return [message["params"] for message in self.said if message.get("method") == method]


def request(number: Any, method: str, params: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def notice(method: str, params: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


def hello(abilities: dict[str, Any] | None = None, **more: Any) -> list[dict[str, Any]]:
    said = {"processId": None, "rootUri": None, "capabilities": abilities or {}, **more}
    return [request("hello", "initialize", said), notice("initialized", {})]


def opened(text: str = FILM, uri: str = URI, version: int = 1) -> dict[str, Any]:
    item = {"uri": uri, "languageId": "film", "version": version, "text": text}
    return notice("textDocument/didOpen", {"textDocument": item})


def edited(  # noqa: PLR0917
    version: int, text: str, line: int = 0, start: int = 0, end: int | None = None, uri: str = URI
) -> dict[str, Any]:
    change = {
        "range": {
            "start": {"line": line, "character": start},
            "end": {"line": line, "character": start if end is None else end},
        },
        "text": text,
    }
    return notice(
        "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
    )


def at(number: Any, method: str, line: int, character: int, uri: str = URI, **more: Any) -> dict[str, Any]:
    return request(
        number, method, {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}, **more}
    )


BYE = [request("bye", "shutdown"), notice("exit")]


def talk(*messages: Any, films: Films | None = None) -> Talk:
    """Say everything at once, as a client does that does not wait; then wait for the last answer. Bytes go as they are."""
    return talk_in_turns([messages], films)


def talk_in_turns(turns: Iterable[Iterable[Any]], films: Films | None = None) -> Talk:
    """Say each turn when all of the one before is answered."""
    server, sink = FilmServer(films, converter), Sink()
    server.protocol.set_writer(sink)

    async def run() -> int:
        conversation = Conversation(server)
        ending = asyncio.create_task(conversation.last())
        for turn in turns:
            for message in turn:
                conversation.take(message if isinstance(message, bytes) else json.dumps(message).encode())
            while not (ending.done() or conversation.is_idle):  # noqa: ASYNC110  -- it goes on in this very loop
                await asyncio.sleep(0)
        conversation.leave("")
        return await ending

    return Talk(sink.said, asyncio.run(run()), server)
