"""A build that has nothing to do is answered from a record, and from no record that is not wholly true any more.

The builds run in a copy of filmc, so that its own code, library and packages can change, too.
"""

from __future__ import annotations

import compileall
import json
import marshal
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

import filmc
from filmc.base.assets import asset
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import cache_home
from filmc.base.stamps import TICK, doubtful, mark, renewed, stamp
from filmc.base.witness import Witness
from filmc.tools.record import _unmoved
from filmc.tools.unchanged import Question, Record, recall

if os.name != "posix":
    pytest.skip("programs are put in each other's place by scripts", allow_module_level=True)

FILM = """\
film Rain
    size: 64x36
use cast.film

cover
    title: Rain

# the harbour
scene a: EXT. HARBOUR - NIGHT
    shot one: wide, 0.5s
        start: refs/street.png
        text (0s-0.2s): Rain falls on the town
    shot two: close-up, 0.5s
        Mei walks.
        MEI: It rains.
            zh: 雨。
"""
CAST = "character MEI\n    appearance: woman of thirty\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
ANSWERED, NOT_ANSWERED = 0, 3
ASK = f"import sys; from filmc.tools.unchanged import answer; sys.exit({{None: {NOT_ANSWERED}}}.get(answer(sys.argv[1:]), 0))"
WORDS = ("build", "main.film", "-o", "out/film.mp4")


class Place:
    """A film, and the filmc that builds it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.film = home / "films" / "rain"
        self.code = home / "code"
        self.packages = home / "site-packages"
        self.programs = home / "bin"
        self.kept: dict[Path, tuple[tuple[int, ...], bytes]] = {}
        """Every file as it was before the test, with its stamp."""
        for folder in (self.film / "refs", self.code, self.packages, self.programs):
            folder.mkdir(parents=True)
        original = Path(filmc.__file__).parent
        compileall.compile_dir(original, quiet=2)
        shutil.copytree(original, self.code / "filmc", ignore=shutil.ignore_patterns("data"))
        for name in ("stdlib", "grammar"):
            shutil.copytree(asset(name), self.code / name)
        ffmpeg = self.programs / "ffmpeg"
        ffmpeg.write_text(f'#!/bin/sh\nexec "{find_ffmpeg().path}" "$@"\n')
        ffmpeg.chmod(0o755)
        self.write("main.film", FILM)
        self.write("cast.film", CAST)
        (self.film / "refs/street.png").write_bytes(PIXEL)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("FILMC_")},
            "PYTHONPATH": os.pathsep.join([str(self.code), str(self.packages)]),
            "PYTHONDONTWRITEBYTECODE": "1",  # what a run leaves beside the code would be a change of it
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "FILMC_CACHE": str(home / "cache"),
            "FILMC_CONFIG": str(home / "config.toml"),
            "FILMC_FFMPEG": str(ffmpeg),
            "FILMC_ESPEAK": "none",
        }

    def write(self, name: str, text: str) -> None:
        (self.film / name).write_text(text, "utf-8")

    def run(self, *command: str, cwd: str = ".", **changed: str) -> subprocess.CompletedProcess[str]:
        environment = {**self.environment, **changed}
        return subprocess.run(
            [sys.executable, *command],
            cwd=self.film / cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def build(self, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        done = self.run("-m", "filmc", *(words or WORDS), **changed)
        assert done.returncode == 0, done.stderr
        return done

    def answered(self, *words: str, cwd: str = ".", **changed: str) -> bool:
        """Tell whether the record answers, without a build."""
        done = self.run("-c", ASK, *(words or WORDS), cwd=cwd, **changed)
        assert done.returncode in (ANSWERED, NOT_ANSWERED), done.stderr
        return done.returncode == ANSWERED

    def settle(self) -> None:
        """Have a record that answers, of a build where there is none."""
        if not self.answered():
            if not self.records:
                self.build()
            self.renew()
            assert self.answered()

    def renew(self) -> None:
        """Have the record know the stamps of code and packages as they are.

        They have their bytes again, and a build would make just this record; but only some seconds from now.
        """
        record = self.read()
        record.marks = [(path, was if told else stamp(path), told) for path, was, told in record.marks]
        record.taken = time.time_ns() + 2 * TICK
        record.keep(str(self.record))

    def age(self) -> None:
        """Wait until code and packages are no more so young that a build's own record does not hold."""
        youngest = max(max(now[:2]) for path, was, told in self.read().marks if not told and (now := stamp(path)))
        while time.time_ns() <= youngest + TICK:
            time.sleep(0.05)

    def read(self) -> Record:
        written = self.record.read_bytes()
        return Record(*marshal.loads(written[written.index(b"\n") + 1 :]))

    @property
    def records(self) -> list[Path]:
        return [*(self.home / "cache" / "builds").glob("*")]

    @property
    def record(self) -> Path:
        (path,) = self.records
        return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("noop"))


