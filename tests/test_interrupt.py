"""Ctrl-C and a polite kill: the build ends soon, as interrupted, and leaves no process and no half-written file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ready import begin
from toil import toil
from warm import warm

import filmc
from filmc.render import join
from filmc.tools.cli import run

SOON = 2.0
"""Seconds in which a build ends on a quiet machine: so long may it still work. To go on would take ten times that."""
MERCY = 2.0
"""How much longer work takes where two share a core."""
PATIENCE = 120.0

HEARD = "".join(
    f"    music: hushed piano, {60 + n} bpm\n    shot wide, 12s\n        sfx: door creaks\n\nscene EXT. HARBOUR {n} - NIGHT\n"
    for n in range(4)
)
SEEN = "".join(f"    shot wide, push in, 12s\n        Rain falls on crane number {n}.\n" for n in range(8))
FILM = "scene EXT. HARBOUR - NIGHT\n{}"

if os.name != "posix":
    pytest.skip("signals as they are on POSIX", allow_module_level=True)


class Build:
    """A build that runs in a session of its own, with a cache and a folder for temporary files of its own."""

    def __init__(self, home: Path, story: str) -> None:
        self.home = home
        self.cache = home / "cache"
        (home / "tmp").mkdir()
        (home / "main.film").write_text(FILM.format(story))
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(Path(filmc.__file__).parents[1]),
            "FILMC_CACHE": str(warm(self.cache)),
            "TMPDIR": str(home / "tmp"),
        }
        command = [sys.executable, "-m", "filmc", "build", str(home / "main.film"), "-o", str(home / "out.mp4")]
        self.process = subprocess.Popen(
            [*command, "--size", "640x360"], env=self.environment, stderr=subprocess.PIPE, start_new_session=True
        )

    def wait_for(self, happened: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert self.process.poll() is None, "the build ended before it could be interrupted"
            assert time.monotonic() < deadline, "the build did not come so far"
            time.sleep(0.02)

    def worked_after(self, send: Callable[[], object]) -> tuple[float, str]:
        """Hear the build out after `send`; return for how long it still worked, and what it said."""
        before = toil()
        send()
        _, said = self.process.communicate(timeout=PATIENCE)
        return toil() - before, said.decode()

    def family(self) -> list[int]:
        """Return the living processes that were started by the build, or by what it started: they share its cache."""
        mark = f"FILMC_CACHE={self.cache}".encode()
        temporary = f"TMPDIR={self.home / 'tmp'}".encode()
        return [pid for pid, environment in environments() if mark in environment or temporary in environment]

    def left(self) -> list[Path]:
        """Return what is there that nobody wants to find."""
        written = [path for path in self.home.rglob("*") if path.is_file()]
        return [
            path for path in written if ".part" in path.name or path.name[0] == "." or self.home / "tmp" in path.parents
        ]


def environments() -> Iterator[tuple[int, list[bytes]]]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            yield int(process.name), (process / "environ").read_bytes().split(b"\0")
        except OSError:
            continue


needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")


def sounding(build: Build) -> bool:
    return any(build.cache.glob("sounds/*.wav"))


def painting(build: Build) -> bool:
    return any(build.cache.glob("segments/*.part"))


def to_all(build: Build, number: int) -> None:
    os.killpg(build.process.pid, number)


def to_parent(build: Build, number: int) -> None:
    os.kill(build.process.pid, number)


def twice(build: Build, number: int) -> None:
    os.killpg(build.process.pid, number)
    time.sleep(0.1)
    if build.process.poll() is None:
        os.killpg(build.process.pid, number)


@needs_proc
@pytest.mark.parametrize(
    ("stage", "send", "number"),
    [
        (sounding, to_all, signal.SIGINT),
        (sounding, to_parent, signal.SIGINT),
        (painting, to_all, signal.SIGINT),
        (painting, to_parent, signal.SIGINT),
        (painting, twice, signal.SIGINT),
        (painting, to_parent, signal.SIGTERM),
    ],
)
def test_an_interrupted_build_leaves_nothing(stage, send, number: int, tmp_path: Path) -> None:
    build = Build(tmp_path, HEARD if stage is sounding else SEEN)
    build.wait_for(lambda: stage(build))
    worked, said = build.worked_after(lambda: send(build, number))
    assert build.process.returncode == 130, said
    assert "Traceback" not in said
    assert worked < SOON * MERCY
    print(f"{stage.__name__}, {send.__name__}, {signal.Signals(number).name}: {worked:.2f} s")
    assert gone(build)
    assert build.left() == []
    assert not (tmp_path / "out.mp4").exists()


def gone(build: Build) -> bool:
    """Tell whether nobody of the build stays, given some time."""
    deadline = time.monotonic() + PATIENCE
    while build.family() and time.monotonic() < deadline:
        time.sleep(0.02)
    return not build.family()


@needs_proc
@pytest.mark.parametrize("stage", [sounding, painting])
def test_nobody_outlives_a_build_that_is_killed(stage: Callable[[Build], bool], tmp_path: Path) -> None:
    build = Build(tmp_path, HEARD if stage is sounding else SEEN)
    build.wait_for(lambda: stage(build) and len(build.family()) > 2)
    build.worked_after(lambda: to_parent(build, signal.SIGKILL))
    assert gone(build)
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize("step", ["copy", "replace"])
def test_an_interrupt_while_the_film_is_joined(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The join takes milliseconds, so it is interrupted from within: while it writes, and when it is about to rename."""
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path / "cache"))
    (tmp_path / "main.film").write_text("scene EXT. HARBOUR - NIGHT\n    shot wide, 4f\n")
    command = ["build", str(tmp_path / "main.film"), "-o", str(tmp_path / "out.mp4"), "--size", "160x90"]
    assert run(command) == 0
    before = (tmp_path / "out.mp4").read_bytes()
    place, name = (join, "send") if step == "copy" else (Path, "replace")
    original = getattr(place, name)

    def interrupted(what: object, *rest: object) -> object:
        if step == "copy" or "out.mp4" in str(what):
            raise KeyboardInterrupt
        return original(what, *rest)

    monkeypatch.setattr(place, name, interrupted)
    assert run(command) == 130
    monkeypatch.undo()
    assert (tmp_path / "out.mp4").read_bytes() == before
    assert [path.name for path in tmp_path.rglob("*.part")] == []


LOST = """
import gc, os, signal, sys, time, weakref
from filmc.tools.commands.watch import hang_up
from filmc.tools.interrupt import interrupt_once

class Thing:
    pass

interrupt_once()
gone = hang_up()
number = int(sys.argv[1])
try:
    thing = Thing()
    watched = weakref.ref(thing, lambda _: os.kill(os.getpid(), number))
    del thing  # an exception in the callback goes nowhere
    time.sleep(30)
except KeyboardInterrupt:
    print("interrupted", *gone)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_no_interrupt_is_lost(number: int) -> None:
    """Where Python passes no exception on, one comes again: it was forgotten, and all later ones were ignored."""
    process = begin(LOST, int(number))
    told = "interrupted 1" if number == signal.SIGHUP else "interrupted"
    assert process.communicate() == (f"{told}\n", "")
