"""Screenplay → `Film`, not yet timed: every value read and typed, every word found, nothing added."""

from __future__ import annotations

from filmc.base.diagnostic import Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.record import replace
from filmc.base.world import World
from filmc.frontend.ast import Block
from filmc.frontend.screenplay import Names, Screenplay
from filmc.ir.build.context import Context, Cues, Spotters
from filmc.ir.build.ending import read_cover, read_credits
from filmc.ir.build.entities import read_entities, read_look_guidance, read_themes
from filmc.ir.build.kept import recall
from filmc.ir.build.settings import read_settings
from filmc.ir.build.sound import read_sounds
from filmc.ir.build.story import read_story
from filmc.ir.film import Film, Scene, Settings, SoundCue
from filmc.ir.vocabulary import Look
from filmc.ir.words import Words


def build_film(notes: Notes, world: World, screenplay: Screenplay, words: Words, memo: Memo = ONCE) -> Film:
    """Return the film that the screenplay tells: typed, with all names found, before the passes.

    Scenes and shots have no ids and numbers yet.

    `words` is the vocabulary (`ir.words.words(notes, screenplay.names)`); `world` tells which files there are.
    """
    spotters = memo.recall(notes, _spotters, screenplay.names.spelt)
    context = Context(notes, world, screenplay.names, words, spotters, memo=memo)
    settings = recall(context, read_settings, screenplay.film)
    rate = memo.first((Settings, settings.rate), settings.rate)  # the passes know shots by the rate that they are given
    context = replace(context, settings=memo.copy(settings, rate=rate))
    scenes = read_story(context, screenplay)
    looks = _looks(context, context.settings, scenes)
    return Film(
        settings=context.settings,
        entities=read_entities(context),
        themes=read_themes(context),
        looks=looks,
        look_guidance=read_look_guidance(context, list(looks)),
        cues=recall(context, _cues, screenplay.film) if screenplay.film else (),
        scenes=scenes,
        cover=read_cover(context, screenplay.cover),
        credits=read_credits(context, screenplay.credits),
    )


def _cues(context: Context, block: Block) -> tuple[SoundCue, ...]:
    return read_sounds(context, Cues(context, "film", block.body))


def _spotters(_notes: Notes, names: Names) -> Spotters:
    return Spotters(names)


def _looks(context: Context, settings: Settings, scenes: tuple[Scene, ...]) -> dict[str, Look]:
    """Return the looks that the author declared, and those that the film uses."""
    own = [found.name.value for found in context.names.own if found.kind == "look"]
    declared = [look for name in own if isinstance(look := context.words.find("look", name), Look)]
    styled = [settings, *scenes, *(shot for scene in scenes for shot in scene.shots)]
    return {look.name: look for look in (*declared, *(each.look for each in styled)) if look}
