"""Volcengine Ark: clips by Seedance as tasks that are told by tokens, pictures by Seedream as answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest, EditRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
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
from filmc.produce.protocol.carrying import data_url, decoded, references, written
from filmc.produce.protocol.either import Either
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question
from filmc.produce.protocol.shapes import seconds_of, sides_within
from filmc.produce.protocol.told import listed, number, part, told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state

_TASKS = "/api/v3/contents/generations/tasks"
_IMAGES = "/api/v3/images/generations"
_FREE = Money(0, "CNY")
"""Only what succeeds is billed; nothing is nothing in every currency."""
_SIDE = 16
"""Pixels that the sides of a picture are whole numbers of."""
_ROLES = {"start": "first_frame", "end": "last_frame"}


def open_provider(opening: Opening) -> Ark:
    """Return Ark."""
    return Ark(opening)


class Ark(Either):
    """`POST …/contents/generations/tasks` → task; `POST …/images/generations` → pictures. Keys hold for one region.

    A handle is `tasks/ID`, or the ID alone. Only a task that still waits can be stopped; what stops it deletes one that
    has ended.
    """

    stopping_deletes = True
    codes: Mapping[str, Meaning] = {  # parts of the vendor's codes, which are many and grow
        "SensitiveContent": "content",
        "RiskDetection": "content",
        "RateLimitExceeded": "rate",
        "Authentication": "auth",
        "AccessDenied": "auth",
        "ModelNotOpen": "auth",
        "AccountOverdue": "credit",
        "QuotaExceeded": "credit",  # it comes with 429
        "SetLimitExceeded": "credit",
        "MissingParameter": "request",
        "InvalidParameter": "request",
        "InvalidEndpoint": "request",
        "ServerOverloaded": "busy",
        "ModelLoading": "busy",
        "InternalService": "unclear",
    }

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.opening.keys['ARK_API_KEY'].reveal()}"}

    def immediate(self, path: str) -> bool:
        return path == _IMAGES

    async def write(self, asked: Asked) -> Written:
        self._check_region(asked)
        match asked.job.sent:
            case ClipRequest() as what:
                return written(_TASKS, _task(asked, what))
            case StillRequest() | EditRequest() as what:
                return written(_IMAGES, _picture(asked, what))
            case _:
                raise not_possible(asked, "it makes pictures and clips only")

    def _check_region(self, asked: Asked) -> None:
        """Refuse a model of another region: it would be answered as one that does not exist."""
        here = self.opening.settings.region or next(iter(self.opening.facts.bases))
        there = dict(asked.job.how).get("region", here)
        if not self.opening.settings.base and (there == "china") != (here == "china"):
            raise not_possible(asked, f"that model is sold in its region {there}, and the region set is {here}")

    # ---- tasks

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        task = told(reply).get("id")
        return self.handle(f"tasks/{task}") if reply.status == 200 and isinstance(task, str) and task else None

    def complaint(self, reply: Reply) -> Complaint:
        error = _error(told(reply))
        code = str(error.get("code") or "")
        return Complaint(self._known(code), str(error.get("message") or code), _FREE if code else None)

    def _known(self, code: str) -> str:
        return next((part for part in self.codes if part in code), code)

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"{_TASKS}/{handle.job.removeprefix('tasks/')}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        if reply.status == 404 and _error(said):
            return Failed("lost", "the provider no longer knows this task")
        if reply.status != 200:
            return None
        match job_state(said.get("status")):
            case "running":
                return Running()
            case "succeeded":
                url = part(said, "content").get("video_url")
                billed = self._bill(said)
                return Succeeded((Result(url, "video"),), billed) if url else _empty(billed)
            case "failed":
                return self._failure(_error(said))
            case "cancelled":
                return Failed("cancelled", "the task was cancelled", _FREE)
            case "expired":
                return Failed("expired", "the task waited too long for its turn", _FREE)
            case _:
                return None

    def _failure(self, error: Mapping[str, Any]) -> Failed:
        code = str(error.get("code") or "")
        kind: FailureKind = "content" if self.codes.get(self._known(code)) == "content" else "failed"
        return Failed(kind, " ".join(filter(None, (code, str(error.get("message") or "")))) or "the task failed", _FREE)

    def _bill(self, said: Mapping[str, Any]) -> Money | None:
        """Return what the tokens of a task cost; None where they are not told, or their price is not known."""
        tokens, model = number(part(said, "usage").get("completion_tokens")), said.get("model")
        finer = f"{model} audio" if said.get("generate_audio") else f"{model} {said.get('resolution')}"
        rate = self.opening.facts.rates.get(finer) or self.opening.facts.rates.get(str(model))
        if tokens is None or rate is None or said.get("service_tier") == "flex":
            return None
        return rate.of(tokens)

    # ---- to stop one

    def cancellation(self, handle: Handle) -> Question:
        return Question("DELETE", self.question(handle).path)

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        if reply.status == 200:
            return Cancelled(_FREE)
        return TooLate(self.complaint(reply).message) if 400 <= reply.status < 500 else None

    # ---- pictures

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        said = told(reply)
        if reply.status != 200 or not isinstance(said.get("data"), list):
            return None
        found = listed(said, "data")
        results = (*_links(found), *self.inside("image", len(_encoded(found))))
        if results:
            return Succeeded(results, None)
        errors = [_error(each) for each in found if "error" in each]
        return self._failure(errors[0]) if errors else _empty(None)

    def parts(self, reply: Reply) -> tuple[bytes, ...]:
        return tuple(decoded(each) for each in _encoded(listed(told(reply), "data")))


def _task(asked: Asked, what: ClipRequest) -> dict[str, Any]:
    assert asked.job.model
    how, model = dict(asked.job.how), asked.job.model
    return {
        "model": model.wire,
        "content": [{"type": "text", "text": what.prompt}, *_frames(asked)],
        "resolution": how.get("resolution"),
        "ratio": "adaptive" if "start" in asked.files else ratio_of(what.aspect, model.can.ratios),
        "duration": int(seconds_of(asked.job)),
        "seed": asked.seed if model.can.seed else None,
        "generate_audio": how.get("audio") == "yes",
        "draft": True if how.get("draft") == "yes" else None,
        "service_tier": how.get("service_tier"),
        "watermark": False,
    }


def _frames(asked: Asked) -> list[dict[str, Any]]:
    """Return the pictures of a clip: its first and last frame, or else who is in it; both at once are refused."""
    given = [(_ROLES[role], file) for role, file in asked.files.items() if role in _ROLES]
    referred = [("reference_image", file) for file in references(asked.files)]
    return [
        {"type": "image_url", "image_url": {"url": data_url(file)}, "role": role} for role, file in given or referred
    ]


def _picture(asked: Asked, what: StillRequest | EditRequest) -> dict[str, Any]:
    assert asked.job.model
    how = dict(asked.job.how)
    least, _, most = how["pixels"].partition("-")
    width, height = sides_within(asked.job, int(least), int(most), _SIDE)
    changed = [asked.files["picture"]] if "picture" in asked.files else []
    return {
        "model": asked.job.model.wire,
        "prompt": what.prompt,
        "image": [data_url(file) for file in (*changed, *references(asked.files))] or None,
        "size": f"{width}x{height}",
        "response_format": how.get("response_format", "b64_json"),
        "watermark": False,
    }


def _links(pictures: list[dict[str, Any]]) -> tuple[Result, ...]:
    return tuple(Result(each["url"], "image") for each in pictures if each.get("url"))


def _encoded(pictures: list[dict[str, Any]]) -> list[str]:
    return [each["b64_json"] for each in pictures if each.get("b64_json")]


def _empty(billed: Money | None) -> Failed:
    return Failed("empty", "success without a file", billed)


def _error(said: Mapping[str, Any]) -> Mapping[str, Any]:
    return part(said, "error")
