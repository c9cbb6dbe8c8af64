"""What every reader of this folder is given: notes, the world, the names, the words, and the film's settings."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.record import record
from filmc.base.source import Span
from filmc.base.world import World
from filmc.frontend.ast import Cue, Item, Text
from filmc.frontend.cue_check import kind_of
from filmc.frontend.cues import CueKind
from filmc.frontend.files import find_file
from filmc.frontend.screenplay import Declaration, Kind, Names
from filmc.frontend.value import Duration
from filmc.ir.film import Settings
from filmc.ir.node import Node
from filmc.ir.spotting import Spotter
from filmc.ir.vocabulary import Word
from filmc.ir.words import Words

N = TypeVar("N", bound=Node)
W = TypeVar("W", bound=Word)

_DEFAULTS = Settings()


@record
class Spotters:
    """What finds names in running text; each is made when it is first asked for."""

    names: Names

    @cached_property
    def heard(self) -> Spotter[str]:
        """Finds the names of declared sounds."""
        return Spotter({name: name for name in self.names.table.get("sound", {})})

    @cached_property
    def people(self) -> Spotter[str]:
        """Finds characters by all their names."""
        return Spotter({name: found.name.value for name, found in self.names.table.get("character", {}).items()})


@record
class Context:
    """Read-only, the same for the whole film (`settings` are the defaults while they are being read)."""

    notes: Notes
    world: World
    names: Names
    words: Words
    spotters: Spotters
    settings: Settings = _DEFAULTS
    memo: Memo = ONCE

    @cached_property
    def ground(self) -> tuple[Hashable, ...]:
        """What all that is read stands on besides its own text, files and words; as long as names and settings live."""
        film = self.settings
        return id(self.names.spelt), id(film.rate), film.language, film.takes, id(film.reroll)

    def seconds(self, duration: Duration) -> Fraction:
        """Return exact seconds, also of what is written in frames."""
        if duration.seconds is not None:
            return duration.seconds
        return (duration.frames or 0) / self.settings.rate

    def file(self, path: Text | None, endings: tuple[str, ...]) -> str | None:
        """Return the project path of a file that is there, else None after noting why not."""
        return find_file(self.notes, self.world, path, endings) if path else None

    def thing(self, name: str) -> Declaration | None:
        """Return the character, prop or place called `name`."""
        kinds: tuple[Kind, ...] = ("character", "prop", "place")
        return next((found for kind in kinds if (found := self.names.find(kind, name))), None)


class Cues:
    """The cues of one place by what they are, in order. What can not stand there is left out: the resolver told it."""

    def __init__(self, context: Context, where: str, body: Iterable[Item]) -> None:
        self.where = where
        self._found: list[tuple[CueKind, Cue]] = []
        self._by_key: dict[str, list[Cue]] = {}
        for item in body:
            if isinstance(item, Cue):
                kind = kind_of(context.names, where, item)
                if kind:
                    self._found.append((kind, item))
                    self._by_key.setdefault(kind.key, []).append(item)

    def __iter__(self) -> Iterator[tuple[CueKind, Cue]]:
        return iter(self._found)

    def all(self, key: str) -> list[Cue]:
        """Return every cue `key`."""
        return self._by_key.get(key, [])

    def one(self, key: str) -> Cue | None:
        """Return the first cue `key`."""
        found = self._by_key.get(key)
        return found[0] if found else None

    def text(self, key: str) -> Text | None:
        """Return the whole value of the first cue `key`; None where it is missing or empty."""
        cue = self.one(key)
        return cue.full_value() if cue else None

    def words(self, key: str) -> str:
        """Return the value of the first cue `key` as running text on one line, or an empty string."""
        text = self.text(key)
        return " ".join(text.value.split()) if text else ""


def used_at(word: W, span: Span) -> W:
    """Return the word with the span where it is used, so that diagnostics point there and not at its definition."""
    return word.model_copy(update={"span": span})
