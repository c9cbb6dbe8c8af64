"""Changes that a face makes to the text: a shot's length in its own unit, the order of shots; nothing else is touched."""

from __future__ import annotations

import pytest

from filmc.base.world import MemoryWorld
from filmc.ir.film import Shot
from filmc.session import Checked, Session
from filmc.tools.rewriting import applied, lengthened, reordered

FILM = """\
film Rain
    fps: 24

scene a: EXT. STREET - DAY

    # the first, with what is said of it
    shot one: wide, {length}
        Rain.

    shot two: medium, 2s
        More rain.


    transition: dissolve 1s

    shot three: close-up, 3s
        An umbrella.

scene b: INT. ROOM - DAY
  shot four: wide, 4s
      A 桌子 🎬.
  # right above
  shot five: wide, 5s
      The end."""


def checked(text: str) -> Checked:
    return Session(MemoryWorld({"main.film": text.encode()}), "main.film").check()


def shot_of(film: Checked, label: str) -> Shot:
    return next(shot for shot in film.film.shots if shot.label == label)


@pytest.mark.parametrize(
    ("written", "frames", "anew"),
    [
        ("4s", 107, "4.46s"), ("4.5s", 48, "2s"), ("5秒", 25, "1.04秒"), ("750ms", 1, "42ms"), ("0:05", 1477, "1:01.54"),
        ("1:02.5", 24, "0:01"), ("120f", 7, "7f"), ("12帧", 25, "25帧"), ("auto", 60, "2.5s"), ("", 60, ", 2.5s"),
    ],
)  # fmt: skip
def test_a_length_is_told_in_the_unit_in_which_it_was_written(written: str, frames: int, anew: str) -> None:
    before = FILM.replace(", {length}", f", {written}" if written else "")
    film = checked(before)
    shot = shot_of(film, "one")
    edit = lengthened(film.sources["main.film"], shot, frames, film.film.settings.rate)
    after = applied(before, [edit])
    assert edit.text == anew
    assert after == FILM.replace(", {length}", anew if not written else f", {anew}")
    assert shot_of(checked(after), "one").frames == frames


@pytest.mark.parametrize("rate", ["23.976", "25", "60"])
@pytest.mark.parametrize("written", ["4s", "0:05", "120f", "750ms"])
def test_every_number_of_frames_can_be_told(rate: str, written: str) -> None:
    film = checked(FILM.replace("fps: 24", f"fps: {rate}").replace("{length}", written))
    shot, source = shot_of(film, "one"), film.sources["main.film"]
    for frames in (1, 61, 3601):
        edit = lengthened(source, shot, frames, film.film.settings.rate)
        assert shot_of(checked(applied(source.text, [edit])), "one").frames == frames


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [
        ("three", "one", "three one two four five"), ("one", "three", "two one three four five"),
        ("five", "one", "five one two three four"), ("one", "five", "two three four one five"),
        ("two", None, "one three four five two"), ("four", "five", "one two three four five"),
        ("five", None, "one two three four five"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_shots_change_places_with_their_comments(moved: str, before: str | None, order: str, end: str) -> None:
    text = FILM.replace("{length}", "4s").replace("\n", end)
    film = checked(text)
    edits = reordered(film.screenplay.files[0], shot_of(film, moved), shot_of(film, before) if before else None)
    after = applied(text, edits)
    assert " ".join(shot.label or "" for shot in checked(after).film.shots) == order
    assert not [note for note in checked(after).notes if note.severity == "error"]
    assert sorted(filter(None, map(str.strip, after.splitlines()))) == sorted(
        filter(None, map(str.strip, text.splitlines()))
    )
    lines = [line.strip() for line in after.splitlines()]
    for comment, heading in (
        ("# the first, with what is said of it", "shot one: wide, 4s"),
        ("# right above", "shot five: wide, 5s"),
    ):
        assert lines[lines.index(comment) + 1] == heading
