"""Choosing among takes: what becomes stale by it and what does not, and files that come from elsewhere."""

from __future__ import annotations

import io
import json
import subprocess
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import pytest
from bought import BoughtFilm, at, bought_film
from measure import build
from PIL import Image

from filmc.base.digest import digest_file
from filmc.base.ffmpeg import find_ffmpeg
from filmc.produce.choice import pick
from filmc.produce.choosing import for_job
from filmc.produce.locked import Block
from filmc.produce.store import Store
from filmc.produce.survey import Survey
from filmc.tools.cli import run

Capture = pytest.CaptureFixture[str]


def asked(capsys: Capture, *words: object, code: int = 0) -> dict[str, Any]:
    """Run a command and return the one object that it prints."""
    capsys.readouterr()
    assert run([*map(str, words), "--json"]) == code, capsys.readouterr()
    return json.loads(capsys.readouterr().out)


# A film of which everything is bought, two takes of each


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoughtFilm]:
    folder = tmp_path_factory.mktemp("whole") / "all"
    with at(folder):
        yield bought_film(folder, takes=2)


@pytest.fixture
def film(whole: BoughtFilm, tmp_path: Path) -> Iterator[BoughtFilm]:
    copy = whole.copied(tmp_path / "copy")
    with at(copy.folder, whole.folder / "cache"):
        yield copy


def states(survey: Survey) -> dict[str, str]:
    return {name: found.standing.state for name, found in survey.jobs.items()}


def dependants(film: BoughtFilm, name: str) -> set[str]:
    return {job.name for job in film.graph.jobs.values() if any(given.job == name for given in job.inputs)}


def choose(film: BoughtFilm, name: str, number: int) -> None:
    survey = film.survey()
    found = survey.jobs[name]
    assert found.block
    take = found.block.takes[number]
    film.change(
        lambda lock: for_job(lock, survey, found, lambda block: pick(block, take, found.want.what, "Ben", "today"))
    )


def test_another_take_makes_exactly_its_dependants_stale(film: BoughtFilm) -> None:
    before = film.survey()
    made = [name for name, found in before.jobs.items() if found.job.model]
    assert len(made) == 11
    for name in made:
        choose(film, name, 1)
        after = states(film.survey())
        assert {job for job, state in after.items() if state != states(before)[job]} == dependants(film, name)
        assert all(after[job] == "stale" for job in dependants(film, name))
        choose(film, name, 0)
        assert states(film.survey()) == states(before)


@pytest.mark.parametrize("seed", range(4))
def test_any_choices_taken_back_leave_all_as_it_was(film: BoughtFilm, seed: int) -> None:
    rng = Random(seed)
    before = film.survey()
    made = [name for name, found in before.jobs.items() if found.job.model]
    for _ in range(8):
        choose(film, rng.choice(made), rng.randrange(2))
    for name in made:
        choose(film, name, 0)
    assert states(film.survey()) == states(before)


def test_the_same_choice_changes_not_a_byte(film: BoughtFilm, capsys: Capture) -> None:
    text, stat = film.lock.read_bytes(), film.lock.stat()
    for words in (("pick", "one", "still", "1"), ("pick", "home/one", "clip", "1"), ("pin", "one", "still", "--off")):
        told = asked(capsys, *words, "--film", film.path)
        assert (told["changed"], told["stale"], told["orders"]) == (False, [], [])
    assert film.lock.read_bytes() == text
    assert film.lock.stat().st_mtime_ns == stat.st_mtime_ns


def test_what_follows_is_told_with_its_price(film: BoughtFilm, capsys: Capture) -> None:
    told = asked(capsys, "pick", "one", "still", "2", "--film", film.path)
    assert [each["job"] for each in told["stale"]] == ["home/one clip"]
    assert "another take plays as its start" in told["stale"][0]["reason"]
    assert {each["job"] for each in told["orders"]} == {
        f"home/{shot} {kind}" for shot in ("one", "two") for kind in ("clip", "enhancement")
    }
    assert told["cost"] == [{"micros": 400_000, "currency": "USD"}]
    back = asked(capsys, "pick", "one", "still", "1", "--film", film.path)
    assert (back["fit_again"], back["orders"]) == (["home/one clip"], [])
    run(["pick", "one", "still", "2", "--film", str(film.path)])
    said = capsys.readouterr().err
    assert "home/one clip is stale now" in said
    assert "0.40 USD together; nothing was ordered" in said


