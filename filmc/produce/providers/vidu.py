"""Vidu: clips from words, a first frame, both frames or references. Its jobs are tasks with creations."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.frontend.value import Money
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest
from filmc.produce.protocol.adapter import OWN_REFERENCE, Asked, Written, not_possible
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
)
from filmc.produce.protocol.carrying import data_url, written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.shapes import seconds_of
from filmc.produce.protocol.told import listed, number, told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state

CREDIT = 5_000
"""Millionths of a dollar."""
_SHAPED = ("text2video", "reference2video")
"""Modes that are told a ratio; the others have that of their first picture."""


def open_provider(opening: Opening) -> Vidu:
    """Return Vidu."""
    return Vidu(opening)


class Vidu(Remote):
    """`POST /ent/v2/{mode}` → task; `GET /ent/v2/tasks/{id}/creations` → state and files."""

    codes: Mapping[str, Meaning] = {
        "CreditInsufficient": "credit",
        "Unauthorized": "auth",
        "Forbidden": "auth",
        "TaskPromptPolicyViolation": "content",
        "AuditSubmitIllegal": "content",
        "CreationPolicyViolation": "content",
        "FieldInvalid": "request",
        "FieldLacking": "request",
        "FieldUnwanted": "request",
        "ImageDownloadFailure": "request",
        "ImageFormatInvalid": "request",
        "ModelUnavailable": "request",
        "QuotaExceeded": "rate",
        "TooManyRequests": "rate",
        "SystemThrottling": "busy",
        "OperationInProcess": "busy",
        "InternalServiceFailure": "unclear",
    }
    turned_away = ("QuotaExceeded", "TooManyRequests", "SystemThrottling")

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Token {self.opening.keys['VIDU_API_KEY'].reveal()}"}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, ClipRequest) or model is None:
            raise not_possible(asked, "it makes clips only")
        mode, images = _mode(asked)
        options = dict(model.options)
        body = {
            "model": model.wire,
            "prompt": what.prompt,
            "images": images or None,
            "duration": int(seconds_of(asked.job)),
            "resolution": options["resolution"],
            "aspect_ratio": ratio_of(what.aspect, model.can.ratios) if mode in _SHAPED else None,
            "seed": asked.seed,
            "audio": options.get("audio") == "yes",
            "payload": OWN_REFERENCE,
        }
        return written(f"/ent/v2/{mode}", body)

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        task = told(reply).get("task_id")
        return self.handle(task) if reply.status == 200 and isinstance(task, str) and task else None

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        return Complaint(str(said.get("reason") or said.get("err_code") or ""), str(said.get("message") or ""))

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"/ent/v2/tasks/{handle.job}/creations")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        if reply.status == 404:
            return Failed("lost", "the provider no longer knows this task")
        if reply.status != 200:
            return None
        credit = number(said.get("credits"))
        billed = None if credit is None else Money(round(credit * CREDIT), "USD")
        reason = str(said.get("err_code") or "")
        match job_state(said.get("state")):
            case "running":
                return Running()
            case "succeeded" if not reason:
                found = tuple(Result(each["url"], "video") for each in listed(said, "creations") if each.get("url"))
                return Succeeded(found, billed) if found else Failed("empty", "success without a file", billed)
            case "cancelled":
                return Failed("cancelled", reason)
            case "failed" | "succeeded":
                kind: FailureKind = "content" if self.codes.get(reason) == "content" else "failed"
                return Failed(kind, reason or "the task failed", billed)
            case _:
                return None

    def cancellation(self, handle: Handle) -> Question:
        return Question("POST", f"/ent/v2/tasks/{handle.job}/cancel")

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        if reply.status == 200:
            return Cancelled()
        return TooLate(self.complaint(reply).message) if reply.status in (400, 404, 409) else None


def _mode(asked: Asked) -> tuple[str, list[str]]:
    """Return the mode by what there is to begin with, and its pictures in order."""
    files = asked.files
    references = [data_url(file) for role, file in sorted(files.items()) if role.startswith("reference")]
    if "start" in files and "end" in files:
        return "start-end2video", [data_url(files["start"]), data_url(files["end"])]
    if "start" in files:
        return "img2video", [data_url(files["start"])]
    return ("reference2video", references) if references else ("text2video", [])
