"""`filmc gc` and `filmc store`: what goes, what stays, and what must be known before anything goes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from bought import at
from test_choosing import picture

from filmc.base.digest import digest_bytes
from filmc.base.fault import Fault
from filmc.produce.caches import Limits, superfluous, sweep_cache, using
from filmc.produce.locked import Block, Take
from filmc.produce.origin import Origin
from filmc.produce.register import consult, enter, forget
from filmc.produce.store import Store
from filmc.tools.cli import run

MADE = Origin(how="made", date="2026-11-21")
BOUGHT = Origin(how="bought", date="2026-11-21", job="j1", micros=350_000, currency="USD")
DAY = 86_400
FILM = "scene home: INT. ROOM - DAY\n\n    shot one: wide, 1s\n        Rain.\n"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    with at(tmp_path):
        yield tmp_path


def asked(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> dict[str, Any]:
    capsys.readouterr()
    assert run([*map(str, words), "--json"]) == code
    return json.loads(capsys.readouterr().out)


def film_with(home: Path, name: str, *takes: str) -> Path:
    """Write a film whose lock names `takes`, and let the store see it; return the lock."""
    from filmc.produce.lock_text import show
    from filmc.produce.locked import Lock

    project = home / name
    project.mkdir()
    (project / "main.film").write_text(FILM, "utf-8")
    lock = project / "film.lock"
    lock.write_text(show(Lock((Block("home/one still", tuple(map(Take, takes))),))), "utf-8")
    enter(home / "store", lock)
    return lock


def stored(data: bytes, origin: Origin) -> str:
    store = Store()
    digest = store.add(data, origin)
    store.close()
    return digest


def held() -> set[str]:
    store = Store()
    found = {*store.digests()}
    store.close()
    return found


def test_what_no_lock_names_goes_if_it_is_free(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named, free, dear = stored(b"named", MADE), stored(b"free", MADE), stored(b"dear", BOUGHT)
    film_with(home, "one", named)
    told = asked(capsys, "gc", "--dry-run")
    assert (told["dropped"], told["spared"], told["freed"]) == ([free], [dear], 4)
    assert held() == {named, free, dear}
    assert asked(capsys, "gc")["dropped"] == [free]
    assert held() == {named, dear}
    assert asked(capsys, "gc", "--paid")["dropped"] == [dear]
    assert held() == {named}


def test_every_command_that_uses_takes_enters_its_lock(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = home / "film"
    project.mkdir()
    (project / "main.film").write_text(FILM, "utf-8")
    (project / "a.png").write_bytes(picture())
    asked(capsys, "take", "one", project / "a.png", "--film", project)
    assert consult(home / "store").read == (project / "film.lock",)
    assert consult(home / "store").named == {digest_bytes(picture())}
    forget(home / "store", [project / "film.lock"])
    asked(capsys, "takes", "--film", project)
    assert consult(home / "store").read == (project / "film.lock",)
    assert asked(capsys, "gc", "--paid")["dropped"] == []


def test_a_lock_that_is_gone_is_tolerated_but_not_for_what_was_paid(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    free, dear = stored(b"free", MADE), stored(b"dear", BOUGHT)
    lock = film_with(home, "unplugged", free, dear)
    lock.rename(home / "elsewhere")
    assert asked(capsys, "gc", "--paid", code=1)["diagnostics"][0]["code"] == "E1056"
    assert held() == {free, dear}
    told = asked(capsys, "gc")
    assert (told["dropped"], told["gone"]) == ([free], [str(lock)])
    assert asked(capsys, "gc", "--forget", "--paid")["dropped"] == [dear]
    assert consult(home / "store").gone == ()


def test_a_damaged_lock_stops_cleaning(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    free = stored(b"free", MADE)
    lock = film_with(home, "one", free)
    lock.write_text(lock.read_text("utf-8").replace("filmc lock", "flimc lock"), "utf-8")
    told = asked(capsys, "gc", code=1)["diagnostics"][0]
    assert (told["code"], "git checkout" in told["hints"][0]) == ("E1056", True)
    assert held() == {free}


def test_the_register_is_a_list_and_no_more(tmp_path: Path) -> None:
    assert consult(tmp_path).named == frozenset()
    for name in ("b", "a", "b"):
        enter(tmp_path, tmp_path / name / "film.lock")
    assert (tmp_path / "locks").read_text("utf-8") == f"{tmp_path}/a/film.lock\n{tmp_path}/b/film.lock\n"
    assert [path.parent.name for path in consult(tmp_path).gone] == ["a", "b"]
    forget(tmp_path, [tmp_path / "a" / "film.lock"])
    assert [path.parent.name for path in consult(tmp_path).gone] == ["b"]
    enter(tmp_path / "nowhere", tmp_path / "film.lock")  # a store that can not be written: nothing is swept there


def test_two_who_enter_at_a_time_are_both_entered(tmp_path: Path) -> None:
    locks = [tmp_path / f"{number}" / "film.lock" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        [*pool.map(lambda lock: enter(tmp_path, lock), locks)]
    assert len(consult(tmp_path).gone) == len(locks)


# The cache


def cached(cache: Path, name: str, size: int, days: float) -> Path:
    path = cache / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    then = time.time() - days * DAY
    os.utime(path, (then, then))
    return path


CACHE = [
    # limits in days and bytes → what stays
    (30, 10_000, {"new", "read", "month", "fresh.part"}),
    (30, 400, {"new", "read", "fresh.part"}),
    (30, 250, {"new", "fresh.part"}),
    (0.5, 10_000, {"new", "fresh.part"}),
    (0, 0, {"new", "fresh.part"}),  # used within the hour
    (1000, 10_000, {"new", "read", "month", "old", "fresh.part"}),
]


@pytest.mark.parametrize(("days", "size", "stays"), CACHE)
def test_the_longest_unused_goes_first(days: float, size: int, stays: set[str], tmp_path: Path) -> None:
    cached(tmp_path, "segments/new", 100, 0)
    read = cached(tmp_path, "sounds/read", 150, 90)
    os.utime(read, (time.time() - DAY, read.stat().st_mtime))  # made long ago, read yesterday
    cached(tmp_path, "sound/month", 190, 20)
    cached(tmp_path, "segments/old", 5, 40)
    cached(tmp_path, "segments/crashed.part", 5, 1)
    cached(tmp_path, "segments/fresh.part", 5, 0)
    cached(tmp_path, "other/kept", 500, 900)
    would = {kept.path.name for kept in superfluous(tmp_path, Limits(days * DAY, size))}
    gone = {kept.path.name for kept in sweep_cache(tmp_path, Limits(days * DAY, size))}
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == stays | {"kept"}
    assert would == gone == {"new", "read", "month", "old", "crashed.part", "fresh.part"} - stays


def test_nothing_is_taken_from_under_a_build(tmp_path: Path) -> None:
    old = cached(tmp_path, "segments/old", 5, 400)
    inside, done = Event(), Event()

    def build() -> None:
        with using(tmp_path):
            inside.set()
            done.wait(10)

    thread = Thread(target=build)
    thread.start()
    inside.wait(10)
    with pytest.raises(Fault, match="E1027"):
        sweep_cache(tmp_path, Limits(0, 0), patience=0.05)
    assert old.exists()
    done.set()
    thread.join()
    assert [kept.path for kept in sweep_cache(tmp_path, Limits(0, 0))] == [old]


def test_a_cache_that_is_not_there_is_clean(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(capsys, "gc", "--days", "0", "--size", "0")
    assert (told["dropped"], told["cache"]) == ([], {"files": 0, "freed": 0})
    assert not (home / "store").exists(), "cleaning makes nothing"
    assert asked(capsys, "store", "verify")["bits"] == 0
    assert asked(capsys, "store", "path")["path"] == str(home / "store")
    run(["store", "path"])
    assert capsys.readouterr().out == f"{home / 'store'}\n"


# Checking


def test_verify_tells_each_kind_of_harm_by_its_bit(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    takes = [stored(name, MADE) for name in (b"one", b"two", b"three")]
    store = Store()
    blob, note = store.path(takes[0]), next((home / "store" / "origins" / takes[1][:2]).glob(f"{takes[1]}.*"))
    store.close()
    blob.chmod(0o644)
    blob.write_bytes(b"rust")
    told = asked(capsys, "store", "verify", code=7)
    assert (told["bits"], told["damaged"], told["whole"]) == (1, [takes[0]], 2)
    note.write_bytes(b"{}")
    told = asked(capsys, "store", "verify", code=7)
    assert (told["bits"], told["damaged_notes"]) == (3, [str(note)])
    stored(b"one", MADE)
    assert asked(capsys, "store", "verify", code=7)["bits"] == 2
    assert run(["store", "verify"]) == 7
    assert "notes of origin are damaged (2)" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_what_can_not_be_read_is_another_bit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = stored(b"one", MADE)

    def fails(_: Path) -> str:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("filmc.produce.store.digest_file", fails)
    told = asked(capsys, "store", "verify", code=7)
    assert (told["bits"], told["unreadable"]) == (4, [digest])
    assert "input/output error" in told["diagnostics"][0]["message"]


def test_takes_that_locks_name_and_the_store_lacks_are_counted(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film_with(home, "one", stored(b"one", MADE), "0" * 64)
    told = asked(capsys, "store", "verify")
    assert told["not_here"] == ["0" * 64]
