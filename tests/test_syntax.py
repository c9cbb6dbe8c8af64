"""Text, page, printer and values: cases in `suite/syntax/`, and tables of positions, encodings and values here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness import Case, cases, check, outline

from filmc.base.codes import catalogue
from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.frontend.ast import Cue, File, walk
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.frontend.text import decode


def parse_case(notes: Notes, case: Case) -> File:
    return parse(notes, case.sources["main.film"])


@pytest.mark.parametrize("case", cases("syntax"), ids=str)
def test_case(case: Case) -> None:
    tree = check(case, parse_case)
    assert isinstance(tree, File)
    if case.outline is not None:
        show = format_file if case.home.stem == "formatted" else outline
        assert show(tree) == case.outline
    if not any(expected.code.startswith("E") for expected in case.expected):
        again = parse(Notes(), Source("main.film", format_file(tree)))
        assert again == tree
        assert format_file(again) == format_file(tree)


STAGES = ("E01", "W01", "E02", "W02", "E07")


@pytest.mark.parametrize("code", [code for code in catalogue() if code.startswith(STAGES)])
def test_the_examples_of_a_code_show_it(code: str) -> None:
    entry = catalogue()[code]
    for example, shown in ((entry.wrong, True), (entry.right, False)):
        notes = Notes()
        parse(notes, decode(notes, "main.film", example.text.encode() if example.raw is None else example.raw))
        if code in ("E0701", "E0702") or not code.startswith("E07"):
            assert ([note.code for note in notes] == [code]) is shown, f"{code}: {list(notes)}"


FILM = "film T\n    key: {}\n"
ENCODINGS = [
    # name, bytes, codes with span, what the value of `key` is
    ("plain", b"x", [], "x"),
    ("utf-8", "李华🎬".encode(), [], "李华🎬"),
    ("nfd", b"e\xcc\x81", [], "\u00e9"),
    ("latin-1", b"caf\xe9", [("E0101", 19, 20)], "caf\ufffd"),
    ("cut off", b"\xe6\x9d", [("E0101", 16, 17)], "\ufffd"),
    ("two faults, one note", b"\xff\xfe x \xff", [("E0101", 16, 17)], "\ufffd\ufffd x \ufffd"),
    ("surrogate", b"\xed\xa0\x80", [("E0101", 16, 17)], "\ufffd\ufffd\ufffd"),
    ("overlong", b"\xc0\xaf", [("E0101", 16, 17)], "\ufffd\ufffd"),
    ("gbk", "你好".encode("gbk"), [("E0101", 16, 17)], None),
    ("nul", b"a\0b", [("E0103", 17, 18)], "a\0b"),
    ("escape", b"a\x1b[2Jb", [("E0103", 17, 18)], "a\x1b[2Jb"),
    ("a run of controls", b"a\x01\x02\x03b", [("E0103", 17, 20)], "a\x01\x02\x03b"),
    ("delete", b"a\x7fb", [("E0103", 17, 18)], "a\x7fb"),
    ("c1", "a\x9bb".encode(), [("E0103", 17, 18)], "a\x9bb"),
    ("tab is none", b"a\tb", [], "a\tb"),
    ("bidi in pairs", "a \u2067שלום\u2069 b".encode(), [], "a \u2067שלום\u2069 b"),
    ("bidi left open", "a \u202eb".encode(), [("E0104", 18, 19)], "a \u202eb"),
    ("bidi crossed", "\u202a\u2066\u202c\u2069".encode(), [("E0104", 16, 17)], "\u202a\u2066\u202c\u2069"),
    ("bidi closed only", "a\u202cb".encode(), [("E0104", 17, 18)], "a\u202cb"),
    ("arabic needs none", "مطر".encode(), [], "مطر"),
    ("zero-width space", "a\u200bb".encode(), [("W0105", 17, 18)], "a\u200bb"),
    ("stray mark", "a\ufeffb".encode(), [("W0105", 17, 18)], "a\ufeffb"),
    ("soft hyphen", "a\u00adb".encode(), [("W0105", 17, 18)], "a\u00adb"),
    ("line separator", "a\u2028b".encode(), [("W0105", 17, 18)], "a\u2028b"),
    ("joiners of emoji are fine", "👩\u200d🚀".encode(), [], "👩\u200d🚀"),
    ("cyrillic A", "\u0410nna".encode(), [("W0106", 16, 20)], "\u0410nna"),
    ("greek O", "R\u039fOM".encode(), [("W0106", 16, 20)], "R\u039fOM"),
    ("all cyrillic", "Анна".encode(), [], "Анна"),
    ("two words, two scripts", "Anna Анна".encode(), [], "Anna Анна"),
    ("micro and delta are no look-alikes", "5μm Δt".encode(), [], "5μm Δt"),
    ("latin with marks", "Žofie Łukasz".encode(), [], "Žofie Łukasz"),
]


@pytest.mark.parametrize(
    ("value", "expected", "read"), [row[1:] for row in ENCODINGS], ids=[row[0] for row in ENCODINGS]
)
def test_encoding(value: bytes, expected: list[tuple[str, int, int]], read: str | None) -> None:
    notes = Notes()
    tree = parse(notes, decode(notes, "t", FILM.encode().replace(b"{}", value)))
    assert [(note.code, note.span.start, note.span.end) for note in notes] == expected
    (cue,) = tree.blocks[0].cues
    assert cue.value
    assert read is None or cue.value.value == read


WHOLE = [
    # name, bytes, codes, headings that are read
    ("empty", b"", [], []),
    ("mark alone", b"\xef\xbb\xbf", [], []),
    ("mark", b"\xef\xbb\xbffilm T\n", [], ["T"]),
    ("two marks", b"\xef\xbb\xbf\xef\xbb\xbffilm T\n", ["W0105", "E0215"], []),
    ("no line end", b"film T", [], ["T"]),
    ("crlf", b"film T\r\n    a: b\r\nact U\r\n", [], ["T", "U"]),
    ("cr", b"film T\r    a: b\ract U\r", [], ["T", "U"]),
    ("mixed ends", b"film T\r\n    a: b\ract U\nact V", [], ["T", "U", "V"]),
    ("blank with spaces", b"film T\n   \n\t\n    a: b\n", [], ["T"]),
    ("spaces at the ends", b"film T  \n    a:  b  \nact U\t\n", [], ["T", "U"]),
    ("vertical tab is no line end", b"film T\x0bU\n", ["E0103"], ["T\x0bU"]),
    ("next line is none", "film T\x85U\n".encode(), ["E0103"], ["T\x85U"]),
    ("utf-16 le", "film T\n".encode("utf-16"), ["E0102"], ["T"]),
    ("utf-16 be", b"\xfe\xff" + "film T\n".encode("utf-16-be"), ["E0102"], ["T"]),
    ("utf-16 without mark", "film T\n".encode("utf-16-le"), ["E0102"], ["T"]),
    ("utf-16 be without mark", "film Tt\n".encode("utf-16-be"), ["E0102"], ["Tt"]),
    ("utf-32", "film T\n".encode("utf-32"), ["E0102"], ["T"]),
    ("utf-32 be", b"\x00\x00\xfe\xff" + "film T\n".encode("utf-32-be"), ["E0102"], ["T"]),
    ("binary", bytes(range(256)), ["E0101", "E0103", "E0103", "E0103", "E0103", "E0215"], []),
    ("too large", b"film T\n" + b"# x\n" * 2_100_000, ["E0701"], []),
    ("as large as may be", b"film T\n".ljust(8 * 1024 * 1024), [], ["T"]),
]


@pytest.mark.parametrize(("data", "codes", "names"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_whole_file(data: bytes, codes: list[str], names: list[str]) -> None:
    notes = Notes()
    tree = parse(notes, decode(notes, "t", data))
    assert sorted(note.code for note in notes) == sorted(codes)
    assert [block.heading.subject.value for block in tree.blocks if block.heading.subject] == names


POSITIONS = [
    # text, what to look for, line and columns in characters, UTF-8 bytes and UTF-16 units, all from 0
    ("film T\n    a: x\n", "x", (1, 7, 7, 7)),
    ("film T\r\n    a: x\r\n", "x", (1, 7, 7, 7)),
    ("film T\r    a: x\r", "x", (1, 7, 7, 7)),
    ("film 李华🎬\n    李华🎬é：x\n", "x", (1, 9, 19, 10)),
    ("film 李华🎬x\n", "李华🎬x", (0, 5, 5, 5)),
    ("film T\n\ta: x\n", "x", (1, 4, 4, 4)),
    ("film T\n    a (at 2s, 雨, x): y\n", "x", (1, 17, 19, 17)),
    ("film T\n    a (at 2s, 雨, x): 🎬y\n", "🎬y", (1, 21, 23, 21)),
    ("film T\u2028U\n    a: x\n", "x", (1, 7, 7, 7)),
    ("# 🎬\n\n\nfilm T\n  # é\n    a: b\n        c: 🎬 x\n", "🎬 x", (6, 11, 11, 11)),
    ("setup 过肩（近，x）\n", "x", (0, 11, 21, 11)),
    ("character L\n    as 老x\n", "老x", (1, 7, 7, 7)),
]


@pytest.mark.parametrize(("text", "wanted", "position"), POSITIONS, ids=[str(at) for at in range(len(POSITIONS))])
def test_position(text: str, wanted: str, position: tuple[int, int, int, int]) -> None:
    source = Source("t", text)
    spans = [found for found in texts(parse(Notes(), source)) if found[0] == wanted]
    ((_, span),) = spans
    assert text[span.start : span.end] == wanted
    assert source.position(span.start) == position


def texts(tree: File):
    for item in walk(tree):
        if isinstance(item, Cue):
            pieces = [item.key, *item.how, item.value]
        elif hasattr(item, "heading"):
            pieces = [item.heading.label, item.heading.subject, *item.heading.parameters]
        else:
            continue
        yield from ((piece.value, piece.span) for piece in pieces if piece)


def test_tables_are_cached_where_they_can_be(tmp_path: Path) -> None:
    program = "from filmc.frontend.parse import *; print(len(parse(Notes(), Source('t', 'film T')).blocks))"

    def run(folder: str) -> str:
        environment = {**os.environ, "FILMC_CACHE": folder}
        return subprocess.run(
            [sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True
        ).stdout.strip()

    assert run(str(tmp_path / "new")) == "1"
    (tables,) = (tmp_path / "new").iterdir()
    tables.write_bytes(tables.read_bytes()[:1000])
    assert run(str(tmp_path / "new")) == "1"
    assert tables.stat().st_size > 1000
    (tmp_path / "file").write_text("no folder")
    assert run(str(tmp_path / "file")) == "1"
