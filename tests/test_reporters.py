"""Each reporter shows the same diagnostics: snapshots of the whole text, and carets that stand under the right cells."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from pytest_snapshot.plugin import Snapshot

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.base.source import Source
from filmc.tools.report import Found, terminal
from filmc.tools.report.cells import neutral, width

SOURCE = Source(
    "scenes/exam.film",
    "scene EXT. 街道 - NIGHT\n"
    "    李华 (悲伤👩‍👩‍👧‍👦): é\t你好吗\u202eabc\n"
    "    shot wide, pan lefft, 5s\n"
    "        She walks.\n"
    "        " + "very " * 80 + "bad word here\n",
)


def found(*, colour: bool = False) -> Found:
    notes = Notes()

    def at(text: str, size: int | None = None) -> tuple[int, int]:
        start = SOURCE.text.index(text)
        return start, start + (len(text) if size is None else size)

    notes.add(
        "E0312",
        SOURCE.span(*at("你好吗")),
        "nobody is called `你好吗`",
        "declare it: character 你好吗",
        labels=[Label(SOURCE.span(*at("李华")), "the speaker of this line")],
    )
    lefft = SOURCE.span(*at("lefft"))
    notes.add(
        "E0320",
        lefft,
        "no move is called `pan lefft`",
        fixes=[Fix("write `pan left`", (Edit(lefft, "left"),), safe=True)],
    )
    notes.add("W0501", SOURCE.span(*at("shot wide", 55)), "this shot is longer than it looks")
    notes.add("H0502", SOURCE.span(*at("bad word")), "far to the right")
    notes.add("E0601", SOURCE.span(len(SOURCE.text), len(SOURCE.text)), "the end of the file")
    return Found(notes.found, {SOURCE.file: SOURCE}, colour)


@pytest.mark.parametrize("reporter", ["terminal", "short", "json", "sarif"])
def test_reporter(reporter: str, snapshot: Snapshot) -> None:
    text = import_module(f"filmc.tools.report.{reporter}").report(found())
    snapshot.assert_match(text, f"{reporter}.txt")


def test_colour_changes_no_letter() -> None:
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", terminal.report(found(colour=True))) == terminal.report(found())


def test_nothing_of_the_source_reaches_the_terminal_as_control() -> None:
    text = neutral("".join(map(chr, [*range(0x20), 0x7F, 0x9B, 0x202E, 0x2066, 0xFEFF])))
    assert text.isprintable()


@pytest.mark.parametrize(
    ("text", "cells"),
    [("abc", 3), ("你好", 4), ("é", 1), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("ｱ", 1), ("한", 2), ("שלום", 4), ("", 0)],
)
def test_cells(text: str, cells: int) -> None:
    assert width(text) == cells


def test_carets_stand_under_the_fault() -> None:
    lines = terminal.report(found()).splitlines()
    for index, line in enumerate(lines):
        if "^" in line and "bad" not in lines[index - 1]:
            start = width(line[: line.index("^")])
            above = lines[index - 1]
            cells, character = 0, 0
            while cells < start:
                character += 1
                cells = width(above[:character])
            assert cells == start


def test_json_tells_positions_in_three_units() -> None:
    objects = json.loads(import_module("filmc.tools.report.json").report(found()))
    start = objects[0]["span"]["start"]
    assert start == {"line": 1, "character": 22, "byte": 49, "utf16": 26}
    assert objects[1]["fixes"][0]["edits"][0]["text"] == "left"
