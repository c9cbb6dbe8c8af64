"""What each piece of text is, for editors to colour: by the tree, and by what its names stand for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lsprotocol import types

from filmc.base.digest import digest
from filmc.base.patterns import late
from filmc.base.source import Source, Span
from filmc.frontend.ast import Action, Block, Comment, Cue, Item, Text
from filmc.frontend.cue_check import kind_of
from filmc.frontend.cues import LINE, TRANSLATION
from filmc.frontend.passages import Passage
from filmc.frontend.screenplay import Names
from filmc.ir.occurrences import Index, Occurrence
from filmc.tools.lsp.features.paths import paths_of
from filmc.tools.lsp.offers import TOKEN_TYPES
from filmc.tools.lsp.positions import Encoding, position_at, units
from filmc.tools.lsp.script import Page

_NAMES = {
    "character": "class",
    "place": "namespace",
    "prop": "struct",
    "variant": "enumMember",
    "parameter": "parameter",
    "scene": "label",
    "shot": "label",
    "look": "type",
    "theme": "type",
}
"""The type of a name by what it stands for."""

_NUMBER = late(r"(?<!\w)[-+−]?\d[\d.:]*(?:x\d+)?(?:\s*%|[^\W\d_]+)?")
_LINE = late(r"[^\r\n]+")
_HEADING_WORD = late(r"\w+")
_WORDS = ("dialogue", "text", "template")
"""Values that are words: what is said, and what is read."""
_MEMO = "semantic tokens"
_KEPT = 4
"""Answers of a document that are remembered, so that the next can be told by what is another."""


class _Token(NamedTuple):
    span: Span
    kind: str
    modifiers: int = 0


def tokens(page: Page, _params: types.SemanticTokensParams) -> types.SemanticTokens:
    """Return the tokens of a whole file."""
    data = _encoded(page)
    return types.SemanticTokens(data, _remembered(page, data))


def tokens_within(page: Page, params: types.SemanticTokensRangeParams) -> types.SemanticTokens:
    """Return the tokens of a range."""
    return types.SemanticTokens(_encoded_within(page, page.span(params.range)))


def tokens_since(
    page: Page, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta:
    """Return what is another than in an earlier answer; all of it where that is forgotten."""
    known = page.document.memo.get(_MEMO, {}) if page.document else {}
    before: list[int] | None = known.get(params.previous_result_id)
    now = tokens(page, types.SemanticTokensParams(params.text_document))
    if before is None:
        return now
    return types.SemanticTokensDelta(difference(before, now.data), now.result_id)


def difference(before: Sequence[int], after: Sequence[int]) -> list[types.SemanticTokensEdit]:
    """Return the one edit that makes `after` of `before`; none where they are equal. Whole tokens are replaced."""
    least = min(len(before), len(after))
    same = next((at for at in range(0, least, 5) if before[at : at + 5] != after[at : at + 5]), least)
    rest = least - same
    tail = next((at for at in range(0, rest, 5) if _last(before, at) != _last(after, at)), rest)
    deleted, data = len(before) - same - tail, list(after[same : len(after) - tail])
    return [types.SemanticTokensEdit(same, deleted, data)] if deleted or data else []


def _last(data: Sequence[int], at: int) -> Sequence[int]:
    """Return the token that ends `at` numbers before the end."""
    return data[len(data) - at - 5 : len(data) - at]


def _remembered(page: Page, data: list[int]) -> str | None:
    if page.document is None:
        return None
    name = digest(data)[:16]
    others = [(key, kept) for key, kept in page.document.memo.get(_MEMO, {}).items() if key != name]
    page.document.memo[_MEMO] = dict([*others[1 - _KEPT :], (name, data)])
    return name


class _Row(NamedTuple):
    """A token in its passage: the line and the column where it begins, and its length, in units of the editor."""

    line: int
    column: int
    length: int
    kind: int
    modifiers: int


class _Painted(NamedTuple):
    """The tokens of a passage, and what they were painted by."""

    names: list[Occurrence]
    spelt: Names
    encoding: Encoding
    rows: list[_Row]
    data: list[int]
    """As the protocol writes them; the first counts from the passage's first line."""


def _encoded(page: Page) -> list[int]:
    """Return the tokens of a file as the protocol writes them: each counts from the one before."""
    data: list[int] = []
    line = 0
    for stand in page.passages:
        rows, own = painted(page, stand.passage)[-2:]
        if rows:
            at = len(data)
            data += own
            data[at] += stand.line - line
            line = stand.line + rows[-1].line
            if stand.line == 0 and rows[0].line == 0:
                data[at + 1] += page.lead
    return data


def _encoded_within(page: Page, within: Span) -> list[int]:
    """Return those tokens that a span touches."""
    rows: list[_Row] = []
    for stand in page.passages:
        if stand.start < within.end and stand.end > within.start:
            rows += [row._replace(line=row.line + stand.line) for row in painted(page, stand.passage).rows]
    start, end = page.position(within.start), page.position(within.end)
    first, last = (start.line, start.character), (end.line, end.character)
    lead = [row if row.line else row._replace(column=row.column + page.lead) for row in rows]
    return _data([row for row in lead if (row.line, row.column + row.length) > first and row[:2] < last])


def _data(rows: Iterable[_Row]) -> list[int]:
    data: list[int] = []
    line = column = 0
    for row in rows:
        step = row.column - (column if row.line == line else 0)
        data += (row.line - line, step, row.length, row.kind, row.modifiers)
        line, column = row.line, row.column
    return data


