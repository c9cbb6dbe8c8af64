"""The scheduler: who starts when, on a clock that jumps; what limits, pauses, failures and Ctrl-C do; what it costs."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from virtual_time import pass_time

import filmc
from filmc.produce.protocol.delay import retry_after
from filmc.produce.schedule.event import Closed, Ended, Event, Paused, Started
from filmc.produce.schedule.graph import graph
from filmc.produce.schedule.local import Local
from filmc.produce.schedule.perform import perform
from filmc.produce.schedule.rehearse import ranks
from filmc.produce.schedule.report import Interrupted, Report
from filmc.produce.schedule.run import GRACE, PATIENCE, run
from filmc.produce.schedule.tally import Tally
from filmc.produce.schedule.task import Blocked, Done, Failed, Later, Limit, Result, Stopped, Task

ROOT = Path(filmc.__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import schedule as bench  # noqa: E402 -- the bench's own graphs

SOAK = bool(os.environ.get("FILMC_SOAK"))


def task(text: str) -> Task:
    """Read `name 3s @resource <- need need`; the resource is `r` where none is said."""
    head, _, needs = text.partition("<-")
    name, seconds, *where = head.split()
    return Task(name, tuple(needs.split()), where[0][1:] if where else "r", float(seconds.rstrip("s")))


class Script:
    """Work that sleeps as long as it should, and ends as it is told: by name, one answer a start, the last for ever."""

    def __init__(self, **answers: Result | Exception | Sequence[Result]) -> None:
        self.answers = answers
        self.starts: list[tuple[float, str]] = []

    @staticmethod
    async def quick(task: Task) -> Result:
        await asyncio.sleep(task.seconds)
        return Done()

    async def __call__(self, task: Task) -> Result:
        self.starts.append((asyncio.get_running_loop().time(), task.name))
        count = sum(name == task.name for _, name in self.starts)
        answer = self.answers.get(task.name, Done())
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, list):
            answer = answer[min(count, len(answer)) - 1]
        await asyncio.sleep(0 if isinstance(answer, Later) else task.seconds)
        return answer


def play(tasks: Sequence[str], limits: dict[str, Limit], script: Script | None = None, **more: object) -> Report:
    return pass_time(run([task(text) for text in tasks], limits, script or Script(), **more))


class Case(NamedTuple):
    tasks: list[str]
    limits: dict[str, Limit]
    starts: str
    """Each start as `time name`, in order."""
    script: Script | None = None


CASES = {
    "one after the other": Case(["a 2s", "b 3s <- a", "c 1s <- b"], {"r": Limit(9)}, "0 a, 2 b, 5 c"),
    "side by side": Case(["a 2s", "b 3s", "c 1s <- a b"], {"r": Limit(9)}, "0 b, 0 a, 3 c"),
    "longest path first": Case(
        ["short 1s", "long 1s", "tail 9s <- long", "tip 1s <- short"], {"r": Limit(1)}, "0 long, 1 tail, 10 short, 11 tip"
    ),
    "the longest of several paths": Case(
        ["y 2s", "y1 2s <- y", "x 1s", "x1 5s <- x", "x2 1s <- x"], {"r": Limit(1)}, "0 x, 1 x1, 6 y, 8 y1, 10 x2"
    ),
    "ties as given": Case(["c 1s", "a 1s", "b 1s"], {"r": Limit(1)}, "0 c, 1 a, 2 b"),
    "not so where that starves another resource": Case(
        ["a 4s @q", "b 4s @p <- a", "c 4s @p <- a", "d 1s @p <- a", "e 2s @q <- d"], {"p": Limit(1), "q": Limit(1)},
        "0 a, 4 d, 5 b, 5 e, 9 c",
    ),
    "a need named twice": Case(["a 1s", "b 1s <- a a"], {"r": Limit(1)}, "0 a, 1 b"),
    "a diamond": Case(
        ["top 1s", "left 5s <- top", "right 2s <- top", "end 1s <- left right"], {"r": Limit(2)}, "0 top, 1 left, 1 right, 6 end"
    ),
    "resources do not wait for each other": Case(
        ["s1 2s @still", "s2 2s @still", "c1 9s @clip <- s1", "c2 9s @clip <- s2", "e1 1s @local <- c1", "e2 1s @local <- c2"],
        {"still": Limit(1), "clip": Limit(5), "local": Limit(1)},
        "0 s1, 2 s2, 2 c1, 4 c2, 11 e1, 13 e2",
    ),
    "a rate of one in two seconds": Case(["a 1s", "b 1s", "c 1s"], {"r": Limit(9, 0.5)}, "0 a, 2 b, 4 c"),
    "a rate and a limit": Case(["a 5s", "b 5s", "c 5s"], {"r": Limit(2, 1.0)}, "0 a, 1 b, 5 c"),
    "what fails blocks what needs it": Case(
        ["a 1s", "b 1s <- a", "c 1s <- b", "d 5s", "e 1s <- d"], {"r": Limit(9)}, "0 d, 0 a, 5 e", Script(a=Failed("no"))
    ),
    "what raises has failed": Case(["a 1s", "b 2s <- a", "c 1s"], {"r": Limit(1)}, "0 a, 0 c", Script(a=ValueError("bad"))),
    "later pauses the whole resource": Case(
        ["a 2s", "b 2s", "c 2s @other"], {"r": Limit(1), "other": Limit(1)}, "0 a, 0 c, 30 a, 32 b", Script(a=[Later(30), Done()])
    ),
    "work that runs goes on in a pause": Case(
        ["a 9s", "b 2s", "c 1s"], {"r": Limit(2)}, "0 a, 0 b, 5 b, 7 c", Script(b=[Later(5), Done()])
    ),
    "the longest of several pauses": Case(
        ["a 2s", "b 2s"], {"r": Limit(2)}, "0 a, 0 b, 7 a, 7 b", Script(a=[Later(3), Done()], b=[Later(7), Done()])
    ),
    "not said: one second, then twice as long": Case(
        ["a 2s"], {"r": Limit(1)}, "0 a, 1 a, 3 a, 7 a", Script(a=[Later(), Later(), Later(), Done()])
    ),
    "not said, by several together: refused once": Case(
        ["a 2s", "b 2s"], {"r": Limit(2)}, "0 a, 0 b, 1 a, 1 b, 3 b", Script(a=[Later(), Done()], b=[Later(), Later(), Done()])
    ),
    "not said, after an answer: one second again": Case(
        ["a 2s", "b 2s"], {"r": Limit(1)}, "0 a, 1 a, 3 b, 4 b", Script(a=[Later(), Done()], b=[Later(), Done()])
    ),
    "said: as said, also when it is said again": Case(
        ["a 2s"], {"r": Limit(1)}, "0 a, 3 a, 6 a, 9 a", Script(a=[Later(3), Later(3), Later(3), Done()])
    ),
    "zero, less and no number are a second": Case(
        ["a 2s"], {"r": Limit(1)}, "0 a, 1 a, 2 a, 3 a", Script(a=[Later(0), Later(-5), Later(float("nan")), Done()])
    ),
    "a pause and a rate": Case(
        ["a 9s", "b 9s"], {"r": Limit(2, 0.25)}, "0 a, 10 a, 14 b", Script(a=[Later(10), Done()])
    ),
    "nothing at all": Case([], {}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_who_starts_when(name: str) -> None:
    case = CASES[name]
    script = case.script or Script()
    script.starts.clear()
    report = play(case.tasks, case.limits, script)
    assert ", ".join(f"{at:g} {name}" for at, name in script.starts) == case.starts
    assert len(report.outcomes) == len(case.tasks)
    assert [outcome.task.name for outcome in report.outcomes] == [text.split()[0] for text in case.tasks]


def endings(report: Report) -> dict[str, object]:
    return {outcome.task.name: outcome.ending for outcome in report.outcomes}


def test_what_a_report_says() -> None:
    report = play(
        ["a 1s", "b 4s <- a", "c 2s", "d 1s <- c b", "e 1s <- d", "f 1s <- e", "g 1s @q"],
        {"r": Limit(2), "q": Limit(3)},
        Script(c=Failed("bad", 7), g=Stopped("by hand")),
    )
    assert endings(report) == {
        "a": Done(), "b": Done(), "c": Failed("bad", 7), "d": Blocked("c"), "e": Blocked("c"), "f": Blocked("c"),
        "g": Stopped("by hand"),
    }  # fmt: skip
    assert not report.all_done
    assert report.most == {"r": 2, "q": 1}
    assert (report.start, report.end) == (0, 5)
    b, d = report.outcomes[1], report.outcomes[3]
    assert (b.start, b.end, b.starts) == (1, 5, 1)
    assert (d.start, d.end, d.starts) == (None, 2, 0)
    assert [outcome.task.name for outcome in report.that(Blocked, Stopped)] == ["d", "e", "f", "g"]
    failed = play(["a 1s"], {"r": Limit(1)}, Script(a=KeyError("x"))).outcomes[0].ending
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, KeyError)


WRONG = {
    "two tasks are called `a`": ["a 1s", "a 1s"],
    "`a` needs 'x', which is no task": ["a 1s <- x"],
    "in a circle: `a` → `b` → `a`": ["z 1s", "a 1s <- b z", "b 1s <- a", "c 1s <- b"],
    "in a circle: `a` → `a`": ["a 1s <- a"],
    "no limit for q": ["a 1s @q", "b 1s"],
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_no_graph_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"`|circle|limit") as refused:
        play(WRONG[words], {"r": Limit(1)})
    assert words in str(refused.value)


@pytest.mark.parametrize("limit", [(0, None), (1, 0.0), (1, -1.0), (1, float("nan"))])
def test_a_limit_that_lets_nothing_through_is_refused(limit: tuple[int, float | None]) -> None:
    with pytest.raises(ValueError, match="nothing would ever start"):
        Limit(*limit)


# Patience: what is said, with how much patience → how it ends, and when.


@pytest.mark.parametrize(
    ("said", "patience", "ending", "end"),
    [
        ([Later(600), Done()], PATIENCE, Done(), 602),
        ([Later(601), Done()], PATIENCE, Later(601), 0),
        ([Later(1e9), Done()], PATIENCE, Later(1e9), 0),
        ([Later(7200), Done()], 7200, Done(), 7202),
        ([Later(1e6), Done()], float("inf"), Done(), 1e6 + 2),
        ([Later(300)], PATIENCE, Later(300), 600),
        ([Later(0)], 10, Later(1), 10),
    ],
)
def test_patience(said: list[Result], patience: float, ending: Result, end: float) -> None:
    seen: list[Event] = []
    report = play(["a 2s", "b 2s <- a"], {"r": Limit(1)}, Script(a=said), watch=seen.append, patience=patience)
    assert report.outcomes[0].ending == ending
    assert report.outcomes[0].end == end
    asked = [event for event in seen if isinstance(event, Closed)]
    assert bool(asked) == isinstance(ending, Later)
    assert report.outcomes[1].ending == (Done() if ending == Done() else Blocked("a"))


FORMS = {
    "seconds": ({"retry-after": "42"}, None),
    "a date": ({"retry-after": "Thu, 01 Jan 2026 00:00:42 GMT", "date": "Thu, 01 Jan 2026 00:00:00 GMT"}, None),
    "milliseconds": ({"retry-after-ms": "42000"}, None),
    "in the body": ({}, {"retry_after": 42}),
    "in the error": ({}, {"error": {"retryDelay": "42s"}}),
    "the longest of two": ({"retry-after": "3"}, {"retry_after_ms": 42000}),
}


@pytest.mark.parametrize("form", FORMS)
def test_nothing_starts_before_the_time_that_a_provider_names(form: str) -> None:
    headers, body = FORMS[form]
    script = Script(a=[Later(retry_after(headers, body, now=0)), Done()])
    play(["a 2s", "b 2s", "c 2s", "d 2s"], {"r": Limit(1)}, script)
    assert script.starts == [(0, "a"), (42, "a"), (44, "b"), (46, "c"), (48, "d")]


def test_a_closed_resource_leaves_the_others_alone() -> None:
    report = play(
        ["a 1s", "b 9s", "c 1s", "d 20s @q", "e 1s <- d", "f 1s @q <- d"],
        {"r": Limit(2), "q": Limit(1)},
        Script(a=Later(5000)),
    )
    assert endings(report) == {
        "a": Blocked("?"), "b": Done(), "c": Later(5000), "d": Done(), "e": Later(4980), "f": Done()
    } | {"a": Later(5000)}  # fmt: skip


def test_refusals_do_not_close_while_somebody_inside_may_succeed() -> None:
    script = Script(b=[*[Later(100)] * 30, Done()])
    assert play(["a 3001s", "b 2s"], {"r": Limit(2)}, script).all_done
    assert len(script.starts) == 32


# What holds for every run.


class Play(NamedTuple):
    tasks: list[Task]
    limits: dict[str, Limit]
    script: dict[str, list[Result]]


@st.composite
def plays(draw: st.DrawFn) -> Play:
    names = [f"t{n}" for n in range(draw(st.integers(1, 14)))]
    resources = ["p", "q", "r"][: draw(st.integers(1, 3))]
    tasks, script = [], {}
    for n, name in enumerate(names):
        needs = draw(st.lists(st.sampled_from(names[:n]), max_size=3)) if n else []
        tasks.append(Task(name, tuple(needs), draw(st.sampled_from(resources)), float(draw(st.integers(0, 9)))))
        refusals = draw(st.lists(st.sampled_from([Later(None), Later(0), Later(2.5), Later(40)]), max_size=2))
        last = draw(st.sampled_from([Done(), Done(), Done(), Failed("x"), Stopped(), Later(1000)]))
        script[name] = [*refusals, last]
    limits = {name: Limit(draw(st.integers(1, 4)), draw(st.sampled_from([None, None, 0.5, 4.0]))) for name in resources}
    order = draw(st.permutations(tasks))
    return Play(order, limits, script)


@given(plays())
@settings(max_examples=1000 if SOAK else 100, deadline=None)
def test_every_run_keeps_the_rules(play: Play) -> None:
    seen: list[Event] = []
    report = pass_time(run(play.tasks, play.limits, Script(**play.script), seen.append))
    again = pass_time(run(play.tasks, play.limits, Script(**play.script)))
    assert report == again
    judge = Judge(play, report)
    for event in seen:
        judge.see(event)
    judge.end()


class Judge:
    """Follows a run's events with the rules in hand. Whatever can start at an instant has to start before the next."""

    def __init__(self, play: Play, report: Report) -> None:
        self.tasks, self.limits, self.report = {task.name: task for task in play.tasks}, play.limits, report
        self.waiting = set(self.tasks)
        self.running: dict[str, str] = {}
        self.done: set[str] = set()
        self.ended: dict[str, object] = {}
        self.opens = dict.fromkeys(self.limits, 0.0)
        self.closed: set[str] = set()
        self.now = 0.0
        self.rank = dict(zip(self.tasks, ranks(graph(play.tasks), play.limits), strict=True))

    def see(self, event: Event) -> None:
        if event.at > self.now:
            for later in (event.at, *sorted(self.opens.values())):
                if self.now < later <= event.at:
                    self.nothing_idle()
                    self.now = later
        assert event.at == self.now
        match event:
            case Started(task):
                self.started(task)
            case Paused(task, until=until):
                assert self.running.pop(task.name)
                self.waiting.add(task.name)
                assert until >= self.now + 1
                self.opens[task.resource] = max(self.opens[task.resource], until)
            case Closed(resource):
                self.closed.add(resource)
            case Ended(task, ending):
                assert (self.running.pop(task.name, None) is None) == (task.name in self.waiting)
                self.waiting.discard(task.name)
                assert task.name not in self.ended
                self.ended[task.name] = ending
                if ending == Done():
                    self.done.add(task.name)

    def started(self, task: Task) -> None:
        assert task.name in self.waiting
        self.waiting.remove(task.name)
        assert set(task.needs) <= self.done
        assert task.resource not in self.closed
        assert self.now >= self.opens[task.resource]
        assert sum(where == task.resource for where in self.running.values()) < self.limits[task.resource].at_once
        better = [name for name in self.could_start() if self.tasks[name].resource == task.resource]
        assert all(self.rank[task.name] < self.rank[name] for name in better)
        self.running[task.name] = task.resource
        if rate := self.limits[task.resource].per_second:
            self.opens[task.resource] = self.now + 1 / rate

    def could_start(self) -> list[str]:
        return [name for name in self.waiting if set(self.tasks[name].needs) <= self.done]

    def nothing_idle(self) -> None:
        for name in self.could_start():
            resource = self.tasks[name].resource
            full = sum(where == resource for where in self.running.values()) == self.limits[resource].at_once
            assert full or self.opens[resource] > self.now, f"{name} could start at {self.now}"

    def end(self) -> None:
        assert not self.waiting
        assert not self.running
        assert self.ended == endings(self.report)
        for name, ending in self.ended.items():
            lost = [need for need in self.tasks[name].needs if need not in self.done]
            assert isinstance(ending, Blocked) == bool(lost)
            if isinstance(ending, Blocked):
                assert not isinstance(self.ended[ending.by], Done | Blocked)
                assert ending.by in self.before(name)

    def before(self, name: str) -> set[str]:
        needs = set(self.tasks[name].needs)
        return needs.union(*(self.before(need) for need in needs))


