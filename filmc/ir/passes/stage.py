"""What is there to play with, in every shot: people, props and places by all their names, and what bodies do."""

from __future__ import annotations

from functools import cached_property

from filmc.base.memo import Memo
from filmc.base.record import record
from filmc.ir.film import Entity, Film
from filmc.ir.passes.acting import actors
from filmc.ir.spotting import Spotter
from filmc.ir.words import Blockings


@record
class Stage:
    """Knows entities by name, and the words for what a body does. How entities look is no matter here."""

    people: dict[str, Entity]
    blockings: Blockings

    @cached_property
    def mentioned(self) -> Spotter[Entity]:
        """Finds people, props and places in running text."""
        return Spotter(self.people)

    @cached_property
    def actors(self) -> Spotter[Entity | str]:
        """Finds them, and blockings."""
        return actors(self.people, self.blockings)


def stage_of(film: Film, blockings: Blockings, memo: Memo) -> Stage:
    """Return the film's stage: the very same while names and blockings are."""
    entities = film.entities.values()
    named = tuple([(entity.kind, entity.name, entity.also) for entity in entities])
    people = {name: entity for entity in entities for name in (entity.name, *entity.also)}
    return memo.first((Stage, named, *map(id, blockings.own)), Stage(people, blockings))
