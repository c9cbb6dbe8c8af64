"""The board: what a run of the schedule is doing, drawn again and again on a terminal, in plain lines elsewhere.

board = board_for(console, Tally(tasks, limits), money)
async with drawn(board, console):
    report = await run(tasks, limits, work, board.see)
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Protocol

from filmc.produce.schedule.event import Event
from filmc.produce.schedule.tally import Tally
from filmc.tools.board.live import Live
from filmc.tools.board.plain import Plain
from filmc.tools.board.typed import unseen
from filmc.tools.console import Console

PAUSE = 0.1
"""Seconds between two drawings, at least."""


class Board(Protocol):
    """A face of a run. No method raises for a stream that nobody reads any more."""

    def see(self, event: Event) -> None:
        """Take in what happened: a watcher for `run`."""

    def draw(self, now: float) -> None:
        """Show where the run stands at `now`, on the run's clock, if there is something new."""

    def clear(self) -> None:
        """Make way for other words."""


class Silent:
    """For `--json` and `--quiet`: the tally is kept, nothing is shown."""

    def __init__(self, tally: Tally) -> None:
        self.see = tally.see

    def draw(self, now: float) -> None:
        """Draw nothing."""

    def clear(self) -> None:
        """Be in nobody's way."""


def board_for(console: Console, tally: Tally, money: Callable[[int], str]) -> Board:
    """Return the board that suits the console and stderr; `money` shows micro-units for people."""
    if console.quiet or console.as_json:
        return Silent(tally)
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        return Live(tally, sys.stderr, money, colour=console.colour)
    return Plain(tally, sys.stderr, money)


@asynccontextmanager
async def drawn(board: Board, console: Console) -> AsyncIterator[None]:
    """Draw the board as time goes by; other words of the console find it out of their way. It ends without debris."""
    with unseen():
        ticking = asyncio.create_task(_tick(board))
        try:
            with console.making_way(board.clear):
                yield
        finally:
            ticking.cancel()
            with suppress(asyncio.CancelledError):
                await ticking
            board.clear()


async def _tick(board: Board) -> None:
    loop = asyncio.get_running_loop()
    while True:
        board.draw(loop.time())
        await asyncio.sleep(PAUSE)
