"""Google's Gemini API: pictures, whose answers have them inside, and clips by Omni, whose jobs are interactions.

(Veo left this interface on 2026-10-22; Omni is what Google names instead.) A finished interaction has its clip as an
address here, which wants the key, or inside: both are read. The handle of a job is `interactions/ID`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmc.frontend.value import Money
from filmc.lower.ratios import ratio_of
from filmc.lower.request import ClipRequest, EditRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import saved
from filmc.produce.protocol.base import (
    Cancelled,
    Failed,
    Fetched,
    Handle,
    NotFetched,
    Order,
    Progress,
    Result,
    Running,
    Succeeded,
    TooLate,
)
from filmc.produce.protocol.carrying import bare, decoded, type_of, written
from filmc.produce.protocol.either import Either
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question
from filmc.produce.protocol.shapes import seconds_of
from filmc.produce.protocol.told import listed, number, part, told
from filmc.produce.protocol.verdict import Complaint, Meaning, accepted_file, job_state

_API = "/v1beta"
_INSIDE = "interaction:"
"""What an address begins with that means the clip inside a job's own answer."""
_REFUSED = re.compile(
    r"\bblocked\b[^.]*\b(safety|policy|policies)\b|prohibited use policy|sensitive words", re.IGNORECASE
)
_BLOCKED = "SAFETY PROHIBITED_CONTENT BLOCKLIST SPII RECITATION IMAGE_SAFETY IMAGE_PROHIBITED_CONTENT IMAGE_RECITATION"
_FILE = re.compile(r"/(v1beta/files/[^/:?]+):download")
_TASKS = {"first": "image_to_video", "first-last": "image_to_video", "references": "reference_to_video"}
_FREE = Money(0, "USD")


def open_provider(opening: Opening) -> Gemini:
    """Return the Gemini API."""
    return Gemini(opening)


