"""`filmc prompt`: the order to the letter, with files named, without a key and without a network."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from filmc.tools.cli import run

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
