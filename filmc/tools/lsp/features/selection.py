"""What is selected step by step: the word, the name, the value, the line, its block, the scene, the act, the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from filmc.base.patterns import late
from filmc.base.source import Span
from filmc.frontend.ast import Block, Cue, Heading, Item
from filmc.tools.lsp.script import Page

_WORD = late(r"\w+")


def selections(page: Page, params: types.SelectionRangeParams) -> list[types.SelectionRange]:
    """Return for each position what holds it, from the file inwards."""
    return [_selection(page, page.offset(position)) for position in params.positions]


def path_to(page: Page, offset: int) -> list[Item]:
    """Return the items that hold an offset, the outermost first."""
    found: list[Item] = []
    stand = page.passages.at(offset)
    items: Sequence[Item] = [stand.item] if stand else []
    while item := next((item for item in items if item.span.start <= offset <= item.span.end), None):
        found.append(item)
        items = item.body if isinstance(item, Block | Cue) else ()
    return found


def _selection(page: Page, offset: int) -> types.SelectionRange:
    found, last = types.SelectionRange(page.whole), Span(page.file, 0, len(page.source.text))
    holding = {span for span in _around(page, offset) if span.start <= offset <= span.end and span.start < span.end}
    for span in sorted(holding, key=lambda span: (span.start - span.end, span)):
        if span != last and last.start <= span.start and span.end <= last.end:
            found, last = types.SelectionRange(page.script.range(span), found), span
    return found


def _around(page: Page, offset: int) -> Iterator[Span]:
    """Yield what may hold `offset`."""
    path = path_to(page, offset)
    yield from _act(page, path)
    for item in path:
        yield item.span
        if isinstance(item, Block):
            yield from _heading(item.heading)
        elif isinstance(item, Cue):
            yield from _cue(item)
    line = _line(page, offset)
    yield line
    yield from (Span(page.file, *word.span()) for word in _WORD.finditer(page.source.text, line.start, line.end))
    name = page.script.index.at(page.file, offset)
    if name:
        yield name.span


def _act(page: Page, path: list[Item]) -> Iterator[Span]:
    """Yield the act that the outermost block plays in."""
    items = page.tree.items
    at = next((number for number, item in enumerate(items) if path and item.span == path[0].span), 0)
    acts = [number for number, item in enumerate(items) if isinstance(item, Block) and item.heading.word == "act"]
    first = max((number for number in acts if number <= at), default=None)
    if path and first is not None:
        end = min((number for number in acts if number > at), default=len(items))
        yield items[first].span.to(items[end - 1].span)


def _heading(heading: Heading) -> Iterator[Span]:
    yield heading.span
    yield from (text.span for text in (heading.label, heading.subject, *heading.parameters) if text)


def _cue(cue: Cue) -> Iterator[Span]:
    value = cue.full_value()
    yield cue.key.span.to(cue.value.span) if cue.value else cue.key.span
    yield cue.key.span
    yield from (text.span for text in cue.how)
    if value:
        yield value.span
    if cue.value:
        yield cue.value.span


def _line(page: Page, offset: int) -> Span:
    """Return the line without its indentation."""
    place = page.source.position(offset)
    text = page.source.line_text(place.line)
    start = page.source.line_starts[place.line]
    return Span(page.file, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
