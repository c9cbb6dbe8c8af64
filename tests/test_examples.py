"""Every example checks clean, is formatted, and has the length that it promises."""

from __future__ import annotations

from pathlib import Path

import pytest

import filmc
from filmc.base.diagnostic import Notes
from filmc.base.world import DiskWorld
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.frontend.text import decode
from filmc.session import Checked, Session

EXAMPLES = Path(filmc.__file__).parents[1] / "examples"
LENGTHS = {
    "01-one-shot": (1, 5, 5),
    "02-two-people-talking": (4, 12, 25),
    "03-camera-and-sound": (5, 15, 30),
    "04-own-words": (3, 10, 25),
    "05-short-film": (15, 60, 95),
    "red-uniform": (13, 50, 80),
    "sea-dragon": (15, 60, 95),
    "the-record": (3, 16, 22),
    "to-li-hua": (36, 180, 240),
    "winter-to-spring": (12, 40, 70),
}
"""The least number of shots, and the least and most seconds."""


def checked(name: str) -> Checked:
    return Session(DiskWorld(EXAMPLES / name), "main.film").check()


def test_every_example_is_listed() -> None:
    assert {path.parent.name for path in EXAMPLES.glob("*/main.film")} == set(LENGTHS)


@pytest.mark.parametrize("name", LENGTHS)
def test_example_is_clean_and_as_long_as_it_says(name: str) -> None:
    result = checked(name)
    loud = [note for note in result.notes if note.severity != "hint"]
    assert not loud
    shots, least, most = LENGTHS[name]
    assert len(result.film.shots) >= shots
    assert least <= float(result.film.frames / result.film.settings.rate) <= most


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.film")), ids=lambda path: str(path.relative_to(EXAMPLES)))
def test_example_is_formatted(path: Path) -> None:
    notes = Notes()
    source = decode(notes, path.name, path.read_bytes())
    assert format_file(parse(notes, source)) == source.text


def test_to_li_hua_speaks_mandarin_and_reads_english() -> None:
    film = checked("to-li-hua").film
    lines = [line for shot in film.shots for line in shot.lines]
    mandarin = [line for line in lines if any("\u4e00" <= sign <= "\u9fff" for sign in line.text)]
    assert len(mandarin) > len(lines) / 3
    assert all("en" in line.translations for line in mandarin)
    assert {scene.act for scene in film.scenes} == {"Before the Exam", "The Dream", "Grown Up"}
    assert film.settings.subtitles.mode == "burned"


def test_the_record_never_mixes_its_kinds_of_picture() -> None:
    film = checked("the-record").film
    assert [shot.footage for shot in film.shots] == ["evidence", "explained", "imagined"]
    assert film.shots[0].source


def test_seven_to_three() -> None:
    settings = checked("red-uniform").film.settings
    assert abs(settings.width / settings.height - 7 / 3) < 0.01


def test_winter_turns_to_spring_on_the_same_picture() -> None:
    turn = next(shot for shot in checked("winter-to-spring").film.shots if shot.label == "turn")
    assert turn.start
    assert turn.end
    assert turn.start.shot == turn.end.shot
    assert [step.prompt for step in turn.end.steps if step.kind == "restyle"] == ["spring"]
