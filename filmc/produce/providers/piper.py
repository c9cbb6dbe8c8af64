"""Piper's HTTP server with the user's own voice files: `python -m piper.http_server -m VOICE`. The answer is a WAV."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.lower.request import SpeechRequest
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question
from filmc.produce.protocol.verdict import FREE

_CUT = ".onxjs"
"""Letters that the server itself loses from the ends of names, since it strips the ending `.onnx.json` as letters."""


def open_provider(opening: Opening) -> Piper:
    """Return Piper."""
    return Piper(opening)


class Piper(AtOnce):
    """`POST /synthesize` → the bytes of a WAV, under whatever type.

    A voice is `VOICE` or `VOICE#SPEAKER`, as `GET /voices` lists it; none is the one that the server was started with.
    """

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._voices: dict[str, str] = {}

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {}

    async def write(self, asked: Asked) -> Written:
        what = asked.job.sent
        if not isinstance(what, SpeechRequest):
            raise not_possible(asked, "it speaks only")
        voice, _, speaker = dict(asked.job.how).get("voice", "").partition("#")
        if voice:
            await self._known(asked, voice)
        body = {
            "text": what.text,
            "voice": voice or None,
            "speaker": speaker or None,
            "length_scale": None if what.rate == 1 else round(1 / min(max(what.rate, 0.25), 4.0), 3),
        }
        return written("/synthesize", body)

    async def _known(self, asked: Asked, voice: str) -> None:
        """Make sure that the server has a voice, for it speaks with another one where it has not. Fault E1017."""
        if not self._voices:
            answer = await self.asked(Question("GET", "/voices"))
            if isinstance(answer, Broken) or answer.status != 200 or not isinstance(answer.json, dict):
                return  # an older server, or none: the order will tell
            self._voices = {name.rstrip(_CUT): name for name in answer.json}
        if voice.rstrip(_CUT) not in self._voices:
            has = ", ".join(sorted(self._voices.values()))
            raise not_possible(asked, f"the server has no voice `{voice}`; it has {has}")

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        if reply.status != 200 or not reply.body.startswith(b"RIFF"):
            return None
        return Succeeded(self.inside("audio"), FREE)
