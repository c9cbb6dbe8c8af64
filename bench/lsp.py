"""How long the language server takes: from an edit to its diagnostics, and for each request, at 500 to 10,000 lines.

First what a client waits for when it starts `filmc lsp`: to the answer to its first request, beside what importing
the library of the protocol takes, which nobody can do without; wall and processor time of the best of seven.

Then, in processor time of this process, which speaks with itself: the middle and the 95th percentile of 99 edits (29 of
the longest film), each a letter of another shot's action; of scenes that are put in, cut out and swapped near the top;
then what an editor asks for after a second's rest and right after each of 20 edits; then each request twice, on the
edited text.

    python bench/lsp.py [LINES…]
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
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

AFTERWARDS = [
    "textDocument/hover",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/documentSymbol",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/full/delta",
]
"""What editors ask for by themselves, and what people ask for first."""
ASKED = [method for method in (*PAGES, *SCRIPTS) if method.startswith("textDocument") and not method.endswith("delta")]
PARAMS = {
    "position": {"line": 44, "character": 9},
    "positions": [{"line": 44, "character": 9}],
    "range": {"start": {"line": 10, "character": 0}, "end": {"line": 60, "character": 0}},
    "options": {"tabSize": 4, "insertSpaces": True},
    "context": {"diagnostics": [], "includeDeclaration": True, "triggerKind": 1, "isRetrigger": False},
    "newName": "ANNA",
    "previousResultId": "",
    "ch": "\n",
    "color": {"red": 1, "green": 0, "blue": 0, "alpha": 1},
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
        await asyncio.sleep(1)
        first = {method: await editor.ask(method, {**PARAMS, **editor.document}) for method in AFTERWARDS}
        edits = sorted([await editor.edit(at) for at in range(1, 100 if lines <= 2_000 else 30)])
        middle, most = edits[len(edits) // 2], edits[int(len(edits) * 0.95)]
        print(f"{lines:>6} lines: opened in {opening:.0f} ms; an edit {middle:.0f} ms, p95 {most:.0f} ms")
        blocks = sorted([await editor.edit_scenes(turn) for turn in range(1, 21)])
        print(f"{'':>6} scenes put in, cut, swapped: {blocks[10]:.0f} ms, p95 {blocks[18]:.0f} ms")
        times: dict[str, list[float]] = {method: [] for method in AFTERWARDS}
        for turn in range(20):
            await editor.edit(2_000 + turn)
            for method in AFTERWARDS:
                times[method].append(await editor.ask(method, {**PARAMS, **editor.document}))
        for method, taken in times.items():
            rest, (middle, most) = first[method], (sorted(taken)[10], sorted(taken)[18])
            print(f"{method:>50} {rest:6.0f} ms after a rest; after an edit {middle:.0f} ms, p95 {most:.0f} ms")
        for method in ASKED:
            once, again = [await editor.ask(method, {**PARAMS, **editor.document}) for _ in range(2)]
            print(f"{method:>50} {once:6.0f} ms, again {again:.0f} ms")
        await editor.leave()


class Editor:
    """An editor in this process; each method returns the milliseconds of processor time that the answer took."""

    def __init__(self, uri: str, text: str) -> None:
        self._text = text
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
        lines = self._text.split("\n")
        lines[place["line"]] = f"{lines[place['line']][:9]}x{lines[place['line']][9:]}"
        self._text = "\n".join(lines)
        changes = [{"range": {"start": place, "end": place}, "text": "x"}]
        return await self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    async def edit_scenes(self, turn: int) -> float:
        """Put a scene in before the second one, take it out again, or swap two, by turns."""
        scenes = self._text.split("\nscene ")
        if turn % 3 == 1:
            scenes.insert(2, f"new: EXT. HARBOUR - DAY\n    shot wide, 4s\n        Rain {turn}.\n")
        elif turn % 3 == 2:
            del scenes[2]
        else:
            scenes[2], scenes[3] = scenes[3], scenes[2]
        return await self._change("\nscene ".join(scenes), 1_000 + turn)

    async def _change(self, text: str, version: int) -> float:
        """Tell that the text is another: one change of all between what is the same at both ends, as editors do."""
        before, self._text = self._text, text
        start = len(os.path.commonprefix((before, text)))
        end = len(os.path.commonprefix((before[start:][::-1], text[start:][::-1])))
        places = [_place(before, at) for at in (start, len(before) - end)]
        change = {"range": {"start": places[0], "end": places[1]}, "text": text[start : len(text) - end]}
        document = {**self.document["textDocument"], "version": version}
        return await self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    async def leave(self) -> None:
        self._talk.leave("")
        await self._ending

    async def _say(self, message: dict[str, Any]) -> float:
        began = time.process_time()
        self._talk.take(json.dumps({"jsonrpc": "2.0", **message}).encode())
        while not self._talk.is_idle:  # noqa: ASYNC110  -- it goes on in this very loop
            await asyncio.sleep(0)
        return (time.process_time() - began) * 1000


def _place(text: str, at: int) -> dict[str, int]:
    return {"line": text.count("\n", 0, at), "character": at - text.rfind("\n", 0, at) - 1}


# ---- what is waited for at the start

HELLO = json.dumps(
    {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"capabilities": {}, "processId": None, "rootUri": None},
    }
)
IMPORT = "import pygls.lsp.server, sys; print(flush=True); sys.stdin.read()"


def started(*words: str, said: str = "") -> tuple[float, float]:
    """Return the milliseconds, of wall and of the processor, until a Python process answers what is said to it."""
    began = time.perf_counter()
    with subprocess.Popen([sys.executable, *words], stdin=-1, stdout=-1, stderr=-3, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"Content-Length: {len(said)}\r\n\r\n{said}".encode() if said else b"")
        process.stdin.flush()
        process.stdout.readline()
        wall = (time.perf_counter() - began) * 1000
        process.kill()
        used = os.wait4(process.pid, 0)[2]
        process.returncode = 0
    return wall, (used.ru_utime + used.ru_stime) * 1000


def measure_start() -> None:
    ours = [started("-m", "filmc", "lsp", said=HELLO) for _ in range(7)]
    bare = [started("-c", IMPORT) for _ in range(7)]
    (wall, used), (bare_wall, bare_used) = (
        [min(column) for column in zip(*rows, strict=True)] for rows in (ours, bare)
    )
    print(
        f"load {os.getloadavg()[0]:.1f}; first answer after {wall:.0f} ms ({used:.0f} ms of the processor), bar 800 ms"
    )
    print(f"    the library alone {bare_wall:.0f} ms ({bare_used:.0f} ms): {used / bare_used:.2f} times that")


def main() -> None:
    measure_start()
    gc.disable()  # as the server does
    for lines in [int(word) for word in sys.argv[1:]] or [500, 2_000, 10_000]:
        asyncio.run(measure(lines))


if __name__ == "__main__":
    main()
