"""eSpeak NG as a named maker of speech: the animatic's own voices, bought for nothing, without a network."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from filmc.lower.request import SpeechRequest
from filmc.produce.animatic.speech import speak, speakable, voice_engine
from filmc.produce.animatic.talker import find_engine
from filmc.produce.animatic.wav import write_wav
from filmc.produce.protocol.adapter import Asked, Written, not_possible
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Order, Succeeded
from filmc.produce.protocol.carrying import written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.verdict import FREE, Complaint


def open_provider(opening: Opening) -> Espeak:
    """Return eSpeak NG."""
    return Espeak(opening)


class Espeak(AtOnce):
    """An order is a line as JSON, its answer a WAV; who answers is a program on this machine."""

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {}

    async def write(self, asked: Asked) -> Written:
        what = asked.job.sent
        if not isinstance(what, SpeechRequest):
            raise not_possible(asked, "it speaks only")
        if voice_engine() is None:
            raise not_possible(asked, "eSpeak NG is not here; `pip install filmc[speech]` brings it")
        if not speakable(what):
            raise not_possible(asked, "it can not read kanji; give their readings, as in 手紙（てがみ）")
        return written("line", asdict(what))

    async def answer(self, order: Order) -> Reply | Broken:
        """Have the line spoken here."""
        line = SpeechRequest(**json.loads(order.body))
        sound = await asyncio.to_thread(_spoken, line)
        if sound is None:
            return Reply(422, {}, f"eSpeak NG could not speak it in {line.language}".encode())
        return Reply(200, {"content-type": "audio/wav"}, sound)

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        return Succeeded(self.inside("audio"), FREE) if reply.status == 200 else None

    def complaint(self, reply: Reply) -> Complaint:
        return Complaint("", reply.body.decode("utf-8", "replace"), FREE)


def _spoken(line: SpeechRequest) -> bytes | None:
    """Return a line as the bytes of a WAV; None where what came would not be, or not wholly, its words."""
    [spoken] = speak([line], find_engine())
    if spoken.substitute:
        return None
    with tempfile.TemporaryDirectory(prefix="filmc-") as folder:
        path = Path(folder) / "line.wav"
        write_wav(path, spoken.samples)
        return path.read_bytes()
