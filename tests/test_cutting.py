"""Cutting again after an edit: only what it touches is made, and the film is byte for byte what a clean build gives."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from ready import Begun, begin, ended
from screen import (
    PAINTERS,
    frames_of,
    heard,
    move,
    panel,
    picture,
    render,
    sound_of,
    still,
    studio,
    timeline,
    tone,
    transition,
)

from filmc.base.failpoints import NAMES
from filmc.base.fault import Fault
from filmc.ir.frames import FrameRange
from filmc.lower.panel import Panel
from filmc.lower.timeline import Clip, Mouth, Segment, Text, Timeline
from filmc.produce.take import SoundTake
from filmc.render.crew import Crew
from filmc.render.delivery import studio_of
from filmc.render.draw import memory
from filmc.render.draw.memory import Memory
from filmc.render.draw.picture import draw
from filmc.render.draw.reach import Reach
from filmc.render.encode import DRAFT
from filmc.render.film import Means, render_film
from filmc.render.key import segment_keys
from filmc.render.segments import SegmentMaker, Start, pieces

SIZE = (64, 36)
LAP = 6

# What an edit makes

Parts = dict[str, object]


def title(word: str, start: int, end: int) -> Text:
    return Text(word, "title", (), FrameRange(start, end))


def base() -> Parts:
    """Return a film in parts: four shots of which the second dissolves into the third, speech and music."""
    return {
        "a": Clip("a", panel(1), 24, texts=(title("one", 2, 20),)),
        "b": Clip("b", panel(2), 24, mouths=(Mouth("A", "line", 2, 10),)),
        "c": Clip("c", panel(3), 30, texts=(title("late", 12, 28), title("early", 1, 5))),
        "d": Clip("d", panel(4), 24, fade_out=transition("fade-out", 8)),
        "lap": transition("dissolve", LAP),
        "order": "abcd",
        "size": SIZE,
        "sounds": (heard("speech", "line", 26 / 24, 0.5), heard("music", "music", 0, 3)),
    }


def film(parts: Parts) -> Timeline:
    clips = [(parts[name], parts["lap"] if name == "c" else None) for name in str(parts["order"])]
    return timeline(clips, parts["size"], sounds=parts["sounds"])  # type: ignore[arg-type]


def changed(name: str, **more: object) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, name: replace(parts[name], **more)}  # type: ignore[type-var]


def other(name: str, value: object) -> Callable[[Parts], Parts]:
    return lambda parts: {**parts, name: value}


A, B, LAPPED, C, D = (0, 24), (24, 42), (42, 48), (48, 72), (72, 96)
ALL = [A, B, LAPPED, C, D]
PUSH = (move(("zoom", (1.0, 1.2)), frames=30),)

EDITS = [
    ("nothing", lambda parts: parts, [], False),
    ("a shot is renamed", changed("b", shot="z"), [], False),
    ("the film is renamed", lambda parts: {**parts, "name": "x"}, [], False),
    ("one word of a title", changed("a", texts=(title("two", 2, 20),)), [A], False),
    ("a caption in the shot's own frames", changed("c", texts=(title("later", 12, 28), title("early", 1, 5))), [C], False),
    ("a caption in the transition", changed("c", texts=(title("late", 12, 28), title("soon", 1, 5))), [LAPPED], False),
    ("a caption in both", changed("c", texts=(title("late", 12, 28), title("early", 1, 9))), [LAPPED, C], False),
    ("a camera before a transition", changed("b", camera=PUSH), [B, LAPPED], False),
    ("a camera after it", changed("c", camera=PUSH), [LAPPED, C], False),
    ("another picture", changed("d", picture=panel(9)), [D], False),
    ("a longer fade", changed("d", fade_out=transition("fade-out", 12)), [D], False),
    ("a mouth that moves later", changed("b", mouths=(Mouth("A", "line", 5, 10),)), [B], False),
    ("another transition", other("lap", transition("wipe", LAP)), [LAPPED], False),
    ("shots change places", other("order", "dabc"), [], False),
    ("a shot is left out", lambda parts: {**parts, "order": "abc", "sounds": ()}, [], True),
    ("a size", other("size", (96, 54)), ALL, False),
    ("music is lower", other("sounds", (heard("music", "music", 0, 3, gain=-6.0),)), [], True),
    ("a line is spoken later", other("sounds", (heard("speech", "line", 1.5, 0.5), heard("music", "music", 0, 3))), [], True),
]  # fmt: skip


def takes_in(folder: Path) -> dict[str, SoundTake]:
    return {"line": tone(folder / "line.wav", 0.5, 220.0), "music": tone(folder / "music.wav", 4.0, 90.0, 0.1)}


@pytest.fixture
def takes(tmp_path: Path) -> dict[str, SoundTake]:
    return takes_in(tmp_path)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where the film is built as it was before the edit."""
    folder = tmp_path_factory.mktemp("before")
    render(film(base()), folder, takes_in(folder))
    return folder


