"""A terminal small enough to be believed: what stands on it after a program wrote. What it does not know is a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from filmc.tools.report.cells import width

_TOKEN = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|(.)", re.DOTALL)


@dataclass
class Row:
    """One row: its characters, each with its cells, and whether the line goes on in the next row."""

    characters: list[str] = field(default_factory=list)
    goes_on: bool = False

    def cells(self) -> int:
        return sum(map(width, self.characters))


class Terminal:
    def __init__(self, columns: int, height: int = 24) -> None:
        self.columns, self.height = columns, height
        self.rows = [Row()]
        self.row = 0
        self.column = 0
        self.colours = 0

    def feed(self, text: str) -> None:
        for found in _TOKEN.finditer(text):
            number, letter, character = found.groups()
            if letter:
                self._command(letter, number)
            elif character == "\n":
                self._next_row()
                self.column = 0
            elif character == "\r":
                self.column = 0
            elif character != "\x03":  # what is typed comes back as it is, and a terminal shows nothing of it
                assert character.isprintable() or character == "\u200d", repr(character)
                self._put(character)

    def _command(self, letter: str, number: str) -> None:
        if letter == "m":
            self.colours += 1
        elif letter == "A":
            self.row = max(self.row - int(number or 1), len(self.rows) - self.height, 0)
        elif letter == "K":
            assert not number
            self._cut()
        elif letter == "J":
            assert not number
            self._cut()
            del self.rows[self.row + 1 :]
        else:
            raise AssertionError(f"unknown command {letter}")

    def _cut(self) -> None:
        row = self.rows[self.row]
        while row.cells() > self.column:
            row.characters.pop()
        row.goes_on = False

    def _put(self, character: str) -> None:
        cells = width(character)
        if self.column + cells > self.columns:
            self.rows[self.row].goes_on = True
            self._next_row()
            self.column = 0
        row = self.rows[self.row]
        if row.cells() <= self.column:
            row.characters += " " * (self.column - row.cells())
            row.characters.append(character)
        else:
            self._overwrite(row, character, cells)
        self.column += cells

    def _overwrite(self, row: Row, character: str, cells: int) -> None:
        """Put a character over others; a wide one that loses a half becomes a space."""
        laid = [part for each in row.characters for part in ([each] if width(each) < 2 else [each, ""])]
        for at in {self.column, self.column + cells - 1}:
            if at < len(laid) and laid[at] == "":
                laid[at - 1] = " "
        after = self.column + cells
        if after < len(laid) and laid[after] == "":
            laid[after] = " "
        laid[self.column : after] = [character] + [""] * (cells - 1)
        row.characters = [each for each in laid if each]

    def _next_row(self) -> None:
        self.row += 1
        if self.row == len(self.rows):
            self.rows.append(Row())

    def resize(self, columns: int) -> None:
        """Become narrower or wider; lines are wrapped anew, as most terminals do. The cursor stands in a row of its own."""
        lines, at = [[]], 0
        for number, row in enumerate(self.rows):
            if number == self.row:
                at = len(lines) - 1
            lines[-1] += row.characters
            if not row.goes_on:
                lines.append([])
        lines.pop()
        assert self.column == 0
        self.columns, self.rows, self.row = columns, [Row()], 0
        for number, line in enumerate(lines):
            self.column = 0
            if number:
                self._next_row()
            if number == at:
                place = self.row
            for character in line:
                self._put(character)
        self.row, self.column = place, 0

    def text(self) -> list[str]:
        """Return the lines from the first, without the spaces and empty lines at the end."""
        lines = [""]
        for row in self.rows:
            lines[-1] += "".join(row.characters)
            if not row.goes_on:
                lines.append("")
        lines = [line.rstrip() for line in lines]
        while lines and not lines[-1]:
            lines.pop()
        return lines
