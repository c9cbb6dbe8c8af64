"""The board of a run: snapshots of its lines, and a terminal on which nothing flickers and nothing is left behind."""

from __future__ import annotations

import argparse
import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from pytest_snapshot.plugin import Snapshot
from terminal import Terminal

import filmc
from filmc.produce.schedule.event import Closed, Ended, Event, Paused, Started
from filmc.produce.schedule.tally import Tally
from filmc.produce.schedule.task import Blocked, Done, Failed, Later, Limit, Stopped, Task
from filmc.tools.board import Silent, board_for
from filmc.tools.board.lines import Screen, lines
from filmc.tools.board.live import Live
from filmc.tools.board.plain import Plain
from filmc.tools.console import Console
from filmc.tools.report.cells import width

SOAK = bool(os.environ.get("FILMC_SOAK"))
ROOT = Path(filmc.__file__).parents[1]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def money(micros: int) -> str:
    return f"{micros / 1e6:.2f} USD"


LIMITS = {"kling:kling-2.5": Limit(4), "flux:pro": Limit(2), "local": Limit(2)}
TASKS = [
    Task("s1.still", (), "flux:pro", 12, 40_000, "exam/desk: still"),
    Task("s1.clip", ("s1.still",), "kling:kling-2.5", 180, 350_000, "exam/desk: clip"),
    Task("s2.still", (), "flux:pro", 12, 40_000, "街道/李华奔跑: 画面"),
    Task("s2.clip", ("s2.still",), "kling:kling-2.5", 180, 1_350_000, "街道/李华奔跑: 一段很长很长的视频，名字比屏幕还要宽"),
    Task("s3.still", (), "flux:pro", 12, 40_000, "roof\x1b[31m\n/bell: still"),
    Task("s3.clip", ("s3.still",), "kling:kling-2.5", 180, 350_000, "roof/bell: clip"),
    *(Task(f"x{n}", (), "local", 3.0, label=f"segment {n}") for n in range(12)),
    Task("join", ("s1.clip", "s2.clip", "s3.clip"), "local", 1, label="the film"),
]  # fmt: skip
BY_NAME = {task.name: task for task in TASKS}


def started(name: str, at: float) -> Event:
    return Started(BY_NAME[name], at)


def ended(name: str, ending: object, at: float, seconds: float | None = None) -> Event:
    return Ended(BY_NAME[name], ending, at, seconds)


BEGUN = [
    started("s1.still", 0), started("s2.still", 0), started("x0", 0), started("x1", 0), ended("x0", Done(), 3, 3),
    ended("s1.still", Done(cost=50_000), 15, 15), started("s1.clip", 15), ended("s2.still", Done(), 18, 18),
    started("s2.clip", 18), started("s3.still", 20),
]  # fmt: skip
TROUBLE = [
    *BEGUN, Paused(BY_NAME["s2.clip"], 40, 82), ended("s3.still", Failed("the provider says:\tno\x07", 10_000), 41, 21),
    ended("s3.clip", Blocked("s3.still"), 41), ended("join", Blocked("s3.still"), 41), Closed("local", 42, 7242),
    *(ended(f"x{n}", Later(7200), 42) for n in range(2, 12)), ended("x1", Stopped("by hand"), 43, 43),
]  # fmt: skip
CROWD = [*BEGUN, *(started(f"x{n}", 30 + n) for n in range(2, 12))]
OVER = [
    *(ended(task.name, Done(), 3000, 3000) for task in TASKS)
]  # fmt: skip
STORIES = {"nothing": [], "begun": BEGUN, "trouble": TROUBLE, "crowd": CROWD, "over": OVER}
SCREENS = [
    Screen(100, 30),
    Screen(80, 24),
    Screen(44, 10),
    Screen(20, 24),
    Screen(9, 5),
    Screen(2, 2),
    Screen(60, 24, colour=True),
]


def tally_of(story: list[Event]) -> Tally:
    tally = Tally(TASKS, LIMITS)
    for event in story:
        tally.see(event)
    return tally


@pytest.mark.parametrize("name", STORIES)
def test_lines(name: str, snapshot: Snapshot) -> None:
    shown = []
    for screen in SCREENS:
        drawn = lines(tally_of(STORIES[name]), 61.0, screen, money)
        assert len(drawn) < screen.rows
        assert all(width(COLOUR.sub("", line)) < screen.columns for line in drawn)
        assert all(COLOUR.sub("", line).isprintable() for line in drawn)
        assert screen.colour or not COLOUR.search("".join(drawn))
        size = f"{screen.columns} × {screen.rows}{', coloured' * screen.colour}"
        shown.append("\n".join([f"{size:─<{screen.columns}}", *drawn]).replace("\x1b", "^"))
    snapshot.assert_match("\n".join(shown) + "\n", f"{name}.txt")


