"""Reads who is in frame: the `with` of a scene or a shot."""

from __future__ import annotations

from filmc.frontend.people import find_look, find_thing
from filmc.frontend.values import read_placements
from filmc.ir.build.context import Context, Cues
from filmc.ir.film import Presence
from filmc.ir.words import spot


def read_cast(context: Context, cues: Cues) -> tuple[tuple[Presence, ...], tuple[str, ...], int]:
    """Return the people whom `with` places, the props that it names, and how many of its names mean nobody."""
    text = cues.text("with")
    people: dict[str, Presence] = {}
    props: list[str] = []
    strangers = 0
    for placement in (text and read_placements(context.notes, text)) or ():
        thing = find_thing(context.notes, context.names, placement.name)
        if thing is None or thing.kind == "place":
            strangers += thing is None
            continue
        if thing.kind == "prop":
            props.append(thing.name.value)
            continue
        variant = find_look(context.notes, thing, placement.variant) if placement.variant else None
        name = thing.name.value
        people[name] = Presence(
            name=name, variant=variant, spot=spot(context.notes, placement), by="with", span=placement.span
        )
    return tuple(people.values()), tuple(props), strangers
