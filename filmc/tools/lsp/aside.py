"""What takes longer than an answer may: done in one thread aside, for the newest text, once nobody types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from filmc.base.record import replace
from filmc.session import Session
from filmc.tools.lsp.drawing import drawn
from filmc.tools.lsp.films import Films
from filmc.tools.lsp.script import Home, Script
from filmc.tools.lsp.standing import Standing, survey

QUIET = 0.4
"""Seconds without an edit after which it is looked where a film stands."""

T = TypeVar("T")


class Aside:
    """Looks where films stand and draws their shots; `told` is called with each film of which there is news."""

    def __init__(self, films: Films, told: Callable[[Script], None], failed: Callable[[Exception], None]) -> None:
        self._films, self._told, self._failed = films, told, failed
        self._pool = ThreadPoolExecutor(1, "aside")
        self._waiting: dict[Home, asyncio.TimerHandle] = {}
        self._drawing: set[Home] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._running = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is being done."""
        return not self._waiting and not self._tasks and not self._running

    async def do(self, work: Callable[[], T]) -> T:
        """Do something in the thread, after what is being done there."""
        self._running += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._running -= 1

    async def standing(self, script: Script) -> Standing:
        """Return where a film stands as its text is now, looking if need be."""
        if script.is_outdated:
            script.known.standing = await self._looked(script)
            self._told(script)
        return script.standing

    async def _looked(self, script: Script) -> Standing:
        if script.home.root is None:
            return Standing(script.checked, trouble="this text is not saved yet, so nothing is made of it")
        found = await self.do(partial(survey, session_of(script), script.checked))
        before = script.known.standing
        return replace(before, trouble=found.trouble) if before and found.film is None else found

    def survey_soon(self, script: Script) -> None:
        """Look where a film stands once its text has rested, and tell; of a text on no disk, how long it is."""
        if before := self._waiting.pop(script.home, None):
            before.cancel()
        begin = partial(self._survey, script)
        self._waiting[script.home] = asyncio.get_running_loop().call_later(QUIET, begin)

    def _survey(self, script: Script) -> None:
        self._waiting.pop(script.home, None)
        if self._films.is_current(script):
            self._begin(self.standing(script))

    def draw_wanted(self) -> None:
        """Draw the shots that somebody wanted to see, and has not yet."""
        for script in self._films.checked():
            if script.known.wanted and script.home not in self._drawing:
                self._drawing.add(script.home)
                self._begin(self._draw(script))

    async def _draw(self, script: Script) -> None:
        known = script.known
        shots, known.wanted = known.wanted, {}
        work = partial(drawn, session_of(script), script.checked, known.standing, shots)
        try:
            for each in await self.do(lambda: [*work()]):
                known.pictures[each.shot.id] = each
        finally:
            self._drawing.discard(script.home)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        fault = None if task.cancelled() else task.exception()
        if isinstance(fault, Exception):
            self._failed(fault)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def session_of(script: Script) -> Session:
    """Return the session of a film as its texts stand in the editor."""
    return Session(script.world, script.main)
