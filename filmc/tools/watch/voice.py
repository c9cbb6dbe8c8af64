"""How `filmc watch` talks: a line for each save, begun when it is known and ended when the preview is there."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from typing import Any

from filmc.tools.console import SCHEMA, Console
from filmc.tools.report import Found
from filmc.tools.report.cells import clipped
from filmc.tools.report.terminal import report

_PAUSE = 0.1
"""Seconds between two drawings of how far the preview is."""


def clock() -> str:
    """Return the time of day."""
    return time.strftime("%H:%M:%S")


class Voice:
    """Says lines on stderr, or events on stdout as an object a line. BrokenPipeError where nobody is there any more."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._line = ""
        self._drawn = 0.0
        self._terminal = sys.stderr.isatty()

    @property
    def colour(self) -> bool:
        """Whether it talks in colour."""
        return self._console.colour

    @property
    def begun(self) -> bool:
        """Whether a line is begun and not ended."""
        return bool(self._line)

    def begin(self, text: str) -> None:
        """Begin a line, with the time before it."""
        self.end("")
        self._line = f"{clock()}  {text}"
        self._say(self._line)

    def go_on(self, done: int, total: int, stage: str) -> None:
        """Show on a terminal how far it is; elsewhere nothing."""
        now = time.monotonic()
        if not self._terminal or not self._line or self._console.quiet or now - self._drawn < _PAUSE:
            return
        self._drawn = now
        columns = shutil.get_terminal_size((80, 24)).columns
        self._say(f"\r\x1b[2K{clipped(f'{stage} {done} of {total}  {self._line}', columns - 1)}")

    def end(self, text: str) -> None:
        """End the line that was begun, with `text`."""
        if not self._line:
            return
        again = f"\r\x1b[2K{self._line}" if self._drawn else ""
        self._say(f"{again}{'; ' if text else ''}{text}\n")
        self._line, self._drawn = "", 0.0

    def line(self, text: str) -> None:
        """Say a whole line."""
        self.begin(text)
        self.end("")

    def aside(self, text: str) -> None:
        """Say a whole line, from any thread, and go on with the one that was begun."""
        begun = self._line
        before = "\r\x1b[2K" if self._drawn else "\n" if begun else ""
        self._say(f"{before}{clock()}  {text}\n{begun}")

    def diagnostics(self, found: Found) -> None:
        """Show diagnostics with their excerpts."""
        if not self._console.as_json:
            self.end("")
            self._say(report(found))

    def event(self, kind: str, **fields: Any) -> None:
        """Print an event as one JSON object on one line."""
        if self._console.as_json:
            told = {"filmc": SCHEMA, "command": self._console.command, "event": kind, "at": clock(), **fields}
            _safely(lambda: self._console.write(json.dumps(told, ensure_ascii=False, default=str) + "\n"))

    def _say(self, text: str) -> None:
        if self._console.as_json:
            return
        _safely(lambda: print(text, end="", file=sys.stderr, flush=True))


def _safely(say: Callable[[], object]) -> None:
    """Say something; a terminal that was closed is a reader who has gone."""
    try:
        say()
    except (OSError, ValueError):
        raise BrokenPipeError from None
