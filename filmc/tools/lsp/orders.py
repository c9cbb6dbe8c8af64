"""Commands carried out for a client: aside, so that typing goes on, with progress that it can see and end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from filmc.tools.lsp.commands import COMMANDS, EXPLAIN, Asked, Command, done, explained
from filmc.tools.lsp.refusal import RefusedError
from filmc.tools.lsp.script import Script

if TYPE_CHECKING:
    from filmc.tools.lsp.server import FilmServer


class Orders:
    """Carries out commands, each as a task of its own."""

    def __init__(self, server: FilmServer) -> None:
        self._server = server
        self._open = 0

    @property
    def are_open(self) -> bool:
        """Whether one is being carried out."""
        return self._open > 0

    async def carried_out(self, params: types.ExecuteCommandParams) -> Any:
        """Return what a command answers. RefusedError for one that there is not, and for what stands in its way."""
        words = tuple(str(word) for word in params.arguments or () if word is not None)
        if params.command == EXPLAIN:
            return explained("".join(words[:1]))
        command = COMMANDS.get(params.command)
        if command is None:
            raise RefusedError(f"there is no command {params.command}")
        script = self._film(words)
        self._open += 1
        try:
            with self._progress(params.work_done_token, command.title):
                return await self._done(command, script, words[1:])
        finally:
            self._open -= 1

    async def _done(self, command: Command, script: Script, words: tuple[str, ...]) -> Any:
        await self._server.aside.standing(script)
        return await self._server.aside.do(partial(done, command, Asked(script, words)))

    def _film(self, words: tuple[str, ...]) -> Script:
        page = self._server.films.page(words[0]) if words else None
        if page is None:
            raise RefusedError("the first argument is the address of a file of a film")
        return page.script

    @contextmanager
    def _progress(self, token: int | str | None, title: str) -> Iterator[None]:
        """Show in the client that something goes on; when it is ended there, end it here."""
        if token is None or not title:
            yield
            return
        progress, task = self._server.work_done_progress, asyncio.current_task()
        progress.begin(token, types.WorkDoneProgressBegin(title, cancellable=True))
        progress.tokens[token].add_done_callback(lambda ended: ended.cancelled() and task and task.cancel())
        try:
            yield
        finally:
            with suppress(KeyError):
                del progress.tokens[token]
            progress.end(token, types.WorkDoneProgressEnd())
