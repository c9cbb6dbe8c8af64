"""The one way to the network: bounded in time and size, only to declared hosts, and sure of what has left the machine.

A call is one request; a GET may follow redirects. Every connection is new: an order on a connection that the other
side had just closed could not be told from an order that was taken. Nothing is read from the environment (no proxy,
no netrc), no cookie is kept, and no library log is written that could hold an address or a key.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
import tempfile
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, Literal

import httpx

from filmc.base.record import field, record
from filmc.produce.protocol.address import Resolve, is_among, is_public, system_resolve
from filmc.produce.protocol.reading import read_json
from filmc.produce.protocol.secret import Secret

Sign = Callable[[str, str, bytes], Mapping[str, str]]
"""Method, target (path with query) and the final bytes of the body → the headers that prove who asks."""

_REDIRECTS = {301, 302, 303, 307, 308}


@record
class Limits:
    """Seconds and bytes. `whole` bounds a call from name to last byte, however slowly it drips; `media` a download."""

    connect: float = 10.0
    read: float = 60.0
    whole: float = 120.0
    media: float = 1800.0
    reply_bytes: int = 8 << 20
    media_bytes: int = 4 << 30
    redirects: int = 3


@record
class Site:
    """Where a provider lives. `hosts` are the names that its files may come from (`.name`: all below it).

    `local`: it was declared to run here, so plain http and private addresses are right.
    """

    base: str
    hosts: frozenset[str] = frozenset()
    local: bool = False


@record
class Reply:
    """A whole answer. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def json(self) -> Any:
        """The body as JSON, or None where it is none (also when it is too deep to read)."""
        return read_json(self.body)


@record
class Saved:
    """A file that came whole."""

    path: Path
    size: int
    sha256: str
    head: bytes


@record
class Broken:
    """No whole answer. `sent`: at least one byte of the request may have left. `forbidden`: we would not go there."""

    kind: Literal["unreachable", "timeout", "cut", "size", "forbidden"]
    reason: str
    sent: bool


