"""How long the language server takes: from an edit to its diagnostics, and for each request, at 500 to 10,000 lines.

Processor time of this process, which speaks with itself: the middle and the 95th percentile of 99 edits (29 of
the longest film), each a letter of another shot's action; then each request twice, on the edited text.

    python bench/lsp.py [LINES…]
"""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from check import film_of  # noqa: E402  -- the checkout's own

from filmc.tools.lsp.conversation import Conversation  # noqa: E402
from filmc.tools.lsp.server import FilmServer  # noqa: E402
from filmc.tools.lsp.table import PAGES, SCRIPTS  # noqa: E402

ASKED = [method for method in (*PAGES, *SCRIPTS) if method.startswith("textDocument") and not method.endswith("delta")]
PARAMS = {
    "position": {"line": 44, "character": 9},
    "positions": [{"line": 44, "character": 9}],
    "range": {"start": {"line": 10, "character": 0}, "end": {"line": 60, "character": 0}},
    "options": {"tabSize": 4, "insertSpaces": True},
    "context": {"diagnostics": [], "includeDeclaration": True},
    "newName": "ANNA",
}


class Sink:
    """Takes what the server writes, and forgets it."""

    def write(self, data: bytes) -> None:
        self.last = data

    def close(self) -> None:
        pass


async def measure(lines: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main.film"
        text = film_of(lines)
        path.write_text(text, "utf-8")
        editor = Editor(path.as_uri(), text)
        await editor.ask("initialize", {"capabilities": {}, "processId": None, "rootUri": None})
        item = {"uri": path.as_uri(), "languageId": "film", "version": 0, "text": text}
        opening = await editor.tell("textDocument/didOpen", {"textDocument": item})
        edits = sorted([await editor.edit(at) for at in range(1, 100 if lines <= 2_000 else 30)])
        middle, most = edits[len(edits) // 2], edits[int(len(edits) * 0.95)]
        print(f"{lines:>6} lines: opened in {opening:.0f} ms; an edit {middle:.0f} ms, p95 {most:.0f} ms")
        for method in ASKED:
            first, again = [await editor.ask(method, {**PARAMS, **editor.document}) for _ in range(2)]
            print(f"{method:>50} {first:6.0f} ms, again {again:.0f} ms")
        await editor.leave()


class Editor:
    """An editor in this process; each method returns the milliseconds of processor time that the answer took."""

    def __init__(self, uri: str, text: str) -> None:
        self._action = [at for at, line in enumerate(text.splitlines()) if "Its ink runs" in line]
        server = FilmServer()
        server.protocol.set_writer(Sink())
        self.document = {"textDocument": {"uri": uri}}
        self._talk = Conversation(server)
        self._ending = asyncio.create_task(self._talk.last())
        self._asked = 0

    async def ask(self, method: str, params: Any) -> float:
        self._asked += 1
        return await self._say({"id": self._asked, "method": method, "params": params})

    async def tell(self, method: str, params: Any) -> float:
        return await self._say({"method": method, "params": params})

    async def edit(self, version: int) -> float:
        """Put a letter into a line of action, another each time."""
        place = {"line": self._action[version * 97 % len(self._action)], "character": 9}
        document = {**self.document["textDocument"], "version": version}
        changes = [{"range": {"start": place, "end": place}, "text": "x"}]
        return await self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    async def leave(self) -> None:
        self._talk.leave("")
        await self._ending

    async def _say(self, message: dict[str, Any]) -> float:
        began = time.process_time()
        self._talk.take(json.dumps({"jsonrpc": "2.0", **message}).encode())
        while not self._talk.is_idle:  # noqa: ASYNC110  -- it goes on in this very loop
            await asyncio.sleep(0)
        return (time.process_time() - began) * 1000


def main() -> None:
    gc.disable()  # as the server does
    for lines in [int(word) for word in sys.argv[1:]] or [500, 2_000, 10_000]:
        asyncio.run(measure(lines))


if __name__ == "__main__":
    main()
