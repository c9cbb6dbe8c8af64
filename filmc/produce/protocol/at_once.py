"""A provider that answers with the result itself: its answer is kept, and read again as often as is asked."""

from __future__ import annotations

import json
import tempfile
from abc import abstractmethod
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from filmc.base.digest import digest_bytes
from filmc.base.record import replace
from filmc.produce.protocol.base import (
    Abilities,
    Accepted,
    Failed,
    Fetched,
    Handle,
    Known,
    NotFetched,
    Order,
    Outcome,
    Progress,
    Result,
    Succeeded,
    Unclear,
)
from filmc.produce.protocol.http import Broken, Reply, Saved
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import STRANGE, Question, Remote, has_addresses
from filmc.produce.protocol.verdict import accepted_file, unsent_or_unknown

_LARGEST = 256 << 20
"""Bytes of an answer: a few large pictures in base64, an hour of speech."""
KEPT = "answer:"
"""What an address begins with that means a part of a kept answer: `answer:REFERENCE#0`."""
ORDERED = "x-ordered"
"""The header under which a kept answer has what `AtOnce.ordered` says of its order."""


class AtOnce(Remote):
    """A `Remote` whose submit brings the result: inside the answer, or as an address in it."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(replace(opening, limits=replace(opening.limits, reply_bytes=_LARGEST)))

    @abstractmethod
    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        """Read an answer: what it brings (see `inside`), a success without anything, or None for a refusal."""

    def parts(self, reply: Reply) -> tuple[bytes, ...]:
        """Return the files that an answer has inside, in order; only for what `ended` has read as success."""
        return (reply.body,)

    def ordered(self, order: Order) -> str:
        """Return what a bill depends on and no answer repeats (the model): `ended` finds it under `ORDERED`."""
        del order
        return ""

    def inside(self, family: str, count: int = 1) -> tuple[Result, ...]:
        """Return results that stand for the first `count` of an answer's `parts`."""
        return tuple(Result(f"{KEPT}#{number}", family) for number in range(count))  # type: ignore[arg-type]

    async def answer(self, order: Order) -> Reply | Broken:
        """Send an order and return its answer."""
        return await self.transport.call("POST", order.path, order.body, self.headers(order))

    @property
    def abilities(self) -> Abilities:
        """As `Provider.abilities`."""
        return replace(super().abilities, kept=True)

    async def lookup(self, reference: str, path: str) -> Known | Unclear:
        """As `Provider.lookup`: first among the answers that came before a run broke off."""
        if self._kept(reference):
            return Known((self.handle(reference),))
        if super().abilities.lookup:
            return await super().lookup(reference, path)
        return Unclear("no answer of it is kept here")

    async def submit(self, order: Order) -> Outcome:
        """As `Provider.submit`; an answer that brings something is on the disk before it is told of."""
        answer = await self.answer(order)
        if isinstance(answer, Broken):
            return unsent_or_unknown(answer)
        if self._ended(answer) is None:
            return self.refused(answer)
        noted = replace(answer, headers={**answer.headers, ORDERED: self.ordered(order)})
        self.opening.answers.keep(order.reference, _packed(noted))
        return Accepted(self.handle(order.reference))

    async def poll(self, handle: Handle) -> Progress:
        """As `Provider.poll`: nobody is asked."""
        kept = self._kept(handle.job)
        told = kept and self._ended(kept)
        if not told:
            return Failed("lost", "its answer is no longer here, and the provider keeps none")
        if isinstance(told, Failed):
            return self.fit(told)
        named = [replace(each, url=each.url.replace(f"{KEPT}#", f"{KEPT}{handle.job}#")) for each in told.results]
        return replace(told, results=tuple(named))

    def _ended(self, reply: Reply) -> Succeeded | Failed | None:
        """As `ended`; None also for an answer of another form than is known."""
        with suppress(*STRANGE):
            told = self.ended(reply)
            return told if not isinstance(told, Succeeded) or has_addresses(told) else None
        return None

    async def fetch(self, result: Result, folder: Path) -> Fetched | NotFetched:
        """As `Provider.fetch`."""
        if not result.url.startswith(KEPT):
            return await super().fetch(result, folder)
        reference, _, place = result.url.removeprefix(KEPT).rpartition("#")
        kept = self._kept(reference)
        parts = self.parts(kept) if kept else ()
        if not place.isdecimal() or int(place) >= len(parts):
            return NotFetched("gone", "its answer is no longer here")
        return accepted_file(saved(parts[int(place)], folder), result, self.opening.now())

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        """Tell of no job: there is none at the provider's."""
        del order, reply
        return None

    def question(self, handle: Handle) -> Question:
        """Ask nobody."""
        raise NotImplementedError(handle)

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        """Read nothing."""
        raise NotImplementedError(handle, reply)

    def _kept(self, reference: str) -> Reply | None:
        data = self.opening.answers.of(reference)
        return _unpacked(data) if data is not None else None


def saved(data: bytes, folder: Path) -> Saved:
    """Write what came inside an answer into a new file of `folder`, as a download would be. OSError."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix="fetch-", suffix=".part", delete=False) as file:
        file.write(data)
    return Saved(Path(file.name), len(data), sha256(data).hexdigest(), data[:64])


def _packed(reply: Reply) -> bytes:
    head = json.dumps([reply.status, {name: reply.headers[name] for name in reply.headers if name in _KEPT_HEADERS}])
    return b"\n".join((digest_bytes(reply.body).encode(), head.encode(), reply.body))


def _unpacked(data: bytes) -> Reply | None:
    """Return an answer as it was; None where it is damaged."""
    digest, _, rest = data.partition(b"\n")
    head, _, body = rest.partition(b"\n")
    if digest_bytes(body).encode() != digest:
        return None
    status, headers = json.loads(head)
    return Reply(status, headers, body)


_KEPT_HEADERS = {"content-type", "finish-reason", "seed", ORDERED}
