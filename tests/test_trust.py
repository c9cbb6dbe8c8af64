"""A film from a stranger: nothing that its filmc.toml says sends a key elsewhere or makes money look smaller."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from emulators.adapter import KEY, PATIENT, numeric
from emulators.books import Life
from emulators.paid import PaidEmulator
from inside import Inside, inside
from lot import TARGET, TWO_SHOTS, lot
from vendors.elevenlabs import KEY as CANARY
from vendors.elevenlabs import VOICE, ElevenEmulator

from filmc.base.diagnostic import Notes
from filmc.base.world import DiskWorld
from filmc.produce.config import own_config, read_config
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.http import Reply, Site, Transport, bearer
from filmc.produce.reach import reach
from filmc.produce.trust import is_trusted, revoke, trust

__all__ = ["inside"]

HEARD = "scene INT. HALL - DAY\n\n    shot wide, 1s\n        A door opens.\n        sfx: door creaks\n"
SOUND = f"""\
target = "t"

[targets.t]
sound = "elevenlabs:sound-v2"
size = "160x90"

[providers.elevenlabs]
base = "{{base}}"
[providers.elevenlabs.voices]
MEI = "{VOICE}"
"""
EVERY = (
    "check", "plan", "build --yes", "build --max-cost=5USD", "build --yes --target=t", "watch --once --no-preview", "takes", "why 1-1", "prompt 1-1",
    "resume", "reconcile", "cancel --all", "ledger", "report", "models", "models elevenlabs:v3", "doctor", "trust", "trust --json",
)  # fmt: skip
"""Commands that look at a project."""


@pytest.fixture
def hostile(inside: Inside) -> Iterator[ElevenEmulator]:
    inside.monkeypatch.setenv("ELEVENLABS_API_KEY", CANARY)
    with ElevenEmulator(life=Life(lasts=0)) as there:
        yield there


def test_no_request_goes_where_a_stranger_says(inside: Inside, hostile: ElevenEmulator) -> None:
    inside.write(HEARD, SOUND.format(base=hostile.url))
    for words in EVERY:
        answer = inside.filmc(*words.split())
        assert hostile.seen == [], words
        assert CANARY not in answer.out + answer.err
        if words.startswith("build"):
            answer.refused(1, "E1030", "filmc trust")


def test_it_is_obeyed_after_trust_until_it_changes_and_only_here(inside: Inside, hostile: ElevenEmulator) -> None:
    inside.write(HEARD, SOUND.format(base=hostile.url))
    shown = inside.filmc("trust", "--yes").ok().out
    assert f"now   https://api.elevenlabs.io\n    then  {hostile.url}" in shown
    assert "your key (ELEVENLABS_API_KEY) and all that you order would go there, readable on the way" in shown
    inside.filmc("build", "--yes").ok()
    assert hostile.charges == 1

    with ElevenEmulator(life=Life(lasts=0)) as another:
        inside.write(HEARD.replace("creaks", "slams"), SOUND.format(base=another.url))
        inside.filmc("build", "--yes").refused(1, "E1030")
        assert (another.seen, hostile.charges) == ([], 1), "a change is read again"

    inside.write(HEARD.replace("creaks", "slams"), "# moved\n" + SOUND.format(base=hostile.url))
    inside.filmc("plan").ok()
    shutil.copytree(inside.home, inside.folder / "copy")
    inside.go("copy")
    inside.filmc("build", "--yes").refused(1, "E1030")
    inside.go("film")
    inside.filmc("trust", "--revoke").ok()
    inside.filmc("build", "--yes").refused(1, "E1030")
    assert hostile.charges == 1


def test_a_build_of_nothing_new_looks_at_trust_too(tmp_path: Path) -> None:
    """What is remembered of a build does not go before what the user has taken back."""
    with PaidEmulator("none", life=Life(lasts=0)) as there:
        here = lot(tmp_path, there, config=TARGET + '[prices]\n"emulator:still-1" = "0.10 USD"\n')
        here.filmc("trust", "--yes").ok()
        for _ in range(2):
            here.filmc("build", "--yes", "--quiet").ok()
        assert list((here.user / "cache" / "builds").iterdir()), "a build that is remembered"
        here.filmc("trust", "--revoke").ok()
        here.filmc("build", "--yes", "--quiet").refused(1, "E1030")
        assert there.charges == 4


@pytest.fixture
def paid(inside: Inside) -> Iterator[PaidEmulator]:
    with PaidEmulator("none", life=Life(lasts=0)) as there:
        inside.monkeypatch.setenv("FILMC_EMULATOR_URL", there.url)
        yield there


def cost(inside: Inside, code: int) -> int:
    """Return what a plan says that a build costs, in micro-units of a dollar."""
    answer = inside.filmc("plan", "--json")
    told = json.loads(answer.out)
    assert (answer.code, told["ok"]) == (code, code == 0), told["diagnostics"]
    assert [note["code"] for note in told["diagnostics"]] == (["E1030"] if code else [])
    return told["plan"]["cost"][0]["micros"]


def test_a_stranger_can_not_make_it_look_cheap(inside: Inside, paid: PaidEmulator) -> None:
    inside.write(TWO_SHOTS, TARGET + '[prices]\n"emulator:still-1" = "0.01 USD"\n')
    assert cost(inside, 1) == 400_000, "the table's price"
    assert "0.10 USD/take" in inside.filmc("models", "emulator:still-1", "emulator").out
    for words in (("--yes",), ("--max-cost", "0.30 USD"), ("--max-cost", "9 USD")):
        inside.filmc("build", *words).refused(1, "E1030")
    listed = inside.filmc("trust").refused(4, "nobody agreed").out
    assert "now   0.10 USD a take\n    then  0.01 USD a take\n    !     more could be bought" in listed
    inside.filmc("trust", "--yes").ok()
    assert cost(inside, 0) == 220_000
    assert "your own configuration" in inside.filmc("models", "emulator:still-1").ok().out
    inside.filmc("trust", "--revoke").ok()
    assert cost(inside, 1) == 400_000
    assert not paid.requests


def test_the_user_may_say_what_he_pays(inside: Inside, paid: PaidEmulator) -> None:
    (inside.user / "config.toml").write_text('[prices]\n"emulator:still-1" = "0.01 USD"\n', "utf-8")
    inside.write(TWO_SHOTS, TARGET)
    assert cost(inside, 0) == 220_000
    assert not paid.requests


RATES = TARGET + '[rates]\nUSD = "0.01 CNY"\n'
BENT = [
    # the user's own file, the words of a build, what was done before → what refuses
    ('[ceilings]\nrun = "1 CNY"\n[rates]\nUSD = "7 CNY"\n', "--yes", "check", (1, "E1030")),
    ('[ceilings]\nrun = "1 CNY"\n[rates]\nUSD = "7 CNY"\n', "--max-cost=1CNY", "check", (1, "E1030")),
    ('[ceilings.providers]\nemulator = "1 CNY"\n', "--yes", "check", (1, "E1030")),
    ("", "--max-cost=1CNY", "check", (1, "E1030")),
    ('[rates]\nUSD = "7 CNY"\n', "--max-cost=1CNY", "check", (1, "E1030")),
    ("", "--max-cost=0.001CNY", "trust --yes", (4, "more than 0.001 CNY")),  # the agreed rate counts: 0.004 CNY
    ('[ceilings]\nrun = "0.0005 CNY"\n', "--yes", "trust --yes", (4, "may cost 0.0005 CNY")),
]


@pytest.mark.parametrize("case", BENT, ids=lambda case: " ".join(case[:3]))
def test_a_stranger_can_not_bend_a_ceiling(case: tuple[str, str, str, Any], inside: Inside, paid: PaidEmulator) -> None:
    own, words, before, (code, why) = case
    (inside.user / "config.toml").write_text(own, "utf-8")
    inside.write(TWO_SHOTS, RATES)
    inside.filmc(*before.split()).ok()
    inside.filmc("build", words).refused(code, why)
    assert not paid.charges


def test_rates_that_bend_nothing_need_no_trust(inside: Inside, paid: PaidEmulator) -> None:
    inside.write(TWO_SHOTS, RATES)
    assert cost(inside, 0) == 400_000
    inside.filmc("build", "--target", "animatic", "--max-cost", "1 CNY").ok()
    assert not paid.requests


def test_a_project_can_not_lift_a_ceiling(inside: Inside, paid: PaidEmulator) -> None:
    (inside.user / "config.toml").write_text('[ceilings]\nrun = "0.05 USD"\n', "utf-8")
    inside.write(
        "film A\n    budget: 100 USD\n\n" + TWO_SHOTS, TARGET + '[ceilings]\nrun = "100 USD"\nfilm = "100 USD"\n'
    )
    inside.filmc("build", "--yes").refused(4, "may cost 0.05 USD")
    inside.filmc("trust", "--yes").ok()
    inside.filmc("build", "--max-cost", "100 USD").refused(4, "may cost 0.05 USD")
    assert not paid.charges


UNKNOWN = [
    'proxy = "http://127.0.0.1:1"', 'executable = "./run"', 'plugin = "evil"', 'ffmpeg = "./ffmpeg"', "trusted = true", 'cache = "/tmp"',
    '[providers.elevenlabs]\nproxy = "http://127.0.0.1:1"', '[providers.elevenlabs]\nhosts = [".evil.example"]', '[providers.elevenlabs]\nmodule = "evil"',
    '[targets.t]\ncommand = "./run"', "[ceilings]\nlift = true", '[plugins]\nevil = "evil"', '[env]\nHTTPS_PROXY = "http://127.0.0.1:1"',
    'api_key = "sk-canary-in-the-wrong-place"', '[providers.elevenlabs]\nkey = "sk-canary-in-the-wrong-place"',
]  # fmt: skip


@pytest.mark.parametrize("said", UNKNOWN)
def test_what_no_file_may_say_is_refused(said: str, inside: Inside) -> None:
    inside.write(TWO_SHOTS, said + "\n")
    for words in ("plan", "build --yes", "trust --yes", "models", "doctor", "plan --json"):
        answer = inside.filmc(*words.split())
        told = answer.out + answer.err
        assert answer.code == 1, words
        assert "extra inputs are not permitted" in told
        assert "E1012" in told or words == "doctor"
        assert "canary" not in told
        assert ("no key belongs here" in told) == ("key" in said)


def test_where_takes_are_kept_is_not_for_a_project_to_say(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FILMC_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(inside.user / "data"))
    monkeypatch.setenv("HOME", str(inside.user))
    inside.write(TWO_SHOTS, f'store = "{inside.home}/mine"\n')
    assert str(inside.home) not in inside.filmc("store", "path").ok().out


# ---- the network


PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def test_no_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with PaidEmulator() as proxy, PaidEmulator() as there:
        for name in PROXIES:
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("no_proxy", "")

        async def ask() -> object:
            transport = Transport(Site(there.url, local=True), bearer(KEY), PATIENT, numeric)
            try:
                return await transport.call("GET", "/v1/jobs/none")
            finally:
                await transport.close()

        assert isinstance(asyncio.run(ask()), Reply)
        assert (len(there.seen), proxy.seen) == (1, [])


def test_looking_whether_a_provider_answers_brings_no_key(inside: Inside, hostile: ElevenEmulator) -> None:
    """The user's own gateway is asked for its front page; the stranger's address is not."""
    with ElevenEmulator() as gateway:
        (inside.user / "config.toml").write_text(f'[providers.elevenlabs]\nbase = "{gateway.url}"\n', "utf-8")
        inside.write(HEARD, SOUND.format(base=hostile.url))
        inside.filmc("doctor")
        assert gateway.seen == [], "nothing without --net"
        answer = inside.filmc("doctor", "--net", "--json")
        found = {each["what"]: each for each in json.loads(answer.out)["findings"]}
        assert found["way to elevenlabs"]["level"] == "ok"
        assert found["provider elevenlabs"]["found"] == "ElevenLabs is ready: ELEVENLABS_API_KEY from the environment"
        (line, headers, body) = gateway.seen[0]
        assert (len(gateway.seen), line, body) == (1, "GET / HTTP/1.1", b"")
        assert {*headers} <= {"host", "accept-encoding", "connection"}
        assert hostile.seen == []
        base = gateway.url
    answer = inside.filmc("doctor", "--net").refused(1)
    assert f"✗ way to elevenlabs: {base}: no connection to " in answer.out


def test_a_way_that_leads_home_is_not_gone() -> None:
    from filmc.produce.models import table_of

    async def home(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    came = asyncio.run(reach(table_of("elevenlabs").facts, Settings(), home))
    assert (came.ok, "private address" in came.why) == (False, True)


# ---- the face


def answering(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Let somebody sit at the terminal who types `word`."""
    keyboard = io.StringIO(word + "\n")
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)