def test_reject_pin_and_unpick(film: BoughtFilm, capsys: Capture) -> None:
    def stands() -> tuple[str, str, bool]:
        standing = film.survey().jobs["home/four clip"].standing
        assert standing.take
        block = film.survey().jobs["home/four clip"].block
        assert block
        return str(block.takes.index(standing.take) + 1), standing.by, standing.pinned

    here = ("--film", str(film.path))
    asked(capsys, "pin", "4", *here, code=1)  # no shot is called so
    asked(capsys, "pin", "1-4", "clip", "2", *here)
    number, by, pinned = stands()
    assert (number, pinned, by not in ("auto", "Anna")) == ("2", True, True)
    refused = asked(capsys, "reject", "four", "clip", "2", "--why", "too dark", *here, code=1)
    assert refused["diagnostics"][0]["code"] == "E1051"
    asked(capsys, "pin", "four", "clip", "--off", *here)
    asked(capsys, "reject", "four", "clip", "2", "--why", "too  dark", *here)
    assert stands() == ("1", "auto", False)
    listed = asked(capsys, "takes", "four", "clip", *here)["jobs"][0]["takes"]
    assert [(each["state"], each["plays"], each["rejected"]) for each in listed] == [
        ("fits", True, None),
        ("rejected", False, "too dark"),
    ]
    told = asked(capsys, "reject", "four", "clip", "1", "--why", "also", *here)
    assert [each["job"] for each in told["orders"]] == ["home/four clip", "home/four enhancement"]
    asked(capsys, "pick", "four", "clip", listed[1]["digest"][:8], *here)
    assert stands()[0] == "2", "picking a rejected take takes the rejection back"
    asked(capsys, "unpick", "four", "clip", *here)
    assert stands()[:2] == ("2", "auto")


UNCLEAR = [
    (("pick", "one", "1"), "E1052"),  # still, clip or enhancement?
    (("pick", "nowhere", "1"), "E1052"),
    (("pick", "one", "speech", "1"), "E1052"),
    (("pick", "one", "clip", "7"), "E1050"),
    (("pick", "one", "clip", "ffff"), "E1050"),
    (("why", "nowhere"), "E1052"),
]


@pytest.mark.parametrize(("words", "code"), UNCLEAR, ids=lambda each: " ".join(each) if len(each) < 5 else "")
def test_what_is_unclear_is_asked_back(words: Sequence[str], code: str, film: BoughtFilm, capsys: Capture) -> None:
    before = film.lock.read_bytes()
    told = asked(capsys, *words, "--film", film.path, code=1)
    assert told["diagnostics"][0]["code"] == code
    assert told["diagnostics"][0]["hints"]
    assert film.lock.read_bytes() == before


def test_a_choice_goes_with_its_shot_when_names_move(film: BoughtFilm, capsys: Capture) -> None:
    """`four` is renamed, and a new shot gets its name: a choice for the new one leaves the old one's alone."""
    text = film.path.read_text("utf-8").replace("shot four", "shot last")
    film.path.write_text(text + "\n    shot four: medium, 2s\n        Somebody is here.\n", "utf-8")
    still = film.folder / "still.png"
    Image.new("RGB", (160, 90), "red").save(still)
    asked(capsys, "take", "four", still, "--film", film.path)
    jobs = {job["job"]: job for job in asked(capsys, "takes", "--film", film.path)["jobs"]}
    assert [take["chosen"].partition(",")[0] for take in jobs["home/last still"]["takes"] if take["chosen"]] == ["Anna"]
    assert jobs["home/last still"]["state"] == "fresh"
    assert [take["digest"] for take in jobs["home/four still"]["takes"] if take["plays"]] == [digest_file(still)]


def test_why_tells_the_chain_the_price_and_the_choice(film: BoughtFilm, capsys: Capture) -> None:
    told = asked(capsys, "why", "two", "clip", "--film", film.path)
    (job,) = told["jobs"]
    assert (job["state"], job["by"], job["on"], job["purchases"]) == ("fresh", "Anna", "2026-11-21", 2)
    assert job["paid"] == [{"micros": 200_000, "currency": "USD"}]
    chain = [(link["depth"], link["role"], link["from"], link["state"]) for link in job["inputs"]]
    assert chain == [
        (0, "start", "home/one clip, at last", "fresh"),
        (1, "start", "home/one still", "fresh"),
    ]
    assert [segment["cached"] for segment in told["segments"]] == [False]
    choose(film, "home/one clip", 1)
    (job,) = asked(capsys, "why", "two", "clip", "--film", film.path)["jobs"]
    assert (job["state"], job["next"]["takes"], job["next"]["maker"]) == ("stale", 1, "emulator:clip-5")


