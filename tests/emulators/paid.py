"""A provider that takes (pretended) money: a real HTTP server on the loopback with its own counter, misbehaving to order.

    with PaidEmulator(idempotency="replay") as paid:
        paid.script("submit", faults.RESET_CHARGED)      # the next submit only; then all goes well
        paid.clock.advance(10)                           # jobs go on only when told
        assert paid.charges == 1

Calls are `submit`, `poll`, `cancel`, `lookup` and `file` (vendors have `upload` and `other`). `charges` counts takings, `charged` is what was kept of them.
"""

from __future__ import annotations

import json
import selectors
import socket
import struct
import threading
import time
import urllib.request
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from emulators import faults
from emulators.books import Answer, Books, Clock, Life
from emulators.faults import Fault, Wire

CALLS = ("submit", "poll", "cancel", "lookup", "file", "upload", "other")
TRUE = Fault(performs=True)
DRIP_PAUSE = 0.2
HALFWAY_PAUSE = 0.05


@dataclass(frozen=True)
class Request:
    """What came: header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> str:
        return urlsplit(self.target).query

    @property
    def json(self) -> Any:
        """The body as JSON; {} where it is none."""
        try:
            return json.loads(self.body or b"{}")
        except ValueError:
            return {}

    def asked(self, name: str) -> str:
        """A field of the query."""
        return parse_qs(self.query).get(name, [""])[0]


class PaidEmulator:
    """The server; a context. Give `life` for what happens to jobs, `idempotency` for what happens to keys."""

    def __init__(self, idempotency: str = "none", life: Life | None = None, **terms: Any) -> None:
        self.clock = Clock()
        self.books = Books(self.clock, idempotency, life=life or Life(), **terms)
        self.requests: Counter[str] = Counter()
        self.seen: list[tuple[str, dict[str, str], bytes]] = []
        self.calls: list[str] = []
        """Which call each request of `seen` was."""
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self._scripts: dict[str, deque[Fault]] = {call: deque() for call in CALLS}
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.leave()
        self._thread.join()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def charges(self) -> int:
        """How many jobs were paid for, or made for nothing, whatever was given back later."""
        return sum(entry.micros >= 0 and entry.job in self.books.jobs for entry in self.books.entries)

    @property
    def charged(self) -> int:
        """What is kept, in micro-units."""
        return sum(entry.micros for entry in self.books.entries)

    def script(self, call: str, *misbehaviour: Fault) -> None:
        """Let the next requests of `call` meet these faults, one each."""
        self._scripts[call].extend(misbehaviour)

    def settled(self, call: str) -> int:
        """Return how many requests of `call` came, once one has come and all are dealt with: a client may be gone before."""
        until = time.monotonic() + 10
        while not self.requests[call] and time.monotonic() < until:
            time.sleep(0.01)
        with self.lock:
            return self.requests[call]

    def upgraded(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer who wants to speak another protocol on this connection: there is none here."""
        handler.send_error(404)

    def next_fault(self, call: str) -> Fault:
        script = self._scripts[call]
        return script.popleft() if script else TRUE

    def notify(self, url: str, job: str, copies: int = 2) -> None:
        """Post a job's state to `url`, several times over, as webhooks do."""
        body = self.books.status(job)[1]
        for _ in range(copies):
            post = urllib.request.Request(url, data=body, headers={"content-type": "application/json"})
            urllib.request.urlopen(post, timeout=5).close()

    def call_of(self, method: str, target: str) -> str:
        """Return which call a request is."""
        if method == "POST":
            return "cancel" if target.endswith("/cancel") else "submit"
        return "file" if target.startswith("/files/") else "lookup" if "?" in target else "poll"

    def perform(self, call: str, request: Request) -> Answer:
        """Do what is asked, truly. Where the body has no reference, the key is one."""
        path, query, body, key = request.path, request.query, request.body, request.headers.get("idempotency-key")
        match call:
            case "submit":
                asked = json.loads(body)
                return self.books.order(
                    str(asked.get("reference", key or "")), asked.get("family"), float(asked.get("seconds", 0))
                )
            case "poll":
                return self.books.status(path.split("/")[3])
            case "cancel":
                return self.books.cancel(path.split("/")[3])
            case "lookup":
                return self.books.under(parse_qs(query).get("reference", [""])[0])
            case _:
                return self.books.file(path)

    def answer(self, call: str, request: Request, fault: Fault) -> Answer:
        """Do what is asked as far as `fault` lets it be done; return the answer before the wires have their way."""
        key, body = request.headers.get("idempotency-key"), request.body
        known = self.books.seen(key, body) if call == "submit" else None
        if known is not None:
            return known
        asks = call not in ("submit", "cancel")  # a question changes nothing: a fault only spoils its answer
        true = self.perform(call, request) if fault.performs or asks else (200, b"")
        given = (fault.status or true[0], true[1] if fault.body is None else fault.body, *true[2:])
        if call == "submit" and (fault.performs or given[0] >= 500):
            self.books.remember(key, body, given)
        return given


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    timeout = 0
    """Who came and is gone already is not waited for."""

    def __init__(self, paid: PaidEmulator) -> None:
        self.paid = paid
        super().__init__(("127.0.0.1", 0), _Handler)
        self._bell, self._heard = socket.socketpair()

    def serve(self) -> None:
        """Serve until `leave`, which is heard at once: `shutdown` is heard when a poll is over, in thousands of tests."""
        with self._bell, self._heard, selectors.DefaultSelector() as selector:
            for each in (self.socket, self._heard):
                selector.register(each, selectors.EVENT_READ)
            while self._heard not in [key.fileobj for key, _ in selector.select()]:
                self.handle_request()

    def leave(self) -> None:
        self._bell.send(b"!")

    def handle_error(self, *_: object) -> None:
        """Clients that leave early are the subject here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *_: object) -> None:
        """Be quiet."""

    def do_GET(self) -> None:
        if self.headers.get("upgrade"):
            self.close_connection = True
            self.server.paid.upgraded(self)
            return
        self._meet(self.server.paid.call_of(self.command, self.path))

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815  -- the names that the server calls

    def _meet(self, call: str) -> None:
        paid = self.server.paid
        with paid.lock:
            fault = paid.next_fault(call)
            paid.requests[call] += 1
            if fault.wire is Wire.RESET_UNREAD:
                self._reset()
                return
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            if len(body) < length:  # whoever sent it was killed meanwhile: half a request is none
                self.close_connection = True
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            paid.seen.append((self.requestline, headers, body))
            paid.calls.append(call)
            status, data, *more = paid.answer(call, Request(self.command, self.path, headers, body), fault)
        if fault is faults.HOSTILE:
            data = faults.complaint("odd", f"\x1b[2J{' '.join(self.headers.values())}\u202e\n" * 50)
        self._send(status, fault.edit(data) if fault.edit else data, fault, more[0] if more else {})

    def _send(self, status: int, data: bytes, fault: Fault, more: dict[str, str]) -> None:
        self.close_connection = True
        match fault.wire:
            case Wire.RESET:
                self._reset()
            case Wire.SILENT:
                self._wait_until_left()
            case Wire.CLOSE:
                pass
            case wire:
                self._head(status, len(data), fault, more)
                self._body(data, wire)

    def _head(self, status: int, length: int, fault: Fault, more: dict[str, str]) -> None:
        self.send_response_only(status)
        self.send_header("date", formatdate(self.server.paid.clock.now, usegmt=True))
        self.send_header("connection", "close")
        if fault.wire is Wire.CHUNKS_CUT:
            self.send_header("transfer-encoding", "chunked")
        elif fault.wire not in (Wire.UNFRAMED_CUT, Wire.ENDLESS):
            self.send_header("content-length", str(length))
        said = {name.lower() for name, _ in fault.headers}
        for name, value in fault.headers:
            self.send_header(name, value.format(port=self.server.paid.port, path=self.path))
        for name, value in more.items():
            if name.lower() not in said:
                self.send_header(name, value)
        self.end_headers()

    def _body(self, data: bytes, wire: Wire) -> None:
        half = data[: len(data) // 2]
        match wire:
            case Wire.CUT | Wire.UNFRAMED_CUT:
                self.wfile.write(half)
            case Wire.RESET_HALFWAY:
                self.wfile.write(half)
                self.wfile.flush()
                time.sleep(HALFWAY_PAUSE)
                self._reset()
            case Wire.CHUNKS_CUT:
                self.wfile.write(f"{len(half):x}\r\n".encode() + half + b"\r\n")
            case Wire.DRIP:
                self._drip(data)
            case Wire.ENDLESS:
                while not self.server.paid.closing.is_set():
                    self.wfile.write(data + bytes(65536))
            case _:
                self.wfile.write(data)

    def _drip(self, data: bytes) -> None:
        for at in range(len(data)):
            self.wfile.write(data[at : at + 1])
            if self.server.paid.closing.wait(DRIP_PAUSE):
                return

    def _reset(self) -> None:
        """Leave without a word: with nothing left to linger for, closing sends RST."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.wfile.close()
        self.connection.close()

    def _wait_until_left(self) -> None:
        self.connection.settimeout(0.05)
        while not self.server.paid.closing.is_set():
            try:
                if not self.connection.recv(1):
                    return
            except TimeoutError:
                continue
