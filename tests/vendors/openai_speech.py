"""Speech as OpenAI's interface has it, from its Python package; refusals also as small servers of the same kind say them."""

from __future__ import annotations

from pathlib import Path

from emulators import media
from emulators.books import UNTOLD, Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, bytes_of, on, told

from filmc.lower.request import SpeechRequest
from vendors import Ask, Vendor

KEY = "speech-canary-7c20"
MODELS = {"tts-1", "tts-1-hd", "gpt-4o-mini-tts", "kokoro", "own"}
VOICES = {"alloy", "onyx", "ash", "nova", "af_heart", "zf_xiaobei"}
A_CHARACTER = {"tts-1": 15, "tts-1-hd": 30, "gpt-4o-mini-tts": UNTOLD, "kokoro": 0, "own": 0}
"""Millionths of a dollar."""
FIELDS = {"model", "input", "voice", "response_format", "speed", "instructions", "stream_format"}


def no(status: int, code: str | None, kind: str = "invalid_request_error", message: str = "no") -> Answer:
    return told({"error": {"message": message, "type": kind, "param": None, "code": code}}, status)


class SpeechEmulator(VendorEmulator):
    """`https://api.openai.com/v1`, or a server that pretends to be it."""

    def refused(self, request: Request) -> Answer | None:
        known = request.headers.get("authorization") == f"Bearer {KEY}"
        return None if known else no(401, "invalid_api_key")

    @on("POST", "/v1/audio/speech", "submit")
    def speak(self, request: Request) -> Answer:
        asked = request.json
        if asked.get("model") not in MODELS:
            return no(404, "model_not_found")
        if not 1 <= len(asked.get("input", "")) <= 4096 or asked.get("voice") not in VOICES or {*asked} - FIELDS:
            return no(400, "invalid_value")
        if not 0.25 <= asked.get("speed", 1.0) <= 4.0 or asked.get("response_format", "mp3") not in ("mp3", "wav"):
            return no(400, "invalid_value")
        if "instructions" in asked and asked["model"] != "gpt-4o-mini-tts":
            return no(400, "unsupported_parameter")
        job = self.books.place("", "audio", 1.0, A_CHARACTER[asked["model"]] * len(asked["input"]))
        return bytes_of(b"" if job.life.files == () else self.made(job)[0], "audio/mpeg")

    def made(self, job: Job) -> tuple[bytes, ...]:
        return (media.mp3(1.0, job.id),)


def says(status: int, code: str | None, kind: str = "invalid_request_error") -> Fault:
    return answers(status, no(status, code, kind)[1])


def sdk(there: VendorEmulator, folder: Path) -> None:
    from openai import OpenAI

    client = OpenAI(api_key=KEY, base_url=f"{there.url}/v1", max_retries=0)
    sound = client.audio.speech.create(model="gpt-4o-mini-tts", voice="ash", input="Hello", instructions="Softly.")
    assert sound.content == there.made(there.books.jobs["job-1"])[0]
    assert folder.is_dir()
    client.close()


LINE = SpeechRequest("Why does nobody answer?", "en", "young male, soft", "", "sad, whispering", 0.8)

VENDOR = Vendor(
    name="openai-speech",
    emulator=SpeechEmulator,
    keys={"OPENAI_SPEECH_API_KEY": KEY},
    asks={
        "a line": Ask("tts-1", LINE, how=(("voice", "onyx"),)),
        "a line with feeling": Ask("gpt-4o-mini-tts", LINE, how=(("voice", "ash"),)),
        "at home": Ask(
            "kokoro",
            SpeechRequest("为什么没有人回答？", "zh", "young female", "", "sad"),
            how=(("voice", "zf_xiaobei"),),
        ),
    },
    refusals={
        "no money": (says(429, "insufficient_quota", "insufficient_quota"), "credit"),
        "bad key": (says(401, "invalid_api_key"), "auth"),
        "no such model": (says(404, "model_not_found"), "request"),
        "a field": (says(400, "invalid_value"), "request"),
        "a field, elsewhere": (answers(422, b'{"detail": [{"loc": ["body", "voice"], "msg": "unknown"}]}'), "request"),
        "a voice, elsewhere": (
            answers(400, b'{"detail": {"error": "validation_error", "message": "voice"}}'),
            "request",
        ),
        "too many": (says(429, "rate_limit_exceeded", "requests"), "rate"),
        "busy": (answers(503, b'{"detail": "model is loading"}'), "busy"),
        "server": (says(500, None, "server_error"), "unknown"),
    },
    ends={"nothing": (Life(files=()), "empty")},
    sdk=sdk,
    one_answer=True,
)
