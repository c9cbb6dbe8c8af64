"""Makers on the user's own machine: the one without a network, and what each refuses before anything is ordered."""

from __future__ import annotations

import asyncio
import io
import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulators.adapter import numeric
from vendors import Ask, vendors

from filmc.base.fault import Fault
from filmc.lower.job import Job
from filmc.lower.request import EditRequest, MusicRequest, SpeechRequest, StillRequest
from filmc.produce.hiring import Agency
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import Adapter, Asked
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Accepted, Failed, Fetched, Handle, Order, Refused, Succeeded
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.secret import Secret
from filmc.produce.providers.registry import speaker

LINE = SpeechRequest("Why does nobody answer?", "en", "young male, soft", "TOM", "sad", 0.9)


def asked(provider: str, ask: Ask, folder: Path) -> Asked:
    model = table_of(provider).models[f"{provider}:{ask.model}"]
    kind: Any = "speech" if isinstance(ask.what, SpeechRequest) else "still"
    job = Job(kind, ask.what, model.id, "a job", how=(*model.options, *ask.how), name="a job", model=model)
    files = {role: folder / f"{number}.png" for number, role in enumerate(ask.files)}
    for file in files.values():
        file.write_bytes(b"\x89PNG\r\n\x1a\n")
    return Asked(job, 1, files)


def espeak(folder: Path) -> Adapter:
    return Agency(folder / "answers").hire("espeak")


# eSpeak NG.

SPOKEN = [
    LINE,
    replace(LINE, text="雨还在下。", language="zh", voice="young female"),
    replace(LINE, text="てがみはどこ？", language="ja"),
]


@pytest.mark.parametrize("line", SPOKEN, ids=lambda line: line.language)
def test_espeak_speaks_a_line_without_a_network(line: SpeechRequest, tmp_path: Path) -> None:
    async def work() -> bytes:
        adapter = espeak(tmp_path)
        written = await adapter.write(asked("espeak", Ask("default", line), tmp_path))
        outcome = await adapter.submit(Order("filmc-1", written.path, written.body))
        assert isinstance(outcome, Accepted), outcome
        told = await espeak(tmp_path).poll(outcome.handle)  # another process may ask
        assert isinstance(told, Succeeded), told
        assert told.billed
        assert told.billed.micros == 0
        fetched = await adapter.fetch(told.results[0], tmp_path)
        assert isinstance(fetched, Fetched), fetched
        return fetched.path.read_bytes()

    sound = asyncio.run(work())
    with wave.open(io.BytesIO(sound)) as wav:
        assert 0.3 < wav.getnframes() / wav.getframerate() < 5
    assert asyncio.run(work()) == sound


def test_espeak_that_knows_no_such_language_is_no_answer(tmp_path: Path) -> None:
    async def work() -> None:
        adapter = espeak(tmp_path)
        written = await adapter.write(asked("espeak", Ask("default", replace(LINE, language="tlh-x")), tmp_path))
        outcome = await adapter.submit(Order("filmc-1", written.path, written.body))
        assert isinstance(outcome, Refused)
        assert outcome.kind == "request"
        assert outcome.surely_unbilled
        assert "tlh-x" in outcome.message
        lost = await adapter.poll(Handle("espeak", "filmc-1"))
        assert isinstance(lost, Failed)
        assert lost.kind == "lost"

    asyncio.run(work())


# What each can not make, and says so before anything is ordered.

SCORE = MusicRequest("hope", ("hushed",), "minor", 80, 0.4, 0.4, ("piano",), (), 10_000)
STILL = StillRequest("street", "", "16/9")
KEEP = EditRequest("restyle", "ink", "", "16/9", keep=("scribble", 1.0, 0.0, 1.0))
REFUSED: dict[str, tuple[str, Ask, str]] = {
    "kanji": ("espeak", Ask("default", replace(LINE, text="手紙はどこ？", language="ja")), "can not read kanji"),
    "a picture": ("espeak", Ask("default", STILL), "it speaks only"),
    "a language": ("gpt-sovits", Ask("v2", replace(LINE, language="fr"), how=(("voice", "x.wav"),)), "does not speak fr"),
    "no voice": ("gpt-sovits", Ask("v2", LINE), "no voice of its is chosen"),
    "a file that the user has not set": ("cosyvoice", Ask("v2", LINE, how=(("voice", "/etc/hostname"),)), "is no recording that [providers.cosyvoice.voices] has"),
    "a file that is not there": ("cosyvoice", Ask("v2", LINE, how=(("voice", "gone.wav"),)), "is no recording"),
    "a long piece": ("ace-step", Ask("v1-5-turbo", replace(SCORE, milliseconds=600_001)), "it makes 600 seconds at most"),
    "no such voice": ("piper", Ask("default", LINE, how=(("voice", "de_DE-thorsten"),)), "the server has no voice `de_DE-thorsten`; it has en_US-lessac-medium"),
    "no such LoRA": ("sd-webui", Ask("sdxl", replace(STILL, loras=(("texture-enhanser", 1.0),))), "there is no LoRA `texture-enhanser`; there is texture-enhancer"),
    "no such control": ("sd-webui", Ask("sdxl", KEEP, {"picture": "png"}), "no ControlNet model for scribble"),
    "no mask": ("sd-webui", Ask("sdxl", EditRequest("fix", "a", "", "1/1"), {"picture": "png"}), "what may change in the picture is not said"),
    "a wider picture": ("sd-webui", Ask("sdxl", EditRequest("extend", "a", "", "1/1"), {"picture": "png"}), "it makes stills, mends places in them"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_local_maker_can_not_make_is_told_before_anything_is_ordered(name: str, tmp_path: Path) -> None:
    provider, ask, why = REFUSED[name]
    with pytest.raises(Fault) as told:
        write(provider, ask, tmp_path)
    assert told.value.code == "E1017"
    assert why in told.value.message


def write(provider: str, ask: Ask, folder: Path) -> None:
    """Write an order, before the provider's emulator where it has one."""
    vendor = vendors().get(provider.replace("-", "_"))
    if vendor is None:
        asyncio.run(espeak(folder).write(asked(provider, ask, folder)))
        return
    with vendor.emulator() as there:
        keys = {key: Secret(value) for key, value in vendor.keys.items()}
        settings = Settings(base=there.url, voices={"MEI": "gone.wav"})
        opening = Opening(table_of(provider).facts, keys, Answers(folder / "answers"), settings, resolve=numeric)
        asyncio.run(speaker(provider).open_provider(opening).write(asked(provider, ask, folder)))
    assert not there.requests["submit"]


def test_without_an_engine_nothing_is_sold_as_speech(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMC_ESPEAK", "none")
    with pytest.raises(Fault, match="eSpeak NG is not here"):
        asyncio.run(espeak(tmp_path).write(asked("espeak", Ask("default", LINE), tmp_path)))


def test_an_answer_that_takes_an_hour_is_waited_for(tmp_path: Path) -> None:
    patient = Agency(tmp_path).hire("sd-webui")
    assert patient.transport._limits.whole == 3600
    assert patient.transport._limits.read == 3600
    assert espeak(tmp_path).transport._limits.whole < 3600
