"""Keys: where they are looked for, in which order, and that they are never seen again."""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace
from urllib.parse import quote

import pytest
from emulators import faults, plugin
from emulators.adapter import CANARY, HASTY, KEY
from emulators.books import Life
from emulators.faults import Fault, Wire
from emulators.paid import PaidEmulator
from inside import Inside, inside
from vendors import elevenlabs

from filmc.base.fault import Fault as Trouble
from filmc.produce.protocol.keys import find, held
from filmc.produce.readiness import readiness

__all__ = ["inside"]

SOAK = bool(os.environ.get("FILMC_SOAK"))
NAME = "ELEVENLABS_API_KEY"

# ---- where they are found


class Keyring(ModuleType):
    """The package, with one key in it; `broken` as where the desktop's keyring is locked."""

    def __init__(self, key: str | None, *, broken: bool = False) -> None:
        super().__init__("keyring")
        self.key, self.broken = key, broken
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service: str, name: str) -> str | None:
        self.asked.append((service, name))
        if self.broken:
            raise RuntimeError(f"locked: {self.key}")
        return self.key


@pytest.fixture
def file(inside: Inside) -> Path:
    path = inside.user / "keys.toml"
    path.write_text(f'{NAME} = "of-the-file"\n', "utf-8")
    path.chmod(0o600)
    return path


FOUND = [
    # environment, the file's text (None: no file), the keyring's answer → the key and its place
    ("of-env", f'{NAME} = "of-file"', "of-ring", ("of-env", "environment")),
    (" of-env\n", None, None, ("of-env", "environment")),
    ("", f'{NAME} = "of-file"', "of-ring", ("of-file", "file")),
    ("  ", f'{NAME} = "of-file"', "of-ring", ("of-file", "file")),
    (None, f'{NAME} = "of-file"', "of-ring", ("of-file", "file")),
    (None, f'{NAME} = ""', "of-ring", ("of-ring", "keyring")),
    (None, f"{NAME} = 17", "of-ring", ("of-ring", "keyring")),
    (None, 'OTHER = "of-file"', "of-ring", ("of-ring", "keyring")),
    (None, None, "of-ring", ("of-ring", "keyring")),
    (None, None, "", None),
    (None, None, None, None),
]


