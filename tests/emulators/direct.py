"""The way to the emulator without a network, for tests of what comes after it: the same faults, read as `http` reads them.

That the real wires lead to the same readings is what `test_provider_protocol.py` and the soak runs are for.
"""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import Mapping
from email.utils import formatdate
from pathlib import Path
from urllib.parse import urlsplit

from emulators import faults
from emulators.faults import Fault, Wire
from emulators.paid import PaidEmulator, Request
from filmc.produce.protocol.http import Broken, Limits, Reply, Saved, _BrokenError, _unpacked

TURNS = 3
"""Turns of the event loop that a request takes: each is a place where a task can be cancelled."""


class Direct:
    """What a `Transport` to `paid` would answer."""

    def __init__(self, paid: PaidEmulator, limits: Limits) -> None:
        self._paid = paid
        self._limits = limits

    async def close(self) -> None:
        """There is nothing to close."""

    async def call(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply | Broken:
        kind = "submit" if path == "/v1/jobs" else "cancel" if method == "POST" else "lookup" if "?" in path else "poll"
        answer = await self._meet(kind, f"{method} {path} HTTP/1.1", path, body, headers or {})
        if isinstance(answer, Broken):
            return answer
        reply, fault = answer
        try:
            return Reply(reply.status, reply.headers, self._read(reply, fault))
        except _BrokenError as broken:
            return Broken(broken.kind, broken.reason, sent=True)

    async def download(self, url: str, folder: Path) -> Saved | Reply | Broken:
        parts = urlsplit(url)
        answer = await self._meet("file", f"GET {parts.path} HTTP/1.1", parts.path, b"", {})
        if isinstance(answer, Broken):
            return answer
        reply, fault = answer
        if 300 <= reply.status < 400:
            return Broken("forbidden", "elsewhere", sent=True)
        if reply.status != 200:
            return reply
        if "content-encoding" in reply.headers:
            return Broken("cut", "packed", sent=True)
        data = reply.body[: len(reply.body) // 2] if fault.wire is Wire.UNFRAMED_CUT else reply.body
        with tempfile.NamedTemporaryFile(dir=folder, prefix="fetch-", suffix=".part", delete=False) as file:
            file.write(data)
        return Saved(Path(file.name), len(data), hashlib.sha256(data).hexdigest(), data[:64])

    async def _meet(
        self, kind: str, line: str, path: str, body: bytes, headers: Mapping[str, str]
    ) -> tuple[Reply, Fault] | Broken:
        await self._turns()
        paid = self._paid
        with paid.lock:
            fault = paid.next_fault(kind)
            paid.requests[kind] += 1
            if fault.wire is Wire.RESET_UNREAD:
                return Broken("cut", "the connection ended before the answer was whole", sent=True)
            paid.seen.append((line, dict(headers), body))
            status, data, *_ = paid.answer(kind, Request(line.split(maxsplit=1)[0], path, dict(headers), body), fault)
            said = {"date": formatdate(paid.clock.now, usegmt=True), **dict(fault.headers)}
        await self._turns()
        if fault.wire is Wire.ENDLESS:
            return Broken("size", "the answer is longer than it may be", sent=True)
        if fault.wire is not Wire.WHOLE and (kind != "file" or fault.wire is not Wire.UNFRAMED_CUT):
            return Broken("cut", "the connection ended before the answer was whole", sent=True)
        return Reply(status, said, fault.edit(data) if fault.edit else data), fault

    def _read(self, reply: Reply, fault: Fault) -> bytes:
        if fault is faults.HOSTILE:
            return faults.complaint("odd", "\x1b[2J\u202e\n" * 50)
        packing = reply.headers.get("content-encoding")
        if packing == "gzip":
            return _unpacked(reply.body, self._limits.reply_bytes)
        if packing or len(reply.body) > self._limits.reply_bytes:
            raise _BrokenError("size", "the answer can not be read")
        return reply.body

    async def _turns(self) -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)
