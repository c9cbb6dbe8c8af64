"""What single vendors have of their own: files sent before an order, addresses that lead elsewhere, keys, bills."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulators import faults
from emulators.adapter import PATIENT, numeric
from emulators.faults import Fault as Misbehaviour
from test_vendors import VENDORS, Bench

from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.lower.request import (
    SpeechRequest,
)
from filmc.produce.ledger.budget import shown
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import Adapter, Asked
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import (
    Accepted,
    Failed,
    Fetched,
    NotFetched,
    Order,
    Refused,
    Succeeded,
    Unclear,
    Unknown,
)
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.http import Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.reading import read_json
from filmc.produce.protocol.secret import Secret
from filmc.produce.protocol.verdict import FREE
from filmc.produce.providers.bfl import place_of
from filmc.produce.providers.registry import speaker

# Files that go before their order.

FIRST_SENT = {"fal": "a mouth", "replicate": "a long track"}
TROUBLE: dict[str, Misbehaviour] = {
    "refused": faults.BAD_KEY,
    "no answer": faults.RESET,
    "no sense": faults.NO_JOB,
    "server": faults.ERROR_500,
}


@pytest.mark.parametrize("name", FIRST_SENT)
@pytest.mark.parametrize("fault", TROUBLE.values(), ids=TROUBLE)
def test_nothing_is_ordered_whose_file_was_not_taken(name: str, fault: Misbehaviour, tmp_path: Path) -> None:
    vendor = VENDORS[name]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        there.script("upload", fault)
        with pytest.raises(Fault, match="could not be sent") as told:
            bench.do(lambda adapter: adapter.write(bench.asked(vendor.asks[FIRST_SENT[name]])))
        assert told.value.code == "E1018"
        assert not there.requests["submit"]
        assert not there.charges


@pytest.mark.parametrize("name", FIRST_SENT)
def test_a_file_is_sent_once(name: str, tmp_path: Path) -> None:
    vendor = VENDORS[name]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        asked = bench.asked(vendor.asks[FIRST_SENT[name]])

        async def work(adapter: Adapter) -> int:
            await adapter.write(asked)
            once = there.requests["upload"]
            await adapter.write(asked)
            return once

        assert bench.do(work) == there.requests["upload"] > 0


def test_a_request_is_known_by_the_queues_own_address(tmp_path: Path) -> None:
    """Not by the path that it was ordered at, and not at any other host."""
    adapter = opened("fal", {"FAL_KEY": "x"}, tmp_path)
    told = {"request_id": "r-1", "response_url": "https://queue.fal.run/fal-ai/kling-video/requests/r-1"}
    strange = {"request_id": "r-1", "response_url": "https://elsewhere.example/x"}
    sent = Order("filmc-1", "/fal-ai/kling-video/v3/pro/text-to-video", b"{}")
    for said in (told, strange, {"request_id": "r-1"}):
        handle = adapter.accepted(sent, Reply(200, {}, json.dumps(said).encode()))  # type: ignore[attr-defined]
        assert handle.job == "fal-ai/kling-video/requests/r-1"


# Where a job is asked for: the key goes there.

BASE = "https://api.bfl.ai"
PLACES = {
    "https://api.bfl.ai/v1/get_result?id=7": "/v1/get_result?id=7",
    "/v1/get_result?id=7": "/v1/get_result?id=7",
    "https://api.eu2.bfl.ai/v1/get_result?id=7": "https://api.eu2.bfl.ai/v1/get_result?id=7",
    "http://api.eu2.bfl.ai/v1/get_result?id=7": "",
    "https://api.eu2.bfl.ai:8443/v1/get_result?id=7": "",
    "https://delivery-eu1.bfl.ai/results/7": "",
    "https://api.bfl.ai.example/v1/get_result?id=7": "",
    "https://apibfl.ai/v1/get_result?id=7": "",
    "": "",
}


@pytest.mark.parametrize("url", PLACES)
def test_a_key_goes_to_an_interface_of_its_vendor_only(url: str) -> None:
    assert place_of(url, BASE) == PLACES[url]


def opened(name: str, keys: dict[str, str], folder: Path, base: str = "") -> Adapter:
    secrets = {each: Secret(value) for each, value in keys.items()}
    facts, settings = table_of(name).facts, Settings(base=base)
    opening = Opening(facts, secrets, Answers(folder / "answers"), settings, resolve=numeric, limits=PATIENT)
    return speaker(name).open_provider(opening)


SIGNED: dict[str, tuple[dict[str, str], str, str]] = {
    "the vendor itself": ({"OPENAI_API_KEY": "v"}, "", "Bearer v"),
    "somebody else": ({"OPENAI_API_KEY": "v"}, "https://speech.example/v1", ""),
    "a server at home": ({"OPENAI_API_KEY": "v"}, "http://localhost:8880/v1", ""),
    "a server with a key of its own": ({"OPENAI_SPEECH_API_KEY": "own"}, "https://speech.example/v1", "Bearer own"),
    "no key at all": ({}, "http://localhost:8880/v1", ""),
}


@pytest.mark.parametrize("row", SIGNED.values(), ids=SIGNED)
def test_a_vendors_key_is_sent_to_nobody_else(row: Any, tmp_path: Path) -> None:
    keys, base, proof = row
    adapter = opened("openai-speech", keys, tmp_path, base)
    assert adapter.sign("POST", "/v1/audio/speech", b"").get("authorization", "") == proof  # type: ignore[attr-defined]


def test_what_costs_nothing_at_home_is_not_asked_of_the_vendor(tmp_path: Path) -> None:
    model = table_of("openai-speech").models["openai-speech:kokoro"]
    how = (*model.options, ("voice", "af_heart"))
    line = Job("speech", SpeechRequest("Hello.", "en", "", ""), model.id, "a line", how=how, model=model)
    with pytest.raises(Fault, match="a server of your own"):
        asyncio.run(opened("openai-speech", {"OPENAI_API_KEY": "v"}, tmp_path).write(Asked(line)))
    home = opened("openai-speech", {}, tmp_path, "http://localhost:8880/speech/v1/")
    assert asyncio.run(home.write(Asked(line))).path == "/speech/v1/audio/speech"


# Bills.


@pytest.mark.parametrize("name", ["bfl", "fal", "gemini", "openai", "openai_speech", "replicate", "vertex"])
def test_who_is_asked_to_wait_has_surely_paid_nothing(name: str, tmp_path: Path) -> None:
    """Without keys that are replayed an order is only sent again where that is certain."""
    vendor = VENDORS[name]
    rows = [fault for fault, kind in vendor.refusals.values() if kind == "rate"]
    assert rows
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        there.script("submit", *rows)

        async def work(adapter: Adapter) -> list[Any]:
            return [await ordered(adapter, bench.asked(bench.first), number) for number, _ in enumerate(rows)]

        for told in bench.do(work):
            assert isinstance(told, Refused)
            assert told.surely_unbilled


TURNED_AWAY = {
    "kling": {"too fast", "at once", "repairs"},
    "vidu": {"too many", "over its number", "throttled"},
    "vertex": {"too many", "busy"},
    "gemini": {"busy"},
    "jimeng": {"too fast", "at once", "judge is out"},
    "volcengine_tts": {"at once", "too fast", "busy"},
    "elevenlabs": {"at once", "busy"},
    "fal": {"too many", "busy"},
    "ark": {"overloaded", "loading"},
}
"""What the vendors' pages say comes instead of a job."""
UNSAID = {
    "vidu": {"in process"},
    "runway": {"busy"},
    "replicate": {"busy"},
    "bfl": {"maintenance"},
    "openai": {"busy"},
}
"""Of this they say nothing: there may be a job."""


