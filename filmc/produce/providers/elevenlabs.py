"""ElevenLabs: speech with tags of emotion, music with styles and styles to avoid, effects. The answer is the sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from filmc.lower.counting import tags
from filmc.lower.request import MusicRequest, SoundRequest, SpeechRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.shapes import seconds_of
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import Complaint, Meaning
from filmc.produce.protocol.voices import language_of, style_of, voice_of

_FORMAT = "output_format=mp3_44100_128"
_SHORTEST, _LONGEST = 3_000, 120_000
"""Milliseconds that a section of a plan may have."""
_SPEEDS = 0.7, 1.2


def open_provider(opening: Opening) -> ElevenLabs:
    """Return ElevenLabs."""
    return ElevenLabs(opening)


class ElevenLabs(AtOnce):
    """`POST /v1/text-to-speech/{voice}`, `/v1/music`, `/v1/sound-generation` → the bytes of an MP3."""

    codes: Mapping[str, Meaning] = {
        "quota_exceeded": "credit",  # it comes with 401, as a wrong key does
        "invalid_api_key": "auth",
        "missing_permissions": "auth",
        "too_many_concurrent_requests": "rate",
        "system_busy": "busy",
        "max_character_limit_exceeded": "request",
        "voice_not_found": "request",
        "bad_prompt": "content",
        "bad_composition_plan": "content",
        "content_policy_violation": "content",
    }
    turned_away = ("too_many_concurrent_requests", "system_busy")

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {"xi-api-key": self.opening.keys["ELEVENLABS_API_KEY"].reveal()}

    async def write(self, asked: Asked) -> Written:
        match asked.job.sent:
            case SpeechRequest() as what:
                return _speech(asked, what)
            case MusicRequest() as what:
                return _music(asked, what)
            case SoundRequest() as what:
                seconds = min(max(float(seconds_of(asked.job)), 0.5), 30.0)
                body = {"text": what.words, "duration_seconds": seconds, "loop": what.loop, "model_id": _wire(asked)}
                return written(f"/v1/sound-generation?{_FORMAT}", body)
            case _:
                raise not_possible(asked, "it makes sound only")

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        if reply.status != 200 or not reply.headers.get("content-type", "").startswith("audio/"):
            return None
        return Succeeded(self.inside("audio"), None) if reply.body else Failed("empty", "success without a sound")

    def complaint(self, reply: Reply) -> Complaint:
        detail = told(reply).get("detail")
        if not isinstance(detail, dict):
            return Complaint("", str(detail or ""))
        return Complaint(str(detail.get("status") or detail.get("code") or ""), str(detail.get("message") or ""))


def _speech(asked: Asked, what: SpeechRequest) -> Written:
    assert asked.job.model
    can = asked.job.model.can
    slowest, fastest = _SPEEDS
    body = {
        "text": tags(what, can.emotions) + what.text,
        "model_id": asked.job.model.wire,
        "language_code": language_of(what, can.languages) or None,
        "seed": asked.seed,
        "voice_settings": {"speed": round(min(max(what.rate, slowest), fastest), 2)},
    }
    return written(f"/v1/text-to-speech/{voice_of(asked)}?{_FORMAT}", body)


def _music(asked: Asked, what: MusicRequest) -> Written:
    """Return the order of a piece by a plan: only a plan has an exact length and styles to avoid."""
    count = -(-what.milliseconds // _LONGEST)
    length = max(what.milliseconds // count, _SHORTEST)
    section: dict[str, Any] = {
        "positive_local_styles": [],
        "negative_local_styles": [],
        "duration_ms": length,
        "lines": [],
    }
    plan = {
        "positive_global_styles": [part.strip() for part in style_of(what).split(",")],
        "negative_global_styles": list(what.avoid) or ["vocals"],
        "sections": [{"section_name": f"Part {number}", **section} for number in range(1, count + 1)],
    }
    return written(f"/v1/music?{_FORMAT}", {"composition_plan": plan, "model_id": _wire(asked), "seed": asked.seed})


def _wire(asked: Asked) -> str:
    assert asked.job.model
    return asked.job.model.wire
