"""What an edit costs. Neutral ones nothing: no job, no call, the same film. Real ones exactly what the table says.

The film is `tests/projects/edits`; for a target with a model for every need, everything in it is made. Then one edit is
done, and the survey asked what is left to do. The tables stand in `edits_neutral.py` and `edits_real.py`; what is done
to the machine instead of the text stands here. FILMC_SOAK=1 renders every neutral edit, a good part of them from nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, NoReturn

import filmmaker
import pytest
from edit_bench import Bench, Looked, clone, files_of, fresh_bench
from edits_neutral import KEPT, MOVED, NEUTRAL, TITLED
from edits_real import REAL, Cost

from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.world import MemoryWorld
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.lower.jobgraph import job_graph
from filmc.lower.material import material_of
from filmc.lower.place import place
from filmc.lower.target import Target
from filmc.produce.choice import pick, pin
from filmc.produce.models import known_models
from filmc.render.key import plain
from filmc.session import Session

SOAK = bool(os.environ.get("FILMC_SOAK"))
NOBODY = "http://127.0.0.1:9"
"""Where no provider listens: whoever asks there is caught at the socket."""


@dataclass(frozen=True)
class Scene:
    """The bench with everything made, what is seen of it, and the film's own bytes."""

    bench: Bench
    before: Looked
    film: bytes


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    home = tmp_path_factory.mktemp("edits")
    with pytest.MonkeyPatch.context() as patch:
        _machine(patch, home)
        bench = fresh_bench(home / "film")
        bench.build(home / "out.mp4")
        yield Scene(bench, bench.look(), (home / "out.mp4").read_bytes())


def _machine(patch: pytest.MonkeyPatch, home: Path) -> None:
    patch.setenv("FILMC_STORE", str(home / "store"))
    patch.setenv("FILMC_CACHE", str(home / "cache"))
    patch.setenv("FILMC_CONFIG", str(home / "config.toml"))
    patch.setenv("FILMC_EMULATOR_URL", NOBODY)


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is asked or derived here may speak to anybody."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("somebody was called")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def edited(scene: Scene) -> Iterator[Bench]:
    """A clone for the test to edit, where every test's clone has been: what did not change is read from memory."""
    folder = scene.bench.folder.with_name("edited")
    yield clone(scene.bench, folder)
    shutil.rmtree(folder)


def test_everything_is_made(scene: Scene) -> None:
    lowered = scene.bench.lower()
    assert {one.job.kind for one in lowered.survey.jobs.values()} == {
        *("still", "clip", "lip-sync", "merge", "enhancement", "speech", "music", "sound"),
    }
    assert len(lowered.survey.jobs) > 30
    assert scene.before.undone == {}
    assert len(scene.before.drawn.segments) == 10


# -- neutral ----------------------------------------------------------------------------------------------------------


def same(kind: str, before: Looked, now: Looked) -> None:
    """Check that nothing is to be made, and that the same segments are shown."""
    assert now.undone == {}
    for then, after in ((before.drawn, now.drawn), (before.made, now.made)):
        if kind == MOVED:
            assert after.bag == then.bag
            assert after.keys != then.keys
        else:
            assert after.keys == then.keys
            assert after.sound == then.sound


@pytest.mark.parametrize("name", NEUTRAL)
def test_a_neutral_edit_costs_nothing(scene: Scene, edited: Bench, name: str) -> None:
    kind, edit = NEUTRAL[name]
    files = edit(files_of())
    assert files != files_of()
    edited.write(files)
    same(kind, scene.before, edited.look())


RENDERED = [
    "a comment inside a shot", "CRLF", "not formatted", "full-width punctuation", "keys in Chinese",
    "action in two paragraphs", "a character, by what she is", "two characters, each by the other's name",
    "a place by the name of another kind", "a prop by the name of another kind", "a look", "a setup", "a sound",
    "a variant", "labels taken away", "the film", "declarations", "shots", "all in one file",
    "a look of the film at its scenes", "seconds as frames", "a move and its pace in Chinese", "how many takes",
]  # fmt: skip
"""Kinds whose film is rendered each time."""


@pytest.mark.parametrize("name", NEUTRAL if SOAK else RENDERED)
def test_a_neutral_edit_gives_the_same_film(scene: Scene, edited: Bench, tmp_path: Path, name: str) -> None:
    kind, edit = NEUTRAL[name]
    edited.write(edit(files_of()))
    out = tmp_path / "out.mp4"
    rendered = edited.build(out).delivered.rendered
    assert rendered.made == 0
    assert (out.read_bytes() == scene.film) == (kind == KEPT)
    assert kind in {KEPT, MOVED, TITLED}


