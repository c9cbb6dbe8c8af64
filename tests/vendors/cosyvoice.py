"""CosyVoice, from its server's code: forms in, bare 16-bit samples out, at whatever rate its model has."""

from __future__ import annotations

import io
import wave
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from emulators import media
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import SpeechRequest
from filmc.produce.protocol.facts import Settings
from vendors import Ask, Vendor

SPEAKERS = ["中文女", "中文男", "日语男", "粤语女", "英文女", "英文男", "韩语女"]
WANTED = {
    "inference_sft": ("tts_text", "spk_id"),
    "inference_instruct": ("tts_text", "spk_id", "instruct_text"),
    "inference_zero_shot": ("tts_text", "prompt_text", "prompt_wav"),
    "inference_cross_lingual": ("tts_text", "prompt_wav"),
    "inference_instruct2": ("tts_text", "instruct_text", "prompt_wav"),
}


class CosyEmulator(VendorEmulator):
    """`http://127.0.0.1:50000`."""

    rates: dict[str, int]

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.rates = {}

    def refused(self, _: Request) -> Answer | None:
        return None

    @on("POST", rf"/({'|'.join(WANTED)})", "submit")
    def speak(self, request: Request, way: str) -> Answer:
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in BytesParser().parsebytes(head + request.body).get_payload()
        }
        if missing := [name for name in WANTED[way] if name not in parts]:
            return told(
                {
                    "detail": [
                        {"type": "missing", "loc": ["body", name], "msg": "Field required", "input": None}
                        for name in missing
                    ]
                },
                422,
            )
        said = {name: part.get_payload(decode=True) for name, part in parts.items()}
        if "prompt_wav" in said:
            wave.open(io.BytesIO(said["prompt_wav"])).close()
        elif said["spk_id"].decode() not in SPEAKERS:
            return 500, b"Internal Server Error", {"content-type": "text/plain; charset=utf-8"}
        if way.startswith("inference_instruct") and not said["instruct_text"].decode().endswith("<|endofprompt|>"):
            return 500, b"Internal Server Error", {"content-type": "text/plain; charset=utf-8"}
        job = self.books.place("", "audio", 0.5, 0)
        self.rates[job.id] = 24000 if "prompt_wav" in said else 22050
        return 200, b"" if job.life.files == () else self.samples(job), {}

    def samples(self, job: Job) -> bytes:
        return media.wav(0.5)[44:] + job.id.encode().ljust(8)

    def made(self, job: Job) -> tuple[bytes, ...]:
        file = io.BytesIO()
        with wave.open(file, "wb") as sound:
            sound.setparams((1, 2, self.rates[job.id], 0, "NONE", ""))
            sound.writeframes(self.samples(job))
        return (file.getvalue(),)


def settings(folder: Path) -> Settings:
    (folder / "mei.wav").write_bytes(media.wav(0.5))

    return Settings(voices={"MEI": RECORDING, "MEI, from words": f"{RECORDING} | 雨还在下。"})


RECORDING = "mei.wav"
LINE = SpeechRequest("为什么没有人回答？", "zh", "young female, soft", "", "", 0.9)
SAD = SpeechRequest("点解冇人应？", "yue", "", "", "sad, whispering")


def says(status: int, body: bytes) -> Fault:
    return answers(status, body)


VENDOR = Vendor(
    name="cosyvoice",
    emulator=CosyEmulator,
    keys={},
    asks={
        "a stock speaker": Ask("sft", LINE, how=(("voice", "中文女"),)),
        "a feeling": Ask("instruct", SpeechRequest("Why?", "en", "", "", "sad, shouting"), how=(("voice", "英文男"),)),
        "no feeling": Ask("instruct", LINE, how=(("voice", "中文女"),)),
        "as a recording": Ask("v2", LINE, how=(("voice", RECORDING),)),
        "as a recording and its words": Ask("v2", LINE, how=(("voice", f"{RECORDING} | 雨还在下。"),)),
        "a dialect and feelings": Ask("v2", SAD, how=(("voice", RECORDING),)),
        "the third, as a recording and its words": Ask("v3", LINE, how=(("voice", f"{RECORDING} | 雨还在下。"),)),
        "the third, a dialect": Ask("v3", SAD, how=(("voice", RECORDING),)),
        "the third, fast": Ask("v3", SpeechRequest("快走！", "zh", "", "", "", 1.4), how=(("voice", RECORDING),)),
        "the third, as a recording": Ask("v3", LINE, how=(("voice", RECORDING),)),
    },
    refusals={
        "a field": (
            says(422, b'{"detail": [{"type": "missing", "loc": ["body", "spk_id"], "msg": "Field required"}]}'),
            "request",
        ),
        "not that path": (says(404, b'{"detail": "Not Found"}'), "request"),
        "server": (says(500, b"Internal Server Error"), "unknown"),
    },
    ends={"nothing": (Life(files=()), "empty")},
    one_answer=True,
    settings=settings,
)
