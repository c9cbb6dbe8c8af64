"""Syntax trees whose places count from anchors → the same trees at their places in the text."""

from __future__ import annotations

from filmc.base.anchors import Places
from filmc.frontend.ast import Action, AnchoredFile, Blank, Block, Comment, Cue, File, Heading, Item, Text


def placed(file: File) -> File:
    """Return the file with every span in its text; one that counts from no anchors is that already."""
    if not isinstance(file, AnchoredFile):
        return file
    return File(file.source, tuple([placed_item(item, file.places) for item in file.items]))


def placed_item(item: Item, places: Places) -> Item:
    """Return the item, with all below it, where `places` says that it is."""
    span = places.span(item.span)
    match item:
        case Cue(key, how, value, body, forced):
            parts = tuple([_text(part, places) for part in how]) if how else ()
            below = tuple([placed_item(each, places) for each in body]) if body else ()
            return Cue(_text(key, places), parts, _maybe(value, places), below, forced, span)
        case Block(heading, body):
            return Block(_heading(heading, places), tuple([placed_item(each, places) for each in body]), span)
        case Action(text, forced):
            return Action(text, forced, span)
        case Comment(text):
            return Comment(text, span)
    return Blank(span)


def _heading(heading: Heading, places: Places) -> Heading:
    label, subject = heading.label, heading.subject
    return Heading(
        heading.word,
        _maybe(label, places),
        _maybe(subject, places),
        tuple([_text(name, places) for name in heading.parameters]),
        places.span(heading.span),
    )


def _text(text: Text, places: Places) -> Text:
    return Text(text.value, places.span(text.span))


def _maybe(text: Text | None, places: Places) -> Text | None:
    return None if text is None else _text(text, places)