# What is done to the machine


Move = Callable[[Bench, Path, pytest.MonkeyPatch], Bench]


def _elsewhere(bench: Bench, home: Path, _: pytest.MonkeyPatch) -> Bench:
    return clone(bench, home / "a" / "b" / "film")


def _oddly_called(bench: Bench, home: Path, _: pytest.MonkeyPatch) -> Bench:
    return clone(bench, home / "电影 – take 2; (old) 'x'")


def _linked(bench: Bench, home: Path, _: pytest.MonkeyPatch) -> Bench:
    clone(bench, home / "real")
    (home / "link").symlink_to(home / "real", target_is_directory=True)
    return Bench(home / "link")


def _other_folder(bench: Bench, home: Path, patch: pytest.MonkeyPatch) -> Bench:
    patch.chdir(home)
    return bench


def _other_user(bench: Bench, home: Path, patch: pytest.MonkeyPatch) -> Bench:
    patch.setenv("HOME", str(home))
    patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    patch.setenv("TZ", "Asia/Shanghai")
    patch.setenv("LANG", "zh_CN.UTF-8")
    return bench


def _other_machine(bench: Bench, home: Path, patch: pytest.MonkeyPatch) -> Bench:
    shutil.copytree(os.environ["FILMC_STORE"], home / "store")
    patch.setenv("FILMC_STORE", str(home / "store"))
    return clone(bench, home / "film")


def _touched(bench: Bench, home: Path, _: pytest.MonkeyPatch) -> Bench:
    other = clone(bench, home / "film")
    for path in other.folder.rglob("*"):
        os.utime(path, (0, 0))
        path.chmod(0o700 if path.is_dir() else 0o400)
    return other


def _lock_converted(bench: Bench, home: Path, _: pytest.MonkeyPatch) -> Bench:
    other = clone(bench, home / "film")
    lock = other.folder / "film.lock"
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    return other


MACHINES: dict[str, Move] = {
    "the folder moved": _elsewhere,
    "a folder with an odd name": _oddly_called,
    "a folder behind a link": _linked,
    "another working folder": _other_folder,
    "another user, zone and language": _other_user,
    "another machine, with lock and store": _other_machine,
    "files touched and made read-only": _touched,
    "a lock with other line ends": _lock_converted,
}


