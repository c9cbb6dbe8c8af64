"""Reads the timed film as a director does: notes what can not be meant about who speaks, what is shown and proved."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.source import NOWHERE, Span
from filmc.ir.film import Film, FrameOf, Line, Scene, Shot
from filmc.ir.frames import snap


def check_sense(notes: Notes, film: Film, memo: Memo = ONCE) -> None:
    """Note what makes no sense on film."""
    for scene in film.scenes:
        memo.recall(notes, _check_shots, scene, film.settings.rate)
    _check_moments(notes, film)
    _check_voices(notes, film, memo)


def _check_shots(notes: Notes, scene: Scene, rate: Fraction) -> None:
    for shot in scene.shots:
        _check_speakers(notes, shot)
        _check_evidence(notes, shot)
        _check_ends(notes, shot)
        _check_source(notes, shot, rate)


def _check_speakers(notes: Notes, shot: Shot) -> None:
    present = {presence.name for presence in shot.cast}
    for line in shot.lines:
        if line.speaker not in present and not (line.voice_over or line.off_screen):
            notes.add(
                "W0511",
                line.span,
                f"{line.speaker} speaks but is not in this shot",
                f"write `{line.speaker} (O.S.)` or `(V.O.)`, or name {line.speaker} in `with:`",
                fixes=_off_screen_fixes(line),
            )


def _off_screen_fixes(line: Line) -> tuple[Fix, ...]:
    """Return changes for the plain case: a line whose speaker has no parenthesis yet."""
    if line.performances or line.at is not None or line.overlap or line.pre_lap or line.name_span == NOWHERE:
        return ()
    after = line.name_span.part(line.name_span.end - line.name_span.start, line.name_span.end - line.name_span.start)
    return tuple(Fix(f"make it {how}", (Edit(after, f" ({how})"),)) for how in ("O.S.", "V.O."))


def _check_evidence(notes: Notes, shot: Shot) -> None:
    if shot.footage != "evidence":
        return
    if shot.source is None:
        notes.add(
            "E0518",
            shot.span,
            "this shot is evidence but shows no existing footage",
            "name the recording with `source: archive/…`, or mark the shot `footage: explained` or `imagined`",
        )
    for what, span in _generated(shot):
        notes.add(
            "E0519",
            span,
            f"evidence shows what was recorded: {what} would make it up",
            "take this out, or mark the shot `footage: explained`",
        )


def _generated(shot: Shot) -> Iterator[tuple[str, Span]]:
    """Yield what in the shot asks a generator to make or to alter the picture."""
    for name, frame in (("a start frame", shot.start), ("an end frame", shot.end)):
        if frame:
            yield name, frame.span
    yield from ((f"`{step.kind}`", step.span) for step in shot.frame if step.kind in {"fix", "extend", "restyle"})
    yield from (("a motion path", path.span) for path in shot.paths)


def _check_ends(notes: Notes, shot: Shot) -> None:
    if shot.end and not shot.start:
        notes.add(
            "H0521",
            shot.end.span,
            "this shot has an end frame but no start frame",
            "say with `start:` where it comes from, or the model makes one up",
        )
    if shot.source and (shot.start or shot.end):
        frame = shot.start or shot.end
        assert frame
        notes.add(
            "W0534",
            frame.span,
            "the shot shows existing footage: its start and end frames are not used",
            "take out either `source:` or the frames",
            labels=[Label(shot.source.span, "the footage is named here")],
        )


def _check_source(notes: Notes, shot: Shot, rate: Fraction) -> None:
    """Note footage whose written part is not as long as the shot."""
    if shot.source is None or shot.source.end is None:
        return
    frames = snap(shot.source.end - shot.source.start, rate)
    if frames < shot.frames:
        lasts = f"{float(shot.source.end - shot.source.start):g}s"
        notes.add(
            "W0533",
            shot.source.span,
            f"{lasts} of footage can not fill a shot of {float(shot.frames / rate):.3g}s",
            f"let the shot last {lasts}, or take a longer part of the footage; its last frame stands still meanwhile",
            fixes=[Fix(f"let the shot last {lasts}", (Edit(shot.written_span, lasts),))] if shot.written else [],
        )


def _check_moments(notes: Notes, film: Film) -> None:
    """Note references to a moment after the end of the other shot."""
    borrowed = [frame for frame in _borrowed(film) if isinstance(frame.at, Fraction)]
    shots = {shot.id: shot for shot in film.shots} if borrowed else {}
    for frame in borrowed:
        other = shots.get(frame.shot or "")
        if other and isinstance(frame.at, Fraction) and snap(frame.at, film.settings.rate) >= other.frames:
            notes.add(
                "E0509",
                frame.span,
                f"{other.label or other.number} is over at {float(other.frames / film.settings.rate):.3g}s: "
                f"it has no frame at {float(frame.at):g}s",
                "name an earlier moment, or `.last`",
                labels=[Label(other.span, "the other shot")],
                fixes=[Fix("its last frame", (Edit(frame.span, f"{other.label or other.number}.last"),))],
            )


def _borrowed(film: Film) -> Iterator[FrameOf]:
    for shot in film.shots:
        yield from (frame for frame in (shot.start, shot.end) if frame)
    if film.cover and film.cover.frame:
        yield film.cover.frame


class _Speech(NamedTuple):
    """A line on the film's time line, and in which shot it is."""

    start: int
    end: int
    line: Line
    shot: str


