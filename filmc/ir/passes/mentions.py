"""Finds who and what is in each shot: declared names in the action, and those who speak on screen.

A person who is mentioned comes as the variant and at the spot that the scene's `with` gave. A speaker is added
only where the shot does not say itself who is in frame (`with`, a setup's people, a close-up on somebody).
"""

from __future__ import annotations

from filmc.ir.film import Entity, Presence, Scene, Shot
from filmc.ir.spotting import Spotter

CLOSE = 2.5
"""From this size on (a medium close-up) the frame is on the shot's subject alone."""


def bind_mentions(shot: Shot, scene: Scene, spotter: Spotter[Entity]) -> Shot:
    """Return the shot with everybody in `cast`, and mentioned props and places beside it."""
    mentioned = {found.what.name: found.what for text in shot.action for found in spotter.find(text)}
    cast = {presence.name: presence for presence in shot.cast}
    known = {presence.name: presence for presence in scene.cast}
    for entity in mentioned.values():
        if entity.kind == "character" and entity.name not in cast:
            cast[entity.name] = _mentioned(entity.name, known.get(entity.name), shot)
    if not _names_its_cast(shot):
        for line in shot.lines:
            if not (line.voice_over or line.off_screen) and line.speaker not in cast:
                cast[line.speaker] = Presence(name=line.speaker, variant=line.variant, by="speech", span=line.span)
    props = dict.fromkeys((*shot.props, *(name for name, what in mentioned.items() if what.kind == "prop")))
    places = [name for name, what in mentioned.items() if what.kind == "place" and name != shot.place]
    if not (cast or props or places):
        return shot
    return shot.model_copy(update={"cast": tuple(cast.values()), "props": tuple(props), "places": tuple(places)})


def _mentioned(name: str, known: Presence | None, shot: Shot) -> Presence:
    if known is None:
        return Presence(name=name, span=shot.span)
    return known.model_copy(update={"by": "mention"})


def _names_its_cast(shot: Shot) -> bool:
    """Tell whether the shot says who is in frame, so that a speaker whom it leaves out is out of it."""
    if [(presence.name, presence.by) for presence in shot.cast] == [(shot.subject, "setup")]:
        return shot.size.figure >= CLOSE
    return any(presence.by in {"with", "setup"} for presence in shot.cast)
