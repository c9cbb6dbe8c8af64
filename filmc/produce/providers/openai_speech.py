"""Speech as OpenAI's interface asks for it: of OpenAI, and of the many servers on one's own machine that speak so.

`[providers.openai-speech] base = "http://localhost:8880/v1"` names such a server. What costs nothing there is not asked
of OpenAI itself, and OpenAI's key is sent to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from filmc.lower.counting import emotions_of
from filmc.lower.request import SpeechRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import Complaint, Meaning
from filmc.produce.protocol.voices import voice_of

_OWN_KEY, _VENDORS_KEY = "OPENAI_SPEECH_API_KEY", "OPENAI_API_KEY"
_SPEEDS = 0.25, 4.0
_SOUND = ("audio/", "application/octet-stream")


def open_provider(opening: Opening) -> OpenAISpeech:
    """Return the server that speaks OpenAI's interface."""
    return OpenAISpeech(opening)


class OpenAISpeech(AtOnce):
    """`POST {base}/audio/speech` → the bytes of a sound."""

    codes: Mapping[str, Meaning] = {
        "insufficient_quota": "credit",  # it comes with 429, as too many requests do
        "billing_hard_limit_reached": "credit",
        "billing_not_active": "credit",
        "invalid_api_key": "auth",
        "model_not_found": "request",
        "content_policy_violation": "content",
        "rate_limit_exceeded": "rate",
        "server_error": "unclear",
    }

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        name = _OWN_KEY if _OWN_KEY in self.opening.keys else _VENDORS_KEY if self._at_vendor else ""
        key = self.opening.keys.get(name)
        return {"authorization": f"Bearer {key.reveal()}"} if key else {}

    @property
    def _at_vendor(self) -> bool:
        return urlsplit(self.opening.base).hostname in {
            urlsplit(each).hostname for each in self.opening.facts.bases.values()
        }

    async def write(self, asked: Asked) -> Written:
        what, model, how = asked.job.sent, asked.job.model, dict(asked.job.how)
        if not isinstance(what, SpeechRequest) or model is None:
            raise not_possible(asked, "it makes speech only")
        if how.get("own") == "yes" and self._at_vendor:
            raise not_possible(asked, f"it runs on a server of your own: [providers.{self.name}] base")
        slowest, fastest = _SPEEDS
        emotions = emotions_of(what, model.can.emotions)
        body = {
            "model": how.get("model") or model.wire,
            "input": what.text,
            "voice": voice_of(asked),
            "response_format": how.get("format", "mp3"),
            "speed": round(min(max(what.rate, slowest), fastest), 2),
            "instructions": f"Speak as one who is {' and '.join(emotions)}." if emotions else None,
        }
        path = urlsplit(self.opening.base).path.rstrip("/") or "/v1"
        return written(f"{path}/audio/speech", body)

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        if reply.status != 200 or not reply.headers.get("content-type", "").startswith(_SOUND):
            return None
        return Succeeded(self.inside("audio"), None) if reply.body else Failed("empty", "success without a sound")

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        error: Any = said.get("error") or said.get("detail")
        if not isinstance(error, dict):
            return Complaint("", str(error or ""))
        known = next((code for code in (error.get("code"), error.get("type")) if code in self.codes), error.get("code"))
        said_so = str(error.get("message") or error.get("error") or "")
        return Complaint(str(known or ""), said_so)
