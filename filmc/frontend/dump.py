"""Prints a syntax tree as stable, indented text: for people, for snapshots, and for `filmc dump --stage ast`."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, File, Item, Text


def dump_ast(file: File) -> str:
    """Return one line for each node of `file`, indented as they nest; equal trees have equal text, spans left out."""
    return "".join(f"{line}\n" for item in file.items for line in _item(item, 0))


def _item(item: Item, depth: int) -> Iterator[str]:
    pad = "  " * depth
    match item:
        case Blank():
            yield f"{pad}blank"
        case Comment(text):
            yield f"{pad}comment {text!r}"
        case Action(text, forced):
            yield f"{pad}{'forced ' if forced else ''}action {text!r}"
        case Cue(key, how, value, _, forced):
            yield f"{pad}{'forced ' if forced else ''}cue {key.value!r}{_texts(how)}{_value(value)}"
        case Block():
            heading = item.heading
            label = f" [{heading.label.value}]" if heading.label else ""
            yield f"{pad}{heading.word}{label}{_value(heading.subject)}{_texts(heading.parameters)}"
    for below in item.body if isinstance(item, Cue | Block) else ():
        yield from _item(below, depth + 1)


def _texts(texts: tuple[Text, ...]) -> str:
    return f" ({', '.join(repr(text.value) for text in texts)})" if texts else ""


def _value(text: Text | None) -> str:
    return f" {text.value!r}" if text else ""
