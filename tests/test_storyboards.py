"""The storyboard to take away, in every form: opened again and looked at."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from filmc.base.record import replace
from filmc.render.storyboard_paper import Card, as_moving, as_pdf, as_sheet
from filmc.tools.cli import run

RED, BLUE = (200, 40, 30), (30, 60, 200)


def picture(colour: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def cards(count: int) -> list[Card]:
    return [
        Card(
            picture(BLUE if number % 2 else RED),
            f"1-{number}  名字",
            "4.0s",
            "wide · pan",
            "雨落在街上。" * 20,
            "MEI: Why?",
            "rain",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (6, 1), (7, 2)])
def test_six_shots_are_on_a_page(count: int, pages: int) -> None:
    data = as_pdf("To Li Hua", cards(count))
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == pages


def test_all_shots_are_on_one_sheet_each_in_its_place() -> None:
    sheet = Image.open(io.BytesIO(as_sheet("To Li Hua", cards(7))))
    width = (sheet.width - 140 + 36) // 5 - 36
    found = [sheet.getpixel((70 + column * (width + 36) + width // 2, 200)) for column in range(5)]
    assert [max(range(3), key=lambda each: colour[each]) for colour in found] == [0, 2, 0, 2, 0]
    assert sheet.height > 2 * 180


def test_a_shot_without_a_picture_has_an_empty_frame() -> None:
    bare = Card(None, "1-1", "4.0s", "", "", "", "")
    assert as_sheet("", [bare]).startswith(b"\x89PNG")
    with pytest.raises(ValueError, match="no picture"):
        as_moving([bare], "GIF")


@pytest.mark.parametrize("form", ["WEBP", "GIF"])
def test_each_shot_is_there_as_long_as_it_is_read(form: str) -> None:
    shots = [
        replace(card, line=line) for card, line in zip(cards(3), ("MEI: Why?", "MEI: " + "Why? " * 40, ""), strict=True)
    ]
    moving = Image.open(io.BytesIO(as_moving([*shots, replace(shots[0], line="", action="")], form)))
    lengths = []
    assert (moving.format, moving.n_frames, moving.size) == (form, 4, (480, 270 + 62))
    for number, colour in enumerate((RED, BLUE, RED, RED)):
        moving.seek(number)
        shown = moving.convert("RGB").getpixel((240, 135))
        lengths.append(moving.info["duration"])
        assert max(abs(a - b) for a, b in zip(shown, colour, strict=True)) < 24
    assert lengths == [1360, 4000, 4000, 1000]


def test_words_stand_under_each_picture_of_a_moving_storyboard_and_within_it() -> None:
    told = [*cards(1), replace(cards(1)[0], line=""), replace(cards(1)[0], title="1-2  " + "long " * 40)]
    moving = Image.open(io.BytesIO(as_moving([*told, Card(picture(RED), "2-1", "", "", "", "", "")], "WEBP")))
    inked = []
    for number in range(4):
        moving.seek(number)
        below = moving.convert("L").crop((0, 270, 480, 332)).point(lambda grey: 255 * (grey < 128))
        lines = [below.crop((0, top, 480, top + 28)).getbbox() for top in (3, 33)]
        inked.append([bool(line) for line in lines])
        assert all(line[0] >= 10 and line[2] <= 471 for line in lines if line), lines
    assert inked == [[True, True], [True, True], [True, True], [True, False]]


def test_the_ending_says_the_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "main.film").write_text("scene a: EXT. STREET - DAY\n    shot b: wide, 1s\n        Rain.\n", "utf-8")
    assert run(["storyboard", "-o", "board.csv"]) == 0
    assert "1-1,wide,Rain.,1.0s" in (tmp_path / "board.csv").read_text("utf-8-sig")
    assert run(["storyboard", "-o", "board.doc"]) == 2
    assert ".pdf" in capsys.readouterr().err
