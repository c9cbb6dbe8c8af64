"""A page of somebody else, in a real browser: nothing of what it tries passes, nothing is spent. And the one that may frame."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from booths import Preview
from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import lot

from filmc.tools.preview.booth import Booth
from filmc.tools.preview.door import Door
from filmc.tools.preview.routes import app_of
from filmc.tools.preview.said import Said
from filmc.tools.preview.server import Server

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
RULES = "MAP evil.example 127.0.0.1, MAP editor.example 127.0.0.1"
"""Names that a hostile server has made to mean this machine."""
ACTS = ("take", "write", "open", "offer", "buy", "stop", "export")

ATTACK = """async ({host, media, acts}) => {
  const tried = [];
  const note = (what, passed) => tried.push([what, passed]);
  const quiet = (promise) => Promise.race([promise, new Promise((_, no) => setTimeout(no, 4000, "slow"))]);
  const load = (tag, source) => quiet(new Promise((yes, no) => {
    const made = document.createElement(tag);
    made.onload = made.onloadedmetadata = yes; made.onerror = no;
    made[tag === "object" ? "data" : tag === "link" ? "href" : "src"] = source;
    if (tag === "link") made.rel = "stylesheet";
    document.body.append(made);
  })).then(() => true, () => false);
  for (const path of ["/", "/page/main.js", media])
    for (const credentials of ["include", "omit"])
      note(`fetch ${path}`, await quiet(fetch(host + path, {credentials})).then(() => true, () => false));
  for (const path of acts) {
    for (const [type, mode] of [["application/json", "cors"], ["text/plain", "no-cors"], ["application/json", "no-cors"]])
      await quiet(fetch(`${host}/${path}`, {method: "POST", mode, credentials: "include", headers: {"content-type": type}, body: "{}"})).catch(() => 0);
    navigator.sendBeacon(`${host}/${path}`, new Blob(["{}"], {type: "application/json"}));
    const form = document.createElement("form");
    const frame = document.createElement("iframe");
    Object.assign(frame, {name: `f-${path}`}); document.body.append(frame);
    Object.assign(form, {action: `${host}/${path}`, method: "post", target: frame.name, enctype: "text/plain"});
    form.innerHTML = `<input name='{"a":"' value='"}'>`;
    document.body.append(form); form.submit();
  }
  note("img", await load("img", host + media));
  note("script", await load("script", `${host}/page/main.js`));
  note("css", await load("link", `${host}/page/tokens.css`));
  const socket = new WebSocket(host.replace("http", "ws") + "/live");
  note("WebSocket", await quiet(new Promise((yes, no) => { socket.onmessage = socket.onopen = yes; socket.onerror = no; })).then(() => true, () => false));
  const frame = document.createElement("iframe");
  frame.src = `${host}/`; document.body.append(frame);
  await quiet(new Promise((yes) => (frame.onload = yes))).catch(() => 0);
  let read = null;
  try { read = frame.contentDocument?.title || null; } catch { read = null; }
  note("iframe", read !== null);
  return tried;
}"""


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the system's Chromium; where there is none, skip, but never where CI runs."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sync_playwright = None  # type: ignore[assignment]
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if not (path and sync_playwright):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium, or no Playwright to drive it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, f"--host-resolver-rules={RULES}"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@contextmanager
def site(page: str) -> Iterator[int]:
    """Serve `page` at every path of a site of its own; give its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


class Served:
    """A guarded server whose acts only count."""

    def __init__(self, folder: Path, frames: str | None = None) -> None:
        self.done: Counter[str] = Counter()
        self.booth = Booth(folder)
        self.server = Server(0, lambda _: None)
        self.door = Door(self.server.port, frames=frames)
        self.server.start(app_of(self.booth, self.door, {name: self._act(name) for name in ACTS}))
        self.host = f"http://127.0.0.1:{self.server.port}"
        self.booth.feed.tell("problems", {"broken": False, "message": "", "found": []})

    def _act(self, name: str) -> Any:
        def act(_: Said) -> Mapping[str, Any]:
            self.done[name] += 1
            return {"message": name}

        return act

    def close(self) -> None:
        self.server.stop()
        self.booth.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    made = Served(tmp_path)
    yield made
    made.close()


