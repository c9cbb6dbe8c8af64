"""fal: many makers' models behind one queue. What each is called and wants stands in its table (`protocol/fields.py`).

A handle is the path under which the queue knows a request (`fal-ai/flux-lora/requests/UUID`): shorter than the path
that it was ordered at, which is why the queue's own addresses are believed and not put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from filmc.base.digest import digest_bytes
from filmc.frontend.value import Money
from filmc.produce.protocol.adapter import Asked, Written, not_sent
from filmc.produce.protocol.base import (
    JSON,
    Cancelled,
    Failed,
    FailureKind,
    Handle,
    Order,
    Progress,
    Result,
    Running,
    Succeeded,
    TooLate,
)
from filmc.produce.protocol.carrying import data_url, type_of, written
from filmc.produce.protocol.facts import FILES
from filmc.produce.protocol.fields import address_of, filled
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.media import Family
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state

_INSIDE = 1 << 20
"""Bytes of a picture that still travels inside an order; sound and clips are always sent before it."""
_KEPT = '{"expiration_duration_seconds": 604800}'
"""How long the provider is to keep what was sent to it: it is public there."""
_FILES: Mapping[str, Family] = {
    "video": "video",
    "videos": "video",
    "images": "image",
    "image": "image",
    "audio": "audio",
    "audio_file": "audio",
    "audios": "audio",
}
"""The fields in which the models give what they have made."""


def open_provider(opening: Opening) -> Fal:
    """Return fal."""
    return Fal(opening)


class Fal(Remote):
    """`POST {endpoint}` → request; `GET …/status` until it is completed, then `GET …` is what the model says."""

    codes: Mapping[str, Meaning] = {
        "content_policy_violation": "content",
        "no_media_generated": "content",
        "exhausted_balance": "credit",  # our word for a 403 that says so in a sentence
    }
    turned_away = ("runner_scheduling_failure",)  # what its own machines did not do is not charged

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        files = opening.settings.base or opening.facts.bases.get(FILES, "")
        self._shelf = opening.transport(self.sign, files)
        self._sent: MutableMapping[str, str] = opening.memo("uploaded")

    async def close(self) -> None:
        await super().close()
        await self._shelf.close()

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Key {self.opening.keys['FAL_KEY'].reveal()}"}

    def headers(self, order: Order) -> Mapping[str, str]:
        # Without this the queue itself runs a request up to ten times.
        return {"content-type": order.content_type, "x-fal-no-retry": "1"}

    # ---- orders

    async def write(self, asked: Asked) -> Written:
        async def send(file: Path) -> str:
            return await self._address(asked, file)

        path = address_of(asked)
        named = self.opening.settings.options
        loras = {name.removeprefix("lora."): named[name] for name in named if name.startswith("lora.")}
        return written(f"/{path}", await filled(asked, send, loras))

    async def _address(self, asked: Asked, file: Path) -> str:
        """Return what an order names `file` by; it is sent first where it is too large to travel inside."""
        kind, data = _read(file)
        if kind.startswith("image/") and len(data) <= _INSIDE:
            return data_url(file)
        digest = digest_bytes(data)
        if digest not in self._sent:
            self._sent[digest] = await self._upload(asked, f"{digest[:16]}.{kind.partition('/')[2]}", kind, data)
        return self._sent[digest]

    async def _upload(self, asked: Asked, name: str, kind: str, data: bytes) -> str:
        asking = written("/storage/upload/initiate?storage_type=fal-cdn-v3", {"content_type": kind, "file_name": name})
        headers = {"content-type": JSON, "x-fal-object-lifecycle": _KEPT}
        place = await self._shelf.call("POST", asking.path, asking.body, headers)
        said = told(place) if isinstance(place, Reply) and place.status == 200 else {}
        to, address = said.get("upload_url"), said.get("file_url")
        if not isinstance(to, str) or not isinstance(address, str):
            raise not_sent(asked, name, _why(place))
        done = await self._shelf.call("PUT", to, data, {"content-type": kind})
        if isinstance(done, Broken) or done.status not in (200, 201, 204):
            raise not_sent(asked, name, _why(done))
        return address

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        said = told(reply)
        request = said.get("request_id")
        if reply.status not in (200, 201, 202) or not isinstance(request, str) or not request:
            return None
        place = urlsplit(str(said.get("response_url") or "")).path.strip("/")
        owner_and_name = "/".join(order.path.strip("/").split("/")[:2])
        return self.handle(place if place.endswith(f"/requests/{request}") else f"{owner_and_name}/requests/{request}")

    def complaint(self, reply: Reply) -> Complaint:
        said = reply.json
        detail = said.get("detail") if isinstance(said, dict) else said
        if isinstance(detail, list):
            first = next((each for each in detail if isinstance(each, dict)), {})
            place = ".".join(str(step) for step in first.get("loc") or ())
            return Complaint(str(first.get("type") or ""), f"{place}: {first.get('msg') or ''}".strip(": "))
        message = str(detail or "")
        if "user is locked" in message.lower() and ("balance" in message.lower() or "TOP_UP" in message):
            return Complaint("exhausted_balance", message)
        named = said.get("error_type") if isinstance(said, dict) else None
        return Complaint(str(named or reply.headers.get("x-fal-error-type") or ""), message)

    # ---- jobs

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"/{handle.job}/status")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        if reply.status == 404:
            return Failed("lost", "the provider no longer knows this request")
        if reply.status not in (200, 202):
            return None
        said = told(reply)
        match job_state(said.get("status")):
            case "running":
                return Running()
            case "succeeded":  # which only says that it has ended
                return await self._ended(handle, said)
            case _:
                return None

    async def _ended(self, handle: Handle, status: dict[str, Any]) -> Progress | None:
        answer = await self.asked(Question("GET", f"/{handle.job}"))
        if isinstance(answer, Broken):
            return self.unclear(answer)
        failed = bool(status.get("error")) or answer.status in (400, 422)
        if failed:
            return self._failed(status, answer)
        if answer.status == 404:
            return Failed("lost", "the provider no longer has this request's result")
        return _succeeded(told(answer)) if answer.status == 200 and isinstance(answer.json, dict) else None

    def _failed(self, status: dict[str, Any], answer: Reply) -> Failed:
        complaint = self.complaint(answer)
        code = str(status.get("error_type") or complaint.code)
        kind = _KINDS.get(code) or _KINDS.get(complaint.code) or "failed"
        # What the provider's own machines did wrong is not charged; what a model found wrong may have been.
        billed = Money(0, "USD") if answer.status >= 500 else None
        return Failed(kind, complaint.message or str(status.get("error") or "") or code, billed)

    def cancellation(self, handle: Handle) -> Question:
        return Question("PUT", f"/{handle.job}/cancel")

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        if reply.status in (200, 202):
            return Cancelled()
        return TooLate(str(told(reply).get("status") or "")) if reply.status in (400, 404) else None


_KINDS: Mapping[str, FailureKind] = {
    "content_policy_violation": "content",
    "no_media_generated": "content",
    "client_cancelled": "cancelled",
    "request_timeout": "expired",
    "startup_timeout": "expired",
}


def _succeeded(said: dict[str, Any]) -> Succeeded | Failed:
    found = tuple(_results(said))
    if not found:
        return Failed("empty", "success without a file")
    marks = said.get("has_nsfw_concepts")
    if isinstance(marks, list) and marks and all(mark is True for mark in marks):
        return Failed("content", "the provider's checker has blackened the picture")
    return Succeeded(found, None)


def _results(said: dict[str, Any]) -> Iterator[Result]:
    for name, family in _FILES.items():
        made = said.get(name)
        for each in made if isinstance(made, list) else [made]:
            url = each.get("url") if isinstance(each, dict) else each
            if isinstance(url, str) and url:
                yield Result(url, family)


def _read(file: Path) -> tuple[str, bytes]:
    return type_of(file), file.read_bytes()


def _why(answer: Reply | Broken) -> str:
    return answer.reason if isinstance(answer, Broken) else f"the provider answered {answer.status}"
