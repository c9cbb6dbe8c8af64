"""Volcengine speech, V3: answers are lines of JSON with samples in them; the last says that it is whole.

Which of its models speaks is said in a header, which an order keeps behind the `#` of its path: that is never sent.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from filmc.lower.counting import emotions_of
from filmc.lower.model import Model
from filmc.lower.request import SpeechRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Order, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.verdict import Complaint, Meaning
from filmc.produce.protocol.voices import language_of, voice_of
from filmc.produce.protocol.waves import wav_of

_PATH = "/api/v3/tts/unidirectional"
_WHOLE = 20_000_000
"""The code of the last line of a whole answer."""
_RATE = 24_000
_DIALECT = "dialect:"
"""What a language's word in the table begins with that the vendor takes for a dialect."""
_GAP = re.compile(r"\s*")
_CONTENT = re.compile(r"audit|sensitive|risk|审核|敏感", re.IGNORECASE)


def open_provider(opening: Opening) -> VolcengineSpeech:
    """Return Volcengine speech."""
    return VolcengineSpeech(opening)


class VolcengineSpeech(AtOnce):
    """`POST /api/v3/tts/unidirectional` → lines `{"code": 0, "data": …}` to `{"code": 20000000}`."""

    codes: Mapping[str, Meaning] = {
        "pace": "rate",
        "spent": "credit",
        "not granted": "auth",
        "content": "content",
        "begun": "unclear",
        **dict.fromkeys(("40402003", "40402004", "45000000", "45000001", "45002000", "45002001"), "request"),
        "45000010": "auth",
        "55000000": "unclear",
        "55000001": "unclear",
        "55000031": "busy",
    }
    turned_away = ("pace", "55000031")

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        keys = self.opening.keys
        if "VOLC_TTS_API_KEY" in keys:
            return {"x-api-key": keys["VOLC_TTS_API_KEY"].reveal()}
        return {
            "x-api-app-id": keys["VOLC_TTS_APP_ID"].reveal(),
            "x-api-access-key": keys["VOLC_TTS_ACCESS_TOKEN"].reveal(),
        }

    def headers(self, order: Order) -> Mapping[str, str]:
        resource = order.path.partition("#")[2]
        return {"content-type": order.content_type, "x-api-resource-id": resource, "x-api-request-id": order.reference}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, SpeechRequest) or model is None:
            raise not_possible(asked, "it speaks only")
        voice = voice_of(asked)
        options = dict(model.options)
        additions = _additions(what, model)
        wish = {
            "text": what.text,
            "speaker": voice,
            "model": options.get("model"),
            "audio_params": _sound(what, model, options.get(voice)),
            "additions": json.dumps(additions, ensure_ascii=False) if additions else None,
        }
        said = {name: value for name, value in wish.items() if value is not None}
        return written(f"{_PATH}#{model.wire}", {"user": {"uid": "filmc"}, "req_params": said})

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        lines = list(_lines(reply.body)) if reply.status == 200 else []
        if not lines or lines[-1].get("code") != _WHOLE or any(line.get("code") not in (0, _WHOLE) for line in lines):
            return None
        return Succeeded(self.inside("audio"), None) if _samples(lines) else Failed("empty", "success without a sound")

    def parts(self, reply: Reply) -> tuple[bytes, ...]:
        return (wav_of(_samples(_lines(reply.body)), _RATE),)

    def complaint(self, reply: Reply) -> Complaint:
        lines = list(_lines(reply.body))
        said = next((line for line in lines if line.get("code") not in (0, _WHOLE, None)), {})
        message = str(said.get("message") or "")
        begun = any(line.get("data") for line in lines)
        return Complaint("begun" if begun else _meant(str(said.get("code") or ""), message), message)


def _sound(what: SpeechRequest, model: Model, able: str | None) -> dict[str, Any]:
    """Return format, pace, loudness and emotion; `able` are the emotions of this voice, where the table has them."""
    sound: dict[str, Any] = {"format": "pcm", "sample_rate": _RATE}
    numbers = {"speech_rate": _percent(what.rate), "loudness_rate": _percent(what.energy)}
    sound |= {name: number for name, number in numbers.items() if number}
    known = emotions_of(what, model.can.emotions)
    fit = [word for word in known if able is None or word in able.split()]
    if fit and dict(model.options).get("acts") != "by words":
        sound["emotion"] = fit[0]
    return sound


def _additions(what: SpeechRequest, model: Model) -> dict[str, Any]:
    """Return language, pitch and, for models that take one, a direction in words, which is not charged."""
    additions: dict[str, Any] = {}
    language = language_of(what, model.can.languages)
    if language:
        kind = "explicit_dialect" if language.startswith(_DIALECT) else "explicit_language"
        additions[kind] = language.removeprefix(_DIALECT)
    pitch = min(max(round(12 * math.log2(what.pitch)), -12), 12) if what.pitch > 0 else 0
    if pitch:
        additions["post_process"] = {"pitch": pitch}
    words = emotions_of(what, model.can.emotions)
    if words and dict(model.options).get("acts") == "by words":
        additions["context_texts"] = [f"请用{'、'.join(words)}的语气说这句话。"]
    return additions


def _percent(factor: float) -> int:
    """Return a factor in the vendor's numbers: −50 is half, 100 is twice."""
    return min(max(round((factor - 1) * 100), -50), 100)


def _lines(body: bytes) -> Iterator[dict[str, Any]]:
    """Yield the objects of an answer, in order, as far as they are whole; they may stand on one line."""
    decoder, text, at = json.JSONDecoder(), body.decode("utf-8", "replace"), 0
    while gap := _GAP.match(text, at):
        try:
            said, at = decoder.raw_decode(text, gap.end())
        except (ValueError, RecursionError):
            return
        if isinstance(said, dict):
            yield said


def _samples(lines: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> bytes:
    try:
        return b"".join(base64.b64decode(line["data"]) for line in lines if isinstance(line.get("data"), str))
    except ValueError:
        return b""


def _meant(code: str, message: str) -> str:
    """Return what a code means with its message: one code stands for several troubles."""
    if "quota exceeded" in message:
        return "spent" if "lifetime" in message else "pace"
    if "not granted" in message:
        return "not granted"
    return "content" if _CONTENT.search(message) else code
