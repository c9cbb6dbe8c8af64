"""Text → lines with their depth of nesting: the only place that looks at indentation, and says what is wrong with it.

Columns: a tab stands for four, a full-width space for two, any other white space for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.source import Source

DEEPEST = 64
"""Levels of indentation that a file may have."""

TAB = 4

_LINE = re.compile(r"([^\S\r\n]*)([^\r\n]*)(?:\r\n?|\n|\Z)")


_MARGIN = re.compile(r"[\r\n](?=[^\s#])")
"""Ends the line before one that says something and is not indented."""

_Raw = tuple[int, int, str, str]
"""Start of the text, end of the line, indentation, first character."""


class Line(NamedTuple):
    """One line: where its text begins and ends (without the indentation), how deep it nests, its first character.

    `mark` is empty for a blank line and `#` for a comment. Both nest like the line that they belong to.
    """

    start: int
    end: int
    depth: int
    mark: str
    width: int
    """Characters of indentation before `start`."""


def sections(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sections of a text: each but the first begins with a line at the left margin.

    How deep a line nests depends on lines of its own section only.
    """
    start = 0
    for margin in _MARGIN.finditer(text):
        yield start, margin.end()
        start = margin.end()
    yield start, len(text)


def lay_out(notes: Notes, source: Source, start: int = 0, end: int | None = None) -> list[Line]:
    """Return every line of `source`, or of its section `start` to `end`, with its depth.

    Codes: E0202, E0203, E0702.
    """
    return _Levels(notes, source).place(_raw_lines(source.text, start, len(source.text) if end is None else end))


def margins(source: Source, lines: Iterable[Line]) -> dict[str, None]:
    """Return the indentations of the lines that say something, each once, in order."""
    found = [(line.start - line.width, line.start) for line in lines if line.width and line.mark not in ("", "#")]
    return dict.fromkeys([source.text[start:end] for start, end in found])


def check_margins(notes: Notes, source: Source, used: Iterable[str]) -> None:
    """Note, once a file, that lines are indented by other characters than the first indented line. Code E0201.

    `used` are the file's `margins`.
    """
    usual = ""
    for indent in used:
        usual = usual or _usual(indent)
        if indent.strip(usual):
            _note_odd(notes, source, usual)
            return


def _usual(indent: str) -> str:
    return "\t" if indent[0] == "\t" else " "


def _raw_lines(text: str, first: int, last: int) -> list[_Raw]:
    """Return start of text, end, indentation and first character of each line; the last line only if it has text."""
    lines = [
        (found.start(2), found.end(2), found[1], text[found.start(2) : found.start(2) + 1] if found[2] else "")
        for found in _LINE.finditer(text, first, last)
    ]
    if lines and not lines[-1][3]:
        lines.pop()
    return lines


def _column(indent: str) -> int:
    if indent.isascii() and "\t" not in indent:
        return len(indent)
    return sum(TAB if mark == "\t" else 2 if mark == "\u3000" else 1 for mark in indent)