class Change(NamedTuple):
    """What is done to the place, with which words filmc is asked then, and in which environment."""

    do: Callable[[Place], object] = lambda _: None
    words: tuple[str, ...] = WORDS
    environment: Mapping[str, str] = MappingProxyType({})
    cwd: str = "."


def edit(name: str, old: str, new: str) -> Change:
    """Change the text of a file of the film."""
    return Change(lambda place: place.write(name, (place.film / name).read_text("utf-8").replace(old, new)))


def within(place: Place, name: str) -> Path:
    return place.home / name


def remove(name: str) -> Change:
    return Change(lambda place: within(place, name).unlink())


def append(name: str, data: bytes = b"\n") -> Change:
    def do(place: Place) -> None:
        path = within(place, name)
        path.write_bytes((path.read_bytes() if path.exists() else b"") + data)

    return Change(do)


def in_secret(name: str) -> Change:
    """Change one byte, and set the clock back to when the file was written."""

    def do(place: Place) -> None:
        path = within(place, name)
        was, data = path.stat(), bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))

    return Change(do)


def put(name: str, data: bytes) -> Change:
    """Put another file in the place of one."""

    def do(place: Place) -> None:
        other = within(place, name).with_name("other")
        other.write_bytes(data)
        other.replace(within(place, name))

    return Change(do)


def fold_up(name: str) -> Change:
    """Put a folder in the place of a file."""

    def do(place: Place) -> None:
        within(place, name).unlink()
        within(place, name).mkdir()

    return Change(do)


def lead_out(place: Place) -> None:
    """Put a link to the same bytes outside the project in the place of a file."""
    path = place.film / "cast.film"
    path.replace(place.home / "elsewhere.film")
    path.symlink_to(place.home / "elsewhere.film")


def damage(do: Callable[[bytes], bytes]) -> Change:
    return Change(lambda place: place.record.write_bytes(do(place.record.read_bytes())))


def asked(*words: str, **environment: str) -> Change:
    return Change(words=words, environment=environment)


