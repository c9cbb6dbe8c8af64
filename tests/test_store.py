"""The store of takes: what is in it is whole, or known not to be, and nothing that was paid for gets lost."""

from __future__ import annotations

import errno
import io
import multiprocessing
import os
import random
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from ready import begin, ended

from filmc.base.digest import digest_bytes
from filmc.base.fault import Fault
from filmc.base.files import cache_home, config_home, store_home
from filmc.frontend.value import Money
from filmc.produce.arrival import STAMP, Announced
from filmc.produce.disk import alone, among_others
from filmc.produce.gc import check, sweep, sweep_paid
from filmc.produce.origin import Origin
from filmc.produce.store import Damaged, Missing, Store, Unreadable, Whole
from filmc.produce.view import show

SOAK = os.environ.get("FILMC_SOAK") == "1"
MADE = Origin(how="made", date="2026-11-21", model="espeak")
BOUGHT = Origin(how="bought", date="2026-11-21", provider="p", model="m", job="j1", micros=350_000, currency="USD")
BROUGHT = Origin(how="brought", date="2026-11-21", name="kitchen.mp4", note="from the camera")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_what_a_provider_sent_wrongly_is_no_take(store: Store) -> None:
    store.quarantine.mkdir(parents=True)
    (store.quarantine / "bought-0123456789abcdef").write_bytes(b"<html>")
    assert check(store).bits == 0


def temporaries(store: Store) -> list[Path]:
    return [path for path in store.root.rglob(".*") if path.is_file()]


def unlocked(path: Path) -> Path:
    path.chmod(0o644)
    return path


def test_what_is_added_is_found_again(store: Store) -> None:
    data = os.urandom(3 << 20)
    digest = store.add(data, BOUGHT)
    found = store.look(digest)
    assert isinstance(found, Whole)
    assert (found.size, found.path.read_bytes()) == (len(data), data)
    stat = found.path.stat()
    assert stat.st_mode & 0o222 == 0
    assert stat.st_mtime_ns == STAMP
    assert store.add(data, BOUGHT) == digest == digest_bytes(data)
    assert store.origins(digest).notes == (BOUGHT,)
    assert BOUGHT.price == Money(350_000, "USD")
    store.add(data, MADE)
    assert {note.how for note in store.origins(digest).notes} == {"made", "bought"}
    assert store.origins(digest).paid
    assert not temporaries(store)
    assert isinstance(Store(store.root).look(digest), Whole)
    assert isinstance(store.look("0" * 64), Missing)
    with pytest.raises(ValueError, match="no SHA-256"):
        store.look("../../etc/passwd")


def test_where_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FILMC_STORE", str(tmp_path / "here"))
    assert Store().root == tmp_path / "here"
    monkeypatch.delenv("FILMC_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert sys.platform in {"darwin", "win32"} or store_home() == tmp_path / "data" / "filmc" / "store"


@pytest.mark.parametrize(
    ("name", "home"), [("FILMC_STORE", store_home), ("FILMC_CACHE", cache_home), ("FILMC_CONFIG", config_home)]
)
def test_a_home_may_be_told_from_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name, home) -> None:
    monkeypatch.setenv("USERPROFILE" if os.name == "nt" else "HOME", str(tmp_path))
    monkeypatch.setenv(name, "~/films")
    assert home() == tmp_path / "films"
    monkeypatch.setenv(name, "~nobody-of-that-name/films")
    assert home().name == "films"


@pytest.mark.parametrize(
    ("announced", "told"),
    [(Announced(size=4), "4 bytes were announced and 3 came"), (Announced(digest="0" * 64), "another SHA-256")],
)
def test_what_was_not_announced_is_not_kept(store: Store, announced: Announced, told: str) -> None:
    with pytest.raises(Fault, match=f"E1028.*{told}"):
        store.add(b"abc", MADE, announced)
    assert not list(store.digests())
    assert not temporaries(store)