def ranges_made(line: Timeline, folder: Path, takes: dict[str, SoundTake], known: set[str]) -> list[tuple[int, int]]:
    """Return the film's ranges whose segments were not in the cache."""
    keys = segment_keys(line.segments, studio(folder, (line.width, line.height), takes), DRAFT)
    return [tuple(part.film_range) for part, key in zip(line.segments, keys, strict=True) if f"{key}.mp4" not in known]  # type: ignore[misc]


def names(folder: Path, kind: str) -> set[str]:
    return {path.name for path in (folder / "cache" / kind).glob("*.m*") if path.suffix != ".mark"}


@pytest.mark.parametrize(("name", "edit", "made", "sound"), EDITS, ids=[row[0] for row in EDITS])
def test_an_edit_makes_what_it_touches(
    name: str, edit: Callable[[Parts], Parts], made: list[tuple[int, int]], *, sound: bool, before: Path, tmp_path: Path
) -> None:
    here, clean = tmp_path / "here", tmp_path / "clean"
    shutil.copytree(before, here)
    clean.mkdir()
    takes = takes_in(here)
    segments, sounds = names(here, "segments"), names(here, "sound")
    line = film(edit(base()))
    rendered = render(line, here, takes)
    assert ranges_made(line, here, takes, segments) == made, name
    assert rendered.made == len(made)
    assert len(names(here, "segments")) == len(segments) + len(made)
    assert (names(here, "sound") != sounds) == sound
    render(line, clean, takes)
    assert (clean / "film.mp4").read_bytes() == (here / "film.mp4").read_bytes()


def test_a_line_that_sounds_otherwise_moves_the_mouth_otherwise(tmp_path: Path, takes) -> None:
    render(film(base()), tmp_path, takes)
    segments = names(tmp_path, "segments")
    tone(tmp_path / "line.wav", 0.25, 220.0)
    assert render(film(base()), tmp_path, takes).made == 1
    assert ranges_made(film(base()), tmp_path, takes, segments) == [B]


