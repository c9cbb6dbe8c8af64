"""What was read before is kept, and changes nothing: a film is the same, word for word and place for place, without."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import filmmaker
import pytest
from ready import FILMC, begin

import filmc
from filmc.base.diagnostic import Notes
from filmc.base.files import cache_folder
from filmc.base.source import Source
from filmc.base.world import DiskWorld, MemoryWorld, World
from filmc.frontend import library, memory
from filmc.frontend.memory import Memory, blocks_of
from filmc.frontend.parse import parse
from filmc.frontend.values import reading
from filmc.ir.node import Node
from filmc.session import Session

SOAK = os.environ.get("FILMC_SOAK") == "1"
FILMS = 400 if SOAK else 2
EDITS = 8
EXAMPLES = sorted((Path(filmc.__file__).parents[1] / "examples").glob("**/main.film"))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path / "cache"))
    start_anew()
    yield tmp_path / "cache"
    start_anew()


def start_anew() -> None:
    """Forget what this process knows, as a new one would know nothing; what is on disk stays."""
    if memory.shapes.cache_info().currsize:
        memory.shapes().keep(memory.SHAPES)
    for known in (cache_folder, memory.shapes, reading._shape, library.library):
        known.cache_clear()


def told(value: Any) -> Any:
    """Return a film as nested data with every span in it."""
    if isinstance(value, Node):
        return [type(value).__name__, {name: told(part) for name, part in vars(value).items()}]
    if isinstance(value, dict):
        return {name: told(part) for name, part in value.items()}
    return [told(part) for part in value] if isinstance(value, tuple) else value


def result(world: World) -> tuple[Any, ...]:
    """Return all that a check finds: trees, film and notes, with their places."""
    start_anew()
    checked = Session(world, "main.film").check()
    own = [file for file in checked.screenplay.files if not isinstance(file, library.LibraryFile)]
    return repr([file.items for file in own]), told(checked.film), list(checked.notes)


def without(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> tuple[Any, ...]:
    """Return what a check finds that has no memory at all."""
    with monkeypatch.context() as patched:
        patched.setattr(reading, "shapes", Memory)
        return result(MemoryWorld(files))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_is_the_same_with_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = without(files_of(path.parent), monkeypatch)
    assert result(DiskWorld(path.parent)) == wanted, "the first time"
    assert result(DiskWorld(path.parent)) == wanted, "from memory"


def edited(rng: Random, text: str) -> str:
    """Return the text after an edit: mostly small ones, as an author makes them."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    match rng.randrange(7):
        case 0:
            lines.insert(at, f"{' ' * rng.choice((0, 4, 8))}# a comment")
        case 1:
            lines.insert(at, "")
        case 2:
            lines.insert(at, lines[at])
        case 3:
            del lines[at]
        case 4:
            lines[at] = f"{lines[at]} (and"
        case 5:
            lines[at] = f"{' ' * rng.choice((1, 4))}{lines[at]}"
        case _:
            return filmmaker.mutate(rng, text)
    return "\n".join(lines)


