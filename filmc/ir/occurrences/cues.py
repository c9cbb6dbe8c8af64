"""Names in cues: each cue's value and parenthesis, read as the compiler reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from filmc.base.diagnostic import Notes
from filmc.base.patterns import late
from filmc.frontend.ast import Cue, Item, Text
from filmc.frontend.cue_check import kind_of
from filmc.frontend.cues import LINE, CueKind
from filmc.frontend.declare import find_variant
from filmc.frontend.files import SOUNDS
from filmc.frontend.manner import entries, match_how
from filmc.frontend.screenplay import Declaration, Kind, fold
from filmc.frontend.traced import Traced
from filmc.frontend.value import Phrase, Placement
from filmc.frontend.values import read_frame_reference, read_list, read_placements, read_sequence, read_transition
from filmc.frontend.written import part
from filmc.ir.build.phrases import take_apart
from filmc.ir.build.sound import STOP
from filmc.ir.occurrences.finder import Finder
from filmc.ir.occurrences.symbol import Symbol

_Reader = Callable[[Finder, "Place", Traced], None]

_BRACES = late(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WORD = late(r"""'[^']*'|"[^"]*"|(?<!\.)\b(?P<name>[^\W\d]\w*)""")


class Place:
    """Where cues stand: `where` of the table of cues, in the scene called `scene`, or in the block of `owner`."""

    def __init__(self, where: str, scene: str = "", owner: Declaration | None = None) -> None:
        self.where = where
        self.scene = scene
        self.owner = owner

    def under(self, kind: CueKind) -> Place:
        """Return the place that a cue of this kind opens."""
        return Place(kind.inside, self.scene, self.owner)


def find_in_cues(finder: Finder, place: Place, body: Iterable[Item]) -> None:
    """Note the names in every cue of `body`, and of what is nested under them."""
    for cue in body:
        kind = kind_of(finder.names, place.where, cue) if isinstance(cue, Cue) else None
        if kind is None or not isinstance(cue, Cue):
            continue
        within = finder.place(cue.full_value())
        reader = _READERS.get(kind.key)
        if kind is LINE:
            _line(finder, cue)
        elif kind.key == "path":
            _brushed(finder, cue)
        elif reader and within:
            reader(finder, place, within)
        find_in_cues(finder, place.under(kind), cue.body)


def find_in_phrase(finder: Finder, within: Traced, phrase: Phrase, kinds: tuple[Kind, ...]) -> None:
    """Note what a phrase names: a word of `kinds`, who it is toward, and who fills the word's parameters."""
    parts = take_apart(finder.names, phrase.name, kinds)
    if parts and parts.declared and parts.word:
        finder.note(within, parts.word, Symbol.of(parts.declared))
    for name in (*phrase.arguments, *([parts.toward] if parts and parts.toward else ())):
        _note_thing(finder, within, name)


def find_place(finder: Finder, within: Traced, name: Text) -> None:
    """Note the declared place that a slugline names, alone or as a variant (`CLASSROOM as RUIN`)."""
    declared = finder.names.find("place", name.value)
    if declared:
        finder.note(within, name, Symbol.of(declared))
        return
    first, between, variant = name.value.partition(" as ")
    declared = finder.names.find("place", first) if between else None
    if declared:
        finder.note(within, part(name, 0, len(first)), Symbol.of(declared))
        _note_variant(finder, within, declared, part(name, len(name.value) - len(variant), len(name.value)))


# ---- values, by the key of their cue


def _line(finder: Finder, cue: Cue) -> None:
    speaker = finder.names.find("character", cue.key.value)
    if speaker:
        finder.note_whole(cue.key, Symbol.of(speaker), "speaker")
    for entry in entries(cue.how):
        played = None if match_how(LINE, entry) else finder.names.find("performance", entry.value)
        if played:
            finder.note_whole(entry, Symbol.of(played))


def _brushed(finder: Finder, cue: Cue) -> None:
    """Note what a motion brush moves, where that is declared."""
    for thing in cue.how:
        within = finder.place(thing)
        if within:
            finder.mentions(within, within.text)


def _cast(finder: Finder, place: Place, within: Traced) -> None:
    for placement in read_placements(Notes(), within.text):
        if place.where == "setup":
            _parameter(finder, place, within, placement)
            continue
        thing = _note_thing(finder, within, placement.name)
        if thing and placement.variant:
            _note_variant(finder, within, thing, placement.variant)


def _parameter(finder: Finder, place: Place, within: Traced, placement: Placement) -> None:
    names = place.owner.block.heading.parameters if place.owner else ()
    if place.owner and fold(placement.name.value) in {fold(name.value) for name in names}:
        symbol = Symbol.of(place.owner).part("parameter", placement.name.value)
        finder.note(within, placement.name, symbol)


