"""Writing back from the page: only what is meant is changed, only in the text that was seen, and nobody's edit is lost."""

from __future__ import annotations

import codecs
import hashlib
import io
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from booths import Preview
from emulators.paid import PaidEmulator
from lot import Lot, lot

from filmc.base import swap
from filmc.base.swap import write_over
from filmc.tools.preview.attached import Attached

SOAK = bool(os.environ.get("FILMC_SOAK"))
FILM = """\
film Rain
    fps: 24

scene a: EXT. STREET - DAY

    # the first, with what is said of it
    shot one: wide, 4s
        Rain.

    shot two: medium, 48f
        More rain.

    transition: dissolve 1s

    shot three: close-up,   0:03
        An umbrella.

scene b: INT. ROOM - DAY
  shot four: wide
      A 桌子 🎬.
  shot five：中景，5秒
      The end.
"""


@pytest.fixture(scope="module")
def paid() -> Iterator[PaidEmulator]:
    with PaidEmulator() as emulator:
        yield emulator


@pytest.fixture
def here(tmp_path: Path, paid: PaidEmulator, monkeypatch: pytest.MonkeyPatch) -> Lot:
    made = lot(tmp_path, paid, FILM, "")
    for name, value in made.environment.items():
        if name in ("FILMC_STORE", "FILMC_CACHE", "FILMC_CONFIG"):
            monkeypatch.setenv(name, value)
    return made


@pytest.fixture
def preview(here: Lot) -> Iterator[Preview]:
    with Preview(here) as made:
        made.read()
        yield made


# ---- what is changed

CHANGES: dict[str, tuple[dict[str, object], tuple[str, str], str]] = {
    "seconds": ({"what": "length", "shot": "a/one", "frames": 60}, ("wide, 4s", "wide, 2.5s"), "2.5s"),
    "frames": ({"what": "length", "shot": "a/two", "frames": 31}, ("48f", "31f"), "31f"),
    "a clock": ({"what": "length", "shot": "a/three", "frames": 1476}, ("   0:03", "   1:01.5"), "1:01.5"),
    "none yet": ({"what": "length", "shot": "b/four", "frames": 24}, ("four: wide", "four: wide, 1s"), "as 1s"),
    "in Chinese": ({"what": "length", "shot": "b/five", "frames": 36}, ("5秒", "1.5秒"), "1.5秒"),
    "order": (
        {"what": "order", "shot": "b/five", "before": "b/four"},
        (
            "  shot four: wide\n      A 桌子 🎬.\n  shot five：中景，5秒\n      The end.\n",
            "  shot five：中景，5秒\n      The end.\n  shot four: wide\n      A 桌子 🎬.\n",
        ),
        "was moved in main.film",
    ),
    "where it is": ({"what": "order", "shot": "a/one", "before": "a/two"}, ("", ""), "is there already"),
}


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CHANGES)
def test_only_what_is_meant_is_changed_and_can_be_undone(case: str, end: str, mark: bytes, here: Lot) -> None:
    fields, (before, after), words = CHANGES[case]
    film, was = here.home / "main.film", mark + FILM.replace("\n", end).encode()
    film.write_bytes(was)
    film.chmod(0o640)
    with Preview(here) as preview:
        preview.read()
        answer = preview.ask("/write", base=preview.base(), **fields)
        assert answer.status == 200, answer.body
        assert words in answer.json["message"]
        assert film.read_bytes() == was.replace(before.replace("\n", end).encode(), after.replace("\n", end).encode())
        assert film.stat().st_mode & 0o777 == 0o640
        assert [path.name for path in here.home.iterdir() if path.name.startswith(".")] == []
        if undo := answer.json.get("undo"):
            assert preview.ask("/write", **undo).status == 200
            assert film.read_bytes() == was
            assert preview.ask("/write", **undo).status == 409


