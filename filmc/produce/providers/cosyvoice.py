"""CosyVoice's own server: stock speakers, or the voice of a recording; feelings and dialects by an instruction.

Its answer is bare samples, without a head that says how fast they are: the model's rate stands in the path of the
order, as a fragment, which is never sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from filmc.lower.counting import emotions_of
from filmc.lower.request import SpeechRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Order, Succeeded
from filmc.produce.protocol.carrying import Part, form
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.told import listed, told
from filmc.produce.protocol.verdict import FREE, Complaint
from filmc.produce.protocol.voices import language_of, voice_of
from filmc.produce.protocol.waves import wav_of

_SLOW, _FAST = 0.8, 1.25
_HEAD = 44
"""Bytes of a WAV without samples."""


def open_provider(opening: Opening) -> CosyVoice:
    """Return CosyVoice."""
    return CosyVoice(opening)


class CosyVoice(AtOnce):
    """`POST /inference_…` with a form → 16-bit samples, mono.

    A voice is the name of a speaker, or (for models that speak as a recording does) `FILE | WORDS`: a file of the
    user's own, and what it says.
    """

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {}

    async def write(self, asked: Asked) -> Written:
        what, model = asked.job.sent, asked.job.model
        if not isinstance(what, SpeechRequest) or model is None:
            raise not_possible(asked, "it speaks only")
        how = dict(model.options)
        instruction = _instruction(what, model.can.emotions, model.can.languages) + _pace(what, how)
        if instruction and "instruction" in how:
            instruction = how["instruction"].format(instruction)
        speaks = self._as_recording if how["voice"] == "recording" else _as_speaker
        name, parts = speaks(asked, instruction, how.get("before", ""))
        return form(f"/{name}#{how['rate']}", parts)

    def _as_recording(self, asked: Asked, instruction: str, before: str) -> tuple[str, list[Part]]:
        file, _, words = voice_of(asked).partition("|")
        path = Path(file.strip()).expanduser()
        # only a file that the user has set is read: a film must not send others away
        if voice_of(asked) not in self.opening.settings.voices.values() or not path.is_file():
            raise not_possible(asked, f"`{file.strip()}` is no recording that [providers.{self.name}.voices] has")
        text, recording = Part("tts_text", _text(asked)), Part("prompt_wav", path, path.name)
        if instruction:
            return "inference_instruct2", [text, Part("instruct_text", instruction), recording]
        if words.strip():
            return "inference_zero_shot", [text, Part("prompt_text", before + words.strip()), recording]
        return "inference_cross_lingual", [Part("tts_text", before + _text(asked)), recording]

    async def answer(self, order: Order) -> Reply | Broken:
        """As `AtOnce.answer`, with a head before the samples."""
        answer = await super().answer(order)
        kind = answer.headers.get("content-type", "audio/") if isinstance(answer, Reply) else ""
        if isinstance(answer, Broken) or answer.status != 200 or not kind.startswith(("audio/", "application/octet")):
            return answer
        rate = int(order.path.rpartition("#")[2])
        return Reply(200, {"content-type": "audio/wav"}, wav_of(answer.body, rate))

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        if reply.status != 200 or reply.headers.get("content-type") != "audio/wav":
            return None
        if len(reply.body) <= _HEAD:
            return Failed("empty", "success without a sound", FREE)
        return Succeeded(self.inside("audio"), FREE)

    def complaint(self, reply: Reply) -> Complaint:
        detail = told(reply).get("detail")
        if isinstance(detail, list):
            detail = "; ".join(f"{each.get('loc')}: {each.get('msg')}" for each in listed(told(reply), "detail"))
        return Complaint("", str(detail or ""), FREE if detail else None)


def _as_speaker(asked: Asked, instruction: str, before: str) -> tuple[str, list[Part]]:
    del before
    parts = [Part("tts_text", _text(asked)), Part("spk_id", voice_of(asked))]
    if instruction:
        return "inference_instruct", [*parts, Part("instruct_text", instruction)]
    return "inference_sft", parts


def _instruction(what: SpeechRequest, emotions: Mapping[str, str], languages: Mapping[str, str]) -> str:
    """Return what the voice is told: the dialect, then the feelings; empty where there is nothing to tell."""
    return "".join([language_of(what, languages) or "", *emotions_of(what, emotions)])


def _pace(what: SpeechRequest, how: Mapping[str, str]) -> str:
    """Return how a pace that is not the usual one is told, where the model understands it."""
    if what.rate >= _FAST:
        return how.get("fast", "")
    return how.get("slow", "") if what.rate <= _SLOW else ""


def _text(asked: Asked) -> str:
    assert isinstance(asked.job.sent, SpeechRequest)
    return asked.job.sent.text
