"""A shot split at the caret into two that are framed alike: what stands below is the second's, with its times.

Where the caret is in something that begins at a time, the cut is made then; else in the middle of a written length.
What is told of the picture as a whole (its look, who is in it) goes for both; the frame with which it ends goes to the
second. The label stays with the first: where another shot takes a frame of the second, that has a label of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from lsprotocol import types

from filmc.base.diagnostic import Edit, Notes
from filmc.base.source import NOWHERE, Span
from filmc.frontend.ast import Action, Blank, Block, Comment, Cue, Item, Text
from filmc.frontend.cues import LINE, find_cue
from filmc.frontend.manner import match_how
from filmc.frontend.screenplay import fold
from filmc.frontend.values import read_moment
from filmc.ir.film import Shot
from filmc.ir.frames import FrameRange, snap
from filmc.ir.seen import FrameOf
from filmc.tools.lsp.features.edits import workspace_edit
from filmc.tools.lsp.features.refactorings.places import indent, is_blank_above, line_start, with_comments
from filmc.tools.lsp.script import Page
from filmc.tools.rewriting import applied, lengthened, measured

_WHOLE = frozenset(("look", "light", "lens", "footage", "with", "avoid", "reference", "lora", "via"))
"""Cues that tell of the picture as a whole, not of a moment in it."""
_TIMED = frozenset(("line", "text", "sfx", "ambience", "music"))
"""Cues in whose parenthesis times count from the beginning of the shot."""
_NUMBERED = re.compile(r"(.*?)(?:\s+(\d{1,4}))?", re.DOTALL)
"""A label, and the number at its end."""
_AT = re.compile(r"\.at\s+(?P<time>.*\S)")
_DASH = re.compile(r"\s*[-–—~]\s*")


def split(page: Page, block: Block, shot: Shot, offset: int) -> Iterator[types.CodeAction]:
    """Yield the split of a shot before the line at `offset`, where the first has something left."""
    subject, start = block.heading.subject, _start(page, block, offset)
    if subject is None or start is None or any(_kind(cue) == "source" for cue in block.cues):
        return  # footage is cut by its own times
    before = [item for item in block.body if item.span.end <= start]
    after = [item for item in block.body if item.span.end > start]
    cut = _cut(page, shot, before, after)
    lengths = _lengths(page, shot, cut)
    second = applied(page.source.text[: subject.span.end], lengths[1:])[subject.span.start :]
    label = _label(page, block)
    called = list(_called(page, block, shot, label, cut))
    label = label if called else ""
    heading = f"{indent(page, block.span.start)}shot {label}{': ' if label else ''}{second}\n"
    last = _copies(page, after)
    gap = "" if is_blank_above(page, start) and not last else "\n"
    ends = _cues(before, {"end"})
    text = f"{last}{gap}{heading}{_copies(page, before)}{_lines(page, ends)}"
    moved = [Edit(Span(page.file, start, start), text), *(_without(page, cue) for cue in ends)]
    edits = [*lengths[:1], *moved, *_retimed(page, cut, before, after), *called]
    edit = workspace_edit(page.script, edits)
    yield types.CodeAction("split the shot here", types.CodeActionKind.RefactorRewrite, edit=edit)


def _copies(page: Page, items: Sequence[Item]) -> str:
    """Return the lines of what tells of the whole picture."""
    return _lines(page, _cues(items, _WHOLE))


def _lines(page: Page, cues: Sequence[Cue]) -> str:
    return "".join(f"{indent(page, cue.span.start)}{page.source.text[slice(*cue.span[1:])]}\n" for cue in cues)


def _without(page: Page, cue: Cue) -> Edit:
    """Return the edit that takes the lines of a cue away."""
    end = page.source.text.find("\n", cue.span.end) + 1
    return Edit(Span(page.file, line_start(page, cue.span.start), end or len(page.source.text)), "")


def _cues(items: Sequence[Item], kinds: Collection[str]) -> list[Cue]:
    return [item for item in items if isinstance(item, Cue) and _kind(item) in kinds]


def _kind(cue: Cue) -> str:
    """Return the key of a cue of a shot, or `line`."""
    return (find_cue("shot", cue.key.value) or LINE).key


# ---- who takes a frame of it


def _called(page: Page, block: Block, shot: Shot, label: str, cut: int | None) -> Iterator[Edit]:
    """Yield the edits by which other shots and the cover take frames of the second shot from there, by its `label`."""
    film, index = page.script.checked.film, page.script.index
    frames = [film.cover.frame if film.cover else None, *(end for each in film.shots for end in (each.start, each.end))]
    taken = [frame for frame in frames if frame and frame.shot == shot.id and _is_late(page, frame, cut)]
    symbol = next(each.symbol for each in index.labels.all if each.block.heading.span == block.heading.span)
    for frame in taken:
        file, start, end = frame.span
        yield from (
            Edit(named.span, label)
            for named in index.of(symbol)
            if file == named.span.file and start <= named.span.start < end
        )
        if frame.at != "last":
            yield _sooner(page, frame, cut or 0)


def _is_late(page: Page, frame: FrameOf, cut: int | None) -> bool:
    """Tell whether a frame of a shot is the second's."""
    if isinstance(frame.at, str):
        return frame.at == "last"
    return cut is not None and snap(frame.at, _rate(page)) >= cut


