"""What the language server knows beside the text: where a film stands, its pictures, its commands, and hostile projects."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from lsp_client import Client, RefusedError
from lsp_talk import BYE, Talk, at, edited, hello, notice, opened, request, talk_in_turns
from PIL import Image
from test_lsp_server import DENIED

from filmc.base.diagnostic import Notes
from filmc.frontend.declare import declare
from filmc.frontend.library import library
from filmc.tools.cli import run
from filmc.tools.lsp import aside
from filmc.tools.lsp.features import pictures
from filmc.tools.lsp.table import PAGES, SCRIPTS

FILM = """\
character MEI
    appearance: girl of sixteen

scene exam: INT. ROOM - DAY
    shot desk: medium, on MEI, 3s
        Mei waits.
"""
TARGET = """\
target = "draft"

[targets.draft]
image = "ark:seedream-4-5"
video = "ark:seedance-2-0-720p"
"""
ABLE = {
    "experimental": {"filmc": {"status": True, "pictures": True}},
    "workspace": {"codeLens": {"refreshSupport": True}, "inlayHint": {"refreshSupport": True}},
}
HOVER = "textDocument/hover"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("FILMC_STORE", "FILMC_CACHE", "FILMC_CONFIG"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    film = tmp_path / "film"
    film.mkdir()
    (film / "main.film").write_text(FILM)
    (film / "filmc.toml").write_text(TARGET)
    return film


def do(number: Any, name: str, *words: str, **more: Any) -> dict[str, Any]:
    return request(number, "workspace/executeCommand", {"command": f"filmc.{name}", "arguments": list(words), **more})


def said(folder: Path, *turns: list[Any], abilities: dict[str, Any] = ABLE) -> Talk:
    uri = (folder / "main.film").as_uri()
    return talk_in_turns([[*hello(abilities), opened(FILM, uri)], *turns, BYE])


def test_thirty_three_methods_and_more_are_advertised(folder: Path) -> None:
    told = said(folder).result("hello")["capabilities"]
    assert len({*PAGES, *SCRIPTS, "workspace/executeCommand"}) >= 33
    assert {"codeLensProvider", "hoverProvider", "completionProvider", "executeCommandProvider"} <= told.keys()


def test_commands_tell_prices_and_spend_nothing(folder: Path) -> None:
    uri = (folder / "main.film").as_uri()
    told = said(
        folder,
        [do(1, "status", uri), do(2, "price", uri, "desk"), do(3, "make", uri, "desk", workDoneToken="t")],
        [do(4, "prompt", uri, "exam/desk"), do(5, "takes", uri, "1-1"), do(6, "preview", uri, "desk")],
        [do(7, "explain", "e0301"), do(8, "make", uri), do(9, "make", uri, "nobody"), do(10, "explain", "E9999")],
        [do(11, "pick", uri, "exam/desk still", "1"), do(12, "nothing", uri), do(13, "status", "file:///no.film")],
    )
    status, make = told.result(1), told.result(3)
    assert (status["shots"], status["stale"], status["known"], status["outdated"]) == (1, 1, True, False)
    assert status["price"]
    assert told.result(2)["price"] == make["price"]
    assert make["bought"] is False
    assert make["run"][:2] == ["filmc", "build"]
    assert {order["job"] for order in make["orders"]} == {"MEI sheet", "exam/desk still", "exam/desk clip"}
    assert {job["job"] for job in told.result(4)["jobs"]} == {"exam/desk still", "exam/desk clip"}
    assert "Mei waits" in told.result(4)["text"] or "MEI waits" in told.result(4)["text"]
    assert [job["takes"] for job in told.result(5)["jobs"]] == [[], []]
    assert told.result(6) == {"run": ["filmc", "preview", str(folder / "main.film")], "shot": "exam/desk"}
    assert "declared" in told.result(7)["text"]
    assert all(told.error(number) for number in (8, 9, 10, 11, 12, 13))
    assert [each["value"]["kind"] for each in told.told("$/progress")] == ["begin", "end"]
    assert told.told("filmc/status")[-1]["price"] == status["price"]
    assert not (folder / "film.lock").exists()
    assert not (folder.parent / "filmc_store" / "ledger.sqlite").exists()


def test_a_take_is_picked_and_pinned_in_the_lock(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("red", "blue"):
        Image.new("RGB", (64, 36), name).save(folder / f"{name}.png")
        assert run(["take", "exam/desk still", str(folder / f"{name}.png"), "--film", str(folder / "main.film")]) == 0
    capsys.readouterr()
    uri = (folder / "main.film").as_uri()
    lens = {"textDocument": {"uri": uri}}
    whole = {"start": {"line": 4, "character": 8}, "end": {"line": 4, "character": 8}}
    told = said(
        folder,
        [do(1, "takes", uri, "desk")],
        [request(2, "textDocument/codeLens", lens), at(3, HOVER, 4, 5, uri)],
        [request(4, "textDocument/codeAction", {**lens, "range": whole, "context": {"diagnostics": []}})],
        [do(5, "pick", uri, "exam/desk still", "1"), do(6, "pin", uri, "exam/desk still", "1")],
    )
    still = next(job for job in told.result(1)["jobs"] if job["kind"] == "still")
    assert [take["plays"] for take in still["takes"]] == [False, True]
    assert "takes" in {each["data"]["do"] for each in told.result(2)}
    assert "take 2 of 2 plays, chosen by" in told.result(3)["contents"]["value"]
    titles = [each["title"] for each in told.result(4)]
    assert {"play take 1 of exam/desk still", "pin take 2 of exam/desk still"} <= {*titles}
    assert told.result(5)["take"] == still["takes"][0]["digest"]
    assert "pin: yes" in (folder / "film.lock").read_text()


def test_a_picture_of_a_shot_is_drawn_when_somebody_looks(folder: Path) -> None:
    uri = (folder / "main.film").as_uri()
    told = said(folder, [at(1, HOVER, 4, 5, uri)], [do(2, "status", uri)], [at(3, HOVER, 4, 5, uri)])
    shown = [told.result(number)["contents"]["value"] for number in (1, 3)]
    assert ["data:image/jpeg" in text for text in shown] == [False, True]
    (data,) = re.findall(r"base64,([^)]+)\)", shown[1])
    assert len(data) <= pictures.MOST
    assert base64.b64decode(data).startswith(b"\xff\xd8")


def test_who_shows_no_pictures_is_sent_none(folder: Path) -> None:
    uri = (folder / "main.film").as_uri()
    told = said(folder, [at(1, HOVER, 4, 5, uri)], [do(2, "status", uri)], [at(3, HOVER, 4, 5, uri)], abilities={})
    assert "data:" not in told.result(3)["contents"]["value"]
    assert not told.told("filmc/status")


def test_of_a_text_on_no_disk_it_is_told_how_long_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "QUIET", 0)
    turns = [[*hello(ABLE), opened()], [at(1, HOVER, 4, 5)], [edited(2, "9", 5, 30, 31)], [at(2, HOVER, 4, 5)], BYE]
    told = talk_in_turns(turns).told("filmc/status")
    assert [each["seconds"] for each in told] == [3, 93]
    assert "not saved yet" in told[-1]["trouble"]


def test_what_was_found_before_an_edit_is_marked(folder: Path) -> None:
    uri = (folder / "main.film").as_uri()
    told = said(
        folder,
        [do(1, "status", uri)],
        [edited(2, "# new\n", uri=uri), at(2, HOVER, 5, 5, uri)],
        [request(3, "textDocument/codeLens", {"textDocument": {"uri": uri}})],
        [edited(3, "x", 5, 30, uri=uri), do(4, "status", uri), at(5, HOVER, 5, 5, uri)],
    )
    assert "(before the last edit)" in told.result(2)["contents"]["value"]
    assert "make" not in {lens["data"]["do"] for lens in told.result(3)}, "a price of another text is none"


def test_every_word_that_can_be_seen_has_its_picture() -> None:
    names = declare(Notes(), library())
    for kind in ("size", "angle", "setup", "move", "performance", "blocking", "transition", "look", "light"):
        for word in names.all(kind):  # type: ignore[arg-type]
            picture = pictures._file(kind, word.name.value)
            assert picture.startswith(b"\xff\xd8"), (kind, word.name.value)
            assert pictures.inline(picture, "")


# ---- projects that nobody has agreed to

EVIL = "http://169.254.169.254/"
HOSTILE: dict[str, tuple[str, str]] = {
    # what it tries → filmc.toml, and lines of a shot
    "an address": (f'[providers.ark]\nbase = "{EVIL}"', ""),
    "an address by option": (f'[providers.ark.options]\nbase_url = "{EVIL}"', ""),
    "a command": ('[providers.ark]\ncommand = "touch owned"', ""),
    "a replay": ('[providers.ark.options]\nreplay = "/etc"', ""),
    "a region": ('[providers.ark]\nregion = "evil"', ""),
    "prices": ('[prices]\n"ark:seedream-4-5" = "0 CNY"', ""),
    "rates": ('[rates]\nCNY = "0 USD"', ""),
    "a store": ('store = "/"', ""),
    "a target of nobody": ('[targets.x]\nimage = "evil:model"', ""),
    "targets in a circle": ('[targets.a]\ninherits = "b"\n[targets.b]\ninherits = "a"', ""),
    "no toml": ("\0\1[[[", ""),
    "a huge number": ('[ceilings]\nrun = "' + "9" * 400 + ' CNY"', ""),
    "a model elsewhere": ("", f"via: {EVIL}"),
    "footage elsewhere": ("", f"source: {EVIL}a.mp4"),
    "footage above": ("", "source: ../../../etc/passwd.mp4"),
    "footage that is a list": ("", "source: list.m3u8"),
    "a device": ("", "source: /dev/zero.mp4"),
    "a picture that is a script": ("", "start: evil.png"),
    "a picture of a pipe": ("", "start: |touch owned.png"),
    "a sound elsewhere": ("", f"sfx: {EVIL}a.wav"),
    "braces": ("", "avoid: {{ ''.__class__.__mro__ }}"),
    "a reference by protocol": ("", "reference: concat:a.png|b.png"),
    "a look with code": ("", "look: {% for x in range(999999999) %}x{% endfor %}"),
    "markup": ("", "note: ![x](http://169.254.169.254/p.png) <img src=x onerror=alert(1)>"),
    "a lock that lies": ("", "text: $(touch owned) `touch owned`"),
}


@pytest.fixture(scope="module")
def denied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Path]]:
    root = tmp_path_factory.mktemp("hostile")
    env = {name: str(root / name.lower()) for name in ("FILMC_STORE", "FILMC_CACHE", "FILMC_CONFIG")}
    client = Client(root, ABLE, env=env, command=("-c", DENIED))
    client.initialize()
    yield client, root
    assert client.leave() == 0
    assert not [line for line in client.log if "DENIED" in line or "Traceback" in line], client.log
    assert not [each for each in client.told if each["method"] == "window/showMessage"], client.told
    assert not [*root.rglob("owned")]


@pytest.mark.parametrize("trick", HOSTILE)
def test_no_project_makes_the_server_run_or_ask_anything(trick: str, denied: tuple[Client, Path]) -> None:
    client, root = denied
    settings, line = HOSTILE[trick]
    film = root / trick.replace(" ", "-")
    film.mkdir()
    text = FILM + (f"        {line}\n" if line else "")
    (film / "main.film").write_text(text)
    (film / "evil.png").write_bytes(b"#!/bin/sh\ntouch owned\n")
    (film / "list.m3u8").write_text(f"#EXTM3U\n{EVIL}a.ts\n")
    (film / "filmc.toml").write_text(
        f"{settings}\n" if "\0" in settings else f'target = "draft"\n{TARGET[17:]}{settings}\n'
    )
    (film / "film.lock").write_text(f'film = "{EVIL}"\n[[[\n')
    uri = (film / "main.film").as_uri()
    client.open(uri, text)
    client.diagnostics(uri)
    where = {"textDocument": {"uri": uri}, "position": {"line": 6 if line else 4, "character": 12}}
    for method in (HOVER, "textDocument/completion"):
        client.ask(method, where)
    for number in range(len(text.splitlines())):
        client.ask(HOVER, {**where, "position": {"line": number, "character": 8}})
    for name in ("status", "make", "prompt", "takes", "price"):
        asked = {"command": f"filmc.{name}", "arguments": [uri, "exam/desk"]}
        with suppress(RefusedError):
            assert json.dumps(client.ask("workspace/executeCommand", asked))
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_a_cancelled_command_is_told_so(folder: Path) -> None:
    uri = (folder / "main.film").as_uri()
    told = said(folder, [do(1, "make", uri, "desk"), notice("$/cancelRequest", {"id": 1}), do(2, "price", uri)])
    assert told.error(1) == -32800
    assert told.result(2)["price"]
