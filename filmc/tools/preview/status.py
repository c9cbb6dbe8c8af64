"""How the film stands, for an editor's status bar: little of what the page is told, under names of its own."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from filmc.tools.preview.feed import Feed

Tell = Callable[[str, Mapping[str, Any]], None]


def follow(feed: Feed, tell: Tell) -> None:
    """Tell from now on, in a thread of its own, what `feed` has; who listens slowly misses what is outdated."""

    async def listen() -> None:
        async for text in feed.listen():
            for name, told in status(json.loads(text)):
                await asyncio.to_thread(tell, name, told)

    def run() -> None:
        with suppress(RuntimeError):  # this process ends
            asyncio.run(listen())

    threading.Thread(target=run, name="status", daemon=True).start()


def status(message: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what a message to the page means to an editor."""
    match message["topic"]:
        case "sheet":
            film, money = message["film"], message["money"]
            number, per = film["rate"]
            seconds = round(film["frames"] * per / number, 3)
            yield "film", {"title": film["title"], "seconds": seconds, "shots": len(message["shots"])}
            yield "money", {name: money[name] for name in ("takes", "cost", "worst", "spent", "buyable", "why_not")}
            yield "state", {shot["id"]: shot["state"] for shot in message["shots"]}
        case "problems":
            counts = Counter(note["severity"] for note in message["found"])
            told = {name: counts[name] for name in ("error", "warning", "hint")}
            yield "problems", {**told, "broken": message["broken"], "message": message["message"]}
        case "making":
            yield "making", {name: message[name] for name in ("done", "total", "spent", "ended") if name in message}