def test_a_page_of_somebody_else_gets_nothing_and_does_nothing(browser: Any, served: Served) -> None:
    media = "/media/" + served.booth.gallery.draw("x", b"\x89PNG", "image/png")
    context = browser.new_context()
    ours = context.new_page()
    ours.goto(served.door.address())
    assert ours.url == f"{served.host}/"
    assert (
        ours.evaluate(
            "fetch('/stop', {method: 'POST', headers: {'content-type': 'application/json'}, body: '{}'}).then((r) => r.status)"
        )
        == 200
    )
    served.done.clear()
    with site("<!doctype html><title>evil</title><body>") as port:
        for origin in (f"http://evil.example:{port}", f"http://127.0.0.1:{port}"):
            page = context.new_page()
            page.goto(origin)
            tried = page.evaluate(ATTACK, {"host": served.host, "media": media, "acts": ACTS})
            assert [what for what, passed in tried if passed] == [], origin
            page.close()
    rebound = context.new_page()
    assert rebound.goto(f"http://evil.example:{served.server.port}/").status == 403
    assert rebound.goto(served.door.address().replace("127.0.0.1", "evil.example")).status == 403
    assert served.done == {}
    context.close()


def test_nothing_is_spent_by_a_page_of_somebody_else(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a real purchase on offer, and its token known."""
    with PaidEmulator("none", life=Life(lasts=0)) as paid:
        here = lot(tmp_path, paid)
        for name, value in here.environment.items():
            if name.startswith("FILMC_"):
                monkeypatch.setenv(name, value)
        with Preview(here) as preview, site("<!doctype html><title>evil</title><body>") as port:
            preview.read()
            server = Server(0, lambda _: None)
            door = Door(server.port)
            server.start(app_of(preview.booth, door, preview.acts.table()))
            context = browser.new_context()
            ours = context.new_page()
            ours.goto(door.address())
            post = "([host, path, said, mode]) => fetch(host + path, {method: 'POST', mode, credentials: 'include', headers: {'content-type': 'application/json'}, body: said}).then((r) => r.json().catch(() => r.status), String)"
            offer = ours.evaluate(post, ["", "/offer", "{}", "cors"])
            said = json.dumps({"plan": offer["base"], "worst": offer["worst"], "token": offer["token"]})
            evil = context.new_page()
            evil.goto(f"http://127.0.0.1:{port}")
            for mode in ("cors", "no-cors"):
                evil.evaluate(post, [f"http://127.0.0.1:{server.port}", "/buy", said, mode])
            assert paid.requests["submit"] == 0
            assert ours.evaluate(post, ["", "/buy", said, "cors"]) == {"message": "it is being made"}
            preview.buyer._thread.join(60)  # type: ignore[union-attr]
            assert paid.charges == 4
            context.close()
            server.stop()


FRAME = "<!doctype html><title>editor</title><iframe src='{address}'></iframe>"
LIVE = """() => new Promise((yes) => {
  const socket = new WebSocket(`ws://${location.host}/live`);
  socket.onmessage = () => fetch("/stop", {method: "POST", headers: {"content-type": "application/json"}, body: "{}"}).then((r) => yes(r.status));
  socket.onerror = () => yes(0);
})"""


@pytest.mark.parametrize("outer", ["editor.example", "evil.example"])
def test_only_who_may_shows_the_page_in_a_frame(outer: str, browser: Any, tmp_path: Path) -> None:
    served = Served(tmp_path, "http://editor.example:*")
    context = browser.new_context()
    with site(FRAME.format(address=served.door.address())) as port:
        page = context.new_page()
        page.goto(f"http://{outer}:{port}")
        frame = page.frames[1]
        if outer == "editor.example":
            frame.wait_for_selector("#player")
            assert frame.evaluate(LIVE) == 200
            cookies = context.cookies()
            assert [(cookie["sameSite"], cookie["httpOnly"], cookie["secure"]) for cookie in cookies] == [
                ("None", True, True)
            ]
        else:
            assert frame.query_selector("#player") is None
            assert served.done == {}
    context.close()
    served.close()