F = "films/rain"
BREAKING = {
    "a word of the film": edit("main.film", "It rains.", "It snows."),
    "a word, in secret": in_secret(f"{F}/main.film"),
    "a word of a used file": edit("cast.film", "thirty", "forty"),
    "the order of two shots": edit("main.film", "shot one: wide", "shot uno: wide"),
    "an invisible character in a comment": edit("main.film", "# the", "# \u200bthe"),
    "a control character in a comment": edit("main.film", "# the", "# \x07the"),
    "a comment between two lines of action": edit("main.film", "Mei walks.\n", "Mei walks.\n        # and\n        Mei runs.\n"),
    "the indentation of a comment's neighbour": edit("main.film", "        Mei walks.", "         Mei walks."),
    "no film": remove(f"{F}/main.film"),
    "no used file": remove(f"{F}/cast.film"),
    "a link out of the project": Change(lead_out),
    "a picture": put(f"{F}/refs/street.png", PIXEL + b"\0"),
    "a picture, in secret": in_secret(f"{F}/refs/street.png"),
    "no picture": remove(f"{F}/refs/street.png"),
    "a folder for a picture": fold_up(f"{F}/refs/street.png"),
    "no made film": remove(f"{F}/out/film.mp4"),
    "a longer made film": append(f"{F}/out/film.mp4"),
    "a made film, in secret": in_secret(f"{F}/out/film.mp4"),
    "a folder for the made film": fold_up(f"{F}/out/film.mp4"),
    "no subtitles": remove(f"{F}/out/film.en.srt"),
    "other subtitles": append(f"{F}/out/film.en.vtt"),
    "no cover": remove(f"{F}/out/film.cover.png"),
    "another cover": put(f"{F}/out/film.cover.png", PIXEL),
    "a project file": append(f"{F}/filmc.toml"),
    "a project file above": append("films/filmc.toml"),
    "a lock": append(f"{F}/film.lock"),
    "the user's configuration": append("config.toml"),
    "another size": asked(*WORDS, "--size", "32x18"),
    "a draft": asked(*WORDS, "--draft"),
    "burned subtitles": asked(*WORDS, "--subtitles", "burned"),
    "another language": asked(*WORDS, "--language", "zh"),
    "one shot": asked(*WORDS, "--shot", "a/one"),
    "one scene": asked(*WORDS, "--scene", "a"),
    "another output": asked("build", "main.film", "-o", "out/other.mp4"),
    "another spelling": asked("build", "./main.film", "-o", "out/film.mp4"),
    "another command": asked("check", "main.film"),
    "an option cut short": asked(*WORDS, "--js"),
    "a colour that there is not": asked(*WORDS, "--color", "loud"),
    "another folder": Change(words=("build", "../rain/main.film", "-o", "../rain/out/film.mp4"), cwd="refs"),
    "another ffmpeg": asked(*WORDS, FILMC_FFMPEG=""),
    "a touched ffmpeg": append("bin/ffmpeg"),
    "another cache": asked(*WORDS, FILMC_CACHE="/nowhere"),
    "another voice": asked(*WORDS, FILMC_ESPEAK=""),
    "another path": asked(*WORDS, PATH="/bin:/usr/bin"),
    "a voice on the path": append("bin/espeak-ng"),
    "a package": append("site-packages/new.py"),
    "filmc's code": append("code/filmc/render/mix.py"),
    "filmc's code that nobody loads": append("code/filmc/tools/commands/doctor.py"),
    "filmc's version": Change(lambda place: within(place, "code/filmc/__init__.py").write_text('__version__ = "9"\n')),
    "a word of the library": append("code/stdlib/sizes.film"),
    "a file of the library": append("code/stdlib/zzz.film", b"size vast\n    figure: 1%\n"),
    "the grammar": append("code/grammar/film.lark"),
    "a shorter record": damage(lambda data: data[:-9]),
    "a changed record": damage(lambda data: data[:-9] + b"?" + data[-8:]),
    "an empty record": damage(lambda _: b""),
    "a record of nothing": damage(lambda _: b"filmc build 1 00000000\n"),
    "no record": Change(lambda place: place.record.unlink()),
}  # fmt: skip


def stamped(place: Place) -> dict[Path, tuple[int, ...]]:
    """Return everything that a test may change, with what tells whether it did."""
    homes = [place.home / name for name in ("films", "code", "site-packages", "bin", "cache/builds")]
    told = ((entry.path, entry.stat(follow_symlinks=False)) for home in homes for entry in entries(home))
    return {Path(path): (at.st_mode, at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns) for path, at in told}


