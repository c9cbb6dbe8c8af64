"""sync.so: mouths in clips. Small files come with the order, large ones before it; a reference is charged once."""

from __future__ import annotations

import json
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from filmc.base.digest import digest_file
from filmc.lower.model import Model
from filmc.lower.request import FaceLipSyncRequest, LipSyncRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible, not_sent
from filmc.produce.protocol.base import JSON, Failed, FailureKind, Handle, Order, Progress, Result, Running, Succeeded
from filmc.produce.protocol.carrying import Part, form, type_of, written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.mp4 import picture_size
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state

_ORDERS = "/v2/generate"
_UPLOADS = "/v2/assets/upload"
_SMALL = 19 << 20
"""Bytes of both files together that go with an order."""
_FILES = (("video", "clip", "clip.mp4"), ("audio", "track", "voice.wav"))


def open_provider(opening: Opening) -> Sync:
    """Return sync.so."""
    return Sync(opening)


class Sync(Remote):
    """`POST /v2/generate` → generation; `GET /v2/generate/{id}` → status and address."""

    codes: Mapping[str, Meaning] = {
        "INVALID_IDEMPOTENCY_KEY": "request",
        "IDEMPOTENCY_OUTCOME_UNKNOWN": "duplicate",
        "generation_unsupported_model": "request",
        "generation_input_validation_failed": "request",
        "generation_internal_auth": "auth",
    }

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._sent: MutableMapping[str, str] = opening.memo("uploaded")

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"x-api-key": self.opening.keys["SYNC_API_KEY"].reveal()}

    def headers(self, order: Order) -> Mapping[str, str]:
        return {"content-type": order.content_type, "idempotency-key": order.reference}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, LipSyncRequest) or model is None or not {"clip", "track"} <= asked.files.keys():
            raise not_possible(asked, "it moves the mouth in a clip by a voice")
        options = _options(asked, what)
        if sum(asked.files[role].stat().st_size for _, role, _ in _FILES) <= _SMALL:
            return _with_files(asked, model, options)
        heard = [{"type": kind, "url": await self._put(asked, role, name)} for kind, role, name in _FILES]
        return written(_ORDERS, {"model": model.wire, "input": heard, "options": options})

    async def _put(self, asked: Asked, role: str, name: str) -> str:
        """Send a file before its order, and return its address there."""
        file = asked.files[role]
        digest = digest_file(file)
        if digest not in self._sent:
            self._sent[digest] = await self._placed(asked, role, file, name)
        return self._sent[digest]

    async def _placed(self, asked: Asked, role: str, file: Path, name: str) -> str:
        kind = type_of(file)
        wish = {"fileName": name, "contentType": kind, "size": file.stat().st_size}  # noqa: ASYNC240 -- a size
        place = await self.transport.call("POST", _UPLOADS, json.dumps(wish).encode(), {"content-type": JSON})
        said = told(place)
        address, url = said.get("uploadUrl"), said.get("url")
        if not isinstance(address, str) or not isinstance(url, str):
            raise not_sent(asked, role, _why(place))
        put = await self.transport.call("PUT", address, file.read_bytes(), {"content-type": kind})  # noqa: ASYNC240
        if isinstance(put, Broken) or put.status not in (200, 201, 204):
            raise not_sent(asked, role, _why(put))
        return url

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        said = told(reply)
        known = reply.status in (200, 201) and isinstance(said.get("id"), str) and said["id"]
        return self.handle(said["id"]) if known else None

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        words = said.get("message") or said.get("error") or ""
        message = "; ".join(map(str, words)) if isinstance(words, list) else str(words)
        running = said.get("generationId")
        job = self.handle(running) if isinstance(running, str) and running else None
        return Complaint(_code(said), message, job=job)

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"{_ORDERS}/{handle.job}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        if reply.status == 404:
            return Failed("lost", "the provider no longer knows this generation")
        said = told(reply)
        match job_state(said.get("status")) if reply.status == 200 else None:
            case "running":
                return Running()
            case "succeeded":
                address = said.get("outputUrl")
                return (
                    Succeeded((Result(address, "video"),), None)
                    if address
                    else Failed("empty", "success without a file")
                )
            case "failed" | "content" as state:
                kind: FailureKind = "content" if state == "content" else "failed"
                return Failed(kind, str(said.get("error") or _code(said) or state))
            case _:
                return None


def _with_files(asked: Asked, model: Model, options: dict[str, Any]) -> Written:
    files = [Part(kind, asked.files[role], name) for kind, role, name in _FILES]
    return form(_ORDERS, [Part("model", model.wire), Part("options", json.dumps(options)), *files])


def _options(asked: Asked, what: LipSyncRequest) -> dict[str, Any]:
    """Return how: the voice is as long as the clip; of several faces the speaking one is looked for, or one is named.

    A place on the face is the option `point`, as parts of the picture's width and height: `0.3 0.4`; without it, the
    middle of where the face is said to be. A model that knows one face is shown no other, and told of none.
    """
    options: dict[str, Any] = {"sync_mode": "cut_off"}
    placed = asked.job.model is not None and asked.job.model.can.faces == "placed"
    point = dict(asked.job.how).get("point", "") or (_middle(what) if placed else "")
    if point:
        return {**options, "active_speaker_detection": _place(asked, point)}
    if placed and what.side in ("left", "right"):
        options["active_speaker_detection"] = {"auto_detect": True}
    return options


def _middle(what: LipSyncRequest) -> str:
    """Return the middle of the speaker's face, written as `point` is; "" where nothing says where that is."""
    if not isinstance(what, FaceLipSyncRequest):
        return ""
    x, y, width, height = what.region
    return f"{x + width / 2:.3f} {y + height / 2:.3f}"


def _place(asked: Asked, point: str) -> dict[str, Any]:
    size = picture_size(asked.files["clip"])
    try:
        across, down = (float(part) for part in point.split())
        frame = int(dict(asked.job.how).get("frame", "0"))
    except ValueError:
        raise not_possible(asked, f"`point` is two parts of the picture, as in `0.3 0.4`, and not `{point}`") from None
    if size is None:
        raise not_possible(asked, "the clip does not say how large its picture is")
    parts = zip((across, down), size, strict=True)
    return {"frame_number": frame, "coordinates": [min(max(round(part * side), 0), side - 1) for part, side in parts]}


def _code(said: Mapping[str, Any]) -> str:
    return str(said.get("errorCode") or said.get("error_code") or said.get("code") or "")


def _why(answer: Reply | Broken) -> str:
    return answer.reason if isinstance(answer, Broken) else f"the provider answered {answer.status}"
