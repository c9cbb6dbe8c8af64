"""The standard library's own .film files, parsed once and remembered: `library()` → their syntax trees.

On disk they are kept as JSON of nested lists (it can be read fast, and reading it can run nothing); the entry counts
only while library, grammar and the code of the frontend are what they were.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from filmc.base.assets import asset
from filmc.base.cache import recall, remember
from filmc.base.diagnostic import Notes
from filmc.base.digest import digest
from filmc.base.source import Source, Span
from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, File, Heading, Item, Text

PREFIX = "stdlib:"
"""Begins the name of each file of the standard library."""

_NAME = "stdlib.json"


@cache
def library() -> tuple[File, ...]:
    """Return every file of the standard library, by name; from memory where possible."""
    sources = [_source(path) for path in sorted(asset("stdlib").glob("*.film"))]
    key = digest([[source.file, source.text] for source in sources] + _makers())
    remembered = recall(_NAME, key)
    if remembered is not None:
        return tuple(File(source, thaw(items, source.file)) for source, items in zip(sources, json.loads(remembered)))
    files = parse_library(sources)
    remember(_NAME, key, json.dumps([freeze(file.items) for file in files], ensure_ascii=False).encode())
    return files


def parse_library(sources: list[Source]) -> tuple[File, ...]:
    """Return the sources parsed; a test holds them free of faults."""
    from filmc.frontend.parse import parse  # noqa: PLC0415  -- the parser takes longer to load than the library

    notes = Notes()
    return tuple(parse(notes, source) for source in sources)


def freeze(items: tuple[Item, ...]) -> list[Any]:
    """Return the items as nested lists that JSON can hold."""
    return [_frozen(item) for item in items]


def thaw(rows: list[Any], file: str) -> tuple[Item, ...]:
    """Return the items that `freeze` made of `file`'s."""
    return tuple([_thawed(row, file) for row in rows])


def _source(path: Path) -> Source:
    return Source(f"{PREFIX}{path.name}", path.read_text("utf-8"))


def _makers() -> list[list[str]]:
    makers = [asset("grammar") / "film.lark", *sorted(Path(__file__).parent.glob("*.py"))]
    return [[path.name, path.read_text("utf-8")] for path in makers if path.is_file()]


def _frozen(item: Item) -> list[Any]:
    where = [item.span.start, item.span.end]
    match item:
        case Cue():
            value = item.value and _text(item.value)
            return ["cue", *where, _text(item.key), [*map(_text, item.how)], value, freeze(item.body), item.forced]
        case Block(heading=head):
            names = [head.label and _text(head.label), head.subject and _text(head.subject)]
            more = [head.word, *names, [*map(_text, head.parameters)], head.span.start, head.span.end]
            return ["block", *where, freeze(item.body), *more]
        case Action():
            return ["action", *where, item.text, item.forced]
        case Comment():
            return ["comment", *where, item.text]
        case Blank():
            return ["blank", *where]


def _text(text: Text) -> list[Any]:
    return [text.value, text.span.start, text.span.end]


def _thawed(row: list[Any], file: str) -> Item:
    tag, start, end, *rest = row
    span = Span(file, start, end)
    match tag:
        case "cue":
            key, how, value, body, forced = rest
            read = _read(value, file) if value else None
            return Cue(_read(key, file), tuple([_read(t, file) for t in how]), read, thaw(body, file), forced, span)
        case "block":
            body, word, label, subject, parameters, first, last = rest
            names = [_read(text, file) if text else None for text in (label, subject)]
            head = Heading(word, *names, tuple([_read(t, file) for t in parameters]), Span(file, first, last))
            return Block(head, thaw(body, file), span)
        case "action":
            return Action(*rest, span)
        case "comment":
            return Comment(*rest, span)
        case _:
            return Blank(span)


def _read(row: list[Any], file: str) -> Text:
    value, start, end = row
    return Text(value, Span(file, start, end))
