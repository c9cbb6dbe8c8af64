"""Jobs and timelines as stable text, for `filmc dump` and for snapshots: no places in files, times as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from filmc.ir.frames import FrameRange
from filmc.ir.node import Node
from filmc.lower.job import Input, Job
from filmc.lower.jobgraph import JobGraph
from filmc.lower.timeline import Timeline

_UNSAID = ("span", "voices")


def dump_jobs(graph: JobGraph, timeline: Timeline) -> str:
    """Return every job: what is made, by whom, from what, and what is asked; then the cutting, mixing and joining."""
    return "".join([*map(_job, graph.jobs.values()), *_local_jobs(timeline)])


def _job(job: Job) -> str:
    asked = "".join(f"    {line}\n" for line in _lines(job.sent))
    given = "".join(f"    {_given(each)}\n" for each in job.inputs)
    how = "".join(f", {name} {value}" for name, value in job.how)
    return f"{job.kind} {job.key[:16]} by {job.maker}{how}: {job.label}\n{asked}{given}"


def _given(each: Input) -> str:
    moment = f" at {each.moment}" if each.moment else ""
    return f"{each.role}: {each.job or each.file}{moment}"


def _local_jobs(timeline: Timeline) -> Iterator[str]:
    """Yield what is made here of all that: each segment, the mix, the join."""
    for number, segment in enumerate(timeline.segments, 1):
        into = f" into {segment.incoming.shot}" if segment.incoming else ""
        yield f"segment {number}: {segment.clip.shot}{into}, frames {_plain(segment.film_range)}\n"
    yield f"mix of {len(timeline.sounds)} sounds\n"
    yield f"join of {len(timeline.segments)} segments and the mix\n"


def dump_timeline(timeline: Timeline) -> str:
    """Return the timeline: settings, then picture, sound and subtitles in order."""
    return "\n".join(_lines(timeline)) + "\n"


def _lines(value: Any) -> Iterator[str]:
    """Yield a record's fields that are not as empty as by default, nested ones indented."""
    for name, part in _parts(value):
        if part in (None, (), {}, ""):
            continue
        if _is_record(part):
            yield f"{name}: {type(part).__name__}"
            yield from _indented(_lines(part))
        elif isinstance(part, tuple) and part and _is_record(part[0]):
            yield f"{name}:"
            for item in part:
                yield f"  - {type(item).__name__}"
                yield from _indented(_indented(_lines(item)))
        else:
            yield f"{name}: {_plain(part)}"


def _parts(value: Any) -> Iterator[tuple[str, Any]]:
    names = type(value).model_fields if isinstance(value, Node) else [field.name for field in fields(value)]
    for name in names:
        if name not in _UNSAID:
            yield name, getattr(value, name)


def _is_record(value: Any) -> bool:
    return isinstance(value, Node) or (is_dataclass(value) and not isinstance(value, type))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}"


def _plain(value: Any) -> str:
    if isinstance(value, FrameRange):
        return f"{value.start}..{value.end}"
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_plain, value)) + ")"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plain(value[key])}" for key in sorted(value)) + "}"
    return repr(value) if isinstance(value, str) else str(value)
