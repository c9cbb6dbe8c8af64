"""Cassettes: every vendor's answers recorded once, and played back with nobody there; no key and no signature on them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from emulators import faults
from emulators.adapter import PATIENT
from emulators.books import Life
from emulators.vendor import VendorEmulator
from lot import TWO_SHOTS, Lot, lot
from test_vendors import VENDORS, Bench, finished
from vendors import vidu

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.world import DiskWorld
from filmc.produce.config import read_config
from filmc.produce.protocol.adapter import Adapter
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Accepted, Fetched, Handle, NotSent, Order, Unclear
from filmc.produce.protocol.cassette import Asked, Cassette, redacted
from filmc.produce.protocol.http import Broken, Reply, Site
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.secret import Secret, without
from filmc.produce.protocol.taped import Playing, tape_of

ASKS = [(name, ask) for name, vendor in VENDORS.items() for ask in vendor.asks]


@dataclass
class Taped(Bench):
    """A bench whose answers go onto a cassette, or come from one."""

    way: str = "record"

    def opening(self, limits: Any = PATIENT) -> Opening:
        opening = super().opening(limits)
        tape = tape_of(self.vendor.name, {self.way: str(self.tape)}, opening.keys.values())
        return replace(opening, tape=tape, answers=Answers(self.folder / self.way))

    @property
    def tape(self) -> Path:
        return self.folder / "tape"

    def replay(self) -> Taped:
        return replace(self, way="replay")

    def texts(self) -> str:
        return "\n".join(path.read_bytes().decode("latin-1") for path in self.tape.rglob("*") if path.is_file())


async def whole(bench: Bench, adapter: Adapter, ask: str, reference: str) -> list[Any]:
    """Order, ask until it is done, fetch: what each came to."""
    outcome = await adapter.submit(await bench.order(adapter, bench.vendor.asks[ask], reference))
    if not isinstance(outcome, Accepted):
        return [outcome]
    told = await finished(bench, adapter, outcome.handle)
    fetched = await adapter.fetch(told.results[0], bench.folder)
    assert isinstance(fetched, Fetched), fetched
    return [outcome, told, fetched.path.read_bytes(), fetched.media_type]


def same(made: list[Any], reference: str) -> list[Any]:
    """Return an outcome without our own reference, which is another in every run."""
    return [each if isinstance(each, bytes | str) else repr(each).replace(reference, "(reference)") for each in made]


@pytest.mark.parametrize(("name", "ask"), ASKS, ids=[" ".join(each) for each in ASKS])
def test_what_was_recorded_is_played_back(name: str, ask: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a user's own files are named from where he works
    with VENDORS[name].emulator() as there:
        bench = Taped(VENDORS[name], there, tmp_path)
        real = bench.do(lambda adapter: whole(bench, adapter, ask, "filmc-1"))
        before = sum(there.requests.values())
        assert isinstance(real[0], Accepted), real
    played = bench.replay().do(lambda adapter: whole(bench, adapter, ask, "filmc-2"))
    assert same(played, "filmc-2") == same(real, "filmc-1"), "another run, another reference"
    assert sum(there.requests.values()) == before, "nobody was there"
    kept = bench.texts()
    assert without(kept, [Secret(key) for key in bench.vendor.keys.values()]) == kept


@pytest.mark.parametrize("name", list(VENDORS))
def test_refusals_and_broken_wires_are_played_back_too(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[str] = []

    async def refusals(adapter: Adapter) -> list[str]:
        order = await bench.order(adapter, bench.first)
        return [repr(await adapter.submit(order)) for _ in range(4)]

    with VENDORS[name].emulator() as there:
        bench = Taped(VENDORS[name], there, tmp_path)
        there.script("submit", faults.HOSTILE, faults.BAD_KEY, faults.RESET, faults.ERROR_502_CHARGED)
        told = bench.do(refusals)
    assert bench.replay().do(refusals) == told
    assert len(set(told)) > 2


# What a cassette knows of a request.

KEY = Secret("sk-canary-4410")
REDACTED = [
    ("Bearer sk-canary-4410", "Bearer ***"),
    ("https://f.example/a.mp4?X-Amz-Signature=abc%2Fd&w=1", "https://f.example/a.mp4?X-Amz-Signature=***…&w=1"),
    (r'{"url":"https:\/\/f.example\/a?w=1\u0026sig=abc"}', r'{"url":"https:\/\/f.example\/a?w=1\u0026sig=***…"}'),
    ('{"access_token": "abc", "tokens": 5}', '{"access_token": "***…", "tokens": 5}'),
    ("/proxy?to=https%3A%2F%2Fx%3Fsignature%3Dabc%26w%3D1", "/proxy?to=https%3A%2F%2Fx%3Fsignature%3D***…%26w%3D1"),
    ("https://f.example/a.mp4?name=sign&w=1", "https://f.example/a.mp4?name=sign&w=1"),
    ('{"prompt": "a secret token: abc", "seed": 7}', '{"prompt": "a secret token: abc", "seed": 7}'),
]


@pytest.mark.parametrize(("text", "kept"), REDACTED)
def test_no_proof_is_kept(text: str, kept: str) -> None:
    once = redacted(text, [KEY])
    parts = kept.split("***…")
    assert once.startswith(parts[0])
    assert once.endswith(parts[-1])
    assert (once == kept) or ("abc" not in once and len(once) == len(kept) + 7)
    assert redacted(once, [KEY]) == once, "what is played is redacted again when it is asked for"


def taped(folder: Path, *recorded: tuple[str, str, bytes, str]) -> Playing:
    """Return a way to the network that plays answers: method, path, body → text."""
    cassette = Cassette(folder, "acme", (KEY,))
    cassette.begin()
    for method, path, body, text in recorded:
        cassette.record(Asked.of(method, path, body, (KEY,)), body, Reply(200, {"x-key": "k"}, text.encode()))
    tape = tape_of("acme", {"replay": str(folder)}, (KEY,))
    assert tape
    return Playing(tape.cassette, Site("https://acme.example"))


ID = "0123456789abcdef0123456789abcdef"
OTHER = ID[::-1]
ORDER = b'{"prompt": "rain", "reference": "%s", "at": 1764172800}'
NEXT_ORDER = ORDER % OTHER.encode()
ORDER %= ID.encode()
PLAYS = [
    # recorded; asked for in turn → what is answered; None: it is not on the cassette
    ("in order", [("POST", "/v", b"a", "1"), ("POST", "/v", b"a", "2")], [("POST", "/v", b"a")] * 3, ["1", "2", None]),
    ("asked again", [("GET", "/j", b"", "runs"), ("GET", "/j", b"", "done")], [("GET", "/j", b"")] * 3, ["runs", "done", "done"]),
    ("our reference", [("POST", "/v", ORDER, "1")], [("POST", "/v", NEXT_ORDER)], ["1"]),
    ("another body", [("POST", "/v", b"a", "1")], [("POST", "/v", b"b")], [None]),
    ("another path", [("POST", "/v", b"a", "1")], [("POST", "/w", b"a")], [None]),
    ("another method", [("POST", "/v", b"", "1")], [("GET", "/v", b"")], [None]),
    (
        "jobs in another order",
        [("GET", f"/j/{ID}", b"", "one"), ("GET", f"/j/{OTHER}", b"", "two")],
        [("GET", f"/j/{OTHER}", b""), ("GET", f"/j/{ID}", b""), ("GET", f"/j/{OTHER}", b"")],
        ["two", "one", "two"],
    ),
    ("a key in a path", [("GET", "/v?k=sk-canary-4410", b"", "1")], [("GET", "/v?k=sk-canary-4410", b"")], ["1"]),
]  # fmt: skip


@pytest.mark.parametrize("case", PLAYS, ids=[case[0] for case in PLAYS])
def test_requests_are_known_again(case: tuple[str, list[Any], list[Any], list[str | None]], tmp_path: Path) -> None:
    _, recorded, asked, answers = case
    playing = taped(tmp_path, *recorded)

    async def all_of_them() -> list[Reply | Broken]:
        return [await playing.call(*each) for each in asked]

    told = asyncio.run(all_of_them())
    assert [each.body.decode() if isinstance(each, Reply) else None for each in told] == answers
    assert all("not on the cassette" in each.reason and not each.sent for each in told if isinstance(each, Broken))
    assert "sk-canary" not in (tmp_path / "acme.jsonl").read_text("utf-8")


@pytest.mark.parametrize("name", list(VENDORS))
def test_what_is_not_on_it_is_not_sent(name: str, tmp_path: Path) -> None:
    vendor = VENDORS[name]
    Cassette(tmp_path / "tape", vendor.name).begin()
    with vendor.emulator() as there:
        bench = Taped(vendor, there, tmp_path, "replay")

        async def order(adapter: Adapter) -> Any:
            return await adapter.submit(Order("filmc-1", "/v", b"{}")), await adapter.poll(Handle(vendor.name, "1"))

        submitted, polled = bench.do(order)
        assert isinstance(submitted, NotSent)
        assert isinstance(polled, Unclear) or vendor.one_answer
        assert not there.requests


BROKEN = [
    ("not there", None),
    ("no line", "{"),
    ("another thing", '{"a": 1}\n'),
    ("no answer", '{"asked": {"method": "GET", "path": "/", "body": "", "like": ""}}\n'),
    (
        "half an answer",
        '{"asked": {"method": "GET", "path": "/", "body": "", "like": ""}, "status": 200, "text": ""}\n',
    ),
    ("a field too many", '{"asked": {"method": "GET", "path": "/", "body": "", "like": "", "more": ""}}\n'),
]


@pytest.mark.parametrize("text", [text for _, text in BROKEN], ids=[name for name, _ in BROKEN])
def test_a_broken_cassette_plays_nothing(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "acme.jsonl").write_text(text)
    with pytest.raises(Fault, match="E1089"):
        tape_of("acme", {"replay": str(tmp_path)}, ())


def test_a_changed_file_of_a_cassette_is_not_played(tmp_path: Path) -> None:
    playing = taped(tmp_path, ("GET", "/j", b"", "x" * 100_000))
    (file,) = (tmp_path / "files").iterdir()
    file.write_text("other")
    with pytest.raises(Fault, match="no longer what it was"):
        asyncio.run(playing.call("GET", "/j"))


# The user's own configuration, and nobody else's.


def test_a_project_can_not_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, home = tmp_path / "config.toml", tmp_path / "film"
    home.mkdir()
    monkeypatch.setenv("FILMC_CONFIG", str(own))
    monkeypatch.setattr("filmc.produce.config.is_trusted", lambda *_: True)
    own.write_text('[providers.vidu]\noptions = {record = "/mine", tone = "low"}\n')
    (home / "filmc.toml").write_text(
        '[providers.vidu]\noptions = {replay = "/theirs", tone = "high"}\n[providers.acme]\noptions = {record = "/x"}\n'
    )
    notes = Notes()
    config = read_config(notes, DiskWorld(home))
    assert [note.code for note in notes] == ["E1087", "E1087"]
    assert dict(config.providers["vidu"].options) == {"tone": "high", "record": "/mine"}
    assert not config.providers["acme"].options


class OwnFiles(vidu.ViduEmulator):
    """The vendor's files where its base is: that is the one host that a user's configuration can name."""

    own_files = True

    def __init__(self) -> None:
        super().__init__(Life(lasts=0))


def test_a_film_is_made_from_a_cassette(tmp_path: Path) -> None:
    config = 'target = "t"\n[targets.t]\nvideo = "vidu:q3-turbo-720p"\nsize = "160x90"\n'
    tape = tmp_path / "tape"

    def told(there: VendorEmulator, way: str) -> str:
        return f'[providers.vidu]\nbase = "{there.url}"\noptions = {{{way} = "{tape}"}}\n'

    with OwnFiles() as there:
        here = lot(tmp_path, there, TWO_SHOTS, config, VIDU_API_KEY=vidu.KEY)
        written(here, told(there, "record"))
        here.filmc("build", "--yes", "--quiet").ok()
        assert there.charges == 2
    made = takes(here)
    other = replace(here.clone("copy", locked=False).elsewhere(), more={})
    written(other, told(there, "replay"))
    told_twice = other.filmc("build", "--yes", "--quiet").ok().err
    assert "W1088" in told_twice
    assert takes(other) == made
    assert there.charges == 2
    assert vidu.KEY not in "".join(path.read_text("latin-1") for path in tape.rglob("*") if path.is_file())


def written(here: Lot, config: str) -> None:
    here.user.mkdir(parents=True, exist_ok=True)
    (here.user / "config.toml").write_text(config)


def takes(here: Lot) -> list[str]:
    told = json.loads(here.filmc("takes", "--json").ok().out)
    return sorted(take["digest"] for job in told["jobs"] for take in job["takes"])
