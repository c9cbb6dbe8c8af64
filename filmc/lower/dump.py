"""Jobs and timelines as stable text, for `filmc dump` and for snapshots: no places in files, times as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from filmc.ir.film import Film, Shot
from filmc.ir.frames import FrameRange
from filmc.ir.node import Node
from filmc.lower.job import Job
from filmc.lower.prompts import motion_prompt, negative_prompt, still_prompt
from filmc.lower.timeline import Timeline

_UNSAID = ("span", "voices")


def dump_jobs(jobs: Iterable[Job]) -> str:
    """Return every job: what is made, for whom it stands in the film, and what is asked."""
    return "".join(_job(job) for job in jobs)


def _job(job: Job) -> str:
    asked = "\n".join(f"    {line}" for line in _lines(job.what))
    return f"{job.kind} {job.key[:16]} by {job.maker}: {job.label}\n{asked}\n"


def dump_pictures(film: Film) -> str:
    """Return what a picture model would be asked for each shot: still, motion, and what to avoid."""
    return "".join(_picture(film, shot) for shot in film.shots)


def _picture(film: Film, shot: Shot) -> str:
    asked = {"still": still_prompt(film, shot), "motion": motion_prompt(shot), "avoid": negative_prompt(shot)}
    lines = "".join(f"    {name}: {text}\n" for name, text in asked.items() if text)
    return f"picture {shot.id} ({shot.frames} frames)\n{lines}"


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
