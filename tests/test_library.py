"""The standard library as a whole: free of faults, remembered between runs, found at once."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warm import warm

from filmc.base.assets import asset
from filmc.base.diagnostic import Notes
from filmc.base.files import cache_folder
from filmc.base.source import Source
from filmc.base.world import MemoryWorld
from filmc.frontend import library
from filmc.frontend.frozen import freeze, thaw
from filmc.frontend.library import PREFIX
from filmc.frontend.modules import load
from filmc.frontend.parse import parse
from filmc.frontend.resolve import resolve
from filmc.ir.words import MODELS, words

FILM = MemoryWorld({"main.film": b"scene INT. ROOM - DAY\n    shot medium\n        Nobody.\n"})
ENTRY = "parsed/stdlib"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path))
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    library.library.cache_clear()
    cache_folder.cache_clear()


def test_the_library_has_no_fault() -> None:
    notes = Notes()
    for path in sorted(asset("stdlib").glob("*.film")):
        parse(notes, Source(f"{PREFIX}{path.name}", path.read_text("utf-8")))
    names = resolve(notes, load(notes, FILM, "main.film")).names
    vocabulary = words(notes, names)
    for kind in MODELS:
        assert [word.name for word in map(vocabulary.of, names.all(kind))] == [
            word.name.value for word in names.all(kind)
        ]
    assert list(notes) == []


def test_what_is_remembered_is_what_was_parsed(cache: Path) -> None:
    parsed = library.library()
    assert (cache / ENTRY).is_file()
    library.library.cache_clear()
    assert library.library() == parsed
    for file in parsed:
        assert file.items == parse(Notes(), file.source).items
        assert [item.span for item in file.items] == [item.span for item in parse(Notes(), file.source).items]


def test_every_item_survives_freezing() -> None:
    text = (
        "# note\n\nfilm One\n    fps: 24\nsetup duel (NEAR, FAR)\n    prompt: a\n        b\n\n        c\n"
        "scene a: INT. ROOM - DAY\n    !shot\n    shot b: wide\n"
        "        @MEI (sad, at 2s): hi\n            en: hi\n        x:\n"
    )
    for item in parse(Notes(), Source("f", text)).items:
        again = thaw(json.loads(json.dumps(freeze(item))), "f")
        assert again == item
        assert repr(again) == repr(item)


DAMAGE = [
    lambda entry: entry.unlink(),
    lambda entry: entry.write_bytes(b""),
    lambda entry: entry.write_bytes(entry.read_bytes()[:-100]),
    lambda entry: entry.write_bytes(entry.read_bytes().replace(b"medium", b"mediun")),
    lambda entry: entry.write_bytes(b"0" + entry.read_bytes()[1:]),
    lambda entry: entry.write_bytes(b"\xff\n[[["),
    lambda entry: (entry.unlink(), entry.mkdir()),
    lambda entry: (entry.unlink(), entry.parent.chmod(0o500)),
]


@pytest.mark.parametrize("damage", DAMAGE, ids=[str(at) for at in range(len(DAMAGE))])
def test_a_damaged_entry_is_none(cache: Path, damage) -> None:
    warm(cache)
    whole = library.library()
    library.library.cache_clear()
    damage(cache / ENTRY)
    assert library.library() == whole


def test_an_entry_of_another_library_is_none(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = cache / "library"
    other.mkdir()
    (other / "sizes.film").write_text("size huge\n    figure: 900%\n")
    library.library()
    library.library.cache_clear()
    monkeypatch.setattr(library, "asset", lambda name: other if name == "stdlib" else asset(name))
    assert [[row.names for row in file.rows] for file in library.library()] == [[["huge"]]]


@pytest.mark.usefixtures("cache")
def test_a_warm_start_is_quick() -> None:
    """What the library costs a compile: at most 30 ms of this process's time, when it was parsed before."""
    load(Notes(), FILM, "main.film")
    spent = []
    for _ in range(5):
        library.library.cache_clear()
        begun = time.process_time()
        resolve(Notes(), load(Notes(), FILM, "main.film"))
        spent.append(time.process_time() - begun)
    print(f"load and resolve a small film: {min(spent) * 1000:.1f} ms")
    assert min(spent) < 0.03
