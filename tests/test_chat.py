"""Models that converse: what is asked in which way, answers that can not be used, and what tokens come to."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from emulators import media
from emulators.adapter import PATIENT, numeric
from vendors import Vendor, vendors
from vendors._chat import CRITERIA, QUESTION, ChatEmulator

from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.lower.request import ReviewRequest
from filmc.produce.models import read_table, table_of
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Accepted, Fetched, Order, Succeeded
from filmc.produce.protocol.chat import object_in
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.judgement import Judgement, answer_in, judgement_in
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.secret import Secret
from filmc.produce.providers.registry import speaker

KINDS = ("deepseek", "doubao", "kimi", "grok", "openai_chat", "ollama", "llama_cpp")
VENDORS = {name: vendor for name, vendor in vendors().items() if name in KINDS}
GOOD = {"marks": dict.fromkeys(CRITERIA, 4), "evidence_frames": [1], "verdict": "pass", "why": "it is he"}


def asked_of(vendor: Vendor, folder: Path, files: dict[str, Path], what: ReviewRequest = QUESTION) -> Asked:
    model = next(iter(table_of(vendor.name).models.values()))
    job = Job("review", what, model.id, "kitchen/waits clip review", name="kitchen/waits clip review", model=model)
    frame = folder / "frame.png"
    frame.write_bytes(media.png())
    return Asked(job, 1 + ("answer" in files), {"frame 1": frame, **files})


def turn(there: ChatEmulator, vendor: Vendor, asked: Asked, options: dict[str, str] | None = None) -> tuple[Any, Path]:
    """Ask once; return what it was told to be done, and the file of the answer."""
    folder = next(iter(asked.files.values())).parent
    facts = table_of(vendor.name).facts
    opening = Opening(
        facts=facts,
        keys={name: Secret(key) for name, key in vendor.keys.items()},
        answers=Answers(folder / "answers"),
        settings=Settings(base=there.url, options=options or {}),
        resolve=numeric,
        limits=PATIENT,
    )

    async def whole() -> tuple[Any, Path]:
        adapter = speaker(vendor.name, facts.speaks).open_provider(opening)
        written = await adapter.write(asked)
        outcome = await adapter.submit(Order(f"filmc-{asked.number}", written.path, written.body))
        assert isinstance(outcome, Accepted), outcome
        told = await adapter.poll(outcome.handle)
        assert isinstance(told, Succeeded), told
        fetched = await adapter.fetch(told.results[0], folder)
        assert isinstance(fetched, Fetched), fetched
        assert fetched.media_type == "application/json"
        await adapter.close()
        return told, fetched.path

    return asyncio.run(whole())


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("way", ["", "object", "none"])
def test_every_way_of_asking_brings_a_judgement(name: str, way: str, tmp_path: Path) -> None:
    vendor = VENDORS[name]
    with vendor.emulator() as there:
        told, file = turn(there, vendor, asked_of(vendor, tmp_path, {}), {"json": way} if way else None)
        sent = json.loads(there.seen[-1][2])
    found = judgement_in(answer_in(file), CRITERIA)
    assert isinstance(found, Judgement), found
    assert ("response_format" in sent) == (way != "none")
    model = next(iter(table_of(vendor.name).models.values()))
    assert told.billed
    assert told.billed.micros <= model.price.of(Fraction(1)).micros, "never more than the price that was agreed on"


@pytest.mark.parametrize("name", KINDS)
def test_a_blank_answer_is_asked_for_anew_and_a_wrong_one_mended(name: str, tmp_path: Path) -> None:
    vendor = VENDORS[name]
    with vendor.emulator() as there:
        there.blank = 1
        _, blank = turn(there, vendor, asked_of(vendor, tmp_path, {}))
        assert judgement_in(answer_in(blank), CRITERIA) == "it is blank"
        _, good = turn(there, vendor, asked_of(vendor, tmp_path, {"answer": blank}))
        assert isinstance(judgement_in(answer_in(good), CRITERIA), Judgement)
        more = (*CRITERIA, "style")  # what it has answered does not say all that is asked now
        _, mended = turn(there, vendor, asked_of(vendor, tmp_path, {"answer": good}, replace(QUESTION, criteria=more)))
        turns = json.loads(there.seen[-1][2])["messages"]
    assert [each["role"] for each in turns] == ["user", "assistant", "user"]
    assert "`marks.style`: field required" in turns[2]["content"]
    assert isinstance(judgement_in(answer_in(mended), more), Judgement)


def test_an_endpoint_of_ones_own_has_no_price_by_the_table(tmp_path: Path) -> None:
    vendor = VENDORS["doubao"]
    with vendor.emulator() as there:
        told, _ = turn(there, vendor, asked_of(vendor, tmp_path, {}), {"model": "ep-20261101-abcde"})
    assert told.billed is None


def test_what_does_not_see_is_shown_nothing(tmp_path: Path) -> None:
    vendor = VENDORS["deepseek"]
    asked = asked_of(vendor, tmp_path, {})
    model = asked.job.model
    assert model
    assert model.can.chat
    blind = replace(model, can=replace(model.can, chat=replace(model.can.chat, pictures=0)))
    long = replace(asked.job, what=replace(QUESTION, prompt="字" * 4_000))
    with vendor.emulator() as there:
        for job, why in ((replace(asked.job, model=blind), "sees no pictures"), (long, "more than 11,000 bytes")):
            with pytest.raises(Fault, match=why):
                turn(there, vendor, replace(asked, job=job))
        assert not there.requests["submit"]


def test_a_key_of_the_vendors_other_tools_goes_to_the_vendor_only(tmp_path: Path) -> None:
    vendor = replace(VENDORS["openai_chat"], keys={"OPENAI_API_KEY": "sk-canary-shared"})
    with vendor.emulator() as there:
        with pytest.raises(AssertionError, match="auth"):
            turn(there, vendor, asked_of(vendor, tmp_path, {}))
        assert "authorization" not in there.seen[-1][1]


@pytest.mark.parametrize(
    ("words", "object_"),
    [
        ('{"a": 1}', {"a": 1}),
        ('Sure!\n```json\n{"a": {"b": 2}}\n```\nDone {', {"a": {"b": 2}}),
        ('{oops} {} and then {"a": 1} {"a": 2}', {"a": 1}),
        ("[1, 2]", None),
        ('{"a": ', None),
        ("{" * 5_000, None),
        ('{"a":' * 200_000, None),
        ("", None),
    ],
)
def test_an_object_is_found_among_words(words: str, object_: Any) -> None:
    assert object_in(words) == object_


def answer(tmp_path: Path, content: Any, **choice: Any) -> Path:
    file = tmp_path / "answer.json"
    said = {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": "stop", **choice}]}
    file.write_text(json.dumps(said))
    return file


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, ""),
        ({"why": "", "verdict": "fail"}, "no reason given"),
        ({"verdict": "fail", "why": "two\nleft hands"}, "two left hands"),
        ({"marks": {**GOOD["marks"], "hands": 1}, "why": "six fingers"}, "hands: six fingers"),
        ({"mood": "good"}, ""),
    ],
)
def test_a_judgement_fails_a_take_by_its_verdict_or_by_a_mark(tmp_path: Path, change: Any, fault: str) -> None:
    found = judgement_in(answer_in(answer(tmp_path, json.dumps({**GOOD, **change}))), CRITERIA)
    assert isinstance(found, Judgement), found
    assert found.fault == fault


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"marks": {"identity": 5}}, "`marks.hands`: field required"),
        ({"marks": {**GOOD["marks"], "hands": 9}}, "less than or equal to 5"),
        ({"marks": {**GOOD["marks"], "hands": "fine"}}, "`marks.hands`"),
        ({"verdict": "maybe"}, "`verdict`: input should be 'pass' or 'fail'"),
        ({"marks": 5}, "`marks`"),
    ],
)
def test_what_is_no_judgement_is_told_to_its_giver(tmp_path: Path, change: Any, why: str) -> None:
    found = judgement_in(answer_in(answer(tmp_path, json.dumps({**GOOD, **change}))), CRITERIA)
    assert isinstance(found, str), found
    assert why in found


def test_answers_that_are_none(tmp_path: Path) -> None:
    cut = answer(tmp_path, '{"marks": {"identity": 5', finish_reason="length")
    assert judgement_in(answer_in(cut), CRITERIA) == "there is no JSON object in it (it was cut off)"
    cut.write_text("<html>")
    assert judgement_in(answer_in(cut), CRITERIA) == "it is blank"
    parts = [{"type": "text", "text": json.dumps(GOOD)}]
    assert isinstance(judgement_in(answer_in(answer(tmp_path, parts)), CRITERIA), Judgement)


TABLE = """
[provider.rates]
"talker read" = "2.00 USD per 1000000"
"talker written" = "10.00 USD per 1000000"
[models.talker]
makes = ["review"]
price = { per = "token", date = "2026-11-26", source = "a list" }
[models.talker.chat]
pictures = 4
picture_tokens = 500
output = 1000
"""


def test_a_price_by_tokens_is_what_an_answer_costs_at_most() -> None:
    price = read_table("x", TABLE).models["x:talker"].price
    assert price
    # 12,000 bytes of words, 4 pictures with their labels, an answer to be mended; and an answer.
    assert price.unit == Money((12_000 + 4 * 540 + 1_000) * 2 + 1_000 * 10, "USD")
    assert price.per == "take"
    for wrong in (TABLE.replace('"talker read"', '"other read"'), TABLE.replace("per = ", 'unit = "1 USD", per = ')):
        with pytest.raises(Fault, match="can not be read"):
            read_table("x", wrong)
