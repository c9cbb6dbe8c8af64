"""GPT-SoVITS on the user's own machine: lines in the voice of a recording that lies there. The answer is a WAV."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.lower.request import SpeechRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import FREE, Complaint
from filmc.produce.protocol.voices import language_of, voice_of

_SPEEDS = 0.6, 1.65


def open_provider(opening: Opening) -> GPTSoVITS:
    """Return GPT-SoVITS."""
    return GPTSoVITS(opening)


class GPTSoVITS(AtOnce):
    """`POST /tts` of `api_v2.py` → the bytes of a WAV.

    A voice is `FILE | LANGUAGE | WORDS`: a recording by its path on that machine, the language in which it speaks (the
    line's own where that is not said), and what it says. A feeling is a recording of its own, set as the option
    `FILE FEELING`.
    """

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, SpeechRequest) or model is None:
            raise not_possible(asked, "it speaks only")
        language = language_of(what, model.can.languages)
        if not language:
            raise not_possible(asked, f"it does not speak {what.language}")
        file, spoken, words = _recording(asked)
        slowest, fastest = _SPEEDS
        body = {
            "text": what.text,
            "text_lang": language,
            "ref_audio_path": file,
            "prompt_lang": spoken or language,
            "prompt_text": words,
            "text_split_method": "cut5",
            "speed_factor": round(min(max(what.rate, slowest), fastest), 2),
            "seed": asked.seed if asked.seed is not None else -1,
            "media_type": "wav",
            "streaming_mode": False,
        }
        return written("/tts", body)

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        if reply.status != 200 or not reply.headers.get("content-type", "").startswith("audio/"):
            return None
        return Succeeded(self.inside("audio"), FREE) if reply.body else Failed("empty", "success without a sound", FREE)

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        words = [str(said[name]) for name in ("message", "Exception", "detail") if said.get(name)]
        return Complaint("", ": ".join(words), FREE if said else None)


def _recording(asked: Asked) -> tuple[str, str, str]:
    """Return the recording whose voice speaks: that of a feeling which has one, else the voice's own."""
    chosen = dict(asked.job.how).get("recording") or voice_of(asked)
    first, second, third = [part.strip() for part in (*chosen.split("|", 2), "", "")][:3]
    return first, second, third