@pytest.mark.parametrize(("word", "code"), [("y", 0), ("yes", 0), ("是", 0), ("", 4), ("n", 4), ("yesterday", 4)])
def test_somebody_is_asked(word: str, code: int, inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    inside.write(HEARD, SOUND.format(base="https://gate.example"))
    answering(monkeypatch, word)
    answer = inside.filmc("trust")
    assert answer.code == code
    assert "Shall it be obeyed? [y/N] " in answer.err
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: False))
    assert inside.filmc("trust").code == code


def test_a_script_can_ask_and_agree(inside: Inside) -> None:
    inside.write(
        HEARD,
        SOUND.format(base="https://gate.example") + '[prices]\n"dubbingx:speech" = "1 USD"\n[rates]\nUSD = "7 CNY"\n',
    )
    asked = inside.filmc("trust", "--json")
    told = json.loads(asked.out)
    assert (asked.code, told["ok"], told["trusted"]) == (4, False, False)
    assert {change["name"]: (change["now"], change["then"]) for change in told["changes"]} == {
        "providers.elevenlabs.base": ("https://api.elevenlabs.io", "https://gate.example"),
        "providers.elevenlabs.voices.MEI": ("(not set)", VOICE),
        "prices.dubbingx:speech": ("(no price)", "1 USD a take"),
        "rates.USD": ("(not stated)", "7 CNY"),
    }
    told = json.loads(inside.filmc("trust", "--json", "--yes").ok().out)
    assert (told["ok"], told["trusted"]) == (True, True)
    assert json.loads(inside.filmc("trust", "--json").ok().out)["trusted"]
    told = json.loads(inside.filmc("trust", "--json", "--revoke").ok().out)
    assert (told["trusted"], told["message"]) == (False, "it is obeyed no longer")
    assert "it was not trusted" in inside.filmc("trust", "--revoke").ok().err


