"""What only Volcengine speech has: an answer of many lines that is whole or none, two kinds of keys, a header's name."""

from __future__ import annotations

import base64
import json
import wave
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulators.faults import Fault
from test_vendors import Bench, finished
from vendors.volcengine_tts import KEY, VENDOR, samples

from filmc.produce.protocol.adapter import Adapter
from filmc.produce.protocol.base import Accepted, Failed, Succeeded, Unknown

ENDED = {"code": 20000000, "message": "ok", "data": None}


@pytest.fixture
def bench(tmp_path: Path) -> Any:
    with VENDOR.emulator() as there:
        yield Bench(VENDOR, there, tmp_path)
        assert not there.leaks


def piece(data: bytes) -> dict[str, Any]:
    return {"code": 0, "message": "", "data": base64.b64encode(data).decode()}


def lines(*said: Any, between: str = "\n") -> Fault:
    data = between.join(each if isinstance(each, str) else json.dumps(each) for each in said).encode()
    return Fault(performs=True, edit=lambda _: data)


def submitted(bench: Bench) -> Any:
    async def work(adapter: Adapter) -> Any:
        outcome = await adapter.submit(await bench.order(adapter, bench.first))
        return await finished(bench, adapter, outcome.handle) if isinstance(outcome, Accepted) else outcome

    return bench.do(work)


@pytest.mark.parametrize("between", ["", "\n", "\r\n\r\n", "  "])
def test_pieces_come_together_however_they_are_set_apart(bench: Bench, tmp_path: Path, between: str) -> None:
    sound = samples("x")
    bench.there.script("submit", lines(piece(sound[:700]), piece(sound[700:]), ENDED, between=between))

    async def work(adapter: Adapter) -> Any:
        outcome = await adapter.submit(await bench.order(adapter, bench.first))
        assert isinstance(outcome, Accepted)
        told = await adapter.poll(outcome.handle)
        assert isinstance(told, Succeeded)
        return await adapter.fetch(told.results[0], tmp_path)

    with wave.open(str(bench.do(work).path)) as heard:
        assert (heard.getnchannels(), heard.getsampwidth(), heard.getframerate()) == (1, 2, 24000)
        assert heard.readframes(heard.getnframes()) == sound


SOUND = piece(b"\0\1" * 50)


@pytest.mark.parametrize(
    "said",
    [
        (SOUND,),
        (SOUND, '{"code": 20000000, "mess'),
        (SOUND, {"code": 45000292, "message": "quota exceeded for types: qps"}),
        (SOUND, {"code": 55000001, "message": "broken off"}, ENDED),
        (ENDED, SOUND),
    ],
)
def test_half_an_answer_is_no_sound_and_no_refusal(bench: Bench, said: tuple[Any, ...]) -> None:
    bench.there.script("submit", lines(*said))
    assert isinstance(submitted(bench), Unknown)


def test_damaged_samples_are_no_sound(bench: Bench) -> None:
    bench.there.script("submit", lines({"code": 0, "data": "A"}, ENDED))
    outcome = submitted(bench)
    assert isinstance(outcome, Failed)
    assert outcome.kind == "empty"


def test_keys_of_the_older_console(tmp_path: Path) -> None:
    older = replace(VENDOR, keys={"VOLC_TTS_APP_ID": "1", "VOLC_TTS_ACCESS_TOKEN": KEY})
    with older.emulator() as there:
        assert isinstance(submitted(Bench(older, there, tmp_path)), Succeeded)
        _, headers, _ = there.seen[0]
    assert headers["x-api-app-id"] == "1"
    assert "x-api-key" not in headers


def test_which_model_speaks_is_said_in_a_header_only(bench: Bench) -> None:
    submitted(bench)
    target, headers, _ = bench.there.seen[0]
    assert "#" not in target
    assert "seed-tts-2.0" not in target
    assert headers["x-api-resource-id"] == "seed-tts-2.0"
