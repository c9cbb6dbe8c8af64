"""The standard library's own .film files, parsed once and remembered on disk: `library()`.

A film needs few of its words, so what is remembered is an index of names and each block by itself, read when asked
for. The entry counts only while library, grammar and the code of the frontend are what they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from filmc.base.assets import asset
from filmc.base.diagnostic import Notes
from filmc.base.digest import digest, digest_bytes
from filmc.base.files import cache_folder, write_whole
from filmc.base.source import Source
from filmc.frontend.ast import Block, File, Item
from filmc.frontend.declaration import declared, names_of
from filmc.frontend.frozen import freeze, thaw
from filmc.frontend.parse import parse
from filmc.frontend.screenplay import Kind, fold

PREFIX = "stdlib:"
"""Begins the name of each file of the standard library."""

_NAME = "stdlib.json"


class Row(NamedTuple):
    """One top-level item of a library file: what it declares (or nothing), its folded names, and itself as JSON."""

    kind: Kind | Literal[""]
    names: list[str]
    frozen: str


class LibraryFile(File):
    """A parsed file that is thawed item by item."""

    rows: list[Row]

    def __init__(self, source: Source, rows: list[Row]) -> None:
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "rows", rows)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item, thawed."""
        return tuple(self.item(at) for at in range(len(self.rows)))

    def item(self, at: int) -> Item:
        """Return item number `at`."""
        return thaw(json.loads(self.rows[at].frozen), self.source.file)

    def declares(self) -> Iterator[tuple[Kind, list[str], int]]:
        """Yield what each declaring item declares: its kind, its folded names, its number."""
        return ((row.kind, row.names, at) for at, row in enumerate(self.rows) if row.kind)


@cache
def library() -> tuple[LibraryFile, ...]:
    """Return every file of the standard library, by name; from memory where possible."""
    paths = sorted(asset("stdlib").glob("*.film"))
    sources = [Source(f"{PREFIX}{path.name}", path.read_text("utf-8")) for path in paths]
    key = digest([[source.file, source.text] for source in sources] + _makers())
    files = _recall(key)
    if files is None:
        files = [[_row(item) for item in parse(Notes(), source).items] for source in sources]
        _remember(key, files)
    return tuple(LibraryFile(source, rows) for source, rows in zip(sources, files, strict=True))


def _row(item: Item) -> Row:
    kind = declared(item)
    names = [fold(name.value) for name in names_of(item)] if kind and isinstance(item, Block) else []
    return Row(kind or "", names, json.dumps(freeze(item), ensure_ascii=False))


def _makers() -> list[list[str]]:
    makers = [asset("grammar") / "film.lark", *sorted(Path(__file__).parent.glob("*.py"))]
    return [[path.name, path.read_text("utf-8")] for path in makers if path.is_file()]


def _recall(key: str) -> list[list[Row]] | None:
    """Return what was remembered for just this `key`, if it is there, whole and undamaged."""
    folder = cache_folder()
    with suppress(OSError):
        head, _, data = (folder / _NAME).read_bytes().partition(b"\n") if folder else (b"", b"", b"")
        if head == _head(key, data):
            return [[Row(*row) for row in rows] for rows in json.loads(data)]
    return None


def _remember(key: str, files: list[list[Row]]) -> None:
    """Keep `files` in place of what was there; on a full or read-only disk do nothing."""
    folder = cache_folder()
    if folder is None:
        return
    data = json.dumps(files, ensure_ascii=False).encode()
    with suppress(OSError):
        write_whole(folder / _NAME, _head(key, data) + b"\n" + data)


def _head(key: str, data: bytes) -> bytes:
    return f"{key} {digest_bytes(data)}".encode()
