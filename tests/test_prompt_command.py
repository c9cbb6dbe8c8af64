"""`filmc prompt`: the order to the letter, with files named, without a key and without a network."""

from __future__ import annotations

import hashlib
import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_vendors import KINDS
from vendors import Ask, vendors

from filmc.lower.job import Input, Job
from filmc.produce.hiring import Agency
from filmc.produce.models import table_of
from filmc.produce.shoot.draft import Draft, draft, roles_of
from filmc.produce.survey import Surveyed
from filmc.produce.takes import Standing, Wanted
from filmc.tools.cli import run
from filmc.tools.commands.prompt import Shown

FILM = """\
character MEI
    appearance: woman of thirty, short black hair
    voice: young woman

scene yard: EXT. YARD - NIGHT

    shot one: wide, 4s
        Mei waits.
        MEI (sad): Where is he?

    shot two: medium, 4s
        Mei leaves.
        start: one.last
        end: refs/gate.png
"""
CONFIG = """\
target = "draft"
[targets.draft]
video = "vidu:q3-pro-720p"
speech = "elevenlabs:v3"
"""
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def refused(*_: Any) -> None:
        raise AssertionError("nothing may be sent")

    for name in ("STORE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"FILMC_{name}", str(tmp_path / "user" / name.lower()))
    monkeypatch.setenv("VIDU_API_KEY", "vda_canary_prompt")
    monkeypatch.setattr(socket.socket, "connect", refused)
    (tmp_path / "refs").mkdir()
    (tmp_path / "refs" / "gate.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "main.film").write_text(FILM, "utf-8")
    (tmp_path / "filmc.toml").write_text(CONFIG, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capsys: Output, *words: str) -> dict[str, Any]:
    assert run(["prompt", *words, "--json"]) == 0
    text = capsys.readouterr().out
    assert "canary" not in text
    return {job["job"]: job for job in json.loads(text)["jobs"]}


def test_the_order_is_shown_with_its_files_named(capsys: Output) -> None:
    clip = asked(capsys, "two", "clip")["yard/two clip"]
    assert clip["request"]["path"] == "/ent/v2/start-end2video"
    assert clip["files"] == {"start": "the take of yard/one clip, its last frame", "end": "refs/gate.png"}
    first, last = clip["body"]["images"]
    assert first == "data:image/png;base64,(start: the take of yard/one clip, its last frame)"
    assert last == "data:image/png;base64,(end: refs/gate.png)"
    assert clip["body"]["duration"] == 4


def test_a_line_is_shown_as_it_is_spoken(capsys: Output) -> None:
    line = asked(capsys, "one", "speech")["yard/one speech 1"]
    assert line["body"]["text"] == "[sad] Where is he?"
    assert line["how"]["voice"] in line["request"]["path"]


def test_people_read_the_same(capsys: Output) -> None:
    assert run(["prompt", "one"]) == 0
    text = capsys.readouterr().out
    for part in ("yard/one clip, asked of vidu:q3-pro-720p", "POST /ent/v2/text2video", "MEI (woman of thirty"):
        assert part in text


def test_where_no_model_is_asked_it_says_so(capsys: Output) -> None:
    assert run(["prompt", "one", "--target", "animatic"]) == 1
    assert "E1013" in capsys.readouterr().err


# Every order that a vendor's table knows, as it is shown: what is sent before it stands in it by name.

VENDORS = vendors()
ASKS = [(name, ask) for name, vendor in VENDORS.items() for ask in vendor.asks]
UPLOADING = {"comfyui", "fal", "jimeng", "kling", "pixverse", "replicate", "runway", "sync"}
"""Vendors who are sent files before an order: all of them, or those that are too large to go with it."""


def job_of(name: str, ask: Ask) -> Job:
    vendor = VENDORS[name]
    model = table_of(vendor.name).models[f"{vendor.name}:{ask.model}"]
    inputs = tuple(Input(role, file=f"refs/{number}.x") for number, role in enumerate(ask.files))
    how = (*model.options, *ask.how)
    return Job(KINDS[type(ask.what)], ask.what, model.id, "a job", inputs=inputs, how=how, name="a job", model=model)


def surveyed(name: str, ask: Ask) -> Surveyed:
    return Surveyed(job_of(name, ask), Wanted("a job", "", "", ()), None, Standing("missing", ""))


def shown(here: Path, name: str, ask: Ask) -> Draft:
    vendor = VENDORS[name]
    own = vendor.settings(here)
    options = {key: value.format(url="https://files.example.com") for key, value in vendor.options.items()}
    agency = Agency(
        here / "answers",
        {vendor.name: replace(own, base="https://here.example.com", options={**own.options, **options})},
    )
    return draft(surveyed(name, ask), agency, roles(ask))


def roles(ask: Ask) -> dict[str, str]:
    return {role: f"refs/{number}.x" for number, role in enumerate(ask.files)}


@pytest.mark.parametrize(("name", "ask"), ASKS)
def test_every_order_is_shown_and_nothing_is_sent(name: str, ask: str, here: Path) -> None:
    wanted = VENDORS[name].asks[ask]
    order = shown(here, name, wanted)
    assert not order.why_not
    text = json.dumps(order.body, ensure_ascii=False)
    assert order.path
    assert "stands for" not in text
    assert not [key for key in VENDORS[name].keys.values() if key in text]
    if VENDORS[name].name not in UPLOADING:
        assert "<uploaded" not in text


SENT_BEFORE = {
    ("pixverse", "both frames"): '"first_frame_img": "<uploaded: refs/0.x>"',
    ("comfyui", "a larger clip"): '"file": "<uploaded: refs/0.x>"',
    ("fal", "a mouth"): '"audio_url": "<uploaded: refs/1.x>"',
    ("runway", "larger"): '"videoUri": "<uploaded: refs/0.x>"',
    ("jimeng", "digital human"): '"image_url": "<the first frame, uploaded: refs/0.x>"',
    ("kling", "mouth of a clip at an address"): '"video_url": "<uploaded: refs/0.x>"',
}


@pytest.mark.parametrize(("name", "ask"), SENT_BEFORE)
def test_what_is_sent_before_an_order_stands_in_it_by_name(name: str, ask: str, here: Path) -> None:
    assert SENT_BEFORE[name, ask] in json.dumps(shown(here, name, VENDORS[name].asks[ask]).body)


PLACED = {
    ("gemini", "first frame"): "[# Sources <FIRST_FRAME>@Image1] Rain runs over the cobbles, camera pushes in",
    (
        "gemini",
        "who is in it",
    ): "[# References <IMAGE_REF_0>@Image1 <IMAGE_REF_1>@Image2] Rain runs over the cobbles, camera pushes in",
    ("kling", "classic omni"): "<<<image_1>>> walks (<<<image_2>>>)",
    ("kling", "newer pictures"): "Rain runs over the cobbles (@image_1, @image_2)",
    ("kling", "newer frames"): "Rain runs over the cobbles (@element_1)",
    ("kling", "words"): "Rain runs over the cobbles",
}


@pytest.mark.parametrize(("name", "ask"), PLACED)
def test_a_prompt_in_which_pictures_are_placed_is_shown_as_it_is_sent(name: str, ask: str, here: Path) -> None:
    """Who reads it sees what the model reads, and which file each place is."""
    wanted, order = VENDORS[name].asks[ask], shown(here, name, VENDORS[name].asks[ask])
    seen = Shown(job_of(name, wanted), roles(wanted), order)
    assert seen.object()["prompt"] == PLACED[name, ask]
    assert f"  {PLACED[name, ask]}" in [*seen.lines()]
    body = json.dumps(order.body, ensure_ascii=False)
    places = [body.index(f"({role}: {file})") for role, file in roles(wanted).items()]
    assert places == sorted(places), "the pictures stand in the order in which they are counted"


def test_where_a_face_is_placed_its_place_is_told(here: Path) -> None:
    ask = replace(VENDORS["sync"].asks["the face on the right"], how=(("size", "1000x500"),))
    assert '"coordinates": [750, 200]' in json.dumps(shown(here, "sync", ask).body).replace("\\", "")
    (told,) = [what for role, what in roles_of(surveyed("sync", ask)).items() if role == "clip"]
    assert told.endswith("the face at 75% 40% of its picture (here in the pixels of a clip as large as the film)")


def test_a_file_of_the_project_is_named_with_its_digest(here: Path, capsys: Output) -> None:
    (here / "filmc.toml").write_text(CONFIG.replace("vidu:q3-pro-720p", "pixverse:v6-720p"), "utf-8")
    digest = hashlib.sha256((here / "refs" / "gate.png").read_bytes()).hexdigest()[:12]
    body = asked(capsys, "two", "clip")["yard/two clip"]["body"]
    assert body["first_frame_img"] == "<uploaded: the take of yard/one clip, its last frame>"
    assert body["last_frame_img"] == f"<uploaded: refs/gate.png sha256:{digest}>"
