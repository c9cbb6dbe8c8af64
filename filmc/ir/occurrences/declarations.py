"""Names where they are declared, and what declarations name themselves."""

from __future__ import annotations

from filmc.base.diagnostic import Notes
from filmc.frontend.ast import Block
from filmc.frontend.declaration import declaration_of, declared, other_names
from filmc.frontend.screenplay import Declaration
from filmc.frontend.written import split_list
from filmc.ir.occurrences.cues import Place, find_in_cues
from filmc.ir.occurrences.finder import Finder
from filmc.ir.occurrences.symbol import Symbol


def find_declared(finder: Finder, block: Block) -> None:
    """Note every name that a block declares, if it does, and those in its cues."""
    kind = declared(block)
    if kind:
        found = declaration_of(Notes(), kind, block, standard=False)
        _names(finder, block, Symbol.of(finder.names.find(kind, found.name.value) or found))
        _inside(finder, found)


def _inside(finder: Finder, found: Declaration) -> None:
    symbol = Symbol.of(found)
    for name in found.block.heading.parameters:
        finder.note_whole(name, symbol.part("parameter", name.value), "declaration")
    find_in_cues(finder, Place(found.kind, owner=found), found.block.body)
    for block in found.block.blocks:
        if block.heading.word == "as":
            if block.heading.subject:
                _names(finder, block, symbol.part("variant", block.heading.subject.value))
            find_in_cues(finder, Place("as", owner=found), block.body)


def _names(finder: Finder, block: Block, symbol: Symbol) -> None:
    """Note the name in a heading, and those after `also:`."""
    if block.heading.subject:
        finder.note_whole(block.heading.subject, symbol, "declaration")
    for value in other_names(block):
        within = finder.place(value)
        if within:
            for name in split_list(within.text):
                finder.note(within, name, symbol, "alias")
