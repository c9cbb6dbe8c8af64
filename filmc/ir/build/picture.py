"""Reads what a picture begins and ends with, its repairs, motion brush and existing footage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from filmc.frontend.ast import Cue, Text
from filmc.frontend.cues import CueKind
from filmc.frontend.files import FOOTAGE, PICTURES
from filmc.frontend.manner import How, entries, match_how
from filmc.frontend.value import Box
from filmc.frontend.values import (
    read_box,
    read_control,
    read_extend,
    read_frame_reference,
    read_percent,
    read_point,
    read_points,
    read_quad,
    read_time_span,
)
from filmc.ir.build.context import Context, Cues
from filmc.ir.build.dialogue import line_span, read_seconds
from filmc.ir.film import FrameOf, Path, Source, Step


def read_frame_of(context: Context, cue: Cue | None) -> FrameOf | None:
    """Return the picture that a `start`, `end` or the cover's `frame` names; the shot's label is not resolved yet."""
    text = cue.full_value() if cue else None
    reference = read_frame_reference(context.notes, text) if text else None
    if cue is None or text is None or reference is None:
        return None
    file = context.file(reference.file, (*PICTURES, *FOOTAGE))
    if reference.shot is None and file is None:
        return None
    at = reference.at or "first"
    return FrameOf(
        file=file,
        shot=reference.shot.value if reference.shot else None,
        at=at if isinstance(at, str) else context.seconds(at),
        steps=tuple(read_steps(context, f"{cue.key.value}:", cue)),
        span=text.span,
    )


def read_steps(context: Context, where: str, cue: Cue | None) -> Iterator[Step]:
    """Yield the repairs nested under `cue`, in order; `where` is the place that it opens."""
    for kind, step in Cues(context, where, cue.body) if cue else ():
        text = step.full_value()
        said = _step(context, kind.key, text) if text else None
        if said is not None:
            for entry in entries(step.how):
                how = match_how(kind, entry)
                said |= _step_how(context, how) if how else {}
            yield Step(**said, span=line_span(step))


def _step(context: Context, kind: str, text: Text) -> dict[str, Any] | None:
    """Return the fields that a step's value sets; None where it can not be read, or is no step."""
    match kind:
        case "insert" | "layer":
            file = context.file(text, PICTURES)
            return {"kind": kind, "file": file} if file else None
        case "fix" | "restyle":
            return {"kind": kind, "prompt": text.value}
        case "extend":
            sides = read_extend(context.notes, text)
            return None if sides is None else {"kind": kind, "sides": dict(sides)}
        case "keep":
            control = read_control(context.notes, text)
            if control is None:
                return None
            part = {"from_": control.start, "to": control.end}
            return {"kind": kind, "control": control.name.value, "weight": float(control.strength), **part}
    return None


def _step_how(context: Context, how: How) -> dict[str, Any]:
    match how.form:
        case "quad QUAD":
            return {"quad": read_quad(context.notes, how.argument)}
        case "box BOX":
            return {"box": read_box(context.notes, how.argument)}
        case "at POINT":
            return {"point": read_point(context.notes, how.argument)}
        case "scale PERCENT":
            return {"scale": read_percent(context.notes, how.argument)}
        case "matte":
            return {"matte": True}
    return {}


def read_paths(context: Context, cues: Cues) -> Iterator[Path]:
    """Yield the motion brush: which thing goes where."""
    for cue in cues.all("path"):
        text = cue.full_value()
        points = read_points(context.notes, text) if text else None
        if points:
            thing = ", ".join(how.value for how in cue.how)
            yield Path(thing=thing, points=tuple(points), span=line_span(cue))


def read_holds(context: Context, cues: Cues) -> Iterator[Box]:
    """Yield the regions that must not move."""
    for cue in cues.all("hold"):
        text = cue.full_value()
        box = read_box(context.notes, text) if text else None
        if box:
            yield box


def read_source(context: Context, kind: CueKind, cue: Cue) -> Source | None:
    """Return the existing footage of a shot and which part of it is used."""
    file = context.file(cue.full_value(), (*FOOTAGE, *PICTURES))
    if file is None:
        return None
    start, end = Fraction(0), None
    for entry in entries(cue.how):
        how = match_how(kind, entry)
        if how and how.form == "from TIME":
            start = read_seconds(context, how.argument) or start
        elif how and how.form == "SPAN":
            span = read_time_span(context.notes, how.argument)
            if span:
                start, end = context.seconds(span.start), context.seconds(span.end)
    return Source(file=file, start=start, end=end, span=line_span(cue))
