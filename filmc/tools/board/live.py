"""The board on a terminal: a few lines at the bottom, drawn over themselves, that leave nothing behind."""

from __future__ import annotations

import os
import re
from typing import TextIO

from filmc.produce.schedule.event import Event
from filmc.produce.schedule.tally import Tally
from filmc.tools.board.lines import Money, Screen, is_lasting, lines, told
from filmc.tools.console import tell
from filmc.tools.report.cells import width

_USUAL = os.terminal_size((80, 24))
_COLOURING = re.compile(r"\x1b\[[0-9;]*m")


class Live:
    """Each drawing is one write, over the last one and without erasing it first, so that nothing flickers.

    The cursor waits below the last line. Where the terminal has become narrower, what was drawn has become higher,
    as terminals wrap lines that were whole.
    """

    def __init__(self, tally: Tally, stream: TextIO, money: Money, *, colour: bool) -> None:
        self._tally, self._stream, self._money, self._colour = tally, stream, money, colour
        self._drawn: list[str] = []
        self._columns = 0
        self._lasting: list[str] = []

    def see(self, event: Event) -> None:
        """Take in what happened; trouble gets a line that stays above the board."""
        self._tally.see(event)
        if is_lasting(event):
            self._lasting.append(told(event, self._tally, self._money))

    def draw(self, now: float) -> None:
        """Draw the board, unless it stands there already."""
        size = self._size()
        frame = lines(self._tally, now, Screen(size.columns, size.lines, self._colour), self._money)
        if (frame, size.columns) != (self._drawn, self._columns) or self._lasting:
            self._replace(frame, size)

    def clear(self) -> None:
        """Take the board away, and write what is to stay."""
        if self._drawn or self._lasting:
            self._replace([], self._size())

    def _replace(self, frame: list[str], size: os.terminal_size) -> None:
        """Write the lines that stay and then `frame`, from where the drawn ones begin."""
        up = min(sum(_height(line, size.columns) for line in self._drawn), size.lines - 1)
        rewind = f"\x1b[{up}A\r" if up else "\r"
        self._write(rewind + "".join(f"{line}\x1b[K\n" for line in [*self._lasting, *frame]) + "\x1b[J")
        self._drawn, self._columns = frame, size.columns
        self._lasting.clear()

    def _size(self) -> os.terminal_size:
        """Return the terminal's size; some tell none, or zero."""
        try:
            size = os.get_terminal_size(self._stream.fileno())
        except (OSError, ValueError):
            return _USUAL
        return size if size.columns > 0 and size.lines > 1 else _USUAL

    def _write(self, text: str) -> None:
        tell(self._stream, text)


def _height(line: str, columns: int) -> int:
    """Return the rows that a terminal needs for a line: a wide character is never cut in two."""
    rows, filled = 1, 0
    for character in _COLOURING.sub("", line):
        cells = width(character)
        if filled + cells > columns:
            rows, filled = rows + 1, 0
        filled += cells
    return rows
