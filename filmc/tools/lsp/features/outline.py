"""The outline of a file: act ▸ scene ▸ shot ▸ line, with how long each is; and every name that is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from lsprotocol import types

from filmc.base.source import Span
from filmc.frontend.ast import Block, Cue, Item
from filmc.frontend.cue_check import kind_of
from filmc.frontend.cues import LINE, find_cue
from filmc.frontend.declaration import other_names
from filmc.frontend.screenplay import fold
from filmc.frontend.written import split_list
from filmc.tools.lsp.script import Page, Script

_KINDS: dict[str, types.SymbolKind] = {
    "act": types.SymbolKind.Module,
    "scene": types.SymbolKind.Namespace,
    "shot": types.SymbolKind.Method,
    "film": types.SymbolKind.File,
    "cover": types.SymbolKind.File,
    "credits": types.SymbolKind.File,
    "use": types.SymbolKind.Package,
    "character": types.SymbolKind.Class,
    "place": types.SymbolKind.Interface,
    "prop": types.SymbolKind.Object,
    "as": types.SymbolKind.EnumMember,
    "look": types.SymbolKind.Struct,
    "theme": types.SymbolKind.Event,
    "sound": types.SymbolKind.Event,
}
"""What a block is shown as; a word of film is a constant."""
_LONGEST = 60


def outline(page: Page, _params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """Return the blocks of a file as a tree: acts hold their scenes, scenes their shots, shots their lines."""
    lengths = _lengths(page.script)
    listed: list[types.DocumentSymbol] = []
    act: types.DocumentSymbol | None = None
    for block in page.tree.blocks:
        symbol = _symbol(page, lengths, block)
        if block.heading.word == "act":
            act = symbol
        elif act and block.heading.word == "scene":
            act.children = [*(act.children or ()), symbol]
            act.range = types.Range(act.range.start, symbol.range.end)
            continue
        listed.append(symbol)
    return listed


def everywhere(scripts: list[Script], params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    """Return the acts, scenes, shots and declarations of every film that fit a query: its letters, in their order.

    What is declared is found by each of its names, and called by the first.
    """
    wanted = fold(params.query)
    pages = {page.uri: page for script in scripts for page in script.pages()}
    return [
        _information(page, block, within)
        for page in pages.values()
        for block, within in _blocks(page)
        if any(_fits(wanted, fold(name)) for name in _called(block))
    ]


def _blocks(page: Page) -> Iterator[tuple[Block, str | None]]:
    """Yield every block that has a name, with what it is called in which it stands."""
    for block in page.tree.blocks:
        yield block, None
        yield from ((below, title(block)) for below in block.blocks if below.heading.word in ("shot", "as"))


def _called(block: Block) -> Iterator[str]:
    yield title(block)
    if find_cue(block.heading.word, "also"):
        yield from (name.value for value in other_names(block) for name in split_list(value) if name)


def _information(page: Page, block: Block, within: str | None) -> types.SymbolInformation:
    place = types.Location(page.uri, page.script.range(block.heading.span))
    return types.SymbolInformation(place, title(block), kind_of_block(block), container_name=within)


def _fits(wanted: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in wanted)


def title(block: Block) -> str:
    """Return what a block is called: its label, else what its heading says, else its heading word."""
    heading = block.heading
    named = heading.label or heading.subject
    words = " ".join(named.value.split()) if named else ""
    return _brief(words) or heading.word


def kind_of_block(block: Block) -> types.SymbolKind:
    """Return what a block is shown as."""
    return _KINDS.get(block.heading.word, types.SymbolKind.Constant)


def seconds(script: Script, frames: int) -> str:
    """Return a length in words: `4.5s`, `1:02.0`."""
    length = float(Fraction(frames) / script.checked.film.settings.rate)
    return f"{int(length // 60)}:{length % 60:04.1f}" if length >= 60 else f"{length:.1f}s"


def _symbol(page: Page, lengths: dict[Span, int], block: Block) -> types.DocumentSymbol:
    heading = block.heading
    named = heading.label or heading.subject
    return types.DocumentSymbol(
        name=title(block),
        kind=kind_of_block(block),
        range=page.script.range(block.span),
        selection_range=page.script.range(named.span if named else heading.span),
        detail=_detail(page.script, lengths, block),
        children=list(_children(page, lengths, block.heading.word, block.body)) or None,
    )


def _children(page: Page, lengths: dict[Span, int], where: str, body: Iterable[Item]) -> Iterator[types.DocumentSymbol]:
    names = page.script.checked.screenplay.names
    for item in body:
        if isinstance(item, Block):
            yield _symbol(page, lengths, item)
        elif isinstance(item, Cue) and where == "shot" and kind_of(names, where, item) is LINE:
            yield _line(page, item)


def _line(page: Page, cue: Cue) -> types.DocumentSymbol:
    words = cue.full_value()
    said = _brief(" ".join(words.value.split())) if words else ""
    place, name = page.script.range(cue.span), page.script.range(cue.key.span)
    return types.DocumentSymbol(cue.key.value, types.SymbolKind.String, place, name, detail=said)


def _detail(script: Script, lengths: dict[Span, int], block: Block) -> str | None:
    """Return how long it is, and for a scene or a shot with a label what the heading says besides."""
    heading = block.heading
    frames = lengths.get(heading.span)
    said = _brief(" ".join(heading.subject.value.split())) if heading.label and heading.subject else ""
    parts = [seconds(script, frames) if frames is not None else "", said]
    return " · ".join(part for part in parts if part) or (None if heading.word in _KINDS else heading.word)


def _lengths(script: Script) -> dict[Span, int]:
    """Return the frames of every scene and shot by the span of its heading; of an act, of all its scenes."""
    film = script.checked.film
    lengths = {scene.span: scene.film_range.length for scene in film.scenes}
    lengths |= {shot.span: shot.frames for shot in film.shots}
    act: Span | None = None
    for item in script.checked.screenplay.story:
        if isinstance(item, Block) and item.heading.word == "act":
            act = item.heading.span
            lengths[act] = 0
        elif isinstance(item, Block) and act:
            lengths[act] += lengths.get(item.heading.span, 0)
    return lengths


def _brief(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
