"""The two streams: data on stdout, talk and progress on stderr, colour only for a person."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from filmc.tools.colour import wants_colour

SCHEMA = 1
"""Version of the object that `--json` prints."""


class Console:
    """How a command talks: `quiet` keeps progress away, `as_json` makes stdout one JSON object."""

    def __init__(self, command: str = "", *, quiet: bool = False, as_json: bool = False, colour: bool = False) -> None:
        self.command = command
        self.quiet = quiet
        self.as_json = as_json
        self.colour = colour
        self._progress: Progress | None = None
        self._clear: Callable[[], None] | None = None

    @staticmethod
    def configure(parser: argparse.ArgumentParser) -> None:
        """Give a command the options that all share."""
        talk = parser.add_argument_group("how it talks")
        talk.add_argument("--json", action="store_true", help="print one JSON object on stdout and nothing else")
        talk.add_argument("--quiet", "-q", action="store_true", help="no progress")
        talk.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour (default: auto)")

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Console:
        """Return the console that the arguments and the environment ask for."""
        return cls(
            arguments.command,
            quiet=arguments.quiet,
            as_json=arguments.json,
            colour=wants_colour(arguments.color, terminal=sys.stderr.isatty()),
        )

    def say(self, text: str) -> None:
        """Tell a person something, on stderr."""
        self.done()
        tell(sys.stderr, text + "\n")

    def write(self, text: str) -> None:
        """Write data, on stdout."""
        self.done()
        sys.stdout.write(text)
        sys.stdout.flush()

    def answer(self, ok: bool, **fields: Any) -> None:  # noqa: FBT001 -- `ok` is what the object says first
        """Print the one JSON object of `--json`."""
        import json  # noqa: PLC0415  -- only `--json` needs it

        answer = {"filmc": SCHEMA, "command": self.command, "ok": ok, **fields}
        self.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")

    def progress(self, done: int, total: int, stage: str) -> None:
        """Show how far `stage` is; the first second of a stage shows nothing."""
        if self.quiet or self._clear:
            return
        if self._progress is None:
            self._progress = Progress(sys.stderr)
        self._progress.show(stage, done, total)

    @contextmanager
    def making_way(self, clear: Callable[[], None]) -> Iterator[None]:
        """Call `clear` before other words, for as long as something else shows the progress on stderr."""
        self._clear = clear
        try:
            yield
        finally:
            self._clear = None

    def done(self) -> None:
        """Take the progress line away before other words."""
        if self._progress:
            self._progress.clear()
        if self._clear:
            self._clear()


class Progress:
    """One line that is drawn again on a terminal; on anything else a plain line every few seconds."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._stage = ""
        self._began = 0.0
        self._shown = 0.0
        self._drawn = False

    def show(self, stage: str, done: int, total: int) -> None:
        """Draw `done` of `total` of `stage`, with the time left."""
        now = time.monotonic()
        if stage != self._stage:
            self.clear()
            self._stage, self._began, self._shown = stage, now, now
        pause = 0.1 if self.stream.isatty() else 5.0
        if now - self._began < 1.0 or now - self._shown < pause:
            return
        self._shown = now
        self._draw(self._line(stage, done, total, now - self._began))

    def _line(self, stage: str, done: int, total: int, elapsed: float) -> str:
        share = done / total if total else 1.0
        left = f", {elapsed / share - elapsed:.0f} s left" if share > 0.02 else ""
        if not self.stream.isatty():
            return f"{stage}: {done} of {total}{left}"
        full = round(share * 24)
        return f"{stage:<18} {'█' * full}{'░' * (24 - full)} {done}/{total}{left}"

    def _draw(self, line: str) -> None:
        self._drawn = self.stream.isatty()
        tell(self.stream, f"\r\x1b[2K{line}" if self._drawn else line + "\n")

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            tell(self.stream, "\r\x1b[2K")
            self._drawn = False


def tell(stream: TextIO, text: str) -> None:
    """Tell a person something. Where nobody reads any more, the work goes on."""
    with suppress(OSError, ValueError):
        stream.write(text)
        stream.flush()
