"""A small client of the language server: a real process, real messages, everything in plain JSON."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

PATIENCE = 120.0
"""Seconds until a silent server counts as dead: far more than any busy machine needs."""


class RefusedError(Exception):
    """The server answered with an error."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["message"])
        self.code: int = error["code"]


class Client:
    """Starts a server and speaks with it; `abilities` are the client capabilities, merged over none at all."""

    def __init__(
        self,
        root: Path | None,
        abilities: Mapping[str, Any] | None = None,
        *,
        env: Mapping[str, str] | None = None,
        command: tuple[str, ...] = ("-m", "filmc", "lsp"),
    ) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
            cwd=root,
        )
        assert self.process.stdin
        self.stdin = self.process.stdin
        self.log: list[str] = []
        self.told: list[dict[str, Any]] = []
        """Notifications and requests of the server, in order."""
        self.answers: dict[Any, dict[str, Any]] = {}
        self.version = 0
        self._last = 0
        self._came: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._threads = [Thread(target=self._read, daemon=True), Thread(target=self._listen, daemon=True)]
        for thread in self._threads:
            thread.start()
        self.root = root
        self.abilities = dict(abilities or {})

    def initialize(self) -> dict[str, Any]:
        """Say hello; return what the server can."""
        root = self.root.as_uri() if self.root else None
        folders = [{"uri": root, "name": "film"}] if root else None
        said = {"processId": None, "rootUri": root, "capabilities": self.abilities, "workspaceFolders": folders}
        result: dict[str, Any] = self.ask("initialize", said)
        self.tell("initialized", {})
        return result

    # ---- messages

    def send(self, message: Mapping[str, Any]) -> None:
        self.send_bytes(json.dumps(message).encode())

    def send_bytes(self, body: bytes) -> None:
        self.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.stdin.flush()

    def tell(self, method: str, params: Any) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def begin(self, method: str, params: Any) -> int:
        """Ask without waiting for the answer; return the request's id."""
        self._last += 1
        self.send({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params})
        return self._last

    def ask(self, method: str, params: Any) -> Any:
        """Ask, and return the result; RefusedError where the server refuses."""
        return self.result(self.begin(method, params))

    def result(self, request: Any) -> Any:
        while request not in self.answers:
            self._take()
        answer = self.answers.pop(request)
        if "error" in answer:
            raise RefusedError(answer["error"])
        return answer["result"]

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Return the first message of the server that is `wanted`, of those that have not been taken; wait for it."""
        at = 0
        while True:
            while at == len(self.told):
                self._take()
            if wanted(self.told[at]):
                return self.told.pop(at)
            at += 1

    def _take(self) -> None:
        message = self._came.get(timeout=PATIENCE)
        assert message is not None, f"the server has gone: {''.join(self.log)[-2000:]}"
        if "method" in message:
            self.told.append(message)
            if "id" in message:  # whatever it asks for may be done
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        else:
            self.answers[message["id"]] = message

    # ---- documents

    def open(self, uri: str, text: str) -> None:
        self.version += 1
        item = {"uri": uri, "languageId": "film", "version": self.version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, *changes: dict[str, Any]) -> int:
        """Edit; return the version that the document now has."""
        self.version += 1
        self.tell(
            "textDocument/didChange", {"textDocument": {"uri": uri, "version": self.version}, "contentChanges": changes}
        )
        return self.version

    def diagnostics(self, uri: str, version: int | None = None) -> list[dict[str, Any]]:
        """Wait for the diagnostics of a document (of its version now, where none is named)."""
        wanted = self.version if version is None else version
        found = self.until(
            lambda message: (
                message["method"] == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == uri
                and message["params"].get("version") == wanted
            )
        )
        listed: list[dict[str, Any]] = found["params"]["diagnostics"]
        return listed

    def leave(self) -> int:
        """Say goodbye, and return the server's exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.gone()

    def gone(self) -> int:
        code = self.process.wait(PATIENCE)
        self.stdin.close()
        for thread in self._threads:
            thread.join(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()
        return code

    # ---- streams

    def _read(self) -> None:
        stream = self.process.stdout
        assert stream
        while line := stream.readline():
            length = 0
            while line.strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
                line = stream.readline()
            self._came.put(json.loads(stream.read(length)))
        self._came.put(None)

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.log.append(line.decode(errors="replace"))
