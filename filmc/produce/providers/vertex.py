"""Google Cloud's models as a project has them (Vertex AI, now Agent Platform): Veo's clips.

The key is an access token, as `gcloud auth print-access-token` prints one: it lives for an hour, and whoever wants to
look after jobs for longer sets a new one. `[providers.vertex] options = { project = "…" }` names the project, `region`
the place. The handle of a job is the name of its operation; a finished operation has its clips inside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmc.base.record import replace
from filmc.frontend.value import Money
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import saved
from filmc.produce.protocol.base import Failed, Fetched, Handle, NotFetched, Order, Progress, Result, Running, Succeeded
from filmc.produce.protocol.carrying import bare, decoded, references, type_of, written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.shapes import seconds_of
from filmc.produce.protocol.told import listed, part, told
from filmc.produce.protocol.verdict import Complaint, Meaning, accepted_file

_LARGEST = 256 << 20
"""Bytes of an answer: eight seconds of the largest picture, in letters."""
_INSIDE = "operation:"
"""What an address begins with that means a clip inside a job's own answer."""
_PROJECT = re.compile(r"[a-z][a-z0-9.:-]*")
_MODEL = re.compile(r"(projects/[^/]+/locations/[^/]+/publishers/google/models/[^/]+)/operations/[^/]+")
_REFUSED = re.compile(r"usage guidelines|responsible ai|prohibited use|sensitive words|safety", re.IGNORECASE)
_FREE = Money(0, "USD")


def open_provider(opening: Opening) -> Vertex:
    """Return Google Cloud's models."""
    return Vertex(opening)


class Vertex(Remote):
    """`POST /v1/projects/…/models/{model}:predictLongRunning` → the name of an operation; see above."""

    codes: Mapping[str, Meaning] = {
        "refused": "content",  # our word for a refusal that says so in a sentence
        "BILLING_DISABLED": "credit",  # it comes with 403
        "PERMISSION_DENIED": "auth",
        "UNAUTHENTICATED": "auth",
        "FAILED_PRECONDITION": "auth",
        "INVALID_ARGUMENT": "request",
        "NOT_FOUND": "request",
        "RESOURCE_EXHAUSTED": "rate",
        "UNAVAILABLE": "busy",
        "INTERNAL": "unclear",
        "DEADLINE_EXCEEDED": "unclear",
    }
    turned_away = ("UNAVAILABLE",)  # it charges for requests that are answered by 200 only

    def __init__(self, opening: Opening) -> None:
        super().__init__(replace(opening, limits=replace(opening.limits, reply_bytes=_LARGEST)))

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.opening.keys['GOOGLE_OAUTH_ACCESS_TOKEN'].reveal()}"}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, ClipRequest):
            raise not_possible(asked, "it makes clips only")
        assert model
        how = dict(asked.job.how)
        shape = {
            "aspectRatio": ratio_of(what.aspect, model.can.ratios),
            "durationSeconds": int(seconds_of(asked.job)),
            "resolution": how["resolution"],
            "sampleCount": 1,
            "generateAudio": model.can.audio,
            "negativePrompt": what.avoid or None,
            "seed": asked.seed,
        }
        body = {
            "instances": [{"prompt": what.prompt, **_pictures(asked)}],
            "parameters": {name: value for name, value in shape.items() if value is not None},
        }
        return written(f"/v1/{self._home(asked)}/publishers/google/models/{model.wire}:predictLongRunning", body)

    def _home(self, asked: Asked) -> str:
        settings = self.opening.settings
        project = settings.options.get("project", "")
        if not _PROJECT.fullmatch(project):
            raise not_possible(asked, 'its project is not named: [providers.vertex] options = { project = "…" }')
        return f"projects/{project}/locations/{settings.region or next(iter(self.opening.facts.bases))}"

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        name = told(reply).get("name")
        known = reply.status == 200 and isinstance(name, str) and _MODEL.fullmatch(name)
        return self.handle(str(name)) if known else None

    def complaint(self, reply: Reply) -> Complaint:
        front = reply.json[0] if isinstance(reply.json, list) and reply.json else reply.json
        error = front.get("error") if isinstance(front, dict) else None
        said = error if isinstance(error, dict) else {}
        message = str(said.get("message") or "")
        if reply.status == 400 and _REFUSED.search(message):
            return Complaint("refused", message)
        reasons = [each.get("reason") for each in said.get("details") or () if isinstance(each, dict)]
        known = [each for each in (*reasons, said.get("status")) if each in self.codes]
        waits = reply.status == 429 and bool(message)  # what costs is an operation, and there is none
        return Complaint(str(known[0]) if known else "", message, _FREE if waits else None)

    def question(self, handle: Handle) -> Question:
        model = handle.job.partition("/operations/")[0]
        return Question("POST", f"/v1/{model}:fetchPredictOperation", written("", {"operationName": handle.job}).body)

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        if reply.status == 404:
            return Failed("lost", "the provider no longer knows this operation")
        if reply.status != 200 or "name" not in said:
            return None
        if said.get("done") is not True:
            return Running()
        error, made = said.get("error"), said.get("response")
        if isinstance(error, dict):
            message = str(error.get("message") or "it failed")
            return Failed("content" if _REFUSED.search(message) else "failed", message)
        if not isinstance(made, dict):
            return None
        clips = len(_clips(said))
        if clips:
            return Succeeded(tuple(Result(f"{_INSIDE}{handle.job}#{number}", "video") for number in range(clips)), None)
        reasons = made.get("raiMediaFilteredReasons")
        why = " ".join(map(str, reasons)) if isinstance(reasons, list) else ""
        return Failed("content" if why or made.get("raiMediaFilteredCount") else "empty", why or "no clip came of it")

    async def fetch(self, result: Result, folder: Path) -> Fetched | NotFetched:
        job, _, number = result.url.removeprefix(_INSIDE).rpartition("#")
        answer = await self.asked(self.question(self.handle(job)))
        if isinstance(answer, Broken):
            return accepted_file(answer, result, self.opening.now())
        clips = _clips(told(answer))
        if len(clips) > int(number):
            return accepted_file(saved(decoded(clips[int(number)]), folder), result, self.opening.now())
        if answer.status == 200:
            return NotFetched("broken", "the operation's answer had no clip this time")
        return accepted_file(answer, result, self.opening.now())


def _pictures(asked: Asked) -> dict[str, Any]:
    """Return a clip's first and last frame, or else pictures of who and what is in it: one request has not both."""
    roles = {"image": "start", "lastFrame": "end"}
    frames = {name: _picture(asked.files[role]) for name, role in roles.items() if role in asked.files}
    shown = [{"image": _picture(file), "referenceType": "asset"} for file in references(asked.files)]
    return frames or ({"referenceImages": shown} if shown else {})


def _picture(file: Path) -> dict[str, str]:
    return {"bytesBase64Encoded": bare(file), "mimeType": type_of(file)}


def _clips(said: dict[str, Any]) -> list[str]:
    found = (each.get("bytesBase64Encoded") for each in listed(part(said, "response"), "videos"))
    return [each for each in found if isinstance(each, str) and each]
