"""Every path that a file of the film names: other files of the screenplay, pictures, footage, sounds, colour tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from filmc.base.diagnostic import Notes
from filmc.base.source import Source, Span
from filmc.base.world import OutsideProjectError, beside
from filmc.frontend.ast import Block, Cue, File, Item, Text
from filmc.frontend.cue_check import kind_of
from filmc.frontend.files import FILMS, FOOTAGE, GRADES, PICTURES, SOUNDS
from filmc.frontend.screenplay import Names
from filmc.frontend.traced import traced
from filmc.frontend.values import read_frame_reference, read_list

_HEARD = ("sfx", "ambience", "music")
_ENDINGS = {
    "reference": PICTURES,
    "insert": PICTURES,
    "layer": PICTURES,
    "source": (*FOOTAGE, *PICTURES),
    "grade": GRADES,
    "file": SOUNDS,
    "start": (*PICTURES, *FOOTAGE),
    "end": (*PICTURES, *FOOTAGE),
    "frame": (*PICTURES, *FOOTAGE),
    **dict.fromkeys(_HEARD, SOUNDS),
}
"""What the file may end in, by the key of the cue that names it."""


class PathAt(NamedTuple):
    """A path where it is written, the project path that it means (None: one outside it), and what may stand there."""

    span: Span
    written: str
    target: str | None
    endings: tuple[str, ...]


def paths_in(names: Names, file: File) -> Iterator[PathAt]:
    """Yield every path that `file` names, in the order of the text."""
    for block in file.blocks:
        subject = block.heading.subject
        if block.heading.word == "use" and subject:
            yield _path(subject, subject.span, FILMS)
        else:
            yield from _in_body(names, file.source, block.heading.word, block.body)


def _in_body(names: Names, source: Source, where: str, body: Iterable[Item]) -> Iterator[PathAt]:
    for item in body:
        if isinstance(item, Block):
            yield from _in_body(names, source, item.heading.word, item.body)
        kind = kind_of(names, where, item) if isinstance(item, Cue) else None
        if kind and isinstance(item, Cue):
            yield from _in_cue(source, kind.key, item) if kind.key in _ENDINGS else ()
            yield from _in_body(names, source, kind.inside, item.body)


def _in_cue(source: Source, key: str, cue: Cue) -> Iterator[PathAt]:
    value = cue.full_value()
    within = traced(source, value) if value else None
    for text in _named(key, within.text) if within else ():
        if within and text:
            yield _path(text, within.back(text.span), _ENDINGS[key])


def _named(key: str, value: Text) -> Iterable[Text]:
    if key == "reference":
        return read_list(Notes(), value)
    if key in ("start", "end", "frame"):
        reference = read_frame_reference(Notes(), value)
        return [reference.file] if reference and reference.file else []
    if key in _HEARD:
        parts = read_list(Notes(), value) if key == "ambience" else [value]
        return [part for part in parts if part.value.lower().endswith(SOUNDS)]
    return [value]


def _path(text: Text, span: Span, endings: tuple[str, ...]) -> PathAt:
    try:
        target = beside(span.file, text.value)
    except OutsideProjectError:
        target = None
    return PathAt(span, text.value, target, endings)
