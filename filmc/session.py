"""The whole pipeline on one screen, one line a stage: it hands each stage's best value to the next."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.world import World
from filmc.frontend.modules import load
from filmc.frontend.resolve import resolve
from filmc.frontend.screenplay import Screenplay
from filmc.ir.build import build_film
from filmc.ir.film import Film
from filmc.ir.passes import timed

Progress = Callable[[str, int, int], None]
"""Called with a stage's name, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Checked:
    """What the text says: the film, and everything that there is to say against it."""

    film: Film
    untimed: Film
    screenplay: Screenplay
    notes: Notes
    sources: Mapping[str, Source] = field(repr=False)

    @property
    def ok(self) -> bool:
        """No error stands in the way of a build."""
        return not self.notes.errors


@dataclass(frozen=True)
class Session:
    """One film of one project."""

    world: World
    main: str

    def check(self) -> Checked:
        """Read and judge the screenplay: free, offline, the same each time."""
        notes = Notes()
        with _undisturbed():
            files = load(notes, self.world, self.main)
            screenplay = resolve(notes, files)
            untimed = build_film(notes, self.world, screenplay)
            film = timed(notes, untimed)
        return Checked(film, untimed, screenplay, notes, {file.source.file: file.source for file in files})


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector away while a tree is built that stays: it doubles the time of a large film."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
