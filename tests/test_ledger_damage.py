"""The ledger on a bad disk: damage is found before use, and what can not be opened is not called damaged."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from ledgers import UPGRADE, bring, code_of, killed, python, reserve

from filmc.base.fault import Fault
from filmc.produce.ledger import schema
from filmc.produce.ledger.book import Ledger, open_ledger
from filmc.produce.ledger.budget import Reservation, Scope
from filmc.produce.ledger.states import State

SOAK = bool(os.environ.get("FILMC_SOAK"))
REST = sorted(set(State) - {State.PLANNED})


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


def said(path: Path) -> tuple[object, ...]:
    with open_ledger(path) as ledger:
        return ledger.history(), ledger.unfinished(), ledger.balance(Scope(), "USD"), ledger.verify()


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    """A folder with a ledger as a crash leaves it: half of its events only in the write-ahead log."""
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "ledger.db"
    with open_ledger(path) as ledger:
        for number, state in enumerate(REST * 2):
            bring(ledger, f"early {number}", state)
    killed("ledger.before_committed", path, "committed")
    assert (folder / "ledger.db-wal").stat().st_size > 0
    return folder


def flip(data: bytearray, dice: random.Random) -> bytearray:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def blank(data: bytearray, dice: random.Random) -> bytearray:
    start = dice.randrange(len(data))
    data[start : start + 512] = bytes(len(data[start : start + 512]))
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    return data[: dice.randrange(len(data))]


@pytest.mark.parametrize("seed", range(1000 if SOAK else 60))
def test_damage_is_found_before_use_or_harms_nothing(tmp_path: Path, filled: Path, seed: int) -> None:
    dice = random.Random(seed)
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    truth = said(tmp_path / "ledger.db")
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    victim = tmp_path / dice.choice(["ledger.db", "ledger.db", "ledger.db-wal", "ledger.db.head"])
    victim.write_bytes(dice.choice([flip, flip, blank, cut])(bytearray(victim.read_bytes()), dice))
    try:
        found = said(tmp_path / "ledger.db")
    except Fault as fault:
        assert fault.code in {"E1001", "E1002"}  # noqa: PT017 - either way out is right
        assert fault.hints  # noqa: PT017 - the same
    else:
        assert found == truth


def without_log(folder: Path) -> None:
    (folder / "ledger.db-wal").unlink()


def old_copy(folder: Path) -> None:
    for beside in ("-wal", "-shm"):
        (folder / f"ledger.db{beside}").unlink(missing_ok=True)


def gone(folder: Path) -> None:
    old_copy(folder)
    (folder / "ledger.db").unlink()


def empty(folder: Path) -> None:
    (folder / "ledger.db").write_bytes(b"")


def stranger(folder: Path) -> None:
    (folder / "ledger.db").write_bytes(b"what was spent: 12 USD\n" * 500)


def statement(text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        raw = sqlite3.connect(folder / "ledger.db")
        raw.executescript(text)
        raw.close()

    change.__name__ = text
    return change


DAMAGE = [
    without_log,
    old_copy,
    gone,
    empty,
    stranger,
    statement(
        "DROP TRIGGER events_stay; UPDATE events SET facts = replace(facts, '100000', '1') WHERE state = 'reserved'"
    ),
    statement("DROP TRIGGER events_remain; DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)"),
    statement("UPDATE purchases SET billed = 1, spent = 1 WHERE billed > 1"),
    statement("UPDATE purchases SET held = 0"),
    statement("DELETE FROM purchases WHERE NOT done"),
    statement("DELETE FROM purchases"),
    statement("PRAGMA application_id = 1"),
    statement("PRAGMA user_version = 0"),
]


@pytest.mark.parametrize("change", DAMAGE, ids=lambda change: change.__name__)
def test_tampering_is_found(tmp_path: Path, filled: Path, change: Callable[[Path], None]) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    change(tmp_path)
    size = (tmp_path / "ledger.db").stat().st_size if change is not gone else None
    assert code_of(lambda: open_ledger(tmp_path / "ledger.db")) == "E1001"
    assert (tmp_path / "ledger.db").exists() is (size is not None), "nothing new stands in its place"
    assert size is None or (tmp_path / "ledger.db").stat().st_size >= size, "it is never emptied"


def test_events_only_grow(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    raw = sqlite3.connect(tmp_path / "ledger.db")
    for change in ("UPDATE events SET at = ''", "DELETE FROM events"):
        with pytest.raises(sqlite3.IntegrityError, match="only grow"):
            raw.execute(change)
    raw.close()


def test_damage_while_it_is_open_is_found_by_verify(ledger: Ledger) -> None:
    bring(ledger, "i1", State.COMMITTED)
    raw = sqlite3.connect(ledger.path, isolation_level=None)
    raw.execute("UPDATE purchases SET spent = 0")
    raw.close()
    assert code_of(ledger.verify) == "E1001"


def test_the_way_out_of_lost_events_works(tmp_path: Path, filled: Path) -> None:
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    old_copy(tmp_path)
    assert code_of(lambda: open_ledger(tmp_path / "ledger.db")) == "E1001"
    (tmp_path / "ledger.db.head").unlink()
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.unfinished()


def test_a_newer_ledger_is_refused_untouched(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "ledger.db"
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, UPGRADE))
    open_ledger(path).close()
    monkeypatch.undo()
    before = path.read_bytes()
    assert code_of(lambda: open_ledger(path)) == "E1002"
    assert path.read_bytes() == before


def test_a_locked_ledger_says_so(ledger: Ledger) -> None:
    other = sqlite3.connect(ledger.path, isolation_level=None)
    with open_ledger(ledger.path, wait=0.05) as second:
        other.execute("BEGIN IMMEDIATE")
        assert code_of(lambda: reserve(second)) == "E1004"
        other.execute("ROLLBACK")
        assert isinstance(reserve(second), Reservation)
    other.close()


def test_a_full_disk_stops_before_the_purchase(ledger: Ledger) -> None:
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    def fill() -> None:
        for number in range(1000):
            reserve(ledger, f"i{number}", ceilings=())

    assert code_of(fill) == "E1005"
    noted = ledger.verify()
    ledger._connection.execute("PRAGMA max_page_count = 100000")
    assert isinstance(reserve(ledger, "after"), Reservation)
    assert ledger.verify() == noted + 2


UNREADABLE = """
import os, resource, sys
from pathlib import Path
from ledgers import reserve
from filmc.base.fault import Fault
from filmc.produce.ledger.book import open_ledger
path, how = Path(sys.argv[1]), sys.argv[2]
if how == "files":
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
elif os.geteuid() == 0:
    os.seteuid(65534)
try:
    with open_ledger(path) as ledger:
        reserve(ledger)
except Fault as fault:
    print(fault.code)
"""


@pytest.mark.parametrize(("how", "code"), [("files", "E1006"), ("rights", "E1003"), ("new", "E1003")])
def test_what_can_not_be_opened_is_not_called_damaged(how: str, code: str) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:  # pytest's own folders are closed to other users
        path = Path(name) / "ledger.db"
        if how != "new":
            with open_ledger(path) as ledger:
                reserve(ledger, "i0")
            path.chmod(0o444)
        before = path.read_bytes() if path.exists() else b""
        Path(name).chmod(0o555)
        ran = python(UNREADABLE, str(path), how)
        Path(name).chmod(0o755)
        assert ran.stdout == f"{code}\n", ran.stderr
        assert (path.read_bytes() if path.exists() else b"") == before


def test_a_ledger_that_vanished_is_not_made_anew(ledger: Ledger) -> None:
    with pytest.raises(sqlite3.OperationalError):
        schema._opened(ledger.path.with_name("gone.db"), 0)
    assert not ledger.path.with_name("gone.db").exists()