# Files made elsewhere, in a film that has no target

PLAIN = """\
film Plain
    size: 192x108

character MEI

scene home: INT. ROOM - DAY

    shot one: wide, 1s
        Mei waits.

    shot two: wide, 1s
        MEI: Where is he?
        music: hushed piano

    shot three: wide, 1s
        source: own.mp4

    shot four: wide, 1s
        start: one.last
        Mei leaves.
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def plain(tmp_path: Path, cache: Path) -> Iterator[Path]:
    project = tmp_path / "plain"
    project.mkdir()
    (project / "main.film").write_text(PLAIN, "utf-8")
    (project / "own.mp4").write_bytes(clip())
    with at(tmp_path, cache):
        yield project / "main.film"


def half() -> bytes:
    """Return the first half of a clip whose table says that it has four seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "whole.mp4"
        source = ["-f", "lavfi", "-i", "testsrc2=s=192x108:r=24:d=4", "-pix_fmt", "yuv420p"]
        command = find_ffmpeg().command(*source, "-g", "12", "-movflags", "+faststart", str(path))
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        data = path.read_bytes()
    return data[: len(data) // 2]


def clip(seconds: float = 1.0, colour: str = "0x20c040", size: str = "192x108") -> bytes:
    """Return a clip of one colour, white on its right half."""
    picture = f"color={colour}:s={size}:r=24:d={seconds},drawbox=x=iw/2:w=iw/2:h=ih:t=fill:c=white"
    form = ["-movflags", "frag_keyframe+empty_moov", "-f", "mp4", "pipe:1"]
    command = find_ffmpeg().command("-f", "lavfi", "-i", picture, "-pix_fmt", "yuv420p", *form)
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout


def picture(size: tuple[int, int] = (192, 108)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 40, 40)).save(out, "PNG")
    return out.getvalue()


def sound(seconds: float = 0.8) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes((np.sin(np.arange(round(8000 * seconds)) / 3) * 20_000).astype("<i2").tobytes())
    return out.getvalue()


BROUGHT = [
    # what for, the file's name and bytes → the job it serves (None: the code of the refusal), what is worth a word
    (("one",), "a.mp4", clip(), "home/one clip", []),
    (("one",), "a.txt", clip(), "home/one clip", []),  # the bytes tell, not the name
    (("1-1",), "a.png", picture(), "home/one still", []),
    (("home/one",), "wide.png", picture((300, 100)), "home/one still", ["W1055"]),
    (("one",), "short.mp4", clip(0.5), "home/one clip", ["W1054"]),
    (("one",), "upright.mp4", clip(0.5, size="108x192"), "home/one clip", ["W1054", "W1055"]),
    (("two", "--kind", "speech"), "a.wav", sound(), "home/two speech 1", []),
    (("two", "--kind", "music"), "a.wav", sound(), "music hushed piano", []),
    (("music hushed piano",), "a.wav", sound(), "music hushed piano", []),
    (("two", "speech", "1"), "a.wav", sound(), "home/two speech 1", []),
    (("four",), "a.mp4", clip(), "home/four clip", []),
    (("two",), "a.wav", sound(), None, ["E1053"]),
    (("two", "--kind", "sound"), "a.wav", sound(), None, ["E1053"]),
    (("one", "--kind", "clip"), "a.png", picture(), None, ["E1053"]),
    (("three",), "a.png", picture(), None, ["E1053"]),
    (("four",), "a.png", picture(), None, ["E1053"]),
    (("nowhere",), "a.png", picture(), None, ["E1052"]),
    (("one",), "a.png", b"#EXTM3U\nfile:///etc/passwd\n", None, ["E0921"]),
    (("one",), "half.png", picture()[:-30], None, ["E0923"]),
    (("one",), "half.mp4", half(), None, ["E0924"]),
    (("one",), "empty.mp4", b"", None, ["E0921"]),
]


