"""A preview in this process, over a lot: what the page asks for, without a browser."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from asgi import Answer, request
from lot import Lot

from filmc.base.digest import digest
from filmc.tools.preview.acts import Acts
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.buying import Buyer
from filmc.tools.preview.door import Door
from filmc.tools.preview.editor import Editor
from filmc.tools.preview.opening import Opener
from filmc.tools.preview.routes import app_of
from filmc.tools.project import project_of
from filmc.tools.watch.reading import Reader, Version

PORT = 4711
HOST = f"127.0.0.1:{PORT}"
SESSION = "the-session-of-the-one-browser-there-is"


@dataclass
class Preview:
    """The film of a lot, as the page has it. A context. `read` is what the watch does on a save."""

    here: Lot
    editor: Editor = field(default_factory=lambda: Opener(None, {}))

    def __enter__(self) -> Self:
        self.reader = Reader(project_of(str(self.here.home / "main.film")), None)
        self.booth = Booth(self.here.home)
        self.door = Door(PORT, [SESSION])
        self.ends: list[str] = []
        out = self.here.home / "out" / "film.preview.mp4"
        self.buyer = Buyer(self.reader.project, out, self.booth.feed, self.ends.append)
        self.acts = Acts(self.reader.project, self.booth, self.editor, self.buyer)
        self.app = app_of(self.booth, self.door, self.acts.table())
        return self

    def __exit__(self, *_: object) -> None:
        self.buyer.close()
        self.booth.close()
        self.reader.close()

    def read(self) -> Version:
        """Read the film; its pictures are not drawn."""
        self.reader.unsaved = self.editor.unsaved
        version = self.reader.read(lambda _: None, lambda *_: None)
        assert isinstance(version, Version), version
        self.booth.version, self.booth.sources = version, version.checked.sources
        return version

    def ask(self, path: str, session: str = SESSION, **fields: Any) -> Answer:
        """Return what the page is answered."""
        return asyncio.run(request(self.app, "POST", path, own(session, "POST"), json.dumps(fields).encode()))

    @property
    def film(self) -> Path:
        return self.here.home / "main.film"

    def base(self, file: str = "main.film") -> str:
        """The digest of the text as the sheet tells it."""
        assert self.booth.version
        return digest(self.booth.version.checked.sources[file].text)

    def told(self, topic: str) -> Any:
        """The newest message of a topic."""
        return json.loads(self.booth.feed._newest[topic][1])


def own(session: str = SESSION, method: str = "GET") -> list[tuple[str, str]]:
    """Return the headers that our own page sends."""
    headers = [("host", HOST), ("cookie", f"filmc-{PORT}={session}"), ("sec-fetch-site", "same-origin")]
    return (
        [*headers, ("origin", f"http://{HOST}"), ("content-type", "application/json")] if method == "POST" else headers
    )
