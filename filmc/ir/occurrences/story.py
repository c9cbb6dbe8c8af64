"""Names in what tells the film: the blocks that stand once, scenes and shots."""

from __future__ import annotations

from collections.abc import Sequence

from filmc.base.diagnostic import Notes
from filmc.frontend.ast import Action, Block, Cue, Text
from filmc.frontend.values import read_phrases, read_slugline
from filmc.ir.build.heading import KINDS
from filmc.ir.occurrences.cues import Place, find_in_cues, find_in_phrase, find_place
from filmc.ir.occurrences.finder import Finder
from filmc.ir.occurrences.labels import Labelled

_ONCE = ("film", "cover")


def find_film(finder: Finder, block: Block) -> None:
    """Note the names in a block that is about the whole film."""
    if block.heading.word in _ONCE:
        find_in_cues(finder, Place(block.heading.word), block.body)


def find_joint(finder: Finder, cue: Cue) -> None:
    """Note the names in a transition between scenes."""
    find_in_cues(finder, Place("top"), [cue])


def find_scene(finder: Finder, labels: Sequence[Labelled]) -> None:
    """Note the names in a scene and its shots."""
    scene, *shots = labels
    for symbol, block, _ in labels:
        if block.heading.label:
            finder.note_whole(block.heading.label, symbol, "declaration")
    _scene(finder, scene.block, scene.symbol.name)
    for shot in shots:
        _shot(finder, shot.block, scene.symbol.name)


def _scene(finder: Finder, block: Block, name: str) -> None:
    within = finder.place(block.heading.subject)
    slugline = read_slugline(Notes(), within.text) if within else None
    if within and slugline:
        find_place(finder, within, slugline.place)
    find_in_cues(finder, Place("scene", name), block.body)


def _shot(finder: Finder, block: Block, scene: str) -> None:
    within = finder.place(block.heading.subject)
    if within:
        for phrase in read_phrases(Notes(), within.text):
            find_in_phrase(finder, within, phrase, KINDS)
    find_in_cues(finder, Place("shot", scene), block.body)
    for item in block.body:
        paragraph = finder.place(Text(item.text, item.span)) if isinstance(item, Action) else None
        if paragraph:
            finder.mentions(paragraph, paragraph.text)
            finder.blockings(paragraph, paragraph.text)
