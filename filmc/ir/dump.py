"""Prints a film as stable, indented text: for people, for snapshots, and for `filmc dump --stage film`.

What has its default value is left out. In place of each word of vocabulary stands its name; what the words used mean
stands once, at the end. Spans are no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from filmc.frontend.value import Length, Money
from filmc.ir.film import Film
from filmc.ir.frames import FrameRange
from filmc.ir.node import Node
from filmc.ir.vocabulary import Word

_Words = dict[tuple[str, str], Word]


def dump_film(film: Film) -> str:
    """Return `film` as text; equal films have equal text."""
    words: _Words = {}
    lines = ["film", *_fields(film, 1, words)]
    lines += ["words"] if words else []
    for (kind, name), word in sorted(words.items()):
        lines += [f"  {kind.lower()} {name}", *_fields(word, 2, {}, but=("name",))]
    return "\n".join(lines) + "\n"


def _fields(node: Node, depth: int, words: _Words, but: tuple[str, ...] = ()) -> Iterator[str]:
    for name, field in type(node).model_fields.items():
        value = getattr(node, name)
        if field.exclude or name in but or (not field.is_required() and value == field.default):
            continue
        yield from _entry(name.rstrip("_"), value, depth, words)


def _entry(name: str, value: Any, depth: int, words: _Words) -> Iterator[str]:
    """Yield `name: value`, or the name with what is under it indented."""
    pad = "  " * depth
    plain = _plain(value, words)
    if plain is not None:
        yield f"{pad}{name}: {plain}"
    elif isinstance(value, Node):
        yield f"{pad}{name}"
        yield from _fields(value, depth + 1, words)
    elif isinstance(value, dict):
        yield f"{pad}{name}"
        for key, item in value.items():
            yield from _entry(str(key), item, depth + 1, words)
    else:
        yield f"{pad}{name}"
        for item in value:
            yield from _item(item, depth + 1, words)


def _item(value: Any, depth: int, words: _Words) -> Iterator[str]:
    pad = "  " * depth
    plain = _plain(value, words)
    if plain is not None:
        yield f"{pad}- {plain}"
        return
    below = list(_fields(value, depth + 1, words))
    yield f"{pad}- {below[0].lstrip()}" if below else f"{pad}-"
    yield from below[1:]


def _plain(value: Any, words: _Words) -> str | None:
    """Return what fits on one line, None for what has parts."""
    if isinstance(value, Word):
        words[type(value).__name__, value.name] = value
        return value.name
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, FrameRange | Length | Money):
        return _told(value)
    if isinstance(value, tuple):
        parts = None if any(isinstance(item, dict) for item in value) else [_plain(item, words) for item in value]
        return None if parts is None or None in parts else f"({', '.join(part for part in parts if part is not None)})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if isinstance(value, Node | dict) else str(value)


def _told(value: FrameRange | Length | Money) -> str:
    match value:
        case FrameRange(start, end):
            return f"{start}..{end}"
        case Length(amount, unit):
            return f"{amount * 100}%" if unit == "%" else f"{amount}px"
        case Money(micros, currency):
            return f"{Fraction(micros, 1_000_000)} {currency}"


def _quoted(text: str) -> str:
    r"""Return text on one line: `\n` for a line feed, quotes around what is empty or would lose its edge."""
    shown = text.replace("\\", "\\\\").replace("\n", "\\n")
    return f'"{shown}"' if not shown or shown != shown.strip() else shown