def test_colour_changes_no_letter() -> None:
    plain, coloured = (lines(tally_of(TROUBLE), 61.0, Screen(80, 24, colour), money) for colour in (False, True))
    assert [COLOUR.sub("", line) for line in coloured] == plain
    assert coloured != plain


def test_a_pipe_gets_a_line_for_each_event_and_few_summaries(snapshot: Snapshot) -> None:
    stream = io.StringIO()
    plain = Plain(Tally(TASKS, LIMITS), stream, money)
    plain.draw(0)
    for event in TROUBLE:
        for tenth in range(int(event.at * 10)):
            plain.draw(tenth / 10)
        plain.see(event)
    plain.clear()
    assert stream.getvalue().count(" done, ") <= 43 / 5
    snapshot.assert_match(stream.getvalue(), "plain.txt")


class Shown(Live):
    """A board on a small terminal of ours."""

    def __init__(self, tally: Tally, terminal: Terminal) -> None:
        super().__init__(tally, io.StringIO(), money, colour=True)
        self.terminal = terminal
        self.writes = 0

    def _size(self) -> os.terminal_size:
        return os.terminal_size((self.terminal.columns, self.terminal.height))

    def _write(self, text: str) -> None:
        self.writes += 1
        self.terminal.feed(text)


@pytest.mark.parametrize("seed", range(100 if SOAK else 6))
def test_the_screen_holds_what_was_said_and_the_board_and_nothing_else(seed: int) -> None:
    random, said = Random(seed), []
    terminal = Terminal(80, 40)
    tally = Tally(TASKS, LIMITS)
    board = Shown(tally, terminal)
    now = 0.0
    for event in [*TROUBLE, *(event for event in OVER if event.task.name in ("s1.clip", "s2.clip"))]:
        now = max(now, event.at)
        board.see(event)
        if isinstance(event, Closed) or isinstance(getattr(event, "ending", None), Failed | Stopped):
            said.append(None)
        for _ in range(random.randrange(3)):
            terminal.resize(random.choice([80, 61, 40, 23, 12]))
            board.draw(now)
            now += random.random()
            expected = [
                COLOUR.sub("", line).rstrip() for line in lines(tally, now, Screen(terminal.columns, 40), money)
            ]
            board.draw(now)
            assert terminal.text()[-len(expected) :] == expected
            assert len(terminal.text()) == len(said) + len(expected)
        if random.random() < 0.3:
            board.clear()
            assert len(terminal.text()) == len(said)
            words = f"{len(said)}: somebody says 一句话 that is long enough for two rows of a small terminal"
            terminal.feed(words + "\n")
            said.append(words)
    board.clear()
    left = terminal.text()
    assert len(left) == len(said)
    assert all(words is None or words == line for words, line in zip(said, left, strict=True))
    assert [line[:7].rstrip() for line, words in zip(left, said, strict=True) if words is None] == [
        "failed",
        "later",
        "stopped",
    ]


def test_what_has_not_changed_is_not_drawn() -> None:
    board = Shown(tally_of(BEGUN), Terminal(80))
    for tenth in range(100):
        board.draw(60 + tenth / 10)
    assert board.writes <= 12, "the seconds have changed ten times"
    board.clear()
    board.clear()
    assert board.writes <= 13


class Broken(io.StringIO):
    def write(self, _text: str) -> int:
        raise BrokenPipeError


@pytest.mark.parametrize("face", [Live, Plain])
def test_a_stream_that_nobody_reads_does_not_stop_the_run(face: type) -> None:
    more = {"colour": False} if face is Live else {}
    board = face(Tally(TASKS, LIMITS), Broken(), money, **more)
    for event in TROUBLE:
        board.see(event)
        board.draw(event.at)
    board.clear()


def console(*words: str) -> Console:
    parser = argparse.ArgumentParser()
    Console.configure(parser)
    return Console.of(parser.parse_args(words, argparse.Namespace(command="build")))


