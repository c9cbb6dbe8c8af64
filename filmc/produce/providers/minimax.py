"""MiniMax: clips by Hailuo (two protocols of tasks), and speech, pictures and music as answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.request import ClipRequest, MusicRequest, SpeechRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import ORDERED
from filmc.produce.protocol.base import (
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
    Unclear,
)
from filmc.produce.protocol.carrying import decoded, written
from filmc.produce.protocol.either import OURS, Either
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.media import Family
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question
from filmc.produce.protocol.told import number, part, told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state
from filmc.produce.providers import minimax_orders as orders

_V1, _V2 = "/v1/video_generation", "/v2/video_generation"
_OLDER_TASKS, _NEWER_TASKS = "/v1/query/video_generation", "/v2/query/video_generation"
_SPEECH, _IMAGE, _MUSIC = "/v1/t2a_v2", "/v1/image_generation", "/v1/music_generation"
_FREE = Money(0, "USD")
_FREE_PICTURES = 5
"""So many of a clip's pictures cost nothing."""


def open_provider(opening: Opening) -> MiniMax:
    """Return MiniMax."""
    return MiniMax(opening)


class MiniMax(Either):
    """Handles are `v1/ID` (or the ID alone) and `v2/ID`, by the protocol of the task.

    A 200 is a success only with a code of 0. Only tasks of v2 can be stopped, while they wait; what stops one deletes
    it once it has ended.
    """

    stopping_deletes = True
    codes: Mapping[str, Meaning] = {
        "1002": "rate",
        "1039": "rate",
        "1041": "rate",
        "rate_limit_error": "rate",
        "1004": "auth",
        "2038": "auth",
        "2049": "auth",
        "2061": "auth",
        "authorized_error": "auth",
        "1008": "credit",
        "1028": "credit",
        "1030": "credit",
        "2056": "credit",
        "insufficient_balance_error": "credit",
        "1026": "content",
        "1027": "content",
        "1042": "request",
        "2013": "request",
        "bad_request_error": "request",
        "unprocessable_entity_error": "request",
        "1000": "unclear",
        "1001": "unclear",
        "1024": "unclear",
        "1033": "unclear",
    }

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.opening.keys['MINIMAX_API_KEY'].reveal()}"}

    def immediate(self, path: str) -> bool:
        return path in (_SPEECH, _IMAGE, _MUSIC)

    async def write(self, asked: Asked) -> Written:
        match asked.job.sent:
            case ClipRequest() as what if "protocol" in dict(asked.job.how):
                return written(_V2, orders.newer(asked, what))
            case ClipRequest() as what:
                return written(_V1, orders.older(asked, what))
            case SpeechRequest() as what:
                return written(_SPEECH, orders.speech(asked, what))
            case StillRequest() as what:
                return written(_IMAGE, orders.picture(asked, what))
            case MusicRequest() as what:
                return written(_MUSIC, orders.music(asked, what))
            case _:
                raise not_possible(asked, "it makes clips, pictures, speech and music only")

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        base, error = part(said, "base_resp"), part(said, "error")
        message = str(base.get("status_msg") or error.get("message") or "")
        code = str(base.get("status_code") or error.get("type") or "")
        meant = "1026" if _is_sensitive(error) else code
        return Complaint(meant, message)

    # ---- tasks

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        said = told(reply)
        task = said.get("task_id")
        good = reply.status == 200 and not part(said, "base_resp").get("status_code")
        return self.handle(f"{order.path[1:3]}/{task}") if good and isinstance(task, str) and task else None

    def question(self, handle: Handle) -> Question:
        task = handle.job.rpartition("/")[2]
        return Question("GET", f"{_NEWER_TASKS}/{task}" if _is_newer(handle) else f"{_OLDER_TASKS}?task_id={task}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        if _is_newer(handle):
            return self._newer_progress(reply)
        return await self._older_progress(reply)

    async def _older_progress(self, reply: Reply) -> Progress | None:
        said = told(reply)
        code = str(part(said, "base_resp").get("status_code") or "")
        if reply.status != 200:
            return None
        if code == "2013" and "status" not in said:
            return Failed("lost", "the provider no longer knows this task")
        match job_state(said.get("status")):
            case "running":
                return Running()
            case "succeeded":
                return await self._file(str(said.get("file_id") or ""))
            case "failed":
                kind: FailureKind = "content" if self.codes.get(code) == "content" else "failed"
                return Failed(kind, str(part(said, "base_resp").get("status_msg") or "the task failed"))
            case _:
                return None

    async def _file(self, ident: str) -> Progress:
        """Ask for the address of a task's file."""
        if not ident:
            return Failed("empty", "success without a file")
        answer = await self.asked(Question("GET", f"/v1/files/retrieve?file_id={ident}"))
        url = None if isinstance(answer, Broken) else part(told(answer), "file").get("download_url")
        return Succeeded((Result(url, "video"),), None) if url else self.unclear(answer)

    def _newer_progress(self, reply: Reply) -> Progress | None:
        task = part(told(reply), "task")
        if reply.status == 404 and part(told(reply), "error"):
            return Failed("lost", "the provider no longer knows this task")
        if reply.status != 200 or not task:
            return None
        error = part(task, "error")
        match job_state(task.get("status")):
            case "running":
                return Running()
            case "succeeded":
                url, billed = part(task, "content").get("url"), self._bill(task)
                found = (Result(url, "video"),) if url else ()
                return Succeeded(found, billed) if found else Failed("empty", "success without a file", billed)
            case "failed":
                said = " ".join(str(error[name]) for name in ("code", "message") if error.get(name))
                return Failed("content" if _is_sensitive(error) else "failed", said or "the task failed")
            case "cancelled":
                return Failed("cancelled", "the task was cancelled", _FREE)
            case "expired":
                return Failed("expired", "the task waited too long for its turn")
            case _:
                return None

    def _bill(self, task: Mapping[str, Any]) -> Money | None:
        usage, rates = part(task, "usage"), self.opening.facts.rates
        seconds, model = number(usage.get("total_seconds")), task.get("model")
        rate, more = rates.get(f"{model} {task.get('resolution')}"), rates.get(f"{model} picture")
        if rate is None or more is None or seconds is None:
            return None
        pictures = more.of(max(0, (number(usage.get("input_image_count")) or 0) - _FREE_PICTURES))
        return Money(rate.of(seconds).micros + pictures.micros, pictures.currency)

    async def cancel(self, handle: Handle) -> Cancelled | TooLate | Unclear:
        """Stop a task of v2; those of v1 run to their end."""
        told = await super().cancel(handle) if _is_newer(handle) or handle.job.startswith(OURS) else None
        return told or TooLate("a task of this model can not be stopped")

    def cancellation(self, handle: Handle) -> Question:
        return Question("DELETE", f"{_V2}/{handle.job.partition('/')[2]}")

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        if reply.status == 200:
            return Cancelled(_FREE)
        return TooLate(self.complaint(reply).message or "it runs already") if 400 <= reply.status < 500 else None

    # ---- answers

    def ordered(self, order: Order) -> str:
        return str(json.loads(order.body)["model"])

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        said = told(reply)
        if reply.status != 200 or part(said, "base_resp").get("status_code") != 0:
            return None
        family, encoded = _files(said)
        if not encoded:
            return Failed("empty", "success without a file")
        used = number(part(said, "extra_info").get("usage_characters"))
        rate = self.opening.facts.rates.get(reply.headers.get(ORDERED, ""))
        billed = rate.of(used) if rate and used is not None else None
        return Succeeded(self.inside(family, len(encoded)), billed)

    def parts(self, reply: Reply) -> tuple[bytes, ...]:
        family, encoded = _files(told(reply))
        return tuple(decoded(each) if family == "image" else _from_hex(each) for each in encoded)


def _files(said: Mapping[str, Any]) -> tuple[Family, list[str]]:
    """Return what an answer has inside: pictures in base64, or a sound in hexadecimal."""
    data = part(said, "data")
    pictures = data.get("image_base64")
    return (
        ("image", pictures) if isinstance(pictures, list) else ("audio", [data["audio"]] if data.get("audio") else [])
    )


def _from_hex(text: object) -> bytes:
    try:
        return bytes.fromhex(text) if isinstance(text, str) else b""
    except ValueError:
        return b""


def _is_newer(handle: Handle) -> bool:
    return handle.job.startswith("v2/")


def _is_sensitive(error: Mapping[str, Any]) -> bool:
    return "sensitive" in str(error.get("message")).lower() or str(error.get("code")) in ("1026", "1027")