def painted(page: Page, passage: Passage) -> _Painted:
    """Return the tokens of a passage: as they were painted, while names mean the same."""
    names, spelt, encoding = page.script.index.within(passage), page.script.names.spelt, page.script.encoding
    known: _Painted | None = passage.memo.get(_MEMO)
    if known is None or known.names is not names or known.spelt is not spelt or known.encoding != encoding:
        rows = list(_rows(passage.source, _tokens(page, passage, names), encoding))
        known = passage.memo[_MEMO] = _Painted(names, spelt, encoding, rows, _data(rows))
    return known


def _rows(source: Source, tokens: Iterable[_Token], encoding: Encoding) -> Iterator[_Row]:
    for token in tokens:
        start = position_at(source, token.span.start, encoding)
        length = units(source.text[token.span.start : token.span.end], encoding)
        yield _Row(start.line, start.character, length, TOKEN_TYPES.index(token.kind), token.modifiers)


def _tokens(page: Page, passage: Passage, names: Iterable[Occurrence]) -> list[_Token]:
    """Return the tokens in order: names over numbers and paths, those over all else, each on one line."""
    known, source, items = page.script.names, passage.source, (passage.item,)
    layers = [
        [_of_name(page.script.index, name) for name in names],
        [_Token(path.span, "string") for path in paths_of(page, passage)],
        list(_numbers(known, source, items)),
        list(_of_items(known, source, "top", items)),
    ]
    painted: list[_Token] = []
    for layer in layers:
        starts = [token.span.start for token in painted]
        painted += [piece for token in _apart(layer) for piece in _around(token, painted, starts)]
        painted.sort(key=lambda token: token.span.start)
    return [piece for token in painted for piece in _by_line(source, token)]


def _of_name(index: Index, name: Occurrence) -> _Token:
    kind = name.symbol.kind
    declared = None if kind in ("scene", "shot") else index.loose_declaration(name.symbol)
    modifiers = [
        name.role in ("declaration", "alias"),
        declared is not None and declared.standard,
        name.role in ("mention", "quoted"),
    ]
    return _Token(name.span, _NAMES.get(kind, "function"), sum(bit << at for at, bit in enumerate(modifiers)))


def _of_items(names: Names, source: Source, where: str, items: Iterable[Item]) -> Iterator[_Token]:
    for item in items:
        if isinstance(item, Comment):
            yield _Token(item.span, "comment")
        elif isinstance(item, Block):
            word = _HEADING_WORD.match(source.text, item.heading.span.start)
            if word:
                yield _Token(source.span(*word.span()), "keyword")
            yield from _of_items(names, source, item.heading.word, item.body)
        elif isinstance(item, Cue):
            yield from _of_cue(names, source, where, item)


def _of_cue(names: Names, source: Source, where: str, cue: Cue) -> Iterator[_Token]:
    kind = kind_of(names, where, cue)
    yield _Token(cue.key.span, "property")
    yield from (_Token(entry.span, "modifier") for entry in cue.how)
    if kind and kind.value in _WORDS:
        lines = [item.span for item in cue.body if isinstance(item, Action)]
        yield from (_Token(span, "string") for span in ([cue.value.span] if cue.value else []) + lines)
    yield from _of_items(names, source, kind.inside if kind else where, cue.body)


def _numbers(names: Names, source: Source, items: Iterable[Item]) -> Iterator[_Token]:
    """Yield the numbers in shot headings and in values that are not words."""
    for where, item in _walked("top", items):
        if isinstance(item, Block) and item.heading.word == "shot" and item.heading.subject:
            yield from _numbers_in(source, item.heading.subject)
        elif isinstance(item, Cue):
            kind = kind_of(names, where, item)
            counted = kind and kind is not LINE and kind is not TRANSLATION and kind.value not in (*_WORDS, "aliases")
            for text in (*item.how, *([item.value] if counted and item.value else ())):
                yield from _numbers_in(source, text)


def _walked(where: str, items: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    for item in items:
        yield where, item
        if isinstance(item, Block):
            yield from _walked(item.heading.word, item.body)
        elif isinstance(item, Cue):
            yield from _walked(f"{item.key.value}:", item.body)


def _numbers_in(source: Source, text: Text) -> Iterator[_Token]:
    for found in _NUMBER.finditer(source.text, text.span.start, text.span.end):
        yield _Token(source.span(*found.span()), "number")


def _apart(layer: list[_Token]) -> Iterator[_Token]:
    """Yield the tokens of a layer that do not begin within the one before."""
    end = 0
    for token in sorted(layer, key=lambda token: token.span.start):
        if token.span.start >= end:
            yield token
            end = token.span.end


def _around(token: _Token, painted: Sequence[_Token], starts: Sequence[int]) -> Iterator[_Token]:
    """Yield what is left of a token beside those that are painted already, which begin at `starts`."""
    start, end = token.span.start, token.span.end
    for number in range(max(bisect_right(starts, start) - 1, 0), bisect_left(starts, end)):
        other = painted[number].span
        if other.end > start:
            if other.start > start:
                yield token._replace(span=token.span._replace(start=start, end=other.start))
            start = other.end
    if start < end:
        yield token._replace(span=token.span._replace(start=start))


def _by_line(source: Source, token: _Token) -> Iterator[_Token]:
    """Yield a token line by line, without the space around it."""
    text = source.text[token.span.start : token.span.end]
    if text.isalnum():  # nearly all
        yield token
        return
    for line in _LINE.finditer(source.text, token.span.start, token.span.end):
        bare = line[0].strip()
        if bare:
            at = line.start() + line[0].index(bare)
            yield token._replace(span=token.span._replace(start=at, end=at + len(bare)))