class Gemini(Either):
    """`POST /v1beta/models/{model}:generateContent` → a picture; `POST /v1beta/interactions` → a job."""

    codes: Mapping[str, Meaning] = {
        "blocked": "content",  # our word for a refusal that says so in a sentence
        "credits depleted": "credit",  # and for this one: it has come with 402, and with 429
        "API_KEY_INVALID": "auth",  # it comes with 400
        "PERMISSION_DENIED": "auth",
        "UNAUTHENTICATED": "auth",
        "FAILED_PRECONDITION": "auth",  # no billing, or not in this country
        "INVALID_ARGUMENT": "request",
        "invalid_request": "request",
        "NOT_FOUND": "request",
        "UNAVAILABLE": "busy",
        "INTERNAL": "unclear",
        "DEADLINE_EXCEEDED": "unclear",
    }

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"x-goog-api-key": self.opening.keys["GEMINI_API_KEY"].reveal()}

    def immediate(self, path: str) -> bool:
        return path.endswith(":generateContent")

    async def write(self, asked: Asked) -> Written:
        match asked.job.sent:
            case StillRequest() | EditRequest() as what:
                return _picture(asked, what)
            case ClipRequest() as what:
                return _clip(asked, what)
            case _:
                raise not_possible(asked, "it makes stills and clips only")

    # ---- pictures

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        said = told(reply)
        if reply.status != 200 or not ({"candidates", "promptFeedback"} & {*said}):
            return None
        billed = self._billed(said)
        count = len(self.parts(reply))
        if count:
            return Succeeded(self.inside("image", count), billed)
        reason = _reason(said)
        return Failed("content" if reason in _BLOCKED.split() else "empty", reason or "no picture", billed)

    def parts(self, reply: Reply) -> tuple[bytes, ...]:
        inside = (part(each, "inlineData").get("data") for each in _told(told(reply)) if not each.get("thought"))
        return tuple(decoded(data) for data in inside if data)

    def _billed(self, said: dict[str, Any]) -> Money | None:
        """Return what the tokens cost that an answer counts; None where a rate is not known."""
        usage, model = said.get("usageMetadata"), said.get("modelVersion")
        if not isinstance(usage, dict):
            return None
        details = listed(usage, "candidatesTokensDetails")
        pictures = next((_count(each, "tokenCount") for each in details if each.get("modality") == "IMAGE"), 0)
        words = _count(usage, "candidatesTokenCount") - pictures + _count(usage, "thoughtsTokenCount")
        units = {"in": _count(usage, "promptTokenCount"), "out": words, "image out": pictures}
        rates = {unit: self.opening.facts.rates.get(f"{model} {unit}") for unit in units}
        costs = [rate.of(units[unit]) for unit, rate in rates.items() if rate]
        return Money(sum(cost.micros for cost in costs), "USD") if len(costs) == len(units) else None

    # ---- clips

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        ident = told(reply).get("id")
        if reply.status != 200 or not isinstance(ident, str) or not ident:
            return None
        return self.handle(f"interactions/{ident}")

    def complaint(self, reply: Reply) -> Complaint:
        front = reply.json[0] if isinstance(reply.json, list) and reply.json else reply.json
        error = front.get("error") if isinstance(front, dict) else None
        said = error if isinstance(error, dict) else {}
        message = str(said.get("message") or "")
        if "credits are depleted" in message:
            return Complaint("credits depleted", message)
        if _REFUSED.search(message):
            return Complaint("blocked", message)
        reasons = [each.get("reason") for each in said.get("details") or () if isinstance(each, dict)]
        known = [each for each in (*reasons, said.get("status"), said.get("code")) if each in self.codes]
        waits = reply.status in (429, 503) and bool(message)  # its page on billing: failed requests are free
        return Complaint(str(known[0]) if known else "", message, _FREE if waits else None)

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"{_API}/{handle.job}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        if reply.status == 404 or (reply.status == 400 and "Invalid interaction name" in self.complaint(reply).message):
            return Failed("lost", "the provider no longer knows this interaction")
        if reply.status != 200:
            return None
        said = told(reply)
        word = said.get("status")
        match job_state(word):
            case "running":
                return Running()
            case "succeeded":
                return await self._made(handle, said)
            case "cancelled":
                return Failed("cancelled", "the interaction was cancelled")
            case "failed":
                return _failed(said)
            case _:
                known = word in ("incomplete", "budget_exceeded", "requires_action", "requires_continuation")
                return Failed("failed", f"it ended as {word}") if known else None

    async def _made(self, handle: Handle, said: dict[str, Any]) -> Progress:
        clips = [each for each in _output(said) if each.get("type") == "video"]
        urls = [
            str(clip.get("uri") or f"{_INSIDE}{handle.job}#{number}")
            for number, clip in enumerate(clips)
            if clip.get("uri") or clip.get("data")
        ]
        if not urls:  # a refusal is a success in words
            words = " ".join(str(each.get("text") or "") for each in _output(said)).strip()
            return Failed("empty" if _counts_video(said) else "content", words or "no clip came of it")
        state = await self._state(urls[0])
        if state == "PROCESSING":
            return Running()
        if state == "FAILED":
            return Failed("failed", "the provider could not make a file of the clip")
        return Succeeded(tuple(Result(url, "video") for url in urls), None)

    async def _state(self, url: str) -> str:
        """Return whether a file can be fetched yet, as far as the provider says so."""
        named = _FILE.search(url)
        answer = await self.asked(Question("GET", f"/{named[1]}")) if named else None
        return str(told(answer).get("state") or "") if answer else ""

    async def fetch(self, result: Result, folder: Path) -> Fetched | NotFetched:
        if not result.url.startswith(_INSIDE):
            return await super().fetch(result, folder)
        job, _, place = result.url.removeprefix(_INSIDE).partition("#")
        answer = await self.asked(self.question(self.handle(job)))
        if isinstance(answer, Broken):
            return accepted_file(answer, result, self.opening.now())
        clips = [each for each in _output(told(answer)) if each.get("type") == "video" and each.get("data")]
        if answer.status != 200 or not place.isdecimal() or len(clips) <= int(place):
            return NotFetched("gone", "the interaction no longer has its clip")
        return accepted_file(saved(decoded(clips[int(place)]["data"]), folder), result, self.opening.now())

    def cancellation(self, handle: Handle) -> Question:
        return Question("POST", f"{_API}/{handle.job}/cancel")

    def cancelled(self, handle: Handle, reply: Reply) -> Cancelled | TooLate | None:
        if reply.status in (400, 404, 409):
            return TooLate(self.complaint(reply).message or "it has ended")
        state = job_state(told(reply).get("status")) if reply.status == 200 else None
        return Cancelled() if state == "cancelled" else TooLate("it has ended") if state else None