def _camera(finder: Finder, _place: Place, within: Traced) -> None:
    for phrase in read_sequence(Notes(), within.text):
        find_in_phrase(finder, within, phrase, ("move",))


def _transition(finder: Finder, _place: Place, within: Traced) -> None:
    phrase = read_transition(Notes(), within.text)
    declared = finder.names.find("transition", phrase.name.value) if phrase else None
    if phrase and declared:
        finder.note(within, phrase.name, Symbol.of(declared))


def _look(finder: Finder, _place: Place, within: Traced) -> None:
    _note_word(finder, within, within.text, "look")


def _light(finder: Finder, _place: Place, within: Traced) -> None:
    for each in read_list(Notes(), within.text):
        _note_word(finder, within, each, "light")


def _fixed(kind: Literal["size", "angle"]) -> _Reader:
    def read(finder: Finder, place: Place, within: Traced) -> None:
        if place.where == "setup":
            _note_word(finder, within, within.text, kind)

    return read


def _effect(finder: Finder, _place: Place, within: Traced) -> None:
    if not STOP.fullmatch(within.text.value):
        _sound(finder, within, within.text)


def _ambience(finder: Finder, _place: Place, within: Traced) -> None:
    for each in () if STOP.fullmatch(within.text.value) else read_list(Notes(), within.text):
        _sound(finder, within, each)


def _sound(finder: Finder, within: Traced, text: Text) -> None:
    if not text.value.lower().endswith(SOUNDS) and not _note_word(finder, within, text, "sound"):
        finder.words(within, text, "sound")


def _music(finder: Finder, _place: Place, within: Traced) -> None:
    _note_word(finder, within, within.text, "theme")


def _mood(finder: Finder, _place: Place, within: Traced) -> None:
    finder.words(within, within.text, "mood")


def _frame(finder: Finder, place: Place, within: Traced) -> None:
    reference = read_frame_reference(Notes(), within.text)
    if reference is None or reference.shot is None:
        return
    name = reference.shot
    shot = finder.labels.shot(place.scene, name.value)
    scene, dot, label = name.value.rpartition(".")
    named = finder.labels.scene(scene) if dot else None
    if named:
        finder.note(within, part(name, 0, len(scene)), named)
        name = part(name, len(name.value) - len(label), len(name.value))
    if shot:
        labelled = fold(name.value) == shot.name and finder.labels.is_labelled(shot)
        finder.note(within, name, shot, "use" if labelled else "number")


def _prose(finder: Finder, _place: Place, within: Traced) -> None:
    finder.mentions(within, within.text)


def _expectations(finder: Finder, _place: Place, within: Traced) -> None:
    for each in read_list(Notes(), within.text):
        finder.mentions(within, each)


def _template(finder: Finder, place: Place, within: Traced) -> None:
    """Note the parameters of a setup in its prompt: names in braces, outside strings."""
    names = place.owner.block.heading.parameters if place.owner else ()
    for braces in _BRACES.finditer(within.text.value) if names else ():
        for word in _WORD.finditer(within.text.value, *braces.span()):
            if place.owner and any(word["name"] == name.value for name in names):
                name = part(within.text, *word.span("name"))
                finder.note(within, name, Symbol.of(place.owner).part("parameter", name.value))


_READERS: dict[str, _Reader] = {
    "with": _cast,
    "camera": _camera,
    "transition": _transition,
    "look": _look,
    "light": _light,
    "size": _fixed("size"),
    "angle": _fixed("angle"),
    "sfx": _effect,
    "ambience": _ambience,
    "music": _music,
    "mood": _mood,
    "start": _frame,
    "end": _frame,
    "frame": _frame,
    "fix": _prose,
    "restyle": _prose,
    "expect": _expectations,
    "prompt": _template,
}


# ---- names


def _note_thing(finder: Finder, within: Traced, name: Text) -> Declaration | None:
    declared = finder.thing(name.value)
    if declared:
        finder.note(within, name, Symbol.of(declared))
    return declared


def _note_variant(finder: Finder, within: Traced, thing: Declaration, name: Text) -> None:
    variant = find_variant(thing, name.value)
    if variant:
        finder.note(within, name, Symbol.of(thing).part("variant", variant))


def _note_word(finder: Finder, within: Traced, text: Text, kind: Kind) -> bool:
    declared = finder.names.find(kind, text.value)
    if declared:
        finder.note(within, text, Symbol.of(declared))
    return declared is not None
