"""A surveyed job → the offer that is made for one of its takes: its inputs as files, the order in its dialect."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from filmc.base.record import record
from filmc.frontend.value import Money
from filmc.lower.job import Job
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    FaceLipSyncRequest,
    LipSyncRequest,
    MusicRequest,
    ReviewRequest,
    SoundRequest,
)
from filmc.produce.buying.offer import Offer
from filmc.produce.protocol.adapter import FAMILIES, Adapter, Asked
from filmc.produce.protocol.carrying import type_of
from filmc.produce.shoot.lab import Lab
from filmc.produce.store import Store
from filmc.produce.survey import Surveyed, take_id

FRAMES = 8
"""Frames of a take that are shown to who reviews it, at most."""
_SHOWN = 200
"""Characters of a prompt that are kept with a take, for people."""


@record
class Call:
    """Who asks: the film by its id, the run, and the plan that it carries out by its base."""

    film: str
    run: str
    plan: str = ""


async def offer_of(surveyed: Surveyed, number: int, call: Call, adapter: Adapter, files: dict[str, Path]) -> Offer:
    """Return the offer for take `number` of a job. Fault E1017 where the provider can not be asked for it."""
    job, want = surveyed.job, surveyed.want
    assert job.model
    assert job.model.price
    asked = Asked(job, number, files)
    written = await adapter.write(asked)
    seed = {} if asked.seed is None else {"seed": str(asked.seed)}
    return Offer(
        take=take_id(want, number),
        order_path=written.path,
        body=written.body,
        content_type=written.content_type,
        film=call.film,
        run=call.run,
        plan=call.plan,
        provider=job.model.provider,
        shot=job.shot or job.name,
        model=job.model.name,
        price=price_of(job),
        family=FAMILIES[job.kind],
        note={"name": job.name, "kind": job.kind, "prompt": told(job)[:_SHOWN], **seed},
    )


def price_of(job: Job) -> Money:
    """Return what one take is expected to cost; the job's model has a price."""
    assert job.model
    assert job.model.price
    return job.model.price.of(job.billed)


def told(job: Job) -> str:
    """Return what is asked in words, names lifted: a prompt, or the line to be spoken."""
    sent = job.sent
    return str(getattr(sent, "prompt", None) or getattr(sent, "text", None) or getattr(sent, "words", ""))


def inputs_of(job: Job, playing: dict[str, str], store: Store, lab: Lab) -> dict[str, Path]:
    """Return the file for each role. `playing`: job → digest of its take. Faults E092x for a moment that is none."""
    files = dict(_inputs(job, playing, store, lab))
    return {**files, **dict(_beside(job, files, lab))}


def _inputs(job: Job, playing: dict[str, str], store: Store, lab: Lab) -> Iterator[tuple[str, Path]]:
    for each in job.goes:
        file = store.path(playing[each.job]) if each.job else lab.locate(each.file)
        file = lab.moment(file, each.moment) if each.moment else file
        file = lab.inlaid(file, each.inlays) if each.inlays else file
        yield each.role, _alone(job, file, lab) if each.role == "clip" else file


def _alone(job: Job, clip: Path, lab: Lab) -> Path:
    """Return a clip as it is shown to who moves a mouth: a model that knows one face sees no other."""
    what = job.sent
    if isinstance(what, FaceLipSyncRequest) and job.model and job.model.can.faces == "one":
        return lab.masked(clip, what.region, what.milliseconds)
    return clip


def _beside(job: Job, files: dict[str, Path], lab: Lab) -> Iterator[tuple[str, Path]]:
    """Yield what goes with the inputs: where a repair may change, what a path moves, all of a speaker's lines."""
    match job.sent:
        case EditRequest(box=box) if box:
            yield "mask", lab.mask(files["picture"], box)
        case ClipRequest(paths=paths) if "start" in files:
            for number, points in enumerate(paths, 1):
                yield f"brush {number}", lab.brush(files["start"], points[0])
        case ReviewRequest():
            assert job.model
            assert job.model.can.chat
            take = files["take"]
            most = min(FRAMES, job.model.can.chat.pictures)
            for number, frame in enumerate(lab.shown(take, type_of(take), most), 1):
                yield f"frame {number}", frame
        case LipSyncRequest(starts=starts, milliseconds=length):
            lines = [(files[f"voice {number}"], start) for number, start in enumerate(starts, 1)]
            yield "track", lab.track(lines, length)


def ordered_seconds(job: Job) -> Fraction | None:
    """Return how long a take should be; None for pictures and speech, which take what they take."""
    if job.kind == "clip":
        return Fraction(dict(job.how)["seconds"])
    if isinstance(job.what, MusicRequest | SoundRequest):
        return Fraction(job.what.milliseconds, 1000)
    return None
