"""The language server as a whole: messages in order and out of it, faults of clients and its own, and one real process."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsp_client import Client, RefusedError
from lsp_talk import BYE, FILM, URI, Sink, at, converter, edited, hello, notice, opened, request, talk, talk_in_turns

from filmc.base.assets import asset
from filmc.base.world import World
from filmc.session import Checked
from filmc.tools.cli import run
from filmc.tools.lsp import conversation
from filmc.tools.lsp.commands import COMMANDS, EXPLAIN
from filmc.tools.lsp.films import Checker, Films
from filmc.tools.lsp.offers import COMMANDS as OFFERED
from filmc.tools.lsp.offers import METHODS
from filmc.tools.lsp.script import Home
from filmc.tools.lsp.server import FilmServer
from filmc.tools.lsp.table import PAGES, SCRIPTS

SOAK = bool(os.environ.get("FILMC_SOAK"))

REQUEST_CANCELLED, CONTENT_MODIFIED, METHOD_NOT_FOUND = -32800, -32801, -32601
INVALID_PARAMS, INVALID_REQUEST, PARSE_ERROR, NOT_INITIALIZED = -32602, -32600, -32700, -32002
INTERNAL_ERROR, REQUEST_FAILED = -32603, -32803
DEFINITION = "textDocument/definition"
PUSHED = "textDocument/publishDiagnostics"
PULLS = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


class Counted(Films):
    """Films that count their checks."""

    def __init__(self) -> None:
        super().__init__(self.count)
        self.checks = 0

    def count(self, home: Home, world: World, main: str) -> Checked:
        self.checks += 1
        return Checker()(home, world, main)


def failing(_home: Home, _world: World, _main: str) -> Checked:
    raise ValueError("broken on purpose")


# ---- order


def test_a_burst_of_edits_costs_one_check_of_the_newest_text() -> None:
    films = Counted()
    said = talk(*hello(), opened(), *(edited(2 + n, "x") for n in range(20)), films=films)
    assert films.checks == 1
    (told,) = said.told(PUSHED)
    assert told["version"] == 21
    assert [note["range"]["end"]["character"] for note in told["diagnostics"]][:1] == [len("character MEI") + 20]


def test_an_answer_is_of_the_text_that_was_asked_about() -> None:
    films = Counted()
    moved = [(edited(2 + n, "\n"), at(n, DEFINITION, 8 + n, 9)) for n in range(3)]
    said = talk_in_turns([[*hello(), opened()], *moved], films)
    assert [said.result(n)[0]["range"]["start"]["line"] for n in range(3)] == [1, 2, 3]
    assert films.checks == 4


def test_a_question_about_a_text_that_is_edited_by_now_is_not_answered() -> None:
    said = talk(*hello(), opened(), at(1, DEFINITION, 7, 9), edited(2, "\n"), at(2, DEFINITION, 8, 9))
    assert said.error(1) == CONTENT_MODIFIED
    assert said.result(2)


def test_a_request_that_is_taken_back_is_not_begun() -> None:
    films = Counted()
    said = talk(*hello(), opened(), at(1, DEFINITION, 7, 9), notice("$/cancelRequest", {"id": 1}), *BYE, films=films)
    assert said.error(1) == REQUEST_CANCELLED
    assert films.checks == 0
    late = talk_in_turns([[*hello(), opened(), at(1, DEFINITION, 7, 9)], [notice("$/cancelRequest", {"id": 1})], BYE])
    assert late.result(1)
    assert late.code == 0


# ---- faults of clients


def test_what_is_no_request_is_refused_and_the_server_goes_on() -> None:
    said = talk(
        b"{", b"\xff\xfe", b"[]", b"17", b'{"jsonrpc": "1.0", "id": 9, "method": "shutdown"}',
        *hello(), opened(),
        request(1, "no/such"), notice("no/such"), notice("$/no/such"),
        request(2, DEFINITION, {"textDocument": 7}), request(3, DEFINITION), request(4, DEFINITION, {"textDocument": {"uri": URI}, "position": {"line": -1, "character": 0}}),
        at(5, DEFINITION, 0, 0, uri="http://[broken"), at(6, DEFINITION, 0, 0, uri="file:///no/such.film"), at(7, DEFINITION, 2**31 - 1, 2**31 - 1),
        edited(2, "x", uri="file:///never/opened.film"), notice("textDocument/didClose", {"textDocument": {"uri": "file:///never/opened.film"}}),
        request("last", "textDocument/foldingRange", {"textDocument": {"uri": URI}}),
        *BYE,
    )  # fmt: skip
    assert [answer["error"]["code"] for answer in said.answers(None)] == [
        PARSE_ERROR,
        PARSE_ERROR,
        INVALID_REQUEST,
        INVALID_REQUEST,
    ]
    assert said.error(9) == INVALID_REQUEST
    assert said.error(1) == METHOD_NOT_FOUND
    assert [said.error(n) for n in (2, 3, 4)] == [INVALID_PARAMS] * 3
    assert [said.result(n) for n in (5, 6, 7)] == [None, None, None]
    assert said.result("last")
    assert not said.told("window/showMessage")
    assert said.code == 0


def test_a_root_that_is_no_address_is_none() -> None:
    said = talk(*hello(rootUri="http://[broken"), opened(), at(1, DEFINITION, 7, 9), *BYE)
    assert said.result("hello")
    assert said.result(1)


def test_nothing_is_answered_before_the_beginning_and_after_the_end() -> None:
    early = talk(
        at(1, DEFINITION, 0, 0),
        opened(),
        *hello(),
        *hello(),
        request(2, "textDocument/foldingRange", {"textDocument": {"uri": URI}}),
        *BYE[:1],
        at(3, DEFINITION, 0, 0),
    )
    assert early.error(1) == NOT_INITIALIZED
    assert sorted("error" in answer for answer in early.answers("hello")) == [False, True]
    assert early.result(2) is None
    assert early.error(3) == INVALID_REQUEST
    assert early.code == 0
    assert talk(*hello()).code == 1
    assert talk(notice("exit")).code == 1


# ---- faults of its own


@pytest.mark.parametrize(
    ("client", "log"), [("Neovim", "vim.lsp.get_log_path()"), ("helix", ":log-open"), ("", "stderr")]
)
def test_a_fault_of_ours_is_told_once_and_ends_nothing(client: str, log: str, caplog: pytest.LogCaptureFixture) -> None:
    asked = [at(n, DEFINITION, 0, 0) for n in (1, 2)]
    info = {"clientInfo": {"name": client}} if client else {}
    said = talk_in_turns([[*hello(**info), opened()], asked, [edited(2, "x")], BYE], Films(failing))
    assert [said.error(1), said.error(2)] == [INTERNAL_ERROR, INTERNAL_ERROR]
    (message,) = said.told("window/showMessage")
    assert re.match(r"E1190: .*ValueError: broken on purpose", message["message"])
    assert log in message["message"]
    logged = [record.message for record in caplog.records if "E1190" in record.message]
    assert len(logged) > 2
    assert all('raise ValueError("broken on purpose")' in each for each in logged)
    assert said.code == 0


def test_colours_and_steps_out_of_bounds_are_taken_for_the_nearest() -> None:
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 3}}
    about = {"textDocument": {"uri": URI}, "range": place}
    colour = {"red": float("nan"), "green": 1e400, "blue": -3, "alpha": 1}
    wide = {"tabSize": 10**9, "insertSpaces": True}
    asked = [
        request(1, "textDocument/colorPresentation", {**about, "color": colour}),
        at(2, "textDocument/onTypeFormatting", 1, 0, ch="\n", options=wide),
    ]
    answers = talk(*hello(), opened("scene INT. ROOM - DAY\n\n"), *asked, *BYE)
    assert [each["label"] for each in answers.result(1)] == ["#00ff00"]
    assert [each["newText"] for each in answers.result(2)] == [" " * 16]


def test_a_refusal_is_told_in_words() -> None:
    said = talk(*hello(), opened(), at(1, "textDocument/rename", 7, 9, newName="A, B"))
    (answer,) = said.answers(1)
    assert answer["error"] == {"code": REQUEST_FAILED, "message": "a name can not hold `,`"}
    assert not said.told("window/showMessage")


# ---- diagnostics


def test_diagnostics_are_pushed_and_taken_back() -> None:
    closed = notice("textDocument/didClose", {"textDocument": {"uri": URI}})
    said = talk_in_turns([[*hello(), opened()], [edited(2, "x", 5, 16)], [closed]])
    told = said.told(PUSHED)
    assert [(each.get("version"), len(each["diagnostics"])) for each in told] == [(1, 0), (2, 1), (None, 0)]


def test_who_pulls_is_pushed_nothing() -> None:
    ask = request(1, "textDocument/diagnostic", {"textDocument": {"uri": URI}})
    said = talk_in_turns([[*hello(PULLS), opened(), edited(2, "x", 5, 16)], [ask]])
    report = said.result(1)
    again = request(
        2, "textDocument/diagnostic", {"textDocument": {"uri": URI}, "previousResultId": report["resultId"]}
    )
    unchanged = talk(*hello(PULLS), opened(), edited(2, "x", 5, 16), again).result(2)
    assert not said.told(PUSHED)
    assert [note["code"] for note in report["items"]] == ["E0502"]
    assert unchanged == {"kind": "unchanged", "resultId": report["resultId"]}


def test_who_pulls_is_told_when_another_file_is_judged_anew(tmp_path: Path) -> None:
    (tmp_path / "people.film").write_text("character MEI\n    appearance: girl\n")
    main, people = ((tmp_path / name).as_uri() for name in ("main.film", "people.film"))
    text = "use people.film\n" + FILM.partition("\n\n")[2]
    turns = [
        [*hello(PULLS), opened(text, main), opened("character MEI\n    appearance: girl\n", people)],
        [edited(2, "x", 0, 10, uri=people)],
    ]
    said = talk_in_turns(turns)
    assert len([each for each in said.said if each.get("method") == "workspace/diagnostic/refresh"]) == 1


def test_who_pulls_is_told_that_nothing_is_said_against_what_has_gone() -> None:
    closed = notice("textDocument/didClose", {"textDocument": {"uri": URI}})

    def everything(number: int, *known: dict[str, str]) -> dict[str, Any]:
        return request(number, "workspace/diagnostic", {"previousResultIds": known})

    turns = [[*hello(PULLS), opened(), edited(2, "x", 5, 16)], [everything(1)], [closed], [everything(2)]]
    (there,), (gone,) = (talk_in_turns(turns).result(number)["items"] for number in (1, 2))
    assert (there["uri"], len(there["items"])) == (URI, 1)
    assert (gone["uri"], gone["kind"], gone["items"]) == (URI, "full", [])
    known = {"uri": URI, "value": gone["resultId"]}
    (still,) = talk_in_turns([*turns, [everything(3, known)]]).result(3)["items"]
    assert still["kind"] == "unchanged"


def test_memory_is_tidied_once_in_a_rest_however_often_a_client_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(conversation, "_PAUSE", 0)
    monkeypatch.setattr(conversation.gc, "collect", lambda: collected.append(1))
    polls = [[request(number, "workspace/diagnostic", {"previousResultIds": []})] for number in range(5)]

    async def converse() -> list[int]:
        server = FilmServer(None, converter)
        server.protocol.set_writer(Sink())
        talking = conversation.Conversation(server)
        ending = asyncio.create_task(talking.last())
        counts = []
        for turn in ([*hello(PULLS), opened()], *polls, [edited(2, "x", 5, 16)], *polls):
            for message in turn:
                talking.take(json.dumps(message).encode())
            for _ in range(500):
                await asyncio.sleep(0)
            counts.append(len(collected))
        talking.leave("")
        await ending
        return counts

    assert asyncio.run(converse()) == [1, *[1] * 5, 2, *[2] * 5]


# ---- which film a file belongs to

PEOPLE = "character MEI\n    appearance: girl\n    hair: black\n"
STORY = "use library/people.film\n\nscene INT. ROOM - DAY\n\n    shot medium, on MEI, 3s\n"
ALONE = "scene INT. ROOM - DAY\n\n    shot medium, 3s\n"
BELONGS = {
    # files, the file that is opened → the film that it belongs to
    "its own": ({"main.film": ALONE, "other.film": ALONE}, "other.film", "other.film"),
    "used by main.film": ({"main.film": STORY, "library/people.film": PEOPLE}, "library/people.film", "main.film"),
    "used by another film": ({"a.film": ALONE, "b.film": STORY, "library/people.film": PEOPLE}, "library/people.film", "b.film"),
    "main.film before others": ({"a.film": STORY, "main.film": STORY, "library/people.film": PEOPLE}, "library/people.film", "main.film"),
    "used through another file": (
        {"main.film": STORY.replace("people", "all"), "library/all.film": "use people.film\n", "library/people.film": PEOPLE},
        "library/people.film", "main.film",
    ),
    "a library that only a library uses": ({"library/all.film": "use people.film\n", "library/people.film": PEOPLE}, "library/people.film", "library/all.film"),
    "a story that another uses": ({"main.film": "use part.film\n" + ALONE, "part.film": ALONE}, "part.film", "main.film"),
    "nobody uses it": ({"main.film": ALONE, "library/people.film": PEOPLE}, "library/people.film", "library/people.film"),
    "only up to its project": (
        {"main.film": "use sub/library/people.film\n" + ALONE, "sub/filmc.toml": "", "sub/library/people.film": PEOPLE},
        "sub/library/people.film", "sub/library/people.film",
    ),
    "a circle": ({"main.film": "use library/a.film\n" + ALONE, "library/a.film": "use b.film\n", "library/b.film": "use a.film\n"}, "library/b.film", "main.film"),
}  # fmt: skip


@pytest.mark.parametrize("case", BELONGS)
def test_a_file_belongs_to_the_film_that_uses_it(case: str, tmp_path: Path) -> None:
    files, asked, film = BELONGS[case]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    uri = (tmp_path / asked).as_uri()
    films = Films()
    talk(*hello(), opened(files[asked], uri), films=films)
    (home,) = films.homes().values()
    assert home.root
    assert home.root / home.main == tmp_path / film


def test_a_film_follows_what_is_open_and_what_is_on_disk(tmp_path: Path) -> None:
    main, people = tmp_path / "main.film", tmp_path / "library" / "people.film"
    people.parent.mkdir()
    main.write_text(ALONE)
    people.write_text(PEOPLE)
    films = Films()
    saved = notice("workspace/didChangeWatchedFiles", {"changes": [{"uri": main.as_uri(), "type": 2}]})

    def turns() -> Iterator[list[Any]]:
        yield [*hello(), opened(ALONE, main.as_uri()), opened(PEOPLE, people.as_uri())]
        assert {home.main for home in films.homes().values()} == {"main.film", "people.film"}
        yield [edited(2, "use library/people.film\n\n", uri=main.as_uri())]
        assert [home.main for home in films.homes().values()] == ["main.film", "main.film"]
        yield [edited(3, "", 0, 0, 23, uri=main.as_uri())]
        assert {home.main for home in films.homes().values()} == {"main.film", "people.film"}
        yield [notice("textDocument/didClose", {"textDocument": {"uri": main.as_uri()}})]
        main.write_text(STORY)
        yield [saved]
        assert [home.main for home in films.homes().values()] == ["main.film"]

    said = talk_in_turns(turns(), films)
    last = {told["uri"]: told["diagnostics"] for told in said.told(PUSHED)}
    assert [note["code"] for note in last[people.as_uri()]] == ["E0330"]


def test_a_file_of_the_standard_library_is_read_and_not_judged() -> None:
    moves = asset("stdlib") / "moves.film"
    text = moves.read_text("utf-8")
    found = request("folds", "textDocument/foldingRange", {"textDocument": {"uri": moves.as_uri()}})
    there = talk(*hello(), opened(), opened(text, moves.as_uri()), edited(2, "x", uri=moves.as_uri()), found)
    assert {told["uri"] for told in there.told(PUSHED)} == {URI}
    assert there.result("folds")


def test_a_text_that_the_compiler_takes_for_another_is_told_of_and_nothing_else() -> None:
    odd = "f\0i\0l\0m\0 \0R\0a\0i\0n\0\n\0" * 20
    said = talk(
        *hello(),
        opened(odd),
        at(1, DEFINITION, 0, 0),
        request(
            2,
            "textDocument/formatting",
            {"textDocument": {"uri": URI}, "options": {"tabSize": 4, "insertSpaces": True}},
        ),
    )
    (told,) = said.told(PUSHED)
    assert {note["code"] for note in told["diagnostics"]} >= {"E0102"}
    assert {json.dumps(note["range"]) for note in told["diagnostics"]} == {
        json.dumps({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}})
    }
    assert said.result(1) is None
    assert said.result(2) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_byte_order_mark_shifts_nothing(encoding: str) -> None:
    width = {"utf-8": 3, "utf-16": 1, "utf-32": 1}[encoding]
    text = "\ufeffcharacter MEI\n    appearance: girl\n    hair: black\n"
    abilities = {"general": {"positionEncodings": [encoding, "utf-16"]}}
    said = talk(*hello(abilities), opened(text), at(1, DEFINITION, 0, 11 + width))
    assert said.result("hello")["capabilities"]["positionEncoding"] == encoding
    assert said.result(1)[0]["range"] == {
        "start": {"line": 0, "character": 10 + width},
        "end": {"line": 0, "character": 13 + width},
    }


# ---- messages that nobody meant


def mutated(dice: random.Random, value: Any) -> Any:
    """Return a message with something in it that is wrong."""
    value = copy.deepcopy(value)
    spots = [
        (holder, key)
        for holder in _holders(value)
        for key in (holder if isinstance(holder, dict) else range(len(holder)))
    ]
    for holder, key in dice.sample(spots, min(len(spots), dice.choice((1, 1, 2, 3)))):
        if isinstance(holder, dict) and key not in holder:
            continue
        if isinstance(holder, dict) and dice.random() < 0.3:
            del holder[key]
        elif not isinstance(holder, list) or key < len(holder):
            holder[key] = dice.choice(
                (
                    None,
                    -1,
                    0,
                    2**40,
                    3.5,
                    True,
                    "",
                    "x" * 5000,
                    "\ud83c",
                    [],
                    [[]],
                    {},
                    {"a": {}},
                    URI,
                    "file:///nowhere/x.film",
                )
            )
    return value


def _holders(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for below in value.values() if isinstance(value, dict) else value:
            yield from _holders(below)


def ordinary() -> list[dict[str, Any]]:
    """Return a message of every kind that a client sends."""
    document = {"textDocument": {"uri": URI}}
    where = {
        "range": {"start": {"line": 3, "character": 2}, "end": {"line": 7, "character": 9}},
        "options": {"tabSize": 4, "insertSpaces": True},
        "context": {"diagnostics": [], "includeDeclaration": True},
    }
    item = {
        "name": "x",
        "kind": 5,
        "uri": URI,
        "range": where["range"],
        "selectionRange": where["range"],
        "data": {"film": URI, "symbol": ["character", "mei", ""]},
    }
    params = {
        **document,
        **where,
        "position": {"line": 7, "character": 9},
        "positions": [{"line": 7, "character": 9}],
        "newName": "ANNA",
        "query": "m",
        "ch": "\n",
        "color": {"red": 1, "green": 0, "blue": 0.5, "alpha": 1},
        "label": "MEI",
        "data": {"uri": URI, "kind": "character", "name": "MEI", "shot": "exam/desk", "do": "preview"},
        "item": item,
        "files": [{"oldUri": URI, "newUri": "untitled:2"}],
        "previousResultIds": [{"uri": URI, "value": "x"}],
        "previousResultId": "x",
    }
    asked = [request(n, method, params) for n, method in enumerate((*PAGES, *SCRIPTS))]
    return [
        *asked,
        opened(),
        edited(2, "🎬", 6, 12),
        edited(3, "", 0, 0, 4),
        notice("textDocument/didSave", document),
        notice("textDocument/didClose", document),
        notice("$/cancelRequest", {"id": 3}),
        *(
            request(f"do {name}", "workspace/executeCommand", {"command": name, "arguments": [URI, "desk", "1"]})
            for name in OFFERED
        ),
        notice("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": []}}),
    ]


@pytest.fixture
def unheard() -> Iterator[None]:
    """Let no log be kept: of 100,000 messages it would be gigabytes, with half letters that no report can hold."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("unheard")
