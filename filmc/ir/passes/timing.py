"""Times the lines within each shot, and so the shots: measured speech where there is some, estimates elsewhere.

An `auto` shot holds `LEAD_IN`, its lines in order with `GAP` between them, and `TAIL`; it is never shorter than
`SHORTEST`, and `SILENT` long without lines. In a shot of fixed length the two handles shrink first. Lengths are
snapped to whole frames shot by shot, so that a shot is as long wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from filmc.base.diagnostic import Edit, Fix, Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.source import NOWHERE, Span
from filmc.ir.film import Film, Line, Scene, Shot
from filmc.ir.frames import FrameRange, snap
from filmc.ir.node import Exact, Node
from filmc.ir.passes.speech import Spoken, estimated_seconds

LEAD_IN = Fraction(2, 5)
"""Seconds before the first line of a shot."""
GAP = Fraction(1, 4)
"""Seconds between one line and the next."""
TAIL = Fraction(3, 5)
"""Seconds after the last line of a shot."""
OVERLAP = Fraction(1, 2)
"""How long before the end of the line before it an `overlap` line begins."""
SHORTEST = Fraction(2)
"""The shortest `auto` shot."""
SILENT = Fraction(4)
"""An `auto` shot without lines."""


class _Told(Node):
    """All that a shot says of its length, wherever it stands; `span` is its heading."""

    lines: tuple[Line, ...] = ()
    written: Exact | None = None
    written_span: Span = NOWHERE


_NOTHING = _Told()


class _Timed(NamedTuple):
    """The length of a shot in frames, and its lines at their places."""

    frames: int
    lines: tuple[Line, ...]


class _Said(NamedTuple):
    """A line with its place in seconds from the shot's start."""

    line: Line
    start: Fraction
    end: Fraction
    measured: bool


def time_shots(notes: Notes, film: Film, spoken: Spoken, memo: Memo = ONCE) -> Film:
    """Return the film with `frames` of every shot and `shot_range` of every line."""
    rate = film.settings.rate
    return film.with_scenes(
        [memo.nest(notes, _with_times, scene, rate, *_measured(scene, film, spoken)) for scene in film.scenes]
    )


def _measured(scene: Scene, film: Film, spoken: Spoken) -> list[Fraction | None]:
    """Return the exact seconds of each line that is made."""
    return [spoken(line, film.entities.get(line.speaker)) for shot in scene.shots for line in shot.lines]


def _with_times(notes: Notes, memo: Memo, scene: Scene, rate: Fraction, *measured: Fraction | None) -> Scene:
    left = iter(measured)
    return scene.with_shots(
        [_with_time(notes, memo, shot, rate, islice(left, len(shot.lines))) for shot in scene.shots]
    )


def _with_time(notes: Notes, memo: Memo, shot: Shot, rate: Fraction, measured: Iterable[Fraction | None]) -> Shot:
    told = memo.copy(_NOTHING, lines=shot.lines, written=shot.written, written_span=shot.written_span, span=shot.span)
    timed = memo.recall(notes, _timed, told, rate, *measured)
    return memo.copy(shot, frames=timed.frames, lines=timed.lines)


def _timed(notes: Notes, shot: _Told, rate: Fraction, *measured: Fraction | None) -> _Timed:
    lengths = [
        (estimated_seconds(line), False) if made is None else (made, True)
        for line, made in zip(shot.lines, measured, strict=True)
    ]
    said = _said(shot.lines, lengths, _lead_in(shot, lengths))
    seconds = _auto_length(said) if shot.written is None else shot.written
    frames = snap(seconds, rate)
    if frames < 1:
        _no_length(notes, shot, rate)
    if shot.written is not None and said:
        _check_fit(notes, shot, said, needed=_auto_length(_said(shot.lines, lengths, LEAD_IN)))
    lines = tuple(
        each.line.model_copy(
            update={
                "shot_range": FrameRange(snap(each.start, rate), snap(each.end, rate)),
                "measured": each.measured,
            }
        )
        for each in said
    )
    return _Timed(max(frames, 1), lines)


def _lead_in(shot: _Told, lengths: list[tuple[Fraction, bool]]) -> Fraction:
    """Return the first handle, shrunk in proportion where a fixed length leaves less than both handles."""
    if shot.written is None or not lengths:
        return LEAD_IN
    spare = shot.written - sum((seconds for seconds, _ in lengths), Fraction(0)) - GAP * (len(lengths) - 1)
    return min(LEAD_IN, max(spare, Fraction(0)) * LEAD_IN / (LEAD_IN + TAIL))


def _said(lines: tuple[Line, ...], lengths: list[tuple[Fraction, bool]], lead_in: Fraction) -> list[_Said]:
    """Return each line at its place: in order, unless `at`, `overlap` or `pre-lap` say otherwise."""
    said: list[_Said] = []
    free = lead_in
    for line, (seconds, measured) in zip(lines, lengths, strict=True):
        start = _start(line, said, free)
        said.append(_Said(line, start, start + seconds, measured))
        free = max(free, start + seconds + GAP)
    return said


def _start(line: Line, said: list[_Said], free: Fraction) -> Fraction:
    if line.at is not None:
        return line.at
    if line.pre_lap:
        return -line.pre_lap
    if line.overlap and said:
        return max(said[-1].start, said[-1].end - OVERLAP)
    return free


def _auto_length(said: list[_Said]) -> Fraction:
    return max(SHORTEST, max(each.end for each in said) + TAIL) if said else SILENT


def _no_length(notes: Notes, shot: _Told, rate: Fraction) -> None:
    notes.add(
        "E0517",
        _where(shot),
        "this shot is shorter than one frame",
        f"a frame of this film lasts {_seconds(1 / rate, 1000)}; write a longer time, or `auto`",
        fixes=[] if shot.written_span == NOWHERE else [Fix("one frame", (Edit(shot.written_span, "1f"),))],
    )


def _check_fit(notes: Notes, shot: _Told, said: list[_Said], needed: Fraction) -> None:
    written, length = shot.written or Fraction(0), _seconds(needed)
    longer = [Fix(f"make the shot {length} long", (Edit(shot.written_span, length),))]
    late = [each for each in said if each.line.at is not None and each.start >= written]
    for each in late:
        notes.add(
            "E0531",
            each.line.span,
            f"this line begins at {_seconds(each.start)}, but its shot lasts {_seconds(written)}",
            "let it begin earlier, or make the shot longer",
            fixes=longer,
        )
    on_screen = [each.end for each in said if not (each.line.voice_over or each.line.off_screen) and each not in late]
    if on_screen and max(on_screen) > written:
        _too_long(notes, shot, _seconds(written), length)


def _too_long(notes: Notes, shot: _Told, written: str, needed: str) -> None:
    titles = {needed: f"make the shot {needed} long", "auto": "let the lines decide how long the shot is"}
    fixes = [
        Fix(title, (Edit(shot.written_span, length),))
        for length, title in titles.items()
        if shot.written_span != NOWHERE
    ]
    notes.add(
        "W0510",
        _where(shot),
        f"this shot lasts {written} but its lines need {needed}",
        f"write {needed}, or `auto` to let the lines decide",
        fixes=fixes,
    )


def _where(shot: _Told) -> Span:
    return shot.span if shot.written_span == NOWHERE else shot.written_span


def _seconds(seconds: Fraction, parts: int = 10) -> str:
    """Return seconds as an author writes them, rounded up to a tenth (or another part) of a second."""
    return f"{float(Fraction(-(-seconds * parts // 1), parts)):g}s"