@pytest.mark.parametrize("case", FOUND, ids=map(str, range(len(FOUND))))
def test_the_first_place_that_has_it_counts(
    case: tuple[str | None, str | None, str | None, tuple[str, str] | None], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, text, ring, expected = case
    if said is not None:
        monkeypatch.setenv(NAME, said)
    file.unlink() if text is None else file.write_text(text, "utf-8")
    keyring = Keyring(ring)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    found = find(NAME)
    assert (found and (found[0].reveal(), found[1].replace(str(file), "file"))) == expected
    assert keyring.asked == ([] if expected and expected[1] != "keyring" else [("filmc", NAME)])


def test_a_keyring_that_fails_has_no_key(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", Keyring(CANARY, broken=True))
    assert find(NAME) is None
    assert "ElevenLabs has no key here" in inside.filmc("models", "elevenlabs").ok().out
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert find(NAME) is None


WAYS = [
    ([["A"], ["B", "C"]], {"A": "a", "B": "b", "C": "c"}, {"A"}),
    ([["A"], ["B", "C"]], {"B": "b", "C": "c"}, {"B", "C"}),
    ([["A"], ["B", "C"]], {"B": "b"}, None),
    ([["A"], []], {}, set()),
    ([["A"], []], {"A": "a"}, {"A"}),
    ([], {}, set()),
]


@pytest.mark.parametrize(("ways", "there", "expected"), WAYS)
@pytest.mark.usefixtures("inside")
def test_a_way_is_whole_or_none(ways, there, expected, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ABC":
        monkeypatch.delenv(name, raising=False)
    for name, key in there.items():
        monkeypatch.setenv(name, key)
    found = held(tuple(map(tuple, ways)))
    assert (None if found is None else set(found)) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o620, 0o610, 0o601])
def test_a_file_that_others_can_open_is_refused(mode: int, inside: Inside, file: Path) -> None:
    file.chmod(mode)
    with pytest.raises(Trouble, match="E1019"):
        find(NAME)
    answer = inside.filmc("doctor").refused(1)
    assert f"✗ file of keys: others can read {file}, which has keys\n    chmod 600 {file}" in answer.out
    assert "of-the-file" not in answer.out
    assert f"others can read {file}" in inside.filmc("models", "elevenlabs").ok().out
    file.chmod(0o600)
    told = inside.filmc("doctor", "--all").out
    assert f"✓ provider elevenlabs: ElevenLabs is ready: {NAME} from {file}" in told
    assert f"✓ file of keys: {file}, which only you can read: {NAME}" in told


@pytest.mark.parametrize("mode", [0o600, 0o400, 0o700])
def test_a_file_for_the_user_alone_is_read(mode: int, file: Path) -> None:
    file.chmod(mode)
    assert readiness("elevenlabs").keys == {NAME: str(file)}


MALFORMED = [
    f'{NAME} = "{CANARY}',
    f"{NAME} = {CANARY}",
    f'"{CANARY}" = = 1',
    f"{CANARY}",
    f'[{NAME}\nkey = "{CANARY}"',
]


@pytest.mark.parametrize("text", MALFORMED)
def test_a_broken_file_does_not_show_its_lines(text: str, inside: Inside, file: Path) -> None:
    file.write_text(text + "\n", "utf-8")
    for words in (("doctor", "--all"), ("models",), ("models", "--json"), ("doctor", "--json")):
        answer = inside.filmc(*words)
        assert "can not be read as" in answer.out
        assert CANARY not in answer.out + answer.err
    file.write_bytes(b"\xff\xfe" + CANARY.encode())
    with pytest.raises(Trouble, match="can not be read as"):
        find(NAME)


# ---- that they are never seen


def writings(key: str) -> Iterator[bytes]:
    """Yield what of a key would stand in a text, however it is written there: at least three quarters of it."""
    data = key.encode()
    yield from (data, quote(key, safe="").encode(), data.hex().encode(), data.hex().upper().encode(), data[::-1])
    yield "".join(f"%{byte:02X}" for byte in data).encode()
    yield key.encode("utf-16-le")
    for before in range(3):  # base64 writes three bytes at once: what stands before the key shifts it
        shifted = base64.b64encode(bytes(before) + data)[4 if before else 0 : -4]
        yield shifted
        yield shifted.translate(bytes.maketrans(b"+/", b"-_"))


def leaks(keys: Sequence[str], text: bytes) -> list[bytes]:
    return [written for key in keys for written in writings(key) if written in text]


def test_a_leak_would_be_seen() -> None:
    for text in (
        f"key={CANARY};", CANARY.encode().hex(), quote(f"Bearer {CANARY}"),
        *(base64.b64encode(f"{before}{CANARY}{after}".encode()).decode() for before in ("", ":", "user:") for after in ("", ":", ";-")),
    ):  # fmt: skip
        assert leaks([CANARY], text.encode()), text
    assert not leaks([CANARY], CANARY[:-4].encode())


FILM = """\
scene hall: INT. HALL - DAY

    shot waits: wide, 1s
        Door number {number} opens.
        sfx: door number {number} creaks
"""
CONFIG = """\
target = "t"

[targets.t]
image = "emulator:still-1"
sound = "elevenlabs:sound-v2"
size = "160x90"
"""
LATER = [
    "build --yes --json", "plan --json", "ledger --all", "ledger --all --json", "report --csv", "report --html", "why waits", "why waits --json",
    "takes --json", "takes", "resume", "resume --list", "resume --json", "reconcile", "reconcile --json", "cancel --all --json", "cancel --all",
    "doctor --all", "doctor --json", "models --json", "models elevenlabs:sound-v2", "store verify", "check", "dump --stage jobs", "ledger --verify",
    "watch --once --no-preview", "plan -o plan.json", "prompt waits", "prompt waits --json",
]  # fmt: skip
CALLS = ("submit", "poll", "file", "lookup", "cancel")
SEVERE = ("HOSTILE", "BAD_KEY", "RESET_CHARGED", "NO_MONEY_402", "ERROR_500", "REDIRECT_UNDECLARED", "PAGE_AS_MEDIA")
ENDS = {Wire.SILENT, Wire.DRIP, Wire.ENDLESS}
"""What ends only by our own patience."""


def misbehaviour() -> Iterator[tuple[str, str]]:
    """Yield calls, and the faults that they meet; in the long run every fault, at two calls."""
    if SOAK:
        names = list(faults.named())
        yield from zip(itertools.cycle(CALLS), [*names, *names[1:], names[0]])
        return
    yield from zip(itertools.cycle(CALLS[:3]), SEVERE)
    yield from (("poll", "HOSTILE"), ("file", "HOSTILE"), ("lookup", "HOSTILE"))


@pytest.fixture
def keys(inside: Inside) -> tuple[str, str]:
    """Keep two keys, one in the file and one in the environment."""
    path = inside.user / "keys.toml"
    path.write_text(f'FILMC_EMULATOR_KEY = "{CANARY}"\n', "utf-8")
    path.chmod(0o600)
    inside.monkeypatch.setenv(NAME, elevenlabs.KEY)
    return CANARY, elevenlabs.KEY


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no pause of the buyer last, and no answer be waited for long."""

    async def nap(seconds: float) -> None:
        await asyncio.sleep(min(seconds, 0.01))

    monkeypatch.setattr("filmc.produce.shoot.counters.asyncio", SimpleNamespace(sleep=nap))
    monkeypatch.setattr("filmc.produce.schedule.gate.Gate._rest", lambda _gate, _seconds: 0.01)
    monkeypatch.setattr(plugin, "PATIENT", HASTY)
    monkeypatch.setattr("filmc.produce.hiring._patience", lambda _facts: HASTY)


def test_no_key_is_ever_seen(inside: Inside, keys: tuple[str, str]) -> None:
    """The canary: whatever goes wrong, no key is in what is said, nor in any file but the one where it is kept."""
    hurry(inside.monkeypatch)
    inside.monkeypatch.setenv("TMPDIR", str(inside.user))
    said, runs, later = bytearray(), 0, itertools.cycle(LATER)
    life = Life(lasts=0)
    with PaidEmulator("replay", life=life) as paid, elevenlabs.ElevenEmulator(life=life) as eleven:
        inside.monkeypatch.setenv("FILMC_EMULATOR_URL", paid.url)
        (inside.user / "config.toml").write_text(f'[providers.elevenlabs]\nbase = "{eleven.url}"\n', "utf-8")
        for number, (call, name) in enumerate(misbehaviour()):
            inside.write(FILM.format(number=number), CONFIG)
            script(paid, call, faults.named()[name])
            script(eleven, "submit", faults.named()[name])
            for words in ("build --yes", *itertools.islice(later, 1 if SOAK else 3)):
                answer = inside.filmc(*words.split())
                assert answer.code in (0, 1, 4, 5, 6), (call, name, words, answer.err)
                said += answer.out.encode() + answer.err.encode()
                runs += 1
        proofs = {headers.get("authorization") for _, headers, _ in paid.seen}
        assert proofs == {f"Bearer {CANARY}"}, "the key was there to be seen"
        assert {headers.get("xi-api-key") for _, headers, _ in eleven.seen} == {elevenlabs.KEY}
    assert runs >= (300 if SOAK else 36)
    assert not leaks(keys, said)
    files = [path for path in inside.folder.rglob("*") if path.is_file() and path != inside.user / "keys.toml"]
    assert {"ledger.sqlite", "film.lock", "plan.json"} <= {path.name for path in files}
    assert not [path for path in files if leaks(keys, path.read_bytes() + str(path).encode())]


def script(there: PaidEmulator, call: str, fault: Fault) -> None:
    """Let a call meet the fault, and where it is one that spoils answers, the calls after it too."""
    for each in CALLS:
        there._scripts[each].clear()
    there.script(call, fault)
    if fault.wire not in ENDS and call != "submit":
        there.script("submit", faults.RESET_CHARGED)


def test_not_in_the_trace_of_a_fault_of_our_own(inside: Inside, keys: tuple[str, str]) -> None:
    """FILMC_DEBUG=1 shows where; a key on the way is a handle, which shows nothing."""
    with PaidEmulator("none", life=Life(lasts=0)) as paid:
        inside.monkeypatch.setenv("FILMC_EMULATOR_URL", paid.url)
        inside.write(FILM.format(number=1), CONFIG.replace('sound = "elevenlabs:sound-v2"\n', ""))

        def broken(*given: object) -> None:
            raise RuntimeError("a bug with a key in hand", KEY, given)

        inside.monkeypatch.setattr(plugin, "bearer", broken)
        answer = inside.filmc("build", "--yes")
        assert answer.code == 70
        assert "Traceback" in answer.err
        assert "Secret(***)" in answer.err
        assert not leaks(keys, (answer.out + answer.err).encode())
