"""Reads the story: acts, scenes with their shots, and the transitions between them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from filmc.base.diagnostic import Notes
from filmc.frontend.ast import Block, Cue, Text
from filmc.frontend.cue_check import kind_of
from filmc.frontend.people import find_look
from filmc.frontend.screenplay import Declaration, Screenplay
from filmc.frontend.value import Slugline
from filmc.frontend.values import read_slugline
from filmc.ir.build.caption import read_captions
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.joints import join, read_joint
from filmc.ir.build.kept import recall
from filmc.ir.build.people import read_cast
from filmc.ir.build.shot import read_shot
from filmc.ir.build.sound import place_ambience, read_sounds
from filmc.ir.build.style import read_style
from filmc.ir.film import Scene, Shot, SoundCue, Transition


class _Reel:
    """Everything read so far: shots of all scenes in one row, with the joints between them."""

    def __init__(self) -> None:
        self.shots: list[Shot] = []
        self.joints: dict[int, list[Transition]] = {}
        """How many shots stand before it: the transitions there."""

    def add(self, told: _Told) -> None:
        """Put the shots of a scene at the end."""
        for at, joint in told.joints:
            self.joints.setdefault(len(self.shots) + at, []).append(joint)
        self.shots += told.shots


class _Told(NamedTuple):
    """A scene, which has none of its shots yet; these; and the transitions between them, by the shots before each."""

    scene: Scene
    shots: tuple[Shot, ...]
    joints: tuple[tuple[int, Transition], ...]


def read_story(context: Context, screenplay: Screenplay) -> tuple[Scene, ...]:
    """Return the scenes with their shots, transitions set."""
    reel = _Reel()
    scenes: list[tuple[Scene, int]] = []
    act: str | None = None
    for item in screenplay.story:
        if isinstance(item, Cue):
            if joint := _joint(context, "top", item):
                reel.joints.setdefault(len(reel.shots), []).append(joint)
        elif item.heading.word == "act":
            act = item.heading.subject.value if item.heading.subject else None
        else:
            told = recall(context, _told, item, act)
            scenes.append((told.scene, len(reel.shots)))
            reel.add(told)
    for at, found in reel.joints.items():
        join(context, reel.shots, found, at)
    bounds = [*(first for _, first in scenes), len(reel.shots)]
    return tuple(
        [
            context.memo.recall(Notes(), _with_shots, scene, *reel.shots[first:end])
            for (scene, _), (first, end) in zip(scenes, pairwise(bounds), strict=True)
        ]
    )


def _with_shots(_notes: Notes, scene: Scene, *shots: Shot) -> Scene:
    return scene.model_copy(update={"shots": shots})


def _joint(context: Context, where: str, cue: Cue) -> Transition | None:
    kind = kind_of(context.names, where, cue)
    return recall(context, read_joint, cue) if kind and kind.key == "transition" else None


def _told(context: Context, block: Block, act: str | None) -> _Told:
    head = recall(context, _head, block)
    sounds = (*head.sounds, *_ambience(context, head, block.heading.subject))
    scene = head.model_copy(update={"act": act, "sounds": sounds})
    shots: list[Shot] = []
    joints: list[tuple[int, Transition]] = []
    for item in block.body:
        joint = _joint(context, "scene", item) if isinstance(item, Cue) else None
        if joint:
            joints.append((len(shots), joint))
        elif isinstance(item, Block) and item.heading.word == "shot":
            shots.append(_shot(context, item, scene))
    return _Told(scene, tuple(shots), tuple(joints))


def _head(context: Context, block: Block) -> Scene:
    """Return what the scene says itself, without its act and its place's ambience."""
    cues = Cues(context, "scene", block.body)
    setting = _setting(context, block)
    cast, props, strangers = read_cast(context, cues)
    return Scene(
        **setting,
        **read_style(context, cues),
        id="",
        number=0,
        label=block.heading.label.value if block.heading.label else None,
        cast=cast,
        props=props,
        strangers=strangers,
        captions=read_captions(context, cues),
        sounds=read_sounds(context, cues),
        notes=tuple(note.value for cue in cues.all("note") if (note := cue.full_value())),
        shots=(),
        span=block.heading.span,
    )


def _shot(context: Context, block: Block, scene: Scene) -> Shot:
    return context.memo.copy(
        recall(context, read_shot, block),
        label=block.heading.label.value if block.heading.label else None,
        where=scene.where,
        place=scene.place,
        place_variant=scene.place_variant,
        slug_place=scene.slug_place,
        time_of_day=scene.time_of_day,
    )


def _setting(context: Context, block: Block) -> dict[str, Any]:
    """Return where and when a scene plays: the slugline, and the declared place that it names."""
    text = block.heading.subject
    slugline = read_slugline(context.notes, text) if text else None
    if slugline is None:
        return {
            "where": "EXT",
            "place": None,
            "place_variant": None,
            "slug_place": text.value if text else "",
            "time_of_day": "",
        }
    place, variant = _place(context, slugline)
    return {
        "where": slugline.where,
        "place": place.name.value if place else None,
        "place_variant": variant,
        "slug_place": slugline.place.value,
        "time_of_day": slugline.time.value if slugline.time else "",
    }


def _place(context: Context, slugline: Slugline) -> tuple[Declaration | None, str | None]:
    """Return the declared place that the slugline names, and its variant (`CLASSROOM as RUIN`)."""
    text = slugline.place
    place = context.names.find("place", text.value)
    if place or " as " not in text.value:
        return place, None
    name, _, variant = text.value.partition(" as ")
    place = context.names.find("place", name)
    at = len(text.value) - len(variant)
    return place, find_look(context.notes, place, Text(variant, text.span.part(at, len(text.value)))) if place else None


def _ambience(context: Context, scene: Scene, named: Text | None) -> Iterable[SoundCue]:
    """Return what the scene's place, `named` there, sounds like; nothing where the scene has an ambience of its own."""
    found = context.names.find("place", scene.place) if scene.place else None
    if found is None or named is None or any(sound.kind == "ambience" for sound in scene.sounds):
        return ()
    context.words.hear([found])
    said = recall(context, _said_ambience, found)
    return recall(context, place_ambience, said, named) if said else ()


def _said_ambience(context: Context, place: Declaration) -> str | None:
    text = Cues(context, "place", place.block.body).text("ambience")
    return text.value if text else None
