"""Films at the edge and machines in trouble, through a real build: a film or a coded fault, never a traceback."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from filmc.tools.cli import run

KITCHEN = "scene INT. KITCHEN - DAY\n"
MEI = "character MEI\n    appearance: woman of thirty\n\n" + KITCHEN
EVERY_CUE = """\
        with: MEI left near
        camera: static 0.2s, then pan left, then push in fast
        MEI (V.O., sad, at 0.2s): Why?
            zh: 为什么？
        sfx (at 0.1s): door creaks
        ambience: rain
        music (fade in 1s, under -14dB): hushed piano
        text (lower third, 0s-0.5s): Later
        text (quad 12% 20%, 88% 22%, 86% 70%, 14% 68%): OPEN
        path (hand): 40% 60% -> 42% 50%
        hold: box 40% 55% 12% 10%
        light: warm lamp light
        lens: 35mm
        seed: 42
        takes: 4
        avoid: extra fingers
        expect: no text
        frame:
            fix (box 40% 55% 12% 10%): a badge
            extend: up 20%
            restyle: spring
"""

FILMS = {
    "empty file": ("", 1),
    "no scene": ("film X\n", 1),
    "only an act": ("act One\n", 1),
    "only credits": ("credits\n    Director: Mei\n", 1),
    "only a cover": ("cover\n    title: Rain\n", 1),
    "only a transition": ("transition: dissolve 1s\n", 1),
    "a scene without shots": (KITCHEN, 1),
    "an empty shot": (KITCHEN + "    shot\n", 0),
    "no frame": (KITCHEN + "    shot medium, 0f\n", 1),
    "less than a frame": (KITCHEN + "    shot medium, 1ms\n", 1),
    "one frame": (KITCHEN + "    shot medium, 1f\n        sfx: door\n        text (0s-1s): x\n", 0),
    "one frame dissolving": (KITCHEN + "    shot wide, 1f\n    transition: dissolve 1f\n    shot wide, 1f\n", 0),
    "nothing but dissolve": (KITCHEN + "    shot wide, 9f\n    transition: dissolve 9f\n    shot full, 9f\n", 0),
    "transition first": (KITCHEN + "    transition: fade from black 1s\n    shot medium, 1s\n", 0),
    "transition last": (KITCHEN + "    shot medium, 1s\n\n    transition: fade to black 1s\n", 0),
    "huge text": (KITCHEN + f"    shot medium, 4f\n        text: {'word ' * 1000}\n", 0),
    "huge title": (f"film {'X' * 2000}\n\n{KITCHEN}    shot 4f\n\ncover\n    title: {'Y' * 3000}\n", 0),
    "huge credits": (KITCHEN + f"    shot 4f\n\ncredits\n    Director: {'Z' * 3000}\n", 0),
    "every script": (KITCHEN + "    shot 4f\n        text: 🎬 مرحبا שלום नमस्ते ไทย 한국 日本\n", 0),
    "sound after the end": (KITCHEN + "    shot medium, 9f\n        sfx (at 100s): explosion\n", 0),
    "line before the film": (MEI + "    shot medium, 1s\n        MEI (V.O., pre-lap 9s): Hello.\n", None),
    "nothing to pronounce": (MEI + "    shot medium, auto\n        MEI: …\n        MEI: 🎬\n", 0),
    "every cue": (MEI + "    shot over the shoulder (MEI, MEI), low angle, push in, on MEI, 2s\n" + EVERY_CUE, None),
    "unknown everything": (
        "film X\n    a: b\n\nx y\n\nplace P\n    q: r\n\nscene ??\n    shot zzz, zzzs\n        q: r\n",
        1,
    ),
    "missing picture": (KITCHEN + "    shot medium, 1s\n        start: refs/none.png\n", 1),
    "trap for a player": (KITCHEN + "    shot 9f\n        source: list.mp4\n", 0),
    "broken picture": (KITCHEN + "    shot 9f\n        start: broken.png\n", 0),
    "odd size": ("film X\n    size: 161x91\n\n" + KITCHEN + "    shot medium, 4f\n", 0),
    "quick frames": ("film X\n    fps: 59.94\n    aspect: 9:16\n\n" + KITCHEN + "    shot medium, 7f\n", 0),
}
"""Film, and the exit code of its build; None for either."""

FILES = {"list.mp4": b"#EXTM3U\nhttp://127.0.0.1/x.mp4\n", "broken.png": b"\x89PNG\r\n\x1a\n" + bytes(20)}
Output = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder with a difficult name, and a cache of its own."""
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "雨 'and' \"wind\" 100% [a]"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    return folder