# What is in the cache is looked at before it is used


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 2 // 3)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def flip_in_secret(path: Path) -> None:
    """Change a bit and set the time back: the inode's own time tells."""
    told = path.stat()
    with path.open("r+b") as file:
        file.seek(told.st_size // 2)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def swap(path: Path) -> None:
    """Put another whole mp4 file in its place, its own mark left where it was."""
    shutil.copyfile(path.parents[2] / "film.mp4", path)


def mark_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.mark")


DAMAGE: list[tuple[str, Callable[[Path], object], bool]] = [
    ("cut short", cut_short, True),
    ("emptied", lambda path: path.write_bytes(b""), True),
    ("a bit flipped", flip, True),
    ("a bit flipped in secret", flip_in_secret, True),
    ("another's bytes", swap, True),
    ("gone", Path.unlink, True),
    ("mark gone", lambda path: mark_of(path).unlink(), True),
    ("mark garbled", lambda path: mark_of(path).write_bytes(b"\xff{"), True),
    ("mark of another shape", lambda path: mark_of(path).write_text('{"sha256": 1, "seen": 2}'), True),
    ("touched", os.utime, False),
    ("copied", lambda path: (shutil.copy(path, f"{path}.x"), Path(f"{path}.x").replace(path)), False),
]  # fmt: skip


@pytest.mark.parametrize("kind", ["segments", "sound"])
def test_damage_is_found_and_made_good(kind: str, tmp_path: Path, takes) -> None:
    render(film(base()), tmp_path, takes)
    clean = (tmp_path / "film.mp4").read_bytes()
    for name, damage, counts in DAMAGE:
        victim = min(path for path in (tmp_path / "cache" / kind).glob("*.m*") if path.suffix != ".mark")
        before = victim.stat()
        damage(victim)
        rendered = render(film(base()), tmp_path, takes)
        assert (tmp_path / "film.mp4").read_bytes() == clean, name
        assert rendered.made == (counts and kind == "segments"), name
        after = victim.stat()  # an inode's number may be given again to the next file
        assert not counts or (after.st_ino, after.st_ctime_ns) != (before.st_ino, before.st_ctime_ns), name
    assert not list(tmp_path.rglob("*.part"))


def test_what_is_as_it_was_is_not_read(tmp_path: Path, takes, monkeypatch: pytest.MonkeyPatch) -> None:
    render(film(base()), tmp_path, takes)
    read: list[Path] = []
    monkeypatch.setattr("filmc.render.kept.digest_file", lambda path: read.append(path) or "")
    assert render(film(base()), tmp_path, takes).made == 0
    assert not read


# Pictures that are ready for the frame

WIDE = (160, 90)


def of_stills(folder: Path) -> Timeline:
    """Return a film of a picture that is pushed into and one that is smaller than the frame."""
    folder.mkdir(exist_ok=True)
    large, small = (picture(folder / f"{size[0]}.png", (90, 60, 160), size) for size in ((640, 360), (80, 60)))
    clips = [(Clip("a", still(large, folder), 12, PUSH), None), (Clip("b", still(small, folder), 12), None)]
    return timeline(clips, WIDE)


def forget(folder: Path, kind: str = "segments") -> None:
    shutil.rmtree(folder / "cache" / kind)


def test_a_still_that_was_opened_before_is_not_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = of_stills(tmp_path)
    render(line, tmp_path)
    film = (tmp_path / "film.mp4").read_bytes()
    forget(tmp_path)
    with monkeypatch.context() as patched:
        for name in ("picture.read_picture", "stand_in.check_picture"):
            patched.setattr(f"filmc.render.{name}", lambda path: pytest.fail(f"{path} is opened again"))
        render(line, tmp_path)
    assert (tmp_path / "film.mp4").read_bytes() == film
    for damage in (cut_short, flip, Path.unlink):
        for path in (tmp_path / "cache" / "stills").glob("*.yuv"):
            damage(path)
        forget(tmp_path)
        assert render(line, tmp_path).made == 2
        assert (tmp_path / "film.mp4").read_bytes() == film


def test_a_kept_picture_that_another_process_takes_away_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = of_stills(tmp_path)
    render(line, tmp_path)
    forget(tmp_path)
    found: list[Path] = []

    def gone(path: Path, *_: object) -> None:
        found.append(path)
        raise FileNotFoundError(path)

    monkeypatch.setattr("filmc.render.stills.np.fromfile", gone)
    assert render(line, tmp_path).made == 2
    assert found


def test_pictures_that_are_kept_do_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmc.render.stills._MOST", 3 * 160 * 90)
    for number in range(4):
        one = picture(tmp_path / "one.png", (number * 40, 60, 60), WIDE)
        render(timeline([(Clip("a", still(one, tmp_path), 2), None)], WIDE), tmp_path)
    left = sorted(path.suffix for path in (tmp_path / "cache" / "stills").iterdir())
    assert left == [".good"] * 4 + [".mark"] * 2 + [".yuv"] * 2


# Half-written films

PROGRAM = """
import sys
from pathlib import Path
from screen import render
from test_cutting import base, film, takes_in
folder = Path(sys.argv[1])
render(film(base()), folder, takes_in(folder))
"""

POINTS = sorted(name for name in NAMES if name.startswith("render."))


def program(folder: Path, failpoint: str = "") -> Begun | subprocess.Popen[str]:
    return begin(PROGRAM, folder, environment={**os.environ, "FILMC_FAILPOINT": failpoint})


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("clean")
    assert ended(program(folder)) == 0
    return (folder / "film.mp4").read_bytes()


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_the_film_is_whole_or_as_it_was(point: str, tmp_path: Path, clean: bytes) -> None:
    (tmp_path / "film.mp4").write_bytes(b"an older film")
    assert ended(program(tmp_path, f"{point}=kill")) == -9
    assert (tmp_path / "film.mp4").read_bytes() == (clean if point == "render.after_join" else b"an older film")
    render(film(base()), tmp_path, takes_in(tmp_path))
    assert (tmp_path / "film.mp4").read_bytes() == clean


@pytest.mark.parametrize("point", [point for point in POINTS if point != "render.after_join"])
def test_on_a_full_disk_nothing_half_written_stays(
    point: str, tmp_path: Path, takes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "film.mp4").write_bytes(b"an older film")
    monkeypatch.setenv("FILMC_FAILPOINT", f"{point}=enospc")
    with pytest.raises((Fault, OSError)) as caught:
        render(film(base()), tmp_path, takes)
    error = caught.value if isinstance(caught.value, Fault) else Fault.of(caught.value)
    assert error.code == "E0904"
    assert (tmp_path / "film.mp4").read_bytes() == b"an older film"
    assert not list(tmp_path.rglob("*.part")) + list(tmp_path.rglob("*.f32"))


def test_two_processes_may_build_into_one_cache(tmp_path: Path, clean: bytes) -> None:
    running = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "cache").symlink_to(tmp_path, target_is_directory=True)
        running.append(program(tmp_path / name))
    assert [ended(process) for process in running] == [0, 0]
    for name in ("one", "two"):
        assert (tmp_path / name / "film.mp4").read_bytes() == clean
    assert not list(tmp_path.rglob("*.part"))


