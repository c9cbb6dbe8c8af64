"""DubbingX: speech with a type, a style and a level of emotion, as tasks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from filmc.lower.counting import emotions_of
from filmc.lower.request import SpeechRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.base import Failed, Handle, Order, Progress, Result, Running, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.told import part, told
from filmc.produce.protocol.verdict import Complaint, Meaning, job_state
from filmc.produce.protocol.voices import language_of, voice_of

_FACTORS = 0.5, 2.0
_DECIBELS = 12
_WORDS: Mapping[str, tuple[str, ...]] = {
    "credit": ("余额", "不足", "balance"),
    "content": ("敏感", "违规", "sensitive"),
}
"""What its messages say where a code does not: it has published no list of codes."""
_NORMAL = "正常"


def open_provider(opening: Opening) -> DubbingX:
    """Return DubbingX."""
    return DubbingX(opening)


class DubbingX(Remote):
    """`POST /v1/addTtsTask` → task; `POST /v1/getTtsTaskInfo/{id}` → its state. Two signs say that all is well."""

    codes: Mapping[str, Meaning] = {
        "400": "request",
        "401": "auth",
        "402": "credit",
        "403": "auth",
        "404": "request",
        "429": "rate",
        "credit": "credit",
        "content": "content",
    }

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.opening.keys['DUBBINGX_API_KEY'].reveal()}"}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, SpeechRequest) or model is None:
            raise not_possible(asked, "it makes speech only")
        words = emotions_of(what, model.can.emotions)
        free = dict(asked.job.how).get("emotion") == "free"
        slowest, fastest = _FACTORS
        body = {
            "voiceId": voice_of(asked),
            "text": what.text,
            "language": language_of(what, model.can.languages) or "zh",
            "emotion": None if free else _emotion(words, what.energy),
            "emotionCustom": "，".join(words) or None if free else None,
            "audioSpeed": round(min(max(what.rate, slowest), fastest), 2),
            "audioPitch": round(min(max(what.pitch, slowest), fastest), 2),
            "audioVolume": min(max(round(20 * math.log10(what.energy)), -_DECIBELS), _DECIBELS),
            "fileFormat": "wav",
        }
        return written("/v1/addTtsTask", body)

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        task = part(told(reply), "data").get("taskId")
        good = _is_good(reply) and isinstance(task, str | int) and task
        return self.handle(str(task)) if good else None

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        message = str(said.get("msg") or "")
        meant = (kind for kind, words in _WORDS.items() if any(word in message.lower() for word in words))
        code = said.get("code")
        return Complaint(next(meant, "" if code in (None, 200) else str(code)), message)

    def question(self, handle: Handle) -> Question:
        return Question("POST", f"/v1/getTtsTaskInfo/{handle.job}", b"{}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = told(reply)
        if str(said.get("code")) == "404":
            return Failed("lost", "the provider no longer knows this task")
        if not _is_good(reply):
            return None
        task = part(said, "data")
        url = task.get("fileUrl")
        match job_state({"Ready": "waiting", "Generating": "running"}.get(str(task.get("status")), task.get("status"))):
            case "running":
                return Running()
            case "succeeded":  # its pages: the address may come later than the word
                return Succeeded((Result(url, "audio"),), None) if url else Running()
            case "failed":
                return Failed("failed", str(task.get("errorMessage") or "the task failed"))
            case "cancelled":
                return Failed("cancelled", "the task was cancelled")
            case _:
                return None


def _emotion(words: list[str], energy: float) -> str:
    """Return `type-style-level`; nothing leaves it to the voice.

    A word with `~` is a way to speak (a whisper): it is the style of another word's type, and stands whole only alone.
    """
    kinds = [word for word in words if not word.startswith("~")]
    ways = [word.removeprefix("~") for word in words if word.startswith("~")]
    if not kinds:
        return ways[0] if ways else ""
    kind, _, style = kinds[0].partition("-")
    if ways and style == _NORMAL:
        style = ways[0].split("-")[1]
    return f"{kind}-{style}-{min(max(round(3 * energy), 1), 5)}"


def _is_good(reply: Reply) -> bool:
    said: Mapping[str, Any] = told(reply)
    return reply.status == 200 and said.get("success") is True and str(said.get("code")) == "200"
