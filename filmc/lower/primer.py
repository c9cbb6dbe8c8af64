"""What a model that writes is taught of the language: its keys, and the words of film with what they mean.

All of it comes from the table of cues and the standard library, so it teaches what the compiler knows; the prose around
it, and a film for an example, stand in `stdlib/prompts/language.j2`. Equal versions of filmc give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from filmc.base.diagnostic import Notes
from filmc.frontend.ast import Block
from filmc.frontend.cues import CueKind, cues_in, find_cue
from filmc.frontend.declare import declare
from filmc.frontend.library import library
from filmc.frontend.screenplay import Declaration, Kind, Names, fold

_KEYS: Mapping[str, str] = {
    "film": "logline aspect language look subtitles",
    "character": "also appearance wardrobe manner voice",
    "place": "also appearance ambience",
    "prop": "also appearance",
    "theme": "mood tempo instruments avoid",
    "scene": "with look light ambience music transition",
    "shot": "with camera light lens text sfx ambience music",
}
"""Place → the keys that a first draft needs. What is about files, models and money is left to the author."""

_EXPLAINED: Mapping[Kind, str] = {
    "size": "Sizes of a shot",
    "angle": "Angles",
    "setup": "Setups (parameters are names of characters; `with` may say where they stand)",
    "move": "Moves of the camera",
    "transition": "Transitions, with a length, between shots or at the end of a scene",
}
_LISTED: Mapping[Kind, str] = {
    "performance": "Performances",
    "blocking": "What bodies do (action is understood best in these words)",
    "look": "Looks",
    "light": "Lights",
    "mood": "Moods of music",
    "sound": "Sounds that are known (others may be described)",
}


class Word(NamedTuple):
    """A word of the vocabulary as it is written, with its parameters, and what it means."""

    name: str
    meaning: str


@cache
def primer() -> Mapping[str, Mapping[str, Sequence[CueKind | Word]]]:
    """Return what `language.j2` is filled with: the keys by place, words that are explained, words that are listed."""
    names = declare(Notes(), library())
    return {
        "keys": {place: [cues_in(place)[fold(key)] for key in keys.split()] for place, keys in _KEYS.items()},
        "explained": {title: _words(names, kind) for kind, title in _EXPLAINED.items()},
        "listed": {title: _words(names, kind) for kind, title in _LISTED.items()},
    }


def _words(names: Names, kind: Kind) -> list[Word]:
    return [Word(_written(word), _said(word.block, "meaning")) for word in names.all(kind)]


def _written(word: Declaration) -> str:
    parameters = ", ".join(name.value for name in word.block.heading.parameters)
    return f"{word.name.value} ({parameters})" if parameters else word.name.value


def _said(block: Block, *keys: str) -> str:
    """Return what a block says under `keys`, on one line."""
    said: dict[str, str] = {}
    for cue in block.cues:
        kind, value = find_cue(block.heading.word, cue.key.value), cue.full_value()
        if kind and value:
            said.setdefault(kind.key, " ".join(value.value.split()))
    return "; ".join(said[key] for key in keys if key in said)


def introduced(names: Names) -> Iterator[str]:
    """Yield a line for each name that an author has declared: its kind, other names, looks and variants."""
    for own in names.own:
        also = f" (also {', '.join(name.value for name in own.also)})" if own.also else ""
        looks = _said(own.block, "appearance", "wardrobe", "meaning", "mood")
        variants = "".join(f"; as {variant}: {_said(block, 'appearance')}" for variant, block in own.variants.items())
        yield f"{own.kind} {own.name.value}{also}: {looks}{variants}".rstrip(": ")
