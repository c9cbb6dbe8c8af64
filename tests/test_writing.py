"""What a model that writes is told, what of its answers is text, and what it is told again."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from filmc.base.diagnostic import Diagnostic
from filmc.base.source import NOWHERE, Source
from filmc.base.world import MemoryWorld
from filmc.frontend.cues import CUES
from filmc.frontend.printer import format_file
from filmc.lower.briefs import Draft
from filmc.lower.primer import primer
from filmc.lower.proofs import BLANK, proofs
from filmc.lower.request import WritingRequest
from filmc.lower.story import Story, read_story
from filmc.lower.writing import FAULTS_BYTES, writing_job
from filmc.produce.models import known_models
from filmc.produce.protocol.chat import Said
from filmc.produce.protocol.script import script_in
from filmc.session import Session

DRAFT = Draft(Story("Rain."))

STORIES: dict[str, tuple[str, str, int]] = {
    "prose": ("There was a king,\r\nand a line of kings.\r\n", "There was a king,\nand a line of kings.", 0),
    "prose with words of columns": ("A sound, a picture\nand a line, and more", "A sound, a picture\nand a line, and more", 0),
    "csv": (
        '镜号,景别,画面\n1,中景,"李华, 坐着\n写信"\n\n2,,信\n',
        "1. 镜号: 1 | 景别: 中景 | 画面: 李华, 坐着 / 写信\n2. 镜号: 2 | 画面: 信",
        2,
    ),
    "semicolons": ("Shot;Shot size\n1;wide\n", "1. Shot: 1 | Shot size: wide", 1),
    "more cells than columns": ("shot,size\n1,wide,rain\n", "1. shot: 1 | size: wide | rain", 1),
    "tabs": (
        '画面\t台词\t音乐 / 音效\n狭小\t"怎么"\t风扇\n起身\t无\n',
        "1. 画面: 狭小 | 台词: 怎么 | 音乐 / 音效: 风扇\n2. 画面: 起身 | 台词: 无",
        2,
    ),
    "tabs in prose, quotes left open": (
        'Here:\n画面\t台词\n他说"好\t"好\n',
        'Here:\n1. 画面: 他说"好 | 台词: "好',
        1,
    ),
    "markdown": (
        "Sure!\n\n| Shot No. | Picture |\n|:--|---|\n| 1 | A **bridge**<br>at dawn |\n| 2 | a \\| b |\n\nMore?",
        "Sure!\n\n1. Shot No.: 1 | Picture: A bridge / at dawn\n2. Shot No.: 2 | Picture: a | b\n\nMore?",
        2,
    ),
    "two tables": ("| shot | size |\n|1|wide|\n\n| shot | size |\n|1|full|", "1. shot: 1 | size: wide\n\n1. shot: 1 | size: full", 2),
    "another table": ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |", 0),
    "headings only": ("shot, size", "shot, size", 0),
    "nothing": (" \n", "", 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told", "shots"), STORIES.values(), ids=STORIES)
def test_stories(text: str, told: str, shots: int) -> None:
    assert read_story(text) == Story(told, shots)


ANSWERS: dict[str, tuple[str, str]] = {
    "bare": ("\nfilm A\n", "film A\n"),
    "in a fence": ("Sure:\n```film\nfilm A\n```\nDone.", "film A\n"),
    "the longest fence": ("```\nno\n```\n~~~film\nfilm A\n    x\n~~~\n", "film A\n    x\n"),
    "a fence without an end": ("```film\nfilm A\n", "film A\n"),
    "an empty fence": ("```film\n\n```\n", ""),
    "a thought before it": ("<think>\n```film\nno\n```</think>\n\nfilm A", "film A\n"),
    "a thought without an end": ("<thinking>film A", ""),
    "windows": ("film A\r\n    logline: b\r\n", "film A\n    logline: b\n"),
    "blank": (" \n\t", ""),
}


@pytest.mark.parametrize(("words", "text"), ANSWERS.values(), ids=ANSWERS)
def test_texts_in_answers(words: str, text: str) -> None:
    assert script_in(Said(words, "", None, None, "stop")) == text


def test_no_answer_has_no_text() -> None:
    assert script_in(None) == ""


def test_the_film_that_is_taught_is_one() -> None:
    [text] = re.findall(r"```film\n(.*?)```", DRAFT.prompt, re.DOTALL)
    checked = Session(MemoryWorld({"main.film": text.encode()}), "main.film").check()
    assert not list(checked.notes), [note.message for note in checked.notes]
    assert format_file(checked.screenplay.files[0]) == text


def test_the_words_that_are_taught_are_known() -> None:
    """Each word stands in a shot, or where its kind stands, without a fault."""
    taught = primer()
    words = [word.name for title, list_ in taught["explained"].items() if "Transitions" not in title for word in list_]
    assert len(words) > 150
    shots = "".join(
        f"\n    shot s{number}: {_seated(word)}, 4s\n        A and B wait.\n" for number, word in enumerate(words)
    )
    people = "".join(f"character {name}\n    appearance: tall man\n\n" for name in "ABC")
    text = f"{people}scene r: INT. ROOM - DAY\n{shots}"
    found = Session(MemoryWorld({"main.film": text.encode()}), "main.film").check().notes
    assert not found.errors, [note.message for note in found.errors]


def _seated(word: str) -> str:
    """Return a setup with people in its seats."""
    name, _, seats = word.partition(" (")
    return f"{name} ({', '.join('ABC'[: seats.count(',') + 1])})" if seats else name


def test_the_keys_that_are_taught_are_the_tables() -> None:
    for place, cues in primer()["keys"].items():
        assert all(cue in CUES for cue in cues), place
        assert all(cue.example in DRAFT.prompt for cue in cues), place  # type: ignore[union-attr]


@pytest.mark.parametrize("model", ["deepseek:flash", "kimi:k3", "grok:4-7", "ollama:qwen3-vl-8b"])
def test_the_price_bounds_every_answer(model: str) -> None:
    known = known_models()[model]
    job = writing_job(DRAFT, known, 1, 3)
    assert isinstance(job.what, WritingRequest)
    assert known.can.chat
    assert job.what.tokens == DRAFT.tokens + known.can.chat.output
    assert job.model
    assert job.model.price
    read, wrote = (known.price.tokens if known.price else None) or (Fraction(0), Fraction(0))
    most = len(DRAFT.prompt.encode()) + job.what.tokens + FAULTS_BYTES
    assert job.model.price.unit.micros >= read * most + wrote * job.what.tokens
    assert writing_job(DRAFT, known, 1, 9).key == job.key, "how often it may be sent back is no part of it"
    assert writing_job(DRAFT, known, 2, 3).key != job.key


WHAT = WritingRequest("", 900, "m", shots=3)


def note(code: str, start: int = 0) -> Diagnostic:
    return Diagnostic(code, "it is wrong", Source("main.film", "").span(start, start), hints=("do it otherwise",))


def told(text: str, *found: Diagnostic, shots: int = 3, cut: bool = False) -> str:
    return proofs(Source("main.film", text), found, shots, WHAT, cut=cut)


def test_what_is_told_of_a_text() -> None:
    assert told("film A\n") == told("film A\n", note("W0510"), note("H0521")) == ""
    assert told("\n") == BLANK
    errors = told("film A\n  oops\n", note("W0510"), note("E0330", 9), Diagnostic("E0605", "a circle", NOWHERE))
    assert errors.split("\n")[1:4] == [
        "- line 2, `oops`: it is wrong; do it otherwise",
        "- a circle",
        "- line 1, `film A`: it is wrong; do it otherwise",
    ]
    assert "cut off after 900 tokens" in told("film A\n", cut=True)
    assert "there is no shot in it" in told("film A\n", shots=0)
    assert "has 3 rows, and this film 2 shots" in told("film A\n", shots=2)


@pytest.mark.parametrize("line", ["x", "字" * 5_000])
def test_what_is_told_has_a_bound(line: str) -> None:
    text = f"{line}\n" * 500
    found = [note("E0330", number * (len(line) + 1)) for number in range(500)]
    said = told(text, *found)
    assert len(said.encode()) <= FAULTS_BYTES
    assert re.search(r"- and \d+ more\n", said)
    assert told(text, Diagnostic("E0330", "字" * 9_000, NOWHERE)).count("字") > 1_000
