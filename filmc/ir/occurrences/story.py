"""Names in what tells the film: the blocks that stand once, scenes and shots."""

from __future__ import annotations

from functools import partial

from filmc.base.diagnostic import Notes
from filmc.frontend.ast import Action, Block, Cue, File, Text
from filmc.frontend.screenplay import Screenplay
from filmc.frontend.values import read_phrases, read_slugline
from filmc.ir.build.heading import KINDS
from filmc.ir.occurrences.cues import Place, find_in_cues, find_in_phrase, find_place
from filmc.ir.occurrences.finder import Finder

_ONCE = ("film", "cover")


def find_film(finder: Finder, file: File) -> None:
    """Note the names in the blocks of a file that are about the whole film."""
    for block in file.blocks:
        if block.heading.word in _ONCE:
            find_in_cues(finder, Place(block.heading.word), block.body)


def find_story(finder: Finder, screenplay: Screenplay) -> None:
    """Note the names in scenes, shots, and the transitions between them."""
    find_in_cues(finder, Place("top"), [item for item in screenplay.story if isinstance(item, Cue)])
    scene = ""
    for symbol, block, _ in finder.labels.all:
        label = block.heading.label
        if label:
            finder.note_whole(label, symbol, "declaration")
        if symbol.kind == "scene":
            scene = symbol.name
            _scene(finder, block, scene)
        else:
            finder.recall(scene, block.span, partial(_shot, finder, block, scene))


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
