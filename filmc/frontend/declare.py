"""Collects every declared name: `declare(notes, files)` → `Names`.

The author's own word takes the place of a standard one of the same name, under all its names. Within a kind a name
means one thing; characters, places and props share one space, because action text mentions them side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from filmc.base.diagnostic import Label, Notes
from filmc.base.source import Span
from filmc.frontend.ast import Block, File, Text
from filmc.frontend.cues import find_cue
from filmc.frontend.library import PREFIX
from filmc.frontend.lookalikes import skeleton
from filmc.frontend.screenplay import Declaration, Kind, Names, fold
from filmc.frontend.values import read_list

KINDS: tuple[Kind, ...] = get_args(Kind)
THINGS: tuple[Kind, ...] = ("character", "place", "prop")
"""What stays the same from shot to shot, and is mentioned by name."""

Table = dict[Kind, dict[str, Declaration]]


def declare(notes: Notes, files: Iterable[File]) -> Names:
    """Return every name that the files declare. Codes: E0302–E0305, W0306, W0307, H0308, E0309, E0310."""
    table: Table = {kind: {} for kind in KINDS}
    every = [_declaration(notes, file, block) for file in files for block in file.blocks if _declares(block)]
    for declaration in every:
        if declaration.standard:
            for name in (declaration.name, *declaration.also):
                table[declaration.kind].setdefault(fold(name.value), declaration)
    own = [declaration for declaration in every if not declaration.standard]
    kept = [declaration for declaration in own if _add(notes, table[declaration.kind], declaration)]
    for declaration in kept:
        _add_aliases(notes, table[declaration.kind], declaration)
        _check_name(notes, declaration)
    _check_things(notes, table)
    return Names(table)


def find_variant(declaration: Declaration, name: str) -> str | None:
    """Return the variant that `name` means, as its declaration spells it, or None."""
    return next((variant for variant in declaration.variants if fold(variant) == fold(name)), None)


def is_standard(file: File) -> bool:
    """Tell whether the file belongs to the standard library."""
    return file.source.file.startswith(PREFIX)


def _declares(block: Block) -> bool:
    return block.heading.word in KINDS and block.heading.subject is not None


def _declaration(notes: Notes, file: File, block: Block) -> Declaration:
    name = block.heading.subject
    assert name, "a block without a name declares nothing"
    kind = next(kind for kind in KINDS if kind == block.heading.word)
    values = [cue.full_value() for cue in block.cues if find_cue(kind, cue.key.value) is find_cue(kind, "also")]
    also = tuple(other for value in values if value for other in read_list(notes, value))
    return Declaration(kind, name, also, block, _variants(notes, block), is_standard(file))


def _variants(notes: Notes, block: Block) -> dict[str, Block]:
    variants: dict[str, tuple[Text, Block]] = {}
    for inner in block.blocks:
        name = inner.heading.subject
        if inner.heading.word != "as" or name is None:
            continue
        first = variants.setdefault(fold(name.value), (name, inner))[0]
        if first is not name:
            labels = [Label(first.span, "declared here first")]
            notes.add("E0305", name.span, f"the variant `{name.value}` is declared twice", _ONE_NAME, labels=labels)
    return {name.value: inner for name, inner in variants.values()}


_ONE_NAME = "give one of them another name"


def _add(notes: Notes, names: dict[str, Declaration], new: Declaration) -> bool:
    folded = fold(new.name.value)
    old = names.get(folded)
    if old and not old.standard:
        message = f"the {new.kind} `{new.name.value}` is declared twice"
        notes.add("E0302", new.name.span, message, _ONE_NAME, labels=[Label(old.name.span, "declared here first")])
        return False
    if old:
        _shadow(notes, new.name, old)
        names.update({name: new for name, other in names.items() if other is old})
    names[folded] = new
    return True


def _add_aliases(notes: Notes, names: dict[str, Declaration], new: Declaration) -> None:
    for alias in new.also:
        old = names.get(fold(alias.value))
        if old and not old.standard and old is not new:
            message = f"`{alias.value}` already means the {old.kind} `{old.name.value}`"
            hint = f"leave it out of the names of `{new.name.value}`"
            notes.add("E0303", alias.span, message, hint, labels=[Label(old.name.span, "declared here")])
            continue
        if old and old.standard:
            _shadow(notes, alias, old)
        names[fold(alias.value)] = new


def _shadow(notes: Notes, name: Text, old: Declaration) -> None:
    message = f"your own `{name.value}` takes the place of the standard {old.kind} `{old.name.value}`"
    notes.add("H0308", name.span, message, "choose another name to keep both")


def _check_name(notes: Notes, declaration: Declaration) -> None:
    for name in (declaration.name, *declaration.also):
        mark = next((mark for mark in ",;()，、；（）" if mark in name.value), None)
        if mark:
            message = f"a name can not hold `{mark}`: in a list it would be two"
            notes.add("E0309", name.span, message, "leave the mark out")
        if declaration.kind == "character" and find_cue("shot", name.value):
            message = f"`{name.value}:` in a shot is a cue, so this character can not speak"
            notes.add("E0310", name.span, message, f"begin the line with `@` (`@{name.value}: …`), or change the name")


def _check_things(notes: Notes, table: Table) -> None:
    meanings: dict[str, tuple[Declaration, Text]] = {}
    shapes: dict[str, tuple[Declaration, Text]] = {}
    for declaration in {id(found): found for kind in THINGS for found in table[kind].values()}.values():
        for name in (declaration.name, *declaration.also):
            other, first = meanings.setdefault(fold(name.value), (declaration, name))
            if other is not declaration and other.kind != declaration.kind:
                message = f"`{name.value}` is both a {other.kind} and a {declaration.kind}"
                _point(notes, "W0306", name.span, message, first.span)
            other, first = shapes.setdefault(skeleton(name.value), (declaration, name))
            if fold(first.value) != fold(name.value):
                message = f"`{name.value}` looks like `{first.value}` but is written with other letters"
                _point(notes, "W0307", name.span, message, first.span)


def _point(notes: Notes, code: str, at: Span, message: str, first: Span) -> None:
    notes.add(code, at, message, "give one of them another name", labels=[Label(first, "the other one")])
