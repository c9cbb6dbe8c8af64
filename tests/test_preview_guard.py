"""Who may speak to the preview's server: each route × every caller, against what is meant; and what is never served."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import json
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from asgi import Answer, handshake, request
from booths import HOST, PORT, SESSION, own
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from filmc.tools.commands.preview import FRAMES
from filmc.tools.preview import kept
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.door import Door
from filmc.tools.preview.guard import Guard
from filmc.tools.preview.kept import Kept
from filmc.tools.preview.routes import app_of
from filmc.tools.preview.said import Said
from filmc.tools.preview.server import Server

HOSTS = (HOST, f"localhost:{PORT}", f"evil.example:{PORT}", "127.0.0.1")
ORIGINS = (None, f"http://{HOST}", f"http://localhost:{PORT}", "null", "https://evil.example", f"https://{HOST}")
SITES = (None, "same-origin", "same-site", "cross-site")
TOKENS = (SESSION, SESSION[:-1] + "x", "", None)
ACTS = ("take", "write", "open", "offer", "buy", "stop", "export")


@pytest.fixture
def booth(tmp_path: Path) -> Iterator[Booth]:
    made = Booth(tmp_path)
    yield made
    made.close()


def app(booth: Booth, frames: str | None = None) -> Guard:
    def act(said: Said) -> Mapping[str, Any]:
        return {"message": said.text_or_none("x") or "done"}

    made = app_of(booth, Door(PORT, [SESSION], frames), dict.fromkeys(ACTS, act))
    assert isinstance(made, Guard)
    return made


class Caller(NamedTuple):
    host: str
    origin: str | None
    site: str | None
    token: str | None

    @property
    def headers(self) -> list[tuple[str, str]]:
        told = [("host", self.host), ("origin", self.origin), ("sec-fetch-site", self.site)]
        cookie = None if self.token is None else f"filmc-{PORT}={self.token}"
        told += [("cookie", cookie), ("content-type", "application/json")]
        return [(name, value) for name, value in told if value is not None]

    def may(self, *, safe: bool, entering: bool) -> bool:
        """What is written of it: our own host, our own origin (only a GET may lack it), no other site, the cookie."""
        return (
            self.host in (f"127.0.0.1:{PORT}", f"localhost:{PORT}")
            and (self.origin == f"http://{self.host}" or (self.origin is None and safe))
            and self.site not in ("same-site", "cross-site")
            and (entering or self.token == SESSION)
        )


CALLERS = [Caller(*each) for each in itertools.product(HOSTS, ORIGINS, SITES, TOKENS)]


def test_every_route_answers_its_own_page_only(booth: Booth) -> None:
    guard = app(booth)
    new = guard.app
    new.routes.append(Route("/new", lambda _: PlainTextResponse("new"), methods=["GET", "POST"]))  # type: ignore[attr-defined]
    assert len(CALLERS) == 384
    routes = new.routes  # type: ignore[attr-defined]
    names = {route.path for route in routes}
    assert names == {"/", "/page/{name}", "/media/{ident}", "/live", "/new", *(f"/{name}" for name in ACTS)}

    async def wrong() -> list[str]:
        found = []
        for route, caller in itertools.product(routes, CALLERS):
            path = route.path.replace("{name}", "main.js").replace("{ident}", "0" * 32)
            if isinstance(route, WebSocketRoute):
                passed = {"WS": await handshake(guard, path, caller.headers) == 101}
            else:
                answers = {
                    method: await request(guard, method, path, caller.headers, b"{}")
                    for method in sorted(route.methods)
                }
                passed = {method: answer.status != 403 for method, answer in answers.items()}
            for method, is_in in passed.items():
                meant = caller.may(safe=method in ("GET", "HEAD"), entering=path == "/" and method in ("GET", "HEAD"))
                if is_in is not meant:
                    found.append(f"{method} {path} {caller}")
        return found

    assert asyncio.run(wrong()) == []


def ask(guard: Any, method: str, path: str, headers: list[tuple[str, str]], body: bytes = b"") -> Answer:
    return asyncio.run(request(guard, method, path, headers, body))


TWICE = [("host", "evil.example"), ("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")]


@pytest.mark.parametrize("again", TWICE)
@pytest.mark.parametrize("place", ["first", "last"])
def test_nothing_is_said_twice(again: tuple[str, str], place: str, booth: Booth) -> None:
    headers = [again, *own(method="POST")] if place == "first" else [*own(method="POST"), again]
    assert ask(app(booth), "POST", "/stop", headers, b"{}").status == 403


def test_every_answer_has_the_headers(booth: Booth) -> None:
    guard = app(booth)
    booth.gallery.draw("x", b"<script>", "text/html")
    ident = booth.gallery.ident("x")
    for path, headers in [
        ("/", own()), ("/", [("host", HOST)]), ("/page/main.js", own()), ("/page/none", own()), (f"/media/{ident}", own()),
        ("/nothing", own()), ("/take", own()), ("/", [("host", "evil")]),
    ]:  # fmt: skip
        told = ask(guard, "GET", path, headers).headers
        assert told["x-content-type-options"] == "nosniff"
        assert told["cross-origin-resource-policy"] == "same-origin"
        assert told["x-frame-options"] == "DENY"
        assert told["cache-control"] == "no-store"
        policy = told["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert not [name for name in told if name.startswith("access-control")]
    assert ask(guard, "GET", f"/media/{ident}", own()).headers["content-disposition"] == "attachment"


# ---- the way in


def test_a_code_works_once_and_for_a_person(booth: Booth) -> None:
    guard = app(booth)
    door = guard._door
    path = door.address().removeprefix(f"http://{HOST}")
    typed = [("host", HOST), ("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")]
    linked = [("host", HOST), ("sec-fetch-site", "cross-site"), *typed[2:]]
    assert ask(guard, "GET", "/", typed).status == 401
    assert ask(guard, "HEAD", path, typed).status == 401
    assert ask(guard, "GET", path, [*typed, ("sec-purpose", "prefetch;prerender")]).status == 401
    assert ask(guard, "GET", path, [("host", HOST), ("sec-fetch-site", "cross-site")]).status == 403
    assert ask(guard, "GET", path[:-1], linked).status == 401
    answer = ask(guard, "GET", path, linked)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict")
    assert ask(guard, "GET", "/", [("host", HOST), ("cookie", cookie.partition(";")[0])]).status == 200
    assert ask(guard, "GET", path, linked).status == 401


def test_codes_and_sessions_do_not_pile_up() -> None:
    door = Door(PORT)
    codes = [door.address().partition("code=")[2] for _ in range(20)]
    assert [door.enter(code) for code in codes] == [False] * 12 + [True] * 8
    kept_by: list[int] = []
    door.keep = lambda sessions: kept_by.append(len(sessions))
    for _ in range(20):
        door.admit(PlainTextResponse())
    assert kept_by == [1, 2, 3, 4, 5, 6, 7, *[8] * 13]


@pytest.mark.parametrize("cookie", ["filmc=x", "filmc-4712=" + SESSION, f"x={SESSION}", ";;;=", f'filmc-{PORT}="', "é"])
def test_another_cookie_is_none(cookie: str, booth: Booth) -> None:
    assert ask(app(booth), "GET", "/page/main.js", [("host", HOST), ("cookie", cookie)]).status == 403


def test_a_frame_is_for_those_who_asked_for_it(booth: Booth) -> None:
    framed = [
        ("host", HOST),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "iframe"),
    ]
    embedding = app(booth, FRAMES)
    path = embedding._door.address().removeprefix(f"http://{HOST}")
    answer = ask(embedding, "GET", path, framed)
    assert answer.status == 303
    assert answer.headers["set-cookie"].endswith("; HttpOnly; SameSite=None; Secure; Partitioned")
    assert "frame-ancestors vscode-webview: vscode-file:" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
    cookie = ("cookie", answer.headers["set-cookie"].partition(";")[0])
    assert ask(embedding, "GET", "/page/main.js", [*framed, cookie]).status == 403
    assert ask(embedding, "POST", "/stop", [*framed, cookie, ("origin", "vscode-webview://x")], b"{}").status == 403
    assert ask(app(booth), "GET", "/", framed).status == 403


# ---- what outlives the server


def test_port_and_sessions_are_for_their_owner(tmp_path: Path) -> None:
    place, sessions = tmp_path / "preview" / "x.json", ("s" * 43, "t" * 43)
    assert kept.read(place) == Kept()
    kept.write(place, Kept(4711, sessions))
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert kept.read(place) == Kept(4711, sessions)
    place.chmod(0o644)
    assert kept.read(place) == Kept(), "somebody else may have read or written it"


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "null", "{", '{"port": 1}', '{"port": 0, "sessions": []}', '{"port": 70000, "sessions": []}',
        '{"port": "x", "sessions": []}', '{"port": 1, "sessions": ["short"]}', '{"port": 1, "sessions": [7]}', "[" * 4000,
        '{"port": 1, "sessions": "' + "x" * 50 + '"}',
    ],
)  # fmt: skip
def test_what_is_damaged_is_not_used(text: str, tmp_path: Path) -> None:
    place = tmp_path / "x.json"
    place.touch(0o600)
    place.write_text(text)
    assert kept.read(place) == Kept()


# ---- what is said to it

WRONG: dict[str, tuple[bytes, str, int]] = {
    "no JSON": (b"{", "application/json", 400),
    "nothing": (b"", "application/json", 400),
    "a list": (b"[]", "application/json", 400),
    "a number": (b"7", "application/json", 400),
    "deep": (b"[" * 60_000, "application/json", 400),
    "no text": (b"\xff\xfe", "application/json", 400),
    "a field of another type": (b'{"x": 7}', "application/json", 400),
    "huge": (b'{"x": "' + b"a" * 70_000 + b'"}', "application/json", 413),
    "a form": (b"x=1", "application/x-www-form-urlencoded", 415),
    "as text": (b"{}", "text/plain", 415),
    "as another JSON": (b"{}", "application/jsonp", 415),
    "of no type": (b"{}", "", 415),
    "with a charset": (b"{}", "application/json; charset=utf-8", 200),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_request_is_told_so(case: str, booth: Booth) -> None:
    body, kind, status = WRONG[case]
    headers = [pair for pair in own(method="POST") if pair[0] != "content-type"]
    answer = ask(app(booth), "POST", "/take", [*headers, ("content-type", kind)], body)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/json"
    assert isinstance(answer.json["message"], str)


@pytest.mark.parametrize("path", ["/take", "/buy"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_only_a_post_does_something(path: str, method: str, booth: Booth) -> None:
    answer = ask(app(booth), method, path, own(method="POST"), b"{}")
    assert answer.status == 405
    assert "access-control-allow-origin" not in answer.headers


# ---- over a real socket


@pytest.fixture
def served(tmp_path: Path, booth: Booth) -> Iterator[tuple[Server, list[str]]]:
    (tmp_path / "main.film").write_text("film Secret\n", "utf-8")
    (tmp_path / ".env").write_text("KEY=secret\n")
    told: list[str] = []
    server = Server(0, told.append)
    door = Door(server.port, [SESSION])

    def act(said: Said) -> Mapping[str, Any]:
        raise ZeroDivisionError(said.text("x"))

    server.start(app_of(booth, door, {"take": act}))
    yield server, told
    server.stop()


TRICKS = [
    f"/{root}/{path}"
    for root in ("media", "page")
    for path in (
        "../main.film", "..%2fmain.film", "%2e%2e/main.film", "%2e%2e%2fmain.film", "..%5cmain.film", "..\\main.film", "....//main.film",
        "..;/main.film", ".env", "%2eenv", "..%2f.env", "..%252f.env", "%252e%252e%252f.env", "..%c0%af.env", "..%ef%bc%8f.env", "/etc/passwd",
        "%2fetc%2fpasswd", "//etc/passwd", "file:///etc/passwd", "C:%5cWindows%5cwin.ini", "main.film%00.js", "main.js%00", "index.html/", "main.js/..",
        "./../routes.py", "..%2froutes.py", "routes.py", "__init__.py", "main.film?import&raw", "main.js%3f/../routes.py", "@fs/etc/passwd", "",
    )
]  # fmt: skip


def test_no_address_leads_to_a_file(served: tuple[Server, list[str]]) -> None:
    server, told = served
    assert len(TRICKS) == 64
    for path in TRICKS:
        with socket.create_connection(("127.0.0.1", server.port), 10) as wire:
            cookie = f"Cookie: filmc-{server.port}={SESSION}\r\n"
            wire.sendall(
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{cookie}Connection: close\r\n\r\n".encode()
            )
            answer = b"".join(iter(lambda: wire.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        assert head.split()[1] in (b"404", b"400"), path
        assert b"secret" not in body.lower()
        assert b"root:" not in body
    assert told == []


def test_what_breaks_in_our_own_code_is_a_line(
    served: tuple[Server, list[str]], capfd: pytest.CaptureFixture[str]
) -> None:
    server, told = served
    host = f"127.0.0.1:{server.port}"
    headers = {
        "Cookie": f"filmc-{server.port}={SESSION}",
        "Origin": f"http://{host}",
        "Content-Type": "application/json",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as wire:
        wire.request("POST", "/take", json.dumps({"x": "of mine"}), headers)
        assert wire.getresponse().status == 500
    until = time.monotonic() + 30
    while not told and time.monotonic() < until:  # it is logged when the answer is out
        time.sleep(0.01)
    assert told == ["this is a fault in filmc itself, not in your film: ZeroDivisionError: of mine"]
    with socket.create_connection(("127.0.0.1", server.port), 10) as other:  # a WebSocket from somewhere else
        other.sendall(
            f"GET /live HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        assert b"403" in other.recv(4096)
    assert capfd.readouterr().err == ""
    assert len(told) == 1


SENT: list[str | bytes] = [
    "", "{", "[]", "7", "null", '{"playhead": 7}', '{"playhead": null}', "[" * 60_000, '{"playhead": {"shot": []}}', "\0", "x" * 60_000,
]  # fmt: skip


def test_what_a_page_says_of_its_playhead_is_looked_at(served: tuple[Server, list[str]], booth: Booth) -> None:
    server, told = served
    host = f"127.0.0.1:{server.port}"
    booth.feed.tell("problems", {"found": ["\udcff"]})
    with connect(
        f"ws://{host}/live", origin=f"http://{host}", additional_headers={"Cookie": f"filmc-{server.port}={SESSION}"}
    ) as page:
        for message in SENT:
            page.send(message)
        assert json.loads(page.recv(30))["found"] == ["?"]
        page.send(b"bytes")  # no text: it is hung up
        with pytest.raises(ConnectionClosed):
            page.recv(30)
    with connect(
        f"ws://{host}/live", origin=f"http://{host}", additional_headers={"Cookie": f"filmc-{server.port}={SESSION}"}
    ) as page:
        page.recv(30)  # what is told at first
        page.send("x" * 70_000)
        with pytest.raises(ConnectionClosed):
            page.recv(30)
    assert told == []


KINDS = {
    b"<html><script>": ("application/octet-stream", "attachment"),
    b"<svg onload=alert(1)>": ("application/octet-stream", "attachment"),
    b"\x89PNG\r\n\x1a\n": ("image/png", None),
    b"\0\0\0\x18ftypmp42": ("video/mp4", None),
    b"RIFF\0\0\0\0WAVE": ("audio/wav", None),
}


@pytest.mark.parametrize("data", KINDS)
def test_a_file_is_served_as_what_it_is(data: bytes, booth: Booth, tmp_path: Path) -> None:
    path = tmp_path / "take.html"
    path.write_bytes(data)
    answer = ask(app(booth), "GET", f"/media/{booth.gallery.hang(path)}", own())
    assert (answer.headers["content-type"], answer.headers.get("content-disposition")) == KINDS[data]
    path.unlink()
    assert ask(app(booth), "GET", f"/media/{booth.gallery.hang(path)}", own()).status == 404