def test_messages_that_nobody_meant_are_answered_once_each_and_end_nothing() -> None:
    rounds, each = (2500, 40) if SOAK else (4, 40)
    for number in range(rounds):
        dice = random.Random(number)
        known = ordinary()
        said: list[Any] = []
        for count in range(each):
            message = dice.choice(known)
            message = mutated(dice, message) if dice.random() < 0.8 else copy.deepcopy(message)
            if isinstance(message, dict) and "id" in message:
                message["id"] = f"{number}-{count}"
            said.append(message)
        text = FILM if number % 2 else FILM.replace("MEI", "李华🎬") + "\u2028\0"
        found = talk(
            *hello(),
            opened(text),
            *said,
            request("last", "textDocument/foldingRange", {"textDocument": {"uri": URI}}),
            *BYE,
        )
        asked = [
            message["id"]
            for message in said
            if "id" in message and isinstance(message.get("method"), str) and message.get("jsonrpc") == "2.0"
        ]
        ends = [at for at, message in enumerate(said) if message.get("method") in ("shutdown", "exit")]
        assert not ends
        unanswered = [message for message in asked if len(found.answers(message)) != 1]
        shown, code = found.told("window/showMessage"), found.code
        assert (unanswered, shown, code) == ([], [], 0), ascii((number, unanswered, shown, code))