def test_edits_are_read_the_same_with_memory(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "film"
    folder.mkdir()
    path = folder / "main.film"
    known = 0
    for seed in range(FILMS):
        rng = Random(seed)
        text = filmmaker.film(rng)
        for _ in range(EDITS):
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            assert result(DiskWorld(folder)) == without(files_of(folder), monkeypatch), f"seed {seed}:\n{text}"
            known += len(blocks_of(DiskWorld(folder), "main.film")._old)
            text = edited(rng, text)
    assert known > FILMS * EDITS, "the memory was used"
    assert (cache / "parsed" / "shapes").is_file()


TEXT = (
    "film One\n\nscene a: INT. ROOM - DAY\n    shot b: wide\n        MEI (sad: hi\n        Rain.\n    shot c: medium\n"
)


def test_one_changed_block_is_all_that_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    from filmc.frontend import page

    parser = page._parser()

    class Listening:
        def parse(self, text: str, start: str) -> Any:
            read.append(text)
            return parser.parse(text, start=start)

    monkeypatch.setattr(page, "_parser", Listening)
    for text in (TEXT, TEXT, f"# new\n{TEXT}", TEXT.replace("Rain", "Snow")):
        kept = Memory(tmp_path / "kept")
        parse(Notes(), Source("main.film", text), kept)
        kept.keep()
    assert [block.split("\n")[0] for block in read] == [
        *("film One", "scene a: INT. ROOM - DAY", "shot b: wide", "shot c: medium"),
        "shot b: wide",
    ]


DAMAGE = [
    lambda path: path.unlink(),
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(path.read_bytes()[:-5]),
    lambda path: path.write_bytes(path.read_bytes()[:200] + b"?" + path.read_bytes()[201:]),
    lambda path: path.write_bytes(b"0" + path.read_bytes()[1:]),
    lambda path: path.write_bytes(b"\xff" * 1000),
    lambda path: (path.unlink(), path.mkdir()),
]


@pytest.mark.parametrize("damage", DAMAGE, ids=[str(at) for at in range(len(DAMAGE))])
def test_a_damaged_memory_is_none(tmp_path: Path, damage: Any) -> None:
    path, notes = tmp_path / "kept", Notes()
    kept = Memory(path)
    tree = parse(notes, Source("main.film", TEXT), kept)
    kept.keep()
    damage(path)
    again, kept = Notes(), Memory(path)
    assert repr(parse(again, Source("main.film", TEXT), kept)) == repr(tree)
    assert list(again) == list(notes)
    assert len(notes.found) == 1, "a text without notes would prove less"
    kept.keep()


def test_no_folder_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.film").write_text(TEXT)
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path / "file"))
    found = result(DiskWorld(tmp_path))
    assert found == without(files_of(tmp_path), monkeypatch)
    start_anew()


def test_memories_take_no_more_room_than_they_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "ROOM", 2000)
    for number in range(9):
        kept = Memory(tmp_path / str(number))
        kept.recall("key", lambda: "x" * 600)
        kept.keep()
        os.utime(tmp_path / str(number), (number, number))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 2000
    assert (tmp_path / "8").is_file()


def test_rows_that_were_not_asked_for_go_when_there_are_too_many(tmp_path: Path) -> None:
    for number in range(6):
        kept = Memory(tmp_path / "kept")
        kept.recall(str(number), lambda: 1)
        kept.keep(most=4)
    assert set(Memory(tmp_path / "kept")._old) == {"4", "5"}


def test_a_known_film_needs_no_parser(tmp_path: Path) -> None:
    (tmp_path / "main.film").write_text(TEXT)
    environment = {
        **os.environ,
        "FILMC_CACHE": str(tmp_path / "cache"),
        "PYTHONPATH": str(Path(filmc.__file__).parents[1]),
    }
    check = f"import sys; from filmc.tools.cli import run; run(['check', {str(tmp_path / 'main.film')!r}])"
    loaded = f"{check}; print(sorted({{'lark', 'pydantic', 'numpy', 'jinja2', 'httpx', 'tomllib'}} & set(sys.modules)))"
    said = [
        subprocess.run(
            [sys.executable, "-c", loaded], env=environment, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    ]
    assert said == ["['lark']\n", "[]\n"]


def test_a_check_leaves_no_circles() -> None:
    """`base/collector.py` keeps who would find them away."""
    path = EXAMPLES[0]

    def check() -> Any:
        return Session(DiskWorld(path.parent), path.name).check()

    check()
    gc.collect()
    gc.disable()
    try:
        gc.set_debug(gc.DEBUG_SAVEALL)
        checked = check()
        gc.collect()
        held = {type(each).__name__ for each in gc.garbage if type(each).__module__.startswith("filmc")}
        assert checked.film.shots
        del checked
        gc.collect()
        left = {type(each).__name__ for each in gc.garbage if type(each).__module__.startswith("filmc")}
        assert (held, left) == (set(), set())
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def test_several_processes_share_a_memory(tmp_path: Path) -> None:
    """Each says the same, whoever writes last, and what is left is whole."""
    (tmp_path / "main.film").write_text(TEXT)
    environment = {**os.environ, "FILMC_CACHE": str(tmp_path / "cache")}
    command = ("check", tmp_path / "main.film", "--format", "json")
    running = [begin(FILMC, *command, environment=environment) for _ in range(3)]
    said = {process.communicate()[0] for process in running}
    assert len(said) == 1
    for path in (tmp_path / "cache" / "parsed").iterdir():
        assert Memory(path)._old, path