def test_the_join_copies_the_sound_too(tmp_path: Path, takes) -> None:
    render(film(base()), tmp_path, takes)
    (encoded,) = (tmp_path / "cache" / "sound").glob("*.m4a")
    assert np.array_equal(sound_of(tmp_path / "film.mp4"), sound_of(encoded))


# Pieces of drafts, and the crew that makes them


def test_pieces_show_what_the_whole_shows(tmp_path: Path) -> None:
    clip = Clip("a", panel(1), 150, PUSH, texts=(title("x", 10, 100),), mouths=(Mouth("A", "line", 20, 60),))
    whole = Segment(FrameRange(30, 174), clip, FrameRange(6, 150))
    cut = pieces(whole, 60)
    assert [tuple(part.shot_range) for part in cut] == [(6, 54), (54, 102), (102, 150)]
    assert [tuple(part.film_range) for part in cut] == [(30, 78), (78, 126), (126, 174)]
    where = studio(tmp_path, SIZE, {"line": tone(tmp_path / "line.wav", 2.0)})
    shown = [np.concatenate(list(composed(part, where))) for part in cut]
    assert np.array_equal(np.concatenate(shown), np.concatenate(list(composed(whole, where))))


def composed(segment: Segment, where) -> Iterator[np.ndarray]:
    maker = SegmentMaker(where, DRAFT)
    yield from (frame.data.copy() for frame in maker.frames(segment))
    maker.close()


@pytest.mark.parametrize("part", ["short", "transition"])
def test_what_can_not_be_begun_in_its_middle_stays_whole(part: str) -> None:
    lap = transition("dissolve", 80)
    a, b = Clip("a", panel(1), 100), Clip("b", panel(2), 100)
    segments = {
        "short": Segment(FrameRange(0, 60), a, FrameRange(0, 60)),
        "transition": Segment(FrameRange(20, 100), a, FrameRange(20, 100), lap, b),
    }
    assert pieces(segments[part], 60) == [segments[part]]


def long_film() -> Timeline:
    return timeline([(Clip("a", panel(1), 130), None), (Clip("b", panel(2), 40), None)], SIZE)


def made_by(crew: Crew | None, folder: Path, line: Timeline) -> bytes:
    folder.mkdir()
    render_film(line, {}, folder / "film.mp4", Means(folder, folder / "cache", DRAFT, PAINTERS, lambda *_: None, crew))
    return (folder / "film.mp4").read_bytes()


