"""What is being typed: the line up to the caret, and what it stands under. Most lines are half typed then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from filmc.frontend.blocks import HEADINGS, heading_word
from filmc.frontend.cues import LINE, CueKind, find_cue
from filmc.tools.lsp.script import Page

Part = Literal["key", "heading", "how", "value"]

_CUE = re.compile(r"@?(?P<key>[^:：()（）]+)(?:[(（](?P<how>[^)）]*)(?P<closed>[)）])?)?\s*(?P<colon>[:：])?")
_WORD = re.compile(rf"({'|'.join([*HEADINGS, 'as'])})\s+")
_SLUG = re.compile(r"(?:.* [-–—] *|(?:INT|EXT|INT\.?/EXT|I/E)[.．]?\s+|[内外]景\s*)", re.IGNORECASE)
_LABEL = re.compile(r"\s*[^\s:：]+\s*[:：](?:\s+|$)")
_INDENT = re.compile(r"[^\S\r\n]*")
_LAST = re.compile(r".*(?:[,，;；、]|->|→|\bthen\b|然后|\()\s*", re.DOTALL)


class Head(NamedTuple):
    """A line that others stand under: its heading word, or the place that its cue opens; its text, and its margin."""

    place: str
    text: str
    margin: str


class Caret(NamedTuple):
    """Where the caret is. `line` is what stands before it, without indentation, and `start` where that begins.

    `place` is where the line stands, as in the table of cues; `heads` are the lines above it, the inner first.
    `part` says in what of a line it is: `word` is the heading's word or the cue's key, `rest` what is typed of the
    part, `typed` the last piece of that, which begins at `begin`.
    """

    place: str
    heads: tuple[Head, ...]
    part: Part
    word: str
    cue: CueKind | None
    rest: str
    typed: str
    begin: int
    start: int


def caret_at(page: Page, offset: int) -> Caret:
    """Return what is being typed at `offset`."""
    text = page.source.text
    begin = page.source.line_starts[page.source.position(offset).line]
    indent = _INDENT.match(text, begin, offset)
    start = indent.end() if indent else begin
    heads = tuple(_heads(page, begin, start - begin))
    place = heads[0].place if heads else "top"
    part, word, rest_at = _part(text[start:offset], place)
    rest = text[start + rest_at : offset]
    last = _SLUG if (part, word) == ("heading", "scene") else _LAST
    cut = found.end() if part != "key" and (found := last.match(rest)) else 0
    cut += len(rest[cut:]) - len(rest[cut:].lstrip())
    return Caret(
        place=place,
        heads=heads,
        part=part,
        word=word,
        cue=_kind(place, word) if part in ("how", "value") else None,
        rest=rest,
        typed=rest[cut:],
        begin=start + rest_at + cut,
        start=start,
    )


def _heads(page: Page, begin: int, width: int) -> Iterator[Head]:
    """Yield the lines that the one at `begin` stands under, the inner first."""
    text, starts = page.source.text, page.source.line_starts
    above: list[tuple[str, str]] = []
    for line in range(page.source.position(begin).line - 1, -1, -1):
        if not width:
            break
        indent = _INDENT.match(text, starts[line])
        at = indent.end() if indent else starts[line]
        said = page.source.line_text(line)[at - starts[line] :]
        if said and not said.startswith("#") and at - starts[line] < width:
            above.append((text[starts[line] : at], said))
            width = at - starts[line]
    yield from _placed(above)


def _placed(above: list[tuple[str, str]]) -> Iterator[Head]:
    """Yield lines, given with their margins, as heads, the inner first; what a cue opens depends on where it stands."""
    heads: list[Head] = []
    for margin, said in reversed(above):
        outer = heads[-1].place if heads else "top"
        word = heading_word(said, 0) or ("as" if outer in ("character", "place", "prop") and said[:3] == "as " else "")
        heads.append(Head(word or _opened(said, outer), said, margin))
    yield from reversed(heads)


def _opened(said: str, outer: str) -> str:
    found = _CUE.match(said)
    kind = _kind(outer, found["key"]) if found and found["colon"] else None
    return kind.inside if kind else outer


def _kind(place: str, key: str) -> CueKind | None:
    return find_cue(place, key) or (LINE if place == "shot" and key.strip() else None)


def _part(line: str, place: str) -> tuple[Part, str, int]:
    """Return in what part of a line its end is, the word that begins it, and where that part begins."""
    heading = _WORD.match(line)
    if heading and _heads_here(heading[1], place):
        label = _LABEL.match(line, heading.end()) if heading[1] in ("scene", "shot") else None
        return "heading", heading[1], (label or heading).end()
    found = _CUE.match(line)
    if found and found["colon"]:
        return "value", found["key"].strip(), found.end()
    if found and found["how"] is not None and not found["closed"]:
        return "how", found["key"].strip(), found.start("how")
    return "key", "", 0


def _heads_here(word: str, place: str) -> bool:
    """Tell whether a heading of this word may stand in a place."""
    if place == "top":
        return word not in ("shot", "as")
    return word == ("shot" if place == "scene" else "as" if place in ("character", "place", "prop") else "")
