"""`Index`: every occurrence of a film's names, by place and by what is named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import NamedTuple, cast

from filmc.base.source import Span
from filmc.frontend.ast import Block, Cue, Item
from filmc.frontend.declaration import THINGS
from filmc.frontend.declare import find_variant
from filmc.frontend.passages import Passage, Passages
from filmc.frontend.screenplay import Declaration, Kind, Names, Screenplay, fold
from filmc.ir.film import Film
from filmc.ir.occurrences.declarations import find_declared
from filmc.ir.occurrences.finder import Finder
from filmc.ir.occurrences.labels import Labels, labelled
from filmc.ir.occurrences.story import find_film, find_joint, find_scene
from filmc.ir.occurrences.symbol import Occurrence, Symbol

_MEMO = "names"


class Index:
    """What is named where. Occurrences come in the order of the text, file by file.

    Each passage is looked through when it is asked about, and once: as long as names mean the same.
    """

    def __init__(
        self,
        screenplay: Screenplay,
        film: Film,
        passages: Mapping[str, Passages],
        placed: Callable[[], Screenplay],
        finder: Finder | None = None,
    ) -> None:
        """Take a screenplay and its film, which may count from anchors, and the passages of its files in the text.

        `placed` returns the screenplay with its places in the text; `finder` is that of an earlier text's index.
        """
        self.loose = screenplay
        self._placed = placed
        self._passages = passages
        same = finder and finder.names.spelt is screenplay.names.spelt
        self.finder = finder if finder and same else Finder(screenplay.names, film)

    @cached_property
    def names(self) -> Names:
        """Everything declared."""
        return self._placed().names

    @cached_property
    def labels(self) -> Labels:
        """Every scene and shot by what it may be called."""
        return Labels(self._placed())

    @cached_property
    def loose_labels(self) -> Labels:
        """The same, of blocks that may count from anchors."""
        return Labels(self.loose)

    @cached_property
    def all(self) -> list[Occurrence]:
        """Every occurrence."""
        return [each for file in sorted(self._passages) for each in self.in_file(file)]

    def at(self, file: str, offset: int) -> Occurrence | None:
        """Return the name at `offset`: the one that holds the character there, else one that ends just before it."""
        stand = self._passages[file].at(offset) if file in self._passages else None
        if stand is None:
            return None
        found, within = self.within(stand.passage), offset - stand.start
        number = bisect_right(found, within, key=lambda each: each.span.start)
        near = found[max(number - 2, 0) : number]
        holding = [each for each in near if each.span.start <= within < each.span.end]
        best = next(iter([*reversed(holding), *(each for each in near if each.span.end == within)]), None)
        return best and _moved(best, stand.start)

    def in_file(self, file: str) -> list[Occurrence]:
        """Return every occurrence in a file."""
        return self._files.get(file, [])

    def within(self, passage: Passage) -> list[Occurrence]:
        """Return every occurrence in a passage, with its places there: the same list while it says the same."""
        known: _Known | None = passage.memo.get(_MEMO)
        own = self._own.get(passage, _NO_SCENE)
        if known is None or not known.is_good(self, self.finder, own):
            known = passage.memo[_MEMO] = self._looked(passage, own)
        return known.found

    def of(self, symbol: Symbol) -> list[Occurrence]:
        """Return every occurrence of what `symbol` stands for, under any of its names."""
        return self._symbols.get(symbol, [])

    def declaration(self, symbol: Symbol) -> Declaration | None:
        """Return the declaration that a symbol stands for, or that a variant or parameter belongs to."""
        return _declared(self.names, symbol)

    def loose_declaration(self, symbol: Symbol) -> Declaration | None:
        """Return the same, which may count from anchors."""
        return _declared(self.loose.names, symbol)

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
        return {
            file: [_moved(each, stand.start) for stand in passages for each in self.within(stand.passage)]
            for file, passages in self._passages.items()
        }

    @cached_property
    def _own(self) -> dict[Passage, _Own]:
        """The scene of each passage of the main file that is one."""
        main = self._passages[self.loose.files[0].source.file]
        told = [(stand.passage, stand.passage.loose) for stand in main]
        scenes = [(each, item) for each, item in told if isinstance(item, Block) and item.heading.word == "scene"]
        return {each: _Own(number, _symbols(item, number)) for number, (each, item) in enumerate(scenes, 1)}

    def _looked(self, passage: Passage, own: _Own) -> _Known:
        is_main = passage.source.file == self.loose.files[0].source.file
        find = partial(_find, self.finder, passage.item, own.number, is_main=is_main)
        found = self.finder.read(passage.source, lambda: self.loose_labels, find)
        called = self.loose_labels.called if found.labels else None
        return _Known(found.names, self.finder, own.symbols, called)

    @cached_property
    def _symbols(self) -> dict[Symbol, list[Occurrence]]:
        symbols: dict[Symbol, list[Occurrence]] = {}
        for each in self.all:
            symbols.setdefault(each.symbol, []).append(each)
        return symbols


class _Own(NamedTuple):
    """The number of a scene, and what it and its shots are known as there."""

    number: int
    symbols: list[Symbol]


_NO_SCENE = _Own(0, [])


class _Known(NamedTuple):
    """The names in a passage, and what it was looked through with."""

    found: list[Occurrence]
    finder: Finder
    own: list[Symbol]
    called: list[tuple[Symbol, str]] | None
    """What all scenes and shots were called, where that was asked."""

    def is_good(self, index: Index, finder: Finder, own: _Own) -> bool:
        """Tell whether the same would be found again."""
        same = self.finder is finder and self.own == own.symbols
        return same and (self.called is None or self.called == index.loose_labels.called)


def _symbols(scene: Block, number: int) -> list[Symbol]:
    """Return what a scene and its shots are known as; nothing where none has a label, for then none is named there."""
    own = labelled(scene, number)
    return [each.symbol for each in own] if any(each.has_label for each in own) else []


def _find(finder: Finder, item: Item, number: int, *, is_main: bool) -> None:
    if isinstance(item, Block):
        find_declared(finder, item)
        find_film(finder, item)
    if isinstance(item, Cue) and is_main:
        find_joint(finder, item)
    if number and isinstance(item, Block):
        find_scene(finder, labelled(item, number))


def _moved(each: Occurrence, by: int) -> Occurrence:
    file, start, end = each.span
    return each._replace(span=Span(file, start + by, end + by))


def _declared(names: Names, symbol: Symbol) -> Declaration | None:
    if symbol.kind == "scene" or symbol.kind == "shot":  # noqa: PLR1714  -- so that the type is known
        return None
    if symbol.kind == "variant" or symbol.kind == "parameter":  # noqa: PLR1714  -- as above
        kind, _, name = symbol.owner.partition(" ")
        return names.find(cast("Kind", kind), name)
    return names.find(symbol.kind, symbol.name)