@pytest.mark.parametrize(("name", "sure"), [*((n, True) for n in TURNED_AWAY), *((n, False) for n in UNSAID)])
def test_who_is_turned_away_by_a_code_that_says_so_has_paid_nothing(name: str, sure: bool, tmp_path: Path) -> None:  # noqa: FBT001
    vendor = VENDORS[name]
    rows = [vendor.refusals[entry][0] for entry in sorted((TURNED_AWAY if sure else UNSAID)[name])]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        there.script("submit", *rows)

        async def work(adapter: Adapter) -> list[Any]:
            return [await ordered(adapter, bench.asked(bench.first), number) for number, _ in enumerate(rows)]

        for told in bench.do(work):
            assert isinstance(told, Refused)
            assert told.surely_unbilled == sure


PICTURE = {"b64_json": "iVBORw0KGgo="}
OPENAI = {"input_tokens_details": {"text_tokens": 20, "image_tokens": 1500}, "output_tokens": 1372}
INSIDE = {"content": {"parts": [{"inlineData": {"data": "iVBORw0KGgo="}}]}}
TOKENS = {
    "promptTokenCount": 12,
    "candidatesTokenCount": 1125,
    "thoughtsTokenCount": 100,
    "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": 1120}],
}
BILLS: dict[str, tuple[str, dict[str, str], dict[str, Any], int | None]] = {
    # 20 at 5, 1,500 at 8 and 1,372 at 30 dollars a million
    "OpenAI": ("openai", {"OPENAI_API_KEY": "x"}, {"data": [PICTURE], "usage": OPENAI}, 100 + 12_000 + 41_160),
    "OpenAI, not counted": ("openai", {"OPENAI_API_KEY": "x"}, {"data": [PICTURE]}, None),
    # 12 at 2, 105 words and thoughts at 12, 1,120 at 120 dollars a million
    "Gemini": (
        "gemini",
        {"GEMINI_API_KEY": "x"},
        {"candidates": [INSIDE], "usageMetadata": TOKENS, "modelVersion": "gemini-3-pro-image"},
        24 + 1_260 + 134_400,
    ),
    "Gemini, a model without rates": (
        "gemini",
        {"GEMINI_API_KEY": "x"},
        {"candidates": [INSIDE], "usageMetadata": TOKENS, "modelVersion": "gemini-9-image"},
        None,
    ),
}