def entries(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(folder):
        yield entry
        if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":  # nothing is written there
            yield from entries(entry.path)


@pytest.fixture
def undone(place: Place) -> Iterator[Place]:
    """The place with a record that answers; afterwards every file is as it was."""
    place.settle()
    before = stamped(place)
    for path, told in before.items():
        if place.kept.get(path, ((), b""))[0] != told and path.is_file():
            place.kept[path] = (told, path.read_bytes())
    yield place
    after = stamped(place)
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    for path in sorted(changed, reverse=True):
        if path.is_symlink() or (path.is_file() and path not in before):
            path.unlink()
        elif path.is_dir() and path in place.kept:
            path.rmdir()
    for path in changed & set(before):
        if path in place.kept and (not path.is_file() or path.read_bytes() != place.kept[path][1]):
            path.write_bytes(place.kept[path][1])
            os.utime(path, ns=(before[path][3], before[path][3]))  # its byte code is that of this time
    (place.home / "config.toml").unlink(missing_ok=True)


@pytest.mark.parametrize("name", BREAKING)
def test_a_change_is_seen(undone: Place, name: str) -> None:
    change = BREAKING[name]
    change.do(undone)
    assert not undone.answered(*change.words, cwd=change.cwd, **change.environment)


def touch(*names: str) -> Change:
    return Change(lambda place: [os.utime(within(place, name)) for name in names])


NEUTRAL = {
    "nothing": Change(),
    "touched inputs": touch(f"{F}/main.film", f"{F}/cast.film", f"{F}/refs/street.png"),
    "touched outputs": touch(f"{F}/out/film.mp4", f"{F}/out/film.en.srt", f"{F}/out/film.cover.png"),
    "the same picture anew": put(f"{F}/refs/street.png", PIXEL),
    "a comment": edit("main.film", "# the harbour", "# a harbour"),
    "one comment more": edit("main.film", "\ncover", "\n# the poster\n\ncover"),
    "no comment": edit("main.film", "# the harbour\n", ""),
    "a comment in a used file": edit("cast.film", "character", "# who\ncharacter"),
    "blank lines": edit("main.film", "\nscene", "\n\n\nscene"),
    "deeper indentation": edit("main.film", "    ", "      "),
    "line ends of Windows": Change(lambda place: (place.film / "main.film").write_bytes(FILM.replace("\n", "\r\n").encode())),
    "another file": append(f"{F}/notes.txt"),
    "another file in the output folder": append(f"{F}/out/other.mp4"),
    "as JSON": asked(*WORDS, "--json"),
    "in colour": asked(*WORDS, "--color", "always"),
    "quietly": asked("build", "--quiet", *WORDS[1:]),
    "a variable of no matter": asked(*WORDS, NO_COLOR="1", LANG="zh_CN.UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize("name", NEUTRAL)
def test_what_means_nothing_changes_nothing(undone: Place, name: str) -> None:
    change = NEUTRAL[name]
    undone.age()  # the record is kept anew when inputs were touched
    change.do(undone)
    assert undone.answered(*change.words, **change.environment)
    assert undone.answered(*change.words, **change.environment)


def test_the_same_is_said(undone: Place) -> None:
    undone.age()
    undone.record.unlink()
    built = undone.build(*WORDS, "--json")
    again = undone.build(*WORDS, "--json")
    told, repeated = json.loads(built.stdout), json.loads(again.stdout)
    segments = told.pop("segments")
    assert repeated.pop("segments") == {"made": 0, "reused": segments["made"] + segments["reused"]}
    told.pop("took")
    assert repeated.pop("took") == 0
    assert (list(repeated), repeated) == (list(told), told)
    assert told["diagnostics"], "a film without notes would prove less"
    plain = undone.build()
    assert plain.stderr.endswith("nothing has changed: out/film.mp4 is as it was\n")
    assert undone.build(*WORDS, "--color", "always").stderr != plain.stderr


SLOW = (
    "lark",
    "pydantic",
    "numpy",
    "cv2",
    "jinja2",
    "httpx",
    "sqlite3",
    "json",
    "re",
    "pathlib",
    "dataclasses",
    "typing",
)


def test_the_answer_needs_nothing_slow(undone: Place) -> None:
    time.sleep(2.2)  # what is younger than the clock's tick is hashed, once
    assert undone.answered()
    ask = f"import sys; before = set(sys.modules); {ASK.removeprefix('import sys; ').replace('sys.exit', 'code = ')}"
    done = undone.run("-c", f"{ask}; print(code, sorted((set(sys.modules) - before) & {{*{SLOW}}}))", *WORDS)
    assert done.stdout == "0 []\n", done.stderr


def test_a_film_without_a_target_needs_no_forms(undone: Place) -> None:
    """Where neither configuration nor takes nor cards are there is nothing for pydantic to judge."""
    ask = "import sys, filmc.tools.commands.build, filmc.tools.commands.watch; from filmc.produce.config import own_config"
    done = undone.run("-c", f"{ask}; own_config(); print({{'pydantic', 'httpx'}} & {{*sys.modules}})")
    assert done.stdout == "set()\n", done.stderr


def test_notes_move_with_their_lines(undone: Place) -> None:
    """After comments came and went, the record says word for word what a build says."""
    undone.age()
    text = (
        FILM.replace("\nscene", "\n# one\n\n    # two\nscene").replace("# the harbour\n", "").replace("    ", "      ")
    )
    undone.write("main.film", text)
    assert undone.answered()
    from_record = undone.build(*WORDS, "--json").stdout
    undone.record.unlink()
    built = json.loads(undone.build(*WORDS, "--json").stdout)
    assert json.loads(from_record)["diagnostics"] == built["diagnostics"]
    assert built["diagnostics"]


def test_a_film_that_is_not_named(undone: Place) -> None:
    """Where the folder's only film is meant, another film beside it is a change."""
    undone.age()
    folder = undone.home / "films" / "only"
    folder.mkdir(exist_ok=True)
    (folder / "one.film").write_text("scene EXT. SEA - DAY\n    shot wide, 0.5s\n")
    words = ("build", "--size", "64x36")
    assert undone.run("-m", "filmc", *words, cwd="../only").returncode == 0
    assert undone.answered(*words, cwd="../only")
    (folder / "notes.txt").write_text("")
    assert undone.answered(*words, cwd="../only")
    (folder / "two.film").write_text("")
    assert not undone.answered(*words, cwd="../only")
    shutil.rmtree(folder)
    for path in (undone.home / "cache" / "builds").iterdir():
        path.unlink()


def test_a_young_stamp_is_not_trusted(tmp_path: Path) -> None:
    """A file that was written again within one tick of the clock has the stamp that it had: then its bytes decide."""
    path = tmp_path / "file"
    path.write_bytes(b"one")
    name, stamp, _ = mark(str(path))
    path.write_bytes(b"two")
    name, stamp, _ = mark(str(path))
    assert stamp
    written = max(stamp[:2])
    of_one = (name, stamp, "digest of one")
    assert doubtful([of_one], written + 1_000_000_000) == [0]
    assert renewed(of_one, written + 1_000_000_000) is None
    assert doubtful([of_one], written + 3_000_000_000) == []
    assert renewed(mark(str(path)), written) == mark(str(path))


def test_a_file_that_changes_while_it_is_read_is_no_witness(tmp_path: Path) -> None:
    path = tmp_path / "main.film"
    path.write_text("one")
    witness = Witness(tmp_path)
    witness.read("main.film")
    assert not witness.exists("other.film")
    seen = dict(witness.seen)
    assert _unmoved(str(path), seen[str(path)])[0] == str(path)
    path.write_text("two")
    with pytest.raises(OSError, match="has changed"):
        _unmoved(str(path), seen[str(path)])
    (tmp_path / "other.film").write_text("")
    with pytest.raises(OSError, match="has changed"):
        _unmoved(str(tmp_path / "other.film"), seen[str(tmp_path / "other.film")])


def test_nothing_is_kept_where_nothing_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path / "file"))
    question = Question(["main.film"], as_json=False, colour=False)
    Record(question.key, 0, [], [], ("", "", "", b"")).keep(question.path)
    assert recall(question) is None
    assert cache_home().read_text() == ""
