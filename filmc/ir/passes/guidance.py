"""Gathers what shapes generation into each shot: from film, look, scene, place, cast and props, then the shot itself.

Negative words, LoRAs and references add up, each once; of seeds and `via` the nearest one wins. What a character's
takes must pass joins what the shot's must.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.ir.film import Appearance, Expect, Film, Guidance, Scene, Shot
from filmc.ir.people import NO_GUIDANCE


def gather_guidance(film: Film, memo: Memo = ONCE) -> Film:
    """Return the film with the whole guidance in every shot."""
    return film.with_shots(_guided(shot, scene, film, memo) for scene in film.scenes for shot in scene.shots)


def _guided(shot: Shot, scene: Scene, film: Film, memo: Memo) -> Shot:
    looks = [film.entities[each.name].as_variant(each.variant) for each in shot.cast if each.name in film.entities]
    sources = [guidance for guidance in _sources(shot, scene, film, looks) if guidance != NO_GUIDANCE]
    expect = [each for look in looks for each in look.expect]
    return memo.recall(Notes(), _with, shot, *sources, *expect) if sources or expect else shot


def _with(_notes: Notes, shot: Shot, *said: Guidance | Expect) -> Shot:
    sources = [each for each in said if isinstance(each, Guidance)]
    expect = [each for each in said if isinstance(each, Expect)]
    guidance = gathered((*sources, shot.guidance))
    return shot.model_copy(update={"guidance": guidance, "expect": (*shot.expect, *expect)})


def _sources(shot: Shot, scene: Scene, film: Film, looks: Iterable[Appearance]) -> Iterator[Guidance]:
    yield film.settings.guidance
    if shot.look and shot.look.name in film.look_guidance:
        yield film.look_guidance[shot.look.name]
    yield scene.guidance
    if shot.place in film.entities:
        yield film.entities[shot.place].as_variant(shot.place_variant).guidance
    yield from (look.guidance for look in looks)
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
