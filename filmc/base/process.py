"""Running other programs: an argument list (never a shell), a clean environment, and no orphan left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO

from filmc.base.record import record

_KEPT = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_GROUPS = os.name == "posix"


@record
class Answer:
    """What a program that has ended left: its exit code (negative: killed by that signal), output and messages."""

    code: int
    output: bytes
    messages: str


@record
class Program:
    """A program that is running, with pipes to feed it or read from it."""

    process: subprocess.Popen[bytes]
    log: IO[bytes]

    @property
    def stdin(self) -> IO[bytes]:
        """The pipe into the program."""
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def stdout(self) -> IO[bytes]:
        """The pipe out of the program."""
        assert self.process.stdout is not None
        return self.process.stdout

    def messages(self, limit: int = 2000) -> str:
        """Return the last `limit` bytes of what it said on standard error."""
        size = self.log.seek(0, os.SEEK_END)
        self.log.seek(max(0, size - limit))
        return self.log.read().decode("utf-8", "replace").strip()

    def ended(self, seconds: float) -> int:
        """Return its exit code once it has ended. TimeoutError where that takes more than so many seconds."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"a program took longer than {seconds:g} seconds") from None

    def kill(self) -> None:
        """End the program and all that it started, at once."""
        with suppress(ProcessLookupError):
            if _GROUPS:
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()


_RUNNING: dict[int, Program] = {}
"""Every program that runs now, from whatever thread, by its process id."""


def stop_all() -> None:
    """Kill every program that is running: for an interrupt, which reaches only one thread."""
    for program in list(_RUNNING.values()):
        program.kill()


@contextmanager
def started(arguments: Sequence[str], *, feed: bool = False, read: bool = False) -> Iterator[Program]:
    """Start a program in a process group of its own; on leaving, whatever still runs of it is killed.

    `feed` and `read` open pipes to its standard input and from its standard output. Its messages go to an unnamed
    file: a pipe that nobody empties would stop it. OSError where it can not be started.
    """
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            list(arguments),
            stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
            stdout=subprocess.PIPE if read else subprocess.DEVNULL,
            stderr=log,
            env=clean_environment(),
            process_group=0 if _GROUPS else None,
        )
        program = _RUNNING[process.pid] = Program(process, log)
        try:
            yield program
        finally:
            _end(program)
            del _RUNNING[process.pid]


def _end(program: Program) -> None:
    if program.process.poll() is None:
        program.kill()
    for pipe in (program.process.stdin, program.process.stdout):
        if pipe:
            with suppress(OSError):
                pipe.close()
    program.process.wait()


def run(arguments: Sequence[str], *, timeout: float | None = None) -> Answer:
    """Run a program to its end; it is killed after `timeout` seconds (TimeoutError). OSError: it can not be started."""
    with started(arguments, read=True) as program:
        try:
            output, _ = program.process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"{arguments[0]} took longer than {timeout} seconds") from None
        return Answer(program.process.returncode, output, program.messages(20_000))


def clean_environment() -> dict[str, str]:
    """Return the few variables that other programs get: no keys, no proxies, messages in plain English."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "AV_LOG_FORCE_NOCOLOR": "1"}
