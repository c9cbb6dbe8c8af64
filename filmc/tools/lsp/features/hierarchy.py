"""What uses a character, a place, a prop, a look, a word of film or a shot; and what a shot or a declaration uses.

Editors know it as the call hierarchy: a shot "calls" whom and what it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lsprotocol import types

from filmc.base.source import Span
from filmc.frontend.ast import Block
from filmc.frontend.declaration import declared
from filmc.frontend.declare import find_variant
from filmc.ir.occurrences import Occurrence, Symbol
from filmc.tools.lsp.features.navigation import home_of, name_at
from filmc.tools.lsp.features.outline import kind_of_block, title
from filmc.tools.lsp.features.selection import path_to
from filmc.tools.lsp.script import Page, Script

_DECLARED = ("declaration", "alias")


def roots(page: Page, params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
    """Return what is named at a position, else the shot, scene or declaration in whose heading it is."""
    found = name_at(page, params.position)
    if found:
        item = _item(page.script, found.symbol)
        return [item] if item else None
    offset = page.offset(params.position)
    blocks = [item for item in path_to(page, offset) if isinstance(item, Block)]
    if not blocks or offset > blocks[-1].heading.span.end:
        return None
    return [_of_block(page.script, blocks[-1])]


def incoming(
    scripts: list[Script], params: types.CallHierarchyIncomingCallsParams
) -> list[types.CallHierarchyIncomingCall] | None:
    """Return every shot, scene, declaration or other block that names what the item stands for."""
    script, symbol = _asked(scripts, params.item)
    if script is None or symbol is None:
        return None
    users: dict[Span, tuple[Block, list[Span]]] = {}
    for each in script.index.of(symbol):
        block = None if each.role in _DECLARED else _user(script, each.span)
        if block:
            users.setdefault(block.heading.span, (block, []))[1].append(each.span)
    return [
        types.CallHierarchyIncomingCall(_of_block(script, block), [script.range(span) for span in spans])
        for block, spans in users.values()
    ]


def outgoing(
    scripts: list[Script], params: types.CallHierarchyOutgoingCallsParams
) -> list[types.CallHierarchyOutgoingCall] | None:
    """Return everything that the item's own block names."""
    script, symbol = _asked(scripts, params.item)
    if script is None or symbol is None:
        return None
    block = _block(script, symbol)
    used: dict[Symbol, list[Span]] = {}
    for each in _named_in(script, block) if block else ():
        if each.symbol != symbol:
            used.setdefault(each.symbol, []).append(each.span)
    items = ((_item(script, other), spans) for other, spans in used.items())
    return [
        types.CallHierarchyOutgoingCall(item, [script.range(span) for span in spans]) for item, spans in items if item
    ]


def _asked(scripts: Iterable[Script], item: types.CallHierarchyItem) -> tuple[Script | None, Symbol | None]:
    """Return the film that an item is of, and what it stands for; None for what is none of ours."""
    data: Any = item.data if isinstance(item.data, dict) else {}
    named = data.get("symbol")
    script = next((script for script in scripts if script.uri(script.main) == data.get("film")), None)
    known = isinstance(named, list) and len(named) == len(Symbol._fields) and all(isinstance(e, str) for e in named)
    return script, Symbol(*named) if known else None


def _named_in(script: Script, block: Block) -> Iterator[Occurrence]:
    for each in script.index.in_file(block.span.file):
        if block.span.start <= each.span.start and each.span.end <= block.span.end and each.role not in _DECLARED:
            yield each


def _user(script: Script, span: Span) -> Block | None:
    """Return the innermost shot, scene or other block in which something is named; a variant is part of its whole."""
    blocks = [item for item in path_to(script.page(span.file), span.start) if isinstance(item, Block)]
    return next((block for block in reversed(blocks) if block.heading.word != "as"), None)


def _block(script: Script, symbol: Symbol) -> Block | None:
    labelled = next((each.block for each in script.index.labels.all if each.symbol == symbol), None)
    found = script.index.declaration(symbol)
    if labelled or found is None:
        return labelled
    inner = find_variant(found, symbol.name) if symbol.kind == "variant" else None
    return found.variants[inner] if inner else found.block


def _item(script: Script, symbol: Symbol) -> types.CallHierarchyItem | None:
    block, home = _block(script, symbol), home_of(script, symbol)
    if block is None or home is None:
        return None
    return _made(script, symbol, block, home)


def _of_block(script: Script, block: Block) -> types.CallHierarchyItem:
    symbol = _symbol(script, block)
    named = block.heading.label or block.heading.subject
    return _made(script, symbol, block, named.span if named else block.heading.span)


def _symbol(script: Script, block: Block) -> Symbol | None:
    """Return what a block is known as; None for one that nothing can name, as `film`."""
    labels, heading = script.index.labels.all, block.heading.span
    labelled = next((each.symbol for each in labels if each.block.heading.span == heading), None)
    kind = declared(block)
    found = script.index.names.find(kind, block.heading.subject.value) if kind and block.heading.subject else None
    return labelled or (Symbol.of(found) if found else None)


def _made(script: Script, symbol: Symbol | None, block: Block, name: Span) -> types.CallHierarchyItem:
    return types.CallHierarchyItem(
        name=title(block),
        kind=kind_of_block(block),
        uri=script.uri(block.span.file),
        range=script.range(block.span),
        selection_range=script.range(name),
        detail=block.heading.word,
        data={"film": script.uri(script.main), "symbol": list(symbol) if symbol else None},
    )