def _sooner(page: Page, frame: FrameOf, cut: int) -> Edit:
    """Return the edit by which the time of a frame counts from the second shot's beginning."""
    source = page.script.checked.sources[frame.span.file]
    written = _AT.search(source.text, frame.span.start, frame.span.end)
    assert written, "it was read"
    assert not isinstance(frame.at, str)
    span = Span(frame.span.file, *written.span("time"))
    return Edit(span, measured(written["time"], snap(frame.at, _rate(page)) - cut, _rate(page)))


def _label(page: Page, block: Block) -> str:
    """Return a label that no scene and no shot has: the shot's own with a number, the next free one."""
    labels = page.script.index.labels
    taken = {name for each in labels.all for name in (each.symbol.name, each.number)}
    own = block.heading.label
    word, number = _NUMBERED.fullmatch(own.value if own else "part").groups()  # type: ignore[union-attr]  # it fits all
    names = (f"{word} {count}" for count in itertools.count(int(number or 1) + 1))
    return next(name for name in names if fold(name) not in taken)


# ---- where in the text


def _start(page: Page, block: Block, offset: int) -> int | None:
    """Return where the second shot's lines begin, with the comments right above them. None where the first has none."""
    told = [item for item in block.body if not isinstance(item, Blank | Comment)]
    item = next((item for item in told if item.span.end >= offset), None)
    if item is None:
        return None
    start = line_start(page, item.span.start)
    if isinstance(item, Action) and line_start(page, offset) > start:
        return line_start(page, offset)
    return None if item is told[0] else with_comments(page, block.body, start)


# ---- when in the shot


class _Time(NamedTuple):
    """A time as it is written, and in frames; `is_end`: something is over by then."""

    text: Text
    frames: int
    is_end: bool


def _cut(page: Page, shot: Shot, before: Sequence[Item], after: Sequence[Item]) -> int | None:
    """Return the frame at which the second shot begins; None where the length is not written."""
    if shot.written is None or shot.written_span == NOWHERE or shot.frames < 2:
        return None
    own = next((time.frames for time in _times(page, _first(after))), 0)
    opening, ending = (each.frames if each else 0 for each in (shot.transition_in, shot.transition_out))
    low = max([opening, *_begins(page, before), *(line.end for line in _spoken(shot, before))])
    if low < own < shot.frames - ending:
        return own
    spoken = _spoken(shot, after)
    rest = spoken[-1].end - spoken[0].start if spoken else 0
    high = min([*_begins(page, after), shot.frames - max(rest, ending)])
    half = shot.frames // 2
    if high - low < 2:
        return half
    return min(half, high) if half > low else (low + high) // 2


def _first(items: Sequence[Item]) -> Sequence[Item]:
    return [item for item in items if not isinstance(item, Blank | Comment)][:1]


def _begins(page: Page, items: Sequence[Item]) -> list[int]:
    return [time.frames for time in _times(page, items) if not time.is_end]


def _spoken(shot: Shot, items: Sequence[Item]) -> list[FrameRange]:
    """Return when the lines among some items are spoken in sight, the first one first."""
    spans = {item.span for item in items}
    seen = (line for line in shot.lines if not (line.voice_over or line.off_screen))
    return sorted(line.shot_range for line in seen if line.span in spans)


def _lengths(page: Page, shot: Shot, cut: int | None) -> list[Edit]:
    """Return the edits that leave each shot its part of the written length."""
    if cut is None:
        return []
    return [lengthened(page.source, shot, frames, _rate(page)) for frames in (cut, shot.frames - cut)]


def _retimed(page: Page, cut: int | None, before: Sequence[Item], after: Sequence[Item]) -> Iterator[Edit]:
    """Yield the edits of what begins in the second shot, and of the words on the screen that end in the first."""
    if cut is None:
        return
    for time in _times(page, after):
        yield _written(page, time, max(time.frames - cut, 0))
    for time in _times(page, _cues(before, {"text"})):
        if time.is_end and time.frames > cut:
            yield _written(page, time, cut)


def _written(page: Page, time: _Time, frames: int) -> Edit:
    return Edit(time.text.span, measured(time.text.value, frames, _rate(page)))


def _times(page: Page, items: Sequence[Item]) -> Iterator[_Time]:
    """Yield the times of cues that count from the beginning of the shot, as far as they can be read."""
    for cue in _cues(items, _TIMED):
        kind = find_cue("shot", cue.key.value) or LINE
        for found in (match_how(kind, how) for how in cue.how):
            if found and found.form == "at TIME":
                yield from _read(page, found.argument, is_end=False)
            elif found and found.form == "SPAN":
                yield from _span(page, found.argument)


def _span(page: Page, span: Text) -> Iterator[_Time]:
    """Yield both times of `1s-3s`; the first of `1-3s` has the unit of the second."""
    dash = _DASH.search(span.value)
    if dash:
        yield from _read(page, _part(span, 0, dash.start()), is_end=False)
        yield from _read(page, _part(span, dash.end(), len(span.value)), is_end=True)


def _part(text: Text, start: int, end: int) -> Text:
    return Text(text.value[start:end], text.span.part(start, end))


def _read(page: Page, text: Text, *, is_end: bool) -> Iterator[_Time]:
    written = Text(f"{text.value}s", text.span) if text.value.replace(".", "").isdigit() else text
    found = read_moment(Notes(), written)
    if found:
        rate = _rate(page)
        yield _Time(text, snap(found.seconds, rate) if found.seconds is not None else found.frames or 0, is_end)


def _rate(page: Page) -> Fraction:
    return page.script.checked.film.settings.rate
