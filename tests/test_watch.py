"""Watching: each save is told in a line and shown in the preview, whatever happens to the files; and nothing is spent."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import TARGET, TWO_SHOTS, Lot, lot
from watching import Watching, from_scratch, half_written, preview

from filmc.base.witness import Witness
from filmc.frontend.value import Size
from filmc.ir.film import Settings
from filmc.render import crew
from filmc.render import film as rendering
from filmc.tools.console import Console
from filmc.tools.project import project_of
from filmc.tools.watch import loop
from filmc.tools.watch.inputs import Inputs
from filmc.tools.watch.loop import Watch
from filmc.tools.watch.reading import Reader
from filmc.tools.watch.screen import Screen, preview_size
from filmc.tools.watch.voice import Voice

SOAK = bool(os.environ.get("FILMC_SOAK"))
AT_ONCE = Life(lasts=0)


@pytest.fixture
def paid() -> Iterator[PaidEmulator]:
    with PaidEmulator("none", life=AT_ONCE) as emulator:
        yield emulator


@pytest.fixture
def here(tmp_path: Path, paid: PaidEmulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lot]:
    """A film with a paid target, in this process's reach: same store, same emulator."""
    made = lot(tmp_path, paid)
    for name, value in made.environment.items():
        if name.startswith("FILMC_") and name != "FILMC_DEBUG":
            monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def spent_nothing(paid: PaidEmulator) -> Iterator[None]:
    yield
    assert (paid.charges, paid.charged, paid.requests["submit"]) == (0, 0, 0)


def watch_of(here: Lot, *, shown: bool = False, as_json: bool = False) -> Watch:
    project = project_of(str(here.home / "main.film"))
    screen = Screen(preview(here), Size(64, 36)) if shown else None
    return Watch(Reader(project, None), screen, Voice(Console("watch", as_json=as_json)), preview(here))


# ---- what is said

SCENE = TWO_SHOTS
SAID: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "nothing": (lambda text: text, ("nothing has changed; 0:02.0",)),
    "a comment": (lambda text: "# to do\n" + text, ("nothing has changed; 0:02.0",)),
    "a picture": (
        lambda text: text.replace("wide, 1s", "close-up, 1s"),
        ("kitchen/waits re-drawn; 0:02.0; stale: kitchen/waits still, kitchen/waits clip — 0.60 USD to make", "in all"),
    ),
    "a length": (lambda text: text.replace("wide, 1s", "wide, 2s"), ("kitchen/waits re-timed; 0:03.0",)),
    "a caption": (
        lambda text: text.replace("waits.", "waits.\n        caption: Monday"),
        ("kitchen/waits re-drawn (captions); 0:02.0",),
    ),
    "a new shot": (
        lambda text: text + "\n    shot door: wide, 1s\n        It shuts.\n",
        ("kitchen/door added; 0:03.0",),
    ),
    "a shot less": (lambda text: text[: text.index("    shot leaves")], ("kitchen/leaves removed; 0:01.0",)),
    "another order": (
        lambda text: (
            "scene kitchen: INT. KITCHEN - DAY\n\n"
            + text[text.index("    shot leaves") :]
            + "\n"
            + text[text.index("    shot waits") : text.index("    shot leaves")]
        ),
        ("moved; 0:02.0",),
    ),
    "music": (
        lambda text: text.replace("- DAY\n", "- DAY\n    music: calm piano\n"),
        ("music calm piano anew; 0:02.0",),
    ),
    "the title": (lambda text: "film Tea\n\n" + text, ("the film's title changed; 0:02.0",)),
    "an error": (
        lambda text: text.replace("shot waits", "shhot waits"),
        ("main.film:3:5: E0336 `shhot` is no heading word", "the film of", "stays", "did you mean `shot`?"),
    ),
}


