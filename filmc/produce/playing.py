"""Survey → what plays: of each shot the best picture that was made for it, of everything heard its take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph
from filmc.lower.material import Playing, file_key
from filmc.lower.request import ClipRequest
from filmc.lower.timeline import TAKE, Footage, Picture, Still, Strip
from filmc.produce.locked import SHORT
from filmc.produce.survey import Survey

_PLAYABLE = ("fresh", "usable", "stale", "failed", "unknown", "blocked")
"""States in which an earlier take goes on playing, if its bytes are whole."""


def playing(graph: JobGraph, survey: Survey) -> Playing:
    """Return which takes play; what has none is left to the animatic."""
    taken = dict(_taken(survey))
    heard = {scratch: file_key(taken[name]) for scratch, name in graph.heard.items() if name in taken}
    seen = {shot: picture for shot, names in graph.pictures.items() if (picture := _best(graph, names, taken))}
    return Playing(heard, seen)


def lost(survey: Survey) -> Iterator[Diagnostic]:
    """Yield W1057 for each take that should play and can not, because its bytes are damaged or not there."""
    for name, surveyed in survey.jobs.items():
        take = surveyed.standing.take
        if take and not surveyed.whole:
            why = surveyed.standing.reason
            way = f"filmc why {name}" if surveyed.standing.state == "blocked" else "the next plan makes it again"
            yield Fault("W1057", f"{name} can not play its take {take.digest[:SHORT]}: {why}", way).diagnostic(
                surveyed.job.span
            )


def _taken(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield the digest that plays for each job that has one which can be read."""
    for name, surveyed in survey.jobs.items():
        standing = surveyed.standing
        if standing.take and standing.state in _PLAYABLE and surveyed.whole:
            yield name, standing.take.digest


def _best(graph: JobGraph, names: tuple[str, ...], taken: Mapping[str, str]) -> Picture | None:
    """Return the highest rung: the enhanced clip, the one with mouths, all its clips, the still."""
    for name in _finished(graph, names):
        if name in taken:
            return Strip((_footage(taken[name]),), (_seconds(graph, names),))
    clips = [graph.jobs[name] for name in names if graph.jobs[name].kind == "clip"]
    if clips and all(job.name in taken for job in clips):
        return Strip(tuple(_footage(taken[job.name]) for job in clips), tuple(_length(job) for job in clips))
    stills = [name for name in names if graph.jobs[name].kind == "still" and name in taken]
    still = stills[-1] if stills else None  # with as many of its repairs as are made
    return Still(f"{TAKE}{taken[still]}", taken[still]) if still else None


def _finished(graph: JobGraph, names: tuple[str, ...]) -> Iterator[str]:
    """Yield what is done to all of a shot's clip, the last first; mouths that are yet to be merged show a part only."""
    last = {graph.jobs[name].kind: name for name in names}
    mouths = "merge" if "merge" in last else "lip-sync"
    return (last[kind] for kind in ("enhancement", mouths) if kind in last)


def _footage(digest: str) -> Footage:
    return Footage(f"{TAKE}{digest}", digest, Fraction(0))


def _length(job: Job) -> Fraction:
    assert isinstance(job.what, ClipRequest)
    return Fraction(job.what.milliseconds, 1000)


def _seconds(graph: JobGraph, names: tuple[str, ...]) -> Fraction:
    return sum((_length(graph.jobs[name]) for name in names if graph.jobs[name].kind == "clip"), Fraction(0))