def test_a_crew_that_stays_makes_what_one_process_makes(tmp_path: Path) -> None:
    alone = made_by(None, tmp_path / "alone", long_film())
    with Crew(2) as crew:
        assert made_by(crew, tmp_path / "first", long_film()) == alone
        workers = [worker.process.pid for worker in crew._crew]
        assert made_by(crew, tmp_path / "again", long_film()) == alone
        assert [worker.process.pid for worker in crew._crew] == workers
        crew._crew[0].process.kill()
        crew._crew[0].process.wait()
        assert made_by(crew, tmp_path / "replaced", long_film()) == alone
        left = [worker.process for worker in crew._crew]
        assert left[0].pid == workers[1]
    assert all(process.poll() is not None for process in left)
    assert len(frames_of(tmp_path / "again" / "film.mp4", SIZE)) == 170


def test_a_worker_ends_with_who_started_it(tmp_path: Path) -> None:
    """Killed in the middle of a picture, who started it leaves no worker that draws for nobody, and no encoder."""
    line = long_film()
    with subprocess.Popen(
        [sys.executable, "-m", "filmc.render.worker", "0"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as worker:  # fmt: skip
        assert worker.stdin
        assert worker.stdout
        assert worker.stderr
        for message in (Start(studio_of(line, tmp_path, SIZE[0]), DRAFT), (0, line.segments[0], tmp_path / "a.mp4")):
            pickle.dump(message, worker.stdin)
        worker.stdout.close()
        worker.stdin.close()
        said = worker.stderr.read()
        assert (worker.wait(60), said) == (0, b"")
    assert not list(tmp_path.glob("a.mp4*"))


def test_who_shows_the_progress_may_break_off(tmp_path: Path) -> None:
    """A broken pipe of theirs is not taken for one of the encoder, which would be waited for: it waits for frames."""

    def gone(*_: object) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        render_film(long_film(), {}, tmp_path / "film.mp4", Means(tmp_path, tmp_path / "cache", DRAFT, PAINTERS, gone))


def test_segments_are_counted_not_their_pieces(tmp_path: Path) -> None:
    told = [render(long_film(), tmp_path) for _ in range(2)]
    assert len(list((tmp_path / "cache" / "segments").glob("*.mp4"))) == 4
    assert [(rendered.made, rendered.reused) for rendered in told] == [(2, 0), (0, 2)]


def test_an_idle_crew_goes_home_and_comes_again(tmp_path: Path) -> None:
    with Crew(2, patience=0.05) as crew:
        first = made_by(crew, tmp_path / "first", long_film())
        deadline = time.monotonic() + 20
        while crew._crew and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not crew._crew
        assert made_by(crew, tmp_path / "again", long_film()) == first


# Drawings that are remembered


def in_a(place: str, number: int) -> Panel:
    setting = replace(panel(number).setting, place=place, interior=False)
    return replace(panel(number), setting=setting)


def test_a_remembered_drawing_is_the_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    shots = [replace(in_a("street", 1), treatment=way) for way in ("plain", "ink", "watercolour")]
    shots += [replace(in_a("city-skyline", 2), figure_scale=0.2)]
    warm = [draw(shot, 90, Reach()) for shot in [*shots, *shots]]
    for shot, found in zip([*shots, *shots], warm, strict=True):
        for name in memory._SHARED:
            monkeypatch.setitem(memory._SHARED, name, Memory())
        fresh = draw(shot, 90, Reach())
        assert [layer.name for layer in fresh.layers] == [layer.name for layer in found.layers]
        assert all(np.array_equal(a.image, b.image) for a, b in zip(fresh.layers, found.layers, strict=True))


def test_memory_lets_go_of_what_was_not_asked_for_longest() -> None:
    layers = draw(in_a("street", 1), 45, Reach()).layers[:1]
    small, drawn = Memory(most=2 * layers[0].image.nbytes), []
    for key in "abacab":
        small.drawn(key, lambda key=key: drawn.append(key) or layers)  # type: ignore[misc]
    assert drawn == list("abcb")


# Rates and lengths that a join must get right


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(30000, 1001)])
def test_a_film_of_many_short_segments(rate: Fraction, tmp_path: Path) -> None:
    clips = [(Clip(str(i), panel(i % 3), 1 + i % 4), None) for i in range(40)]
    line = timeline(clips, SIZE, rate=rate)
    render(line, tmp_path)
    assert len(frames_of(tmp_path / "film.mp4", SIZE)) == line.frames
