"""From a name to where it is declared, and to every other place where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from filmc.base.source import Span
from filmc.frontend.screenplay import fold
from filmc.ir.occurrences import Occurrence, Role, Symbol
from filmc.tools.lsp.features.paths import path_at
from filmc.tools.lsp.script import Page, Script

_KINDS: dict[Role, types.DocumentHighlightKind] = {
    "declaration": types.DocumentHighlightKind.Write,
    "alias": types.DocumentHighlightKind.Write,
    "mention": types.DocumentHighlightKind.Text,
    "quoted": types.DocumentHighlightKind.Text,
}


def definition(page: Page, params: types.DefinitionParams) -> list[types.Location] | None:
    """Return where what is named at a position is declared: its heading; for a path, the file."""
    found = name_at(page, params.position)
    if found is None:
        return _file(page, params.position)
    home = home_of(page.script, found.symbol)
    return [page.script.location(home)] if home else None


def declaration(page: Page, params: types.DeclarationParams) -> list[types.Location] | None:
    """Return where the very name at a position is declared: another name stands after `also:`."""
    found = name_at(page, params.position)
    named = _named(page.script, found) if found else None
    if named is None:
        return definition(page, types.DefinitionParams(params.text_document, params.position))
    return [page.script.location(named)]


def references(page: Page, params: types.ReferenceParams) -> list[types.Location] | None:
    """Return every place where what is named at a position is named, in all files of the film."""
    found = name_at(page, params.position)
    if found is None:
        return None
    wanted = _shown(page.script.index.of(found.symbol), declared=params.context.include_declaration)
    places = [page.script.location(each.span) for each in wanted]
    home = home_of(page.script, found.symbol)
    if params.context.include_declaration and home and all(home != each.span for each in wanted):
        places.insert(0, page.script.location(home))
    return places


def highlights(page: Page, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight] | None:
    """Return every place in this file where what is named at a position is named."""
    found = name_at(page, params.position)
    if found is None:
        return None
    here = [each for each in page.script.index.of(found.symbol) if each.span.file == page.file]
    return [
        types.DocumentHighlight(page.script.range(each.span), _KINDS.get(each.role, types.DocumentHighlightKind.Read))
        for each in here
    ]


def name_at(page: Page, position: types.Position) -> Occurrence | None:
    """Return the name at a position, if there is one."""
    return page.script.index.at(page.file, page.offset(position))


def home_of(script: Script, symbol: Symbol) -> Span | None:
    """Return where a symbol is declared: the name in its heading, or the heading of a scene or shot without a label."""
    declared = [each.span for each in script.index.of(symbol) if each.role == "declaration"]
    if declared:
        return declared[0]
    block = next((each.block for each in script.index.labels.all if each.symbol == symbol), None)
    if block:
        return block.heading.span
    found = script.index.declaration(symbol)
    return found.name.span if found else None


def _named(script: Script, found: Occurrence) -> Span | None:
    """Return where the name that is written at an occurrence is given to what it stands for."""
    given = (each for each in script.index.of(found.symbol) if each.role in ("declaration", "alias"))
    own = next((each.span for each in given if each.spelling == found.spelling), None)
    declared = script.index.declaration(found.symbol)
    names = (declared.name, *declared.also) if declared and declared.standard else ()
    return own or next((name.span for name in names if fold(name.value) == found.spelling), None)


def _shown(found: Iterable[Occurrence], *, declared: bool) -> list[Occurrence]:
    return [each for each in found if declared or each.role not in ("declaration", "alias")]


def _file(page: Page, position: types.Position) -> list[types.Location] | None:
    path = path_at(page, page.offset(position))
    start = types.Position(0, 0)
    return [types.Location(page.script.uri(path.target), types.Range(start, start))] if path and path.target else None
