"""The contact sheet: its pictures show what the takes are, its page runs from the disk and lets no text in as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from bought import at
from PIL import Image
from test_choosing import clip, picture, sound

from filmc.tools.cli import run

NASTY = '<img src=x onerror="alert(1)">&"\'</figure><script>1</script>'
FILM = f"""\
film 春天的信 {NASTY}
    size: 192x108

character 李华

scene 厨房: INT. KITCHEN - NIGHT

    shot 等待: medium, 1s
        李华 waits.

    shot door: wide, 1s
        李华: 谁在那里？
"""


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("sheet")
    film = folder / "film" / "main.film"
    film.parent.mkdir()
    film.write_text(FILM, "utf-8")
    files = {"a.mp4": clip(), "b.mp4": clip(colour="red"), "a.png": picture(), "a.wav": sound(), "c.mp4": clip(0.5)}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with at(folder):
        for words in (
            ("take", "等待", "a.mp4"),
            ("take", "等待", "c.mp4"),
            ("take", "等待", "b.mp4"),
            ("take", "等待", "a.png"),
            ("take", "door", "speech", "a.wav"),
        ):
            assert run([*words[:-1], str(folder / words[-1]), "--film", str(film), "-q"]) == 0
        assert run(["reject", "等待", "clip", "1", "--why", f"手不对 {NASTY}", "--film", str(film), "-q"]) == 0
        _lose(folder, film, "c.mp4")
        assert run(["takes", "--sheet", "-o", str(folder / "sheet"), "--film", str(film), "-q"]) == 0
        yield folder / "sheet"


def _lose(folder: Path, film: Path, name: str) -> None:
    from filmc.base.digest import digest_file

    digest = digest_file(folder / name)
    (folder / "store" / "blobs" / digest[:2] / digest).unlink()
    assert film.exists()


class Page(HTMLParser):
    """Every element of the page with its attributes, and the text between them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_plays_every_take_from_the_disk(sheet: Path) -> None:
    page = Page((sheet / "index.html").read_text("utf-8"))
    tags = [tag for tag, _ in page.elements]
    assert (tags.count("video"), tags.count("audio"), tags.count("img"), tags.count("figure")) == (2, 1, 1, 5)
    sources = [attrs["src"] for tag, attrs in page.elements if tag in {"video", "audio", "img"}]
    for source in sources:
        assert source
        assert not re.match(r"[a-z]+:|/", source), "relative, and from no network"
        assert (sheet / unquote(source)).is_file()
    assert {Path(unquote(source or "")).suffix for source in sources} == {".mp4", ".wav", ".png"}
    chosen = [attrs for tag, attrs in page.elements if tag == "figure" and "chosen" in (attrs["class"] or "")]
    assert len(chosen) == 3
    assert "not in this store" in page.text
    assert "手不对" in page.text
    assert "filmc pick 厨房/等待 clip 3" in page.text


def test_no_text_becomes_markup(sheet: Path) -> None:
    text = (sheet / "index.html").read_text("utf-8")
    page = Page(text)
    assert NASTY in page.text
    assert "script" not in {tag for tag, _ in page.elements}
    handlers = [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert not handlers
    policy = next(attrs for tag, attrs in page.elements if tag == "meta" and "http-equiv" in attrs)
    assert "default-src 'none'" in (policy["content"] or "")
    assert "prefers-color-scheme: dark" in text


def test_the_picture_shows_the_takes(sheet: Path) -> None:
    image = np.asarray(Image.open(sheet / "sheet.png").convert("RGB")).astype(int)
    assert image.shape[1] == 1600

    def has(colour: tuple[int, int, int], least: int, within: int = 14) -> bool:
        return (np.abs(image - colour).max(axis=2) < within).sum() > least

    assert has((242, 196, 92), 3000), "frames around what is chosen"
    assert has((254, 0, 0), 15_000, 30), "three frames of the red clip"
    assert has((200, 40, 40), 15_000), "the still"
    assert has((126, 190, 214), 4000), "the waveform"
    pale = np.array((0x20, 0xC0, 0x40)) * 0.45 + np.array((27, 28, 31)) * 0.55
    assert has(tuple(pale.astype(int)), 15_000), "the rejected clip, faint"  # type: ignore[arg-type]
    assert not has((0x20, 0xC0, 0x40), 1)


def test_a_sheet_is_written_anew_and_foreign_files_stay(sheet: Path) -> None:
    film = sheet.parent / "film" / "main.film"
    mine = sheet / "takes" / "mine.txt"
    mine.write_text("mine", "utf-8")
    before = sorted(path.name for path in (sheet / "takes").iterdir())
    assert run(["takes", "等待", "--sheet", "-o", str(sheet), "--film", str(film), "-q"]) == 0
    after = sorted(path.name for path in (sheet / "takes").iterdir())
    assert mine.read_text("utf-8") == "mine"
    assert {name for name in before if name.endswith(".wav")} - {*after}, "what is no longer shown is taken away"
    assert run(["takes", "--sheet", "-o", str(sheet), "--film", str(film), "-q"]) == 0


def test_the_list_can_be_read_by_a_program(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = sheet.parent / "film" / "main.film"
    capsys.readouterr()
    assert run(["takes", "--film", str(film), "--json"]) == 0
    jobs = {job["job"]: job for job in json.loads(capsys.readouterr().out)["jobs"]}
    states = [take["state"] for take in jobs["厨房/等待 clip"]["takes"]]
    assert states == ["rejected", "not in this store", "stale"]
    run(["takes", "--film", str(film)])
    out = capsys.readouterr().out
    assert "rejected: 手不对" in out
    assert "▶  3" in out


def test_many_rows_go_on_on_another_sheet(tmp_path: Path) -> None:
    from fractions import Fraction

    from filmc.base.ffmpeg import find_ffmpeg
    from filmc.render.contact_sheet import Cell, Row, Sheet

    rows = [Row(str(number), "", (Cell(None, "picture", ("take 1",)),)) for number in range(60)]
    pages = list(Sheet("long", Fraction(9, 16), tmp_path, find_ffmpeg(), lambda *_: None).pages(rows))
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)
    assert list(Sheet("empty", Fraction(16, 9), tmp_path, find_ffmpeg(), lambda *_: None).pages([]))
