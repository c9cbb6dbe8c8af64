"""Notes names as they are met: what every reader of this folder is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal, NamedTuple

from filmc.base.source import Source
from filmc.frontend.ast import Text
from filmc.frontend.declaration import THINGS
from filmc.frontend.folded import folded
from filmc.frontend.screenplay import Declaration, Names, fold
from filmc.frontend.traced import Traced, traced
from filmc.frontend.written import part
from filmc.ir.film import Entity, Film
from filmc.ir.occurrences.labels import Labels
from filmc.ir.occurrences.symbol import Occurrence, Role, Symbol
from filmc.ir.passes.acting import actors, done_in
from filmc.ir.spotting import Spotter, named_in


class Found(NamedTuple):
    """The names in a text, in order; `labels`: scenes and shots were looked up among all of the film."""

    names: list[Occurrence]
    labels: bool


class Finder:
    """The names of a film, and what has been found of them in the text that is being read."""

    def __init__(self, names: Names, film: Film) -> None:
        self.names = names
        self._people = {name: one for one in film.entities.values() for name in (one.name, *one.also)}
        self._found: list[Occurrence] = []
        self._source = Source("", "")
        self._labels: Callable[[], Labels] | None = None
        self._asked = False

    def read(self, source: Source, labels: Callable[[], Labels], find: Callable[[], None]) -> Found:
        """Return what `find` notes of the names in `source`; `labels` are those of the film as it is now."""
        self._found, self._source, self._labels, self._asked = [], source, labels, False
        find()
        return Found(sorted(dict.fromkeys(self._found)), self._asked)

    @property
    def labels(self) -> Labels:
        """What scenes and shots are called."""
        assert self._labels
        self._asked = True
        return self._labels()

    def place(self, text: Text | None) -> Traced | None:
        """Return a text ready to be read part by part; None for none, and where nobody can tell how it is written."""
        return traced(self._source, text) if text else None

    def note(self, within: Traced, name: Text, symbol: Symbol, role: Role = "use") -> None:
        """Note that `name`, a part of `within`, names `symbol`."""
        if name:
            self._found.append(Occurrence(within.back(name.span), symbol, role, fold(name.value)))

    def note_whole(self, text: Text, symbol: Symbol, role: Role = "use") -> None:
        """Note that a text as it stands names `symbol`."""
        self._found.append(Occurrence(text.span, symbol, role, fold(text.value)))

    def thing(self, name: str) -> Declaration | None:
        """Return the character, place or prop called `name`."""
        return next((found for kind in THINGS if (found := self.names.find(kind, name))), None)

    # ---- running text

    def mentions(self, within: Traced, text: Text) -> None:
        """Note who and what is named in `text`, a part of `within`."""
        for found in named_in(self._things, text.value):
            declared = self.names.find(found.what.kind, found.what.name)
            if declared:
                role: Role = "quoted" if found.quoted else "mention"
                self.note(within, part(text, found.start, found.end), Symbol.of(declared), role)

    def blockings(self, within: Traced, text: Text) -> None:
        """Note what bodies do in `text`."""
        form = folded(text.value)
        for found, _ in done_in(text.value, self._acts):
            place = form.back(found.start, found.end)
            declared = self.names.find("blocking", found.what)
            if place and declared:
                self.note(within, part(text, *place), Symbol.of(declared), "mention")

    def words(self, within: Traced, text: Text, kind: Literal["mood", "sound"]) -> None:
        """Note the words of `kind` in `text`: all moods, but of sounds only the one that is heard."""
        found = list(named_in(self._moods if kind == "mood" else self._sounds, text.value))
        if kind == "sound" and found:
            found = [max(found, key=lambda each: each.end - each.start)]
        for each in found:
            declared = self.names.find(kind, each.what)
            if declared:
                self.note(within, part(text, each.start, each.end), Symbol.of(declared), "mention")

    @cached_property
    def _things(self) -> Spotter[Entity]:
        return Spotter(self._people)

    @cached_property
    def _acts(self) -> Spotter[Entity | str]:
        return actors(self._people, self.names.table.get("blocking", {}))

    @cached_property
    def _moods(self) -> Spotter[str]:
        return Spotter({name: name for name in self.names.table.get("mood", {})})

    @cached_property
    def _sounds(self) -> Spotter[str]:
        return Spotter({name: name for name in self.names.table.get("sound", {})})
