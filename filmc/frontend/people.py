"""Checks the names that scenes and shots call: who is in frame, as which variant, at which place; and who never is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from filmc.base.diagnostic import Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.patterns import late
from filmc.frontend.ast import Block, Cue, File, Text
from filmc.frontend.cues import find_cue
from filmc.frontend.declaration import KINDS, THINGS
from filmc.frontend.declare import find_variant
from filmc.frontend.hints import did_you_mean, near, renames, spelt
from filmc.frontend.screenplay import Declaration, Names, fold, folded
from filmc.frontend.strangers import not_somebody, word_named
from filmc.frontend.values import read_placements, read_slugline


def find_thing(notes: Notes, names: Names, name: Text) -> Declaration | None:
    """Return the character, place or prop that `name` means, or None after noting E0301 or E0311."""
    found = next((found for kind in THINGS if (found := names.find(kind, name.value))), None)
    if found is None:
        word = word_named(names, name.value)
        if word:
            not_somebody(notes, word, name)
        else:
            _unknown(notes, names, name)
    return found


def find_look(notes: Notes, thing: Declaration, variant: Text) -> str | None:
    """Return the variant of `thing` that is called `variant`, as declared, or None after noting E0312."""
    found = find_variant(thing, variant.value)
    if found is None:
        close = near(variant.value, thing.variants)
        hints = did_you_mean(close) or (f"declare `as {variant.value}` in `{thing.kind} {thing.name.value}`",)
        message = f"`{thing.name.value}` has no variant `{variant.value}`"
        notes.add("E0312", variant.span, message, *hints, fixes=renames(variant.span, close))
    return found


def check_people(notes: Notes, names: Names, scenes: Sequence[Block], memo: Memo = ONCE) -> None:
    """Note names in sluglines and in the `with` cues of scenes and shots that nothing declares."""
    _check_places(notes, names, scenes, memo)
    for scene in scenes:
        memo.recall(notes, _check_scene, names.spelt, scene)


def _check_scene(notes: Notes, names: Names, scene: Block) -> None:
    for block, where in ((scene, "scene"), *((shot, "shot") for shot in scene.blocks)):
        for cue in block.cues:
            if find_cue(where, cue.key.value) is find_cue(where, "with"):
                _check_with(notes, names, cue)


def check_unused(notes: Notes, names: Names, main: File, memo: Memo = ONCE) -> None:
    """Note each declaration of the main file whose names occur nowhere but in its own block."""
    own = [found for found in names.own if found.name.span.file == main.source.file]
    if not own:
        return
    told = [item for item in main.items if not (isinstance(item, Block) and item.heading.word in KINDS)]
    text = " ".join(filter(None, [memo.recall(notes, _folded, main.written(item)) for item in told]))
    blocks = [memo.recall(notes, _folded, main.written(found.block)) for found in own]
    declared = "\n".join(blocks)  # a line feed is in no name, so what each block says is counted apart
    for found, block in zip(own, blocks, strict=True):
        spellings = [fold(name.value) for name in (found.name, *found.also)]
        if not any(name in text or declared.count(name) > block.count(name) for name in spellings):
            message = f"the {found.kind} `{found.name.value}` is never used"
            notes.add("H0314", found.name.span, message, "leave it out, or keep it in a file of its own")


def _folded(_notes: Notes, text: str) -> str:
    return folded(text)


def _check_places(notes: Notes, names: Names, scenes: Iterable[Block], memo: Memo) -> None:
    """A scene may be anywhere; worth a hint is only a place that looks mistyped, or that is come back to."""
    visits: dict[str, list[Text]] = {}
    for scene in scenes:
        slugline = scene.heading.subject and memo.recall(Notes(), read_slugline, scene.heading.subject)
        if slugline and not _is_place(names, slugline.place.value):
            visits.setdefault(fold(slugline.place.value), []).append(slugline.place)
    for place, *again in visits.values():
        close = near(place.value, spelt(names, "place"))
        hints = did_you_mean(close) or (f"`place {place.value}` with its `appearance:` keeps it the same",)
        labels = [Label(other.span, "here again") for other in again]
        if close or again:
            message = f"the place `{place.value}` is not declared"
            notes.add("H0313", place.span, message, *hints, labels=labels, fixes=renames(place.span, close))


def _is_place(names: Names, name: str) -> bool:
    """Tell whether `name` is a declared place, alone or as a variant (`CLASSROOM as RUIN`)."""
    return bool(names.find("place", name) or names.find("place", name.partition(" as ")[0]))


def _check_with(notes: Notes, names: Names, cue: Cue) -> None:
    value = cue.full_value()
    for placement in (value and read_placements(Notes(), value)) or ():
        thing = find_thing(notes, names, placement.name)
        if thing and placement.variant:
            find_look(notes, thing, placement.variant)


def _unknown(notes: Notes, names: Names, name: Text) -> None:
    message = f"nobody and nothing is declared as `{name.value}`"
    if several := _several(names, name):
        notes.add("E0301", name.span, message, "names stand apart by commas", fixes=renames(name.span, [several]))
        return
    close = near(name.value, spelt(names, *THINGS))
    hints = (*did_you_mean(close), f"declare `character {name.value}`")
    notes.add("E0301", name.span, message, *hints, fixes=renames(name.span, close))


_AND = late(r"\s+(?:and|und|et|y)\s+|\s*[&+和与跟]\s*", re.IGNORECASE)


def _several(names: Names, name: Text) -> str | None:
    """Return a name that is a list of declared ones, as `IDA and TOM`, with commas; None where it is not."""
    parts = _AND.split(name.value)
    known = len(parts) > 1 and all(any(names.find(kind, part) for kind in THINGS) for part in parts)
    return ", ".join(parts) if known else None
