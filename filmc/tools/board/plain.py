"""The board where nobody draws, as in a pipe or a log: a line for each beginning and end, now and then a summary."""

from __future__ import annotations

from typing import TextIO

from filmc.produce.schedule.event import Event
from filmc.produce.schedule.tally import Tally
from filmc.tools.board.lines import Money, summary, told
from filmc.tools.console import tell

PAUSE = 5.0
"""Seconds between two summaries, at least."""


class Plain:
    """Writes lines that stay."""

    def __init__(self, tally: Tally, stream: TextIO, money: Money) -> None:
        self._tally, self._stream, self._money = tally, stream, money
        self._summed: float | None = None

    def see(self, event: Event) -> None:
        """Write what happened."""
        self._tally.see(event)
        self._write(told(event, self._tally, self._money))

    def draw(self, now: float) -> None:
        """Write where the run stands, unless that was done a short time ago; the first seconds need none."""
        if self._summed is None:
            self._summed = now
        if now - self._summed < PAUSE:
            return
        self._summed = now
        self._write(summary(self._tally, now, self._money))

    def clear(self) -> None:
        """Stay: lines are in nobody's way."""

    def _write(self, line: str) -> None:
        tell(self._stream, line + "\n")
