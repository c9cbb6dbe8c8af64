"""GPT-SoVITS, from its `api_v2.py`: a line, a recording by its path, a WAV; 400 with a message for everything else."""

from __future__ import annotations

from emulators.books import Answer, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, bytes_of, on, told

from filmc.lower.request import SpeechRequest
from vendors import Ask, Vendor

LANGUAGES = ["auto", "auto_yue", "en", "zh", "ja", "yue", "ko", "all_zh", "all_ja", "all_yue", "all_ko"]
RECORDINGS = ["voices/mei.wav", "voices/mei-sad.wav"]


class SoVITSEmulator(VendorEmulator):
    """`http://127.0.0.1:9880`."""

    def refused(self, _: Request) -> Answer | None:
        return None

    @on("POST", "/tts", "submit")
    def speak(self, request: Request) -> Answer:
        asked = request.json
        missing = next(
            (name for name in ("ref_audio_path", "text", "text_lang", "prompt_lang") if not asked.get(name)), ""
        )
        if missing:
            return told({"message": f"{missing} is required"}, 400)
        for name in ("text_lang", "prompt_lang"):
            if asked[name].lower() not in LANGUAGES:
                return told({"message": f"{name}: {asked[name]} is not supported in version v2"}, 400)
        if asked["media_type"] not in ("wav", "raw", "ogg", "aac") or asked["text_split_method"] not in [
            f"cut{n}" for n in range(6)
        ]:
            return told({"message": "media_type"}, 400)
        if asked["ref_audio_path"] not in RECORDINGS:
            return told({"message": "tts failed", "Exception": f"{asked['ref_audio_path']} not exists"}, 400)
        job = self.books.place("", "audio", 0.5, 0)
        return bytes_of(b"" if job.life.files == () else job.media, "audio/wav")


def says(**message: str) -> Fault:
    return answers(400, told(message, 400)[1])


VOICE = ("voice", "voices/mei.wav | zh | 你好，我是小梅。")
SAD = (("feeling", "sad"), ("recording", "voices/mei-sad.wav | zh | 雨还在下。"))
LINE = SpeechRequest("为什么没有人回答？", "zh", "young female, soft", "", "", 0.9)

VENDOR = Vendor(
    name="gpt-sovits",
    emulator=SoVITSEmulator,
    keys={},
    asks={
        "a line": Ask("v2", LINE, how=(VOICE, ("seed", "3"))),
        "Cantonese, sad": Ask("v2", SpeechRequest("点解冇人应？", "yue", "", "", "tired, sad"), how=(VOICE, *SAD)),
        "Hong Kong": Ask("v2", SpeechRequest("点解冇人应？", "zh-HK", "", ""), how=(("voice", "voices/mei.wav"),)),
        "very fast": Ask("v2", SpeechRequest("Why?", "en-GB", "", "", "", 3.0), how=(VOICE,)),
    },
    refusals={
        "no recording": (says(message="tts failed", Exception="voices/x.wav not exists"), "request"),
        "a language": (says(message="text_lang: fr is not supported in version v1"), "request"),
        "the schema": (answers(422, b'{"detail": [{"loc": ["body", "text"], "msg": "str type expected"}]}'), "request"),
        "server": (answers(500, b"Internal Server Error"), "unknown"),
    },
    ends={"nothing": (Life(files=()), "empty")},
    one_answer=True,
)