def test_a_file_made_elsewhere_comes_in(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "kitchen.mp4"
    file.write_bytes(b"film")
    digest = store.bring_in(file, BROUGHT)
    assert store.origins(digest).notes == (BROUGHT,)
    assert file.exists()
    os.mkfifo(tmp_path / "pipe")
    for name in ("nothing.mp4", ".", "pipe"):
        with pytest.raises(Fault, match="E1029"):
            store.bring_in(tmp_path / name, BROUGHT)


class Breaking(io.BytesIO):
    """A download whose line breaks in the middle."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise OSError(errno.ECONNRESET, "Connection reset by peer")
        return super().read(size)


def test_a_stream_that_breaks_leaves_nothing(store: Store) -> None:
    with pytest.raises(Fault, match="E1029"):
        store.add_stream(Breaking(b"x" * (2 << 20)), BOUGHT)
    assert not list(store.digests())
    assert not temporaries(store)


# Corruption: every change of a blob, a note or the memory of what was seen is found before use.


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def cut(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def zero(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    at = chance.randrange(len(data) - 3)
    path.write_bytes(data[:at] + b"\0\0\0" + data[at + 3 :])


def grow(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(3))


def empty(path: Path, _: random.Random) -> None:
    path.write_bytes(b"")


def swap(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.write_bytes(chance.randbytes(99))


def link(path: Path, _: random.Random) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


HARMS = [flip, cut, zero, grow, empty, swap, link]


@pytest.mark.parametrize("part", range(4))
def test_every_corruption_is_found_before_use(store: Store, part: int) -> None:
    for number in range((1000 if SOAK else 60) // 4):
        chance = random.Random(f"{part} {number}")
        data = bytes(chance.randrange(1, 256) for _ in range(chance.randrange(4, 900)))
        digest = store.add(data, BOUGHT)
        chance.choice(HARMS)(unlocked(store.path(digest)), chance)
        found = store.look(digest)
        assert isinstance(found, Damaged), (part, number)
        assert "E1023" in str(found.fault())
        assert found.kept.parent == store.quarantine
        assert store.look(digest) == found, "once damaged it is not merely missing"
        assert store.origins(digest).paid
        assert store.add(data, BOUGHT) == digest, "the right bytes mend it"
        assert isinstance(store.look(digest), Whole)


def test_damaged_notes_make_a_take_dear(store: Store) -> None:
    for number in range(200 if SOAK else 20):
        chance = random.Random(number)
        digest = store.add(chance.randbytes(40), MADE)
        [note] = (store.origins_folder / digest[:2]).glob(f"{digest}.*")
        chance.choice([flip, cut, zero, grow, empty])(note, chance)
        origins = store.origins(digest)
        assert (origins.notes, origins.damaged) == ((), (note,))
        assert origins.dear
    checked = check(store)
    assert checked.bits == 2
    assert {note.code for note in checked.diagnostics()} == {"W1025"}
    assert not sweep(store, tuple).dropped


def test_a_note_of_another_take_is_no_note(store: Store) -> None:
    one, other = store.add(b"one", MADE), store.add(b"other", BOUGHT)
    [note] = (store.origins_folder / other[:2]).glob(f"{other}.*")
    folder = store.origins_folder / one[:2]
    note.rename(folder / note.name.replace(other, one))
    assert store.origins(one).notes == (MADE,)
    assert len(store.origins(one).damaged) == 1


def test_a_name_that_is_no_text_is_noted_as_it_can_be(store: Store) -> None:
    digest = store.add(b"brought", replace(BROUGHT, name=os.fsdecode(b"\xff.mp4")))
    assert store.origins(digest).notes == (replace(BROUGHT, name="?.mp4"),)


def test_the_memory_of_what_was_seen_may_break(store: Store) -> None:
    digests = [store.add(bytes([number]) * 50, MADE) for number in range(20)]
    store.close()
    for name in ("seen.sqlite", "seen.sqlite-wal"):
        (store.root / name).write_bytes(b"no database at all" * 300)
    again = Store(store.root)
    assert all(isinstance(again.look(digest), Whole) for digest in digests)
    flip(unlocked(again.path(digests[3])), random.Random(1))
    assert isinstance(again.look(digests[3]), Damaged)


def test_a_store_that_can_not_be_written_is_still_checked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = store.add(b"good", BOUGHT), store.add(b"bad", BOUGHT)
    unlocked(store.path(bad)).write_bytes(b"BAD")
    store.close()
    for file in store.root.glob("seen.sqlite*"):
        file.unlink()
    (store.root / "seen.sqlite").mkdir()  # no memory can be kept here

    def fails(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "replace", fails)
    again = Store(store.root)
    for _ in range(2):
        assert isinstance(again.look(good), Whole)
        assert again.look(bad) == Damaged(bad, store.path(bad))


def test_what_another_process_mended_is_put_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = store.add(b"take", BOUGHT)
    unlocked(store.path(digest)).write_bytes(b"rust")
    hashed = iter(["0" * 64, digest])
    monkeypatch.setattr("filmc.produce.store.digest_file", lambda _: next(hashed))
    store.path(digest).write_bytes(b"take")
    assert isinstance(store.look(digest), Whole)
    assert not list(store.quarantine.iterdir())


def test_whole_takes_are_hashed_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = store.add(b"take", MADE)
    again = Store(store.root)

    def never(_: Path) -> str:
        raise AssertionError("hashed again")

    with monkeypatch.context() as patched:
        patched.setattr("filmc.produce.store.digest_file", never)
        assert isinstance(again.look(digest), Whole)
    os.utime(store.path(digest))
    assert isinstance(again.look(digest), Whole)


def test_a_whole_check_finds_what_left_no_mark(store: Store) -> None:
    good, bad = store.add(b"good", BOUGHT), store.add(b"bad!", BOUGHT)
    path = unlocked(store.path(bad))
    path.write_bytes(b"BAD!")
    store._seen.note(bad, path.lstat())  # a disk that rots tells nobody
    assert isinstance(store.look(bad), Whole)
    checked = check(store)
    assert (checked.bits, checked.whole, [finding.digest for finding in checked.damaged]) == (1, 1, [bad])
    assert isinstance(store.look(bad), Damaged)
    assert isinstance(store.look(good), Whole)


# The machine: what can not be read is not damaged, and a full disk leaves the old state.


@pytest.mark.parametrize("number", [errno.EIO, errno.EMFILE, errno.EACCES, errno.ENFILE, errno.ESTALE])
def test_unreadable_is_not_damaged(store: Store, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    digest = store.add(b"take", BOUGHT)
    os.utime(store.path(digest))

    def fails(_: Path) -> str:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr("filmc.produce.store.digest_file", fails)
        found = store.look(digest)
        assert isinstance(found, Unreadable)
        assert "E1022" in str(found.fault())
        assert check(store).bits == 4
    assert isinstance(store.look(digest), Whole)
    assert not store.quarantine.exists()


CALLS = ("write", "fsync", "replace", "chmod", "utime", "mkdir")


class Nth:
    """Stands for a call of the system and does `harm` instead at the n-th of them all."""

    def __init__(self, nth: int, harm: object) -> None:
        self.left = nth
        self.harm = harm

    def over(self, real: object) -> object:
        def call(*arguments: object, **named: object) -> object:
            self.left -= 1
            if self.left == 0:
                self.harm()  # type: ignore[operator]
            return real(*arguments, **named)  # type: ignore[operator]

        return call


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "E1021"), (errno.EROFS, "E1020"), (errno.EIO, "E1020")])
def test_a_failing_write_leaves_the_old_state(
    store: Store, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    old = store.add(b"old", BOUGHT)

    def harm() -> None:
        raise OSError(number, os.strerror(number))

    for nth in range(1, 99):
        counted = Nth(nth, harm)
        with monkeypatch.context() as patched:
            for name in CALLS:
                patched.setattr(os, name, counted.over(getattr(os, name)))
            try:
                digest = store.add(b"new %d" % nth, BOUGHT)
            except Fault as fault:
                digest, told = "", fault.code
        assert digest or told == code
        assert not temporaries(store)
        assert isinstance(store.look(old), Whole)
        assert check(store).bits == 0
        if digest and counted.left > 0:
            break
    assert 8 < nth < 90, "each write failed once, until none was left"


KILLED = """
import os, signal
from pathlib import Path
from filmc.produce.store import Store
from test_store import BOUGHT, CALLS, Nth
store = Store(Path({root!r}))
counted = Nth({nth}, lambda: os.kill(os.getpid(), signal.SIGKILL))
for name in CALLS:
    setattr(os, name, counted.over(getattr(os, name)))
store.add(b"new", BOUGHT)
"""


@pytest.mark.parametrize("nth", range(1, 30) if SOAK else (1, 4, 9))
def test_a_kill_leaves_all_or_nothing(store: Store, nth: int) -> None:
    old = store.add(b"old", BOUGHT)
    assert ended(begin(KILLED.format(root=str(store.root), nth=nth))) in {0, -signal.SIGKILL}
    new = digest_bytes(b"new")
    assert isinstance(store.look(old), Whole)
    assert isinstance(store.look(new), Whole | Missing)
    if isinstance(store.look(new), Whole):
        assert store.origins(new).paid, "no take without its price"
    sweep(store, tuple)
    assert not list(store.blobs.glob(".*"))
    assert store.add(b"new", BOUGHT) == new
    assert check(store).bits == 0


def test_a_store_of_a_newer_filmc_is_left_alone(tmp_path: Path) -> None:
    for text in ("filmc store 2\n", "something else", ""):
        (tmp_path / "version").write_text(text)
        with pytest.raises(Fault, match="E1026"):
            Store(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["version"]


# Several at once.


def add_many(root: str, seed: int) -> None:
    store = Store(Path(root))
    numbers = list(range(30))
    random.Random(seed).shuffle(numbers)
    for number in numbers:
        with store.using():
            assert isinstance(store.look(store.add(bytes([number]) * 5000, BOUGHT)), Whole)


def test_processes_share_a_store(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=add_many, args=(str(store.root), seed)) for seed in range(4)]
    for worker in workers:
        worker.start()
    sweep(store, tuple)
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert len(list(store.digests())) == 30
    assert check(store).bits == 0
    assert not temporaries(store)


def test_cleaning_waits_for_users(store: Store) -> None:
    with store.using(), store.using(), pytest.raises(Fault, match="E1027"):
        sweep(store, tuple, patience=0.05)
    with alone(store.root), pytest.raises(Fault, match="E1027"), among_others(store.root, patience=0.05):
        pass
    assert sweep(store, tuple, patience=0).dropped == ()


def test_cleaning_drops_what_is_free_and_unnamed(store: Store) -> None:
    named, free, paid, own = (
        store.add(data, origin)
        for data, origin in ((b"n", MADE), (b"free", MADE), (b"paid", BOUGHT), (b"own", BROUGHT))
    )
    unknown = store.add(b"unknown", MADE)
    for note in (store.origins_folder / unknown[:2]).glob(f"{unknown}.*"):
        note.unlink()
    (store.blobs / ".arriving-left").write_bytes(b"1234")
    swept = sweep(store, lambda: {named})
    assert (swept.dropped, set(swept.spared), swept.freed) == ((free,), {paid, own, unknown}, 8)
    assert set(store.digests()) == {named, paid, own, unknown}
    assert set(sweep_paid(store, lambda: {named}).dropped) == {paid, own, unknown}
    assert set(store.digests()) == {named}
    assert store.origins(paid).notes == (BOUGHT,), "what was once paid for is still told"


# The view for people.


@pytest.mark.parametrize("disk", ["with links", "without links"])
def test_the_view_shows_takes_by_name(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, disk: str) -> None:
    if disk == "without links":
        monkeypatch.setattr(Path, "symlink_to", lambda *_: (_ for _ in ()).throw(OSError(errno.EPERM, "no links")))
    one, two = (store.path(store.add(data, MADE)) for data in (b"one", b"two"))
    folder = tmp_path / "takes"
    assert show(folder, {"kitchen/1 chosen.mp4": one, "kitchen/2.mp4": two}) == []
    assert (folder / "kitchen" / "2.mp4").read_bytes() == b"two"
    (folder / "kitchen" / "mine.txt").write_text("notes")
    (folder / "kitchen" / "3.mp4").write_text("my own")
    assert show(folder, {"kitchen/1.mp4": one, "kitchen/3.mp4": two}) == ["kitchen/3.mp4"]
    assert sorted(path.name for path in (folder / "kitchen").iterdir()) == ["1.mp4", "3.mp4", "mine.txt"]
    assert (folder / "kitchen" / "3.mp4").read_text() == "my own"
    for name in ("/etc/x", "../x", "a/../../x"):
        with pytest.raises(ValueError, match="leads out"):
            show(folder, {name: one})