@pytest.mark.parametrize("name", MACHINES)
def test_another_machine_costs_nothing(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    same(KEPT, scene.before, MACHINES[name](scene.bench, tmp_path, monkeypatch).look())


def test_another_machine_renders_the_same_bytes(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From nothing: no segment, no sound, no voice is there."""
    other = _other_machine(scene.bench, tmp_path, monkeypatch)
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path / "cache"))
    same(KEPT, scene.before, other.look())
    rendered = other.build(tmp_path / "out.mp4").delivered.rendered
    assert rendered.made == len(scene.before.drawn.segments)
    assert (tmp_path / "out.mp4").read_bytes() == scene.film


def test_another_process_finds_the_same(scene: Scene) -> None:
    """Hashes of strings differ from process to process; nothing may depend on them."""
    told = "from pathlib import Path; from edit_bench import Bench; l = Bench(Path(__import__('sys').argv[1])).look(); "
    program = f"{told}print(l.undone, l.drawn.keys, l.made.keys)"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    child = subprocess.run(
        [sys.executable, "-c", program, str(scene.bench.folder)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert child.stdout == f"{{}} {scene.before.drawn.keys} {scene.before.made.keys}\n"


# -- real -------------------------------------------------------------------------------------------------------------


def short(name: str) -> str:
    """Return `asks still` for `home/asks still`, `asks > answers` for the segment between two shots."""
    return " > ".join(part.rpartition("/")[2] for part in name.split(" > "))


def listed(names: str) -> set[str]:
    return {name.strip() for name in names.split(",") if name.strip()}


def states(cost: Cost) -> dict[str, str]:
    parts = [part.partition(":") for part in cost.at_once.split(";") if part]
    return {name: state.strip() for state, _, names in parts for name in listed(names)}


@pytest.mark.parametrize("name", REAL)
def test_a_real_edit_costs_what_it_must(scene: Scene, edited: Bench, name: str) -> None:
    cost = REAL[name]
    edited.write(cost.edit(files_of()))
    assert {short(job): state for job, state in edited.undone().items()} == states(cost)
    drawn = edited.drawn()
    assert set(map(short, drawn.new_since(scene.before.drawn))) == listed(cost.drawn)
    assert (drawn.sound != scene.before.drawn.sound) == cost.mixed


@pytest.mark.parametrize("name", [*REAL] if SOAK else [name for name in REAL if REAL[name].then][::3])
def test_what_follows_a_real_edit(edited: Bench, name: str) -> None:
    """Made once each, and then all is done but what only another maker would make otherwise."""
    cost = REAL[name]
    edited.write(cost.edit(files_of()))
    usable = {job for job, state in states(cost).items() if state == "usable"}
    made = [short(job) for job in edited.make_all()]
    due = set(states(cost)) - usable
    assert due | listed(cost.then) <= set(made) <= due | listed(cost.then) | usable
    assert len(made) == len(set(made))
    assert set(map(short, edited.undone())) == usable - set(made)


# -- choosing ---------------------------------------------------------------------------------------------------------


def choose(bench: Bench, job: str, digest: str, choice: Any = pick) -> None:
    want = bench.lower().survey.jobs[job].want

    def chosen(lock: Any) -> Any:
        block = lock.block(job)
        return lock.with_block(choice(block, block.take(digest), want.what, "Anna", "2026-11-26"))

    bench.change(chosen)


def test_choosing_another_still_renews_its_clip_and_what_follows(scene: Scene, edited: Bench) -> None:
    other = edited.another("garden/out still")
    assert edited.undone() == {}, "a take that nobody chose changes nothing"
    choose(edited, "garden/out still", other)
    assert edited.undone() == {"garden/out clip": "stale"}
    assert edited.make_all() == [
        *("garden/out clip", "garden/out enhancement", "garden/morning clip", "garden/morning enhancement"),
    ]
    assert edited.undone() == {}
    assert set(edited.look().made.new_since(scene.before.made)) == {"garden/out", "garden/morning"}


def test_choosing_the_same_still_changes_nothing(scene: Scene, edited: Bench) -> None:
    take = edited.lower().survey.jobs["garden/out still"].standing.take
    assert take
    for choice in (pick, pin):
        choose(edited, "garden/out still", take.digest, choice)
        same(KEPT, scene.before, edited.look())


def test_choosing_another_voice_renews_the_mouth(edited: Bench) -> None:
    """It is as long as the first: else its shot would be, too."""
    choose(edited, "home/asks speech 1", edited.another("home/asks speech 1"))
    assert edited.undone() == {"home/asks lip-sync": "stale"}
    assert edited.make_all() == ["home/asks lip-sync", "home/asks enhancement"]


def test_a_change_taken_back_is_fresh_again(scene: Scene, edited: Bench) -> None:
    files = files_of()
    edited.write(REAL["what happens in a shot"].edit(files))
    edited.make_all()
    edited.write(files)
    same(KEPT, scene.before, edited.look())


# -- films that nobody wrote ------------------------------------------------------------------------------------------


FILMS = 2000 if SOAK else 30


def asked(text: str) -> tuple[list[Any], list[Any]]:
    """Return what every job asks for, and what every segment shows, without names and places."""
    session = Session(MemoryWorld({"main.film": text.encode()}), "main.film")
    checked = session.check()
    models = known_models()
    every = {"image": "still-1", "video": "clip-5", "speech": "voice-1", "music": "song-1", "sound": "foley-1"}
    target = Target("t", {need: models[f"emulator:{name}"] for need, name in every.items()}, models)  # type: ignore[misc]
    graph = job_graph(Notes(), checked.film, target, session.digest)
    line = place(checked.film, material_of(checked.film, {}, session.digest))
    return [(job.key, job.how, [each.role for each in job.inputs]) for job in graph.jobs.values()], plain(line.segments)


def relabelled(text: str) -> str:
    """Give every label of `filmmaker` another name."""
    return re.sub(r"\b(?:s\d+(?=:)|shot\d+x\d+)", lambda found: f"{found[0].replace('s', 'z')}q", text)


def commented(text: str) -> str:
    return "# first\n" + text.replace("\nscene", "\n# here\nscene").replace("    shot", "    # there\n    shot")


def loosened(text: str) -> str:
    """Write it as a careless hand would: twice as deep, with blank lines to spare."""
    return re.sub(r"(?m)^( +)", r"\1\1", text).replace("\n\n", "\n\n\n")


def formatted(text: str) -> str:
    return format_file(parse(Notes(), Source("main.film", text)))


@pytest.mark.parametrize("seed", range(FILMS))
def test_comments_format_and_labels_change_no_key(seed: int) -> None:
    text = filmmaker.film(Random(seed))
    edit = (commented, loosened, relabelled)[seed % 3]
    assert edit(text) != text
    assert asked(edit(text)) == asked(text) == asked(formatted(edit(text)))
