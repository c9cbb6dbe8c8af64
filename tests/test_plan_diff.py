"""The film against what it was: read from git without a checkout, shot by shot, and what the change costs."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from plans import CONFIG, FILM, production

from filmc.base.fault import Fault
from filmc.base.git import GitWorld, git_world
from filmc.base.world import OutsideProjectError
from filmc.produce.plan.diff import changes
from filmc.tools.cli import run

WHO = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STORE": "store", "CACHE": "cache", "CONFIG": "config.toml"}.items():
        monkeypatch.setenv(f"FILMC_{name}", str(tmp_path / "user" / value))
    monkeypatch.setenv("FILMC_EMULATOR_URL", "http://127.0.0.1:9")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *WHO, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "as it was")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    (folder / "film" / "refs").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "film" / "main.film").write_text(FILM)
    (folder / "film" / "refs" / "梅 1.png").write_bytes(b"\x89PNG\r\n\x1a\n\0picture")
    (folder / "film" / "link.png").symlink_to("/etc/hostname")
    (folder / "outside.txt").write_text("no part of the project")
    commit(folder)
    (folder / "film" / "main.film").write_text("another text\n")
    return folder / "film"


# ---- the world as it was


def test_a_revision_is_a_world(repository: Path, tmp_path: Path) -> None:
    world = git_world(repository, "main", tmp_path / "old")
    assert world.read("main.film").decode() == FILM
    assert (world.exists("main.film"), world.exists("new.film"), world.exists("../outside.txt")) == (True, False, False)
    assert world.exists("link.png") is False, "a link of another time leads nowhere"
    assert (world.names(""), world.names("refs"), world.names("nowhere")) == (["main.film"], ["梅 1.png"], [])
    assert world.size("refs/梅 1.png") == len(world.read("refs/梅 1.png"))
    assert world.locate("refs/梅 1.png").read_bytes() == world.read("refs/梅 1.png")
    assert (repository / "main.film").read_text() == "another text\n", "nothing was checked out"


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/hostname", "refs/../../outside.txt"])
def test_nothing_outside_can_be_named(path: str, repository: Path, tmp_path: Path) -> None:
    world = git_world(repository, "main", tmp_path / "old")
    for ask in (world.read, world.size, world.locate):
        with pytest.raises((OutsideProjectError, FileNotFoundError)):
            ask(path)


@pytest.mark.parametrize("revision", ["nowhere", "--upload-pack=touch x", "-h", "", "main:main.film", "HEAD~9", "a\nb"])
def test_a_revision_that_there_is_not(revision: str, repository: Path, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="E1073"):
        git_world(repository, revision, tmp_path / "old")


def test_without_git_or_repository(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Fault, match="E1074"):
        git_world(tmp_path, "main", tmp_path / "old")
    world = git_world(repository, "main", tmp_path / "old")
    with pytest.raises(Fault, match="E1074"):
        GitWorld(repository, "0" * 40, tmp_path / "old").names("")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Fault, match="E1074"):
        world.read("main.film")


# ---- shot by shot

LONG = FILM + "".join(
    f"\n    shot {label}medium, 4s\n        {action}\n"
    for label, action in (
        ("three: ", "A clock strikes and the lamp goes out."),
        ("", "Far away a train whistles in the night."),
        ("", "Snow begins to fall on the empty yard."),
    )
)
CLOCK = LONG[LONG.index("    shot three") : LONG.index("    shot medium, 4s\n        Far away")]
CASES: dict[str, tuple[list[tuple[str, str]], list[tuple[str, str]]]] = {
    "nothing": ([], []),
    "names and notes": (
        [("MEI", "ANNA"), ("Mei", "Anna"), ("shot one", "shot uno"), ("scene home", "# here\nscene house")],
        [],
    ),
    "a word": ([("Mei sleeps", "Mei dreams")], [("home/two", "re-written")]),
    "a word of a shot without a label": ([("empty yard", "yard")], [("home/5", "re-written")]),
    "a length": ([("wide, 4s", "wide, 6s")], [("home/one", "re-timed")]),
    "a length and a word": ([("wide, 4s\n        Mei waits", "wide, 6s\n        Mei runs")], [("home/one", "re-timed"), ("home/one", "re-written")]),
    "a caption": ([("Mei sleeps.", "Mei sleeps.\n        caption: Later")], [("home/two", "re-written")]),
    "a look": ([("short black", "long red")], [("home/one", "re-written"), ("home/two", "re-written")]),
    "a shot more": ([("    shot two", "    shot new: wide, 2s\n        Rain.\n\n    shot two")], [("home/new", "added")]),
    "a shot less": ([(CLOCK, "")], [("home/three", "removed")]),
    "a shot without a label less": ([("    shot medium, 4s\n        Far away a train whistles in the night.\n\n", "")], [("home/4", "removed")]),
    "a shot elsewhere": ([(CLOCK, ""), ("    shot one", f"{CLOCK}    shot one")], [("home/three", "moved")]),
    "another shot of that name": ([("medium, 4s\n        A clock strikes and the lamp goes out", "wide, 4s\n        Rain")], [("home/three", "re-written")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_happened_to_the_shots(name: str, tmp_path: Path) -> None:
    edits, expected = CASES[name]
    text = LONG
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    then, now = (production(tmp_path / folder, each, CONFIG) for folder, each in (("then", LONG), ("now", text)))
    found = changes(then.checked.film, then.graph, now.checked.film, now.graph)
    assert [(change.shot, change.how) for change in found] == expected


# ---- the command


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "film"
    made = production(folder)
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    made.make(["home/one still", "home/one clip"])
    production(folder, FILM.replace("Mei sleeps", "Mei dreams") + "\n    shot three: wide, 4s\n        Rain.\n")
    assert run(["plan", str(folder), "--diff", "main"]) == 0
    text = capsys.readouterr().out
    assert "1 added, 1 re-written" in text
    assert run(["plan", str(folder), "--diff", "main", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["compared"]
    assert answer["from_nothing"] == {"then": {"USD": 400_000}, "now": {"USD": 600_000}}
    assert answer["standing"] == {"then": {"USD": 200_000}, "now": {"USD": 400_000}}
    assert (answer["seconds"], answer["errors"]) == ([8.0, 12.0], 0)
    assert [(each["shot"], each["how"]) for each in answer["shots"]] == [
        ("home/two", "re-written"),
        ("home/three", "added"),
    ]
    assert run(["plan", str(folder), "--diff", "nowhere"]) == 1
    assert "E1073" in capsys.readouterr().err
