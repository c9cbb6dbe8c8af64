"""Takes that are shown to a model that sees, through the whole program: its books, and what stands in the lock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import TARGET, Lot, Near, lot
from PIL import Image
from vendors.deepseek import KEY, DeepSeekEmulator

from filmc.base.diagnostic import Notes
from filmc.base.world import MemoryWorld
from filmc.lower.job import Job
from filmc.lower.jobgraph import job_graph
from filmc.lower.request import ReviewRequest
from filmc.lower.target import Target
from filmc.produce.models import known_models
from filmc.session import Session

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
    Image.new("RGB", (16, 9), (200, 10, 10)).save(here.home / "mine.png")
    here.filmc("take", "kitchen/waits clip review", "mine.png").refused(1, "wants a model's own words")


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


TALK = """\
character MEI
    appearance: woman of thirty, short black hair

scene kitchen: INT. KITCHEN - DAY

    shot waits: wide, 3s
        {}
        MEI: Is somebody here?
"""
TALKING = TARGET + 'speech = "emulator:voice-1"\nlip-sync = "emulator:lips-1"\n'


def talking(folder: Path, paid: PaidEmulator, judge: DeepSeekEmulator, bound: str) -> Near:
    made = house(folder, paid, judge, TALKING)
    made.write(TALK.format(bound), f'{TALKING}review = "{NAME}"\n')
    return Near(made.home, made.user, made.paid, made.more)


def verdict(word: str) -> str:
    marks = dict.fromkeys(("wardrobe", "anatomy", "lettering", "style", "continuity"), 5)
    return json.dumps({"marks": marks, "evidence_frames": [1], "verdict": word, "why": "the light is another"})


def item(here: Lot, job: str) -> dict[str, Any]:
    plan = json.loads(here.filmc("plan", "--json").ok().out)["plan"]
    return next(each for each in plan["items"] if each["job"] == f"kitchen/waits {job}")


def test_every_candidate_is_seen_and_the_next_good_one_is_built_upon(
    tmp_path: Path, paid: PaidEmulator, judge: DeepSeekEmulator
) -> None:
    here = talking(tmp_path, paid, judge, "takes: 2")
    seen = item(here, "clip review")
    assert (seen["now"], seen["most"]) == (2, 4), "two candidates, each asked about twice at most"
    assert seen["worst"]["micros"] == 2 * seen["cost"]["micros"]
    assert item(here, "lip-sync")["now"] == 1
    judge.answers = [verdict("fail"), verdict("pass")]
    here.filmc("build", "--yes").ok()
    assert (paid.charges, judge.charges) == (6, 2), "a line, two stills, two clips, one mouth"
    assert here.lock.count("has seen it") == 2
    why = here.filmc("why", "waits", "lip-sync").ok()
    assert "kitchen/waits lip-sync: fresh" in why.out
    assert "after ← kitchen/waits clip review: fresh" in why.out


def test_nothing_is_built_upon_a_take_that_is_found_wanting_unless_somebody_wants_it(
    tmp_path: Path, paid: PaidEmulator, judge: DeepSeekEmulator
) -> None:
    here = talking(tmp_path, paid, judge, "takes: 1")
    judge.answers = [verdict("fail")]
    refused = here.filmc("build", "--yes").refused(5, "waits lip-sync: it waits for its clip", "the light is another")
    assert "`filmc pick kitchen/waits clip 1` takes one as it is" in refused.err
    assert (paid.charges, judge.charges) == (3, 1), "a line, a still, a clip"
    assert item(here, "clip")["now"] == 1, "the next plan makes another"
    here.filmc("pick", "kitchen/waits", "clip", "1").ok()
    here.filmc("build", "--yes").ok()
    assert (paid.charges, judge.charges) == (4, 1), "and now the mouth"


def test_what_is_found_wanting_is_made_again_within_its_bound(
    tmp_path: Path, paid: PaidEmulator, judge: DeepSeekEmulator
) -> None:
    here = talking(tmp_path, paid, judge, "reroll: at most 2 takes")
    assert item(here, "clip review")["most"] == 4
    judge.answers = [verdict("fail"), verdict("pass")]
    built = here.filmc("build", "--yes").ok()
    assert (paid.charges, judge.charges) == (5, 2)
    assert "waits for" not in built.err.rpartition("  bought")[2], "it waited, and waits no more"
    assert item(here, "lip-sync")["state"] == "fresh"


def test_without_its_reviewer_nothing_is_built_upon_a_take(
    tmp_path: Path, paid: PaidEmulator, judge: DeepSeekEmulator
) -> None:
    here = talking(tmp_path, paid, judge, "takes: 1")
    here.more.pop("DEEPSEEK_API_KEY")
    held = item(here, "lip-sync")
    assert held["now"] == 0
    assert "it waits for kitchen/waits clip review" in held["reason"]
    assert (item(here, "clip")["now"], item(here, "clip review")["now"]) == (1, 0)


FILM_OF_TWO = """\
film Letters

