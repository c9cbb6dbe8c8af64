"""What is put together of takes on this machine: mouths merged into their clip, the parts of a long clip joined.

It costs nothing and nobody is asked: whenever the takes that it is made of are settled, it is made and noted as theirs
are. What it is called among the inputs of others depends on those takes alone (`Surveyed.named`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from filmc.lower.job import Input
from filmc.lower.model import HERE
from filmc.lower.request import JoinRequest, MergeRequest
from filmc.produce.choice import add, righted
from filmc.produce.choosing import for_job
from filmc.produce.desk import Desk
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.origin import Origin
from filmc.produce.shoot.lab import Lab
from filmc.produce.survey import Survey, Surveyed

Progress = Callable[[int, int, str], None]


def assemble(desk: Desk, survey: Survey, lab: Lab, tell: Progress) -> bool:
    """Put together what can be and is not yet, keep it in store and lock; return whether the lock has changed by that.

    Afterwards more may be possible. Faults of clips (E092x), of encoding (E0903, E0904), of store and lock.
    """
    ready = [found for found in survey.jobs.values() if _ready(found, survey)]
    with desk.store.using():
        made = []
        for number, found in enumerate(ready, 1):
            tell(number, len(ready), found.job.name)
            made.append((found, _kept(desk, found, _file(found, survey, desk, lab), lab)))
        before = desk.lock.lock
        if made:
            desk.change(lambda lock: _with(lock, survey, made))
    return desk.lock.lock != before


def missing_part(found: Surveyed, jobs: Mapping[str, Surveyed]) -> str | None:
    """Return the input of a job that is put together here, and is not yet; None where it need not wait for one."""
    parts = (jobs[each.job] for each in found.job.inputs if each.job in jobs)
    return next((part.job.name for part in parts if part.assembled), None)


def _ready(found: Surveyed, survey: Survey) -> bool:
    return found.assembled and not found.want.waits and all(_settled(each, survey) for each in found.job.inputs)


def _settled(given: Input, survey: Survey) -> bool:
    """Tell whether an input is what it will be: made for what is asked now, or held by a person."""
    before = survey.jobs[given.job]
    return before.whole and (before.standing.state in ("fresh", "usable") or before.standing.pinned)


def _file(found: Surveyed, survey: Survey, desk: Desk, lab: Lab) -> Path:
    clip, *others = _inputs(found, survey, desk)
    match found.job.what:
        case MergeRequest(regions, milliseconds):
            return lab.merged(clip, [*zip(others, regions, strict=True)], milliseconds)
        case JoinRequest(parts):
            return lab.joined([*zip((clip, *others), parts, strict=True)])
        case what:
            raise TypeError(f"{type(what).__name__} is not put together here")


def _inputs(found: Surveyed, survey: Survey, desk: Desk) -> Iterator[Path]:
    for each in found.job.inputs:
        take = survey.jobs[each.job].standing.take
        assert take
        yield desk.store.path(take.digest)


def _kept(desk: Desk, found: Surveyed, file: Path, lab: Lab) -> Take:
    want, today = found.want, f"{lab.now():%Y-%m-%d}"
    digest = desk.store.bring_in(file, Origin(how="made", date=today, model=HERE, request=want.what))
    return Take(digest, want.what, want.how, want.parts, model=HERE, made=today)


def _with(lock: Lock, survey: Survey, made: list[tuple[Surveyed, Take]]) -> Lock:
    for found, take in made:
        lock = for_job(lock, survey, found, partial(_noted, take=take))
    return lock


def _noted(block: Block, take: Take) -> Block:
    """Return the block with the take; other takes may have given the same bytes, and it is made of these now."""
    return righted(add(block, take), take)