# Ctrl-C.


async def stubborn(task: Task) -> Result:
    """Ends as its name says when it is cancelled."""
    try:
        await asyncio.sleep(task.seconds)
    except asyncio.CancelledError:
        if task.name == "recorded":
            await asyncio.sleep(0.5)
            return Done("its number is written down")
        if task.name == "deaf":
            await asyncio.sleep(1000)
        if task.name == "clumsy":
            raise ValueError("while tidying") from None
        raise
    return Done()


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_cancelled_run_ends_in_good_order(times: int) -> None:
    async def interrupted() -> tuple[float, Report]:
        tasks = [
            task(text) for text in ("over 1s", "mild 99s", "recorded 99s", "deaf 99s", "clumsy 99s", "next 1s <- mild")
        ]
        loop = asyncio.get_running_loop()
        job = asyncio.create_task(run(tasks, {"r": Limit(9)}, stubborn))
        await asyncio.sleep(2)
        for n in range(times):
            loop.call_later(n * 0.1, job.cancel)
        with pytest.raises(Interrupted) as raised:
            await job
        return loop.time() - 2, raised.value.report

    took, report = pass_time(interrupted())
    assert took <= 2
    assert endings(report) | {"clumsy": None} == {
        "over": Done(),
        "mild": Stopped(),
        "recorded": Done("its number is written down"),
        "deaf": Stopped("it did not end in time"),
        "clumsy": None,
        "next": Stopped(),
    }
    assert isinstance(endings(report)["clumsy"], Failed)
    assert [outcome.end for outcome in report.outcomes] == [1, 2, 2.5, 3.5, 2, 3.5]