character MEI
    appearance: woman of thirty, short black hair
    reference: mei.png

character TOM
    appearance: boy of ten

scene home: INT. ROOM - DAY

    shot one: wide, push in, 4s
        Mei waits for the boy.
        expect: Mei looks to the left, no lettering

    shot two: medium, 12s
        with: MEI left, TOM right
        Tom enters.
        TOM: Here.

    shot three: close-up, 3s
        source: street.mp4
        expect: Mei is in it

    shot four: wide, 2s
        Rain.
"""


def reviews(text: str = FILM_OF_TWO, **models: str) -> dict[str, Job]:
    known = known_models()
    named = {"image": "emulator:still-1", "video": "emulator:clip-5", "review": NAME, **models}
    target = Target("t", {need: known[name] for need, name in named.items() if name}, known)  # type: ignore[misc]
    world = MemoryWorld({"main.film": text.encode(), "street.mp4": b"not opened", "mei.png": b"not opened"})
    session = Session(world, "main.film")
    checked = session.check()
    assert checked.ok, [note.message for note in checked.notes.errors]
    jobs = job_graph(Notes(), checked.film, target, session.digest).jobs
    return {name: job for name, job in jobs.items() if job.kind == "review"}


def criteria(job: Job) -> tuple[str, ...]:
    assert isinstance(job.what, ReviewRequest)
    return job.what.criteria


def test_a_shot_is_judged_by_what_is_in_it_and_what_is_expected_of_it() -> None:
    found = reviews()
    assert set(found) == {"home/one clip review", "home/two clip review", "home/two clip 2 review"}
    one, two = found["home/one clip review"], found["home/two clip review"]
    assert criteria(one) == (
        *("identity", "wardrobe", "anatomy", "action", "camera", "lettering", "style", "continuity", "mouths"),
        *("expected_1", "expected_2"),
    )
    assert [(each.role, each.job, each.file) for each in one.inputs] == [
        ("take", "home/one clip", ""),
        ("reference 1", "", "mei.png"),
    ]
    assert {"camera", "mouths", "expected_1"}.isdisjoint(criteria(two)), "Tom speaks, and the camera stands"
    assert (one.takes, one.most, one.maker, one.span) == (1, 2, NAME, one.span)
    assert "MEI" in one.sent.prompt  # type: ignore[union-attr]


def test_without_a_model_for_clips_the_still_is_judged() -> None:
    found = reviews(video="")
    assert list(found) == ["home/one still review", "home/two still review"]
    assert {"continuity", "camera", "mouths"}.isdisjoint(criteria(found["home/one still review"]))
    assert not reviews(review="")


def test_a_name_is_no_part_of_what_is_asked() -> None:
    renamed = FILM_OF_TWO.replace("MEI", "ANNA").replace("Mei", "Anna")
    keys = {name: job.key for name, job in reviews().items()}
    assert {name: job.key for name, job in reviews(renamed).items()} == keys
    changed = FILM_OF_TWO.replace("to the left", "to the right")
    assert reviews(changed)["home/one clip review"].key != keys["home/one clip review"]