@pytest.mark.usefixtures("spent_nothing")
@pytest.mark.parametrize("case", SAID)
def test_what_is_said(case: str, here: Lot, capsys: pytest.CaptureFixture[str]) -> None:
    edit, words = SAID[case]
    watch = watch_of(here)
    assert watch.round()
    first = capsys.readouterr().err
    assert "Untitled; 0:02.0; to make: kitchen/waits still, kitchen/waits clip, " in first
    assert "— 1.20 USD (filmc plan)\n" in first
    (here.home / "main.film").write_text(edit(SCENE), "utf-8")
    assert watch.round() is (case != "an error")
    said = capsys.readouterr().err
    assert all(word in said for word in words), said
    line = said.splitlines()[0]
    assert line[2] == line[5] == ":"
    assert (said.count("\n") == 1) is (case != "an error")


def test_a_set_of_faults_is_shown_once(here: Lot, capsys: pytest.CaptureFixture[str]) -> None:
    watch, path = watch_of(here), here.home / "main.film"
    path.write_text(SCENE.replace("shot waits", "shhot waits"), "utf-8")
    counts = []
    for text in ("", "# one\n", "# two\n", "shhot x\n", ""):
        path.write_text(text + SCENE.replace("shot waits", "shhot waits"), "utf-8")
        assert not watch.round()
        counts.append(capsys.readouterr().err.count("filmc explain"))
    assert counts == [1, 0, 0, 1, 1]


def test_what_comes_between_has_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    voice = Voice(Console("preview"))
    voice.begin("Noon")
    voice.aside("from the page: bought 1 take")
    voice.end("drawn")
    told = [line[10:] for line in capsys.readouterr().err.splitlines()]
    assert told == ["Noon", "from the page: bought 1 take", "Noon; drawn"]


def test_events_are_an_object_a_line(here: Lot, capsys: pytest.CaptureFixture[str]) -> None:
    watch = watch_of(here, shown=True, as_json=True)
    watch.round()
    (here.home / "main.film").unlink()
    watch.round()
    said = capsys.readouterr()
    film, shown, waiting = map(json.loads, said.out.splitlines())
    assert [each["event"] for each in (film, shown, waiting)] == ["film", "preview", "waiting"]
    assert (film["cost"], film["due"], film["seconds"]) == ({"USD": 1_200_000}, 4, 2.0)
    assert shown["segments"] == {"made": 2, "reused": 0}
    assert said.err == ""


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(1920, 1080, (640, 360)), (320, 180, (320, 180)), (1080, 1920, (360, 640)), (4096, 2, (640, 2))],
)
def test_the_size_of_a_preview(width: int, height: int, size: tuple[int, int]) -> None:
    assert preview_size(Settings(width=width, height=height)) == Size(*size)


# ---- what counts as a change


def rewrite(path: Path) -> None:
    path.write_text("other", "utf-8")


def replace_over(path: Path) -> None:
    path.with_suffix(".new").write_text("other", "utf-8")
    path.with_suffix(".new").replace(path)


@pytest.mark.parametrize(
    ("name", "happens", "counts"),
    [
        ("there", rewrite, True),
        ("there", replace_over, True),
        ("there", Path.unlink, True),
        ("absent", rewrite, True),
        ("absent", Path.mkdir, True),
        ("stranger", rewrite, False),
        ("out.mp4", rewrite, False),
        ("folder/new.film", rewrite, True),
        ("folder/new.txt", rewrite, False),
        ("folder/a.film", rewrite, False),
    ],
)
def test_what_counts(tmp_path: Path, name: str, happens: Callable[[Path], None], *, counts: bool) -> None:
    (tmp_path / "folder").mkdir()
    for there in ("there", "out.mp4", "folder/a.film"):
        (tmp_path / there).write_text("some", "utf-8")
    witness = Witness(tmp_path)
    for asked in ("there", "absent", "out.mp4", "folder"):
        witness.look(tmp_path / asked)
    inputs = Inputs(witness.seen, tmp_path / "out.mp4")
    assert not inputs.changed()
    happens(tmp_path / name)
    assert inputs.changed() is counts


