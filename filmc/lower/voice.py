"""A line of dialogue → what a maker of speech is asked for."""

from __future__ import annotations

from math import prod

from filmc.ir.film import Entity, Film, Line
from filmc.lower.request import SpeechRequest
from filmc.lower.said import plain


def speech_request(film: Film, line: Line) -> SpeechRequest:
    """Return the request for `line`: its words, the speaker's voice, and how the performances change it.

    Nothing of it is a name, so that renaming a character keeps every take. Several performances multiply
    their factors, and their emotions stand in order: `sad, whispering`.
    """
    speaker = film.entities.get(line.speaker)
    emotions = dict.fromkeys(word.voice for word in line.performances if word.voice)
    return SpeechRequest(
        text=plain(line.text),
        language=line.language,
        voice=_voice(speaker, line.variant),
        identity=_identity(film, speaker) if speaker else line.speaker,
        emotion=", ".join(emotions),
        rate=round(prod(word.rate for word in line.performances), 4),
        pitch=round(prod(word.pitch for word in line.performances), 4),
        energy=round(prod(word.energy for word in line.performances), 4),
    )


def voice_apart(film: Film, line: Line) -> str:
    """Return the identity for a maker who knows voices by their words: empty where only one character has these.

    So a change of looks keeps the speech of whoever has a voice of their own.
    """
    speaker = film.entities.get(line.speaker)
    if speaker is None or not speaker.base.voice:
        return _identity(film, speaker) if speaker else line.speaker
    alike = [one for one in film.entities.values() if one.kind == "character" and one.base.voice == speaker.base.voice]
    return _identity(film, speaker) if len(alike) > 1 else ""


def _voice(speaker: Entity | None, variant: str | None) -> str:
    """A variant without voice words has the base's; without any, how the speaker looks tells who speaks."""
    if speaker is None:
        return ""
    looks = speaker.as_variant(variant)
    return looks.voice or speaker.base.voice or looks.appearance or speaker.base.appearance


def _identity(film: Film, speaker: Entity) -> str:
    """Return what sets the speaker apart from others: appearance, and among equals the place in the film."""
    cast = [entity for entity in film.entities.values() if entity.kind == "character"]
    equals = [entity.name for entity in cast if _known_by(entity) == _known_by(speaker)]
    twin = equals.index(speaker.name) if speaker.name in equals else 0
    return f"{speaker.base.appearance}#{twin}" if twin else speaker.base.appearance


def _known_by(entity: Entity) -> tuple[str, str]:
    return entity.base.voice, entity.base.appearance
