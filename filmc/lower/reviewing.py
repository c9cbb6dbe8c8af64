"""A shot and the picture that was made of it → the review of that: what was wanted, and what it is judged by.

The clip is reviewed, or where no model makes one, the still: every candidate of it, once it is there and measuring has
found no fault with it. A shot with nobody in it, of which the author expects nothing, is not. What begins with a
picture that is reviewed is bought after that: nothing is built upon a take that is found wanting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from filmc.base.record import replace
from filmc.ir.film import Shot
from filmc.lower.job import Input, Job
from filmc.lower.model import Model
from filmc.lower.prompts import motion_prompt, still_prompt
from filmc.lower.request import ReviewRequest
from filmc.lower.shot_jobs import ShotJobs

TAKE = "take"
"""The role of what is reviewed."""
ASKINGS = 2
"""How often it is asked for at most: an answer that can not be used is sent back once."""
_HEAD = (
    "You check one take of one shot before it goes into a film. The frames are of that take, in order; the references "
    "show what people, places and things in it are to look like. Judge only what can be seen. Give each criterion a "
    "mark from 0 (plainly not met) to 5 (met), 3 where it can not be told, and name the frames that decided. "
    "The verdict is `fail` where a criterion has 0 or 1, else `pass`; `why` is one sentence in English."
)


def reviewed(making: ShotJobs, shot: Shot, jobs: Iterable[Job], model: Model) -> Iterator[Job]:
    """Yield the review of what `jobs` make of `shot`, if it has one."""
    made = [job for job in jobs if job.model and job.kind in ("still", "clip") and job.shot == shot.id]
    if not made or not (shot.expect or shot.cast):
        return
    moving = [job for job in made if job.kind == "clip"]
    for judged in moving or made[-1:]:
        yield _review(making, shot, judged, made, model)


def after_reviews(jobs: Sequence[Job], reviews: Sequence[Job]) -> Iterator[Job]:
    """Yield `jobs`, each with the reviews of what it begins with, also of what that is put together of."""
    named = {job.name: job for job in jobs}
    review = {each.job: one.name for one in reviews for each in one.inputs if each.role == TAKE}

    def found(job: Job) -> Iterator[str]:
        for each in job.inputs:
            if each.job in review:
                yield review[each.job]
            elif each.job in named and named[each.job].here:
                yield from found(named[each.job])

    for job in jobs:
        after = tuple(dict.fromkeys(found(job))) if job.model else ()
        yield replace(job, after=after) if after else job


def _review(making: ShotJobs, shot: Shot, judged: Job, made: Iterable[Job], model: Model) -> Job:
    like = dict.fromkeys(
        replace(each, role="") for job in made for each in job.inputs if each.role.startswith("reference")
    )
    references = tuple(replace(each, role=f"reference {number}") for number, each in enumerate(like, 1))
    criteria = dict(_criteria(making, shot, moves=judged.kind == "clip", like=bool(references)))
    veil = making.veil
    veiled = veil.shot(shot)
    words = (still_prompt(veil.film, veiled), motion_prompt(veiled) if judged.kind == "clip" else "")
    wanted = "; ".join(each for each in words if each)
    asked = " ".join(f"- {name}: {question}" for name, question in criteria.items())
    prompt = veil.over(f"{_HEAD} Wanted: {wanted}. Criteria: {asked}")
    job = making.job(
        shot,
        "review",
        model,
        ReviewRequest(prompt.text, tuple(criteria)),
        inputs=(Input(TAKE, job=judged.name), *references),
        names=prompt.names,
    )
    name = f"{judged.name} review"
    return replace(job, name=name, label=name, how=model.options, takes=1, most=ASKINGS, places={})


def _criteria(making: ShotJobs, shot: Shot, *, moves: bool, like: bool) -> Iterator[tuple[str, str]]:
    if shot.cast and like:
        yield "identity", "everybody who is seen is who the references show"
    if shot.cast:
        yield "wardrobe", "clothes and what is carried are as wanted"
        yield "anatomy", "hands, faces and limbs are whole and right in number"
    if shot.action or shot.blockings:
        yield "action", "what is wanted to happen happens" if moves else "what is wanted to happen can be seen"
    if moves and shot.camera:
        yield "camera", "the camera moves as wanted"
    yield "lettering", "there is no lettering, watermark or logo that was not asked for"
    yield "style", "it looks as wanted from edge to edge"
    if moves:
        yield "continuity", "people, things and the place are the same from the first frame to the last"
    if moves and shot.cast and not shot.lines:
        yield "mouths", "nobody's mouth moves as if speaking"
    for number, expected in enumerate(shot.expect, 1):
        yield f"expected_{number}", making.veil.written(expected.what)