# Orders.


def _picture(asked: Asked, what: StillRequest | EditRequest) -> Written:
    assert asked.job.model
    model, given = asked.job.model, [*_files(asked, "picture"), *_files(asked, "reference")]
    inside = [{"inlineData": {"mimeType": type_of(file), "data": bare(file)}} for file in given]
    shape = {"aspectRatio": ratio_of(what.aspect, model.can.ratios), "imageSize": dict(asked.job.how).get("resolution")}
    config = {
        "responseModalities": ["IMAGE"],
        "imageConfig": {name: value for name, value in shape.items() if value},
        "seed": asked.seed,
    }
    body = {
        "contents": [{"role": "user", "parts": [*inside, {"text": what.prompt}]}],
        "generationConfig": {name: value for name, value in config.items() if value is not None},
    }
    return written(f"{_API}/models/{model.wire}:generateContent", body)


def _clip(asked: Asked, what: ClipRequest) -> Written:
    assert asked.job.model
    model, how = asked.job.model, dict(asked.job.how)
    frames = [*_files(asked, "start"), *_files(asked, "end")]
    given = frames or _files(asked, "reference")
    mode = ("first", "first-last")[len(frames) - 1] if frames else "references" if given else ""
    images = [{"type": "image", "data": bare(file), "mime_type": type_of(file)} for file in given]
    body = {
        "model": model.wire,
        "input": [*images, {"type": "text", "text": f"{_roles(mode, len(given))}{what.prompt}"}],
        "response_format": {
            "type": "video",
            "delivery": "uri",
            "aspect_ratio": ratio_of(what.aspect, model.can.ratios),
            "resolution": how.get("resolution", "720p"),
            "duration": f"{int(seconds_of(asked.job))}s",
        },
        "generation_config": {"video_config": {"task": _TASKS.get(mode, "text_to_video")}},
        "background": True,
        "store": True,
    }
    return written(f"{_API}/interactions", body)


def _roles(mode: str, count: int) -> str:
    """Return the tags that tell what the pictures are for: this interface has no other place to say so."""
    if mode == "references":
        named = " ".join(f"<IMAGE_REF_{number}>@Image{number + 1}" for number in range(count))
        return f"[# References {named}] "
    tags = {"first": "<FIRST_FRAME>@Image1", "first-last": "<FIRST_FRAME>@Image1 <LAST_FRAME>@Image2"}.get(mode)
    return f"[# Sources {tags}] " if tags else ""


def _files(asked: Asked, role: str) -> list[Path]:
    """Return the files of a role, numbered or not, in order."""
    found = {int(name[len(role) :] or 0): file for name, file in asked.files.items() if name.split()[0] == role}
    return [found[number] for number in sorted(found)]


# Answers.


def _count(said: Mapping[str, Any], name: str) -> int | float:
    return number(said.get(name)) or 0


def _first(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was made in the first place: one is asked for."""
    return next(iter(listed(said, "candidates")), {})


def _told(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    return listed(part(_first(said), "content"), "parts")


def _reason(said: Mapping[str, Any]) -> str:
    return str(part(said, "promptFeedback").get("blockReason") or _first(said).get("finishReason") or "")


def _output(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    made = (step for step in listed(said, "steps") if step.get("type") == "model_output")
    return [each for step in made for each in listed(step, "content")]


def _counts_video(said: Mapping[str, Any]) -> bool:
    """Tell whether a clip was made and paid, whatever became of it."""
    counted = listed(part(said, "usage"), "output_tokens_by_modality")
    return any(str(each.get("modality")).lower() == "video" and each.get("tokens") for each in counted)


def _failed(said: Mapping[str, Any]) -> Failed:
    errors = [part(said, "error"), *listed(said, "errors")]
    message = " ".join(str(each.get("message") or "") for each in errors).strip()
    codes = {str(word) for each in errors for word in (each.get("code"), each.get("status"))}
    refused = _REFUSED.search(message) or codes & {*_BLOCKED.split()}
    return Failed("content" if refused else "failed", message or "the interaction failed")
