"""Speech → subtitle events: one language, at most two lines, long enough to read, never two at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from filmc.base.record import record, replace
from filmc.ir.frames import FrameRange
from filmc.lower.linebreak import balanced, units, wrapped
from filmc.lower.timeline import Subtitle

LATIN_LINE = 42
"""Cells of a line: 42 Latin letters is the usual limit of broadcasters; 18 Chinese signs take 36 cells."""
CJK_LINE = 36
MOST_LINES = 2
WIDTH = 0.88
"""The part of a frame's width that a line may take."""
SHORTEST = Fraction(1)
"""Seconds that an event stays, where the next one leaves room."""
GAP = 2
"""Frames between two events, so that the eye sees the change."""


@record
class Event:
    """One subtitle on screen: its lines, over `film_range`."""

    film_range: FrameRange
    lines: tuple[str, ...]


def events(
    subtitles: Sequence[Subtitle], language: str, rate: Fraction, frames: int, aspect: float = 16 / 9
) -> list[Event]:
    """Return the events of `language` in order, inside the film's `frames`; a line that has no such text gives none.

    In a frame of a narrow `aspect` (width to height) lines are as short as it is.
    """
    room = WIDTH * aspect / letter_size(aspect)
    spoken = [
        piece for subtitle in subtitles if language in subtitle.texts for piece in _pieces(subtitle, language, room)
    ]
    return list(_spaced(_merged(sorted(spoken, key=lambda event: event.film_range)), rate, frames))


def cells(text: str) -> int:
    """Return the width of `text` in cells: wide signs count two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def letter_size(aspect: float) -> float:
    """Return how large subtitles are, of the frame's height: upright frames are read as broad as they are."""
    return 0.05 * narrowed(aspect)


def narrowed(aspect: float) -> float:
    """Return by how much letters are smaller in a frame that is narrower than 4 to 5, so that it holds as many."""
    return min(1.0, aspect * 1.25)


def _limit(text: str, room: float) -> int:
    """Return the most cells of a line, with `room` for so many wide signs; letters are a little wider than a cell."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return min(CJK_LINE, int(room * 2)) if wide * 2 > len(text) else min(LATIN_LINE, int(room * 1.9))


def _pieces(subtitle: Subtitle, language: str, room: float) -> Iterator[Event]:
    """Yield the line as events of at most two lines, each as long as its share of the text."""
    text = " ".join(subtitle.texts[language].split())
    limit = _limit(text, room)
    pages = _pages(text, limit)
    start, end = subtitle.film_range
    total = sum(map(cells, pages)) or 1
    done = 0
    for page in pages:
        first = start + (end - start) * done // total
        done += cells(page)
        last = start + (end - start) * done // total
        lines = balanced(page, lambda line: cells(line) <= limit, cells)
        yield Event(FrameRange(first, max(last, first + 1)), tuple(lines))


def _pages(text: str, limit: int) -> list[str]:
    lines = wrapped(text, lambda line: cells(line) <= limit)
    count = -(-len(lines) // MOST_LINES)
    if count < 2:
        return [text]
    return _shared(text, count, limit)


def _shared(text: str, count: int, limit: int) -> list[str]:
    """Return `text` in `count` or more pages of like length, cut after a sentence or clause where one is near."""
    wanted = cells(text) / count
    pages, page = list[str](), list[str]()
    for piece in _line_sized(text, limit):
        if page and _ends_clause(page[-1]) and cells("".join(page)) >= wanted * 0.7:
            pages, page = [*pages, "".join(page)], []
        elif page and not _fits("".join(page) + piece, limit):
            end = _clause_end(page, wanted * 0.4)
            pages, page = [*pages, "".join(page[:end])], page[end:]
        page.append(piece)
    return [each.strip() for each in (*pages, "".join(page))]


def _clause_end(page: Sequence[str], least: float) -> int:
    """Return after how many pieces the last clause of a full page ends that leaves it `least` cells, else of all."""
    ends = (end for end in range(len(page), 0, -1) if _ends_clause(page[end - 1]))
    return next((end for end in ends if cells("".join(page[:end])) >= least), len(page))


def _ends_clause(piece: str) -> bool:
    return piece.rstrip()[-1:] in set("。！？，、；.!?,;:：")


def _line_sized(text: str, limit: int) -> Iterator[str]:
    """Yield the units of `text`; one that is longer than a line comes in parts."""
    for piece in units(text):
        if cells(piece.rstrip()) <= limit:
            yield piece
        else:
            yield from wrapped(piece, lambda line: cells(line) <= limit)


def _fits(text: str, limit: int) -> bool:
    return len(wrapped(text.strip(), lambda line: cells(line) <= limit)) <= MOST_LINES


def _merged(spoken: Iterable[Event]) -> Iterator[Event]:
    """Yield the events; where two people speak at once, as one event with a dash before each."""
    held: Event | None = None
    for event in spoken:
        if held and _together(held, event):
            held = Event(
                FrameRange(held.film_range.start, max(held.film_range.end, event.film_range.end)),
                (_dashed(held.lines), _dashed(event.lines)),
            )
            continue
        if held:
            yield held
        held = event
    if held:
        yield held


def _together(first: Event, second: Event) -> bool:
    """Tell whether the second begins while the first has most of its time still to go."""
    shared = first.film_range.end - second.film_range.start
    return shared * 2 > min(first.film_range.length, second.film_range.length) and len(first.lines) == 1 == len(
        second.lines
    )


def _dashed(lines: tuple[str, ...]) -> str:
    return f"- {' '.join(lines)}"


def _spaced(merged: Iterable[Event], rate: Fraction, frames: int) -> Iterator[Event]:
    """Yield the events made long enough to read and parted by `GAP` frames."""
    shortest = -(-SHORTEST * rate // 1)
    listed = list(merged)
    for index, event in enumerate(listed):
        start, end = event.film_range
        room = listed[index + 1].film_range.start - GAP if index + 1 < len(listed) else frames
        end = min(max(end, start + int(shortest)), max(room, start + 1), frames)
        if start < end:
            yield replace(event, film_range=FrameRange(start, end))