REFUSED: dict[str, tuple[dict[str, object], int, str]] = {
    "another text": ({"what": "length", "shot": "a/one", "frames": 9, "base": "0" * 64}, 409, "has changed meanwhile"),
    "no such shot": ({"what": "length", "shot": "a/nine", "frames": 9}, 404, "no such shot"),
    "no length": ({"what": "length", "shot": "a/one", "frames": 0}, 400, "one frame"),
    "less than that": ({"what": "length", "shot": "a/one", "frames": -4}, 400, "whole number"),
    "half a frame": ({"what": "length", "shot": "a/one", "frames": 4.5}, 400, "whole number"),
    "something else": ({"what": "title", "shot": "a/one"}, 400, "only lengths and the order"),
    "before nothing": ({"what": "order", "shot": "a/one", "before": "b/nine"}, 404, "no such shot"),
    "nothing to undo": ({"what": "undo", "file": "main.film"}, 409, "has changed meanwhile"),
    "undo elsewhere": ({"what": "undo", "file": "../../etc/passwd"}, 409, "has changed meanwhile"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_done_is_told(case: str, preview: Preview) -> None:
    fields, status, words = REFUSED[case]
    answer = preview.ask("/write", **{"base": preview.base(), **fields})
    assert (answer.status, words in answer.json["message"]) == (status, True), answer.body
    assert preview.film.read_text("utf-8") == FILM


def test_a_change_that_would_be_an_error_is_not_made(preview: Preview) -> None:
    answer = preview.ask("/write", what="length", shot="a/three", frames=6, base=preview.base())
    assert answer.status == 409
    assert "then the film would have an error: this dissolve lasts 1s" in answer.json["message"]
    assert preview.film.read_text("utf-8") == FILM


def test_the_text_must_be_the_one_that_was_read(preview: Preview) -> None:
    base = preview.base()
    preview.film.write_text(FILM + "# more\n", "utf-8")
    answer = preview.ask("/write", what="length", shot="a/one", frames=9, base=base)
    assert (answer.status, "changed meanwhile" in answer.json["message"]) == (409, True)
    preview.film.unlink()
    assert preview.ask("/write", what="length", shot="a/one", frames=9, base=base).status == 409
    assert not preview.film.exists()


# ---- what others write meanwhile


def renamed(path: Path, text: bytes) -> None:
    path.with_name("new~").write_bytes(text)
    path.with_name("new~").replace(path)


WAYS: dict[str, Callable[[Path, bytes], object]] = {
    "renamed over": renamed,
    "in place": Path.write_bytes,
    "removed": lambda path, _: path.unlink(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("moment", ["just before", "just after"])
def test_what_is_written_at_the_last_moment_stays(
    way: str, moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, real, times = tmp_path / "main.film", swap.swap, []
    path.write_bytes(b"old")

    def late(one: Path, other: Path) -> None:
        first, _ = not times, times.append(1)
        if first and moment == "just before":
            WAYS[way](one, b"theirs")
        real(one, other)
        if first and moment == "just after":
            WAYS[way](one, b"theirs")

    monkeypatch.setattr(swap, "swap", late)
    done = write_over(path, b"old", b"ours")
    assert done is (moment == "just after")
    assert (path.read_bytes() if path.exists() else b"") == (b"" if way == "removed" else b"theirs")
    assert [each.name for each in tmp_path.iterdir()] == [path.name] * path.exists()


def test_a_second_edit_while_the_first_is_put_back_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real, writes = tmp_path / "main.film", swap.swap, [b"second", b"first"]
    path.write_bytes(b"old")

    def late(one: Path, other: Path) -> None:
        if writes:
            renamed(one, writes.pop())
        real(one, other)

    monkeypatch.setattr(swap, "swap", late)
    assert not write_over(path, b"old", b"ours")
    assert path.read_bytes() == b"second"


def test_where_files_can_not_be_exchanged_they_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(swap, "swap", swap._can_not)
    path = tmp_path / "main.film"
    path.write_bytes(b"old")
    assert write_over(path, b"old", b"ours")
    assert not write_over(path, b"old", b"again")
    assert path.read_bytes() == b"ours"


def test_the_page_never_writes_over_an_editor(preview: Preview) -> None:
    """An editor saves line after line, whatever is on the disk; the page changes a length as often as it can."""
    times = 250 if SOAK else 20
    film, saves = preview.film, [FILM]

    def edit() -> None:
        for number in range(times):
            saves.append(f"{saves[-1]}# line {number}\n")
            (renamed if number % 2 else Path.write_bytes)(film, saves[-1].encode())

    editor = threading.Thread(target=edit)
    editor.start()
    for number in range(times):
        with suppress(AssertionError):  # a save in place is half there for a moment
            preview.read()
        answer = preview.ask("/write", what="length", shot="a/two", frames=50 + number, base=preview.base())
        assert answer.status in (200, 409), answer.body
    editor.join()
    text = film.read_text("utf-8")
    assert re.sub(r"medium, \d+f", "medium, 48f", text) == saves[-1]
    preview.read()
    assert preview.ask("/write", what="length", shot="a/two", frames=240, base=preview.base()).status == 200
    assert film.read_text("utf-8") == saves[-1].replace("48f", "240f")


# ---- what an editor holds


@pytest.fixture
def attached(here: Lot) -> Iterator[tuple[Preview, Attached]]:
    editor = Attached(here.home, io.StringIO(), lambda _: None, lambda *_: None)
    with Preview(here, editor) as preview:
        preview.read()
        yield preview, editor


def test_an_edit_goes_through_the_editor_that_has_the_file_open(attached: tuple[Preview, Attached]) -> None:
    preview, editor = attached
    text = FILM.replace("An umbrella.", "An umbrella 🎬.")
    say(editor, text={"file": str(preview.film), "text": text})
    preview.read()
    answers = answering(editor, {"done": True})
    answer = preview.ask("/write", what="order", shot="a/three", before="a/one", base=preview.base())
    assert answer.status == 200, answer.body
    (edit,) = answers()
    assert edit["base"] == hashlib.sha256(text.encode()).hexdigest()
    assert Path(edit["file"]) == preview.film.resolve()
    assert made(text, edit["edits"]).index("shot three") < made(text, edit["edits"]).index("shot one")
    assert preview.film.read_text("utf-8") == FILM, "the disk is the editor's"
    say(editor, text={"file": str(preview.film), "text": made(text, edit["edits"])})
    preview.read()
    answers = answering(editor, {"done": True})
    assert preview.ask("/write", **answer.json["undo"]).status == 200
    assert made(made(text, edit["edits"]), answers()[0]["edits"]) == text


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"done": False}, 409, "did not make"), ({"done": False, "why": "it is read-only"}, 409, "it is read-only"),
        ({"done": "perhaps"}, 400, "true or false"), (None, 504, "has not answered"),
    ],
)  # fmt: skip
def test_an_editor_that_does_not_make_the_edit(
    said: dict[str, object] | None,
    status: int,
    words: str,
    attached: tuple[Preview, Attached],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preview, editor = attached
    monkeypatch.setattr("filmc.tools.preview.attached._PATIENCE", 0.0 if said is None else 60.0)
    say(editor, text={"file": str(preview.film), "text": None, "open": True})
    answers = answering(editor, said)
    answer = preview.ask("/write", what="length", shot="a/one", frames=9, base=preview.base())
    assert (answer.status, words in answer.json["message"]) == (status, True), answer.body
    assert len(answers()) == 1
    assert preview.film.read_text("utf-8") == FILM


def test_what_is_typed_and_not_saved_is_what_counts(attached: tuple[Preview, Attached]) -> None:
    preview, editor = attached
    base = preview.base()
    say(editor, text={"file": str(preview.film), "text": FILM + "# typed\n"})
    assert preview.ask("/write", what="length", shot="a/one", frames=9, base=base).status == 409
    say(editor, text={"file": str(preview.film), "text": None})  # closed, not saved
    assert preview.ask("/write", what="length", shot="a/one", frames=9, base=base).status == 200
    assert "wide, 0.38s" in preview.film.read_text("utf-8")


def say(editor: Attached, **said: object) -> None:
    editor.listen(io.BytesIO(json.dumps(said).encode() + b"\n"))


def answering(editor: Attached, said: dict[str, object] | None) -> Callable[[], list[dict[str, Any]]]:
    """Have the editor answer as `said` what it is asked from now on; what is returned gives what that was."""
    asked: list[dict[str, Any]] = []

    class Out(io.StringIO):
        def write(self, line: str) -> int:
            if edit := json.loads(line).get("edit"):
                asked.append(edit)
                if said is not None:
                    say(editor, edited={"id": edit["id"], **said})
            return len(line)

    editor.out = Out()
    return lambda: asked


def made(text: str, edits: list[dict[str, Any]]) -> str:
    """Make edits as an editor does: their places count in the text before, characters in UTF-16."""
    lines = text.splitlines(keepends=True)

    def offset(at: dict[str, int]) -> int:
        before = "".join(lines[: at["line"]])
        within = "".join(lines[at["line"] : at["line"] + 1]).encode("utf-16-le")[: 2 * at["character"]]
        return len(before) + len(within.decode("utf-16-le"))

    places = [(offset(each["range"]["start"]), offset(each["range"]["end"]), each["text"]) for each in edits]
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text
