"""Black Forest Labs: pictures by FLUX. What each endpoint wants stands in its table (`protocol/fields.py`).

A job is asked for at the address that came with its acceptance: it may be another of the provider's regions than the
one that was called. A handle is that address, or its path where it is on the same host.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filmc.frontend.value import Money
from filmc.produce.protocol.adapter import Asked, Written
from filmc.produce.protocol.base import Failed, Handle, Order, Progress, Result, Running, Succeeded
from filmc.produce.protocol.carrying import bare, written
from filmc.produce.protocol.fields import address_of, filled
from filmc.produce.protocol.http import Broken, Reply, Transport
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.told import number, part, share, told
from filmc.produce.protocol.verdict import Complaint, job_state

CREDIT = 10_000
"""Millionths of a dollar."""


def open_provider(opening: Opening) -> Bfl:
    """Return Black Forest Labs."""
    return Bfl(opening)


class Bfl(Remote):
    """`POST /v1/{model}` → id and `polling_url`, which answers Pending, Ready, or why not."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._regions: dict[str, Transport] = {}

    async def close(self) -> None:
        await super().close()
        for region in self._regions.values():
            await region.close()

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"x-key": self.opening.keys["BFL_API_KEY"].reveal()}

    async def write(self, asked: Asked) -> Written:
        return written(f"/{address_of(asked)}", await filled(asked, _inside, {}))

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        said = told(reply)
        task = said.get("id")
        if reply.status != 200 or not isinstance(task, str) or not task:
            return None
        return self.handle(
            place_of(str(said.get("polling_url") or ""), self.opening.base) or f"/v1/get_result?id={task}"
        )

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        detail = said.get("detail") or said.get("error")
        if isinstance(detail, list):
            first = next((each for each in detail if isinstance(each, dict)), {})
            detail = f"{'.'.join(map(str, first.get('loc') or ()))}: {first.get('msg') or ''}"
        return Complaint("", str(detail or ""))

    def question(self, handle: Handle) -> Question:
        return Question("GET", handle.job)

    async def asked(self, question: Question) -> Reply | Broken:
        if "://" not in question.path:
            return await super().asked(question)
        place = place_of(question.path, self.opening.base)
        if not place:
            return Broken("forbidden", "the job's address is none of this provider's", sent=False)
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(place))
        if origin not in self._regions:
            self._regions[origin] = self.opening.transport(self.sign, origin)
        return await self._regions[origin].call(question.method, place)

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        word = str(said.get("status") or "")
        if reply.status == 404 or word == "Task not found":
            return Failed("lost", "the provider no longer knows this task")
        if reply.status != 200:
            return None
        if word in ("Request Moderated", "Content Moderated"):
            return Failed("content", f"{word}: {_reasons(said)}".rstrip(": "), _billed(said))
        match job_state(word):
            case "running":
                return Running(share(said.get("progress")))
            case "succeeded":
                sample = part(said, "result").get("sample")
                results = (Result(sample, "image"),) if isinstance(sample, str) and sample else ()
                return Succeeded(results, _billed(said)) if results else Failed("empty", "success without a picture")
            case "failed":
                return Failed("failed", _reasons(said) or "the task failed", _billed(said))
            case _:
                return None


def place_of(url: str, base: str) -> str:
    """Return where a job is asked for: a path on the host of `base`, an address of another region, or nothing at all.

    The key goes there, so it has to be an interface of the provider's, not only one of the hosts of its files.
    """
    there, ours = urlsplit(url), urlsplit(base)
    if not there.path:
        return ""
    if not there.netloc or (there.scheme, there.netloc) == (ours.scheme, ours.netloc):
        return there._replace(scheme="", netloc="").geturl()
    named = there.hostname or ""
    tls = there.scheme == "https" and there.port in (None, 443)
    known = tls and named.startswith("api.") and named.endswith(".bfl.ai")
    return url if known else ""


async def _inside(file: Path) -> str:
    return bare(file)


def _billed(said: dict[str, Any]) -> Money | None:
    """Return what the answer says that the task costs, in credits."""
    cost = number(said.get("cost"))
    return None if cost is None else Money(round(cost * CREDIT), "USD")


def _reasons(said: dict[str, Any]) -> str:
    details = said.get("details")
    reasons = details.get("Moderation Reasons") if isinstance(details, dict) else details
    return ", ".join(map(str, reasons)) if isinstance(reasons, list) else str(reasons or "")