def test_what_needs_no_agreement_gets_none(inside: Inside) -> None:
    for config in ("", TARGET, TARGET + '[ceilings]\nrun = "1 USD"\n'):
        inside.write(HEARD, config)
        assert "nothing in it needs your agreement" in inside.filmc("trust").ok().err
    assert not (inside.user / "trusted.json").exists()


SHOWN = [
    ('base = "https://api.elevenl\\u0430bs.io"', "(written https://api.elevenl\\u0430bs.io)"),
    ('base = "https://gate.example/\\u001b[2K\\u001b[1A"', "https://gate.example/␛[2K␛[1A"),
    ('base = "https://gate.example/\\u202eoi"', "<U+202E>"),
    ('base = "https://gate.example/\\nproviders.x\\n    now   good"', "␊providers.x␊    now   good"),
    ('region = "eu"', "then  https://api.eu.residency.elevenlabs.io"),
    ('[providers.elevenlabs.options]\n"\\u001b]0;x\\u0007" = "\\u0085"', "␛]0;x␇"),
]


@pytest.mark.parametrize(("said", "shown"), SHOWN)
def test_a_stranger_can_not_draw_on_the_terminal(said: str, shown: str, inside: Inside) -> None:
    inside.write(HEARD, f"[providers.elevenlabs]\n{said}\n")
    answer = inside.filmc("trust")
    assert shown in answer.out
    assert all(letter.isprintable() or letter == "\n" for letter in answer.out + answer.err)