def test_a_watcher_that_breaks_ends_the_run() -> None:
    def broken(event: Event) -> None:
        if isinstance(event, Ended):
            raise BrokenPipeError

    async def watched() -> int:
        with pytest.raises(BrokenPipeError):
            await run([task("a 1s"), task("b 99s")], {"r": Limit(2)}, Script(), broken)
        return len(asyncio.all_tasks())

    assert pass_time(watched()) == 1


INTERRUPTED = """
import asyncio, sys, threading, time
from filmc.produce.schedule.local import Local
from filmc.produce.schedule.perform import perform
from filmc.produce.schedule.rehearse import ranks
from filmc.produce.schedule.report import Interrupted
from filmc.produce.schedule.run import run
from filmc.produce.schedule.task import Done, Limit, Task

local = Local(2)

def on(wait, *rest):
    print("on", flush=True)
    return wait(*rest)

async def work(task):
    if task.name == "stuck":
        await local(on, time.sleep, 600)
    if task.name == "draws":
        stop = threading.Event()
        await local.stoppable(stop.set, on, stop.wait, 600)
    if task.name == "deaf":
        on(int)
        while True:
            try:
                await asyncio.sleep(600)
            except asyncio.CancelledError:
                pass
    await on(asyncio.sleep, 600)
    return Done()

tasks = [Task(name, (), "r", 600.0) for name in sys.argv[1:]]
try:
    perform(run(tasks, {"r": Limit(99)}, work))
except Interrupted as halted:
    print({each.task.name: each.ending.reason for each in halted.report.outcomes}, flush=True)
    sys.exit(130)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as they are on POSIX")
@pytest.mark.parametrize(
    ("names", "signals", "said"),
    [
        ("waits", [signal.SIGINT], "{'waits': ''}"),
        ("waits draws", [signal.SIGTERM], "{'waits': '', 'draws': ''}"),
        (
            "waits deaf stuck",
            [signal.SIGINT] * 3,
            "'deaf': 'it did not end in time', 'stuck': 'it did not end in time'}",
        ),
    ],
)
def test_ctrl_c_ends_a_process_within_two_seconds(names: str, signals: list[int], said: str) -> None:
    """Its work would go on for ten minutes. What does not end of itself is given up after `GRACE`."""
    assert GRACE <= 1.5
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, *names.split()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert [process.stdout.readline() for _ in names.split()] == ["on\n"] * len(names.split())
    for number in signals:
        process.send_signal(number)
        time.sleep(0.1)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 130, output
    assert said in output
    assert "Traceback" not in output
    assert "destroyed" not in output


def test_without_an_answer_ctrl_c_is_a_keyboard_interrupt() -> None:
    async def waits() -> None:
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(60)

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        perform(waits())
    assert signal.getsignal(signal.SIGINT) is before


def test_a_second_ctrl_c_does_not_disturb_the_tidying_up() -> None:
    async def tidies() -> str:
        try:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(0.05)
        return "tidied"

    assert perform(tidies()) == "tidied"


# The processor's own work.


def test_local_work_runs_beside_the_loop_within_its_bound() -> None:
    most, now, lock, all_at_it, ticked = 0, 0, threading.Lock(), threading.Barrier(3), threading.Event()

    def draw(n: int) -> tuple[int, bool]:
        nonlocal most, now
        with lock:
            now += 1
            most = max(most, now)
        all_at_it.wait(60)
        beside = ticked.wait(60)
        with lock:
            now -= 1
        return n * n, beside

    async def drawn() -> list[tuple[int, bool]]:
        local = Local(3)

        async def tick() -> None:
            while most < 3:  # noqa: ASYNC110 - it is counted in threads
                await asyncio.sleep(0.001)
            ticked.set()

        ticking = asyncio.create_task(tick())
        squares = await asyncio.gather(*(local(draw, n) for n in range(12)))
        await ticking
        local.close()
        return squares

    assert perform(drawn()) == [(n * n, True) for n in range(12)]
    assert most == 3


def test_what_local_work_raises_is_its_callers() -> None:
    async def divided() -> None:
        await Local(1)(lambda: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        perform(divided())


def test_cancelled_local_work_ends_as_far_as_it_allows() -> None:
    async def cancelled() -> list[str]:
        local, begun, stop, said = Local(1), threading.Event(), threading.Event(), []

        def waits() -> None:
            begun.set()
            if stop.wait(30):
                said.append("stopped")

        first = asyncio.create_task(local.stoppable(stop.set, waits))
        second = asyncio.create_task(local(said.append, "never"))
        while not begun.is_set():  # noqa: ASYNC110 - it is set in a thread
            await asyncio.sleep(0.001)
        second.cancel()
        first.cancel()
        await asyncio.wait([first, second])
        assert first.cancelled()
        assert second.cancelled()
        await local(said.append, "after")
        return said

    assert perform(cancelled()) == ["stopped", "after"]


# What a display needs.


def test_a_tally_follows_a_run() -> None:
    tasks = [
        Task("a", (), "r", 10.0, cost=100), Task("b", ("a",), "r", 10.0, cost=50), Task("c", (), "r", 30.0, cost=7),
        Task("d", ("c",), "q", 5.0, cost=1),
    ]  # fmt: skip
    limits = {"r": Limit(1), "q": Limit(4)}
    tally = Tally(tasks, limits)
    assert (tally.waiting, tally.spent, tally.to_come, tally.left(0)) == (4, 0, 158, 50)
    tally.see(Started(tasks[2], 0))
    assert (tally.waiting, list(tally.running), tally.left(12)) == (3, ["c"], 38)
    tally.see(Paused(tasks[2], 12, 42))
    assert (tally.waiting, tally.resting, tally.left(12)) == (4, {"r": 42}, 80)
    tally.see(Closed("r", 12, 9000))
    assert (tally.resting, tally.left(12)) == ({}, 50), "nobody waits for it"
    tally.see(Started(tasks[2], 42))
    tally.see(Ended(tasks[2], Done(cost=9), 102, 60))
    assert (tally.spent, tally.to_come, tally.endings[Done]) == (9, 151, 1)
    assert tally.left(102) == 40, "everything takes twice as long as expected"
    tally.see(Ended(tasks[0], Failed("no", 30), 110, 5))
    tally.see(Ended(tasks[1], Blocked("a"), 110, None))
    assert (tally.spent, tally.to_come, tally.waiting, tally.left(110)) == (39, 1, 1, 10)


# What it costs.


@pytest.mark.parametrize(("make", "count"), [(bench.film, 10_000), (bench.crowd, 1_000)], ids=["film", "crowd"])
def test_the_schedule_itself_is_near_the_least_time(make: Callable[[int], bench.Plan], count: int) -> None:
    plan = make(count)
    report = pass_time(run(plan.tasks, plan.limits, Script.quick))
    assert report.all_done
    print(f"{report.end / plan.bound:.3f}")
    assert report.end <= 1.10 * plan.bound
    assert all(report.most[name] <= limit.at_once for name, limit in plan.limits.items())


@pytest.mark.parametrize("make", [bench.film, bench.crowd], ids=["film", "crowd"])
def test_what_the_schedule_costs_is_little_beside_the_jobs(make: Callable[[int], bench.Plan]) -> None:
    """Time is what the run computes and what it waits for; what other tests take of the machine is no part of it."""
    found = bench.measured(make, 10_000 if SOAK else 1_000)
    print(found)
    assert found.done == found.tasks
    assert found.megabytes < 500
    assert found.micros < 2_000, "microseconds of processor time a job; some 70 on an idle machine"
    assert found.ratio <= 1.10
