"""Where each character of a piece of text stands in its file: a value is not always written as it is meant.

Escapes, letters that are put together, and the indentation of further lines make a value shorter than its span; then
its parts have no spans of their own (`written.part`). Here they have.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import is_normalized

from filmc.base.patterns import late
from filmc.base.source import Source, Span
from filmc.frontend.ast import Text
from filmc.frontend.written import narrow, normal

_ESCAPABLE = frozenset("\\:：#!@")
_MARKS = ("!", "@")
_LINE = late(r"[^\r\n]+")


class Traced(NamedTuple):
    """A text that can be read part by part: its span counts its own characters, and `back` leads to the file."""

    text: Text
    file: str
    places: Sequence[int]
    """The offset in the file of each character, and of the end."""

    def back(self, span: Span) -> Span:
        """Return where a part of the text stands in the file."""
        return Span(self.file, self.places[span.start], self.places[span.end])


def traced(source: Source, text: Text) -> Traced | None:
    """Return `text` with its places in `source`; None where it can not be told how it was written."""
    file, start, end = text.span
    raw, value = source.text[start:end], text.value
    if len(raw) == len(value) and (raw == value or narrow(raw) == narrow(value)):
        places: Sequence[int] = range(start, end + 1)
    else:
        found = _line_by_line(raw, value)
        if found is None:
            return None
        places = [start + place for place in found]
    return Traced(Text(value, Span(file, 0, len(value))), file, places)


def _line_by_line(raw: str, value: str) -> list[int] | None:
    """Return the place in `raw` of each character of `value`, and of its end: each line of it is one of `raw`."""
    places: list[int] = []
    written = _written(raw)
    for line in value.split("\n"):
        for at, text in written:
            found = _line(at, text, line)
            if found is not None:
                places += [*found, at + len(text.rstrip())]  # the end of the line is that of its last character
                break
        else:
            return None
    return places


def _written(raw: str) -> Iterator[tuple[int, str]]:
    """Yield each line of `raw` with where it begins; no line stands for two lines of the value."""
    for found in _LINE.finditer(raw):
        yield found.start(), found[0]


def _line(at: int, written: str, line: str) -> list[int] | None:
    """Return where each character of `line` stands, if `written`, which begins at `at`, means that line."""
    bare = written.strip()
    start = at + len(written) - len(written.lstrip())
    if bare == line:
        return list(range(start, start + len(line)))
    pieces = list(_pieces(bare))
    if narrow("".join(piece for _, piece in pieces)) != narrow(line):
        marked = bare[1:].lstrip() if bare.startswith(_MARKS) else None
        return None if marked is None else _line(start + len(bare) - len(marked), marked, line)
    return [start + place for place, piece in pieces for _ in piece]


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield what each escape, and each letter with its accents, means, with where it begins."""
    place = 0
    while place < len(text):
        end = place + 1
        if text[place] == "\\" and text[end : end + 1] in _ESCAPABLE and end < len(text):
            yield place, text[end]
            place = end + 1
            continue
        while end < len(text) and not is_normalized("NFC", normal(text[place:end]) + text[end]):
            end += 1
        yield place, normal(text[place:end])
        place = end
