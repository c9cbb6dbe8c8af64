"""Takes that are shown to a model that sees, through the whole program: its books, and what stands in the lock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import TARGET, Lot, lot
from vendors.deepseek import KEY, DeepSeekEmulator

FILM = """\
scene kitchen: INT. KITCHEN - DAY

    shot waits: wide, 1s
        expect: no lettering on the wall
        Somebody waits.

    shot leaves: medium, 1s
        Somebody leaves.
"""
NAME = "deepseek:flash"


@pytest.fixture
def paid() -> Iterator[PaidEmulator]:
    with PaidEmulator("none", life=Life(lasts=0)) as emulator:
        yield emulator


@pytest.fixture
def judge() -> Iterator[DeepSeekEmulator]:
    with DeepSeekEmulator() as emulator:
        yield emulator


def house(folder: Path, paid: PaidEmulator, judge: DeepSeekEmulator, target: str = TARGET) -> Lot:
    made = lot(folder, paid, FILM, f'{target}review = "{NAME}"\n', DEEPSEEK_API_KEY=KEY)
    (made.user / "config.toml").write_text(f'[providers.deepseek]\nbase = "{judge.url}"\n')
    return made


def judgement(**change: Any) -> str:
    marks = dict.fromkeys(("action", "lettering", "style", "continuity", "expected_1"), 5)
    said = {"marks": marks, "evidence_frames": [1], "verdict": "pass", "why": "all is as wanted"}
    return json.dumps({**said, **change})


def test_a_clip_is_seen_once_and_what_is_said_of_it_stands_with_it(
    tmp_path: Path, paid: PaidEmulator, judge: DeepSeekEmulator
) -> None:
    here = house(tmp_path, paid, judge)
    plan = json.loads(here.filmc("plan", "--json").ok().out)
    assert "kitchen/waits clip review" in json.dumps(plan)
    here.filmc("check").ok()
    assert not judge.requests["submit"]
    here.filmc("build", "--yes").ok()
    assert (paid.charges, judge.charges) == (4, 1), "the shot of which nothing is expected is not shown"
    assert f"verdict: passed; {NAME} has seen it" in here.lock
    asked = json.loads(judge.seen[-1][2])["messages"][0]["content"]
    pictures = [part for part in asked if part["type"] == "image_url"]
    assert len(pictures) == 8
    assert all(each["image_url"]["url"].startswith("data:image/jpeg") for each in pictures)
    assert "expected_1: no lettering on the wall" in asked[0]["text"]
    here.filmc("build").ok()
    assert judge.charges == 1


def test_a_take_that_is_found_wanting_fails_and_is_made_again(
    tmp_path: Path, paid: PaidEmulator, judge: DeepSeekEmulator
) -> None:
    here = house(tmp_path, paid, judge)
    judge.answers = [judgement(verdict="fail", why="a shop's name is on the wall")]
    here.filmc("build", "--yes")
    assert f"verdict: failed: {NAME} has seen it: a shop's name is on the wall" in here.lock
    assert (paid.charges, judge.charges) == (4, 1)
    here.filmc("build", "--yes").ok()
    assert (paid.charges, judge.charges) == (5, 2), "another clip, seen again"
    assert f"verdict: passed; {NAME} has seen it" in here.lock


def test_an_answer_that_can_not_be_used_is_mended_once_and_says_nothing(
    tmp_path: Path, paid: PaidEmulator, judge: DeepSeekEmulator
) -> None:
    here = house(tmp_path, paid, judge, TARGET.replace('video = "emulator:clip-1"\n', ""))
    judge.answers = ["It looks nice.", judgement(marks={})]
    here.filmc("build", "--yes").ok()
    assert judge.charges == 2
    turns = json.loads(judge.seen[-1][2])["messages"]
    assert "there is no JSON object in it" in turns[-1]["content"]
    assert "has seen it" not in here.lock
    assert here.lock.count("verdict: failed: the answer can not be used") == 2
    here.filmc("build").ok()
    assert (paid.charges, judge.charges) == (2, 2), "it is not asked a third time"
