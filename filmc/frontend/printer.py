"""Syntax tree → canonical text. `parse` of the result gives the same tree, and printing that the same text.

Only for a tree without errors of structure: what the parser left out can not be printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, File, Heading, Item, Text
from filmc.frontend.spacing import gap, opens_wide
from filmc.frontend.written import escape, escape_line, force_line, has_label_colon

INDENT = "    "


def format_file(file: File) -> str:
    """Return the text of `file`: four spaces a level, one blank line between blocks, line feeds, NFC."""
    return "".join(f"{line}\n" for line in _items(file.items, ""))


def _items(items: Sequence[Item], indent: str) -> Iterator[str]:
    before: Item | None = None
    for item in items:
        if before is not None and not isinstance(before, Blank) and gap(before, item):
            yield ""
        before = item
        yield from _item(item, indent)


def _item(item: Item, indent: str) -> Iterator[str]:
    match item:
        case Blank():
            yield ""
        case Comment():
            yield f"{indent}#{item.text}"
        case Action():
            yield from (indent + line for line in _action(item))
        case Cue():
            yield indent + _cue(item)
            yield from _items(item.body, indent + INDENT)
        case Block():
            yield indent + _heading(item.heading)
            if opens_wide(item):
                yield ""
            yield from _items(item.body, indent + INDENT)


def _action(action: Action) -> Iterator[str]:
    """Yield the lines of a paragraph; each is marked or escaped where it would be read as something else."""
    first, *rest = action.text.split("\n")
    if action.forced:
        yield f"!{escape(first)}"
        yield from map(force_line, rest)
    else:
        yield from map(escape_line, (first, *rest))


def _cue(cue: Cue) -> str:
    how = f" ({_list(cue.how)})" if cue.how else ""
    value = f" {escape(cue.value.value)}" if cue.value else ""
    return f"{'@' if cue.forced else ''}{cue.key.value}{how}:{value}"


def _heading(heading: Heading) -> str:
    subject = escape(heading.subject.value) if heading.subject else ""
    parameters = f" ({_list(heading.parameters)})" if heading.parameters else ""
    if heading.word not in ("scene", "shot"):
        if subject.endswith((":", "：")):
            subject = f"{subject[:-1]}\\{subject[-1]}"
        return f"{heading.word} {subject}{parameters}".rstrip()
    label = f" {heading.label.value}:" if heading.label else ":" if has_label_colon(subject) else ""
    return f"{heading.word}{label} {subject}".rstrip()


def _list(texts: tuple[Text, ...]) -> str:
    return ", ".join(escape(text.value) for text in texts)
