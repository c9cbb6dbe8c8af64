"""Collects every declared name: `declare(notes, files)` → `Names`.

The author's own word takes the place of a standard one of the same name, under all its names. Within a kind a name
means one thing; characters, places and props share one space, because action text mentions them side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from filmc.base.diagnostic import Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.record import replace
from filmc.base.source import Span
from filmc.frontend.ast import Block, File, Text
from filmc.frontend.cues import find_cue
from filmc.frontend.declaration import KINDS, THINGS, declaration_of, declared, names_of
from filmc.frontend.hints import ONE_NAME, another_name, renames
from filmc.frontend.library import LibraryFile, library
from filmc.frontend.lookalikes import skeleton
from filmc.frontend.screenplay import Declaration, Kind, Names, fold

Offers = Mapping[str, tuple[LibraryFile, int]]
"""Folded name → the library file that declares it, and by which item."""


class Shelf(Mapping[str, Declaration]):
    """The words of one kind by folded name: standard ones, read when asked for, and the author's `own` before them."""

    def __init__(self, standard: Offers) -> None:
        self.own: dict[str, Declaration] = {}
        self._standard = standard

    def __getitem__(self, name: str) -> Declaration:
        return self.own[name] if name in self.own else self._read(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return what `name` means, or `default`: most words that are looked up mean nothing, and a fault is slow."""
        if name in self.own:
            return self.own[name]
        return self._read(name) if name in self._standard else default

    def __iter__(self) -> Iterator[str]:
        yield from (name for name in self._standard if name not in self.own)
        yield from self.own

    def __len__(self) -> int:
        return len(self._standard.keys() | self.own.keys())

    def _read(self, name: str) -> Declaration:
        file, at = self._standard[name]
        return file.declaration(at)


def declare(notes: Notes, files: Iterable[File], memo: Memo = ONCE) -> Names:
    """Return every name that the files declare. Codes: E0302, E0303, E0305, W0306, W0307, H0308, E0309, W0310."""
    parts: list[LibraryFile | Declaration] = []
    for file in files:
        if isinstance(file, LibraryFile):
            parts.append(file)
        else:
            parts += [memo.recall(notes, _declaration, block) for block in file.blocks if declared(block)]
    names = memo.recall(notes, _names, *parts)
    alike = memo.first((Names, names.spelling), names)
    return names if alike is names else memo.recall(notes, _with_alike, names, alike)


def _declaration(notes: Notes, block: Block) -> Declaration:
    kind = declared(block)
    assert kind
    return declaration_of(notes, kind, block, standard=False)


def _names(notes: Notes, *parts: LibraryFile | Declaration) -> Names:
    """Return what is declared by files of the library, which are read when they are asked, and by the author."""
    files = tuple(part for part in parts if isinstance(part, LibraryFile))
    standard = _shipped() if files == library() else _offers(files)
    table = {kind: Shelf(standard[kind]) for kind in KINDS}
    own = [part for part in parts if isinstance(part, Declaration)]
    kept = tuple(new for new in own if _add(notes, table[new.kind], new))
    for declaration in kept:
        _add_aliases(notes, table[declaration.kind], declaration)
        _check_name(notes, declaration)
    _check_things(notes, kept)
    return Names(table, kept, tuple([_spelling(declaration) for declaration in kept]))


def _with_alike(_notes: Notes, names: Names, alike: Names) -> Names:
    return replace(names, alike=alike)


def _spelling(declaration: Declaration) -> object:
    variants = [(name, *[other.value for other in names_of(block)]) for name, block in declaration.variants.items()]
    parameters = [name.value for name in declaration.block.heading.parameters]
    also = [name.value for name in declaration.also]
    return declaration.kind, declaration.name.value, tuple(also), tuple(variants), tuple(parameters)


def find_variant(declaration: Declaration, name: str) -> str | None:
    """Return the variant that `name` means (or its `also:`), as its heading spells it, or None."""
    for variant, block in declaration.variants.items():
        if any(fold(spelling.value) == fold(name) for spelling in names_of(block)):
            return variant
    return None


@cache
def _shipped() -> Mapping[Kind, Offers]:
    """Return what the library declares: some thousand names, the same in each film."""
    return _offers(library())


def _offers(files: Iterable[LibraryFile]) -> Mapping[Kind, Offers]:
    """Return what files of the library declare, by kind; of two that declare a name, the first one counts."""
    found: dict[Kind, dict[str, tuple[LibraryFile, int]]] = {kind: {} for kind in KINDS}
    for file in files:
        for kind, names, at in file.declares():
            for name in names:
                found[kind].setdefault(name, (file, at))
    return found


def _add(notes: Notes, names: Shelf, new: Declaration) -> bool:
    folded = fold(new.name.value)
    old = names.get(folded)
    if old and not old.standard:
        message = f"the {new.kind} `{new.name.value}` is declared twice"
        labels = [Label(old.name.span, "declared here first")]
        notes.add("E0302", new.name.span, message, ONE_NAME, labels=labels, fixes=[another_name(new.name)])
        return False
    if old:
        _shadow(notes, new.name, old)
        for name in (old.name, *old.also):
            names.own.setdefault(fold(name.value), new)
    names.own[folded] = new
    return True


def _add_aliases(notes: Notes, names: Shelf, new: Declaration) -> None:
    for alias in new.also:
        old = names.get(fold(alias.value))
        if old and not old.standard and old is not new:
            message = f"`{alias.value}` already means the {old.kind} `{old.name.value}`"
            hint = f"leave it out of the names of `{new.name.value}`"
            labels = [Label(old.name.span, "declared here")]
            notes.add("E0303", alias.span, message, hint, labels=labels, fixes=[another_name(alias)])
            continue
        if old and old.standard:
            _shadow(notes, alias, old)
        names.own[fold(alias.value)] = new


def _shadow(notes: Notes, name: Text, old: Declaration) -> None:
    message = f"your own `{name.value}` takes the place of the standard {old.kind} `{old.name.value}`"
    notes.add("H0308", name.span, message, "choose another name to keep both")


_MARKS = ",;()，、；（）"
_BLANKS = str.maketrans(dict.fromkeys(_MARKS, " "))


def _check_name(notes: Notes, declaration: Declaration) -> None:
    for name in (declaration.name, *declaration.also):
        mark = next((mark for mark in _MARKS if mark in name.value), None)
        if mark:
            message = f"a name can not hold `{mark}`: in a list it would be two"
            plain = " ".join(name.value.translate(_BLANKS).split())
            told = re.split("[:：]", name.value, maxsplit=1)
            if len(told) > 1:
                hint = f"what it looks like stands below its name: `appearance: {told[1].strip()}`"
                notes.add("E0309", name.span, message, hint)
            else:
                notes.add("E0309", name.span, message, "leave the mark out", fixes=renames(name.span, [plain]))
        if declaration.kind == "character" and find_cue("shot", name.value):
            message = f"`{name.value}:` is a cue, so each line of this character must begin with `@`"
            notes.add("W0310", name.span, message, f"change the name, or write `@{name.value}: …`")


def _check_things(notes: Notes, own: Iterable[Declaration]) -> None:
    meanings: dict[str, tuple[Declaration, Text]] = {}
    shapes: dict[str, tuple[Declaration, Text]] = {}
    for declaration in own:
        if declaration.kind not in THINGS:
            continue
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
    notes.add(code, at, message, ONE_NAME, labels=[Label(first, "the other one")])
