"""The standard library's own .film files, parsed once and remembered on disk: `library()`.

A film needs few of its words, so what is remembered is an index of names and each block by itself, read when asked
for.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from filmc.base.assets import asset
from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.stamps import stamp
from filmc.frontend.ast import Block, File, Item
from filmc.frontend.declaration import declaration_of, declared, names_of
from filmc.frontend.frozen import freeze, thaw
from filmc.frontend.memory import kept
from filmc.frontend.parse import parse
from filmc.frontend.screenplay import Declaration, Kind, fold

PREFIX = "stdlib:"
"""Begins the name of each file of the standard library."""


class Row(NamedTuple):
    """One top-level item of a library file: what it declares (or nothing), its folded names, and itself frozen."""

    kind: Kind | Literal[""]
    names: list[str]
    frozen: bytes


class LibraryFile(File):
    """A parsed file that is thawed item by item."""

    rows: list[Row]
    _declared: dict[int, Declaration]

    def __init__(self, source: Source, rows: list[Row]) -> None:
        self.__dict__.update(source=source, rows=rows, _declared={})

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item, thawed."""
        return tuple(self.item(at) for at in range(len(self.rows)))

    def item(self, at: int) -> Item:
        """Return item number `at`."""
        return thaw(marshal.loads(self.rows[at].frozen), self.source.file)  # noqa: S302  -- see `memory.py`

    def declaration(self, at: int) -> Declaration:
        """Return what item number `at` declares: the same declaration whenever it is asked for."""
        if at not in self._declared:
            row, block = self.rows[at], self.item(at)
            assert row.kind
            assert isinstance(block, Block)
            self._declared[at] = declaration_of(Notes(), row.kind, block, standard=True)
        return self._declared[at]

    def declares(self) -> Iterator[tuple[Kind, list[str], int]]:
        """Yield what each declaring item declares: its kind, its folded names, its number."""
        return ((row.kind, row.names, at) for at, row in enumerate(self.rows) if row.kind)


@cache
def library() -> tuple[LibraryFile, ...]:
    """Return every file of the standard library, by name; from memory where possible."""
    paths = sorted(asset("stdlib").glob("*.film"))
    memory = kept("stdlib")
    files = memory.recall(repr([(path.name, stamp(str(path))) for path in paths]), lambda: [*map(_rows, paths)])
    memory.keep()
    return tuple(LibraryFile(_Text(path), [Row(*row) for row in rows]) for path, rows in zip(paths, files, strict=True))


class _Text(Source):
    """The text of a library file, read when it is shown."""

    def __init__(self, path: Path) -> None:
        self.__dict__.update(file=f"{PREFIX}{path.name}", _path=path)

    @cached_property
    def text(self) -> str:
        """The text of the file."""
        path: Path = self.__dict__["_path"]
        return path.read_text("utf-8")


def _rows(path: Path) -> list[tuple[str, list[str], bytes]]:
    return [_row(item) for item in parse(Notes(), Source(f"{PREFIX}{path.name}", path.read_text("utf-8"))).items]


def _row(item: Item) -> tuple[str, list[str], bytes]:
    kind = declared(item)
    names = [fold(name.value) for name in names_of(item)] if kind and isinstance(item, Block) else []
    return kind or "", names, marshal.dumps(freeze(item))
