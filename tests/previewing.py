"""The preview's page in the system's own Chromium: with the server that runs, or with messages of our own before it.

with chromium() as browser:
    with Preview(here) as preview:
        page = preview.page(browser)
        until(page, TEXT, lambda text: text == preview.text)
"""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Self

import pytest
from lot import Lot

from filmc.base.assets import asset
from filmc.tools.preview.guard import headers_for
from filmc.tools.preview.routes import PAGE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route, WebSocketRoute

PATIENCE = 90.0
"""Seconds that something may take on a machine that is busy with other tests."""
LOOK = 25
"""Milliseconds between the first two looks whether it is there; a look costs more than what is looked for."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--autoplay-policy=no-user-gesture-required",
)
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

HERE = """async () => {
  const { now, partAt } = await import("/page/film.js");
  const { position, playingNow } = await import("/page/player.js");
  const shot = partAt(position());
  return shot && { frame: position(), shot: shot.id, offset: position() - shot.start, playing: playingNow(), frames: now.sheet.film.frames };
}"""
FILES = """async () => {
  const { now } = await import("/page/film.js");
  return now.sheet && Object.fromEntries(now.sheet.files.map((each) => [each.file, each.text]));
}"""
REELED = """async () => {
  const { now } = await import("/page/film.js");
  return Boolean(now.moving && now.moving.text === now.sheet.text && document.querySelector("video.seen"));
}"""
SEEK = """async (frame) => (await import("/page/player.js")).seek(frame)"""
BROKEN = """async () => (await import("/page/film.js")).now.problems.broken"""


def missing(what: str) -> NoReturn:
    """Skip, for want of something; where CI runs, nothing may be wanting."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        missing(f"no Playwright ({error}): pip install --group browser")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    if not (path := next(filter(None, map(shutil.which, names)), None)):
        missing(f"there is no browser of the system here: none of {', '.join(names)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def until(page: Page, script: str, holds: Callable[[Any], object] = bool, argument: Any = None) -> Any:
    """Return what `script` gives in the page, as soon as it `holds`."""
    end, wait = time.monotonic() + PATIENCE, float(LOOK)
    while True:
        found = page.evaluate(script, argument)
        if holds(found):
            return found
        assert time.monotonic() < end, f"it never came: {script} gave {str(found)[:400]}"
        page.wait_for_timeout(wait)
        wait = min(wait * 1.5, 8 * LOOK)


def heard(page: Page) -> list[str]:
    """Return a list that fills with what the page complains of: errors, and what its policy forbids."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
    return complaints


# ---- the server that runs


class Preview:
    """A process of `filmc preview --stdio`: we are the editor at its other end. A context."""

    def __init__(self, here: Lot, *words: str) -> None:
        self.here = here
        self._words = words

    def __enter__(self) -> Self:
        self._coming: queue.Queue[Mapping[str, Any] | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "filmc", "preview", "--stdio", *(self._words or ("--size", "160x90"))],
            cwd=self.here.home,
            env=self.here.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.address = str(self.until("address")["address"])
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self._reader.join()
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._coming.put(json.loads(line))
        self._coming.put(None)

    def until(self, topic: str) -> Mapping[str, Any]:
        """Return the next that it says on a topic."""
        end = time.monotonic() + PATIENCE
        while (said := self._coming.get(timeout=max(end - time.monotonic(), 0.01))) is not None:
            if topic in said:
                return said[topic]  # type: ignore[no-any-return]
        raise AssertionError(f"it has ended and said nothing of {topic}")

    def say(self, **message: Any) -> None:
        """Say something as the editor does."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    # ---- the text

    @property
    def path(self) -> Path:
        return self.here.home / "main.film"

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    def save(self, text: str) -> None:
        """Save the film as most editors do, by renaming over it."""
        self.path.with_name("new~").write_text(text, "utf-8")
        self.path.with_name("new~").replace(self.path)

    def change(self, old: str, new: str) -> None:
        """Replace some words that stand in the text once."""
        text = self.text
        assert text.count(old) == 1, (old, text.count(old))
        self.save(text.replace(old, new))

    def seen(self, page: Page) -> None:
        """Wait until the page shows the text that is on the disk."""
        until(page, FILES, lambda files: files and files["main.film"] == self.text)

    def reeled(self, page: Page) -> None:
        """Wait until the page has the moving picture of the text that is on the disk."""
        self.seen(page)
        until(page, REELED)


# ---- messages of our own


@dataclass
class Staged:
    """The page with no server behind it: `tell` it what a server would; what it asks for is in `asked`."""

    page: Page
    asked: list[tuple[str, Any]] = field(default_factory=list)
    told: list[Any] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    _socket: list[WebSocketRoute] = field(default_factory=list)

    def tell(self, *messages: Mapping[str, Any]) -> None:
        for message in messages:
            self._socket[-1].send(json.dumps(message))

    def lose(self) -> None:
        """Be gone, as a server that has ended; it can be begun again."""
        self._socket[-1].close()

    def open(self) -> None:
        self.page.goto("http://localhost/")
        until(self.page, "() => Boolean(document.querySelector('[aria-selected=true]'))")
        end = time.monotonic() + PATIENCE
        while not self._socket:
            assert time.monotonic() < end
            self.page.wait_for_timeout(LOOK)

    def meet(self, socket: WebSocketRoute) -> None:
        self._socket.append(socket)
        socket.on_message(lambda text: self.told.append(json.loads(text)))

    def answer(self, route: Route) -> None:
        """Answer as the routes do: the page's files, pictures by their ids, and what `answers` holds."""
        path = "/" + route.request.url.split("/", 3)[3]
        headers = headers_for(None)
        if route.request.method == "POST":
            self.asked.append((path, route.request.post_data_json))
            route.fulfill(json=self.answers.get(path, {"message": ""}), headers=headers)
        elif path.startswith("/media/"):
            route.fulfill(body=_picture(), content_type="image/png", headers=headers)
        else:
            name = path.removeprefix("/page/").lstrip("/") or "index.html"
            file = asset("stdlib/fonts/text.ttf") if name == "text.ttf" else PAGE / name
            route.fulfill(body=file.read_bytes(), content_type=KINDS.get(file.suffix, "font/ttf"), headers=headers)


def staged(context: BrowserContext) -> Staged:
    """Return the page, open, with nothing told to it yet."""
    page = context.new_page()
    stage = Staged(page)
    page.route("**/*", stage.answer)
    page.route_web_socket("**/live", stage.meet)
    return stage


def _picture() -> bytes:
    from emulators import media

    return media.picture(64, 36)


def messages_of(home: Path) -> Sequence[dict[str, Any]]:
    """Return what the server would tell a page of the film in `home`, in order."""
    from filmc.tools.preview.booth import Booth
    from filmc.tools.project import project_of
    from filmc.tools.watch.reading import Reader, Version

    reader = Reader(project_of(str(home / "main.film")), None)
    booth = Booth(home)
    try:
        version = reader.read(lambda _: None, lambda *_: None)
        assert isinstance(version, Version), version
        booth.read(version, lambda *_: None)
        return [json.loads(text) for _, text in sorted(booth.feed._newest.values())]
    finally:
        booth.close()
        reader.close()
