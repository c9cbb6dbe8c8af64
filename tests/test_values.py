"""Every `read_*` of `frontend/values`: the table `suite/syntax/values.txt` says what each text gives.

A line is `text => value` or `text => codes`; `[read_x]` names the reader of the lines below it.
"""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from filmc.base.codes import catalogue
from filmc.base.diagnostic import Notes
from filmc.base.source import Span
from filmc.frontend import values
from filmc.frontend.ast import Text
from filmc.frontend.manner import entries
from filmc.frontend.suggest import nearest
from filmc.ir.frames import RATES
from filmc.ir.vocabulary import Axis

TABLE = Path(__file__).parent / "suite" / "syntax" / "values.txt"
AT = 100
LAST = "E0433"
"""The last code that the readers note."""


def rows() -> list[tuple[str, str, str]]:
    found, reader = [], ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            reader = line.strip("[]")
        elif " =>" in line:
            text, _, result = line.partition(" =>")
            found.append((reader, text, result.strip()))
    return found


def show(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case Text():
            return value.value or "''"
        case Fraction() | float() | int() | str():
            return str(value)
        case dict():
            return ", ".join(f"{key}={show(entry)}" for key, entry in value.items())
        case tuple() if not hasattr(value, "_fields"):
            return "; ".join(show(entry) for entry in value) if value else "none"
    names = getattr(value, "_fields", None) or [name for name in value.__dataclass_fields__ if name != "span"]
    return "(" + " ".join(f"{name}={show(getattr(value, name))}" for name in names) + ")"


def read(reader: str, text: str) -> tuple[object, Notes]:
    notes = Notes()
    return getattr(values, reader)(notes, Text(text, Span("t", AT, AT + len(text)))), notes


@pytest.mark.parametrize("reader", sorted({reader for reader, _, _ in rows()}))
def test_reader(reader: str) -> None:
    for name, text, expected in rows():
        if name != reader:
            continue
        value, notes = read(reader, text)
        codes = " ".join(note.code for note in notes)
        part = "" if value in (None, (), {}) else show(value)
        assert " ".join(filter(None, (codes, part))) == expected, text
        for note in notes:
            assert AT <= note.span.start <= note.span.end <= AT + len(text)
            assert note.hints


def test_every_reader_and_every_code_is_in_the_table() -> None:
    readers = {name for name in values.__all__ if name.startswith("read_")} - {"read_choice"}
    assert {reader for reader, _, _ in rows()} == readers
    noted = {word for _, _, result in rows() for word in result.split() if word[0] == "E" and word[1:].isdigit()}
    assert {code for code in catalogue() if "E0401" <= code <= LAST} <= noted


def test_a_fix_makes_the_value_good() -> None:
    for reader, text, _ in rows():
        value, notes = read(reader, text)
        for fix in [fix for note in notes for fix in note.fixes if value is None]:
            ((span, new),) = fix.edits
            mended = text[: span.start - AT] + new + text[span.end - AT :]
            assert read(reader, mended)[0] is not None, (text, mended)


def test_a_choice_names_the_nearest() -> None:
    notes = Notes()
    choices = ("imagined", "explained", "evidence")
    assert values.read_choice(notes, Text("EVIDENCE", Span("t", 0, 8)), choices) == "evidence"
    assert values.read_choice(notes, Text("evidance", Span("t", 0, 8)), choices) is None
    assert values.read_choice(notes, Text("zzz", Span("t", 9, 12)), choices) is None
    assert [note.hints for note in notes] == [
        ("did you mean `evidence`?",),
        ("it can be `imagined`, `explained`, `evidence`",),
    ]


def test_corners_that_commas_took_apart_are_put_together() -> None:
    written = "at 2s, quad 12% 20%, 88% 22%,  86% 70%, 14% 68%, matte"
    pieces = ("at 2s", "quad 12% 20%", "88% 22%", "86% 70%", "14% 68%", "matte")
    starts = [written.index(piece) for piece in pieces]
    texts = tuple(Text(piece, Span("t", at, at + len(piece))) for piece, at in zip(pieces, starts, strict=True))
    gathered = entries(texts)
    assert [text.value for text in gathered] == ["at 2s", "quad 12% 20%, 88% 22%,  86% 70%, 14% 68%", "matte"]
    assert [written[text.span.start : text.span.end] for text in gathered] == [text.value for text in gathered]


def test_names_that_two_stages_know_are_the_same() -> None:
    assert get_args(Axis) == values.AXES
    assert values.RATES is RATES


WORDS = (
    "push in",
    "pull out",
    "pan left",
    "pan right",
    "dolly in",
    "medium close-up",
    "close-up",
    "static",
    "推镜头",
    "中近景",
)
SLIPS = [
    ("puhs in", "push in"),
    ("push", "push in"),
    ("in push", "push in"),
    ("pan lfet", "pan left"),
    ("PAN  LEFT", "pan left"),
    ("close up", "close-up"),
    ("statc", "static"),
    ("推镜", "推镜头"),
    ("中近", "中近景"),
    ("ｓｔａｔｉｃ", "static"),
    ("waltz", None),
    ("", None),
    ("雨", None),
]


@pytest.mark.parametrize(("word", "meant"), SLIPS)
def test_nearest(word: str, meant: str | None) -> None:
    assert (nearest(word, WORDS) or [None])[0] == meant
    assert len(nearest(word, WORDS, limit=2)) <= 2


def test_nearest_is_quick() -> None:
    many = [f"word {number} of {number % 37}" for number in range(1000)]
    started = time.process_time()
    assert nearest("wrod 512 of 31", many)[0] == "word 512 of 31"
    assert time.process_time() - started < 1
    print(f"nearest of 1000: {(time.process_time() - started) * 1000:.0f} ms")