def test_two_saves_within_a_tick_of_the_clock(tmp_path: Path) -> None:
    path = tmp_path / "main.film"
    path.write_text("one", "utf-8")
    witness = Witness(tmp_path)
    witness.look(path)
    before = path.stat()
    path.write_text("two", "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    stamp, digest = witness.seen[str(path)]
    told = path.stat()
    assert stamp
    inputs = Inputs(
        {str(path): type(witness.seen[str(path)])((*stamp[:1], told.st_ctime_ns, *stamp[2:]), digest)},
        path.with_name("x"),
    )
    assert inputs.changed(), "the bytes tell"


# ---- the preview


def test_the_disk_is_full_and_then_it_is_not(
    here: Lot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = watch_of(here, shown=True)
    assert watch.round()
    before = preview(here).read_bytes()
    (here.home / "main.film").write_text(SCENE.replace("wide, 1s", "close-up, 1s"), "utf-8")
    with monkeypatch.context() as full:

        def no_room(*_: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr("filmc.render.join.os.sendfile", no_room)
        assert not watch.round()
    assert "E0904 the disk is full" in capsys.readouterr().err
    assert preview(here).read_bytes() == before
    assert watch.round()
    assert preview(here).read_bytes() != before
    assert half_written(here.home, here.user) == []


def test_a_newer_save_ends_a_preview_but_not_for_ever(
    here: Lot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = here.home / "main.film"
    watch = watch_of(here, shown=True)
    assert watch.round()
    original, turn = watch._going, 0

    def saved_again(done: int, total: int, stage: str) -> None:
        nonlocal turn
        turn += 1
        path.write_text(SCENE.replace("Somebody waits", f"Somebody waits {turn} days"), "utf-8")
        watch._looked = 0
        original(done, total, stage)

    watch._going = saved_again  # type: ignore[method-assign]
    path.write_text(SCENE.replace("wide, 1s", "close-up, 1s"), "utf-8")
    assert not any(watch.round() for _ in range(6))
    monkeypatch.setattr(loop, "_PATIENCE", 0.0)
    assert watch.round()
    assert capsys.readouterr().err.count("there is something newer") >= 2
    assert half_written(here.home, here.user) == []


def test_workers_stay_when_a_rendering_is_given_up(here: Lot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_workers", lambda *_: 2)
    watch = watch_of(here, shown=True)
    assert watch.screen
    with crew.Crew(2) as hands:
        watch.screen.crew = hands
        original = watch._going

        def give_up(done: int, total: int, stage: str) -> None:
            if stage == "picture" and done == 1:
                raise crew.SupersededError
            original(done, total, stage)

        watch._going = give_up  # type: ignore[method-assign]
        assert not watch.round()
        people = [worker.process.pid for worker in hands._crew]
        watch._going = original  # type: ignore[method-assign]
        assert watch.round()
        assert [worker.process.pid for worker in hands._crew] == people
    assert preview(here).exists()


# ---- random edits


def edited(rng: random.Random, text: str) -> str:
    """Return the film after one edit: sensible, or an accident on the keyboard."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    match rng.randrange(8):
        case 0:
            lines.insert(
                at, rng.choice(("", "    shot wide, 4f", "        sfx: door creaks", "# a thought", "    shot"))
            )
        case 1:
            del lines[at]
        case 2:
            lines[at] = lines[at].replace("wide", rng.choice(("close-up", "medium", "wid")))
        case 3:
            lines[at] = lines[at][: rng.randrange(len(lines[at]) + 1)]
        case 4:
            lines[at] += rng.choice(("x", " ", ":", "\t", "，", ", push in"))
        case 5:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            return BASE  # back to where it was, or every film would end as rubble
    return "\n".join(lines)


BASE = """\
scene kitchen: INT. KITCHEN - DAY

    shot waits: wide, 4f
        Somebody waits.

    shot leaves: medium, 4f
        Somebody leaves.
"""


@pytest.mark.usefixtures("spent_nothing")
def test_random_edits_spend_nothing_and_end_in_the_film(
    here: Lot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILMC_DEBUG", "1")  # a fault in filmc itself ends the test
    rng, text, path = random.Random(20), BASE, here.home / "main.film"
    shown, unseen = watch_of(here, shown=True), watch_of(here)
    well = 0
    for turn in range(10_000 if SOAK else 60):
        text = edited(rng, text)
        path.write_text(text, "utf-8")
        well += (shown if turn % 10 == 0 else unseen).round()
    assert well > (1000 if SOAK else 15), "else nothing was tried"
    path.write_text(BASE.replace("medium", "full"), "utf-8")
    assert shown.round()
    assert preview(here).read_bytes() == from_scratch(here, tmp_path)


# ---- the whole program


@pytest.mark.usefixtures("spent_nothing")
def test_a_day_of_watching(here: Lot, tmp_path: Path) -> None:
    home, main = here.home, here.home / "main.film"
    with Watching(here) as seen:
        assert seen.until("film")["due"] == 4
        seen.until("preview")

        assert seen.saved(SCENE.replace("wide", "full"), "film")["shots"][0]["how"] == "re-written"
        seen.until("preview")
        for name in ("out/notes.txt", "stray.txt", "swap.film~"):
            (home / name).write_text("no input")
        assert seen.next(0.8) is None, "own outputs and strangers are no reason"

        error = seen.saved(SCENE.replace("shot waits", "shhot"), "errors")
        assert error["diagnostics"][0]["code"] == "E0336"
        more = "use more.film\n\n" + SCENE
        assert seen.saved(more, "errors")["diagnostics"][0]["code"] == "E0601"
        (home / "more.film").write_text("character ANN\n    appearance: tall\n")
        seen.until("preview")
        (home / "more.film").unlink()
        seen.until("errors")
        seen.saved(SCENE)

        main.rename(home / "away")
        seen.until("waiting")
        (home / "away").rename(main)
        seen.until("preview")
        home.rename(home.with_name("elsewhere"))
        seen.until("waiting")
        home.with_name("elsewhere").rename(home)
        seen.until("preview")

        before = len(seen.events)
        for turn in range(200):
            main.write_text(SCENE.replace("wide, 1s", f"wide, {1 + turn % 7}f"))
            time.sleep(0.01)
        last = SCENE.replace("wide, 1s", "wide, 9f")
        main.write_text(last)
        scratch = from_scratch(here, tmp_path)
        while seen.until("preview") and preview(here).read_bytes() != scratch:
            pass
        while seen.next(0):  # what else it has said by now
            pass
        rounds = [each for each in seen.events[before:] if each["event"] in ("film", "errors")]
        assert len(rounds) <= 8, "a burst settles"

        rng, text = random.Random(4), SCENE
        for _ in range(50 if SOAK else 5):
            text = edited(rng, text)
            main.write_text(text)
            seen.next()
        code, worked = seen.interrupt()
        assert code == 130
        assert worked < 4, "2 s where nobody else works"
    assert half_written(home, here.user) == []


@pytest.mark.usefixtures("spent_nothing")
@pytest.mark.skipif(os.name != "posix", reason="terminals as they are on POSIX")
def test_a_closed_terminal_and_a_closed_pipe_end_it(here: Lot) -> None:
    with Watching(here) as seen:
        seen.until("film")
        assert seen.interrupt(signal.SIGHUP)[0] == 129
    deaf = here.start("watch", "--json", "--no-preview")
    assert deaf.stdout
    assert json.loads(deaf.stdout.readline())["event"] == "film"
    deaf.stdout.close()
    rewrite(here.home / "main.film")
    assert deaf.wait(30) == 0
    assert deaf.stderr
    assert deaf.stderr.read() == ""
    deaf.stderr.close()
    assert half_written(here.home, here.user) == []


def test_a_take_that_was_bought_elsewhere_plays(here: Lot, paid: PaidEmulator) -> None:
    with Watching(here) as seen:
        seen.until("preview")
        here.filmc("build", "--yes").ok()
        charged = paid.charges
        assert charged == 4
        event = seen.until("film")
        while event["due"]:
            event = seen.until("film")
        assert event["stale"] == []
        seen.until("preview")
        assert paid.charges == charged


def test_config_says_other_things(here: Lot, capsys: pytest.CaptureFixture[str]) -> None:
    watch = watch_of(here)
    assert watch.round()
    (here.home / "filmc.toml").write_text(TARGET.replace("clip-1", "nobody"), "utf-8")
    assert not watch.round()
    assert "filmc.toml:" in capsys.readouterr().err
    (here.home / "filmc.toml").write_text("", "utf-8")
    assert watch.round()
    assert "stale" not in capsys.readouterr().err
