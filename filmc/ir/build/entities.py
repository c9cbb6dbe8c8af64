"""Reads what stays the same: characters, places, props with their variants; themes; what looks say to models."""

from __future__ import annotations

import re

from filmc.base.patterns import late
from filmc.frontend.files import GRADES, SOUNDS
from filmc.frontend.screenplay import Declaration, Kind
from filmc.frontend.values import read_list
from filmc.ir.build.bounds import read_expectations, read_reroll_of, read_takes
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.guidance import read_guidance
from filmc.ir.build.kept import recall
from filmc.ir.film import Appearance, Entity, Guidance, Theme
from filmc.ir.people import NO_GUIDANCE
from filmc.ir.spotting import Spotter
from filmc.ir.vocabulary import Mood

_BPM = late(r"(\d+(?:\.\d+)?)\s*bpm", re.IGNORECASE)
_THINGS: tuple[Kind, ...] = ("character", "place", "prop")


def read_entities(context: Context) -> dict[str, Entity]:
    """Return every declared character, place and prop by its name."""
    declared = [found for kind in _THINGS for found in context.names.all(kind)]
    return {found.name.value: recall(context, _entity, found) for found in declared}


def _entity(context: Context, found: Declaration) -> Entity:
    kind = found.kind
    assert kind == "character" or kind == "place" or kind == "prop"  # noqa: PLR1714  -- so that the type is known
    cues = Cues(context, kind, found.block.body)
    base = _appearance(context, found, None, cues)
    variants = [
        _appearance(context, found, name, Cues(context, "as", block.body)) for name, block in found.variants.items()
    ]
    return Entity(
        name=found.name.value,
        kind=kind,
        also=tuple(name.value for name in found.also),
        base=base,
        variants=tuple(_completed(variant, base) for variant in variants),
        ambience=cues.words("ambience"),
        takes=read_takes(context, cues) or 1,
        reroll=read_reroll_of(context, cues),
        span=found.name.span,
    )


def _appearance(context: Context, found: Declaration, variant: str | None, cues: Cues) -> Appearance:
    block = found.variants[variant] if variant else found.block
    return Appearance(
        variant=variant,
        appearance=cues.words("appearance"),
        wardrobe=cues.words("wardrobe"),
        manner=cues.words("manner"),
        voice=cues.words("voice"),
        guidance=read_guidance(context, cues),
        expect=tuple(read_expectations(context, cues, found.name.value)),
        span=block.heading.span,
    )


def _completed(variant: Appearance, base: Appearance) -> Appearance:
    """Return the variant with everything that it does not say itself from the base; references are its own or none."""
    own = {name: value for name, value in variant if name != "span" and value}
    guidance = variant.guidance
    if guidance == Guidance():
        guidance = base.guidance.model_copy(update={"references": ()}) if own.get("appearance") else base.guidance
    return base.model_copy(update=own | {"guidance": guidance, "span": variant.span})


def read_themes(context: Context) -> dict[str, Theme]:
    """Return every declared piece of music by its name."""
    spotter = Spotter({name: name for name in context.names.table.get("mood", {})})
    return {found.name.value: _theme(context, found, spotter) for found in context.names.all("theme")}


def _theme(context: Context, found: Declaration, spotter: Spotter[str]) -> Theme:
    cues = Cues(context, "theme", found.block.body)
    mood, tempo = cues.words("mood"), cues.words("tempo")
    bpm = _BPM.search(tempo)
    instruments = cues.text("instruments")
    return Theme(
        name=found.name.value,
        mood=mood,
        moods=tuple(
            word for each in spotter.find(mood) if isinstance(word := context.words.find("mood", each.what), Mood)
        ),
        tempo=tempo,
        bpm=float(bpm.group(1)) if bpm else None,
        instruments=tuple(each.value for each in read_list(context.notes, instruments)) if instruments else (),
        guidance=read_guidance(context, cues),
        takes=read_takes(context, cues) or 1,
        reroll=read_reroll_of(context, cues),
        expect=tuple(read_expectations(context, cues)),
        file=context.file(cues.text("file"), SOUNDS),
        span=found.name.span,
    )


def read_look_guidance(context: Context, names: list[str]) -> dict[str, Guidance]:
    """Return what each of the looks called `names` says to the models; notes a grade whose file is missing."""
    said: dict[str, Guidance] = {}
    for name in names:
        found = context.names.find("look", name)
        guidance = recall(context, _look_guidance, found) if found else NO_GUIDANCE
        if guidance != NO_GUIDANCE:
            said[name] = guidance
    return said


def _look_guidance(context: Context, found: Declaration) -> Guidance:
    cues = Cues(context, "look", found.block.body)
    context.file(cues.text("grade"), GRADES)
    return read_guidance(context, cues)