@pytest.mark.parametrize("row", BILLS.values(), ids=BILLS)
def test_tokens_are_money(row: Any, tmp_path: Path) -> None:
    name, keys, said, micros = row
    ended = opened(name, keys, tmp_path).ended(Reply(200, {}, json.dumps(said).encode()))  # type: ignore[attr-defined]
    assert ended.billed == (None if micros is None else Money(micros, "USD"))


def test_a_blocked_prompt_is_an_answer_that_is_read_as_what_it_is(tmp_path: Path) -> None:
    vendor = VENDORS["gemini"]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        for end, kind in {"words": "content", "content": "content"}.items():
            there.books.life = replace(there.books.life, end=end, family="image")

            async def work(adapter: Adapter) -> Any:
                outcome = await adapter.submit(await bench.order(adapter, vendor.asks["a picture"]))
                assert isinstance(outcome, Accepted)
                return await adapter.poll(outcome.handle)

            told = bench.do(work)
            assert isinstance(told, Failed)
            assert told.kind == kind


# Answers of another form than the vendors' pages give them.

ODD_PICTURE = {"status": "Ready", "result": {"sample": "https://x/1"}}
ODD_CLIP = {"task_status": "succeed", "task_result": {"videos": [{"url": "https://x/1", "id": 5}]}}
ODD: dict[str, tuple[str, str, str, Any]] = {
    # vendor, handle, the answer to a question about it, what is read in that
    "a result that is none": ("bfl", "/v1/x", '{"status": "Ready", "result": true}', ("empty", None)),
    "a bill that is no number": ("bfl", "/v1/x", json.dumps({**ODD_PICTURE, "cost": float("nan")}), (1, None)),
    "a bill without end": ("bfl", "/v1/x", json.dumps({**ODD_PICTURE, "cost": 5}).replace("5}", "1e999}"), (1, None)),
    "a bill in words": (
        "kling", "videos/text2video/1",
        json.dumps({"code": 0, "data": {**ODD_CLIP, "final_unit_deduction": "NaN"}}), (1, None),
    ),
    "an address that is none": (
        "ark", "tasks/1", '{"status": "succeeded", "content": {"video_url": ["x"]}}', "no address"
    ),
    "a list of anything": ("replicate", "1", '[{"status": "succeeded"}]', "answered 200"),
    "a complaint in another form": ("jimeng", "k/1", '{"code": 5, "ResponseMetadata": 5}', ("failed", None)),
    "a word that can not be looked up": ("fal", "a/b/requests/1", '{"status": {"x": 1}}', "answered 200"),
    "half a letter": ("vidu", "1", r'{"state": "failed", "err_code": "\ud800"}', ("failed", None)),
    "a queue of numbers": ("comfyui", "1", '{"queue_running": [5], "queue_pending": [[]]}', ("lost", 0)),
    "an operation in another form": (
        "vertex", "projects/p/locations/l/publishers/google/models/m/operations/1",
        '{"name": "x", "done": true, "response": {"videos": true}}', ("empty", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("row", ODD.values(), ids=ODD)
def test_an_answer_of_another_form_stops_nothing(row: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, job, said, read = row
    adapter: Any = opened(name, VENDORS[name].keys, tmp_path)

    async def call(*_: Any) -> Reply:
        return Reply(200, {}, said.encode())

    monkeypatch.setattr(adapter.transport, "call", call)
    told = asyncio.run(adapter.poll(adapter.handle(job)))
    order = Order("filmc-1", "/v1/x", b'{"req_key": "k"}')
    assert isinstance(asyncio.run(adapter.submit(order)), Accepted | Refused | Unknown)
    if isinstance(read, str):
        assert isinstance(told, Unclear)
        assert read in told.reason
        return
    kind, micros = read
    assert (told.kind if isinstance(told, Failed) else len(told.results)) == kind
    assert told.billed == (None if micros is None else FREE)


def test_what_a_stranger_writes_is_what_can_be_written_down() -> None:
    said = read_json(rb'{"a": NaN, "b": [1e999, 2.5], "c": "\ud83d\ude00 \ud83d"}')
    assert said == {"a": None, "b": [None, 2.5], "c": "\N{GRINNING FACE} ?"}
    assert [read_json(text) for text in (b"", b"\xff", b"[" * 100_000, "1" * 5_000)] == [None] * 4
    assert shown(Money(10**6_000, "USD")).endswith("USD and more")


# Files inside answers.


DAMAGED: dict[str, Any] = {
    "openai": {"data": [{"b64_json": "!!!!A"}]},
    "gemini": {"candidates": [{"content": {"parts": [{"inlineData": {"data": "!!!!A"}}]}}]},
}
PICTURES = {"openai": "words", "gemini": "a picture"}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_picture_whose_letters_are_damaged_is_none(name: str, tmp_path: Path) -> None:
    vendor = VENDORS[name]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        there.script("submit", faults.answers(200, json.dumps(DAMAGED[name]).encode()))

        async def work(adapter: Adapter) -> Any:
            outcome = await adapter.submit(await bench.order(adapter, vendor.asks[PICTURES[name]]))
            assert isinstance(outcome, Accepted)
            told = await adapter.poll(outcome.handle)
            assert isinstance(told, Succeeded)
            return await adapter.fetch(told.results[0], tmp_path)

        lost = bench.do(work)
        assert isinstance(lost, NotFetched)
        assert lost.kind == "bad"


CLIP_FAULTS = {
    "cut": (faults.CUT, "broken"),
    "server": (faults.ERROR_502, "broken"),
    "no page": (faults.PAGE_200, "broken"),
    "token too old": (faults.BAD_KEY, "gone"),
    "no letters": (
        faults.answers(200, b'{"done": true, "response": {"videos": [{"bytesBase64Encoded": "!!!!A"}]}}'),
        "bad",
    ),
}


@pytest.mark.parametrize("row", CLIP_FAULTS.values(), ids=CLIP_FAULTS)
def test_a_clip_inside_its_operation_is_fetched_again_after_trouble(row: Any, tmp_path: Path) -> None:
    fault, why = row
    vendor = VENDORS["vertex"]
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)

        async def work(adapter: Adapter) -> None:
            outcome = await adapter.submit(await bench.order(adapter, bench.first))
            assert isinstance(outcome, Accepted)
            bench.end()
            told = await adapter.poll(outcome.handle)
            assert isinstance(told, Succeeded)
            there.script("poll", fault)
            lost = await adapter.fetch(told.results[0], tmp_path)
            assert isinstance(lost, NotFetched)
            assert lost.kind == why
            assert isinstance(await adapter.fetch(told.results[0], tmp_path), Fetched)

        bench.do(work)


def test_a_project_that_is_not_named_is_asked_for_before_anything_is_sent(tmp_path: Path) -> None:
    vendor = replace(VENDORS["vertex"], options={})
    with vendor.emulator() as there:
        bench = Bench(vendor, there, tmp_path)
        with pytest.raises(Fault, match="project is not named") as told:
            bench.do(lambda adapter: adapter.write(bench.asked(bench.first)))
        assert told.value.code == "E1017"
        assert not there.requests["submit"]


async def ordered(adapter: Adapter, what: Asked, number: int) -> Any:
    written = await adapter.write(what)
    return await adapter.submit(Order(f"filmc-{number}", written.path, written.body, written.content_type))
