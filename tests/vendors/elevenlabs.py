"""ElevenLabs, from its Python package and its pages: sounds as answers, `detail.status` for what it will not do."""

from __future__ import annotations

from pathlib import Path

from emulators import media
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, bytes_of, on, told

from filmc.lower.request import MusicRequest, SoundRequest, SpeechRequest
from vendors import Ask, Vendor

KEY = "sk_canary_eleven_77aa"
A_CHARACTER, A_MINUTE = 80, {"music": 150_000, "sound": 120_000}
"""Millionths of a dollar. All that stands in the text is counted."""
VOICE = "JBFqnCBsd6RMkjVDRZzb"


def no(status: int, code: str, message: str = "no") -> Answer:
    return told({"detail": {"status": code, "message": message}}, status)


class ElevenEmulator(VendorEmulator):
    """`https://api.elevenlabs.io`."""

    def refused(self, request: Request) -> Answer | None:
        return None if request.headers.get("xi-api-key") == KEY else no(401, "invalid_api_key")

    def _sound(self, seconds: float, cost: float) -> Answer:
        job = self.books.place("", "audio", seconds, round(cost))
        data = b"" if job.life.files == () else self.made(job)[0]
        return bytes_of(data, "audio/mpeg")

    def made(self, job: Job) -> tuple[bytes, ...]:
        return (media.mp3(job.seconds or 1.0, job.id),)

    @on("POST", r"/v1/text-to-speech/([^/]+)", "submit")
    def speak(self, request: Request, voice: str) -> Answer:
        asked = request.json
        if voice != VOICE:
            return no(400, "voice_not_found")
        if len(asked["text"]) > 5000:
            return no(400, "max_character_limit_exceeded")
        if not 0.7 <= asked.get("voice_settings", {}).get("speed", 1.0) <= 1.2 or request.asked("output_format") == "":
            return told({"detail": [{"loc": ["body", "voice_settings"], "msg": "speed"}]}, 422)
        return self._sound(1.0, A_CHARACTER * len(asked["text"]))

    @on("POST", "/v1/music", "submit")
    def compose(self, request: Request) -> Answer:
        asked = request.json
        if ("prompt" in asked) == ("composition_plan" in asked) or ("seed" in asked and "prompt" in asked):
            return told({"detail": [{"loc": ["body"], "msg": "prompt or composition_plan"}]}, 422)
        sections = asked.get("composition_plan", {}).get("sections", [])
        if not all(3_000 <= section["duration_ms"] <= 120_000 for section in sections):
            return no(400, "bad_composition_plan")
        seconds = sum(section["duration_ms"] for section in sections) / 1000
        return self._sound(seconds, A_MINUTE["music"] * seconds / 60)

    @on("POST", "/v1/sound-generation", "submit")
    def effect(self, request: Request) -> Answer:
        seconds = request.json.get("duration_seconds")
        if seconds is not None and not 0.5 <= seconds <= 30:
            return told({"detail": [{"loc": ["body", "duration_seconds"], "msg": "0.5 to 30"}]}, 422)
        return self._sound(seconds or 1.0, A_MINUTE["sound"] * (seconds or 1.0) / 60)


def says(status: int, code: str) -> Fault:
    return answers(status, no(status, code)[1], ("content-type", "application/json"))


def sdk(there: VendorEmulator, folder: Path) -> None:
    from elevenlabs.client import ElevenLabs

    client = ElevenLabs(api_key=KEY, base_url=there.url)
    sound = b"".join(
        client.text_to_speech.convert(VOICE, text="Hello", model_id="eleven_v3", output_format="mp3_44100_128")
    )
    assert sound == there.made(there.books.jobs["job-1"])[0]
    assert folder.is_dir()


LINE = SpeechRequest("Why does nobody answer?", "en", "young male, soft", "", "sad, whispering", 0.5)
SCORE = MusicRequest(
    "quiet but quick", ("hushed",), "minor", 108, 0.4, 0.5, ("piano", "strings"), ("vocals", "drums"), 121_000
)

VENDOR = Vendor(
    name="elevenlabs",
    emulator=ElevenEmulator,
    keys={"ELEVENLABS_API_KEY": KEY},
    asks={
        "a line": Ask("v3", LINE, how=(("voice", VOICE), ("seed", "3"))),
        "an older model": Ask("multilingual-v2", LINE, how=(("voice", VOICE),)),
        "a score": Ask("music-v1", SCORE),
        "an effect": Ask("sound-v2", SoundRequest("door", "mailbox door creaks", 800, loop=False)),
    },
    refusals={
        "no money": (says(401, "quota_exceeded"), "credit"),
        "bad key": (says(401, "invalid_api_key"), "auth"),
        "too long": (says(400, "max_character_limit_exceeded"), "request"),
        "no such voice": (says(400, "voice_not_found"), "request"),
        "a field": (answers(422, b'{"detail": [{"msg": "speed"}]}'), "request"),
        "at once": (says(429, "too_many_concurrent_requests"), "rate"),
        "busy": (says(429, "system_busy"), "busy"),
        "an artist's name": (says(400, "bad_prompt"), "content"),
        "server": (answers(500, b'{"detail": "oops"}'), "unknown"),
    },
    ends={"nothing": (Life(files=()), "empty")},
    sdk=sdk,
    one_answer=True,
)