# ---- a real process

DENIED = """
import sys
def watch(event, arguments):
    if event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.forkpty", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        sys.stderr.write(f"DENIED {event} {arguments}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)
sys.addaudithook(watch)
sys.argv = ["filmc", "lsp"]
from filmc.__main__ import main
sys.exit(main())
"""
"""A server that ends at once where it starts a program or speaks to the network, also by an import."""

HOSTILE = """\
target = "evil"

[targets.evil]
image = "evil:model"

[providers.evil]
base_url = "http://169.254.169.254/"
command = "touch /tmp/owned"
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    root = tmp_path_factory.mktemp("film")
    (root / "filmc.toml").write_text(HOSTILE)
    (root / "refs").mkdir()
    (root / "refs" / "mei.png").write_bytes(b"")
    (root / "main.film").write_text(MAIN)
    (root / "people.film").write_text("character MEI\n    appearance: girl\n    reference: refs/mei.png\n")
    client = Client(root, env={"FILMC_CACHE": str(root / "cache")}, command=("-c", DENIED))
    client.initialize()
    client.open((root / "main.film").as_uri(), MAIN)
    assert client.diagnostics((root / "main.film").as_uri()) == []
    yield client
    assert client.leave() == 0
    assert not client.log, client.log


MAIN = """\
use people.film

