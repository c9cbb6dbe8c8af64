"""Syntax trees as nested lists that JSON can hold, and back: reading them is fast and can run nothing."""

from __future__ import annotations

from typing import Any

from filmc.base.source import Span
from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, Heading, Item, Text


def freeze(item: Item, origin: int = 0) -> list[Any]:
    """Return the item, with all below it, as nested lists; its file's name is left out, places count from `origin`."""
    where = [item.span.start - origin, item.span.end - origin]
    match item:
        case Cue(key, how, value, body, forced):
            named = [_text(key, origin), [_text(part, origin) for part in how], _maybe(value, origin)]
            return ["cue", *where, *named, [freeze(below, origin) for below in body], forced]
        case Block(head, body):
            names = [head.word, _maybe(head.label, origin), _maybe(head.subject, origin)]
            parameters = [_text(name, origin) for name in head.parameters]
            line = [head.span.start - origin, head.span.end - origin]
            return ["block", *where, [freeze(below, origin) for below in body], *names, parameters, *line]
        case Action():
            return ["action", *where, item.text, item.forced]
        case Comment():
            return ["comment", *where, item.text]
        case Blank():
            return ["blank", *where]


def thaw(row: list[Any], file: str, origin: int = 0) -> Item:
    """Return the item of `file` that `freeze` made `row` of, with `origin` as the place that it counts from."""
    tag, start, end, *rest = row
    span = Span(file, start + origin, end + origin)
    if tag == "cue":
        key, how, value, body, forced = rest
        parts = tuple([_read(part, file, origin) for part in how]) if how else ()
        below = tuple([thaw(item, file, origin) for item in body]) if body else ()
        return Cue(_read(key, file, origin), parts, value and _read(value, file, origin), below, forced, span)
    if tag == "action":
        text, forced = rest
        return Action(text, forced, span)
    if tag == "block":
        return _block(rest, span, file, origin)
    return Comment(rest[0], span) if tag == "comment" else Blank(span)


def _block(rest: list[Any], span: Span, file: str, origin: int) -> Block:
    body, word, label, subject, parameters, first, last = rest
    names = label and _read(label, file, origin), subject and _read(subject, file, origin)
    listed = tuple([_read(name, file, origin) for name in parameters])
    heading = Heading(word, *names, listed, Span(file, first + origin, last + origin))
    return Block(heading, tuple([thaw(item, file, origin) for item in body]), span)


def _text(text: Text, origin: int) -> list[Any]:
    return [text.value, text.span.start - origin, text.span.end - origin]


def _maybe(text: Text | None, origin: int) -> list[Any] | None:
    return _text(text, origin) if text is not None else None


def _read(row: list[Any], file: str, origin: int) -> Text:
    value, start, end = row
    return Text(value, Span(file, start + origin, end + origin))