def _note_odd(notes: Notes, source: Source, usual: str) -> None:
    raw = _raw_lines(source.text, 0, len(source.text))
    indented = [(start, indent) for start, _, indent, mark in raw if indent and mark not in ("", "#")]
    odd = [(start, indent) for start, indent in indented if indent.strip(usual)]
    start, indent = odd[0]
    edits = [
        Edit(
            source.span(start - len(indent), start),
            "\t" * (_column(indent) // TAB) if usual == "\t" else " " * _column(indent),
        )
        for start, indent in odd
    ]
    names = {"\t": "tabs", " ": "spaces"}
    other = names.get(indent.strip(usual)[0], "other white space")
    notes.add(
        "E0201",
        source.span(start - len(indent), start),
        f"this line is indented with {other}, but the file began with {names[usual]}",
        f"indent every line of the file with {names[usual]}",
        fixes=[Fix(f"indent with {names[usual]}", tuple(edits))],
    )


class _Levels:
    """The open levels while the lines go by: `columns` is the column at which each began."""

    def __init__(self, notes: Notes, source: Source) -> None:
        self.notes = notes
        self.source = source
        self.columns: list[int] = []
        self.lines: list[Line] = []
        self.waiting: list[_Raw] = []
        """Blank lines and comments, until the next line tells how deep they are."""
        self.too_deep = False

    def place(self, raw: list[_Raw]) -> list[Line]:
        columns, lines = self.columns, self.lines
        for line in raw:
            start, end, indent, mark = line
            if mark in ("", "#"):
                self.waiting.append(line)
                continue
            column = _column(indent)
            if columns and column == columns[-1] and not self.waiting:
                lines.append(Line(start, end, len(columns) - 1, mark, len(indent)))
                continue
            open_before = list(columns) if self.waiting else columns
            depth = self.depth(line, column)
            self.settle(open_before, depth)
            lines.append(Line(start, end, depth, mark, len(indent)))
        self.settle(list(columns), 0)
        return lines

    def depth(self, line: _Raw, column: int) -> int:
        """Open or close levels for a line of text at `column`, and return its depth."""
        columns = self.columns
        if not columns:
            columns.append(column)
            if column:
                self.note_first(line)
            return 0
        if column > columns[-1]:
            if len(columns) > DEEPEST:
                self.note_depth(line)
                return len(columns) - 1
            columns.append(column)
            return len(columns) - 1
        closed = columns[-1]
        while columns and columns[-1] > column:
            closed = columns.pop()
        if not columns:
            columns.append(column)
        elif columns[-1] != column:
            columns.append(closed)
            self.note_uneven(line, column)
        return len(columns) - 1

    def settle(self, columns: list[int], depth: int) -> None:
        """Give the waiting lines their depth: the next line is at `depth`, the lines before had `columns` open.

        A comment stays in the deepest level that its own column reaches; a blank line goes with what follows it.
        """
        if not self.waiting:
            return
        placed: list[Line] = []
        reached = len(columns)
        for start, end, indent, mark in self.waiting:
            level = depth
            if mark == "#" and depth < reached:
                column = _column(indent)
                level = max(depth, sum(1 for opened in columns[:reached] if opened < column))
                reached = level
            placed.append(Line(start, end, level, mark, len(indent)))
        for index in range(len(placed) - 1, -1, -1):
            if not placed[index].mark and index + 1 < len(placed):
                placed[index] = placed[index]._replace(depth=placed[index + 1].depth)
        self.lines += placed
        self.waiting.clear()

    def note_first(self, line: _Raw) -> None:
        start, _, indent, _ = line
        span = self.source.span(start - len(indent), start)
        self.notes.add(
            "E0203",
            span,
            "the first line of a file is not indented",
            "begin it at the left margin",
            fixes=[Fix("remove the indentation", (Edit(span, ""),))],
        )

    def note_uneven(self, line: _Raw, column: int) -> None:
        """Note a line between two levels; it counts to the deeper one."""
        outer, inner = self.columns[-2:]
        span = self.source.span(line[0] - len(line[2]), line[0])
        self.notes.add(
            "E0202",
            span,
            f"this line is indented by {column}, between the levels at {outer} and {inner}",
            f"indent it by {inner} like the line before, or by {outer} to go on outside",
            fixes=[Fix(f"indent it by {inner}", (Edit(span, " " * inner),))],
        )

    def note_depth(self, line: _Raw) -> None:
        """Note, once a file, that the levels are too many; deeper lines count to the deepest level."""
        if not self.too_deep:
            self.too_deep = True
            start, end, _, _ = line
            self.notes.add(
                "E0702",
                self.source.span(start, end),
                f"this line is indented deeper than {DEEPEST} levels",
                "a shot needs three levels, a cue's modifiers four",
            )
