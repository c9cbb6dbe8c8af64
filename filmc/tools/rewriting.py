"""Changes to the author's text, as edits: a shot's length, the order of shots. All else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from filmc.base.diagnostic import Edit
from filmc.base.source import NOWHERE, Source, Span
from filmc.frontend.ast import Blank, Block, Comment, File, Item
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


# ---- length


def lengthened(source: Source, shot: Shot, frames: int, rate: Fraction) -> Edit:
    """Return the edit by which `shot` is `frames` long, told in the unit in which its length is written now."""
    if shot.written_span == NOWHERE:
        return Edit(Span(source.file, shot.span.end, shot.span.end), f", {_seconds(frames, rate)}s")
    before = source.text[shot.written_span.start : shot.written_span.end]
    return Edit(shot.written_span, _measured(before, frames, rate))


def _measured(before: str, frames: int, rate: Fraction) -> str:
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
        if snap(Fraction(text), rate) == frames and Fraction(text) > 0:
            return text.rstrip("0").rstrip(".") if "." in text else text
    return str(float(frames / rate))


def _clock(frames: int, rate: Fraction) -> str:
    whole, _, part = _seconds(frames, rate).partition(".")
    minutes, seconds = divmod(int(whole), 60)
    return f"{minutes}:{seconds:02}{f'.{part}' if part else ''}"


# ---- order


def reordered(file: File, moved: Shot, before: Shot | None) -> tuple[Edit, Edit]:
    """Return the edits that move `moved` to just before another shot of `file`, or to the end of its last scene.

    Comments right above a shot go with it, and it takes the indentation that is used where it goes. LookupError where
    one of them is not in `file`.
    """
    scene, block = _found(file, moved)
    if before is None:
        target = [each for each in file.blocks if each.heading.word == "scene"][-1]
        place = _end_of(file.source, target)
        indent = _indent(file.source, target.blocks[-1] if target.blocks else block)
    else:
        target, following = _found(file, before)
        place = _region(file.source, target.body, following)[0]
        indent = _indent(file.source, following)
    start, end = _region(file.source, scene.body, block)
    text = _indented(file.source.text[start:end], _indent(file.source, block), indent)
    text = _in_lines(file.source, text, place)
    return Edit(Span(file.source.file, start, end), ""), Edit(Span(file.source.file, place, place), text)


def _in_lines(source: Source, text: str, place: int) -> str:
    """Return whole lines for `place`: the last line of a file may have no end."""
    ending = next((end for end in ("\r\n", "\n", "\r") if end in source.text), "\n")
    if not text.endswith(("\r", "\n")):
        text += ending
    if place and source.text[place - 1] not in "\r\n":
        text = ending + text
    return text


def _found(file: File, shot: Shot) -> tuple[Block, Block]:
    for scene in file.blocks:
        for block in scene.blocks:
            if block.heading.span == shot.span:
                return scene, block
    raise LookupError(shot.id)


def _region(source: Source, body: Sequence[Item], block: Block) -> tuple[int, int]:
    """Return the lines of a block from the comments right above it to where the next item begins."""
    at = next(index for index, item in enumerate(body) if item is block)
    first = at
    while first and isinstance(body[first - 1], Comment):
        first -= 1
    last = at
    while last + 1 < len(body) and isinstance(body[last + 1], Blank):
        last += 1
    start = _line_start(source, body[first].span.start)
    end = _line_start(source, body[last + 1].span.start) if last + 1 < len(body) else _line_end(source, block.span.end)
    return start, end


def _end_of(source: Source, scene: Block) -> int:
    return _line_end(source, scene.span.end)


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
