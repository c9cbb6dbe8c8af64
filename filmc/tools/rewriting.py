"""Changes to the author's text, as edits: a shot's length, the order of shots. All else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from filmc.base.diagnostic import Edit
from filmc.base.source import NOWHERE, Source, Span
from filmc.frontend.ast import Block, Comment, File, Item
from filmc.ir.film import Shot
from filmc.ir.frames import snap

_MEASURE = re.compile(r"(?P<number>[\d.:]+)(?P<unit>.*)", re.DOTALL)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_FRAMES = ("f", "frame", "frames", "帧", "格")
_SECONDS = ("s", "sec", "secs", "second", "seconds", "秒", "秒钟")
_MILLISECONDS = ("ms", "毫秒")


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made, whose spans are apart and count in `text`."""
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def inverse(source: Source, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits that take `edits` in `source` back; their spans count in the text that those give."""
    found, by = [], 0
    for span, text in sorted(edits):
        found.append(
            Edit(Span(span.file, span.start + by, span.start + by + len(text)), source.text[span.start : span.end])
        )
        by += len(text) - (span.end - span.start)
    return tuple(found)


# ---- length


def lengthened(source: Source, shot: Shot, frames: int, rate: Fraction) -> Edit:
    """Return the edit by which `shot` is `frames` long, told in the unit in which its length is written now.

    Where none is written, it is told in seconds behind the rest of the heading.
    """
    if shot.written_span == NOWHERE:
        before = _before_length(source.text[shot.span.start : shot.span.end])
        return Edit(Span(source.file, shot.span.end, shot.span.end), f"{before}{_seconds(frames, rate)}s")
    before = source.text[shot.written_span.start : shot.written_span.end]
    return Edit(shot.written_span, measured(before, frames, rate))


def _before_length(heading: str) -> str:
    """Return what stands between the heading of a shot and a length that is put behind it."""
    if heading.endswith("："):
        return ""
    if heading == "shot" or heading.endswith(":"):
        return " "
    return "，" if "，" in heading else ", "


def measured(before: str, frames: int, rate: Fraction) -> str:
    """Return a time of `frames`, told in the unit in which `before` is written."""
    found = _MEASURE.fullmatch(before)
    if found is None:
        return f"{_seconds(frames, rate)}s"
    number, unit = found["number"], found["unit"]
    word = unit.strip()
    if ":" in number:
        return _clock(frames, rate)
    if word in _FRAMES:
        return f"{frames}{unit}"
    if word in _MILLISECONDS:
        return f"{snap(frames / rate * 1000, Fraction(1))}{unit}"
    return f"{_seconds(frames, rate)}{unit if word in _SECONDS else 's'}"


def _seconds(frames: int, rate: Fraction) -> str:
    """Return the shortest decimal number of seconds that means just so many frames."""
    for digits in range(7):
        text = f"{float(frames / rate):.{digits}f}"
        if snap(Fraction(text), rate) == frames and (Fraction(text) > 0 or not frames):
            return text.rstrip("0").rstrip(".") if "." in text else text
    return str(float(frames / rate))


def _clock(frames: int, rate: Fraction) -> str:
    whole, _, part = _seconds(frames, rate).partition(".")
    minutes, seconds = divmod(int(whole), 60)
    return f"{minutes}:{seconds:02}{f'.{part}' if part else ''}"


# ---- order


def reordered(file: File, moved: Shot, before: Shot | None) -> tuple[Edit, ...]:
    """Return the edits that move `moved` to just before another shot of `file`, or to the end of its last scene.

    Comments right above a shot go with it, and so do the empty lines that part it from others; it takes the
    indentation that is used where it goes. Nothing where it is there already. LookupError where one of them is not in
    `file`.
    """
    source, (scene, block) = file.source, _found(file, moved)
    taken = _region(source, scene, block)
    if before is None:
        goal = [each for each in file.blocks if each.heading.word == "scene"][-1]
        neighbour, place = goal.blocks[-1] if goal.blocks else block, _line_end(source, goal.span.end)
    else:
        goal, neighbour = _found(file, before)
        place = _region(source, goal, neighbour).start
    if taken.first <= place <= taken.last:
        return ()
    lines = _indented(source.text[taken.start : taken.end], _indent(source, block), _indent(source, neighbour))
    text = _in_lines(source, lines, taken.gap or _region(source, goal, neighbour).gap, place, last=before is None)
    return Edit(Span(source.file, taken.first, taken.last), ""), Edit(Span(source.file, place, place), text)


class _Region(NamedTuple):
    """Whole lines of a shot with the comments right above it, and with the empty lines that part it from others."""

    first: int
    start: int
    end: int
    last: int
    gap: str


def _in_lines(source: Source, lines: str, gap: str, place: int, *, last: bool) -> str:
    """Return whole lines for `place`, parted by `gap` from what follows, or from what is before the last ones."""
    ending = next((end for end in ("\r\n", "\n", "\r") if end in source.text), "\n")
    whole = lines if lines.endswith(("\r", "\n")) else lines + ending
    started = "" if not place or source.text[place - 1] in "\r\n" else ending
    return f"{started}{gap}{whole}" if last else f"{started}{whole}{gap}"


def _found(file: File, shot: Shot) -> tuple[Block, Block]:
    for scene in file.blocks:
        for block in scene.blocks:
            if block.heading.span == shot.span:
                return scene, block
    raise LookupError(shot.id)


def _region(source: Source, scene: Block, block: Block) -> _Region:
    """Return the lines of a shot; what parts the last one of a scene from others is above it, else below."""
    body = scene.body
    first = next(index for index, item in enumerate(body) if item is block)
    last = first == len(body) - 1
    while first and isinstance(body[first - 1], Comment) and _touch(source, body[first - 1], body[first]):
        first -= 1
    start, end = _line_start(source, body[first].span.start), _line_end(source, block.span.end)
    if last:
        above = _empty_above(source, start)
        return _Region(above, start, end, end, source.text[above:start])
    below = _empty_below(source, end)
    return _Region(start, start, end, below, source.text[end:below])


def _touch(source: Source, above: Item, below: Item) -> bool:
    """Tell whether no empty line is between two items."""
    return source.position(above.span.end).line + 1 == source.position(below.span.start).line


def _empty_above(source: Source, start: int) -> int:
    line = source.position(start).line
    while line and not source.line_text(line - 1).strip():
        line -= 1
    return source.line_starts[line]


def _empty_below(source: Source, end: int) -> int:
    line, count = source.position(end).line, len(source.line_starts)
    while line + 1 < count and not source.line_text(line).strip():
        line += 1
    return source.line_starts[line]


def _line_start(source: Source, offset: int) -> int:
    return source.line_starts[source.position(offset).line]


def _line_end(source: Source, offset: int) -> int:
    line = source.position(offset).line + 1
    return source.line_starts[line] if line < len(source.line_starts) else len(source.text)


def _indent(source: Source, block: Block) -> str:
    start = _line_start(source, block.span.start)
    return source.text[start : block.span.start]


def _indented(text: str, before: str, after: str) -> str:
    if before == after:
        return text
    return "".join(after + line[len(before) :] if line.startswith(before) else line for line in _LINE.findall(text))