def test_trust_that_can_not_be_noted_is_none(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    (inside.user / "file").write_text("")
    monkeypatch.setenv("FILMC_CONFIG", str(inside.user / "file" / "config.toml"))
    inside.write(HEARD, SOUND.format(base="https://gate.example"))
    inside.filmc("trust", "--yes").refused(1, "E1031", "FILMC_CONFIG")
    assert "E1030" in inside.filmc("plan").err


def test_answers_of_many_at_a_time_are_all_noted(inside: Inside) -> None:
    matter = {"rates": {"USD": "7 CNY"}}
    films = [inside.folder / f"{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        [*pool.map(lambda film: trust(film, matter), films)]
        assert [film for film in films if not is_trusted(film, matter)] == []
        assert all(pool.map(revoke, films[1:]))
    assert [film for film in films if is_trusted(film, matter)] == films[:1]


@pytest.mark.parametrize("noted", ["", "[]", "{", "null", '{"/": 1}', "\xff"])
def test_a_broken_note_trusts_nothing(noted: str, inside: Inside) -> None:
    inside.write(HEARD, SOUND.format(base="https://gate.example"))
    inside.filmc("trust", "--yes").ok()
    (inside.user / "trusted.json").write_bytes(noted.encode("latin-1"))
    inside.filmc("build", "--yes").refused(1, "E1030")
    inside.filmc("trust", "--yes").ok()


# ---- both files together


def test_what_a_project_leaves_open_stays_as_the_user_has_it(inside: Inside) -> None:
    (inside.user / "config.toml").write_text(
        '[providers.elevenlabs]\nregion = "eu"\noptions = {a = "1", b = "2"}\nvoices = {TOM = "t"}\n', "utf-8"
    )
    inside.write(HEARD, '[providers.elevenlabs]\noptions = {b = "3"}\nvoices = {MEI = "m"}\n')
    assert "base" not in inside.filmc("trust").out
    assert own_config().providers["elevenlabs"].options == {"a": "1", "b": "2"}
    assert read_config(Notes(), DiskWorld(Path.cwd())).providers == own_config().providers
    inside.filmc("trust", "--yes").ok()
    read = read_config(Notes(), DiskWorld(Path.cwd()))
    assert read.providers["elevenlabs"] == Settings("", "eu", {"TOM": "t", "MEI": "m"}, {"a": "1", "b": "3"})