class _BrokenError(Exception):
    """Carries a `Broken` out of a half-read answer; it never leaves this file."""

    def __init__(self, kind: Literal["unreachable", "timeout", "cut", "size", "forbidden"], reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


@dataclass(slots=True)
class _Line:
    """What is known of one call: to whom it is made, and whether its bytes began to leave."""

    host: str = ""
    sent: bool = False

    async def trace(self, event: str, _: Mapping[str, Any]) -> None:
        """Take httpcore's notes: headers are the first bytes of a request."""
        self.sent = self.sent or event == "http11.send_request_headers.started"


def bearer(key: Secret) -> Sign:
    """Return the plainest proof: the key itself as a bearer token."""
    return lambda _method, _target, _body: {"authorization": f"Bearer {key.reveal()}"}


class Transport:
    """Requests to one provider's `site`, signed by `sign` only when they go to the origin of its base address."""

    def __init__(self, site: Site, sign: Sign, limits: Limits | None = None, resolve: Resolve = system_resolve) -> None:
        self._site = site
        self._base = httpx.URL(site.base)
        self._sign = sign
        self._limits = limits or Limits()
        self._resolve = resolve
        pool = httpx.Limits(max_connections=None, max_keepalive_connections=0)
        self._pool = httpx.AsyncHTTPTransport(verify=_trust(), trust_env=False, limits=pool)

    async def close(self) -> None:
        """Close what is open."""
        await self._pool.aclose()

    async def call(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply | Broken:
        """Send one request to `path` of the provider and read the answer; a redirect is an answer, and not followed."""
        line = _Line()
        try:
            async with asyncio.timeout(self._limits.whole):
                async with self._open(line, method, self._base.join(path), body, headers or {}) as response:
                    return Reply(response.status_code, response.headers, await self._read(response))
        except _FAULTS as fault:
            return _broken(fault, line)

    async def download(self, url: str, folder: Path) -> Saved | Reply | Broken:
        """Bring the file at `url` into `folder` under a temporary name; a `Reply` when the answer is not 200.

        Whatever is not whole is removed again. OSError where the disk does not take it.
        """
        line = _Line()
        try:
            async with asyncio.timeout(self._limits.media):
                return await self._follow(line, self._base.join(url), folder)
        except _FAULTS as fault:
            return _broken(fault, line)

    async def _follow(self, line: _Line, url: httpx.URL, folder: Path) -> Saved | Reply:
        for _ in range(self._limits.redirects + 1):
            async with self._open(line, "GET", url, b"", {}) as response:
                if response.status_code not in _REDIRECTS or "location" not in response.headers:
                    return await self._answer(response, folder)
                url = url.join(response.headers["location"])
        raise _BrokenError("forbidden", "the file's address leads on and on")

    async def _answer(self, response: httpx.Response, folder: Path) -> Saved | Reply:
        if response.status_code != 200:
            return Reply(response.status_code, response.headers, await self._read(response))
        return await self._save(response, folder)

    @asynccontextmanager
    async def _open(
        self, line: _Line, method: str, url: httpx.URL, body: bytes, headers: Mapping[str, str]
    ) -> AsyncIterator[httpx.Response]:
        """Send a request and give the answer while its body is still to be read."""
        line.host = url.netloc.decode("ascii")
        addresses = await self._judge(url)
        proof = self._sign(method, url.raw_path.decode("ascii"), body) if _origin(url) == _origin(self._base) else {}
        ours = {"host": line.host, "accept-encoding": "identity", "connection": "close"}
        extensions = {
            "timeout": httpx.Timeout(self._limits.read, connect=self._limits.connect).as_dict(),
            "sni_hostname": url.raw_host.decode("ascii"),
            "trace": line.trace,
        }
        everything = {**headers, **ours, **proof}
        pinned = [url.copy_with(host=address) for address in addresses]
        response = await self._first(
            [httpx.Request(method, each, headers=everything, content=body, extensions=extensions) for each in pinned]
        )
        try:
            yield response
        finally:
            await response.aclose()

    async def _first(self, requests: list[httpx.Request]) -> httpx.Response:
        """Send the first of `requests` (one an address of the host) whose connection stands: one is sent at most."""
        for request in requests[:-1]:
            try:
                return await self._pool.handle_async_request(request)
            except (httpx.ConnectError, httpx.ConnectTimeout):  # raised before a byte of the request
                continue
        return await self._pool.handle_async_request(requests[-1])

    async def _judge(self, url: httpx.URL) -> list[str]:
        """Return the numeric addresses to call for `url`, once its host, scheme and all of them are allowed."""
        if not is_among(url.host, {self._base.host, *self._site.hosts}):
            raise _BrokenError("forbidden", f"{url.host} is no declared host of this provider")
        if url.scheme != "https" and not (self._site.local and url.scheme == "http"):
            raise _BrokenError("forbidden", f"{url.host} is not reached by https")
        try:
            addresses = await self._resolve(url.host, url.port or 443)
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            raise _BrokenError("unreachable", f"the name {url.host} is not known")
        if not self._site.local and not all(is_public(address) for address in addresses):
            raise _BrokenError("forbidden", f"{url.host} leads to a private address")
        return addresses

    async def _read(self, response: httpx.Response) -> bytes:
        """Read an answer's body, decoded, within the limit also after decoding."""
        cap = self._limits.reply_bytes
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > cap:
                raise _BrokenError("size", f"the answer is longer than {cap} bytes")
        encoding = response.headers.get("content-encoding", "identity")
        if encoding == "identity":
            return bytes(body)
        if encoding not in ("gzip", "deflate"):
            raise _BrokenError("cut", "the answer is packed in a way that was not asked for")
        return _unpacked(bytes(body), cap)

    async def _save(self, response: httpx.Response, folder: Path) -> Saved:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise _BrokenError("cut", "the file is packed in a way that was not asked for")
        with tempfile.NamedTemporaryFile(dir=folder, prefix="fetch-", suffix=".part", delete=False) as file:
            path = Path(file.name)
            try:
                return await self._write(response, path, file)
            except BaseException:
                _remove(path)
                raise

    async def _write(self, response: httpx.Response, path: Path, file: IO[bytes]) -> Saved:
        size, hashed, head = 0, hashlib.sha256(), b""
        async for chunk in response.aiter_raw():
            size += len(chunk)
            if size > self._limits.media_bytes:
                raise _BrokenError("size", f"the file is longer than {self._limits.media_bytes} bytes")
            head = (head + chunk)[:64] if len(head) < 64 else head
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        return Saved(path, size, hashed.hexdigest(), head)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _unpacked(data: bytes, cap: int) -> bytes:
    """Unpack gzip or zlib data to at most `cap` bytes."""
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        plain = unpack.decompress(data, cap + 1)
    except zlib.error:
        raise _BrokenError("cut", "the answer is packed wrongly") from None
    if len(plain) > cap:
        raise _BrokenError("size", f"the answer unpacks to more than {cap} bytes")
    return plain


@cache
def _trust() -> ssl.SSLContext:
    """Read the authorities once a process: that takes longer than many a request."""
    return httpx.create_ssl_context(trust_env=False)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


_REASONS: tuple[tuple[type[Exception], Literal["unreachable", "timeout", "cut", "forbidden"], str], ...] = (
    (httpx.InvalidURL, "forbidden", "the address is none"),
    (httpx.ConnectTimeout, "timeout", "no connection to {host} in time"),
    (httpx.ConnectError, "unreachable", "no connection to {host}"),
    (httpx.TimeoutException, "timeout", "no answer in time"),
    (TimeoutError, "timeout", "no whole answer in time"),
    (httpx.LocalProtocolError, "unreachable", "the request can not be written as HTTP"),
    (UnicodeError, "unreachable", "the request can not be written as HTTP"),
    (httpx.HTTPError, "cut", "the connection ended before the answer was whole"),
    (ssl.SSLError, "cut", "the connection ended before the answer was whole"),
)
_FAULTS: tuple[type[Exception], ...] = (_BrokenError, *(fault for fault, _, _ in _REASONS))


def _broken(fault: Exception, line: _Line) -> Broken:
    """Say what happened in our own words: a library's message may hold an address or a key."""
    if isinstance(fault, _BrokenError):
        return Broken(fault.kind, fault.reason, line.sent)
    kind, reason = next((kind, reason) for known, kind, reason in _REASONS if isinstance(fault, known))
    unwritten = isinstance(fault, httpx.LocalProtocolError | UnicodeError)  # raised while the headers are put together
    return Broken(kind, reason.format(host=line.host), line.sent and not unwritten)
