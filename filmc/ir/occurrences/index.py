"""`Index`: every occurrence of a film's names, by place and by what is named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import cast

from filmc.frontend.declaration import THINGS, names_of
from filmc.frontend.declare import find_variant
from filmc.frontend.screenplay import Declaration, Kind, Names, fold
from filmc.ir.occurrences.finder import Shots
from filmc.ir.occurrences.labels import Labels
from filmc.ir.occurrences.symbol import Occurrence, Symbol


class Index:
    """What is named where. Occurrences come in the order of the text, file by file."""

    def __init__(self, names: Names, labels: Labels, found: Iterable[Occurrence], shots: Shots) -> None:
        self.names = names
        self.labels = labels
        self.shots = shots
        self.all = sorted(dict.fromkeys(found))

    def names_no_other_than(self, names: Names, labels: Labels) -> bool:
        """Tell whether everything that can be named is called there as it is here."""
        return _called(self.names, self.labels) == _called(names, labels)

    def at(self, file: str, offset: int) -> Occurrence | None:
        """Return the name at `offset`: the one that holds the character there, else one that ends just before it."""
        found = self.in_file(file)
        number = bisect_right(found, offset, key=lambda each: each.span.start)
        near = found[max(number - 2, 0) : number]
        holding = [each for each in near if each.span.start <= offset < each.span.end]
        return next(iter([*reversed(holding), *(each for each in near if each.span.end == offset)]), None)

    def in_file(self, file: str) -> list[Occurrence]:
        """Return every occurrence in a file."""
        return self._files.get(file, [])

    def of(self, symbol: Symbol) -> list[Occurrence]:
        """Return every occurrence of what `symbol` stands for, under any of its names."""
        return self._symbols.get(symbol, [])

    def declaration(self, symbol: Symbol) -> Declaration | None:
        """Return the declaration that a symbol stands for, or that a variant or parameter belongs to."""
        if symbol.kind == "scene" or symbol.kind == "shot":  # noqa: PLR1714  -- so that the type is known
            return None
        if symbol.kind == "variant" or symbol.kind == "parameter":  # noqa: PLR1714  -- as above
            kind, _, name = symbol.owner.partition(" ")
            return self.names.find(cast("Kind", kind), name)
        return self.names.find(symbol.kind, symbol.name)

    def named(self, like: Symbol, name: str) -> Symbol | None:
        """Return what already has `name` where `like` has its own; characters, places and props have one space."""
        declared = self.declaration(like)
        match like.kind:
            case "scene":
                return self.labels.scene(name)
            case "shot":
                return self.labels.near(like.owner, name)
            case "variant":
                variant = find_variant(declared, name) if declared else None
                return like._replace(name=fold(variant)) if variant else None
            case "parameter":
                known = {fold(each.value) for each in declared.block.heading.parameters} if declared else set()
                return like._replace(name=fold(name)) if fold(name) in known else None
        kinds = THINGS if like.kind in THINGS else (like.kind,)
        taken = next((found for kind in kinds if (found := self.names.find(kind, name))), None)
        return Symbol.of(taken) if taken else None

    @cached_property
    def _files(self) -> dict[str, list[Occurrence]]:
        files: dict[str, list[Occurrence]] = {}
        for each in self.all:
            files.setdefault(each.span.file, []).append(each)
        return files

    @cached_property
    def _symbols(self) -> dict[Symbol, list[Occurrence]]:
        symbols: dict[Symbol, list[Occurrence]] = {}
        for each in self.all:
            symbols.setdefault(each.symbol, []).append(each)
        return symbols


def _called(names: Names, labels: Labels) -> list[object]:
    """Return every name that the author gives, with what has it."""
    declared = [
        (
            found.kind,
            [name.value for name in (found.name, *found.also, *found.block.heading.parameters)],
            [[name.value for name in names_of(variant)] for variant in found.variants.values()],
        )
        for found in names.own
    ]
    return [declared, [(each.symbol, each.number) for each in labels.all]]
