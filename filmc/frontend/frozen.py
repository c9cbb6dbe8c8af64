"""Syntax trees as nested lists that JSON can hold, and back: reading them is fast and can run nothing."""

from __future__ import annotations

from typing import Any

from filmc.base.source import Span
from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, Heading, Item, Text


def freeze(item: Item) -> list[Any]:
    """Return the item, with all below it, as nested lists; its file's name is left out."""
    where = [item.span.start, item.span.end]
    match item:
        case Cue():
            how = [_text(how) for how in item.how]
            return ["cue", *where, _text(item.key), how, _maybe(item.value), [*map(freeze, item.body)], item.forced]
        case Block(heading=head):
            named = [head.word, _maybe(head.label), _maybe(head.subject), [_text(name) for name in head.parameters]]
            return ["block", *where, [*map(freeze, item.body)], *named, head.span.start, head.span.end]
        case Action():
            return ["action", *where, item.text, item.forced]
        case Comment():
            return ["comment", *where, item.text]
        case Blank():
            return ["blank", *where]


def thaw(row: list[Any], file: str) -> Item:
    """Return the item of `file` that `freeze` made `row` of."""
    tag, start, end, *rest = row
    span = Span(file, start, end)
    match tag:
        case "cue":
            key, how, value, body, forced = rest
            return Cue(_read(key, file), _all(how, file), _perhaps(value, file), _body(body, file), forced, span)
        case "block":
            body, word, label, subject, parameters, first, last = rest
            names = _perhaps(label, file), _perhaps(subject, file), _all(parameters, file)
            return Block(Heading(word, *names, Span(file, first, last)), _body(body, file), span)
        case "action":
            text, forced = rest
            return Action(text, forced, span)
        case "comment":
            return Comment(rest[0], span)
        case _:
            return Blank(span)


def _text(text: Text) -> list[Any]:
    return [text.value, text.span.start, text.span.end]


def _maybe(text: Text | None) -> list[Any] | None:
    return _text(text) if text else None


def _read(row: list[Any], file: str) -> Text:
    value, start, end = row
    return Text(value, Span(file, start, end))


def _perhaps(row: list[Any] | None, file: str) -> Text | None:
    return _read(row, file) if row else None


def _all(rows: list[Any], file: str) -> tuple[Text, ...]:
    return tuple([_read(row, file) for row in rows])


def _body(rows: list[Any], file: str) -> tuple[Item, ...]:
    return tuple([thaw(row, file) for row in rows])
