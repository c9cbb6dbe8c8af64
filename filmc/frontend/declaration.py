"""One declaring block → its `Declaration`: the kind, the names, the variants."""

from __future__ import annotations

from typing import get_args

from filmc.base.diagnostic import Label, Notes
from filmc.frontend.ast import Block, Item, Text
from filmc.frontend.cues import find_cue
from filmc.frontend.hints import ONE_NAME, another_name
from filmc.frontend.screenplay import Declaration, Kind, fold
from filmc.frontend.written import split_list

KINDS: tuple[Kind, ...] = get_args(Kind)
THINGS: tuple[Kind, ...] = ("character", "place", "prop")
"""What stays the same from shot to shot, and is mentioned by name."""


def declared(item: Item) -> Kind | None:
    """Return what the item declares, or None when it declares nothing."""
    if isinstance(item, Block) and item.heading.subject:
        return next((kind for kind in KINDS if kind == item.heading.word), None)
    return None


def declaration_of(notes: Notes, kind: Kind, block: Block, *, standard: bool) -> Declaration:
    """Return what `block` declares. Code: E0305."""
    name, *also = names_of(block)
    return Declaration(kind, name, tuple(also), block, _variants(notes, block), standard)


def names_of(block: Block) -> list[Text]:
    """Return the name that a block declares, then its other names."""
    assert block.heading.subject, "a block without a name declares nothing"
    return [block.heading.subject, *(name for value in other_names(block) for name in split_list(value) if name)]


def other_names(block: Block) -> list[Text]:
    """Return what a block says after `also:`, each a list of names."""
    also = find_cue(block.heading.word, "also")
    values = [cue.full_value() for cue in block.cues if find_cue(block.heading.word, cue.key.value) is also]
    return [value for value in values if value]


def _variants(notes: Notes, block: Block) -> dict[str, Block]:
    variants: dict[str, tuple[Text, Block]] = {}
    for inner in block.blocks:
        name = inner.heading.subject
        if inner.heading.word != "as" or not name:
            continue
        first = variants.setdefault(fold(name.value), (name, inner))[0]
        if first is not name:
            labels = [Label(first.span, "declared here first")]
            notes.add(
                "E0305",
                name.span,
                f"the variant `{name.value}` is declared twice",
                ONE_NAME,
                labels=labels,
                fixes=[another_name(name)],
            )
    return {name.value: inner for name, inner in variants.values()}