act One

scene exam: INT. ROOM - DAY

    shot desk: medium, on MEI, 3s
        Mei waits.
        MEI (sad): Yes.
"""
POSITION = {"position": {"line": 8, "character": 9}}
RANGE = {"range": {"start": {"line": 6, "character": 4}, "end": {"line": 8, "character": 9}}}
OPTIONS = {"options": {"tabSize": 4, "insertSpaces": True}}

ROUND: dict[str, dict[str, Any]] = {
    "textDocument/definition": POSITION,
    "textDocument/declaration": POSITION,
    "textDocument/references": POSITION | {"context": {"includeDeclaration": True}},
    "textDocument/documentHighlight": POSITION,
    "textDocument/prepareCallHierarchy": POSITION,
    "textDocument/prepareRename": POSITION,
    "textDocument/rename": POSITION | {"newName": "ANNA"},
    "textDocument/documentSymbol": {},
    "textDocument/documentLink": {},
    "textDocument/foldingRange": {},
    "textDocument/selectionRange": {"positions": [POSITION["position"]]},
    "textDocument/semanticTokens/full": {},
    "textDocument/semanticTokens/full/delta": {"previousResultId": "none"},
    "textDocument/semanticTokens/range": RANGE,
    "textDocument/formatting": OPTIONS,
    "textDocument/rangeFormatting": OPTIONS | RANGE,
    "textDocument/codeAction": RANGE | {"context": {"diagnostics": []}},
    "textDocument/diagnostic": {},
    "workspace/symbol": {"query": "mei"},
    "workspace/willRenameFiles": {"files": []},
    "callHierarchy/incomingCalls": {"item": {}},
    "callHierarchy/outgoingCalls": {"item": {}},
    "workspace/diagnostic": {"previousResultIds": []},
    "textDocument/completion": POSITION,
    "textDocument/hover": POSITION,
    "textDocument/signatureHelp": {"position": {"line": 8, "character": 13}},
    "textDocument/inlayHint": RANGE,
    "textDocument/codeLens": {},
    "textDocument/documentColor": {},
    "textDocument/colorPresentation": RANGE | {"color": {"red": 1, "green": 0, "blue": 0, "alpha": 1}},
    "textDocument/onTypeFormatting": OPTIONS | {"position": {"line": 7, "character": 0}, "ch": "\n"},
    "completionItem/resolve": {"label": "MEI", "data": {"kind": "character", "name": "MEI"}},
    "inlayHint/resolve": {"position": POSITION["position"], "label": "x", "data": {"shot": "exam/desk"}},
    "codeLens/resolve": {"range": RANGE["range"], "data": {"do": "preview", "shot": "exam/desk"}},
}
"""What is asked of the real server, besides the document: a row for each method of the table."""
EMPTY = {
    "callHierarchy/outgoingCalls": [],
    "textDocument/formatting": [],
    "textDocument/rangeFormatting": [],
    "textDocument/documentColor": [],
    "textDocument/onTypeFormatting": None,
}
"""What is answered where nothing is to be done."""


def test_what_is_offered_is_answered_and_asked_of_the_real_server() -> None:
    assert ROUND.keys() == METHODS.keys() == PAGES.keys() | SCRIPTS.keys()
    assert {*OFFERED} == {*COMMANDS, EXPLAIN}


@pytest.mark.parametrize("method", ROUND)
def test_the_real_server_answers(method: str, server: Client) -> None:
    assert server.root
    uri = (server.root / "main.film").as_uri()
    params = {
        **ROUND[method],
        **(
            {}
            if method.endswith("/resolve") or method.startswith(("workspace", "callHierarchy"))
            else {"textDocument": {"uri": uri}}
        ),
    }
    if "data" in params:
        params["data"] |= {"uri": uri}
    if "item" in params:
        (params["item"],) = server.ask("textDocument/prepareCallHierarchy", {"textDocument": {"uri": uri}, **POSITION})
    if "files" in params:
        params["files"] = [
            {"oldUri": (server.root / "people.film").as_uri(), "newUri": (server.root / "cast.film").as_uri()}
        ]
    answer = server.ask(method, params)
    assert answer == EMPTY[method] if method in EMPTY else answer


def test_the_real_server_is_edited_and_refuses_in_words(server: Client) -> None:
    assert server.root
    uri = (server.root / "people.film").as_uri()
    server.open(uri, "character MEI\n    appearance: girl\n")
    server.change(
        uri, {"range": {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 8}}, "text": "🎬"}
    )
    assert [note["code"] for note in server.diagnostics(uri)] == ["E0208"]
    with pytest.raises(RefusedError, match="can not hold"):
        server.ask(
            "textDocument/rename",
            {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 11}, "newName": "a,b"},
        )
    server.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


def test_json_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lsp", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["ok"] is False