def build(home: Path, text: str, capsys: Output, *options: str) -> tuple[int, list[str]]:
    """Build `text` small; return the exit code and the codes of what was said. Nothing half-written may be left."""
    (home / "main.film").write_text(text, "utf-8")
    capsys.readouterr()
    out = home / "out put" / "fi'lm 李.mp4"
    size = () if "size:" in text else ("--size", "90x160" if "9:16" in text else "160x90")
    code = run(["build", str(home / "main.film"), "-o", str(out), "--draft", "--json", *size, *options])
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is (code == 0)
    assert out.exists() is (code == 0)
    assert [str(path) for path in home.parent.rglob("*") if path.suffix == ".part" or path.name.startswith(".")] == []
    return code, [note["code"] for note in answer["diagnostics"]]


@pytest.mark.parametrize("name", FILMS)
def test_degenerate_films(name: str, home: Path, capsys: Output) -> None:
    text, expected = FILMS[name]
    code, said = build(home, text, capsys)
    assert code in ((0, 1) if expected is None else (expected,)), said
    assert code == 0 or any(each.startswith("E") for each in said)


@contextmanager
def no_large_files() -> Iterator[None]:
    """Let no file grow beyond 20 kB, as on a disk that is full (Python ignores the signal, so writing fails)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


SOUNDING = MEI + "    music: hushed piano\n    shot medium, 2s\n        MEI: Hello there.\n        sfx: door creaks\n"

MACHINES: dict[str, tuple[dict[str, str], str]] = {
    "no ffmpeg": ({"FILMC_FFMPEG": "/nowhere/ffmpeg"}, "E0901"),
    "another program": ({"FILMC_FFMPEG": sys.executable}, "E0901"),
    "an ffmpeg that says nothing": ({"FILMC_FFMPEG": "/bin/true"}, "E0901"),
    "the cache is a file": ({"FILMC_CACHE": __file__}, "E0908"),
}


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_that_lacks_something(name: str, home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    environment, expected = MACHINES[name]
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    assert build(home, SOUNDING, capsys) == (1, [expected])


def test_a_full_disk_and_then_a_free_one(home: Path, capsys: Output) -> None:
    with no_large_files():
        assert build(home, SOUNDING, capsys) == (1, ["E0904"])
    assert build(home, SOUNDING, capsys)[0] == 0


def test_an_output_that_can_not_be_written(home: Path, capsys: Output) -> None:
    (home / "main.film").write_text(SOUNDING)
    for out, code in (("/proc/film.mp4", 1), ("/proc/new/film.mp4", 2), (str(home / "main.film" / "film.mp4"), 2)):
        assert run(["build", str(home / "main.film"), "-o", out, "--size", "160x90", "--draft"]) == code
        assert "can not be" in capsys.readouterr().err or code == 2


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda home: ["fmt", str(home / "locked" / "main.film")], ()),
        (lambda home: ["table", str(home / "main.film"), "-o", str(home / "none" / "table.txt")], ("E0908",)),
        (lambda home: ["build", str(home / "main.film"), "--shot", "nobody"], ("E0910",)),
    ],
)
def test_what_the_machine_refuses_has_a_code(
    break_it: Callable[[Path], list[str]], words: tuple[str, ...], home: Path, capsys: Output
) -> None:
    (home / "main.film").write_text(KITCHEN + "    shot medium, 4f\n")
    assert run(break_it(home)) in (1, 2)
    said = capsys.readouterr().err
    assert "fault in filmc itself" not in said
    assert all(word in said for word in words)


def test_without_a_voice_lines_are_murmured(home: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    code, said = build(home, SOUNDING, capsys)
    assert code == 0, said
