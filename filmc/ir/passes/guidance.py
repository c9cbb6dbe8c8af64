"""Gathers what shapes generation into each shot: from its look, its place, its cast, its props, then the shot itself.

Negative words, LoRAs and references add up, each once; of seeds and `via` the nearest one wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filmc.ir.film import Film, Guidance, Shot

_NOTHING = Guidance()


def gather_guidance(film: Film) -> Film:
    """Return the film with the whole guidance in every shot."""
    return film.with_shots(_guided(shot, film) for shot in film.shots)


def _guided(shot: Shot, film: Film) -> Shot:
    sources = [guidance for guidance in _sources(shot, film) if guidance != _NOTHING]
    if not sources:
        return shot
    return shot.model_copy(update={"guidance": gathered((*sources, shot.guidance))})


def _sources(shot: Shot, film: Film) -> Iterator[Guidance]:
    if shot.look and shot.look.name in film.look_guidance:
        yield film.look_guidance[shot.look.name]
    if shot.place in film.entities:
        yield film.entities[shot.place].as_variant(shot.place_variant).guidance
    for presence in shot.cast:
        if presence.name in film.entities:
            yield film.entities[presence.name].as_variant(presence.variant).guidance
    for name in (*shot.props, *shot.places):
        yield film.entities[name].base.guidance


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
