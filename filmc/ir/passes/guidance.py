"""Gathers what shapes generation into each shot: from film, look, scene, place, cast and props, then the shot itself.

Negative words, LoRAs and references add up, each once; of seeds and `via` the nearest one wins. What a character's
takes must pass joins what the shot's must.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.ir.film import Appearance, Entity, Expect, Film, Guidance, Scene, Shot
from filmc.ir.people import NO_GUIDANCE


def gather_guidance(film: Film, memo: Memo = ONCE) -> Film:
    """Return the film with the whole guidance in every shot."""
    said = _Said(film.settings.guidance, film.look_guidance, film.entities)
    said = memo.first((_Said, *said.things), said)
    return film.with_scenes([memo.nest(Notes(), _guided, scene, said) for scene in film.scenes])


class _Said(NamedTuple):
    """What is said to the models by others than scenes and shots: by the film, by looks, and by entities."""

    film: Guidance
    looks: Mapping[str, Guidance]
    entities: Mapping[str, Entity]

    @property
    def things(self) -> Iterator[Hashable]:
        """What tells one from another, while it is held."""
        yield from (id(self.film), *self.looks)
        yield from (id(each) for each in (*self.looks.values(), *self.entities.values()))


def _guided(_notes: Notes, memo: Memo, scene: Scene, said: _Said) -> Scene:
    return scene.with_shots([_with_guidance(shot, scene, said, memo) for shot in scene.shots])


def _with_guidance(shot: Shot, scene: Scene, said: _Said, memo: Memo) -> Shot:
    looks = [said.entities[each.name].as_variant(each.variant) for each in shot.cast if each.name in said.entities]
    sources = [guidance for guidance in _sources(shot, scene, said, looks) if guidance != NO_GUIDANCE]
    expect = [each for look in looks for each in look.expect]
    return memo.recall(Notes(), _with, shot, *sources, *expect) if sources or expect else shot


def _with(_notes: Notes, shot: Shot, *said: Guidance | Expect) -> Shot:
    sources = [each for each in said if isinstance(each, Guidance)]
    expect = [each for each in said if isinstance(each, Expect)]
    guidance = gathered((*sources, shot.guidance))
    return shot.model_copy(update={"guidance": guidance, "expect": (*shot.expect, *expect)})


def _sources(shot: Shot, scene: Scene, said: _Said, looks: Iterable[Appearance]) -> Iterator[Guidance]:
    yield said.film
    if shot.look and shot.look.name in said.looks:
        yield said.looks[shot.look.name]
    yield scene.guidance
    if shot.place and shot.place in said.entities:
        yield said.entities[shot.place].as_variant(shot.place_variant).guidance
    yield from (look.guidance for look in looks)
    for name in (*shot.props, *shot.places):
        yield said.entities[name].base.guidance


def gathered(sources: Iterable[Guidance]) -> Guidance:
    """Return the sum of guidances, nearest last."""
    sources = tuple(sources)
    return Guidance(
        avoid=tuple(dict.fromkeys(word for each in sources for word in each.avoid)),
        seed=next((each.seed for each in reversed(sources) if each.seed is not None), None),
        loras=tuple({lora.name: lora for each in sources for lora in each.loras}.values()),
        references=tuple(dict.fromkeys(path for each in sources for path in each.references)),
        via=next((each.via for each in reversed(sources) if each.via), None),
        span=sources[-1].span,
    )
