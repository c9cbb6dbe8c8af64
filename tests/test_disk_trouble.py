"""A full disk, a read-only one, too many open files: what was there stays, a code says what to do, and it goes on later.

Disks are small file systems in memory; where the machine lets nobody mount one, those tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bought import at
from ready import begin
from test_choosing import picture

from filmc.base.diagnostic import Notes
from filmc.produce.gc import check
from filmc.produce.lock import read_lock
from filmc.produce.store import Store
from filmc.tools.cli import run

SOAK = os.environ.get("FILMC_SOAK") == "1"
FILM = "scene home: INT. ROOM - DAY\n\n    shot one: wide, 1s\n        Rain.\n"
PAGE = 4096
ROOM = range(40) if SOAK else (0, 1, 3, 8)
"""Free pages of the disk: from none at all to enough."""
FILES = range(4, 60) if SOAK else (6, 12, 24)
"""Open files that a process may have."""
TOLD = {"E1020", "E1021", "E1022", "E1029", "E1045", "E0903", "E0904", "E0907", "E0908", "E0920", "E0923"}
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def mounted(place: Path, *options: str) -> bool:
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(place)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def disk(tmp_path: Path, cache: Path) -> Iterator[Path]:
    """A disk of a megabyte with a film and the store on it, and files to bring in elsewhere."""
    place = tmp_path / "disk"
    if not mounted(place, "size=1m"):
        pytest.skip("this machine mounts no file systems for us")
    prepare(place, tmp_path)
    with at(place, cache):
        yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def prepare(place: Path, incoming: Path) -> None:
    (place / "film").mkdir(parents=True)
    (place / "film" / "main.film").write_text(FILM, "utf-8")
    for number, size in enumerate(((192, 108), (200, 112))):
        (incoming / f"{number}.png").write_bytes(picture(size) + os.urandom(9000))


def take(place: Path, number: int) -> list[str]:
    file = place.parent / f"{number}.png"
    return ["take", "one", str(file), "--film", str(place / "film" / "main.film"), "--json"]


def pick(place: Path, number: int) -> list[str]:
    return ["pick", "one", str(number), "--film", str(place / "film" / "main.film"), "--json"]


def fill(place: Path, pages: int) -> Path:
    """Leave `pages` pages free."""
    filler = place / "filler"
    with filler.open("wb") as file:
        while (free := os.statvfs(place).f_bavail * os.statvfs(place).f_frsize // PAGE) > pages:
            file.write(bytes(PAGE) * (free - pages))
            file.flush()
    return filler


def codes(out: str) -> set[str]:
    return {note["code"] for note in json.loads(out)["diagnostics"]}


def intact(place: Path) -> None:
    """The lock says what it said or what it should, whole takes are whole, and no half file lies about."""
    notes = Notes()
    read_lock(place / "film" / "film.lock", notes)
    assert not notes.found
    if (place / "store" / "version").exists():
        store = Store(place / "store")
        assert check(store).bits == 0
        store.close()
    assert not [path for path in place.rglob(".*") if path.is_file()]


@pytest.mark.parametrize("pages", ROOM)
def test_a_full_disk(pages: int, disk: Path, capsys: Capture) -> None:
    assert run(take(disk, 0)) == 0
    lock = disk / "film" / "film.lock"
    for words in (take(disk, 1), pick(disk, 1)):
        before = lock.read_bytes()
        filler = fill(disk, pages)
        capsys.readouterr()
        code = run(words)
        out = capsys.readouterr().out
        filler.unlink()
        intact(disk)
        if code:
            assert codes(out) <= TOLD, out
            assert json.loads(out)["diagnostics"][0]["hints"]
            assert lock.read_bytes() == before
        assert run(words) == 0, "it goes on when there is room"
        assert json.loads(capsys.readouterr().out)["changed"] is (code != 0)


def test_from_nothing_on_a_full_disk(disk: Path, capsys: Capture) -> None:
    filler = fill(disk, 0)
    assert run(take(disk, 0)) == 1
    assert codes(capsys.readouterr().out) <= TOLD
    assert not (disk / "film" / "film.lock").exists()
    filler.unlink()
    assert run(take(disk, 0)) == 0


def test_a_store_that_can_only_be_read(disk: Path, tmp_path: Path, capsys: Capture) -> None:
    place = tmp_path / "home"
    shutil.copytree(disk / "film", place / "film")
    assert run(take(place, 0)) == run(take(place, 1)) == 0
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    lock = place / "film" / "film.lock"
    before = lock.read_bytes()
    (tmp_path / "1.png").write_bytes(picture((64, 36)))
    capsys.readouterr()
    assert run(take(place, 1)) == 1
    assert codes(capsys.readouterr().out) == {"E1020"}
    assert lock.read_bytes() == before
    for words in (pick(place, 1), ["takes", "--film", str(place / "film"), "--json"]):
        assert run(words) == 0, "what is there can be used"
    assert run(["gc", "--json"]) in {0, 1}
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert run(take(place, 1)) == 0


def test_a_project_that_can_only_be_read(disk: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(take(disk, 0)) == run(take(disk, 1)) == 0
    before = (disk / "film" / "film.lock").read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        (disk / "store").rename(disk / "moved")
        shutil.copytree(disk / "moved", tmp_path / "store")
        patch.setenv("FILMC_STORE", str(tmp_path / "store"))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        capsys.readouterr()
        assert run(pick(disk, 1)) == 1
        assert codes(capsys.readouterr().out) == {"E1045"}
        assert (disk / "film" / "film.lock").read_bytes() == before
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        assert run(pick(disk, 1)) == 0


LIMITED = """\
import resource, sys
from filmc.tools import cli, production
from filmc.tools.commands import pick, take
import filmc.render.brought, filmc.produce.plan.planner
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]),) * 2)
raise SystemExit(cli.run(sys.argv[2:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
@pytest.mark.parametrize("files", FILES)
def test_too_many_open_files(files: int, tmp_path: Path, cache: Path) -> None:
    place = tmp_path / "home"
    prepare(place, tmp_path)
    with at(place, cache):
        assert run(take(place, 0)) == 0
        lock = place / "film" / "film.lock"
        for words in (take(place, 1), pick(place, 1)):
            before = lock.read_bytes()
            ran = begin(LIMITED, files, *words)
            out, err = ran.communicate()
            assert ran.returncode in {0, 1}, err
            intact(place)
            if ran.returncode:
                assert codes(out) <= TOLD, out
                assert lock.read_bytes() == before
            assert run(words) == 0