@pytest.mark.parametrize(
    ("words", "terminal", "term", "face"),
    [
        ((), False, "xterm", Plain), ((), True, "xterm", Live), ((), True, "dumb", Plain), (("--json",), True, "xterm", Silent),
        (("--quiet",), False, "xterm", Silent),
    ],
)  # fmt: skip
def test_which_board(words, terminal, term: str, face: type, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    stream.isatty = lambda: terminal
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", term)
    tally = Tally(TASKS, LIMITS)
    board = board_for(console(*words), tally, money)
    assert type(board) is face
    for event in TROUBLE:
        board.see(event)
        board.draw(event.at)
    board.clear()
    assert tally.endings[Done] == 3, "whatever is shown, the tally is kept"
    assert bool(stream.getvalue()) == (face is not Silent)


# The whole thing, on a terminal that a system has made.

PROGRAM = """
import argparse, asyncio, fcntl, sys, termios
from filmc.produce.schedule.perform import perform
from filmc.produce.schedule.report import Interrupted
from filmc.produce.schedule.run import run
from filmc.produce.schedule.tally import Tally
from filmc.produce.schedule.task import Done, Failed, Limit, Task
from filmc.tools.board import board_for, drawn
from filmc.tools.console import Console

fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # Ctrl-C goes to whose terminal it is
parser = argparse.ArgumentParser()
Console.configure(parser)
console = Console.of(parser.parse_args(sys.argv[2:], argparse.Namespace(command="x")))
tasks = [Task(f"t{n}", (), "kling:kling-2.5", 0.3, 350_000, f"场景{n}/镜头: a clip with a long name, number {n}") for n in range(12)]
limits = {"kling:kling-2.5": Limit(5)}

async def work(task):
    if task.name == "t9":
        console.say("somebody says something")
    await asyncio.sleep(task.seconds if sys.argv[1] == "ends" else 60)
    return Failed("no luck") if task.name == "t3" else Done()

async def main():
    board = board_for(console, Tally(tasks, limits), lambda micros: f"{micros / 1e6:.2f} USD")
    async with drawn(board, console):
        return await run(tasks, limits, work, board.see)

try:
    report = perform(main())
    console.say(f"{len(report.that(Done))} done")
except Interrupted as halted:
    console.say(f"interrupted, {len(halted.report.outcomes)} outcomes")
"""


class Session:
    """The program on a pseudo-terminal; what it writes goes to a terminal of ours."""

    def __init__(self, *words: str, columns: int = 60, **environment: str) -> None:
        import pty

        self.ours, theirs = pty.openpty()
        self.terminal = Terminal(columns)
        self.resize(columns)
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words],
            stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
            env={**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **environment},
        )  # fmt: skip
        os.close(theirs)
        self.output = b""
        self.times: list[float] = []

    def resize(self, columns: int) -> None:
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def read(self) -> bytes:
        try:
            got = os.read(self.ours, 65536)
        except OSError:  # the other side is closed
            got = b""
        self.output += got
        self.times += [time.monotonic()] * got.count(b"\x1b[J")
        return got

    def to_the_end(self) -> list[str]:
        while self.read():
            pass
        assert self.process.wait(10) == 0
        os.close(self.ours)
        self.terminal.feed(self.output.decode())
        return self.terminal.text()


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
@pytest.mark.parametrize(("columns", "environment"), [(60, {}), (60, {"NO_COLOR": "1"}), (25, {})])
def test_a_run_on_a_real_terminal(columns: int, environment: dict[str, str]) -> None:
    session = Session("ends", columns=columns, **environment)
    assert session.to_the_end() == [
        "failed  场景3/镜头: a clip with a long name, number 3, 0:00: no luck", "somebody says something", "11 done",
    ]  # fmt: skip
    text = session.output.decode()
    assert "of 12 done" in text
    assert ("to come" in text) == (columns > 30)
    assert bool(COLOUR.search(text)) == (not environment)
    assert len(session.times) / (session.times[-1] - session.times[0]) < 10 + 4, "and what is said counts too"


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_json_on_a_real_terminal_is_silent() -> None:
    assert Session("ends", "--json").to_the_end() == ["somebody says something", "11 done"]


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_ctrl_c_on_a_real_terminal_leaves_no_debris() -> None:
    session = Session("hangs")
    while b"running" not in session.output:
        assert session.read()
    os.write(session.ours, b"\x03\x03")  # as typed: the terminal makes the signal
    left = session.to_the_end()
    assert b"^C" not in session.output
    assert left == ["interrupted, 12 outcomes"]


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_the_terminal_keeps_what_is_drawn_and_is_left_as_it_was() -> None:
    """A terminal that sees Ctrl-C throws away half a drawing, if it may: rarely, so its modes are looked at."""
    import termios

    session = Session("hangs")
    while b"running" not in session.output:
        assert session.read()
    seen = termios.NOFLSH | termios.ECHOCTL
    assert termios.tcgetattr(session.ours)[3] & seen == termios.NOFLSH
    session.process.send_signal(signal.SIGINT)
    while b"interrupted" not in session.output:
        assert session.read()
    assert termios.tcgetattr(session.ours)[3] & seen == termios.ECHOCTL, "as it was found"
    session.to_the_end()
