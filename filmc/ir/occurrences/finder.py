"""Notes names as they are met: what every reader of this folder is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal, NamedTuple

from filmc.base.source import Source, Span
from filmc.frontend.ast import Text
from filmc.frontend.declaration import THINGS
from filmc.frontend.folded import folded
from filmc.frontend.screenplay import Declaration, Screenplay, fold
from filmc.frontend.traced import Traced, traced
from filmc.frontend.written import part
from filmc.ir.film import Entity, Film
from filmc.ir.occurrences.labels import Labels
from filmc.ir.occurrences.symbol import Occurrence, Role, Symbol
from filmc.ir.passes.acting import actors_and_blockings, done_in
from filmc.ir.spotting import Spotter, named_in


class Row(NamedTuple):
    """An occurrence whose place counts from the beginning of its shot."""

    start: int
    end: int
    symbol: Symbol
    role: Role
    spelling: str


Shots = dict[tuple[str, str], list[Row]]
"""What was found in a shot, by its scene and its text."""


class Finder:
    """The names of a film, and what has been found of them so far."""

    def __init__(self, screenplay: Screenplay, film: Film, labels: Labels, known: Shots) -> None:
        self.names = screenplay.names
        self.labels = labels
        self.found: list[Occurrence] = []
        self.shots: Shots = {}
        self._known = known
        self._sources: dict[str, Source] = {file.source.file: file.source for file in screenplay.files}
        self._people = {name: one for one in film.entities.values() for name in (one.name, *one.also)}

    def recall(self, scene: str, span: Span, find: Callable[[], None]) -> None:
        """Note the names in a shot of `scene`: those that were found in this text before, else what `find` finds."""
        file, start, end = span
        key = scene, self._sources[file].text[start:end]
        rows = self._known.get(key)
        if rows is None:
            first = len(self.found)
            find()
            rows = [Row(each.span.start - start, each.span.end - start, *each[1:]) for each in self.found[first:]]
        else:
            self.found += [Occurrence(Span(file, start + row.start, start + row.end), *row[2:]) for row in rows]
        self.shots[key] = rows

    def place(self, text: Text | None) -> Traced | None:
        """Return a text ready to be read part by part; None for none, and where nobody can tell how it is written."""
        return traced(self._sources[text.span.file], text) if text else None

    def note(self, within: Traced, name: Text, symbol: Symbol, role: Role = "use") -> None:
        """Note that `name`, a part of `within`, names `symbol`."""
        if name:
            self.found.append(Occurrence(within.back(name.span), symbol, role, fold(name.value)))

    def note_whole(self, text: Text, symbol: Symbol, role: Role = "use") -> None:
        """Note that a text as it stands names `symbol`."""
        self.found.append(Occurrence(text.span, symbol, role, fold(text.value)))

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
        return actors_and_blockings(self._people, self.names.table.get("blocking", {}))

    @cached_property
    def _moods(self) -> Spotter[str]:
        return Spotter({name: name for name in self.names.table.get("mood", {})})

    @cached_property
    def _sounds(self) -> Spotter[str]:
        return Spotter({name: name for name in self.names.table.get("sound", {})})
