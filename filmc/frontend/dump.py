"""The syntax tree as stable text, for `filmc dump --stage ast`: one line a node, nested by indentation."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.frontend.ast import Action, Block, Comment, Cue, File, Heading, Item


def dump_file(file: File) -> str:
    """Return the tree of `file`, without places and empty lines."""
    return "".join(f"{line}\n" for item in file.items for line in _lines(item))


def _lines(item: Item) -> Iterator[str]:
    match item:
        case Comment():
            yield f"comment {item.text.strip()!r}"
        case Action():
            yield f"action{' forced' if item.forced else ''} {item.text!r}"
        case Cue():
            yield _cue(item)
            yield from _below(item.body)
        case Block():
            yield _heading(item.heading)
            yield from _below(item.body)


def _below(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        for line in _lines(item):
            yield f"  {line}"


def _cue(cue: Cue) -> str:
    how = f" ({', '.join(part.value for part in cue.how)})" if cue.how else ""
    value = f" {cue.value.value!r}" if cue.value else ""
    return f"{'dialogue' if cue.forced else 'cue'} {cue.key.value!r}{how}{value}"


def _heading(heading: Heading) -> str:
    label = f" [{heading.label.value}]" if heading.label else ""
    subject = f" {heading.subject.value!r}" if heading.subject else ""
    parameters = f" ({', '.join(name.value for name in heading.parameters)})" if heading.parameters else ""
    return f"{heading.word}{label}{subject}{parameters}"
