"""The outline of a file: act ▸ scene ▸ shot ▸ line, with how long each is; and every name that is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from lsprotocol import types

from filmc.base.source import Source, Span
from filmc.frontend.ast import Block, Cue, Item
from filmc.frontend.cue_check import kind_of
from filmc.frontend.cues import LINE, find_cue
from filmc.frontend.declaration import other_names
from filmc.frontend.passages import Passage, Stand
from filmc.frontend.screenplay import Names, fold
from filmc.frontend.written import split_list
from filmc.tools.lsp.positions import Encoding, range_of
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
_MEMO = "outline"


class _Entry(NamedTuple):
    """A symbol in its passage, as it is whatever the film's lengths and wherever the passage stands."""

    name: str
    kind: types.SymbolKind
    place: types.Range
    named: types.Range
    said: str
    """What its heading says besides, or the words of a line."""
    word: str
    """What it is told to be where there is nothing else to say of it."""
    start: int
    """The offset of its heading; -1 for a line, which has no length of its own."""
    below: list[_Entry]


class _Listed(NamedTuple):
    """What a passage was found to hold, by these names and in this unit of columns."""

    spelt: Names
    encoding: Encoding
    entries: list[_Entry]


def outline(page: Page, _params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    """Return the blocks of a file as a tree: acts hold their scenes, scenes their shots, shots their lines."""
    lengths = _lengths(page.script, page.file)
    listed: list[types.DocumentSymbol] = []
    act: types.DocumentSymbol | None = None
    for stand in page.passages:
        for entry in entries(page, stand.passage):
            symbol = _symbol(page, lengths, stand, entry)
            if entry.kind is _KINDS["act"]:
                act = symbol
            elif act and entry.kind is _KINDS["scene"]:
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
    length = float(Fraction(frames) / script.film.settings.rate)
    return f"{int(length // 60)}:{length % 60:04.1f}" if length >= 60 else f"{length:.1f}s"


def entries(page: Page, passage: Passage) -> list[_Entry]:
    """Return what a passage holds: as it was found before, while names mean the same."""
    spelt, encoding = page.script.names.spelt, page.script.encoding
    known: _Listed | None = passage.memo.get(_MEMO)
    if known is None or known.spelt is not spelt or known.encoding != encoding:
        blocks = [passage.item] if isinstance(passage.item, Block) else []
        reader = _Reader(spelt, passage.source, encoding)
        known = passage.memo[_MEMO] = _Listed(spelt, encoding, [reader.block(block) for block in blocks])
    return known.entries


class _Reader(NamedTuple):
    """Reads the entries of a passage."""

    names: Names
    source: Source
    encoding: Encoding

    def block(self, block: Block) -> _Entry:
        """Return the entry of a block, with all below it."""
        heading = block.heading
        named = heading.label or heading.subject
        said = _brief(" ".join(heading.subject.value.split())) if heading.label and heading.subject else ""
        return _Entry(
            name=title(block),
            kind=kind_of_block(block),
            place=self._range(block.span),
            named=self._range(named.span if named else heading.span),
            said=said,
            word="" if heading.word in _KINDS else heading.word,
            start=heading.span.start,
            below=list(self._below(heading.word, block.body)),
        )

    def _below(self, where: str, body: Iterable[Item]) -> Iterator[_Entry]:
        for item in body:
            if isinstance(item, Block):
                yield self.block(item)
            elif isinstance(item, Cue) and where == "shot" and kind_of(self.names, where, item) is LINE:
                yield self._line(item)

    def _line(self, cue: Cue) -> _Entry:
        words = cue.full_value()
        said = _brief(" ".join(words.value.split())) if words else ""
        place, name = self._range(cue.span), self._range(cue.key.span)
        return _Entry(cue.key.value, types.SymbolKind.String, place, name, said, "", -1, [])

    def _range(self, span: Span) -> types.Range:
        return range_of(self.source, span.start, span.end, self.encoding)


def _symbol(page: Page, lengths: Mapping[int, int], stand: Stand, entry: _Entry) -> types.DocumentSymbol:
    """Return an entry where its passage stands, with its length."""
    frames = lengths.get(stand.start + entry.start) if entry.start >= 0 else None
    parts = [seconds(page.script, frames) if frames is not None else "", entry.said]
    told = " · ".join(part for part in parts if part) or entry.word or None
    return types.DocumentSymbol(
        name=entry.name,
        kind=entry.kind,
        range=_lower(page, entry.place, stand.line),
        selection_range=_lower(page, entry.named, stand.line),
        detail=entry.said if entry.start < 0 else told,
        children=[_symbol(page, lengths, stand, each) for each in entry.below] or None,
    )


def _lower(page: Page, place: types.Range, by: int) -> types.Range:
    """Return a range so many lines further down."""
    return types.Range(_below(page, place.start, by), _below(page, place.end, by))


def _below(page: Page, place: types.Position, by: int) -> types.Position:
    return types.Position(place.line + by, place.character if place.line + by else place.character + page.lead)


def _lengths(script: Script, file: str) -> dict[int, int]:
    """Return the frames of each scene and shot of a file by the offset of its heading; of an act, of its scenes."""
    film, place = script.film, script.place
    timed = [(scene.span, scene.film_range.length) for scene in film.scenes]
    timed += [(shot.span, shot.frames) for shot in film.shots]
    lengths = {place(span).start: frames for span, frames in timed if span.file == file}
    act: int | None = None
    for item in script.checked.loose.screenplay.story:
        if isinstance(item, Block) and item.span.file == file:
            start = place(item.heading.span).start
            if item.heading.word == "act":
                act = start
                lengths[act] = 0
            elif act is not None:
                lengths[act] += lengths.get(start, 0)
    return lengths


def _brief(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
