"""With nothing to buy no command reaches for a network, and none starts a program but ffmpeg, the voice and workers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from ready import FILMC, PATHS, begin
from warm import warm

from filmc.base.ffmpeg import find_ffmpeg
from filmc.produce.animatic import talker
from filmc.produce.desk import LEDGER
from filmc.produce.ledger.book import open_ledger
from filmc.tools.cli import COMMANDS

HERE = Path(__file__).parent
FILM = """\
character MEI
    appearance: woman of thirty, red coat

scene EXT. HARBOUR - NIGHT
    ambience: rain
    music: hushed piano

    shot medium, push in, 1s
        Mei waits.
        sfx: door creaks
        MEI (sad): Why?

    shot wide, 8s
        Mei looks up.
"""
PROGRAMS = {
    "worker": [sys.executable, "-m", "filmc.render.worker", "0"],
    "espeak": [sys.executable, "-P", str(Path(talker.__file__).with_name("espeak.py"))],
}
"""Programs that are filmc itself, with all their arguments."""

RUNS = [
    ("check", "{film}"),
    ("check", "{film}", "--format", "sarif"),
    ("fmt", "{film}"),
    ("table", "{film}", "--html", "-o", "{folder}/table.html"),
    *(("dump", "{film}", "--stage", stage) for stage in ("ast", "film", "jobs", "timeline", "graph")),
    ("build", "{film}", "-o", "{folder}/film.mp4", "--size", "640x360"),
    ("new", "{folder}/another"),
    ("explain", "E0801"),
    ("completion", "bash"),
    ("doctor",),
    ("watch", "{film}", "--once", "--size", "160x90"),
]
STAYS = {"preview"}
"""It serves this machine until it is interrupted: `tests/test_preview*.py` watch it."""
OTHERS = [name for name in COMMANDS if name not in {*STAYS, *(words[0] for words in RUNS)}]
"""Commands about what is bought and chosen: here there is nothing of that, and some of them refuse."""
MOST = {
    "build": {"ffmpeg", "worker", "espeak"},
    "table": {"ffmpeg"},
    "doctor": {"ffmpeg"},
    "watch": {"ffmpeg", "worker", "espeak"},
}
"""What a command may start; any other command starts nothing."""


WATCHED = """
import os, sys
folder, program = sys.argv[1:3]
del sys.argv[1:3]
sys.path.insert(0, folder)
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # for what is started from here
hearer = os.path.join(folder, "sitecustomize.py")
exec(compile(open(hearer).read(), hearer, "exec"), {"__name__": "sitecustomize", "__file__": hearer})
exec(program)
"""


def steps_of(folder: Path, program: str, words: Sequence[str], code: int | None) -> list[list[str]]:
    """Return all that a Python process and its children did, by `watched/sitecustomize.py`; None is any sober `code`."""
    shutil.copy(HERE / "watched" / "sitecustomize.py", folder)
    places = {"FILMC_CACHE": str(warm(folder / "cache")), "FILMC_STORE": str(folder / "store")}
    process = begin(WATCHED, folder, program, *words, folder=folder, environment={**os.environ, **places})
    _, err = process.communicate()
    assert process.returncode == code or (code is None and process.returncode < 70), err
    return [json.loads(line) for line in (folder / "steps").read_text("utf-8").splitlines()]


def kind_of(program: list[str]) -> str:
    """Return which of the known programs this is, or the whole of it."""
    if program[0] == str(find_ffmpeg().path):
        return "ffmpeg"
    return next((name for name, words in PROGRAMS.items() if words == program), " ".join(program))


def test_loading_all_of_filmc_stays_at_home(tmp_path: Path) -> None:
    """The commands below run in processes that have loaded it."""
    shutil.copy(HERE / "watched" / "sitecustomize.py", tmp_path)
    paths = {"PYTHONPATH": os.pathsep.join((str(tmp_path), PATHS))}
    subprocess.run([sys.executable, "-c", "import ready; ready.load()"], env={**os.environ, **paths}, check=True)
    assert (tmp_path / "steps").read_text("utf-8") == '["python"]\n'


@pytest.mark.parametrize("words", RUNS, ids=" ".join)
def test_a_command_stays_at_home(words: tuple[str, ...], tmp_path: Path) -> None:
    film = tmp_path / "main.film"
    film.write_text(FILM, "utf-8")
    named = [word.format(film=film, folder=tmp_path) for word in words]
    steps = steps_of(tmp_path, FILMC, named, 0)
    assert [step for step in steps if step[0] == "reach"] == []
    started = {kind_of(step[1:]) for step in steps if step[0] == "run"}
    assert started <= MOST.get(words[0], set())
    if words[0] == "build":
        assert started >= {"ffmpeg"} | ({"worker"} if (os.cpu_count() or 1) > 1 else set())
        assert steps.count(["python"]) >= 1 + len(started - {"ffmpeg"})  # its workers were watched too


@pytest.mark.parametrize("before", ["nothing", "something"])
def test_a_build_that_buys_nothing_loads_nothing_that_buys(before: str, tmp_path: Path) -> None:
    film = tmp_path / "main.film"
    film.write_text("scene EXT. SEA - DAY\n    shot wide, 0.5s\n", "utf-8")
    if before == "something":
        open_ledger(tmp_path / "store" / LEDGER).close()
    places = {"FILMC_CACHE": str(warm(tmp_path / "cache")), "FILMC_STORE": str(tmp_path / "store"), "PYTHONPATH": PATHS}
    ask = "import sys; from filmc.tools.cli import run; print(run(sys.argv[1:]), sorted({'asyncio', 'httpx'} & {*sys.modules}))"
    words = ("build", str(film), "-o", str(tmp_path / "film.mp4"), "--size", "64x36", "--quiet")
    done = subprocess.run(
        [sys.executable, "-c", ask, *words], env={**os.environ, **places}, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1:] == ["0 []"], done.stdout + done.stderr


@pytest.mark.parametrize("command", OTHERS)
def test_with_nothing_to_buy_every_command_stays_at_home(command: str, tmp_path: Path) -> None:
    film = tmp_path / "main.film"
    film.write_text(FILM, "utf-8")
    steps = steps_of(tmp_path, FILMC, [command, str(film)], None)
    assert [step for step in steps if step[0] == "reach"] == []
    assert {kind_of(step[1:]) for step in steps if step[0] == "run"} <= {"espeak", "ffmpeg", "worker"}


@pytest.mark.parametrize(
    ("attempt", "step"),
    [
        ("import socket; socket.socket()", ["reach", "socket.__new__"]),
        ("import socket; socket.getaddrinfo('localhost', 80)", ["reach", "socket.getaddrinfo"]),
        ("import os; os.system('true'); raise SystemExit(1)", ["run", "true"]),
    ],
)
def test_who_strays_is_seen(attempt: str, step: list[str], tmp_path: Path) -> None:
    steps = steps_of(tmp_path, attempt, [], 1)
    assert step in [done[:2] for done in steps]