@pytest.mark.parametrize(
    ("words", "name", "data", "job", "codes"), BROUGHT, ids=[f"{' '.join(each[0])} {each[1]}" for each in BROUGHT]
)
def test_a_file_serves_what_it_can(  # noqa: PLR0917 - a row of the table
    words: Sequence[str], name: str, data: bytes, job: str | None, codes: list[str], plain: Path, capsys: Capture
) -> None:
    file = plain.parent / "incoming" / name
    file.parent.mkdir()
    file.write_bytes(data)
    told = asked(capsys, "take", *_with(words, file), "--film", plain, "--note", "from Ben", code=int(job is None))
    assert [each["code"] for each in told["diagnostics"]] == codes
    lock = plain.with_name("film.lock")
    if job is None:
        assert not lock.exists()
        return
    assert (told["job"], told["take"], told["changed"]) == (job, digest_file(file), True)
    store = Store()
    (origin,) = store.origins(told["take"]).notes
    store.close()
    assert (origin.how, origin.name, origin.note) == ("brought", name, "from Ben")
    assert f"job {job}\n    chosen: {told['take']}\n    by: " in lock.read_text("utf-8")


def _with(words: Sequence[str], file: Path) -> list[str]:
    """Return the words with the file where it belongs: after SHOT, before the options."""
    end = words.index("--kind") if "--kind" in words else len(words)
    return [*words[:end], str(file), *words[end:]]


def test_a_brought_clip_is_what_the_film_shows(plain: Path, tmp_path: Path, capsys: Capture) -> None:
    (plain.parent / "mine.mp4").write_bytes(clip())
    (plain.parent / "still.png").write_bytes(picture())
    (plain.parent / "line.wav").write_bytes(sound(0.5))
    asked(capsys, "take", "one", plain.parent / "mine.mp4", "--film", plain)
    asked(capsys, "take", "two", plain.parent / "still.png", "--film", plain)
    asked(capsys, "take", "two", "speech", plain.parent / "line.wav", "--film", plain)
    result = build(plain.parent, tmp_path / "out.mp4")
    frames = result.colours[result.shot("one").film_range.start + 4].astype(int)
    left, right = frames[:, :90].mean(axis=(0, 1)), frames[:, 100:].mean(axis=(0, 1))
    assert abs(left - (0x20, 0xC0, 0x40)).max() < 12, left
    assert right.min() > 235, right
    two = result.colours[result.shot("two").film_range.start + 4].astype(int).mean(axis=(0, 1))
    assert abs(two - (200, 40, 40)).max() < 12, two
    ((_, spoken),) = list(result.lines())
    heard = result.heard(spoken)
    tone = np.abs(np.fft.rfft(heard.mean(axis=1)))
    assert abs(tone.argmax() * 48_000 / len(heard) - 8000 / 3 / (2 * np.pi)) < 6
    still = cv2.absdiff(result.colours[26], result.colours[40]).mean()
    assert still < 30


def test_a_second_person_sees_the_first_ones_choice(plain: Path, capsys: Capture) -> None:
    for name in ("a", "b"):
        (plain.parent / f"{name}.png").write_bytes(picture((192, 108 + 2 * (name == "b"))))
        asked(capsys, "take", "one", plain.parent / f"{name}.png", "--film", plain)
    listed = asked(capsys, "takes", "one", "still", "--film", plain)["jobs"][0]["takes"]
    assert [(each["state"], each["plays"]) for each in listed] == [("not chosen", False), ("fits", True)]
    asked(capsys, "pick", "one", "still", "1", "--film", plain)
    again = asked(capsys, "take", "one", plain.parent / "a.png", "--film", plain)
    assert again["changed"] is False, "what is there and chosen changes nothing"


def test_pick_keeps_who_chose_first() -> None:
    from filmc.produce.locked import Take

    take = Take("a" * 64)
    once = pick(Block("x", (take,)), take, "1" * 64, "Anna", "Monday")
    assert pick(once, take, "1" * 64, "Ben", "Tuesday") is once
    other = pick(once, take, "2" * 64, "Ben", "Tuesday")
    assert (other.by, other.request) == ("Ben", "2" * 64)
    assert pick(replace(once, pinned=True), take, "1" * 64, "Ben", "Tuesday").pinned
