"""Volcengine speech, from its pages: one JSON a line, samples in base64, one code for several troubles."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

from emulators.books import UNTOLD, Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import SpeechRequest
from vendors import Ask, Vendor

KEY = "volc-speech-canary-8e21"
VOICE, EMOTIVE = "zh_female_vv_uranus_bigtts", "zh_male_yangguangqingnian_emo_v2_mars_bigtts"
RATES = {8000, 16000, 22050, 24000, 32000, 44100, 48000}
RESOURCES = {"seed-tts-2.0": "_uranus_", "seed-tts-1.0": "_mars_", "seed-icl-2.0": "S_"}
A_CHARACTER = {"seed-tts-2.0": 500}
"""Millionths of a yuan; nothing was found for the others, nor for instructions, which are not counted."""
LANGUAGES = {"zh-cn", "en", "ja", "es-mx", "id", "pt-br", "ko", "crosslingual"}
EMOTIONS = {EMOTIVE: {"happy", "sad", "angry", "fear", "excited", "coldness", "neutral"}}


class NoError(Exception):
    """What the vendor finds wrong."""


def need(good: object, what: str) -> None:
    if not good:
        raise NoError(what)


def no(status: int, code: int, message: str) -> Answer:
    return told({"reqid": "r-1", "code": code, "message": message}, status)


def samples(mark: str) -> bytes:
    """A tenth of a second of its own."""
    note = sum(mark.encode()) % 20 + 10
    return b"".join(struct.pack("<h", 6000 if n // note % 2 else -6000) for n in range(2400))


class SpeechEmulator(VendorEmulator):
    """`https://openspeech.bytedance.com`."""

    def refused(self, request: Request) -> Answer | None:
        given = request.headers
        if given.get("x-api-key") == KEY or (given.get("x-api-app-id"), given.get("x-api-access-key")) == ("1", KEY):
            return None
        return no(401, 45000010, "load grant: requested grant not found")

    @on("POST", "/api/v3/tts/unidirectional", "submit")
    def speak(self, request: Request) -> Answer:
        resource = request.headers.get("x-api-resource-id", "")
        if resource not in RESOURCES:
            return no(403, 45000030, f"[resource_id={resource}] requested resource not granted")
        try:
            asked = request.json["req_params"]
            if RESOURCES[resource] not in asked["speaker"]:
                return no(403, 45000000, "speaker permission denied: get resource id: access denied")
            self._check(asked)
        except (NoError, KeyError, ValueError, TypeError) as error:
            return no(400, 45000001, f"[Invalid argument] {error}")
        cost = A_CHARACTER.get(resource, UNTOLD) * len(asked["text"])
        job = self.books.place("", "audio", micros=cost)
        sound = b"" if job.life.files == () else samples(job.id)
        lines: list[dict[str, Any]] = [
            {"code": 0, "message": "", "data": base64.b64encode(sound[at : at + 1000]).decode()}
            for at in range(0, len(sound), 1000)
        ]
        lines.append({"code": 0, "message": "", "data": None, "sentence": {"text": asked["text"], "words": []}})
        lines.append({"code": 20000000, "message": "ok", "data": None, "usage": {"text_words": len(asked["text"])}})
        data = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()
        return 200, data, {"content-type": "application/json"}

    def _check(self, asked: dict[str, Any]) -> None:
        sound = asked["audio_params"]
        need(asked["text"] and sound["format"] in ("mp3", "pcm", "ogg_opus"), "text, format")
        need(sound.get("sample_rate", 24000) in RATES, "sample_rate")
        need(all(-50 <= sound.get(name, 0) <= 100 for name in ("speech_rate", "loudness_rate")), "rates")
        if "emotion" in sound:
            need(sound["emotion"] in EMOTIONS.get(asked["speaker"], set()), "emotion")
        need(asked.get("model", "seed-tts-2.0-standard").startswith("seed-tts-2.0-"), "InvalidModel")
        more = asked.get("additions", "{}")
        need(isinstance(more, str), "additions is a text")
        said = json.loads(more)
        need(said.get("explicit_language", "en") in LANGUAGES, "explicit_language")
        need(said.get("explicit_dialect", "yue") in ("dongbei", "shaanxi", "sichuan", "yue"), "InvalidDialect")
        need(-12 <= said.get("post_process", {}).get("pitch", 0) <= 12, "pitch")
        need(all(isinstance(each, str) for each in said.get("context_texts", [])), "context_texts")

    def made(self, job: Job) -> tuple[bytes, ...]:
        sound = samples(job.id)
        head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(sound), b"WAVE", b"fmt ", 16, 1, 1, 24000, 48000, 2, 16, b"data", len(sound))  # fmt: skip
        return (head + sound,)


def says(status: int, code: int, message: str = "no") -> Fault:
    return answers(status, no(status, code, message)[1])


def line(text: str, language: str, **more: Any) -> SpeechRequest:
    return SpeechRequest(text, language, "young female", "XIAOMEI", **more)


VENDOR = Vendor(
    name="volcengine-tts",
    emulator=SpeechEmulator,
    keys={"VOLC_TTS_API_KEY": KEY},
    asks={
        "a line": Ask(
            "seed-2", line("为什么没有人回答？", "zh-CN", emotion="sad, whispering"), how=(("voice", VOICE),)
        ),
        "with pace, force and pitch": Ask(
            "seed-2", line("Why?", "en", rate=0.4, energy=1.3, pitch=1.2), how=(("voice", VOICE),)
        ),
        "Cantonese": Ask("seed-2", line("点解冇人应？", "yue"), how=(("voice", VOICE),)),
        "an emotion of the voice": Ask("seed-1", line("走开！", "zh", emotion="angry"), how=(("voice", EMOTIVE),)),
        "an emotion the voice has not": Ask(
            "seed-1", line("什么？", "zh", emotion="surprised"), how=(("voice", EMOTIVE),)
        ),
        "the user's own voice": Ask("own-voice-2", line("你好", "zh", emotion="happy"), how=(("voice", "S_abc123"),)),
    },
    refusals={
        "bad key": (says(401, 45000010, "load grant: requested grant not found"), "auth"),
        "not opened": (says(403, 45000030, "[resource_id=seed-tts-2.0] requested resource not granted"), "auth"),
        "spent": (says(403, 45000000, "quota exceeded for types: text_words_lifetime"), "credit"),
        "at once": (says(429, 45000292, "quota exceeded for types: concurrency"), "rate"),
        "at once, as success": (says(200, 45000000, "quota exceeded for types: concurrency"), "rate"),
        "too fast": (says(400, 45000292, "quota exceeded for types: qps"), "rate"),
        "voice": (says(403, 45000000, "speaker permission denied: get resource id: access denied"), "request"),
        "field": (says(400, 45000001, "[Invalid argument] InvalidDialect"), "request"),
        "too long": (says(400, 40402003, "TTSExceededTextLimit"), "request"),
        "nothing to read": (says(400, 45002001, "No readable text!"), "request"),
        "words refused": (says(400, 45000001, "text audit rejected"), "content"),
        "busy": (says(503, 55000031, "server busy"), "busy"),
        "server": (says(500, 55000000, "connect downstream service timeout"), "unknown"),
        "server, as success": (says(200, 55000000, "synthesis processing timeout"), "unknown"),
    },
    ends={"nothing": (Life(files=()), "empty")},
    one_answer=True,
)