def _speech(_notes: Notes, scene: Scene) -> list[_Speech]:
    """Return the lines of a scene."""
    return [
        _Speech(*line.shot_range.shifted(shot.film_range.start), line, shot.id)
        for shot in scene.shots
        for line in shot.lines
    ]


def _check_voices(notes: Notes, film: Film, memo: Memo) -> None:
    """Note lines that run into lines of another shot, or out of the film."""
    speech = [each for scene in film.scenes for each in memo.recall(Notes(), _speech, scene)]
    for each in speech:
        if each.start < 0:
            _too_early(notes, each.line)
        if each.end > film.frames and _unseen(each.line):
            _cut_off(notes, film, each)
    speech.sort(key=lambda each: each.start)
    for before, after in pairwise([None, *speech]):
        if after and after.line.overlap and (before is None or before.end <= after.start):
            _nothing_to_overlap(notes, after.line)
    for before, after in pairwise(speech):
        deliberate = after.line.overlap or after.line.at is not None or after.line.pre_lap
        if before.end > after.start and before.shot != after.shot and _unseen(before.line) and not deliberate:
            _into_another(notes, film, before, after)


def _unseen(line: Line) -> bool:
    """Tell whether the line may run over its shot's end; one on screen that does is noted with its shot."""
    return line.voice_over or line.off_screen


def _nothing_to_overlap(notes: Notes, line: Line) -> None:
    notes.add(
        "W0520",
        line.span,
        "nobody speaks before this line whom it could overlap",
        "write `(pre-lap 1s)` to begin before the cut",
    )


def _too_early(notes: Notes, line: Line) -> None:
    notes.add(
        "W0532",
        line.span,
        "this line would begin before the film does",
        "take out the pre-lap: there is no earlier shot to hear it in",
    )


def _cut_off(notes: Notes, film: Film, speech: _Speech) -> None:
    late = float((speech.end - film.frames) / film.settings.rate)
    notes.add(
        "W0535",
        speech.line.span,
        f"the film ends {late:.2g}s before this line does",
        "make the last shot longer, or `auto`",
    )


def _into_another(notes: Notes, film: Film, before: _Speech, after: _Speech) -> None:
    by = float((before.end - after.start) / film.settings.rate)
    notes.add(
        "W0530",
        before.line.span,
        f"this line still runs for {by:.2g}s when {after.line.speaker} begins to speak in the next shot",
        "make its shot longer, or mark the other line `(overlap)`",
        labels=[Label(after.line.span, "this line begins meanwhile")],
    )
